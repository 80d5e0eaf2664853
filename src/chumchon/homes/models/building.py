"""Building: the plan of days, each house's stage until another person accepted it, the store of materials."""

import uuid

from django.db import models
from django.db.models import F, Q

from ..rules.building import STAGES


class BuildPlan(models.Model):
    """แผนวันก่อสร้าง of a project. The first is the plan, the newest holds. Rows are only ever added."""

    project = models.ForeignKey("homes.Project", on_delete=models.PROTECT, related_name="build_plans")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="homes_one_build_plan_a_number"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on"), ends_on__lt="2200-01-01"), name="homes_build_plan_days"
            ),
        ]


class HouseBuild(models.Model):
    """บ้านที่กำลังสร้าง: its stage (HouseStage says how it got there). Accepted by another person, with its picture, it counts.

    accepted_year_be: the calendar's B.E. year of accepted_on, so that a nation is summed without reckoning.
    """

    project = models.ForeignKey("homes.Project", on_delete=models.PROTECT, related_name="builds")
    house = models.OneToOneField("homes.SurveyedHouse", on_delete=models.PROTECT, related_name="build")
    stage = models.CharField(max_length=8, choices=list(STAGES.items()), default="waiting")
    photo = models.OneToOneField("homes.Document", null=True, on_delete=models.PROTECT, related_name="house_done")
    said_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    accepted_on = models.DateField(null=True)
    accepted_year_be = models.PositiveSmallIntegerField(null=True)
    accepted_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(accepted_on__lt="2200-01-01"), name="homes_accepted_on_is_ce"),
            models.CheckConstraint(
                condition=~Q(stage="accepted")
                | Q(photo__isnull=False, accepted_on__isnull=False, accepted_by__isnull=False, said_by__isnull=False),
                name="homes_accepted_with_proof",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True) | ~Q(accepted_by=F("said_by")), name="homes_another_accepts"
            ),
        ]
        indexes = [models.Index(fields=["stage", "project", "accepted_year_be"])]


class HouseStage(models.Model):
    """A stage that a house reached, or went back to. Rows are only ever added."""

    build = models.ForeignKey(HouseBuild, on_delete=models.PROTECT, related_name="stages")
    stage = models.CharField(max_length=8, choices=list(STAGES.items()))
    day = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="homes_stage_day_is_ce")]


class Material(models.Model):
    """วัสดุ of a project's store, in its unit."""

    project = models.ForeignKey("homes.Project", on_delete=models.PROTECT, related_name="materials")
    name_th = models.CharField(max_length=120)
    unit_th = models.CharField(max_length=30)

    class Meta:
        ordering = ["name_th", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "name_th"], name="homes_one_material_a_name")]


class MaterialMove(models.Model):
    """ของเข้า (above zero) or out (below), in thousandths of the unit. Rows are only ever added."""

    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="moves")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    milli = models.BigIntegerField()
    day = models.DateField()
    house = models.ForeignKey("homes.SurveyedHouse", null=True, on_delete=models.PROTECT, related_name="materials")
    purchase = models.ForeignKey("homes.Purchase", null=True, on_delete=models.PROTECT, related_name="materials")
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(milli=0), name="homes_material_move_is_not_zero"),
            models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="homes_material_day_is_ce"),
        ]
