"""Writes of the areas room: the official codes of the nation, and a tambon's villages."""

from typing import Any

import geothai
from django.db import transaction

from .models import District, Province, Region, Subdistrict, Village
from .regions import REGIONS, SOURCE, region_of


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
