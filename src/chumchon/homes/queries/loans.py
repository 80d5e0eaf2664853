"""Reads of loans: the schedule that holds, what is paid on it, how a loan stands, what a group lent and owes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from ..models import Loan, LoanPayment, LoanSchedule, SavingsGroup
from ..rules.loan_columns import standings
from ..rules.loan_payments import Standing, standing
from ..rules.loans import Row, Terms, from_json, schedule

PARTS = ("insurance_satang", "interest_satang", "margin_satang", "principal_satang")


@dataclass(frozen=True)
class Current:
    """The newest version of a loan's schedule with what is paid on it, satang."""

    version: LoanSchedule
    terms: Terms
    rows: list[Row]
    paid: int

    def standing(self, day: date) -> Standing:
        """How the loan stands on a day."""
        return standing(self.rows, self.paid, day)


def paid_on(version: LoanSchedule) -> int:
    """Satang that were paid on this version, what was undone taken off."""
    sums = LoanPayment.objects.filter(schedule=version).aggregate(*(Sum(n) for n in PARTS))
    return sum(total or 0 for total in sums.values())


def current(loan: Loan) -> Current:
    """What holds now. Errors: LoanSchedule.DoesNotExist (nothing was lent yet)."""
    version = LoanSchedule.objects.filter(loan=loan).latest("version")
    terms = from_json(version.terms)
    return Current(version, terms, schedule(terms), paid_on(version))


def loans_of(group: SavingsGroup) -> QuerySet[Loan]:
    """All loans of the group, with whose."""
    return group.loans.select_related("saver__person", "maker", "checker").order_by("number")


def loan_of(group: SavingsGroup, loan_id: int) -> Loan | None:
    """One loan of this group."""
    return loans_of(group).filter(pk=loan_id).first()


def payments_of(loan: Loan) -> QuerySet[LoanPayment]:
    """Repayments, oldest first, with their receipts."""
    return loan.payments.select_related("receipt", "entry", "by", "reversed_by").order_by("id")


def last_day(loan: Loan) -> date | None:
    """The day of the newest repayment that stands."""
    return loan.payments.filter(reverses=None, reversed_by=None).order_by("-day").values_list("day", flat=True).first()


@dataclass(frozen=True)
class LoanLine:
    """A loan in a list: how it stands today, satang."""

    loan: Loan
    standing: Standing


def lines(group: SavingsGroup, day: date) -> list[LoanLine]:
    """Running loans with arrears, the latest first. Two queries however many loans."""
    versions: dict[int, LoanSchedule] = {}
    for version in LoanSchedule.objects.filter(loan__group=group, loan__state="lent").order_by("version"):
        versions[version.loan_id] = version
    loans = {loan.pk: loan for loan in loans_of(group).filter(state="lent")}
    paid = _paid(versions.values())
    held = [from_json(v.terms) for v in versions.values()]
    stand = standings(held, [paid.get(v.pk, 0) for v in versions.values()], day)
    found = [LoanLine(loans[pk], one) for pk, one in zip(versions, stand, strict=True)]
    return sorted(found, key=lambda line: (-line.standing.late_days, line.loan.number))


def _paid(versions: Iterable[LoanSchedule]) -> dict[int, int]:
    rows = (
        LoanPayment.objects.filter(schedule__in=list(versions))
        .order_by()
        .values("schedule")
        .annotate(*(Sum(n) for n in PARTS))
    )
    sums: Any = rows  # the names of the sums are made above
    return {row["schedule"]: sum(int(row[f"{n}__sum"] or 0) for n in PARTS) for row in sums}
