"""ให้คำมั่น: what organisations give, what lies in their stores, and which pledge goes to which need."""

import uuid

from django.db import models
from django.db.models import F, Q

from ..words import PLEDGE_STATES, PLEDGE_STEPS


class StockCount(models.Model):
    """What an organisation counted of an item in its store. The newest count holds. Rows are only ever added."""

    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="stock_counts")
    item = models.ForeignKey("relief.Item", on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveBigIntegerField()
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class Pledge(models.Model):
    """คำมั่น of an organisation for one item, in its unit. Money waits until another person of the giver agreed.

    part_of: the network's pledge of which this is a member's share; what is parted leaves the network's own, so that goods
    told by both count once. The database keeps: delivered ≤ sent ≤ allotted, and released + parted + allotted ≤ quantity.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    disaster = models.ForeignKey("relief.Disaster", on_delete=models.PROTECT, related_name="pledges")
    giver = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="pledges")
    item = models.ForeignKey("relief.Item", on_delete=models.PROTECT, related_name="pledges")
    quantity = models.PositiveBigIntegerField()
    released = models.PositiveBigIntegerField(default=0)
    parted = models.PositiveBigIntegerField(default=0)
    allotted = models.PositiveBigIntegerField(default=0)
    sent = models.PositiveBigIntegerField(default=0)
    delivered = models.PositiveBigIntegerField(default=0)
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    state = models.CharField(max_length=8, choices=list(PLEDGE_STATES.items()), default="open")
    area_code = models.CharField(max_length=8)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    approved_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="pledge_above_zero"),
            models.CheckConstraint(
                condition=Q(quantity__gte=F("released") + F("parted") + F("allotted")), name="pledge_never_overdrawn"
            ),
            models.CheckConstraint(
                condition=Q(delivered__lte=F("sent"), sent__lte=F("allotted")), name="pledge_sent_was_allotted"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("by")), name="pledge_approver_is_another"
            ),
        ]
        indexes = [models.Index(fields=["giver", "item"])]

    @property
    def own(self) -> int:
        """What this row promises itself: without what was taken back and what its parts promise."""
        return self.quantity - self.released - self.parted

    @property
    def left(self) -> int:
        """Promised and not yet laid out to anybody."""
        return self.own - self.allotted


class PledgeStep(models.Model):
    """What happened to a pledge. Rows are only ever added."""

    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=8, choices=list(PLEDGE_STEPS.items()))
    quantity = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class Allotment(models.Model):
    """So much of a pledge for a need (rules/allot). What comes back or is called off lowers quantity again."""

    disaster = models.ForeignKey("relief.Disaster", on_delete=models.PROTECT, related_name="allotments")
    need = models.ForeignKey("relief.Need", on_delete=models.PROTECT, related_name="allotments")
    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="allotments")
    quantity = models.PositiveBigIntegerField()
    sent = models.PositiveBigIntegerField(default=0)
    delivered = models.PositiveBigIntegerField(default=0)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(delivered__lte=F("sent"), sent__lte=F("quantity")), name="allotment_never_overdrawn"
            )
        ]

    @property
    def unsent(self) -> int:
        """What stands on no load yet."""
        return self.quantity - self.sent
