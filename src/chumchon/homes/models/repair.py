"""Repair of single houses: how many a tambon may repair in a year, and the list with its photographs and money."""

from django.db import models
from django.db.models import F, Q

from ..rules.repairs import OPEN, STATES
from .programme import Sourced


class RepairQuota(Sourced):
    """โควตาซ่อมบ้าน of a tambon in a B.E. fiscal year: so many houses, from which paper."""

    programme = models.ForeignKey("homes.Programme", on_delete=models.PROTECT, related_name="quotas")
    subdistrict = models.ForeignKey("areas.Subdistrict", on_delete=models.PROTECT, related_name="+")
    year_be = models.PositiveSmallIntegerField()
    houses = models.PositiveIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["-year_be", "subdistrict_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "subdistrict", "year_be"], name="homes_one_quota_a_tambon_and_year"
            ),
            models.CheckConstraint(condition=Q(year_be__gte=2540, year_be__lte=2700), name="homes_quota_year_is_be"),
        ]


class RepairHouse(models.Model):
    """บ้านที่ขอซ่อม: proposed with its need, chosen by a meeting, paid, finished when another person inspected it.

    satang is what the house gets, within the ceiling of year_be (B.E. fiscal year of the meeting); rank its place on the list.
    """

    project = models.ForeignKey("homes.Project", on_delete=models.PROTECT, related_name="repairs")
    house = models.ForeignKey("homes.SurveyedHouse", on_delete=models.PROTECT, related_name="repairs")
    household = models.ForeignKey("people.Household", on_delete=models.PROTECT, related_name="repairs")
    state = models.CharField(max_length=8, choices=list(STATES.items()), default="proposed")
    needs = models.JSONField(default=list)
    why = models.CharField(max_length=300)
    asked_satang = models.BigIntegerField()
    rank = models.PositiveSmallIntegerField(null=True)
    meeting = models.ForeignKey("homes.Meeting", null=True, on_delete=models.PROTECT, related_name="repairs")
    year_be = models.PositiveSmallIntegerField(null=True)
    satang = models.BigIntegerField(null=True)
    before = models.OneToOneField("homes.Document", null=True, on_delete=models.PROTECT, related_name="repair_before")
    after = models.OneToOneField("homes.Document", null=True, on_delete=models.PROTECT, related_name="repair_after")
    entry = models.OneToOneField("ledger.Entry", null=True, on_delete=models.PROTECT, related_name="repair")
    labour_days = models.PositiveIntegerField(default=0)
    finished_on = models.DateField(null=True)
    finished_year_be = models.PositiveSmallIntegerField(null=True)
    inspector = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    dropped_why = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["rank", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(state__in=OPEN), name="homes_one_repair_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["project", "year_be", "rank"], condition=~Q(state="dropped"), name="homes_one_repair_a_rank"
            ),
            models.CheckConstraint(condition=Q(asked_satang__gt=0), name="homes_repair_asks_above_zero"),
            models.CheckConstraint(condition=Q(satang__isnull=True) | Q(satang__gt=0), name="homes_repair_above_zero"),
            models.CheckConstraint(condition=Q(finished_on__lt="2200-01-01"), name="homes_repair_end_is_ce"),
            models.CheckConstraint(
                condition=~Q(state="finished")
                | Q(before__isnull=False, after__isnull=False, entry__isnull=False, finished_on__isnull=False),
                name="homes_repair_ends_with_proof",
            ),
            models.CheckConstraint(
                condition=Q(inspector__isnull=True) | ~Q(inspector=F("by")), name="homes_proposer_does_not_inspect"
            ),
        ]
        indexes = [models.Index(fields=["state", "project", "finished_year_be"])]  # the nation's sums read it alone
