"""Whose passbook a member may open, and how a passbook sums what was paid. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

CHILD_YEARS = 15  # children under this age are read by the grown-ups of their house [d]


@dataclass(frozen=True)
class Kin:
    """A member as the question "may I read this?" sees them. household: None where it is not known."""

    member_id: int
    household: int | None
    birth_day: date | None


def age(birth_day: date, day: date) -> int:
    """Full years; of a year alone (1 January) the greater age, so that a doubt closes the book."""
    return day.year - birth_day.year - ((day.month, day.day) < (birth_day.month, birth_day.day))


def may_read(own: Kin, other: Kin, today: date) -> bool:
    """Their own, and that of a child under fifteen in the same house [d]."""
    if own.member_id == other.member_id:
        return True
    if own.household is None or own.household != other.household or other.birth_day is None:
        return False
    grown = own.birth_day is None or age(own.birth_day, today) >= CHILD_YEARS
    return grown and age(other.birth_day, today) < CHILD_YEARS


@dataclass(frozen=True)
class YearSum:
    """A fund's year (B.E.): satang and receipts that stand."""

    year_be: int
    satang: int
    receipts: int


def by_year(paid: Iterable[tuple[int, int, int]]) -> list[YearSum]:
    """(year_be, receipt id, satang) of what was not cancelled, summed by year, newest first."""
    sums: dict[int, tuple[int, set[int]]] = {}
    for year, receipt, satang in paid:
        total, receipts = sums.get(year, (0, set()))
        sums[year] = (total + satang, receipts | {receipt})
    return [YearSum(year, total, len(receipts)) for year, (total, receipts) in sorted(sums.items(), reverse=True)]
