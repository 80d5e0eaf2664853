"""Reads of temporary homes: who stays where, since when, at what cost until a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from ..models import Project, SurveyedHouse, TemporaryStay
from ..rules.stays import cost_of, days_of


@dataclass(frozen=True)
class StayShown:
    """A stay with its days and cost: until its end, or until the day that was asked for."""

    row: TemporaryStay
    days: int
    satang: int


def stays(project: Project, day: date, open_only: bool = False) -> list[StayShown]:
    """Stays, the newest first; days and cost of an open one until `day`."""
    rows = TemporaryStay.objects.filter(project=project).select_related("house__head", "house__household")
    if open_only:
        rows = rows.filter(until_day=None)
    found = []
    for row in rows.order_by("-from_day", "-id"):
        until = row.until_day or max(day, row.from_day)
        found.append(StayShown(row, days_of(row.from_day, until), cost_of(row.from_day, until, row.day_satang)))
    return found


def without_stay(project: Project) -> QuerySet[SurveyedHouse]:
    """Surveyed houses that stay in no temporary home now and have not come home."""
    staying = TemporaryStay.objects.filter(project=project, until_day=None).values("house")
    rows = SurveyedHouse.objects.filter(project=project).exclude(pk__in=staying).exclude(move__home_on__isnull=False)
    return rows.select_related("head", "household__village").order_by("household__village__number", "id")
