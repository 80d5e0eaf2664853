"""Writes of the areas room: the official codes of the nation, and a tambon's villages."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import geothai
from django.db import transaction
from django.db.models import Max

from chumchon.thai.errors import BadInput, Refused

from .models import District, GovernmentArea, Province, Region, Subdistrict, Village
from .regions import REGIONS, SOURCE, region_of


@dataclass(frozen=True)
class Replaced:
    """A tambon that ended, what it became, and the numbers of its villages: {before: now}."""

    before: Subdistrict
    after: Subdistrict
    villages: dict[int, int]


@transaction.atomic
def load_areas() -> int:
    """Load 77 provinces, their districts and subdistricts from geothai where the tables are empty; returns the subdistricts."""
    if Subdistrict.objects.exists():
        return 0
    provinces = geothai.provinces()
    districts = [d for p in provinces for d in geothai.districts(p.code)]
    Region.objects.bulk_create(
        [
            Region(code=code, name_th=th, name_en=en, position=i, source=SOURCE)
            for i, (code, th, en) in enumerate(REGIONS)
        ],
        ignore_conflicts=True,
    )
    Province.objects.bulk_create(
        Province(code=p.code, name_th=p.name_th, name_en=p.name_en, region_id=region_of(p.code)) for p in provinces
    )
    District.objects.bulk_create(
        District(code=d.code, province_id=d.province_code, name_th=d.name_th, name_en=d.name_en) for d in districts
    )
    made = Subdistrict.objects.bulk_create(
        [
            Subdistrict(
                code=s.code, district_id=s.district_code, name_th=s.name_th, name_en=s.name_en,
                postcode=next(iter(s.postal_codes), ""),
            )
            for d in districts
            for s in geothai.subdistricts(d.code)
        ],
        batch_size=1000,
    )  # fmt: skip
    return len(made)


def load_after_migrate(sender: Any, **kwargs: Any) -> None:
    """post_migrate: a new (or emptied) database knows the nation's areas at once."""
    load_areas()


def make_villages(subdistrict: Subdistrict, count: int, names: dict[int, str] | None = None) -> list[Village]:
    """Villages 1 to count of a subdistrict, those that are missing; names by number where known."""
    names = names or {}
    for number in range(1, count + 1):
        Village.objects.get_or_create(
            subdistrict=subdistrict, number=number, defaults={"name_th": names.get(number, "")}
        )
    return list(subdistrict.villages.filter(number__lte=count))


def move_province(province: str, region: str, source: str) -> Province:
    """Lay a province into another region of the institute; the region keeps the source of the grouping.

    Errors: NO_AREA, SAME_REGION.
    """
    found = Province.objects.select_for_update(of=("self",)).filter(code=province).first()
    target = Region.objects.filter(code=region).first()
    if found is None or target is None:
        raise BadInput("NO_AREA", "เลือกจังหวัดและภาคจากรายการ", "Choose a province and a region of the list.")
    if found.region_id == region:
        raise Refused("SAME_REGION", f"{found.name_th}อยู่ในภาคนี้อยู่แล้ว", "The province lies in this region already.")
    found.region = target
    found.save(update_fields=["region"])
    Region.objects.filter(code=region).update(source=source.strip()[:120])
    return found


def replace_subdistrict(old: str, new: str, day: date, name_th: str = "", name_en: str = "") -> Replaced:
    """From `day` on the tambon `old` is (part of) the tambon `new`: a new code, or one that it was merged into.

    A code that is not known yet is made in the district of its first four digits, with the old name unless another is
    given. Villages move with their people; a number that the other tambon uses already goes behind its last one.
    The old row stays, with its last day and its successor. Errors: NO_AREA, SAME_AREA, AREA_ENDED, NO_DISTRICT.
    """
    if old == new:
        raise BadInput("SAME_AREA", "รหัสเดิมกับรหัสใหม่เหมือนกัน", "Old and new code are the same.")
    before = Subdistrict.objects.select_for_update(of=("self",)).filter(code=old).first()
    if before is None:
        raise BadInput("NO_AREA", f"ไม่มีตำบลรหัส {old} ตรวจรหัสอีกครั้ง", f"There is no tambon {old}.")
    if before.valid_to is not None:
        raise Refused(
            "AREA_ENDED", f"ตำบล {old} สิ้นสุดไปแล้ว ต่อเป็นรหัส {before.successor_id}", f"Tambon {old} has ended already."
        )
    after = Subdistrict.objects.filter(code=new).first() or _new_subdistrict(before, new, day, name_th, name_en)
    if after.valid_to is not None:
        raise Refused("AREA_ENDED", f"ตำบล {new} สิ้นสุดไปแล้ว เลือกรหัสที่ใช้อยู่", f"Tambon {new} has ended.")
    highest = after.villages.aggregate(n=Max("number"))["n"] or 0
    taken, moved = set(after.villages.values_list("number", flat=True)), {}
    for village in before.villages.select_for_update():
        was = village.number
        if was in taken:
            highest += 1
            village.number = highest
        village.subdistrict = after
        village.save(update_fields=["subdistrict", "number"])
        moved[was] = village.number
        highest = max(highest, village.number)
    held = set(after.government_areas.values_list("government_id", "village_number"))
    for area in before.government_areas.all():
        number = area.village_number and moved.get(area.village_number, area.village_number)
        if (area.government_id, number) not in held:
            GovernmentArea.objects.create(government_id=area.government_id, subdistrict=after, village_number=number)
    before.valid_to, before.successor = date.fromordinal(day.toordinal() - 1), after
    before.save(update_fields=["valid_to", "successor"])
    return Replaced(before, after, moved)


def _new_subdistrict(before: Subdistrict, code: str, day: date, name_th: str, name_en: str) -> Subdistrict:
    if len(code) != 6 or not code.isdigit() or not District.objects.filter(code=code[:4]).exists():
        raise BadInput(
            "NO_DISTRICT", f"รหัสใหม่ {code} ต้องเป็นตัวเลขหกตัว และสี่ตัวแรกเป็นอำเภอที่มีอยู่",
            f"The new code {code} has six digits, the first four of a district that exists.",
        )  # fmt: skip
    return Subdistrict.objects.create(
        code=code, district_id=code[:4], name_th=name_th.strip() or before.name_th,
        name_en=name_en.strip() or before.name_en, postcode=before.postcode, valid_from=day,
    )  # fmt: skip
