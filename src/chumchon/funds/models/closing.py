"""A closed year of a fund."""

from django.db import models


class FiscalYear(models.Model):
    """ปีบัญชีที่ปิดแล้ว, named by the B.E. year it ends; figures of the report as they stood, and the chain's head."""

    fund = models.ForeignKey("funds.Fund", on_delete=models.PROTECT, related_name="years")
    year_be = models.PositiveIntegerField()
    last_day = models.DateField()
    entry = models.OneToOneField("ledger.Entry", null=True, on_delete=models.PROTECT, related_name="+")
    head_hash = models.CharField(max_length=64)
    figures = models.JSONField(default=dict)
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    checker = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fund", "year_be"], name="a_year_closes_once"),
            models.CheckConstraint(condition=~models.Q(checker=models.F("closed_by")), name="year_checker_is_another"),
        ]
