"""Programmes count unit by unit: a house built and accepted, repaired, off the canal, a person in a home, a household housed.

`WAYS` is the list of ways with what each counts; nothing is counted by a project's word alone. A household that an urgent case
housed counts there, and the lasting project that took it over does not count it again (decisions/0020).
"""

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import Count, F, Func, IntegerField, QuerySet, Sum

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


class YearBE(Func):
    """The B.E. year of a date column, reckoned by the database itself: SQLite would ask Python for every row."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Dates lie there as text, the year first."""
        return super().as_sql(
            compiler, connection, template="(CAST(substr(%(expressions)s, 1, 4) AS INTEGER) + 543)", **more
        )

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """EXTRACT gives a number with decimals."""
        return super().as_sql(
            compiler, connection, template="(CAST(EXTRACT(YEAR FROM %(expressions)s) AS INTEGER) + 543)", **more
        )


def _taken_over() -> dict[int, set[int]]:
    """Households that an urgent case housed, by the lasting project that took them over: few, and they count there."""
    found: dict[int, set[int]] = {}
    rows = UrgentHouse.objects.filter(lasting__isnull=False, housed_on__isnull=False)
    for project, household in rows.values_list("lasting", "house__household"):
        found.setdefault(project, set()).add(household)
    return found


def _counted(rows: QuerySet[Any], year: Any, household: str) -> Counted:
    """Units by project and year, without those of a household that an urgent case counts already."""
    counted, taken = _by_year(rows, year), _taken_over()
    if taken:
        again = rows.filter(project__in=taken).annotate(year=year).values_list("project", "year", household)
        for project, of, house in again:
            if house in taken[project]:
                counted[project, of] -= 1
    return {key: n for key, n in counted.items() if n}


def built() -> Counted:
    """Houses that were finished with their picture and accepted by another person."""
    return _counted(HouseBuild.objects.filter(stage="accepted"), F("accepted_year_be"), "house__household")


def repaired() -> Counted:
    """Houses inspected after their repair."""
    return _counted(RepairHouse.objects.filter(state="finished"), F("finished_year_be"), "household")


def moved() -> Counted:
    """Houses whose family lives in the new one, off the canal."""
    return _counted(Move.objects.filter(home_on__isnull=False), YearBE("home_on"), "house__household")


def reached_home() -> Counted:
    """Persons who reached a home of their own; exact, for the centre: the nation is told in tens."""
    return _by_year(PathPerson.objects.filter(home_on__isnull=False), YearBE("home_on"))


def housed() -> Counted:
    """Households of an urgent case that have a place to stay."""
    return _by_year(UrgentHouse.objects.filter(housed_on__isnull=False), YearBE("housed_on"))


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
        rows = (
            Project.objects.filter(programme__way=way)
            .exclude(state="cancelled")
            .values_list("pk", "programme__measure", "programme__code", "organisation__subdistrict__district__province")
        )
        keys: dict[tuple[str, str, str], int] = {}
        where = {pk: keys.setdefault((measure, code, place), len(keys)) for pk, measure, code, place in rows}
        told = _in_tens if way == "path" else _plain
        names = list(keys)
        found += [Done(*names[key], *rest) for key, *rest in told(counted, where)]
    return sorted(found)


Told = list[tuple[int, int, int, int]]
"""Four of a row: the number of its programme and province, the year, places, units."""


def _plain(counted: Counted, where: dict[int, int]) -> Told:
    """A place stands in the year of its first unit. One walk over some ten thousand rows, so it is kept to numbers."""
    units: dict[int, int] = {}
    first: dict[int, int] = {}
    for (project, year), n in counted.items():
        key = where.get(project)
        if key is None:
            continue
        at = key * 10_000 + year
        units[at] = units.get(at, 0) + n
        if year < first.get(project, 9_999):
            first[project] = year
    places = Counter(where[project] * 10_000 + year for project, year in first.items())
    return [(at // 10_000, at % 10_000, places[at], n) for at, n in units.items()]


def _in_tens(counted: Counted, where: dict[int, int]) -> Told:
    """Persons are told in tens (rules.paths)."""
    groups: dict[int, list[tuple[int, int, int]]] = {}
    for (project, year), n in counted.items():
        if project in where:
            groups.setdefault(where[project], []).append((year, project, n))
    return [(key, t.year_be, t.centres, t.persons) for key, rows in groups.items() for t in in_tens(rows)]


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
    (UrgentHouse.objects.filter(housed_on__isnull=False), "project__event__happened_on", "housed_on"),
)


def days_by_project() -> dict[int, tuple[int, int]]:
    """(units, days together) from the survey of a house to its completion, by project; of an urgent case from the event.

    A family finds shelter in the night of the fire, often before anybody wrote the list.
    """
    found: dict[int, tuple[int, int]] = {}
    for rows, listed, done in _TIMED:
        days = DaysBetween(F(done), F(listed))
        for project, n, total in rows.order_by().values_list("project").annotate(n=Count("pk"), days=Sum(days)):
            before = found.get(project, (0, 0))
            found[project] = (before[0] + n, before[1] + (total or 0))
    return found
