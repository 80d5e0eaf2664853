"""What the community's own survey found, house by house. The household is people's: one, whoever else writes of it."""

import uuid

from django.db import models
from django.db.models import Q

from ..rules.projects import TENURES
from ..rules.survey import CONDITIONS


class SurveyedHouse(models.Model):
    """บ้านที่สำรวจ: one household's house in one project. uid is the entry's id from the phone; sent twice it is one."""

    project = models.ForeignKey("homes.Project", on_delete=models.PROTECT, related_name="houses")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey("people.Household", on_delete=models.PROTECT, related_name="surveys")
    head = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    people = models.PositiveSmallIntegerField()
    children = models.PositiveSmallIntegerField(default=0)
    elderly = models.PositiveSmallIntegerField(default=0)
    disabled = models.PositiveSmallIntegerField(default=0)
    bedridden = models.PositiveSmallIntegerField(default=0)
    income_satang = models.BigIntegerField(default=0)
    saving_satang = models.BigIntegerField(default=0)
    tenure = models.CharField(max_length=14, choices=list(TENURES.items()))
    condition = models.CharField(max_length=8, choices=list(CONDITIONS.items()))
    needs = models.JSONField(default=list)
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    content_hash = models.CharField(max_length=64)
    surveyed_on = models.DateField()
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "household"], name="homes_one_survey_a_household"),
            models.CheckConstraint(condition=Q(surveyed_on__lt="2200-01-01"), name="homes_surveyed_on_is_ce"),
            models.CheckConstraint(
                condition=Q(income_satang__gte=0, saving_satang__gte=0, people__gte=1),
                name="homes_survey_not_below_zero",
            ),
        ]
