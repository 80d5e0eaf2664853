"""Temporary homes: where a family stays meanwhile, for how many days, at what cost."""

from django.db import models
from django.db.models import F, Q

from ..rules.stays import STAYS


class TemporaryStay(models.Model):
    """บ้านพักชั่วคราว of one house. Both days count; day_satang is its cost a day; paid_satang what the project paid of it."""

    project = models.ForeignKey("homes.Project", on_delete=models.PROTECT, related_name="stays")
    house = models.ForeignKey("homes.SurveyedHouse", on_delete=models.PROTECT, related_name="stays")
    kind = models.CharField(max_length=10, choices=list(STAYS.items()))
    place_th = models.CharField(max_length=160)
    from_day = models.DateField()
    until_day = models.DateField(null=True)
    day_satang = models.BigIntegerField()
    paid_satang = models.BigIntegerField(null=True)
    entry = models.OneToOneField("ledger.Entry", null=True, on_delete=models.PROTECT, related_name="stay")
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["from_day", "id"]
        constraints = [
            models.UniqueConstraint(fields=["house"], condition=Q(until_day__isnull=True), name="homes_one_open_stay"),
            models.CheckConstraint(condition=Q(day_satang__gte=0), name="homes_stay_not_below_zero"),
            models.CheckConstraint(
                condition=Q(until_day__isnull=True) | Q(until_day__gte=F("from_day")), name="homes_stay_ends_after"
            ),
            models.CheckConstraint(condition=Q(from_day__lt="2200-01-01"), name="homes_stay_from_is_ce"),
            models.CheckConstraint(condition=Q(until_day__lt="2200-01-01"), name="homes_stay_until_is_ce"),
        ]
