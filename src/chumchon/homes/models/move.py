"""Moving off the canal: waves, and in each which house goes when, from where to where."""

from django.db import models
from django.db.models import F, Q


class Wave(models.Model):
    """รุ่นที่ย้าย: houses that move together, planned for a day."""

    project = models.ForeignKey("homes.Project", on_delete=models.PROTECT, related_name="waves")
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=160)
    planned_on = models.DateField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="homes_one_wave_a_number"),
            models.CheckConstraint(condition=Q(planned_on__lt="2200-01-01"), name="homes_wave_day_is_ce"),
        ]


class Move(models.Model):
    """การย้ายของบ้านหลังหนึ่ง. left_on: the old house was left; home_on: the family lives in the new one, and it counts."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="moves")
    project = models.ForeignKey("homes.Project", on_delete=models.PROTECT, related_name="moves")
    house = models.OneToOneField("homes.SurveyedHouse", on_delete=models.PROTECT, related_name="move")
    from_place = models.CharField(max_length=120)
    to_place = models.CharField(max_length=120)
    left_on = models.DateField(null=True)
    home_on = models.DateField(null=True)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["wave__number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "to_place"], name="homes_one_house_a_plot"),
            models.CheckConstraint(condition=Q(left_on__lt="2200-01-01"), name="homes_left_on_is_ce"),
            models.CheckConstraint(condition=Q(home_on__lt="2200-01-01"), name="homes_home_on_is_ce"),
            models.CheckConstraint(
                condition=Q(home_on__isnull=True) | Q(left_on__isnull=False, home_on__gte=F("left_on")),
                name="homes_left_before_home",
            ),
        ]
