"""Housing of a nation or an area for its public page: completed units by programme, place and year; cost, days, repayment."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, Max, Q, Sum, When

from chumchon.access.walls import whole_nation

from ..models import Programme, ProjectFigure
from .units import Done, done


@dataclass
class Figures:
    """Of one programme or one place: satang, days, units. A cost by unit is of projects that completed all they planned."""

    units: int = 0
    places: int = 0
    cost_units: int = 0
    cost_satang: int = 0
    timed: int = 0
    days: int = 0
    due: int = 0
    paid: int = 0

    @property
    def cost(self) -> int | None:
        """Satang a unit."""
        return self.cost_satang // self.cost_units if self.cost_units else None

    @property
    def months(self) -> float | None:
        """From survey to a completed unit, on average."""
        return self.days / self.timed / 30.4375 if self.timed else None

    @property
    def repaid(self) -> float | None:
        """Percent of what had fallen due that was paid."""
        return 100 * self.paid / self.due if self.due else None

    def add(self, other: "Figures") -> None:
        """Another's figures beside these."""
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True)
class National:
    """rows: completed units as they are in the records; by_programme and by_province: their figures; as_of: when the sums were made."""

    rows: list[Done]
    by_programme: dict[str, Figures]
    by_province: dict[str, Figures]
    as_of: date | None

    @property
    def total(self) -> Figures:
        """All of them."""
        found = Figures()
        for figures in self.by_programme.values():
            found.add(figures)
        return found

    def years(self) -> list[tuple[int, int, int]]:
        """(B.E. year, units of it, units until its end), oldest first."""
        found: dict[int, int] = defaultdict(int)
        for row in self.rows:
            found[row.year_be] += row.units
        until, made = 0, []
        for year in sorted(found):
            until += found[year]
            made.append((year, found[year], until))
        return made


@whole_nation()  # sums for everybody
def national(provinces: Collection[str] | None = None) -> National:
    """Of the whole nation, or of some provinces (two digits each)."""
    rows = [r for r in done() if provinces is None or r.province in provinces]
    programme: dict[str, Figures] = defaultdict(Figures)
    province: dict[str, Figures] = defaultdict(Figures)
    for row in rows:
        for figures in (programme[row.programme], province[row.province]):
            figures.units += row.units
            figures.places += row.places
    where = Q() if provinces is None else Q(project__organisation__subdistrict__district__province__in=list(provinces))
    sums = (
        ProjectFigure.objects.filter(where)
        .exclude(project__state="cancelled")
        .order_by()
        .values_list("project__programme__code", "project__organisation__subdistrict__district__province")
        .annotate(
            cost_units=Sum(Case(When(complete=True, spent_satang__gt=0, then=F("units")), default=0)),
            cost=Sum(Case(When(complete=True, spent_satang__gt=0, then=F("spent_satang")), default=0)), t=Sum("timed"), d=Sum("days"),
            due=Sum("due_satang"), paid=Sum("paid_satang"),
        )
    )  # fmt: skip
    for code, place, *rest in sums:
        found = Figures(0, 0, *rest)
        programme[code].add(found)
        province[place].add(found)
    as_of = ProjectFigure.objects.aggregate(day=Max("day"))["day"]
    return National(rows, dict(programme), dict(province), as_of)


def programme_names() -> list[tuple[str, str, str, str]]:
    """(code, Thai, English, unit) of every programme, in their order."""
    return [(p.code, p.name_th, p.name_en, p.get_unit_display()) for p in Programme.objects.all()]
