"""Reads of urgent cases: the event with the day its list is due, the list with aid and stays, where it was handed over."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from ..models import HandOver, Project, SurveyedHouse, UrgentEvent, UrgentHouse
from ..rules.urgent import due_on
from .programmes import term

WITHIN_DAYS = 7


@dataclass(frozen=True)
class EventShown:
    """An event, the last day of its list, and days left until then (below zero: it is over)."""

    row: UrgentEvent
    due: date
    days_left: int


def event(project: Project, day: date) -> EventShown | None:
    """What happened, or None where it is not told yet."""
    found = UrgentEvent.objects.filter(project=project).first()
    if found is None:
        return None
    due = due_on(found.happened_on, term(project.programme, "list_within_days", WITHIN_DAYS))
    return EventShown(found, due, (due - day).days)


def listed(project: Project) -> QuerySet[UrgentHouse]:
    """The list, in its order."""
    rows = UrgentHouse.objects.filter(project=project)
    return rows.select_related("house__head", "house__household__village", "lasting__organisation").order_by("id")


def not_listed(project: Project) -> QuerySet[SurveyedHouse]:
    """Surveyed houses that are not on the list."""
    rows = SurveyedHouse.objects.filter(project=project, urgent=None)
    return rows.select_related("head", "household__village").order_by("household__village__number", "id")


def handed_over(project: Project) -> HandOver | None:
    """Where the case went on."""
    return HandOver.objects.filter(urgent=project).select_related("lasting__organisation").first()


def taken_over(project: Project) -> list[HandOver]:
    """Cases that this project goes on with."""
    return list(HandOver.objects.filter(lasting=project).select_related("urgent__organisation").order_by("day"))


def lasting_projects(project: Project) -> QuerySet[Project]:
    """Running projects of the same province to which a case may go."""
    rows = Project.objects.filter(
        state="running", organisation__subdistrict__code__startswith=project.organisation.subdistrict_id[:2],
        programme__way__in=("build", "canal", "repair"),
    )  # fmt: skip
    return rows.select_related("organisation", "programme").order_by("organisation__name_th")
