"""Reads of the areas room."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from .models import Province, Subdistrict


def provinces_of_regions(regions: Collection[str]) -> dict[str, frozenset[str]]:
    """The two digits of the provinces that lie in each region ("R1") today; no query where no region is asked for."""
    found: dict[str, set[str]] = {}
    if regions:
        for region, code in Province.objects.filter(region__in=regions).values_list("region_id", "code"):
            found.setdefault(region or "", set()).add(code)
    return {region: frozenset(codes) for region, codes in found.items()}


def search_subdistricts(text: str, limit: int = 12) -> QuerySet[Subdistrict]:
    """Subdistricts by the beginning of their name or code, or "ตำบล อำเภอ จังหวัด" in that order."""
    words = [w.removeprefix("ต.").removeprefix("อ.").removeprefix("จ.").removeprefix("แขวง") for w in text.split()]
    rows = Subdistrict.objects.select_related("district__province").filter(valid_to__isnull=True)
    for i, word in enumerate(w for w in words if w):
        if i == 0:
            rows = rows.filter(Q(name_th__startswith=word) | Q(code__startswith=word))
        else:
            rows = rows.filter(Q(district__name_th__contains=word) | Q(district__province__name_th__contains=word))
    return rows.order_by("name_th", "code")[:limit]
