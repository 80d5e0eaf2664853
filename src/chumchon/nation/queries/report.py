"""The national report's reads: the latest figure of each measure by area, series by year, and the rows below."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from chumchon.thai.errors import Refused

from .. import rules
from ..models import Figure, Target


@dataclass(frozen=True)
class Cell:
    """One figure: its value (satang if money), its day, and how many bodies and tambons stand behind it."""

    value: int
    as_of: date
    bodies: int
    places: int


def days_of(origin: str = "reported", until: date | None = None) -> dict[str, date]:
    """The latest day of each measure, not later than `until`."""
    rows = Figure.objects.filter(origin=origin, area="")
    if until is not None:
        rows = rows.filter(as_of__lte=until)
    return dict(rows.values_list("measure_id").annotate(day=Max("as_of")))


def figures(areas: list[str], until: date | None = None, origin: str = "reported") -> dict[str, dict[str, Cell]]:
    """{area: {measure: Cell}} for the areas, each measure of its latest day; two queries."""
    days = days_of(origin, until)
    found: dict[str, dict[str, Cell]] = {area: {} for area in areas}
    rows = Figure.objects.filter(origin=origin, area__in=areas, as_of__in=set(days.values()))
    for f in rows.values_list("area", "measure_id", "as_of", "value", "bodies", "places"):
        if days[f[1]] == f[2]:
            found[f[0]][f[1]] = Cell(f[3], f[2], f[4], f[5])
    return found


def series(measure: str, area: str, until: date | None = None, origin: str = "reported") -> list[tuple[date, int]]:
    """A measure of an area by day, oldest first, one point a B.E. year (the latest of each)."""
    rows = Figure.objects.filter(origin=origin, measure_id=measure, area=area)
    if until is not None:
        rows = rows.filter(as_of__lte=until)
    latest = {day.year: (day, value) for day, value in rows.order_by("as_of").values_list("as_of", "value")}
    return list(latest.values())


def housing_target() -> Target | None:
    """The nation's target of all homes: the latest, or None where none is loaded."""
    return Target.objects.filter(measure_id="housing", area="").order_by("-year_be").first()


def housing_pace(done: int, year_be: int) -> rules.Pace | None:
    """The pace of all homes to the nation's target; None where no target is loaded."""
    target = housing_target()
    if target is None:
        return None
    return rules.pace(done, target.value, target.start_year_be, year_be, target.year_be)


def national_report(as_of: date) -> dict[str, object]:
    """The report as one value, by the keys of the command. Money in baht. Errors: NO_REPORT (nothing that early)."""
    cells = figures([""], as_of)[""]
    if "funds" not in cells:
        raise Refused(
            "NO_REPORT",
            "ไม่มีรายงานถึงวันนั้น นำเข้าข้อมูลหรือเลือกวันหลังจากนี้",
            "Nothing was reported by then; choose a later day.",
        )

    def value(measure: str) -> int:
        return cells[measure].value if measure in cells else 0

    target = housing_target()
    return {
        "as_of": max(c.as_of for c in cells.values()).isoformat(),
        "funds": value("funds"),
        "members": value("members"),
        "fund_money_baht": value("fund_money") // 100,
        "welfare_recipients": value("recipients"),
        "welfare_paid_baht": value("welfare_paid") // 100,
        "housing": {
            "baan_mankong": {"communities": value("baan_mankong_places"), "households": value("baan_mankong")},
            "baan_por_piang": {"tambons": value("baan_por_piang_places"), "households": value("baan_por_piang")},
            "canal": {"communities": value("canal_places"), "households": value("canal")},
            "homeless": {"centres": value("homeless_places"), "persons": value("homeless")},
            "urgent": {"households": value("urgent")},
            "total": value("housing"),
            "target": target.value if target else None,
            "target_year_be": target.year_be if target else None,
        },
        "councils": {
            "councils": value("councils"),
            "organisations": value("organisations"),
            "members": value("council_members"),
        },
    }
