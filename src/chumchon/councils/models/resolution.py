"""Resolutions of a council: what was decided with how many votes, who sees to it, until when, and how it goes."""

import uuid

from django.db import models
from django.db.models import Q

RESOLUTION_STATES = [
    ("open", "รอทำ"), ("doing", "กำลังทำ"), ("done", "เสร็จแล้ว"), ("dropped", "เลิกทำ"), ("sent", "ส่งต่อแล้ว รอคำตอบ"),
    ("answered", "ได้คำตอบแล้ว"), ("struck", "ถอนก่อนลงนาม"),
]  # fmt: skip
WAITING = ("open", "doing", "sent")


class Resolution(models.Model):
    """มติ: number is gapless by council and B.E. year. owner is a duty or a group ("คณะทำงานน้ำ"), not a person's data."""

    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, related_name="resolutions")
    meeting = models.ForeignKey("councils.Meeting", on_delete=models.PROTECT, related_name="resolutions")
    item = models.ForeignKey("councils.AgendaItem", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year_be = models.PositiveIntegerField()
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    text = models.CharField(max_length=1200)
    votes_for = models.PositiveSmallIntegerField()
    votes_against = models.PositiveSmallIntegerField(default=0)
    abstained = models.PositiveSmallIntegerField(default=0)
    owner = models.CharField(max_length=160, blank=True)
    due_day = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=RESOLUTION_STATES, default="open")
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-year_be", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["council", "year_be", "number"], name="one_resolution_a_number"),
            models.CheckConstraint(condition=Q(due_day__lt="2200-01-01"), name="resolution_due_is_ce"),
        ]

    @property
    def label(self) -> str:
        """มติที่ 3/2570."""
        return f"มติที่ {self.number}/{self.year_be}"


class ResolutionStep(models.Model):
    """What became of a resolution, step by step. Rows are only ever added."""

    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=8, choices=RESOLUTION_STATES)
    note = models.CharField(max_length=1200, blank=True)
    by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
