"""Claims on the agreement, what decided them, who approved, what was paid. Health facts rest sealed (people.protect)."""

import uuid

from django.db import models
from django.db.models import F, Q

CLAIM_STATES = [
    ("pending_evidence", "รอหลักฐาน"), ("waiting", "รออนุมัติ"), ("returned", "ส่งคืนให้แก้"), ("approved", "อนุมัติแล้ว รอจ่าย"),
    ("part_paid", "จ่ายแล้วบางส่วน"), ("paid", "จ่ายแล้ว"), ("refused", "ไม่อนุมัติ"), ("withdrawn", "ถอนคำขอ"),
    ("reversed", "ยกเลิกการจ่าย"),
]  # fmt: skip
VERDICTS = [("approve", "อนุมัติ"), ("return", "ส่งคืนให้แก้"), ("refuse", "ไม่อนุมัติ")]
METHODS = [("cash", "เงินสด"), ("transfer", "โอนเข้าบัญชี")]


class Claim(models.Model):
    """คำขอสวัสดิการ. What happened (kind, nights, flags) stands in facts_sealed only, opened by the key "health".

    uid is also the key of the form: sent twice it is one claim. event_key is shared by the claims of one event: a house
    after a flood, both parents of a birth. satang_due is set by the approval; of it satang_deferred stands in 2010.
    receiver_sealed and answer_sealed (why it was sent back, refused, taken back or undone) open by the member's own salt
    (queries.claims.receiver_of, answer_of): whoever is erased takes them along.
    left_out_sealed says who of the house got none when it was entered, and why (queries.claim_house).
    """

    fund = models.ForeignKey("funds.Fund", on_delete=models.PROTECT, related_name="claims")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year_be = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    member = models.ForeignKey("funds.Member", on_delete=models.PROTECT, related_name="claims")
    receiver_sealed = models.TextField(blank=True)
    state = models.CharField(max_length=16, choices=CLAIM_STATES)
    event_key = models.UUIDField(default=uuid.uuid4)
    facts_sealed = models.BinaryField()
    left_out_sealed = models.BinaryField(null=True)
    claim_day = models.DateField()
    entered_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    submitted_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    answer_sealed = models.TextField(blank=True)
    satang_due = models.BigIntegerField(default=0)
    satang_deferred = models.BigIntegerField(default=0)
    satang_paid = models.BigIntegerField(default=0)
    approved_order = models.PositiveBigIntegerField(null=True, blank=True)
    approved_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fund", "year_be", "number"], name="one_claim_a_number"),
            models.UniqueConstraint(fields=["fund", "approved_order"], name="one_claim_an_order"),
            models.CheckConstraint(condition=Q(claim_day__lt="2200-01-01"), name="claim_day_is_ce"),
            models.CheckConstraint(
                condition=Q(
                    satang_paid__gte=0, satang_deferred__gte=0, satang_due__gte=F("satang_paid") + F("satang_deferred")
                ),
                name="claim_never_overpaid",
            ),
        ]
        indexes = [models.Index(fields=["fund", "state"]), models.Index(fields=["fund", "event_key"])]

    @property
    def label(self) -> str:
        """12/2570."""
        return f"{self.number}/{self.year_be}"

    @property
    def satang_left(self) -> int:
        """Approved and not paid yet, the deferred part included."""
        return self.satang_due - self.satang_paid


class ClaimDecision(models.Model):
    """One decision of a claim by the agreement: its frozen copy explains it for ever. Rows are only ever added."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="decisions")
    version = models.ForeignKey("funds.AgreementVersion", null=True, on_delete=models.PROTECT, related_name="decisions")
    amount_satang = models.BigIntegerField()
    deferred_satang = models.BigIntegerField()
    sealed = models.BinaryField()
    at = models.DateTimeField()

    @property
    def due_satang(self) -> int:
        """What the member is due, now or later."""
        return self.amount_satang + self.deferred_satang


class ClaimVerdict(models.Model):
    """What one person of the committee said of one decision. Rows are only ever added.

    reason_sealed may tell of an illness: it opens by the member's own salt, into `words` (queries.claims.verdicts_of).
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="verdicts")
    decision = models.ForeignKey(ClaimDecision, on_delete=models.PROTECT, related_name="verdicts")
    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=8, choices=VERDICTS)
    reason_sealed = models.TextField(blank=True)
    at = models.DateTimeField()
    words = ""  # the opened reason, not kept

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "user"], name="one_verdict_a_person")]


