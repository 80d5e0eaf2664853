"""What a settlement gave: to funds, down to each member-year, and the money that went out. Rows are only ever added."""

from django.db import models
from django.db.models import F, Q

from ..rules.reasons import CHOICES


class Award(models.Model):
    """What a fund got in a round: due, the debt taken off, and the share that is paid. Its member-years sum to debt + share."""

    request = models.OneToOneField("matching.Request", on_delete=models.PROTECT, related_name="award")
    due_satang = models.BigIntegerField()
    debt_satang = models.BigIntegerField()
    share_satang = models.BigIntegerField()
    actor = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    debt_satang__gte=0, share_satang__gte=0, due_satang__gte=F("debt_satang") + F("share_satang")
                ),
                name="award_within_due",
            )
        ]

    @property
    def granted_satang(self) -> int:
        """What stands on the member-years: paid, or set against an old debt."""
        return self.debt_satang + self.share_satang


class MemberAward(models.Model):
    """What one member-year brought, with its last reason; `instead`: the member-year of the same person that counted."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="rows")
    member_year = models.OneToOneField("matching.MemberYear", on_delete=models.PROTECT, related_name="award_row")
    reason = models.SmallIntegerField(choices=CHOICES)
    due_satang = models.BigIntegerField()
    satang = models.BigIntegerField()
    instead = models.ForeignKey("matching.MemberYear", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(satang__gte=0, satang__lte=F("due_satang")), name="member_award_within_due"
            )
        ]


class Payment(models.Model):
    """The money of an award: one entry in the institute's book and one in the fund's, or neither."""

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="payment")
    entry_institute = models.OneToOneField("ledger.Entry", on_delete=models.PROTECT, related_name="+")
    entry_fund = models.OneToOneField("ledger.Entry", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    actor = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="match_payment_day_is_ce")]
