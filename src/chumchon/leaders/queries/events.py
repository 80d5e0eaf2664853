"""Reads of events that a body put on the calendar."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from chumchon.access.models import Organisation

from ..models import Event


@dataclass(frozen=True)
class Filters:
    """What a list of events is narrowed by; when: coming, past or "" for all."""

    text: str = ""
    kind: str = ""
    when: str = ""


def listing(organisation: Organisation, filters: Filters, day: date) -> QuerySet[Event]:
    """Events of a body; what comes first in order of its day, what is past the newest first."""
    rows = Event.objects.filter(organisation=organisation)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    coming = Q(day__gte=day) | Q(until__gte=day)
    if filters.when == "coming":
        rows = rows.filter(coming)
    elif filters.when == "past":
        rows = rows.exclude(coming)
    for word in filters.text.split():
        rows = rows.filter(Q(title__contains=word) | Q(place__contains=word))
    return rows.order_by("-day", "-id") if filters.when == "past" else rows.order_by("day", "starts", "id")


def event_of(organisation: Organisation, event_id: int) -> Event | None:
    """An event of the body."""
    return Event.objects.filter(organisation=organisation, pk=event_id).first()
