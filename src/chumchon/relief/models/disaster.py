"""ภัยพิบัติ: what happened, where and when, and the things that people need, as data."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q

from ..words import DISASTER_STATES, DISASTERS, ITEM_KINDS


class Disaster(models.Model):
    """A flood, fire, storm or epidemic over an area. `host` coordinates: it lays out who gets what. Days are C.E., both included.

    Every write about a disaster locks its row first (actions/common.locked): needs, pledges and loads move together.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=list(DISASTERS.items()))
    name_th = models.CharField(max_length=120)
    host = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="disasters")
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=6, choices=list(DISASTER_STATES.items()), default="open")
    opened_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-from_day", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(from_day__lt="2200-01-01"), name="disaster_from_is_ce"),
            models.CheckConstraint(
                condition=Q(until_day__isnull=True) | Q(until_day__gte=F("from_day"), until_day__lt="2200-01-01"),
                name="disaster_until_is_ce",
            ),
            models.CheckConstraint(condition=Q(closed_on__lt="2200-01-01"), name="disaster_closed_is_ce"),
        ]

    @property
    def is_open(self) -> bool:
        """May needs and pledges still come?"""
        return self.state == "open"

    def last_day(self, today: date) -> date:
        """The last day of the disaster that is known."""
        return min(self.until_day or today, today)


class DisasterArea(models.Model):
    """A beginning of area codes that the disaster covers: province (2 digits), district (4), tambon (6) or village (8)."""

    disaster = models.ForeignKey(Disaster, on_delete=models.PROTECT, related_name="areas")
    code = models.CharField(max_length=8)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["disaster", "code"], name="one_area_a_disaster")]


class Item(models.Model):
    """A thing that is needed and given, with its unit: rice in kg, labour in person-days, money in satang. Rows are data."""

    code = models.SlugField(max_length=20, primary_key=True)
    position = models.PositiveSmallIntegerField()
    name_th = models.CharField(max_length=60)
    unit_th = models.CharField(max_length=20)
    kind = models.CharField(max_length=6, choices=list(ITEM_KINDS.items()))
    most_a_house = models.PositiveIntegerField(help_text="above it a number is a typing error")
    source = models.CharField(max_length=120)
    is_used = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name_th

    @property
    def is_money(self) -> bool:
        """Its quantities are satang, and it goes through the books."""
        return self.kind == "money"

    @property
    def has_stock(self) -> bool:
        """Does it lie in a store and can be counted?"""
        return self.kind == "goods"
