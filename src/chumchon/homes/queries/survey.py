"""Reads of the survey: houses with their filters, sums of a community, the plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet, Sum

from ..models import Project, SurveyedHouse
from ..rules import survey as rules
from ..rules.projects import TENURES

VULNERABLE = Q(elderly__gt=0) | Q(disabled__gt=0) | Q(bedridden__gt=0)


def houses(project: Project, text: str = "", condition: str = "", need: str = "") -> QuerySet[SurveyedHouse]:
    """Houses by village and number, with head and household; `text` is a name or a house number."""
    rows = SurveyedHouse.objects.filter(project=project)
    if condition:
        rows = rows.filter(condition=condition)
    if need:
        rows = rows.filter(needs__icontains=f'"{need}"')
    for word in text.split():
        rows = rows.filter(
            Q(head__first_name__contains=word)
            | Q(head__surname__contains=word)
            | Q(household__house_no__startswith=word)
        )
    return rows.select_related("head", "household__village", "by").order_by(
        "household__village__number", "household__house_key"
    )


def house(project: Project, house_id: int) -> SurveyedHouse | None:
    """One house of this project."""
    return houses(project).filter(pk=house_id).first()


@dataclass(frozen=True)
class Sums:
    """A community in numbers; satang a month, averages over houses."""

    houses: int
    people: int
    vulnerable: int
    income_satang: int
    saving_satang: int
    conditions: list[tuple[str, int, int]]
    tenures: list[tuple[str, int, int]]
    needs: list[tuple[str, int, int]]


def sums(project: Project) -> Sums:
    """Over every surveyed house."""
    rows = SurveyedHouse.objects.filter(project=project)
    found: dict[str, Any] = rows.aggregate(
        houses=Count("pk"), people=Sum("people"), vulnerable=Count("pk", filter=VULNERABLE), income=Avg("income_satang"),
        saving=Avg("saving_satang"),
    )  # fmt: skip
    needs: dict[str, int] = {}
    for said in rows.values_list("needs", flat=True):
        for need in said:
            needs[need] = needs.get(need, 0) + 1
    total = found["houses"] or 1
    return Sums(
        found["houses"], found["people"] or 0, found["vulnerable"], round(found["income"] or 0), round(found["saving"] or 0),
        rules.shares(_counted(rows, "condition"), rules.CONDITIONS), rules.shares(_counted(rows, "tenure"), TENURES),
        sorted(((rules.NEEDS[k], n, round(n * 100 / total)) for k, n in needs.items() if k in rules.NEEDS), key=lambda r: -r[1]),
    )  # fmt: skip


def _counted(rows: QuerySet[SurveyedHouse], name: str) -> dict[str, int]:
    return dict(rows.order_by().values_list(name).annotate(n=Count("pk")))


def plan_of(project: Project) -> rules.Plan | None:
    """The plan: outline and houses that have a place."""
    rows = SurveyedHouse.objects.filter(project=project, longitude__isnull=False)
    placed = rows.values_list("pk", "longitude", "latitude", "household__house_no", "condition")
    outline: Sequence[Any] = project.outline["coordinates"][0][:-1] if project.outline else ()
    marks = [(pk, x, y, f"บ้าน {number}", kind) for pk, x, y, number, kind in placed if x is not None and y is not None]
    return rules.plan([(x, y) for x, y in outline], marks)
