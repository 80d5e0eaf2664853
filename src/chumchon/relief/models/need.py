"""ความต้องการ: what volunteers listed house by house, what was said of a list, and what a house lacks by now."""

import uuid

from django.db import models
from django.db.models import F, Q

from ..words import LIST_WORDS


class Point(models.Model):
    """จุดรับของ: a shelter, a temple, a hall, or a fund that receives money. area_code has 6 or 8 digits."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    disaster = models.ForeignKey("relief.Disaster", on_delete=models.PROTECT, related_name="points")
    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="relief_points")
    name_th = models.CharField(max_length=120)
    area_code = models.CharField(max_length=8)
    is_account = models.BooleanField(default=False)  # the organisation itself, where money is received
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["area_code", "name_th"]
        constraints = [
            models.UniqueConstraint(fields=["disaster", "organisation", "name_th"], name="one_point_a_name"),
            models.UniqueConstraint(
                fields=["disaster", "organisation"], condition=Q(is_account=True), name="one_account_point"
            ),
        ]


class HouseList(models.Model):
    """What one volunteer listed at one house or point at one moment. Rows are only ever added; ListWord says what became of it.

    `at` is the moment of the touch on the phone, `kept_at` when it reached us. content_hash: an id sent twice must say the same.
    """

    uid = models.UUIDField(unique=True)
    disaster = models.ForeignKey("relief.Disaster", on_delete=models.PROTECT, related_name="lists")
    household = models.ForeignKey("people.Household", null=True, on_delete=models.PROTECT, related_name="relief_lists")
    point = models.ForeignKey(Point, null=True, on_delete=models.PROTECT, related_name="lists")
    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="relief_lists")
    people = models.PositiveSmallIntegerField()
    damage_satang = models.BigIntegerField(default=0)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    device = models.CharField(max_length=60, blank=True)
    content_hash = models.CharField(max_length=64)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(household__isnull=False, point__isnull=True)
                | Q(household__isnull=True, point__isnull=False),
                name="list_has_one_place",
            ),
            models.CheckConstraint(condition=Q(damage_satang__gte=0), name="damage_not_below_zero"),
        ]


class HouseLine(models.Model):
    """One thing of a list, in the item's unit. Rows are only ever added."""

    house_list = models.ForeignKey(HouseList, on_delete=models.PROTECT, related_name="lines")
    item = models.ForeignKey("relief.Item", on_delete=models.PROTECT, related_name="+")
    asked = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["house_list", "item"], name="one_line_an_item"),
            models.CheckConstraint(condition=Q(asked__gt=0), name="asked_above_zero"),
        ]


class ListWord(models.Model):
    """What a list counts as, from when it was kept to a person's decision; the newest holds. Rows are only ever added."""

    house_list = models.ForeignKey(HouseList, on_delete=models.PROTECT, related_name="words")
    word = models.CharField(max_length=8, choices=list(LIST_WORDS.items()))
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class Need(models.Model):
    """What a house or point lacks of one item, summed over the lists that count. delivered ≤ allotted always (a constraint)."""

    disaster = models.ForeignKey("relief.Disaster", on_delete=models.PROTECT, related_name="needs")
    household = models.ForeignKey("people.Household", null=True, on_delete=models.PROTECT, related_name="relief_needs")
    point = models.ForeignKey(Point, null=True, on_delete=models.PROTECT, related_name="needs")
    item = models.ForeignKey("relief.Item", on_delete=models.PROTECT, related_name="needs")
    area_code = models.CharField(max_length=8)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    asked = models.PositiveBigIntegerField(default=0)
    allotted = models.PositiveBigIntegerField(default=0)
    delivered = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["area_code", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["disaster", "household", "item"], condition=Q(household__isnull=False), name="one_need_a_house"
            ),
            models.UniqueConstraint(
                fields=["disaster", "point", "item"], condition=Q(point__isnull=False), name="one_need_a_point"
            ),
            models.CheckConstraint(
                condition=Q(household__isnull=False, point__isnull=True)
                | Q(household__isnull=True, point__isnull=False),
                name="need_has_one_place",
            ),
            models.CheckConstraint(condition=Q(delivered__lte=F("allotted")), name="need_delivered_was_allotted"),
        ]
        indexes = [models.Index(fields=["disaster", "area_code"])]

    @property
    def missing(self) -> int:
        """Still missing, never below nothing."""
        return max(self.asked - self.delivered, 0)

    @property
    def state(self) -> str:
        """done, way (everything missing is promised) or missing."""
        if not self.missing:
            return "done"
        return "way" if self.allotted >= self.asked else "missing"
