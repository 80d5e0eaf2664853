"""What a span of contributions costs, from a day on. A new price is a new row; receipts that were given stay as they are."""

from django.db import models
from django.db.models import Q


class PlanChange(models.Model):
    """อัตราเงินสมทบ from a day on, in satang. Rows are only ever added; of two rows of one day the later one counts."""

    fund = models.ForeignKey("funds.Fund", on_delete=models.PROTECT, related_name="plan_changes")
    from_day = models.DateField()
    plan_kind = models.CharField(max_length=12, choices=[("flat_month", "รายเดือน"), ("daily", "รายวัน")])
    day_satang = models.BigIntegerField()
    month_satang = models.BigIntegerField()
    year_satang = models.BigIntegerField()
    entry_fee_satang = models.BigIntegerField()
    actor = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(day_satang__gt=0, month_satang__gt=0, year_satang__gt=0, entry_fee_satang__gte=0),
                name="plan_change_above_zero",
            ),
            models.CheckConstraint(condition=Q(from_day__lt="2200-01-01"), name="plan_change_is_ce"),
        ]
        indexes = [models.Index(fields=["fund", "from_day", "id"])]
