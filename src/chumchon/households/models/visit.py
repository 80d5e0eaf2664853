"""Visits to a house, the family's plans, and help that reached it. What was said rests sealed by the key "household"."""

import uuid

from django.db import models
from django.db.models import Q

from ..rules.referrals import SOURCES

VISIT_STATES = [("counted", "นับ"), ("double", "รอตัดสิน"), ("set_aside", "ไม่นับ")]


class Visit(models.Model):
    """การเยี่ยมบ้าน: uid is the entry's id from the phone, said_at the moment it was saved there, arrived_at when it came here.

    questions: the version that was asked. digest is keyed, since few answers could be tried out. A visit by another within
    a few days is "double" until a person says which counts.
    """

    passbook = models.ForeignKey("households.Passbook", on_delete=models.CASCADE, related_name="visits")
    uid = models.UUIDField(unique=True, editable=False)
    questions = models.CharField(max_length=20)
    visited_on = models.DateField()
    said_at = models.DateTimeField()
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    device = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=9, choices=VISIT_STATES, default="counted")
    sealed = models.BinaryField()
    digest = models.CharField(max_length=64)
    arrived_at = models.DateTimeField()

    class Meta:
        ordering = ["visited_on", "said_at", "id"]
        constraints = [models.CheckConstraint(condition=Q(visited_on__lt="2200-01-01"), name="visited_on_is_ce")]
        indexes = [models.Index(fields=["passbook", "state"])]


class FamilyPlan(models.Model):
    """แผนของครอบครัว: its own aims (at most three), what is done for each and who goes along. A change is a further number."""

    passbook = models.ForeignKey("households.Passbook", on_delete=models.CASCADE, related_name="plans")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    made_on = models.DateField()
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["passbook", "number"], name="one_plan_a_number"),
            models.CheckConstraint(condition=Q(made_on__lt="2200-01-01"), name="plan_made_is_ce"),
        ]


class HouseholdHelp(models.Model):
    """ความช่วยเหลือที่ถึงบ้าน, written down by hand; what the fund paid and homes did is read from their own records."""

    passbook = models.ForeignKey("households.Passbook", on_delete=models.CASCADE, related_name="helps")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    day = models.DateField()
    source = models.CharField(max_length=10, choices=list(SOURCES.items()))
    satang = models.BigIntegerField(default=0)
    sealed = models.BinaryField()
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="household_help_day_is_ce"),
            models.CheckConstraint(condition=Q(satang__gte=0), name="household_help_not_below_zero"),
        ]
