"""The ledger's tables. Rows of Entry, Line and Receipt are only ever added; the database itself refuses the rest."""

from django.db import models
from django.db.models import Q

ACCOUNT_KINDS = [
    ("asset", "สินทรัพย์"), ("liability", "หนี้สิน"), ("equity", "ทุน"), ("income", "รายรับ"), ("expense", "รายจ่าย"),
]  # fmt: skip


class Book(models.Model):
    """สมุดบัญชี: one per organisation. The head (number and hash of the newest entry) is also the lock of the book.

    ended_on: its balance went on in another book that day; nothing is ever posted here again.
    """

    organisation = models.OneToOneField("access.Organisation", on_delete=models.PROTECT, related_name="book")
    head_number = models.BigIntegerField(default=0)
    head_hash = models.CharField(max_length=64, default="0" * 64)
    closed_through = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    year_end_month = models.PositiveSmallIntegerField(default=9)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closed_through__lt="2200-01-01"), name="closed_through_is_ce"),
            models.CheckConstraint(
                condition=Q(year_end_month__gte=1, year_end_month__lte=12), name="year_end_is_month"
            ),
        ]


class Account(models.Model):
    """บัญชี of a book, by code of the fund's chart."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="accounts")
    code = models.CharField(max_length=12)
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=ACCOUNT_KINDS)
    is_cash = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "code"], name="one_account_a_code")]
        ordering = ["code"]


class Entry(models.Model):
    """รายการ: the header of an entry; number and hash chain it to the one before. Satang stand on its lines."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="entries")
    number = models.BigIntegerField()
    day = models.DateField()
    kind = models.CharField(max_length=20)
    memo = models.CharField(max_length=300)
    source = models.CharField(max_length=40)
    source_ref = models.CharField(max_length=80, blank=True)
    actor = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    checker = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    idempotency_key = models.UUIDField()
    content_hash = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    subsidiary_hash = models.CharField(max_length=64, blank=True)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    posted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="one_entry_a_number"),
            models.UniqueConstraint(fields=["book", "idempotency_key"], name="one_entry_a_key"),
            models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="entry_day_is_ce"),
            models.CheckConstraint(
                condition=Q(checker__isnull=True) | ~Q(checker=models.F("actor")), name="maker_is_not_checker"
            ),
        ]
        indexes = [models.Index(fields=["book", "day"])]


class Line(models.Model):
    """One line of an entry: debit above zero, credit below. The lines of an entry sum to zero."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="lines")
    satang = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "position"], name="one_line_a_position"),
            models.CheckConstraint(condition=~Q(satang=0), name="line_is_not_zero"),
        ]


class ReceiptSeries(models.Model):
    """The counter of receipt numbers of a book and a B.E. year of the fund: a row that the posting locks, so no gap."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="series")
    year_be = models.PositiveIntegerField()
    next_number = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "year_be"], name="one_series_a_year")]


class Receipt(models.Model):
    """ใบเสร็จรับเงิน. Shows no person: the payer stands as a salted commitment, the name is found through the fund."""

    RECEIPTS_A_VOLUME = 100

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="receipts")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="receipts")
    year_be = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    day = models.DateField()
    kind = models.CharField(max_length=20)
    satang = models.BigIntegerField()
    payer_commitment = models.CharField(max_length=64)
    public_code = models.CharField(max_length=26, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "year_be", "number"], name="one_receipt_a_number"),
            models.CheckConstraint(condition=Q(satang__gt=0), name="receipt_is_above_zero"),
            models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="receipt_day_is_ce"),
        ]

    @property
    def volume(self) -> int:
        """เล่มที่: a hundred receipts to a volume, as in the paper books."""
        return (self.number - 1) // self.RECEIPTS_A_VOLUME + 1

    @property
    def label(self) -> str:
        """เล่มที่ 2 เลขที่ 0123/2570."""
        return f"เล่มที่ {self.volume} เลขที่ {self.number:04d}/{self.year_be}"
