"""Reads of leases: the one in force, its rents, what was paid, where it stands."""

from datetime import date

from django.db.models import Max

from ..models import Lease, Project
from ..rules.leases import LeaseStanding, Rent, rents, standing


def in_force(project: Project) -> Lease | None:
    """The lease that has not ended before its day."""
    return Lease.objects.filter(project=project, ended_on=None).select_related("by").first()


def ended(project: Project) -> list[Lease]:
    """Leases that ended before their day, newest first."""
    return list(Lease.objects.filter(project=project, ended_on__isnull=False).order_by("-ended_on"))


def rents_of(lease: Lease) -> list[Rent]:
    """Every instalment of the rent."""
    return rents(lease.from_day, lease.years, lease.rent_satang, lease.months_between, lease.rise_bp, lease.rise_years)


def last_paid(lease: Lease) -> int:
    """The number of the last instalment that was paid; 0 none."""
    return lease.payments.aggregate(m=Max("number"))["m"] or 0


def standing_of(lease: Lease, day: date) -> LeaseStanding:
    """Where the lease stands on a day."""
    return standing(rents_of(lease), range(1, last_paid(lease) + 1), lease.until_day, day)
