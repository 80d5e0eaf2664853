"""แหล่งทุน: a call with who may ask, for what, how much, until when, and what a winner owes."""

import uuid

from django.db import models
from django.db.models import F, Q

HELP = [("grant", "เงินให้เปล่า"), ("loan", "เงินกู้"), ("goods", "สิ่งของ"), ("training", "วิชาการและพี่เลี้ยง")]
STATES = [("draft", "ร่าง"), ("open", "เปิดรับ"), ("closed", "ปิดรับแล้ว"), ("cancelled", "ยกเลิก")]


class Call(models.Model):
    """A call for an area (code prefix; "" the nation). Sums in satang, days C.E., both included.

    conditions: [[fact, operator, value] …] as rules.conditions reads them; papers: keys of rules.papers.PAPERS; schedule:
    [[kind, days after the decision, percent, label] …] as rules.schedule reads it. All three are frozen once it is open.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=160)
    giver = models.CharField(max_length=160)
    help = models.CharField(max_length=8, choices=HELP, default="grant")
    purpose = models.CharField(max_length=1500)
    area = models.CharField(max_length=6, blank=True)
    least_satang = models.BigIntegerField(default=0)
    most_satang = models.BigIntegerField()
    budget_satang = models.BigIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    conditions = models.JSONField(default=list)
    papers = models.JSONField(default=list)
    schedule = models.JSONField(default=list)
    source = models.CharField(max_length=200)
    contact = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=9, choices=STATES, default="draft")
    reason = models.CharField(max_length=300, blank=True)
    next_number = models.PositiveIntegerField(default=1)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["closes_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__lt="2200-01-01"), name="call_closes_is_ce"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="call_days_in_order"),
            models.CheckConstraint(
                condition=Q(least_satang__gte=0, most_satang__gt=0, most_satang__gte=F("least_satang"), budget_satang__gte=F("most_satang")),
                name="call_sums_in_order",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["state", "closes_on"])]


class CallStep(models.Model):
    """Opened, extended, closed, cancelled: by whom and why. Rows are only ever added."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(
        max_length=9,
        choices=[("opened", "เปิดรับ"), ("extended", "ขยายเวลา"), ("closed", "ปิดรับ"), ("cancelled", "ยกเลิก")],
    )
    note = models.CharField(max_length=300, blank=True)
    closes_on = models.DateField()
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
