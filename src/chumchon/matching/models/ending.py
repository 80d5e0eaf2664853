"""A fund that ends in others: written by one officer, approved by another; and over-match that was returned as money."""

from django.db import models
from django.db.models import F, Q

from .debt import SUCCESSION_KINDS

ENDING_STATES = [("waiting", "รอตรวจ"), ("done", "เสร็จแล้ว"), ("refused", "ไม่อนุมัติ"), ("withdrawn", "ผู้ทำถอนคืน")]
REPAYMENT_STATES = [("waiting", "รอสถาบันยืนยัน"), ("received", "สถาบันรับแล้ว"), ("refused", "สถาบันไม่พบเงิน")]


class Ending(models.Model):
    """การรวมหรือแยกกองทุน: the fund ends from a C.E. day by its members' resolution and goes on in one or several others."""

    predecessor = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="endings")
    kind = models.CharField(max_length=5, choices=SUCCESSION_KINDS)
    day = models.DateField()
    resolution_th = models.CharField(max_length=300)
    state = models.CharField(max_length=9, choices=ENDING_STATES, default="waiting")
    maker = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    checker = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)
    entry = models.OneToOneField("ledger.Entry", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor"], condition=Q(state="waiting"), name="one_ending_waits"),
            models.UniqueConstraint(fields=["predecessor"], condition=Q(state="done"), name="a_fund_ends_once"),
            models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="ending_day_is_ce"),
            models.CheckConstraint(
                condition=Q(checker__isnull=True) | ~Q(checker=F("maker")), name="ending_checked_by_another"
            ),
        ]


class EndingShare(models.Model):
    """One fund that goes on, with its share. weight 0: by the members who come. villages: ids whose members come (split);
    whoever lives in none of them goes to the first share. moved, satang, entry: what came, once it is done."""

    ending = models.ForeignKey(Ending, on_delete=models.CASCADE, related_name="shares")
    successor = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="ending_shares")
    position = models.PositiveSmallIntegerField()
    account = models.ForeignKey("ledger.Account", on_delete=models.PROTECT, related_name="+")
    weight = models.PositiveIntegerField(default=0)
    villages = models.JSONField(default=list)
    moved = models.PositiveIntegerField(default=0)
    joined = models.PositiveIntegerField(default=0)
    satang = models.BigIntegerField(default=0)
    entry = models.OneToOneField("ledger.Entry", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["ending", "successor"], name="one_share_a_successor"),
            models.UniqueConstraint(fields=["ending", "position"], name="one_share_a_place"),
        ]


class Repayment(models.Model):
    """คืนสมทบเกินเป็นเงิน: a fund sent over-match back; it is posted in both books once the institute found the money.

    maker and second are two people of the fund, checker is the institute's officer.
    """

    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="match_repayments")
    key = models.UUIDField(unique=True)
    day = models.DateField()
    satang = models.BigIntegerField()
    account = models.ForeignKey("ledger.Account", on_delete=models.PROTECT, related_name="+")
    slip = models.CharField(max_length=100)
    state = models.CharField(max_length=8, choices=REPAYMENT_STATES, default="waiting")
    maker = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    checker = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)
    entry_institute = models.OneToOneField("ledger.Entry", null=True, on_delete=models.PROTECT, related_name="+")
    entry_fund = models.OneToOneField("ledger.Entry", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation"], condition=Q(state="waiting"), name="one_repayment_waits"),
            models.CheckConstraint(condition=Q(satang__gt=0), name="repayment_above_zero"),
            models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="repayment_day_is_ce"),
            models.CheckConstraint(condition=~Q(second=F("maker")), name="repayment_second_is_another"),
            models.CheckConstraint(
                condition=Q(checker__isnull=True) | ~Q(checker=F("maker")) & ~Q(checker=F("second")),
                name="repayment_checked_by_another",
            ),
        ]
