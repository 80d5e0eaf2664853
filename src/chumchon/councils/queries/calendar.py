"""Reads of the calendar: meetings of all councils by area and kind."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from ..models import Meeting
from ..models.council import LOCAL

PAST, COMING = timedelta(days=60), timedelta(days=400)


@dataclass(frozen=True)
class Filters:
    """area: code prefix of two, four or six digits; kind: of the council (local, province, nation) or "" for all."""

    area: str = ""
    kind: str = ""


def events(filters: Filters, day: date, past: bool = True) -> QuerySet[Meeting]:
    """Meetings around a day, cancelled ones too, so that a phone that subscribed takes them off."""
    rows = Meeting.objects.select_related("council__organisation__subdistrict__district__province")
    rows = rows.filter(day__gte=day - PAST if past else day, day__lte=day + COMING)
    if filters.area:
        rows = rows.filter(council__organisation__subdistrict__code__startswith=filters.area)
    if filters.kind == "local":
        rows = rows.filter(council__kind__in=LOCAL)
    elif filters.kind:
        rows = rows.filter(council__kind=filters.kind)
    return rows.order_by("day", "starts", "id")
