"""Reads of calls: the public list, what fits a body, who fits a call."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from chumchon.access.models import Organisation
from chumchon.access.queries import within
from chumchon.councils.models import Group

from ..models import Application, Call
from ..rules.conditions import Met, fits, judge, parse
from .areas import area_names
from .facts import BODY_KINDS, facts_of, facts_of_groups


@dataclass(frozen=True)
class Filters:
    """What a list of calls is narrowed by; area: a code prefix, calls of the wider area and of the nation stay in."""

    text: str = ""
    help: str = ""
    state: str = ""
    area: str = ""


def _narrowed(rows: QuerySet[Call], filters: Filters, day: date) -> QuerySet[Any]:
    if filters.help:
        rows = rows.filter(help=filters.help)
    if filters.area:
        wider = [filters.area[:n] for n in (0, 2, 4, 6) if n <= len(filters.area)]
        rows = rows.filter(Q(area__in=wider) | Q(area__startswith=filters.area))
    if filters.state == "open":
        rows = rows.filter(state="open", opens_on__lte=day, closes_on__gte=day)
    elif filters.state == "coming":
        rows = rows.filter(state="open", opens_on__gt=day)
    elif filters.state == "over":
        rows = rows.filter(Q(state__in=("closed", "cancelled")) | Q(closes_on__lt=day))
    elif filters.state == "draft":
        rows = rows.filter(state="draft")
    for word in filters.text.split():
        rows = rows.filter(Q(title__contains=word) | Q(giver__contains=word) | Q(purpose__contains=word))
    sent = Q(applications__state__in=("sent", "won", "refused"))
    return rows.annotate(
        sent_count=Count("applications", filter=sent), won_count=Count("applications", filter=Q(applications__state="won")),
        given_satang=Sum("applications__given_satang", default=0),
    )  # fmt: skip


def public(filters: Filters, day: date) -> QuerySet[Any]:
    """Calls that were opened, those that close soonest first; with what was given so far."""
    return _narrowed(Call.objects.exclude(state="draft"), filters, day).order_by("closes_on", "id")


def managed(prefixes: Iterable[str], filters: Filters, day: date) -> QuerySet[Any]:
    """Every call of an officer's areas, drafts too."""
    areas = tuple(prefixes)
    inside = Q() if "" in areas else within(areas, "area")
    return _narrowed(Call.objects.filter(inside), filters, day).order_by("-closes_on", "-id")


SUMMED = ("budget_satang", "given_satang", "sent_count", "won_count")


def sums(rows: Iterable[Any]) -> dict[str, int]:
    """Totals of exactly these rows."""
    found = list(rows)
    return {name: sum(getattr(row, name) for row in found) for name in SUMMED}


def call_of(call_id: int) -> Call | None:
    """A call."""
    return Call.objects.select_related("by").filter(pk=call_id).first()


@dataclass(frozen=True)
class Door:
    """A call beside what is known of a body: every condition, whether all hold, and what was asked already."""

    call: Call
    met: list[Met]
    application: Application | None

    @property
    def open(self) -> bool:
        """Do all conditions hold?"""
        return fits(self.met)

    @property
    def failing(self) -> list[Met]:
        """The conditions that do not hold."""
        return [m for m in self.met if not m.holds]


def doors_of(
    body: Organisation, group: Group | None, rows: Sequence[Call], applications: Iterable[Application], day: date
) -> list[Door]:
    """These calls for one applicant, those that fit first."""
    from .facts import facts_of_applicant

    facts = facts_of_applicant(body, group, day)
    asked = {a.call_id: a for a in applications}
    parsed = [(c, parse(c.conditions)) for c in rows]
    names = area_names(x for _, conditions in parsed for x in conditions)
    made = [Door(c, judge(conditions, facts, names), asked.get(c.pk)) for c, conditions in parsed]
    return sorted(made, key=lambda d: (not d.open, len(d.failing), d.call.closes_on, d.call.pk))


def open_calls(area: str, day: date) -> list[Call]:
    """Calls of the area, the wider area and the nation that take applications, or will."""
    wider = [area[:n] for n in (0, 2, 4, 6)]
    return list(Call.objects.filter(state="open", closes_on__gte=day, area__in=wider).order_by("closes_on", "id"))


@dataclass(frozen=True)
class Candidate:
    """A body, or an organisation of a council's register, beside a call."""

    name_th: str
    kind: str
    area_words: str
    met: list[Met]
    asked: str

    @property
    def open(self) -> bool:
        """Do all conditions hold?"""
        return fits(self.met)

    @property
    def failing(self) -> list[Met]:
        """The conditions that do not hold."""
        return [m for m in self.met if not m.holds]


def candidates(call: Call, prefixes: Iterable[str], kind: str, text: str, day: date) -> list[Candidate]:
    """Who of the areas fits the call, and why the others do not: those that fit first, then by how many conditions fail.

    kind: one of rules.conditions.KINDS or "" for those that the call asks for (all where it asks for none).
    """
    conditions = parse(call.conditions)
    names = area_names(conditions)
    asks_for = next((c.value for c in conditions if c.fact == "kind"), (*BODY_KINDS, "group"))
    wanted = [k for k in (kind,) if k] or list(asks_for)  # type: ignore[arg-type]
    areas, words = tuple(prefixes), text.split()
    bodies = Organisation.objects.filter(within(areas), kind__in=[k for k in wanted if k in BODY_KINDS], closed_on=None)
    groups = Group.objects.filter(within(areas), state="registered", organisation__isnull=True)
    groups = groups if "group" in wanted else groups.none()
    if call.area:
        bodies = bodies.filter(subdistrict__code__startswith=call.area)
        groups = groups.filter(subdistrict__code__startswith=call.area)
    for word in words:
        bodies, groups = bodies.filter(name_th__contains=word), groups.filter(name_th__contains=word)
    asked = {
        (a.organisation_id, a.group_id): a.get_state_display()
        for a in Application.objects.filter(call=call).exclude(state__in=("draft", "withdrawn"))
    }
    place = "subdistrict__district__province"
    found, of_groups = facts_of(bodies, day), facts_of_groups(groups, day)
    made = [
        Candidate(
            b.name_th, b.kind, b.subdistrict.label, judge(conditions, found[b.pk], names), asked.get((b.pk, None), "")
        )
        for b in bodies.select_related(place)
    ]
    made += [
        Candidate(
            g.name_th, "group", g.subdistrict.label, judge(conditions, of_groups[g.pk], names),
            asked.get((g.council.organisation_id, g.pk), ""),
        )
        for g in groups.select_related(place, "council")
    ]  # fmt: skip
    return sorted(made, key=lambda c: (not c.open, len(c.failing), c.area_words, c.name_th))
