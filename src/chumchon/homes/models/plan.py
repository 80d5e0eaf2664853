"""What a community wants to build and with what money: options that were voted on, the plan as it was sent up, instalments, purchases."""

import uuid

from django.db import models
from django.db.models import F, Q

from ..rules.plans import OPTION_KINDS, SOURCES, USES


class PlanOption(models.Model):
    """ทางเลือก of layout or house, with its cost and the votes that it got in a meeting."""

    project = models.ForeignKey("homes.Project", on_delete=models.PROTECT, related_name="options")
    kind = models.CharField(max_length=8, choices=list(OPTION_KINDS.items()))
    name_th = models.CharField(max_length=120)
    satang = models.BigIntegerField()
    votes = models.PositiveIntegerField(null=True)
    meeting = models.ForeignKey("homes.Meeting", null=True, on_delete=models.PROTECT, related_name="+")
    chosen = models.BooleanField(default=False)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(satang__gte=0), name="homes_option_not_below_zero"),
            models.UniqueConstraint(
                fields=["project", "kind"], condition=Q(chosen=True), name="homes_one_option_chosen"
            ),
        ]


class PlanLine(models.Model):
    """A line of the draft: a source of money or a use. Sent up, the lines stand frozen in PlanVersion."""

    project = models.ForeignKey("homes.Project", on_delete=models.PROTECT, related_name="plan_lines")
    side = models.CharField(max_length=6, choices=[("source", "แหล่งเงิน"), ("use", "ใช้เงิน")])
    kind = models.CharField(max_length=24, choices=[*SOURCES.items(), *USES.items()])
    words = models.CharField(max_length=200)
    satang = models.BigIntegerField()

    class Meta:
        ordering = ["side", "id"]
        constraints = [models.CheckConstraint(condition=Q(satang__gt=0), name="homes_plan_line_above_zero")]


class PlanVersion(models.Model):
    """The plan as it was sent up: sources equal uses, within the ceilings. Rows are only ever added."""

    project = models.ForeignKey("homes.Project", on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField()
    units = models.PositiveIntegerField()
    satang = models.BigIntegerField()
    lines = models.JSONField()
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="homes_one_plan_a_number")]


class Instalment(models.Model):
    """งวดเงินอุดหนุน of the agreement: paid by the institute when its stage is proven, and once."""

    project = models.ForeignKey("homes.Project", on_delete=models.PROTECT, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=24, choices=list(SOURCES.items()))
    stage_th = models.CharField(max_length=160)
    satang = models.BigIntegerField()
    needs_proof = models.BooleanField(default=True)
    maker = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    released_on = models.DateField(null=True)
    released_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    entry = models.OneToOneField("ledger.Entry", null=True, on_delete=models.PROTECT, related_name="instalment")
    lender_entry = models.OneToOneField(
        "ledger.Entry", null=True, on_delete=models.PROTECT, related_name="paid_instalment"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="homes_one_instalment_a_number"),
            models.CheckConstraint(condition=Q(satang__gt=0), name="homes_instalment_above_zero"),
            models.CheckConstraint(condition=Q(released_on__lt="2200-01-01"), name="homes_released_on_is_ce"),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | ~Q(released_by=F("maker")), name="homes_maker_does_not_release"
            ),
        ]


class Proof(models.Model):
    """A photograph of a stage, or a word for it: a witness of the community, the architect. Rows are only ever added."""

    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="proofs")
    kind = models.CharField(
        max_length=10, choices=[("photo", "รูปถ่าย"), ("witness", "พยานชุมชน"), ("architect", "สถาปนิก")]
    )
    document = models.OneToOneField("homes.Document", null=True, on_delete=models.PROTECT, related_name="proof")
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instalment", "by"], condition=~Q(kind="photo"), name="homes_one_word_a_person_and_stage"
            )
        ]


class Purchase(models.Model):
    """จัดซื้อจัดจ้าง: what was bought from whom, the prices that were asked, paid when another person approved."""

    project = models.ForeignKey("homes.Project", on_delete=models.PROTECT, related_name="purchases")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    what = models.CharField(max_length=200)
    kind = models.CharField(max_length=24, choices=list(USES.items()))
    supplier = models.CharField(max_length=160)
    satang = models.BigIntegerField()
    quotes = models.JSONField(default=list)
    day = models.DateField()
    maker = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    checker = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    entry = models.OneToOneField("ledger.Entry", null=True, on_delete=models.PROTECT, related_name="purchase")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(satang__gt=0), name="homes_purchase_above_zero"),
            models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="homes_purchase_day_is_ce"),
            models.CheckConstraint(
                condition=Q(checker__isnull=True) | ~Q(checker=F("maker")), name="homes_buyer_is_not_checker"
            ),
        ]
