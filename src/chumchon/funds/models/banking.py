"""Bank accounts, statements, counts of cash, and drafts that wait for a second person."""

import uuid

from django.db import models
from django.db.models import Q


class BankAccount(models.Model):
    """A fund's account at a bank, with its own account in the ledger (1020, 1021, …)."""

    fund = models.ForeignKey("funds.Fund", on_delete=models.PROTECT, related_name="bank_accounts")
    bank = models.CharField(max_length=60)
    number = models.CharField(max_length=20)
    name = models.CharField(max_length=160)
    account = models.OneToOneField("ledger.Account", on_delete=models.PROTECT, related_name="bank_account")
    closed_on = models.DateField(null=True, blank=True)


class CashDraft(models.Model):
    """Other income, an expense or a deposit: written by a maker, posted only when another person checks it."""

    fund = models.ForeignKey("funds.Fund", on_delete=models.PROTECT, related_name="drafts")
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    kind = models.CharField(
        max_length=10,
        choices=[
            ("income", "รายรับอื่น"),
            ("expense", "รายจ่าย"),
            ("transfer", "ฝากหรือถอนเงิน"),
            ("reversal", "ยกเลิกรายการ"),
        ],
    )
    day = models.DateField()
    debit_account = models.ForeignKey("ledger.Account", null=True, on_delete=models.PROTECT, related_name="+")
    credit_account = models.ForeignKey("ledger.Account", null=True, on_delete=models.PROTECT, related_name="+")
    satang = models.BigIntegerField(default=0)
    memo = models.CharField(max_length=300)
    reverses = models.ForeignKey("ledger.Entry", null=True, on_delete=models.PROTECT, related_name="+")
    maker = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    state = models.CharField(
        max_length=8, default="waiting", choices=[("waiting", "รอตรวจ"), ("posted", "ลงบัญชีแล้ว"), ("refused", "ไม่อนุมัติ")]
    )
    checker = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)
    entry = models.OneToOneField("ledger.Entry", null=True, on_delete=models.PROTECT, related_name="draft")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="draft_day_is_ce"),
            models.CheckConstraint(
                condition=Q(checker__isnull=True) | ~Q(checker=models.F("maker")), name="checker_is_another"
            ),
        ]


class BankLine(models.Model):
    """A line of a bank's statement; the same line of the same statement comes in once (digest). Matched to a ledger line."""

    bank_account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="statement_lines")
    day = models.DateField()
    satang = models.BigIntegerField()
    balance_satang = models.BigIntegerField(null=True)
    text = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    matched = models.OneToOneField(
        "ledger.Line", null=True, blank=True, on_delete=models.PROTECT, related_name="bank_line"
    )
    matched_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bank_account", "digest"], name="one_statement_line"),
            models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="bank_line_day_is_ce"),
        ]


class CashCount(models.Model):
    """ตรวจนับเงินสด: notes and coins counted beside what the book says, with the reason of a difference."""

    fund = models.ForeignKey("funds.Fund", on_delete=models.PROTECT, related_name="cash_counts")
    day = models.DateField()
    counted = models.JSONField(default=dict)
    counted_satang = models.BigIntegerField()
    book_satang = models.BigIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    counter = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    witness = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(witness=models.F("counter")), name="count_witness_is_another")
        ]
