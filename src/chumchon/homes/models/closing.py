"""A closed year of a savings group."""

from django.db import models
from django.db.models import F, Q


class GroupYear(models.Model):
    """ปีบัญชีของกลุ่มที่ปิดแล้ว, named by the B.E. year it ends; its figures as they stood, and the chain's head. Rows are only added."""

    group = models.ForeignKey("homes.SavingsGroup", on_delete=models.PROTECT, related_name="years")
    year_be = models.PositiveSmallIntegerField()
    last_day = models.DateField()
    entry = models.OneToOneField("ledger.Entry", null=True, on_delete=models.PROTECT, related_name="group_year")
    head_hash = models.CharField(max_length=64)
    figures = models.JSONField(default=dict)
    closed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    checker = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-year_be"]
        constraints = [
            models.UniqueConstraint(fields=["group", "year_be"], name="homes_a_year_closes_once"),
            models.CheckConstraint(condition=~Q(checker=F("closed_by")), name="homes_year_closed_by_two"),
            models.CheckConstraint(condition=Q(last_day__lt="2200-01-01"), name="homes_year_end_is_ce"),
        ]
