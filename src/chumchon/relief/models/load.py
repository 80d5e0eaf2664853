"""เที่ยวรถ: a truck with allotments, or money on its way; what arrived of it, and what came back."""

import uuid

from django.db import models
from django.db.models import F, Q

from ..words import LOAD_KINDS, LOAD_STATES, RECEIVERS


class Load(models.Model):
    """A truck with its driver and plate, or a sum from one account of the giver; numbered without gaps by disaster.

    The driver is a person of the giver's own; nothing of it is public.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    disaster = models.ForeignKey("relief.Disaster", on_delete=models.PROTECT, related_name="loads")
    giver = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="relief_loads")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=5, choices=list(LOAD_KINDS.items()), default="truck")
    driver = models.CharField(max_length=80, blank=True)
    plate = models.CharField(max_length=30, blank=True)
    account = models.ForeignKey("ledger.Account", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=list(LOAD_STATES.items()), default="preparing")
    made_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    sent_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["disaster", "number"], name="one_load_a_number"),
            models.CheckConstraint(
                condition=Q(kind="truck", account__isnull=True) | Q(kind="money", account__isnull=False),
                name="money_leaves_an_account",
            ),
        ]

    @property
    def label(self) -> str:
        """เที่ยวที่ 3."""
        return f"เที่ยวที่ {self.number}"


class LoadLine(models.Model):
    """A part of an allotment on a load. delivered + returned ≤ quantity always (a constraint)."""

    load = models.ForeignKey(Load, on_delete=models.PROTECT, related_name="lines")
    allotment = models.ForeignKey("relief.Allotment", on_delete=models.PROTECT, related_name="lines")
    quantity = models.PositiveBigIntegerField()
    delivered = models.PositiveBigIntegerField(default=0)
    returned = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["load", "allotment"], name="one_line_an_allotment"),
            models.CheckConstraint(
                condition=Q(quantity__gte=F("delivered") + F("returned")), name="line_never_overdelivered"
            ),
        ]

    @property
    def left(self) -> int:
        """Still on the truck."""
        return self.quantity - self.delivered - self.returned


class Delivery(models.Model):
    """ส่งมอบ: so much arrived at the house or point, who took it and who saw it. Rows are only ever added.

    Below zero it undoes the one it names. Money carries an entry in the giver's book and one in the receiver's.
    """

    uid = models.UUIDField(unique=True)
    line = models.ForeignKey(LoadLine, on_delete=models.PROTECT, related_name="deliveries")
    quantity = models.BigIntegerField()
    receiver = models.CharField(max_length=9, choices=list(RECEIVERS.items()))
    day = models.DateField()
    device = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kept_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    entry_giver = models.OneToOneField("ledger.Entry", null=True, on_delete=models.PROTECT, related_name="relief_given")
    entry_receiver = models.OneToOneField(
        "ledger.Entry", null=True, on_delete=models.PROTECT, related_name="relief_received"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, quantity__gt=0) | Q(reverses__isnull=False, quantity__lt=0),
                name="delivery_has_its_sign",
            ),
            models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="delivery_day_is_ce"),
        ]


class Returned(models.Model):
    """What came back with the truck and lies in the giver's store again. Rows are only ever added."""

    line = models.ForeignKey(LoadLine, on_delete=models.PROTECT, related_name="returns")
    quantity = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
