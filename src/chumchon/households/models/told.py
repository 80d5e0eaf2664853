"""What a register told outside its tambon, as it was told: a count that stands is not moved by one household."""

from django.db import models
from django.db.models import Q


class ToldCounts(models.Model):
    """จำนวนที่บอกออกนอกตำบล: counts as of the end of a month. Rows are only ever added; the newest of a register holds.

    visited 0: fewer than ten, nothing is told. measures: by key, None where it may not be told. visits: ids of the visits that
    were counted, only to see how many households the next telling would differ by; no answer stands here.
    """

    register = models.ForeignKey("households.Register", on_delete=models.PROTECT, related_name="told")
    area = models.CharField(max_length=6)  # of the tambon, so that who asks from outside opens no register
    until = models.DateField()
    visited = models.PositiveIntegerField()
    measures = models.JSONField()
    visits = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["until"]
        constraints = [
            models.UniqueConstraint(fields=["register", "until"], name="one_telling_a_month"),
            models.CheckConstraint(condition=Q(until__lt="2200-01-01"), name="told_until_is_ce"),
        ]
