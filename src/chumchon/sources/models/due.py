"""กำหนดของทุนที่ได้รับ: money that comes and reports that are owed, each with its day."""

from django.db import models
from django.db.models import Q

KINDS = [("money", "เงินเข้า"), ("report", "ส่งรายงาน")]


class Due(models.Model):
    """One due day of an award; the sums of its money are what was given. done_on: the day it happened (C.E.)."""

    application = models.ForeignKey("sources.Application", on_delete=models.PROTECT, related_name="dues")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=KINDS)
    label = models.CharField(max_length=120)
    day = models.DateField()
    satang = models.BigIntegerField(default=0)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["day", "position"]
        constraints = [
            models.UniqueConstraint(fields=["application", "position"], name="one_due_a_position"),
            models.CheckConstraint(
                condition=Q(kind="money", satang__gt=0) | Q(kind="report", satang=0), name="due_money_has_a_sum"
            ),
            models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="due_day_is_ce"),
        ]


class DueStep(models.Model):
    """Done, or said wrongly and opened again: by whom and with what words. Rows are only ever added."""

    due = models.ForeignKey(Due, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=6, choices=[("done", "ทำแล้ว"), ("undone", "แก้ว่ายังไม่ได้ทำ")])
    note = models.CharField(max_length=600)
    day = models.DateField()
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
