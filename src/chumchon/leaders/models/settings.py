"""Courses, skills and honours as data with their source: headquarters adds to them on a screen."""

from django.db import models
from django.db.models import Q


class Skill(models.Model):
    """ทักษะ that a tambon needs somebody for. least: how many people a tambon should have, unless it says otherwise itself."""

    code = models.SlugField(max_length=20, primary_key=True)
    position = models.PositiveSmallIntegerField()
    name_th = models.CharField(max_length=80)
    why_th = models.CharField(max_length=200)
    least = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=160)
    is_on = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name_th


class SkillNeed(models.Model):
    """What a tambon itself says it needs of a skill: the newest row of a skill counts. Rows are only ever added."""

    subdistrict = models.ForeignKey("areas.Subdistrict", on_delete=models.PROTECT, related_name="+")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="needs")
    least = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subdistrict", "skill"])]


class Course(models.Model):
    """หลักสูตร. minutes: how long it should take; least_percent of the training's minutes gives the certificate and the skill."""

    code = models.SlugField(max_length=20, primary_key=True)
    position = models.PositiveSmallIntegerField()
    name_th = models.CharField(max_length=120)
    about_th = models.CharField(max_length=400)
    minutes = models.PositiveIntegerField()
    least_percent = models.PositiveSmallIntegerField(default=80)
    skill = models.ForeignKey(Skill, null=True, blank=True, on_delete=models.PROTECT, related_name="courses")
    source = models.CharField(max_length=160)
    is_on = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gt=0, least_percent__gt=0, least_percent__lte=100),
                name="course_share_is_a_percent",
            )
        ]

    def __str__(self) -> str:
        return self.name_th


class HonourKind(models.Model):
    """เกียรติคุณ: คนดี ศรี พอช. and others; who gives it."""

    code = models.SlugField(max_length=20, primary_key=True)
    position = models.PositiveSmallIntegerField()
    name_th = models.CharField(max_length=120)
    giver_th = models.CharField(max_length=160)
    source = models.CharField(max_length=160)
    is_on = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name_th
