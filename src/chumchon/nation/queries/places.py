"""Where a page of the nation stands: the area it shows, the way up, and the areas one step below."""

import time
from dataclasses import dataclass
from functools import cache, lru_cache

from django.db.models import Count

from chumchon.areas.models import District, Province, Region, Subdistrict
from chumchon.thai.errors import Refused

REMEMBERED_SECONDS = 600


@dataclass(frozen=True)
class Place:
    """An area of the report: its code ("" the nation, R1 a region, then 2, 4, 6 digits) and names."""

    code: str
    th: str
    en: str
    level: str

    @property
    def below(self) -> str:
        """What the level below is called, for the head of the table."""
        return {
            "nation": "region", "region": "province", "province": "district", "district": "tambon", "tambon": "fund",
        }[self.level]  # fmt: skip


NATION = Place("", "ทั้งประเทศ", "The whole country", "nation")


def way(code: str) -> list[Place]:
    """From the nation down to the area of this code. Errors: NO_AREA."""
    made = [NATION]
    if code:
        province = Province.objects.select_related("region").filter(code=code[:2]).first()
        region = Region.objects.filter(code=code).first() or (province.region if province else None)
        if region is None or (code != region.code and (not code.isdigit() or len(code) not in (2, 4, 6))):
            raise Refused("NO_AREA", "ไม่มีพื้นที่รหัสนี้ เลือกจากแผนที่หรือตารางอีกครั้ง", "There is no such area; choose it again.")
        made.append(Place(region.code, f"ภาค{region.name_th}", region.name_en, "region"))
        if province is not None and code[:2] == province.code:
            made.append(Place(province.code, province.name_th, province.name_en, "province"))
            made += _inside(code)
    return made


def _inside(code: str) -> list[Place]:
    made = []
    if len(code) >= 4:
        district = District.objects.filter(code=code[:4]).first()
        made += [Place(district.code, _district(district), district.name_en, "district")] if district else []
    if len(code) == 6:
        tambon = Subdistrict.objects.filter(code=code).first()
        made += [Place(tambon.code, tambon.name_th, tambon.name_en, "tambon")] if tambon else []
    if (not made and len(code) > 2) or (made and made[-1].code != code):
        raise Refused("NO_AREA", "ไม่มีพื้นที่รหัสนี้ เลือกจากแผนที่หรือตารางอีกครั้ง", "There is no such area; choose it again.")
    return made


def _district(district: District) -> str:
    return district.name_th if district.province_id == "10" else f"อ.{district.name_th}"


def children(place: Place) -> list[Place]:
    """The areas one step below, in the order that people list them."""
    if place.level == "nation":
        return [Place(r.code, r.name_th, r.name_en, "region") for r in Region.objects.all()]
    if place.level == "region":
        found = Province.objects.filter(region_id=place.code).order_by("name_th")
        return [Place(p.code, p.name_th, p.name_en, "province") for p in found]
    if place.level == "province":
        return [
            Place(d.code, _district(d), d.name_en, "district")
            for d in District.objects.filter(province_id=place.code).order_by("code")
        ]
    if place.level == "district":
        return [
            Place(s.code, s.name_th, s.name_en, "tambon")
            for s in Subdistrict.objects.filter(district_id=place.code, valid_to__isnull=True).order_by("code")
        ]
    return []


def named(codes: list[str]) -> list[Place]:
    """Tambons that ended, named so."""
    rows = Subdistrict.objects.filter(code__in=codes).order_by("code")
    return [Place(s.code, f"{s.name_th} (รหัสเดิม)", f"{s.name_en} (former code)", "tambon") for s in rows]


def tambons_by_area() -> dict[str, int]:
    """How many subdistricts lie in each area of any level; remembered for ten minutes, since every page asks."""
    return _tambons_by_area(int(time.monotonic() // REMEMBERED_SECONDS))


@lru_cache(maxsize=1)
def _tambons_by_area(minute: int) -> dict[str, int]:
    made: dict[str, int] = {}
    rows = Subdistrict.objects.filter(valid_to__isnull=True).values_list("district_id", "district__province__region_id")
    for district, region, count in rows.annotate(n=Count("code")):
        for area in ("", region, district[:2], district):
            made[area] = made.get(area, 0) + count
    return made


@cache
def province_names() -> dict[str, tuple[str, str]]:
    """{province code: (Thai, English)}."""
    return {p.code: (p.name_th, p.name_en) for p in Province.objects.all()}


def forget() -> None:
    """Areas were changed in this process: what is remembered of them is read again; other processes do within ten."""
    _tambons_by_area.cache_clear()
