"""The nation's figures: what was reported by form, what was summed from books, and the targets. The two never mix."""

from django.db import models
from django.db.models import Q

from chumchon.ledger.rules import short_code

ORIGINS = [("reported", "รายงานตามแบบ"), ("books", "คำนวณจากสมุด")]


class Measure(models.Model):
    """ตัวชี้วัด: one thing that is counted, with its unit. Values are whole numbers; money is in satang."""

    code = models.CharField(max_length=40, primary_key=True)
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    unit_th = models.CharField(max_length=30)
    unit_en = models.CharField(max_length=30)
    subject = models.CharField(max_length=20)
    is_money = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]


class Target(models.Model):
    """เป้าหมาย of a measure by the end of a B.E. year, for an area ("" is the nation)."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="targets")
    area = models.CharField(max_length=6, blank=True)
    year_be = models.PositiveIntegerField()
    value = models.BigIntegerField()
    start_year_be = models.PositiveIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "area", "year_be"], name="one_target_a_year")]


class ReportBatch(models.Model):
    """A set of reported rows as it came: whose figures, of which day, and what in it is real and what made up."""

    code = models.SlugField(max_length=60, unique=True)
    title_th = models.CharField(max_length=200)
    as_of = models.DateField()
    source_th = models.CharField(max_length=300)
    note_th = models.CharField(max_length=500, blank=True)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(as_of__lt="2200-01-01"), name="batch_as_of_is_ce")]


class ReportedRow(models.Model):
    """One reported figure of one body (a fund) or area, as of a day. Area: two, four or six digits, or "" (the nation)."""

    batch = models.ForeignKey(ReportBatch, on_delete=models.CASCADE, related_name="rows")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT)
    body_code = models.CharField(max_length=40, blank=True)
    body_th = models.CharField(max_length=160, blank=True)
    area = models.CharField(max_length=6, blank=True)
    as_of = models.DateField()
    value = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(as_of__lt="2200-01-01"), name="reported_as_of_is_ce")]
        indexes = [models.Index(fields=["measure", "as_of", "area"]), models.Index(fields=["area", "as_of"])]


class Figure(models.Model):
    """A sum made ready for the screens: of one origin, measure, day and area (also "R1" … of a region).

    `bodies` is how many funds or areas reported into it, `places` how many tambons they lie in.
    """

    origin = models.CharField(max_length=8, choices=ORIGINS)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT)
    as_of = models.DateField()
    area = models.CharField(max_length=6, blank=True)
    value = models.BigIntegerField()
    bodies = models.PositiveIntegerField()
    places = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["origin", "measure", "as_of", "area"], name="one_figure_an_area"),
            models.CheckConstraint(condition=Q(as_of__lt="2200-01-01"), name="figure_as_of_is_ce"),
        ]
        indexes = [models.Index(fields=["origin", "area", "as_of"])]


class FundMonth(models.Model):
    """A fund's month summed from its own book: the facts that the nation's screens read. Satang and persons.

    `head_number` and `head_hash` say up to which entry of the book the row was reckoned. recipients: members who were
    helped for the first time in that month, so that the months sum to the people helped so far.
    """

    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="months")
    area = models.CharField(max_length=6)
    month = models.DateField()
    members = models.PositiveIntegerField()
    joined = models.PositiveIntegerField()
    gone = models.PositiveIntegerField()
    contributions_satang = models.BigIntegerField()
    match_satang = models.BigIntegerField()
    benefits_satang = models.BigIntegerField()
    recipients = models.PositiveIntegerField()
    money_satang = models.BigIntegerField()
    head_number = models.BigIntegerField()
    head_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "month"], name="one_row_a_fund_month"),
            models.CheckConstraint(condition=Q(month__lt="2200-01-01"), name="fund_month_is_ce"),
        ]
        indexes = [models.Index(fields=["month", "area"])]

    @property
    def code(self) -> str:
        """The head of the chain as people read it out."""
        return short_code(self.head_hash)


class Network(models.Model):
    """เครือข่ายกองทุน of a province or a region: an organisation of its own whose members are funds, with its chair.

    area: two digits of a province, or "R1" of a region. Changes of the chair are new rows of the audit trail.
    """

    organisation = models.OneToOneField("access.Organisation", on_delete=models.PROTECT, related_name="network")
    area = models.CharField(max_length=2)
    chair_th = models.CharField(max_length=160, blank=True)
    chair_from = models.DateField(null=True, blank=True)
    chair_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(chair_from__lt="2200-01-01"), name="network_chair_from_is_ce"),
            models.CheckConstraint(condition=Q(chair_until__lt="2200-01-01"), name="network_chair_until_is_ce"),
        ]


class NetworkMember(models.Model):
    """A fund in a network, from a day until another (inclusive)."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="members")
    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="networks")
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "organisation"], condition=Q(until_day__isnull=True), name="once_in_a_network"
            ),
            models.CheckConstraint(condition=Q(from_day__lt="2200-01-01"), name="network_from_is_ce"),
            models.CheckConstraint(
                condition=Q(until_day__isnull=True)
                | Q(until_day__gte=models.F("from_day"), until_day__lt="2200-01-01"),
                name="network_until_is_ce",
            ),
        ]


class TambonYear(models.Model):
    """The named counts of a tambon in a B.E. fiscal year, as the records said when they were read; zeros are left out.

    counts is JSON as text: {"councils": 1, …}, so that a hundred thousand rows are written and read at once.
    """

    area = models.CharField(max_length=6)
    year_be = models.PositiveIntegerField()
    counts = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "year_be"], name="one_tambon_year")]


class Strength(models.Model):
    """A tambon's scores of a B.E. fiscal year in thousandths, by the weights in force: the whole, and the pillars in order.

    band: place in the catalogue's bands, 0 the best; -1 where no record speaks of the tambon.
    """

    area = models.CharField(max_length=6)
    year_be = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    pillar_1 = models.PositiveIntegerField()
    pillar_2 = models.PositiveIntegerField()
    pillar_3 = models.PositiveIntegerField()
    pillar_4 = models.PositiveIntegerField()
    band = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year_be", "area"], name="one_strength_a_tambon_year")]
        indexes = [models.Index(fields=["area"])]

    @property
    def pillars(self) -> tuple[int, int, int, int]:
        """The four, in the catalogue's order."""
        return (self.pillar_1, self.pillar_2, self.pillar_3, self.pillar_4)


class IndicatorWeight(models.Model):
    """What an indicator weighs from a moment on, by whom and why. The newest counts; rows are only ever added."""

    code = models.CharField(max_length=40)
    weight = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300)
    actor = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["code", "-id"])]
