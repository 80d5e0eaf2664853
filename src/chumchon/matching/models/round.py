"""A match round as data: what counts, how much is matched, until when. Every parameter says where it is from."""

from django.db import models
from django.db.models import Q

ROUND_STATES = [("draft", "ร่าง"), ("open", "เปิดรับคำขอ"), ("closed", "ปิดรับแล้ว"), ("settled", "จัดสรรแล้ว")]


class Round(models.Model):
    """รอบสมทบ. Shares in permille, money in satang, days C.E.; times_matched 0 and budget null mean no limit.

    sources: {parameter: where it is from, in Thai}; a default that nobody confirmed says so. settle_digest: of what was
    settled, so that a settlement that was stopped goes on with the same figures or says that they changed.
    """

    code = models.SlugField(max_length=20, unique=True)
    name_th = models.CharField(max_length=160)
    fiscal_year_be = models.PositiveIntegerField()
    counting_day = models.DateField()
    rate_permille = models.PositiveIntegerField(default=1000)
    ceiling_satang = models.BigIntegerField(default=36_500)
    times_matched = models.PositiveSmallIntegerField(default=0)
    village_share_tambon_permille = models.PositiveSmallIntegerField(default=500)
    village_share_municipality_permille = models.PositiveSmallIntegerField(default=200)
    least_benefit_kinds = models.PositiveSmallIntegerField(default=3)
    fund_age_days = models.PositiveIntegerField(default=365)
    local_rate_permille = models.PositiveIntegerField(default=0)
    budget_satang = models.BigIntegerField(null=True, blank=True)
    opens_on = models.DateField()
    closes_on = models.DateField()
    sources = models.JSONField(default=dict)
    state = models.CharField(max_length=8, default="draft", choices=ROUND_STATES)
    settle_started_at = models.DateTimeField(null=True, blank=True)
    settle_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(counting_day__lt="2200-01-01", opens_on__lt="2200-01-01", closes_on__lt="2200-01-01"),
                name="round_days_are_ce",
            ),
            models.CheckConstraint(condition=Q(opens_on__lte=models.F("closes_on")), name="round_opens_then_closes"),
            models.CheckConstraint(condition=Q(ceiling_satang__gt=0), name="round_ceiling_above_zero"),
            models.CheckConstraint(
                condition=Q(village_share_tambon_permille__lte=1000, village_share_municipality_permille__lte=1000),
                name="round_shares_are_parts",
            ),
            models.CheckConstraint(
                condition=Q(budget_satang__isnull=True) | Q(budget_satang__gte=0), name="round_budget_not_below_zero"
            ),
        ]
        ordering = ["-counting_day", "-id"]
