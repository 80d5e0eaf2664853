"""What housing reached, from records: what passed its result step, for the national report."""

from dataclasses import dataclass

from django.db.models import F, Max

from ..models import StepDecision


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
    """Projects by the day on which their result step's last level said yes. One query, however many projects."""
    done = (
        StepDecision.objects.filter(step__is_result=True, verdict="pass", level=F("step__decides"))
        .exclude(project__state="cancelled")
        .order_by()
        .values("project")
        .annotate(day=Max("decided_on"))
        .values_list(
            "project__programme__measure", "project__programme__code",
            "project__organisation__subdistrict__district__province", "day", "project__units_planned",
        )
    )  # fmt: skip
    sums: dict[tuple[str, str, str, int], list[int]] = {}
    for measure, programme, province, day, units in done:
        found = sums.setdefault((measure, programme, province, day.year + 543), [0, 0])
        found[0] += 1
        found[1] += units
    return [Result(*key, places, units) for key, (places, units) in sorted(sums.items())]
