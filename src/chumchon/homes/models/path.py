"""The path of a person without a home. Nobody outside the centre reads these rows; what they count is told in tens."""

import uuid

from django.db import models
from django.db.models import Q


class PathPerson(models.Model):
    """คนไร้บ้านที่ร่วมทาง: an alias that the person chose; the real name rests sealed, or was never given.

    step: where the person stands (a step of the programme), None when they left; home_on: the first day in a home of their own.
    """

    project = models.ForeignKey("homes.Project", on_delete=models.PROTECT, related_name="path_people")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    alias = models.CharField(max_length=60)
    name_sealed = models.BinaryField(null=True)
    step = models.ForeignKey("homes.ProgrammeStep", null=True, on_delete=models.PROTECT, related_name="+")
    met_on = models.DateField()
    home_on = models.DateField(null=True)
    erased_on = models.DateField(null=True)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "alias"], condition=Q(erased_on__isnull=True), name="homes_one_alias_a_centre"
            ),
            models.CheckConstraint(condition=Q(met_on__lt="2200-01-01"), name="homes_met_on_is_ce"),
            models.CheckConstraint(condition=Q(home_on__lt="2200-01-01"), name="homes_path_home_is_ce"),
            models.CheckConstraint(condition=Q(erased_on__lt="2200-01-01"), name="homes_erased_on_is_ce"),
            models.CheckConstraint(
                condition=Q(erased_on__isnull=True) | Q(name_sealed__isnull=True), name="homes_erased_has_no_name"
            ),
        ]


class PathStep(models.Model):
    """A step that a person took; step None: they left. No words of the person stand here, so it stays when they are erased.

    Rows are only ever added."""

    person = models.ForeignKey(PathPerson, on_delete=models.PROTECT, related_name="steps")
    step = models.ForeignKey("homes.ProgrammeStep", null=True, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="homes_path_day_is_ce")]
