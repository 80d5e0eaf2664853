"""Reads of councils, terms and seats."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from chumchon.access.queries import within

from ..models import Council, Group, Meeting, Seat, Term
from ..models.council import LOCAL, POSITIONS

_ORDER = {key: i for i, (key, _) in enumerate(POSITIONS)}


def local_seats() -> QuerySet[Seat]:
    """Seats that nobody left yet."""
    return Seat.objects.filter(ended_on__isnull=True)


def term_on(council: Council, day: date) -> Term | None:
    """The newest term, unless it is over that day."""
    term = council.terms.order_by("-number").first()
    return term if term is not None and day <= term.until_day else None


def seat_of_person(key: str, is_local: bool, council: Council) -> Seat | None:
    """Where the person sits already: in any local council, or for a delegate in the same meeting."""
    rows = local_seats().filter(person_key=key).select_related("term__council__organisation")
    rows = rows.exclude(kind="delegate") if is_local else rows.filter(term__council=council)
    return rows.first()


def seats_of(term: Term | None, day: date | None = None) -> list[Seat]:
    """Who sits in a term (on a day, where one is given): chair, deputy, secretary, then by number."""
    if term is None:
        return []
    rows = term.seats.select_related("person", "group", "sent_by__organisation", "user")
    if day is None:
        rows = rows.filter(ended_on__isnull=True)
    else:
        rows = rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day))
    return sorted(rows, key=lambda s: (_ORDER[s.position], s.number))


def by_number(seats: Iterable[Seat]) -> list[Seat]:
    """As on the paper list."""
    return sorted(seats, key=lambda s: s.number)


def council_of(code: str) -> Council | None:
    """A council by its code, with the names of its area."""
    return (
        Council.objects.select_related("organisation__subdistrict__district__province", "government")
        .filter(organisation__code=code)
        .first()
    )


def above(council: Council, kind: str) -> Council | None:
    """The provincial meeting of a council's province, or the national one."""
    rows = Council.objects.select_related("organisation").filter(kind=kind).exclude(state="ended")
    return (rows.filter(province_id=council.province_id) if kind == "province" else rows).first()


def senders(body: Council) -> QuerySet[Council]:
    """Founded councils that may send delegates to a provincial or the national meeting."""
    rows = Council.objects.filter(state="founded").select_related("organisation").order_by("organisation__code")
    if body.kind == "province":
        return rows.filter(kind__in=LOCAL, province_id=body.province_id)
    return rows.filter(kind="province") if rows.filter(kind="province").exists() else rows.filter(kind__in=LOCAL)


@dataclass(frozen=True)
class Filters:
    """What the list of councils is narrowed by; empty is everything."""

    text: str = ""
    area: str = ""
    kind: str = ""
    state: str = ""
    kept: str = ""


def listing(filters: Filters, year_ce: int, least: int, prefixes: Iterable[str] | None = None) -> QuerySet[Any]:
    """Councils with `group_count`, `seat_count` and `met` (signed meetings of that C.E. year), by area."""
    groups = Group.objects.filter(council=OuterRef("pk"), state="registered").order_by()
    seats = Seat.objects.filter(term__council=OuterRef("pk"), ended_on__isnull=True).order_by()
    met = Meeting.objects.filter(council=OuterRef("pk"), day__year=year_ce, state="signed").order_by()
    rows = Council.objects.select_related("organisation__subdistrict__district__province").annotate(
        group_count=Coalesce(Subquery(groups.values("council").annotate(n=Count("id")).values("n")), 0),
        seat_count=Coalesce(Subquery(seats.values("term__council").annotate(n=Count("id")).values("n")), 0),
        met=Coalesce(Subquery(met.values("council").annotate(n=Count("id")).values("n")), 0),
    )
    if prefixes is not None:
        rows = rows.filter(within(prefixes, "organisation__subdistrict__code"))
    if filters.area:
        rows = rows.filter(organisation__subdistrict__code__startswith=filters.area)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.kept == "yes":
        rows = rows.filter(met__gte=least)
    elif filters.kept == "no":
        rows = rows.filter(met__lt=least)
    for word in filters.text.split():
        plain = word.removeprefix("ต.").removeprefix("อ.").removeprefix("จ.").removeprefix("สภา")
        rows = rows.filter(
            Q(organisation__name_th__contains=plain)
            | Q(organisation__subdistrict__district__name_th__startswith=plain)
            | Q(organisation__subdistrict__district__province__name_th__startswith=plain)
        )
    return rows.order_by("organisation__subdistrict_id", "organisation__code")


def councils_of_user(user_id: int, organisation_ids: Iterable[int]) -> list[Council]:
    """The councils among some organisations."""
    return list(Council.objects.filter(organisation__in=list(organisation_ids)).select_related("organisation"))


@dataclass(frozen=True)
class Figures:
    """What records say of an area on a day: founded local councils, registered organisations, seats taken."""

    councils: int
    organisations: int
    members: int


def figures(*prefixes: str) -> Figures:
    """Counts from records of every local council of some areas (code prefixes; none or "" is the nation)."""
    areas = prefixes or ("",)
    founded = Council.objects.filter(kind__in=LOCAL, state="founded").filter(
        within(areas, "organisation__subdistrict__code")
    )
    groups = Group.objects.filter(within(areas), state="registered")
    seats = local_seats().filter(term__council__in=founded)
    return Figures(founded.count(), groups.count(), seats.count())


def figures_by_tambon() -> list[tuple[str, int, int, int]]:
    """(six digits, councils, organisations, members) of every tambon that has any: what the nation sums."""
    founded = dict(
        Council.objects.filter(kind__in=LOCAL, state="founded")
        .values_list("organisation__subdistrict_id")
        .annotate(n=Count("id"))
        .order_by()
    )
    groups = dict(
        Group.objects.filter(state="registered").values_list("subdistrict_id").annotate(n=Count("id")).order_by()
    )
    seats = dict(
        local_seats()
        .filter(term__council__kind__in=LOCAL, term__council__state="founded")
        .values_list("term__council__organisation__subdistrict_id")
        .annotate(n=Count("id"))
        .order_by()
    )
    codes = sorted({*founded, *groups, *seats})
    return [(code, founded.get(code, 0), groups.get(code, 0), seats.get(code, 0)) for code in codes]


def registered_groups(council: Council) -> QuerySet[Group]:
    """The organisations that may send representatives, by name."""
    return Group.objects.filter(council=council, state="registered").order_by("name_th")


def silent_groups(council: Council) -> QuerySet[Group]:
    """Those of them that have nobody in the council now."""
    sitting = Seat.objects.filter(group=OuterRef("pk"), ended_on__isnull=True)
    return registered_groups(council).exclude(Exists(sitting))
