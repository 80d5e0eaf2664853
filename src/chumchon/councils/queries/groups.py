"""Reads of the register of organisations."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from chumchon.areas.models import Subdistrict, Village

from ..models import Council, Group
from ..rules.names import Known, fold, near

LIVE = ("waiting", "returned", "registered")


def subdistricts_of(council: Council) -> QuerySet[Subdistrict]:
    """The tambons that a council covers: its own; all of a Bangkok district; those of a municipality; of a province, the nation."""
    home = council.organisation.subdistrict
    if council.kind == "district":
        return Subdistrict.objects.filter(code__startswith=home.code[:4], valid_to__isnull=True).order_by("code")
    if council.kind == "province":
        return Subdistrict.objects.filter(code__startswith=home.code[:2], valid_to__isnull=True).order_by("code")
    if council.kind == "nation":
        return Subdistrict.objects.filter(valid_to__isnull=True).order_by("code")
    if council.government_id is not None:
        inside = Subdistrict.objects.filter(government_areas__government=council.government_id).distinct()
        return inside.order_by("code") if inside.exists() else Subdistrict.objects.filter(pk=home.pk)
    return Subdistrict.objects.filter(pk=home.pk)


def villages_of(council: Council) -> QuerySet[Village]:
    """The villages of those tambons; where a municipality holds single villages of a tambon, those alone."""
    rows = Village.objects.filter(subdistrict__in=subdistricts_of(council)).order_by("subdistrict_id", "number")
    if council.government_id is None:
        return rows
    inside = Q(pk__in=[])
    for area in council.government.areas.all():  # type: ignore[union-attr]
        whole = Q(subdistrict_id=area.subdistrict_id)
        inside |= whole if area.village_number is None else whole & Q(number=area.village_number)
    return rows.filter(inside) if council.government.areas.exists() else rows  # type: ignore[union-attr]


def near_groups(
    council: Council, name: str, village_id: int | None, kind: str, but: Group | None = None
) -> list[Group]:
    """Organisations of the same tambons with nearly the same name, in whichever council, the likeliest first."""
    rows = Group.objects.filter(subdistrict__in=subdistricts_of(council), state__in=LIVE)
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    known = [Known(*row) for row in rows.values_list("pk", "name_key", "village_id", "kind_id")]
    ids = near(fold(name), village_id, kind, known)
    found = Group.objects.select_related("village", "kind").in_bulk(ids)
    return [found[pk] for pk in ids]


@dataclass(frozen=True)
class Filters:
    """What a list of organisations is narrowed by; empty is everything."""

    text: str = ""
    kind: str = ""
    state: str = ""
    area: str = ""
    village: str = ""
    year: str = ""


def listing(filters: Filters, council: Council | None = None) -> QuerySet[Group]:
    """Organisations of a council, or of the nation where none is given, by tambon, year and number."""
    rows = Group.objects.select_related("village", "kind", "subdistrict__district__province", "council__organisation")
    if council is not None:
        rows = rows.filter(council=council)
    if filters.area:
        rows = rows.filter(subdistrict__code__startswith=filters.area)
    if filters.kind:
        rows = rows.filter(kind_id=filters.kind)
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.village.isdigit():
        rows = rows.filter(village__number=int(filters.village))
    if filters.year.isdigit():
        rows = rows.filter(year_be=int(filters.year))
    for word in filters.text.split():
        plain = word.removeprefix("ต.").removeprefix("อ.").removeprefix("จ.")
        rows = rows.filter(
            Q(name_th__contains=word)
            | Q(name_key__contains=fold(word))
            | Q(subdistrict__name_th__startswith=plain)
            | Q(subdistrict__district__name_th__startswith=plain)
            | Q(subdistrict__district__province__name_th__startswith=plain)
        )
    return rows.order_by("subdistrict_id", "year_be", "number", "id")


@dataclass(frozen=True)
class Sums:
    """Totals of exactly the rows they are asked for."""

    groups: int
    members: int
    money_satang: int
    land_wah: int
    forest_wah: int


def sums(rows: QuerySet[Group]) -> Sums:
    """One query."""
    got = rows.order_by().aggregate(
        n=Count("id"), m=Sum("member_count"), s=Sum("money_satang"), x=Sum("land_wah"), f=Sum("forest_wah")
    )
    return Sums(got["n"], got["m"] or 0, got["s"] or 0, got["x"] or 0, got["f"] or 0)


def capital_of(council: Council) -> list[dict[str, Any]]:
    """Community capital by kind of the registered organisations: groups, members, money, land, forest; most groups first."""
    rows = (
        Group.objects.filter(council=council, state="registered")
        .values("kind__name_th", "kind__capital_th")
        .annotate(
            groups=Count("id"), members=Sum("member_count"), money=Sum("money_satang"), land=Sum("land_wah"),
            forest=Sum("forest_wah"),
        )
        .order_by("-groups", "kind__position")
    )  # fmt: skip
    return [dict(row) for row in rows]


def group_of(council: Council, group_id: int) -> Group | None:
    """The council's organisation with all that its page shows."""
    return (
        Group.objects.filter(council=council, pk=group_id)
        .select_related(
            "village", "kind", "subdistrict__district__province", "entered_by", "confirmed_by", "organisation"
        )
        .prefetch_related("founders", "papers", "years", "seats__person", "seats__term")
        .first()
    )
