"""Community organisations and their registration (จดแจ้ง): who founded them, what they hold, year by year."""

import uuid

from django.db import models
from django.db.models import Q

STATES = [("waiting", "รอผู้ใหญ่บ้านหรือสภายืนยัน"), ("returned", "ส่งคืนให้แก้"), ("registered", "จดแจ้งแล้ว"), ("ended", "เลิกแล้ว")]


class GroupSeries(models.Model):
    """The next number of a tambon and B.E. year; locked while a number is taken, so that none is left out."""

    subdistrict = models.ForeignKey("areas.Subdistrict", on_delete=models.PROTECT, related_name="+")
    year_be = models.PositiveIntegerField()
    next_number = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subdistrict", "year_be"], name="one_series_a_tambon_and_year")]


class Group(models.Model):
    """องค์กรชุมชน in the register of a council. It gets its number when it is confirmed by somebody else than who entered it.

    name_key is the folded name (rules.names) that finds near-duplicates. The figures are the newest of GroupYear: money in
    satang, land and forest in square wa (400 to a rai). organisation: where it keeps a book of its own (a welfare fund does).
    """

    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, related_name="groups")
    subdistrict = models.ForeignKey("areas.Subdistrict", on_delete=models.PROTECT, related_name="groups")
    village = models.ForeignKey("areas.Village", null=True, blank=True, on_delete=models.PROTECT, related_name="groups")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name_th = models.CharField(max_length=160)
    name_key = models.CharField(max_length=160)
    kind = models.ForeignKey("councils.GroupKind", on_delete=models.PROTECT, related_name="groups")
    purpose = models.CharField(max_length=600)
    founded_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=STATES, default="waiting")
    answer = models.CharField(max_length=300, blank=True)
    year_be = models.PositiveIntegerField(null=True, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    entered_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    confirmed_by = models.ForeignKey("access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)
    public_code = models.CharField(max_length=26, unique=True)
    organisation = models.OneToOneField(
        "access.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="group"
    )
    member_count = models.PositiveIntegerField(default=0)
    money_satang = models.BigIntegerField(default=0)
    land_wah = models.PositiveBigIntegerField(default=0)
    forest_wah = models.PositiveBigIntegerField(default=0)
    confirmed_year_be = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subdistrict", "year_be", "number"], name="one_group_a_number"),
            models.CheckConstraint(condition=Q(founded_on__lt="2200-01-01"), name="group_founded_is_ce"),
            models.CheckConstraint(
                condition=~Q(state="registered") | Q(number__isnull=False, confirmed_by__isnull=False),
                name="registered_group_has_a_number",
            ),
        ]
        indexes = [models.Index(fields=["council", "state"]), models.Index(fields=["subdistrict", "name_key"])]

    @property
    def label(self) -> str:
        """7/2569, as on the certificate; nothing before it was confirmed."""
        return f"{self.number}/{self.year_be}" if self.number else ""


class Founder(models.Model):
    """A founder as on the form. Private: no public page shows a founder."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="founders")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160)
    duty = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["position"]


class GroupPaper(models.Model):
    """Evidence of a registration: a sealed file under CHUMCHON_DATA/councils (paper.vault)."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="papers")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    label = models.CharField(max_length=120)
    file_name = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    mime = models.CharField(max_length=20)
    pages = models.PositiveSmallIntegerField(default=1)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class GroupYear(models.Model):
    """What a group said of itself for a B.E. year: the yearly confirmation and its capital. Rows are only ever added; the last of a year counts."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="years")
    year_be = models.PositiveIntegerField()
    member_count = models.PositiveIntegerField()
    money_satang = models.BigIntegerField()
    land_wah = models.PositiveBigIntegerField()
    forest_wah = models.PositiveBigIntegerField()
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(money_satang__gte=0), name="group_money_not_below_zero")]
