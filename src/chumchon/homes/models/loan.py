"""Loans of the institute to a group (no saver) and of a group to a household (a saver), their schedules and repayments."""

import uuid

from django.db import models
from django.db.models import F, Q

LOAN_STATES = [("waiting", "รออนุมัติ"), ("lent", "กำลังผ่อน"), ("ended", "ผ่อนครบแล้ว"), ("refused", "ไม่อนุมัติ")]
PAYMENT_KINDS = [("instalment", "ค่างวด"), ("early", "ชำระก่อนกำหนด"), ("back", "ยกเลิก")]


class Loan(models.Model):
    """สินเชื่อ. uid is the form's key: sent twice it is one loan. asked: the terms as they were asked for (rules.loans.to_json);
    from the day of lending they stand in LoanSchedule, version by version.
    """

    group = models.ForeignKey("homes.SavingsGroup", on_delete=models.PROTECT, related_name="loans")
    saver = models.ForeignKey(
        "homes.Saver", null=True, blank=True, on_delete=models.PROTECT, related_name="loans"
    )  # none: the institute lends to the group
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=LOAN_STATES, default="waiting")
    purpose = models.CharField(max_length=200)
    satang = models.BigIntegerField()
    asked = models.JSONField(default=dict)
    maker = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    checker = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=300, blank=True)
    lent_on = models.DateField(null=True)
    entry = models.OneToOneField("ledger.Entry", null=True, on_delete=models.PROTECT, related_name="house_loan")
    lender_entry = models.OneToOneField("ledger.Entry", null=True, on_delete=models.PROTECT, related_name="group_loan")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="homes_one_loan_a_number"),
            models.CheckConstraint(condition=Q(satang__gt=0), name="homes_loan_above_zero"),
            models.CheckConstraint(condition=Q(lent_on__lt="2200-01-01"), name="homes_lent_on_is_ce"),
            models.CheckConstraint(
                condition=Q(checker__isnull=True) | ~Q(checker=F("maker")), name="homes_loan_maker_is_not_checker"
            ),
        ]

    @property
    def label(self) -> str:
        """ส. 3 for a house, ส.สถาบัน 1 for the group's own."""
        return f"{'สถาบัน' if self.saver_id is None else 'บ้าน'} {self.number}"


class LoanSchedule(models.Model):
    """Terms from a day on (rules.loans.Terms as JSON). The newest version holds. Rows are only ever added."""

    loan = models.ForeignKey(Loan, on_delete=models.PROTECT, related_name="schedules")
    version = models.PositiveSmallIntegerField()
    terms = models.JSONField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    checker = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["loan", "version"], name="homes_one_schedule_a_version")]


class LoanPayment(models.Model):
    """A repayment by what it settled, on one version of the schedule; one that was undone is named by another below zero.

    entry and receipt stand in the group's book for a house; for the group's own loan entry is the group's payment and
    lender_entry, with its receipt, the institute's.
    """

    loan = models.ForeignKey(Loan, on_delete=models.PROTECT, related_name="payments")
    schedule = models.ForeignKey(LoanSchedule, on_delete=models.PROTECT, related_name="payments")
    kind = models.CharField(max_length=10, choices=PAYMENT_KINDS)
    day = models.DateField()
    insurance_satang = models.BigIntegerField()
    interest_satang = models.BigIntegerField()
    margin_satang = models.BigIntegerField()
    principal_satang = models.BigIntegerField()
    commitment = models.CharField(max_length=64)
    entry = models.OneToOneField("ledger.Entry", on_delete=models.PROTECT, related_name="loan_payment")
    lender_entry = models.OneToOneField(
        "ledger.Entry", null=True, on_delete=models.PROTECT, related_name="lent_payment"
    )
    receipt = models.OneToOneField("ledger.Receipt", null=True, on_delete=models.PROTECT, related_name="loan_payment")
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="homes_loan_payment_day_is_ce")]

    @property
    def satang(self) -> int:
        """All of it."""
        return self.insurance_satang + self.interest_satang + self.margin_satang + self.principal_satang
