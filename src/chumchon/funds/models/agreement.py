"""The agreement of a fund, version by version: a draft, then what the members' meeting put in force, never changed."""

import uuid

from django.db import models
from django.db.models import F, Q


class AgreementVersion(models.Model):
    """ข้อตกลงฉบับหนึ่ง. text is the whole agreement as TOML; a row that left the state of draft keeps it for ever.

    accounts: {"birth": "5101", …} from a benefit's key to the ledger's account of its kind. revision counts the savings
    of a draft, so that two people who write at once are told. checker is the second person who signed the resolution.
    """

    fund = models.ForeignKey("funds.Fund", on_delete=models.PROTECT, related_name="agreements")
    number = models.PositiveIntegerField()
    effective_from = models.DateField()
    text = models.TextField()
    accounts = models.JSONField(default=dict)
    state = models.CharField(
        max_length=9, default="draft", choices=[("draft", "ร่าง"), ("in_force", "ประกาศใช้"), ("withdrawn", "ถอนแล้ว")]
    )
    revision = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    meeting_th = models.CharField(max_length=120, blank=True)
    resolution_day = models.DateField(null=True)
    resolution_th = models.CharField(max_length=300, blank=True)
    entitled = models.PositiveIntegerField(null=True)
    present = models.PositiveIntegerField(null=True)
    votes_for = models.PositiveIntegerField(null=True)
    votes_against = models.PositiveIntegerField(null=True)
    decided_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    checker = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "effective_from"], condition=Q(state="in_force"), name="one_agreement_from_a_day"
            ),
            models.UniqueConstraint(
                fields=["fund", "number"], condition=~Q(state="draft"), name="one_agreement_of_a_number"
            ),
            models.CheckConstraint(condition=Q(effective_from__lt="2200-01-01"), name="agreement_day_is_ce"),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(
                    resolution_day__isnull=False, decided_by__isnull=False, checker__isnull=False,
                    decided_at__isnull=False, present__lte=F("entitled"), votes_for__gt=F("votes_against"),
                ),
                name="agreement_has_a_resolution",
            ),
            models.CheckConstraint(
                condition=Q(checker__isnull=True) | ~Q(checker=F("decided_by")), name="agreement_checker_is_another"
            ),
        ]  # fmt: skip


class BenefitHistory(models.Model):
    """สวัสดิการที่จ่ายก่อนใช้ระบบ, from the fund's own book: counted by caps and rights. Rows are only ever added.

    facts_sealed (key "health", bound to uid) holds the benefit's key, days and units: read it by queries.benefit_history.
    A row put right gets a second that names it (reverses), and neither counts.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    member = models.ForeignKey("funds.Member", on_delete=models.PROTECT, related_name="benefit_history")
    facts_sealed = models.BinaryField()
    satang = models.BigIntegerField()
    batch = models.ForeignKey("funds.ImportBatch", on_delete=models.PROTECT, related_name="benefits")
    row_number = models.PositiveIntegerField()
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(satang__gte=0), name="past_benefit_not_below_zero")]
