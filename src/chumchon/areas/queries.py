"""Reads of the areas room."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q, QuerySet

from .models import PROVINCE_WIDE, District, LocalGovernment, Province, Subdistrict

NATION = "ทั่วประเทศ"
NATION_EN = "The whole country"


def names_of(codes: Iterable[str], english: bool = False) -> dict[str, str]:
    """Code to name; "" is the nation. english: in Latin letters, where the data has them. At most three queries."""
    wanted = set(codes)
    found = {"": NATION_EN if english else NATION} if "" in wanted else {}
    found |= {
        p.pk: (english and p.name_en) or f"จ.{p.name_th}"
        for p in Province.objects.filter(pk__in=[c for c in wanted if len(c) == 2])
    }
    districts = District.objects.filter(pk__in=[c for c in wanted if len(c) == 4]).select_related("province")
    for d in districts:
        names = (d.name_en, d.province.name_en)
        found[d.pk] = ", ".join(names) if english and all(names) else f"อ.{d.name_th} จ.{d.province.name_th}"
    tambons = Subdistrict.objects.filter(pk__in=[c for c in wanted if len(c) == 6])
    return found | {s.pk: s.label_en if english else s.label for s in tambons.select_related("district__province")}


def provinces_of_regions(regions: Collection[str]) -> dict[str, frozenset[str]]:
    """The two digits of the provinces that lie in each region ("R1") today; no query where no region is asked for."""
    found: dict[str, set[str]] = {}
    if regions:
        for region, code in Province.objects.filter(region__in=regions).values_list("region_id", "code"):
            found.setdefault(region or "", set()).add(code)
    return {region: frozenset(codes) for region, codes in found.items()}


def search_subdistricts(text: str, limit: int = 12) -> QuerySet[Subdistrict]:
    """Subdistricts by the beginning of their name (Thai or English) or code, or "ตำบล อำเภอ จังหวัด" in that order."""
    words = [w.removeprefix("ต.").removeprefix("อ.").removeprefix("จ.").removeprefix("แขวง") for w in text.split()]
    rows = Subdistrict.objects.select_related("district__province").filter(valid_to__isnull=True)
    for i, word in enumerate(w for w in words if w):
        if i == 0:
            rows = rows.filter(Q(name_th__startswith=word) | Q(code__startswith=word) | Q(name_en__istartswith=word))
        else:
            rows = rows.filter(
                Q(district__name_th__contains=word) | Q(district__province__name_th__contains=word)
                | Q(district__name_en__istartswith=word) | Q(district__province__name_en__istartswith=word)
            )  # fmt: skip
    return rows.order_by("name_th", "code")[:limit]


def governments_of(subdistrict: Subdistrict, day: date) -> list[LocalGovernment]:
    """The local governments of a tambon that day: those that cover it or a village of it, then the province's own."""
    covers = Q(areas__subdistrict=subdistrict) | Q(province_id=subdistrict.code[:2], kind__in=PROVINCE_WIDE)
    rows = LocalGovernment.objects.filter(covers).filter(_in_force(day)).distinct()
    return sorted(rows, key=lambda body: (body.is_province_wide, body.code))


def governments(prefixes: Collection[str], text: str = "", day: date | None = None) -> QuerySet[LocalGovernment]:
    """The local governments of some areas (code prefixes), found by name or code; with a day those in force then."""
    area = Q(pk__in=[])
    for prefix in prefixes:
        inside = Q(areas__subdistrict__code__startswith=prefix) | Q(kind__in=PROVINCE_WIDE) if len(prefix) > 2 else Q()
        area |= Q(province__code__startswith=prefix[:2]) & inside
    rows = LocalGovernment.objects.filter(area).select_related("province", "successor")
    if day is not None:
        rows = rows.filter(_in_force(day))
    for word in text.split():
        rows = rows.filter(Q(name_th__contains=word) | Q(code__startswith=word) | Q(province__name_th__startswith=word))
    return rows.distinct().order_by("province_id", "code")


def _in_force(day: date) -> Q:
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