class ClaimSeatVote(models.Model):
    """มติที่จดแทน: a seat of the committee that does not sign in said yes at a meeting; two others wrote it down and signed.

    Rows are only ever added.
    """

    decision = models.ForeignKey(ClaimDecision, on_delete=models.PROTECT, related_name="seat_votes")
    seat = models.ForeignKey("funds.CommitteeSeat", on_delete=models.PROTECT, related_name="+")
    meeting_day = models.DateField()
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    checker = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "seat"], name="one_vote_a_seat"),
            models.CheckConstraint(condition=~Q(checker=F("by")), name="seat_vote_checker_is_another"),
            models.CheckConstraint(condition=Q(meeting_day__lt="2200-01-01"), name="seat_vote_day_is_ce"),
        ]


class ClaimEvidence(models.Model):
    """A paper of a claim: a sealed file under CHUMCHON_DATA/evidence, or an original that somebody saw (no file).

    A sum without a file says that it was erased with its member. Without a claim it waits for a form that came back
    with an error: form_key is that form's, `by` the person who typed it. event_key is the event's that it was shown for: it
    stays with that where its claim is changed to another.
    """

    claim = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="evidence")
    event_key = models.UUIDField(null=True, db_index=True)
    form_key = models.UUIDField(null=True, db_index=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    label = models.CharField(max_length=120)
    file_name = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    mime = models.CharField(max_length=20, blank=True)
    pages = models.PositiveSmallIntegerField(default=1)
    size = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(claim__isnull=False) | Q(form_key__isnull=False), name="paper_has_a_claim_or_a_form"
            )
        ]


class ClaimPayment(models.Model):
    """ใบสำคัญจ่ายสวัสดิการ: money of a claim that left the book, or came back (below zero, names the one it undoes)."""

    fund = models.ForeignKey("funds.Fund", on_delete=models.PROTECT, related_name="claim_payments")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="payments")
    entry = models.OneToOneField("ledger.Entry", on_delete=models.PROTECT, related_name="claim_payment")
    year_be = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    satang = models.BigIntegerField()
    deferred_satang = models.BigIntegerField(default=0)
    method = models.CharField(max_length=8, choices=METHODS)
    account = models.ForeignKey("ledger.Account", on_delete=models.PROTECT, related_name="+")
    receiver_sealed = models.TextField(blank=True)
    day = models.DateField()
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    checker = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    public_code = models.CharField(max_length=26, unique=True)
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fund", "year_be", "number"], name="one_voucher_a_number"),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, satang__gt=0) | Q(reverses__isnull=False, satang__lt=0),
                name="payment_has_its_sign",
            ),
            models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="payment_day_is_ce"),
        ]

    @property
    def label(self) -> str:
        """สจ. 12/2570, as the voucher shows it."""
        return f"สจ. {self.number}/{self.year_be}"


class NonCashHelp(models.Model):
    """ความช่วยเหลือที่ไม่ใช่เงิน: a visit, rice, a wreath. The value is an estimate; the words rest sealed."""

    fund = models.ForeignKey("funds.Fund", on_delete=models.PROTECT, related_name="non_cash_help")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    member = models.ForeignKey("funds.Member", null=True, blank=True, on_delete=models.PROTECT, related_name="help")
    day = models.DateField()
    sealed = models.BinaryField()
    value_satang = models.BigIntegerField(default=0)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="help_day_is_ce"),
            models.CheckConstraint(condition=Q(value_satang__gte=0), name="help_not_below_zero"),
        ]


class HelpVoid(models.Model):
    """Help that was written down wrongly, taken back: it stays readable and counts no more. Rows are only ever added.

    The reason rests sealed like the help's own words: it may tell of an illness.
    """

    help = models.OneToOneField(NonCashHelp, on_delete=models.PROTECT, related_name="void")
    reason_sealed = models.BinaryField()
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
