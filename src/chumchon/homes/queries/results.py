"""What housing reached, from records: what passed its result step, for the national report."""

from dataclasses import dataclass

from django.db.models import F, Max

from ..models import StepDecision
from . import units as unit_by_unit


@dataclass(frozen=True)
class Result:
    """Units and places of one measure that were done in one province in one B.E. year (the calendar's)."""

    measure: str
    programme: str
    province: str
    year_be: int
    places: int
    units: int


def results() -> list[Result]:
    """Projects by the day on which their result step's last level said yes; programmes that count unit by unit, by their units."""
    elsewhere = unit_by_unit.counted_elsewhere()
    done = (
        StepDecision.objects.filter(step__is_result=True, verdict="pass", level=F("step__decides"))
        .exclude(project__state="cancelled")
        .exclude(project__programme__way__in=list(unit_by_unit.WAYS))
        .order_by()
        .values("project")
        .annotate(day=Max("decided_on"))
        .values_list(
            "project", "project__programme__measure", "project__programme__code",
            "project__organisation__subdistrict__district__province", "day", "project__units_planned",
        )
    )  # fmt: skip
    sums: dict[tuple[str, str, str, int], list[int]] = {}
    for project, measure, programme, province, day, units in done:
        found = sums.setdefault((measure, programme, province, day.year + 543), [0, 0])
        found[0] += 1
        found[1] += max(units - elsewhere.get(project, 0), 0)
    rows = [Result(*key, places, units) for key, (places, units) in sums.items()]
    rows += [Result(*told) for told in unit_by_unit.done()]
    return sorted(rows, key=lambda r: (r.measure, r.programme, r.province, r.year_be))
