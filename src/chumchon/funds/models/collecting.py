"""A collection day: the sheet of a village and what was taken on it, touch by touch."""

from django.db import models
from django.db.models import Q


class CollectionSheet(models.Model):
    """ใบเก็บเงิน of a village and a day. Closing posts one entry, signed by a second person (witness)."""

    fund = models.ForeignKey("funds.Fund", on_delete=models.PROTECT, related_name="sheets")
    village = models.ForeignKey("areas.Village", on_delete=models.PROTECT)
    day = models.DateField()
    collector = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=6, default="open", choices=[("open", "กำลังเก็บ"), ("closed", "ปิดยอดแล้ว")])
    counted = models.JSONField(default=dict)
    counted_satang = models.BigIntegerField(null=True)
    difference_satang = models.BigIntegerField(default=0)
    difference_reason = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    witness = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    entry = models.OneToOneField("ledger.Entry", null=True, on_delete=models.PROTECT, related_name="sheet")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "village", "day"], condition=Q(state="open"), name="one_open_sheet_a_day"
            ),
            models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="sheet_day_is_ce"),
            models.CheckConstraint(
                condition=Q(witness__isnull=True) | ~Q(witness=models.F("closed_by")), name="witness_is_another"
            ),
        ]


class Taking(models.Model):
    """What a collector took from a member: durable at the touch, a receipt when the sheet is closed. Only ever added.

    uid is made by the phone, so that a touch sent twice is one taking. late: it came after the sheet was closed and
    waits for a person to put it on another sheet.
    """

    uid = models.UUIDField(unique=True)
    sheet = models.ForeignKey(CollectionSheet, on_delete=models.PROTECT, related_name="takings")
    member = models.ForeignKey("funds.Member", on_delete=models.PROTECT, related_name="takings")
    kind = models.CharField(max_length=10, choices=[("due", "เงินสมทบ"), ("entry_fee", "ค่าสมัคร")])
    satang = models.BigIntegerField()
    span_from = models.DateField(null=True)
    span_to = models.DateField(null=True)
    device = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    actor = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    late = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(satang__gt=0), name="taking_above_zero"),
            models.CheckConstraint(condition=Q(span_to__lt="2200-01-01"), name="taking_span_is_ce"),
        ]


class TakingVoid(models.Model):
    """An undo before the sheet was closed. Rows are only ever added."""

    taking = models.OneToOneField(Taking, on_delete=models.PROTECT, related_name="void")
    at = models.DateTimeField()
    actor = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
