"""งานในปฏิทิน that anybody may see: what an organisation holds besides its meetings and trainings."""

import uuid

from django.db import models
from django.db.models import Q

from ..rules.events import EVENT_KINDS


class Event(models.Model):
    """One event. changes counts how often it was changed, so that a phone that subscribed takes the newest."""

    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="events")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=EVENT_KINDS)
    title = models.CharField(max_length=160)
    about = models.CharField(max_length=1000, blank=True)
    place = models.CharField(max_length=160)
    day = models.DateField()
    until = models.DateField(null=True, blank=True)
    starts = models.TimeField()
    ends = models.TimeField(null=True, blank=True)
    is_cancelled = models.BooleanField(default=False)
    cancel_reason = models.CharField(max_length=300, blank=True)
    changes = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["day", "starts", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(day__lt="2200-01-01") & (Q(until__isnull=True) | Q(until__lt="2200-01-01")),
                name="event_days_are_ce",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=models.F("day")), name="event_days_in_order"
            ),
        ]
        indexes = [models.Index(fields=["day"])]
