"""Over-match that was found late, what was taken off for it, and funds that went on in another. Rows are only ever added."""

from django.db import models
from django.db.models import Q

CAUSES = [
    ("recheck", "ตรวจซ้ำแล้วไม่เข้าเงื่อนไข"), ("moved", "รับต่อจากกองทุนเดิม"),
]  # fmt: skip
SUCCESSION_KINDS = [("merge", "รวมกองทุน"), ("split", "แยกกองทุน")]


class Debt(models.Model):
    """สมทบเกิน: what a fund was matched and should not have been. reason: the code that the member-year has now.

    A member-year may have several, each a further part: first a receipt was cancelled, later the person turned out dead.
    """

    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="match_debts")
    satang = models.BigIntegerField()
    cause = models.CharField(max_length=8, choices=CAUSES)
    reason = models.SmallIntegerField(default=0)
    round = models.ForeignKey("matching.Round", on_delete=models.PROTECT, related_name="debts")
    member_award = models.ForeignKey("matching.MemberAward", null=True, on_delete=models.PROTECT, related_name="debts")
    moved_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="moved_on")
    actor = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(satang__gt=0), name="debt_above_zero")]
        indexes = [models.Index(fields=["organisation", "at"])]


class DebtUse(models.Model):
    """A part of a debt that is settled: taken off an award, or gone on to the fund that followed (award empty)."""

    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="uses")
    award = models.ForeignKey("matching.Award", null=True, on_delete=models.PROTECT, related_name="debt_uses")
    satang = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(satang__gt=0), name="debt_use_above_zero"),
            models.UniqueConstraint(fields=["debt", "award"], name="one_use_a_debt_and_award"),
        ]


class Succession(models.Model):
    """A fund that ended in another: its age and its debts go on there, by weight where it was split."""

    predecessor = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="predecessions")
    kind = models.CharField(max_length=5, choices=SUCCESSION_KINDS)
    day = models.DateField()
    weight = models.PositiveIntegerField(default=1)
    actor = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="one_succession_a_pair"),
            models.CheckConstraint(condition=~Q(predecessor=models.F("successor")), name="succeeds_another"),
            models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="succession_day_is_ce"),
        ]
