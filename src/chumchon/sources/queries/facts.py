"""Facts of bodies from the records of every room, many at once: a fixed number of queries whatever their number."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from chumchon.access.models import Organisation
from chumchon.access.walls import whole_nation
from chumchon.areas.models import GovernmentArea
from chumchon.councils.models import Council, Group, Meeting, Seat
from chumchon.councils.models.council import LOCAL
from chumchon.funds.models import FiscalYear, Member
from chumchon.homes.models import Project, Saver, SurveyedHouse
from chumchon.ledger.models import Line

from ..models import Application, Due
from ..rules.conditions import Facts

BODY_KINDS = ("fund", "council", "savings_group", "housing")
AWARD_DAYS = 730


def years_between(first: date | None, day: date) -> int | None:
    """Whole years; None where the first day is not known."""
    return None if first is None else day.year - first.year - ((day.month, day.day) < (first.month, first.day))


@dataclass
class _Places:
    """Which tambons have a founded council, and which a fund."""

    councils: set[str] = field(default_factory=set)
    districts: set[str] = field(default_factory=set)
    funds: set[str] = field(default_factory=set)

    def has_council(self, tambon: str) -> bool:
        return tambon in self.councils or tambon[:4] in self.districts


def _places() -> _Places:
    found = _Places(
        funds=set(Organisation.objects.filter(kind="fund", closed_on=None).values_list("subdistrict_id", flat=True))
    )
    governments = set()
    rows = Council.objects.filter(kind__in=LOCAL, state="founded")
    for kind, tambon, government in rows.values_list("kind", "organisation__subdistrict_id", "government_id"):
        if kind == "district":
            found.districts.add(tambon[:4])
        else:
            found.councils.add(tambon)
        if government is not None:
            governments.add(government)
    if governments:
        inside = GovernmentArea.objects.filter(government__in=governments)
        found.councils |= set(inside.values_list("subdistrict_id", flat=True))
    return found


def _count(rows: QuerySet[Any], path: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(path).annotate(n=Count("pk")))


def _awards(where: Q, path: str, day: date) -> tuple[dict[int, int], dict[int, int]]:
    """Reports past their day, and what was won in two years, by applicant."""
    late = Due.objects.filter(where_of(where, "application__"), kind="report", done_on=None, day__lt=day)
    since = day - timedelta(days=AWARD_DAYS)
    won = Application.objects.filter(where, state="won", decided_on__gte=since)
    return _count(late, f"application__{path}"), _count(won, path)


def where_of(where: Q, prefix: str) -> Q:
    """The same question one table away."""
    return Q(*((f"{prefix}{k}", v) for k, v in where.children))  # type: ignore[misc]


@whole_nation()  # counts of a body's own tambon, whatever room holds them
def facts_of(bodies: QuerySet[Organisation], day: date) -> dict[int, Facts]:
    """Facts by the body's id."""
    rows = list(bodies.select_related(None).values_list("pk", "kind", "subdistrict_id", "opened_on"))
    ids = bodies.order_by().values("pk")
    places = _places()
    members = Counter(_count(Member.objects.filter(fund__organisation__in=ids, status="active"), "fund__organisation"))
    seats = Seat.objects.filter(term__council__organisation__in=ids, ended_on=None)
    members.update(_count(seats, "term__council__organisation"))
    savers = Saver.objects.filter(group__organisation__in=ids, left_on=None)
    members.update(_count(savers, "group__organisation"))
    houses = SurveyedHouse.objects.filter(project__organisation__in=ids)
    members.update(_count(houses, "project__organisation"))
    cash = Line.objects.filter(account__book__organisation__in=ids, account__is_cash=True).order_by()
    money = dict(cash.values_list("account__book__organisation").annotate(s=Sum("satang")))
    closed = _count(FiscalYear.objects.filter(fund__organisation__in=ids), "fund__organisation")
    councils = {c.organisation_id: c for c in Council.objects.filter(organisation__in=ids)}
    since = day - timedelta(days=365)
    met = Meeting.objects.filter(council__organisation__in=ids, state="signed", day__gt=since, day__lte=day)
    meetings = _count(met, "council__organisation")
    started = dict(Project.objects.filter(organisation__in=ids).values_list("organisation", "started_on"))
    linked = set(Group.objects.filter(organisation__in=ids, state="registered").values_list("organisation", flat=True))
    late, awards = _awards(Q(organisation__in=ids, group__isnull=True), "organisation", day)
    found = {}
    for pk, kind, tambon, opened in rows:
        council = councils.get(pk)
        first = council.founded_on if council else started.get(pk, opened)
        found[pk] = Facts(
            kind, tambon, years_between(first, day), members[pk], None if kind == "council" else money.get(pk, 0),
            places.has_council(tambon), tambon in places.funds, council.state == "founded" if council else pk in linked,
            closed.get(pk, 0) if kind == "fund" else None, meetings.get(pk, 0) if council else None, late.get(pk, 0),
            awards.get(pk, 0),
        )  # fmt: skip
    return found


@whole_nation()
def facts_of_groups(groups: QuerySet[Group], day: date) -> dict[int, Facts]:
    """Facts by the registered organisation's id."""
    places, ids = _places(), groups.order_by().values("pk")
    since = day - timedelta(days=365)
    met = Meeting.objects.filter(council__groups__in=ids, state="signed", day__gt=since, day__lte=day)
    meetings = dict(met.order_by().values_list("council").annotate(n=Count("pk", distinct=True)))
    late, awards = _awards(Q(group__in=ids), "group", day)
    found = {}
    for g in groups.select_related(None):
        found[g.pk] = Facts(
            "group", g.subdistrict_id, years_between(g.founded_on or g.registered_on, day), g.member_count, g.money_satang,
            places.has_council(g.subdistrict_id), g.subdistrict_id in places.funds, g.state == "registered", None,
            meetings.get(g.council_id, 0), late.get(g.pk, 0), awards.get(g.pk, 0),
        )  # fmt: skip
    return found


def facts_of_applicant(body: Organisation, group: Group | None, day: date) -> Facts:
    """Facts of one applicant."""
    if group is not None:
        return facts_of_groups(Group.objects.filter(pk=group.pk), day)[group.pk]
    return facts_of(Organisation.objects.filter(pk=body.pk), day)[body.pk]


def frozen(facts: Facts) -> Mapping[str, object]:
    """Facts as they rest in an application."""
    from dataclasses import asdict

    return asdict(facts)
