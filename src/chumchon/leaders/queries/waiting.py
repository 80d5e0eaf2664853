"""What waits for a second person in an officer's areas: closed lists without certificates, stories nobody has read."""

from collections.abc import Iterable

from django.db.models import QuerySet

from chumchon.access.queries import within

from ..models import Story, Training

AREA = "organisation__subdistrict__code"


def trainings(areas: Iterable[str]) -> QuerySet[Training]:
    """Trainings whose list is closed and whose certificates are not given, the longest waiting first."""
    rows = Training.objects.filter(within(areas, AREA), state="closed")
    return rows.select_related("organisation__subdistrict__district__province", "closed_by").order_by("closed_at", "id")


def stories(areas: Iterable[str]) -> QuerySet[Story]:
    """Stories that were sent to be read, the longest waiting first."""
    rows = Story.objects.filter(within(areas, AREA), state="waiting")
    return rows.select_related("organisation__subdistrict__district__province", "writer").order_by("written_at", "id")
