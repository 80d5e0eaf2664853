"""Reads of a fund itself: seats, bank accounts, prices in force on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from ..models import BankAccount, CommitteeSeat, Fund, PlanChange
from ..models.fund import POSITIONS

_ORDER = {key: i for i, (key, _) in enumerate(POSITIONS)}


@dataclass(frozen=True)
class Seats:
    """The committee on a day: seats in force in the order of the list, then the ones that ended, newest first."""

    now: list[CommitteeSeat]
    ended: list[CommitteeSeat]

    @property
    def experts(self) -> int:
        """Experts in force; they are counted apart [f]."""
        return sum(s.is_expert for s in self.now)


def funds_of(area_code: str) -> QuerySet[Fund]:
    """Open funds of a tambon, by name."""
    rows = Fund.objects.filter(organisation__subdistrict=area_code, organisation__closed_on=None)
    return rows.select_related("organisation").order_by("organisation__name_th")


def seats_of(fund: Fund, day: date) -> Seats:
    """The committee as it stands on a day; a seat that begins later stands with those in force."""
    rows = list(fund.seats.select_related("user").order_by("id"))
    ended = [s for s in rows if s.until_day is not None and s.until_day < day]
    now = sorted((s for s in rows if s not in ended), key=lambda s: (_ORDER[s.position], s.id))
    return Seats(now, sorted(ended, key=lambda s: (s.until_day or day, s.id), reverse=True))


def bank_accounts(fund: Fund) -> QuerySet[BankAccount]:
    """The fund's open bank accounts by their code in the ledger."""
    return fund.bank_accounts.filter(closed_on__isnull=True).select_related("account").order_by("account__code")


def plan_changes(fund: Fund) -> QuerySet[PlanChange]:
    """Every price the fund had or will have, newest first."""
    return fund.plan_changes.select_related("actor").order_by("-from_day", "-id")
