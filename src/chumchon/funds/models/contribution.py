"""The subsidiary ledger of members' money: one row per member and paid span under a receipt."""

from django.db import models
from django.db.models import Q


class Contribution(models.Model):
    """เงินสมทบ. A cancelled one keeps its row and gets a second, negative row that names it. Rows are only ever added."""

    receipt = models.ForeignKey("ledger.Receipt", on_delete=models.PROTECT, related_name="contributions")
    entry = models.ForeignKey("ledger.Entry", on_delete=models.PROTECT, related_name="contributions")
    member = models.ForeignKey("funds.Member", on_delete=models.PROTECT, related_name="contributions")
    member_commitment = models.CharField(max_length=64)
    kind = models.CharField(max_length=10, choices=[("due", "เงินสมทบ"), ("entry_fee", "ค่าสมัคร")])
    satang = models.BigIntegerField()
    span_from = models.DateField(null=True, blank=True)
    span_to = models.DateField(null=True, blank=True)
    paid_until_before = models.DateField(null=True, blank=True)
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(satang=0), name="contribution_is_not_zero"),
            models.CheckConstraint(condition=Q(span_to__lt="2200-01-01"), name="span_to_is_ce"),
            models.CheckConstraint(
                condition=Q(span_from__isnull=True) | Q(span_from__lte=models.F("span_to")), name="span_runs_forward"
            ),
        ]
        indexes = [models.Index(fields=["member", "span_from"])]
