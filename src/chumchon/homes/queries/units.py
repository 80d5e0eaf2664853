"""Programmes count unit by unit: a house built and accepted, repaired, off the canal, a person in a home, a household housed.

`WAYS` is the list of ways with what each counts; nothing is counted by a project's word alone. A household that an urgent case
housed counts there, and the lasting project that took it over does not count it again (decisions/0020).
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.db.models import Count, F, Func, IntegerField, QuerySet, Sum
from django.db.models.functions import ExtractYear

from ..models import HouseBuild, Move, PathPerson, Project, RepairHouse, UrgentHouse
from ..rules.paths import in_tens


class Done(NamedTuple):
    """Units of one programme done in one province in one B.E. year (the calendar's); places of which they are the first."""

    measure: str
    programme: str
    province: str
    year_be: int
    places: int
    units: int


Counted = dict[tuple[int, int], int]
"""Units by project and B.E. year."""


def _by_year(rows: QuerySet[Any], year: Any) -> Counted:
    """Two of a group: project and year."""
    found = rows.order_by().values("project").annotate(year=year, n=Count("pk")).values_list("project", "year", "n")
    return {(project, year): n for project, year, n in found}


def _less(counted: Counted, again: Counted) -> Counted:
    return {key: n - again.get(key, 0) for key, n in counted.items() if n > again.get(key, 0)}


_HOUSED = {"project__houses_taken_over__housed_on__isnull": False}


def built() -> Counted:
    """Houses that were finished with their picture and accepted by another person."""
    rows, year = HouseBuild.objects.filter(stage="accepted"), F("accepted_year_be")
    again = rows.filter(project__houses_taken_over__house__household=F("house__household"), **_HOUSED)
    return _less(_by_year(rows, year), _by_year(again, year))


def repaired() -> Counted:
    """Houses inspected after their repair."""
    rows, year = RepairHouse.objects.filter(state="finished"), F("finished_year_be")
    again = rows.filter(project__houses_taken_over__house__household=F("household"), **_HOUSED)
    return _less(_by_year(rows, year), _by_year(again, year))


def moved() -> Counted:
    """Houses whose family lives in the new one, off the canal."""
    rows, year = Move.objects.filter(home_on__isnull=False), ExtractYear("home_on") + 543
    again = rows.filter(project__houses_taken_over__house__household=F("house__household"), **_HOUSED)
    return _less(_by_year(rows, year), _by_year(again, year))


def reached_home() -> Counted:
    """Persons who reached a home of their own; exact, for the centre: the nation is told in tens."""
    return _by_year(PathPerson.objects.filter(home_on__isnull=False), ExtractYear("home_on") + 543)


def housed() -> Counted:
    """Households of an urgent case that have a place to stay."""
    return _by_year(UrgentHouse.objects.filter(housed_on__isnull=False), ExtractYear("housed_on") + 543)


WAYS: dict[str, Callable[[], Counted]] = {
    "build": built,
    "repair": repaired,
    "canal": moved,
    "path": reached_home,
    "urgent": housed,
}


def done() -> list[Done]:
    """What the programmes of these ways reached, by programme, province and year; cancelled projects never count."""
    found = []
    for way, count in WAYS.items():
        counted = count()
        if not counted:
            continue
        where = {
            pk: rest
            for pk, *rest in Project.objects.filter(programme__way=way)
            .exclude(state="cancelled")
            .values_list("pk", "programme__measure", "programme__code", "organisation__subdistrict__district__province")
        }
        groups: dict[tuple[str, ...], list[tuple[int, int, int]]] = {}
        for (project, year), n in counted.items():
            if project in where:
                groups.setdefault(tuple(where[project]), []).append((year, project, n))
        for key, rows in groups.items():
            found += [
                Done(key[0], key[1], key[2], *told) for told in (_in_tens(rows) if way == "path" else _plain(rows))
            ]
    return sorted(found)


def _plain(rows: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """(year, places, units): a place stands in the year of its first unit."""
    units: Counter[int] = Counter()
    first: dict[int, int] = {}
    for year, project, n in rows:
        units[year] += n
        first[project] = min(year, first.get(project, year))
    places = Counter(first.values())
    return [(year, places[year], n) for year, n in sorted(units.items())]


def _in_tens(rows: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    return [(t.year_be, t.centres, t.persons) for t in in_tens(rows)]


def by_project() -> dict[int, int]:
    """Completed units by project, all years together."""
    sums: Counter[int] = Counter()
    for count in WAYS.values():
        for (project, _), n in count().items():
            sums[project] += n
    return dict(sums)


class DaysBetween(Func):
    """Whole days from one date column to another, in the words of either database."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """julianday is SQLite's own, so that no row is handed to Python."""
        template = "CAST(julianday(%(expressions)s) AS INTEGER)"
        return super().as_sql(compiler, connection, template=template, arg_joiner=") - julianday(", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """A date less a date is days."""
        return super().as_sql(compiler, connection, template="(%(expressions)s)", arg_joiner=" - ", **more)


_TIMED: tuple[tuple[QuerySet[Any], str, str], ...] = (
    (HouseBuild.objects.filter(stage="accepted"), "house__surveyed_on", "accepted_on"),
    (RepairHouse.objects.filter(state="finished"), "house__surveyed_on", "finished_on"),
    (Move.objects.filter(home_on__isnull=False), "house__surveyed_on", "home_on"),
    (UrgentHouse.objects.filter(housed_on__isnull=False), "listed_on", "housed_on"),
)


def days_by_project() -> dict[int, tuple[int, int]]:
    """(units, days together) from the survey of a house to its completion, by project."""
    found: dict[int, tuple[int, int]] = {}
    for rows, listed, done in _TIMED:
        days = DaysBetween(F(done), F(listed))
        for project, n, total in rows.order_by().values_list("project").annotate(n=Count("pk"), days=Sum(days)):
            before = found.get(project, (0, 0))
            found[project] = (before[0] + n, before[1] + (total or 0))
    return found
