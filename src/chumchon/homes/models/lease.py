"""The land's lease: from whom, from when until when, the rent as it falls due, and what was paid of it."""

import uuid

from django.db import models
from django.db.models import F, Q

from ..rules.leases import LESSORS, PERIODS


class Lease(models.Model):
    """สัญญาเช่าที่ดิน. rent_satang every months_between months; every rise_years years it rises by rise_bp (1500 is 15 %)."""

    project = models.ForeignKey("homes.Project", on_delete=models.PROTECT, related_name="leases")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    lessor = models.CharField(max_length=14, choices=list(LESSORS.items()))
    lessor_name = models.CharField(max_length=160)
    contract_no = models.CharField(max_length=60)
    from_day = models.DateField()
    until_day = models.DateField()
    years = models.PositiveSmallIntegerField()
    rent_satang = models.BigIntegerField()
    months_between = models.PositiveSmallIntegerField(choices=list(PERIODS.items()))
    rise_bp = models.PositiveSmallIntegerField(default=0)
    rise_years = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(ended_on__isnull=True), name="homes_one_lease_in_force"
            ),
            models.CheckConstraint(condition=Q(rent_satang__gt=0), name="homes_rent_above_zero"),
            models.CheckConstraint(condition=Q(until_day__gt=F("from_day")), name="homes_lease_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(from_day__lt="2200-01-01", until_day__lt="2200-01-01"), name="homes_lease_days_are_ce"
            ),
            models.CheckConstraint(condition=Q(ended_on__lt="2200-01-01"), name="homes_lease_end_is_ce"),
        ]


class LeasePayment(models.Model):
    """A rent instalment that was paid whole, from the project's book. Rows are only ever added."""

    lease = models.ForeignKey(Lease, on_delete=models.PROTECT, related_name="payments")
    number = models.PositiveSmallIntegerField()
    due = models.DateField()
    day = models.DateField()
    satang = models.BigIntegerField()
    entry = models.OneToOneField("ledger.Entry", on_delete=models.PROTECT, related_name="rent")
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["lease", "number"], name="homes_one_rent_a_number"),
            models.CheckConstraint(condition=Q(satang__gt=0), name="homes_rent_paid_above_zero"),
            models.CheckConstraint(
                condition=Q(due__lt="2200-01-01", day__lt="2200-01-01"), name="homes_rent_days_are_ce"
            ),
        ]
