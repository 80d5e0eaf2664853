"""ใบยอดยกมา: with what money and which paid-untils a fund's book begins."""

from django.db import models
from django.db.models import Q


class CutOffSheet(models.Model):
    """One for a fund: a draft that is counted and mended, then signed by two people and never changed again.

    counted: {"1000": pieces, …} by value in satang of a note or coin; amounts: {"1020": satang, …} by account, in the
    account's own direction (money in a bank above zero, deferred benefits above zero).
    """

    fund = models.OneToOneField("funds.Fund", on_delete=models.PROTECT, related_name="cut_off")
    day = models.DateField()
    counted = models.JSONField(default=dict)
    amounts = models.JSONField(default=dict)
    state = models.CharField(max_length=6, default="draft", choices=[("draft", "ร่าง"), ("signed", "ลงชื่อแล้ว")])
    maker = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    checker = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)
    entry = models.OneToOneField("ledger.Entry", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="cut_off_sheet_is_ce"),
            models.CheckConstraint(
                condition=Q(checker__isnull=True) | ~Q(checker=models.F("maker")), name="cut_off_checker_is_another"
            ),
        ]
