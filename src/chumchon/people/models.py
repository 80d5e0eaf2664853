"""Persons and their households. A full citizen id never stands in a column in the clear."""

import uuid

from django.db import models

from .derived import HouseKeyField, PersonTextField


class Household(models.Model):
    """ครัวเรือน: a house number in a village."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    village = models.ForeignKey("areas.Village", on_delete=models.PROTECT, related_name="households")
    house_no = models.CharField(max_length=30)
    house_key = HouseKeyField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["village", "house_no"], name="one_household_a_house")]


class Person(models.Model):
    """A person as the community knows them. birth_precision says whether the day, only the year, or nothing is known."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    prefix = models.CharField(max_length=40, blank=True)
    first_name = models.CharField(max_length=80)
    surname = models.CharField(max_length=80, blank=True)
    sort_key = models.CharField(max_length=200, db_index=True)
    search_text = PersonTextField(max_length=190)
    birth_day = models.DateField(null=True, blank=True)
    birth_precision = models.CharField(
        max_length=4, default="none", choices=[("day", "วัน"), ("year", "ปี"), ("none", "ไม่ทราบ")]
    )
    citizen_cipher = models.BinaryField(null=True, blank=True)
    citizen_index = models.CharField(max_length=64, null=True, blank=True, db_index=True)  # noqa: DJ001 - null is "not given"
    citizen_masked = models.CharField(max_length=20, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    household = models.ForeignKey(Household, null=True, blank=True, on_delete=models.PROTECT, related_name="persons")
    died_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(birth_day__lt="2200-01-01"), name="birth_day_is_ce"),
            models.CheckConstraint(condition=models.Q(died_on__lt="2200-01-01"), name="died_on_is_ce"),
        ]

    @property
    def name(self) -> str:
        """นางสมศรี ตั้งใจดี: the prefix stands against the first name."""
        gap = " " if self.prefix and not self.prefix.startswith(("นาย", "นาง", "ด.", "เด็ก", "น.ส.")) else ""
        return f"{self.prefix}{gap}{self.first_name} {self.surname}".strip()
