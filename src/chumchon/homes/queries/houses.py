"""Reads of building: each house with its stage, how far the whole is, delay and cost against the plan."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from ..models import BuildPlan, HouseBuild, Project, SurveyedHouse
from ..rules import building as rules


def houses(project: Project, stage: str = "") -> QuerySet[SurveyedHouse]:
    """Surveyed houses with household, head and build (none: it waits), by village and number; only those at a stage where asked."""
    rows = SurveyedHouse.objects.filter(project=project).select_related(
        "household__village", "head", "build__photo", "build__accepted_by"
    )
    if stage == "waiting":
        rows = rows.filter(build__isnull=True)
    elif stage:
        rows = rows.filter(build__stage=stage)
    return rows.order_by("household__village__number", "household__house_key")


def house(project: Project, house_id: int) -> SurveyedHouse | None:
    """One of them."""
    return houses(project).filter(pk=house_id).first()


def build_of(house: SurveyedHouse) -> HouseBuild | None:
    """Its build, where something is said of it."""
    return getattr(house, "build", None)


@dataclass(frozen=True)
class Building:
    """A project's building on a day: houses by stage (word, houses, stage), percent of the work, the plan and how far behind it is."""

    stages: list[tuple[str, int, str]]
    units: int
    accepted: int
    percent: int
    plan: BuildPlan | None
    first: BuildPlan | None
    pace: rules.Pace | None

    @property
    def moved(self) -> bool:
        """Is the plan of days another than the first?"""
        return self.plan is not None and self.first is not None and self.plan.number != self.first.number


def building(project: Project, day: date) -> Building:
    """Two queries. Houses of the plan that nobody said anything of wait."""
    found = dict(HouseBuild.objects.filter(project=project).order_by().values_list("stage").annotate(n=Count("pk")))
    units = project.units_planned
    said = sum(n for stage, n in found.items() if stage != "waiting")
    found["waiting"] = max(units - said, 0)
    plans = list(project.build_plans.all())
    plan = plans[-1] if plans else None
    percent = rules.percent_done(found, units)
    pace = rules.pace(plan.starts_on, plan.ends_on, percent, day) if plan else None
    stages = [(rules.STAGES[s], found.get(s, 0), s) for s in rules.ORDER]
    return Building(stages, units, found.get("accepted", 0), percent, plan, plans[0] if plans else None, pace)
