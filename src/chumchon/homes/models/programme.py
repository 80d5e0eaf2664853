"""Housing programmes as data: steps, ceilings, targets, terms. An operator edits rows; each says where it is from."""

from django.db import models
from django.db.models import Q

from ..rules.programmes import CEILING_KINDS, LEVELS, UNITS, WAYS, source_th


class Sourced(models.Model):
    """A row that says where it is from."""

    class Meta:
        abstract = True

    @property
    def source_th(self) -> str:
        """The source, in Thai."""
        return source_th(str(getattr(self, "source", "")))


class Programme(Sourced):
    """โครงการที่อยู่อาศัย. way: which of the house's ways it goes; measure: under which figure of the nation it counts."""

    code = models.SlugField(max_length=30, unique=True)
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    way = models.CharField(max_length=8, choices=list(WAYS.items()))
    unit = models.CharField(max_length=10, choices=list(UNITS.items()))
    place_unit = models.CharField(max_length=10, choices=list(UNITS.items()))
    measure = models.CharField(max_length=30)
    position = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["position"]


class ProgrammeStep(models.Model):
    """ขั้นตอน of a programme. decides: the highest level that must say yes; is_result: at its end a unit counts as done."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    name_th = models.CharField(max_length=120)
    decides = models.CharField(max_length=10, choices=list(LEVELS.items()))
    documents = models.JSONField(default=list)
    is_result = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="homes_one_step_a_number"),
            models.UniqueConstraint(fields=["programme", "code"], name="homes_one_step_a_code"),
        ]


class Ceiling(Sourced):
    """เพดานต่อหน่วย, from a B.E. fiscal year on until a later row of the same kind."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="ceilings")
    year_be = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=24, choices=list(CEILING_KINDS.items()))
    satang = models.BigIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["kind", "year_be"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "kind", "year_be"], name="homes_one_ceiling_a_year"),
            models.CheckConstraint(condition=Q(satang__gte=0), name="homes_ceiling_not_below_zero"),
            models.CheckConstraint(condition=Q(year_be__gte=2540, year_be__lte=2700), name="homes_ceiling_year_is_be"),
        ]


class ProgrammeTarget(Sourced):
    """เป้าหมาย in units until a B.E. year, of an area (code prefix, "" the nation)."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="targets")
    year_be = models.PositiveSmallIntegerField()
    area_prefix = models.CharField(max_length=6, blank=True)
    units = models.PositiveIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["year_be", "area_prefix"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year_be", "area_prefix"], name="homes_one_target_a_year_and_area"
            ),
            models.CheckConstraint(condition=Q(year_be__gte=2540, year_be__lte=2700), name="homes_target_year_is_be"),
        ]


class ProgrammeTerm(Sourced):
    """A number that the programme's rules use (rules.programmes.TERMS): savings wanted, rates, limits."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="terms")
    key = models.CharField(max_length=30)
    value = models.BigIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["programme", "key"], name="homes_one_term_a_key")]
