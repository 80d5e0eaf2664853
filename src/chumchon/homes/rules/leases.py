"""A lease of land: its last day, the rent as it falls due with its rises, and where it stands on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from chumchon.thai.errors import Plain, Refused

from .loans import add_months
from .projects import TENURES

LESSORS = {k: v.removeprefix("เช่า") for k, v in TENURES.items() if k.startswith("lease_")}
PERIODS = {1: "ทุกเดือน", 3: "ทุก 3 เดือน", 6: "ทุก 6 เดือน", 12: "ทุกปี"}
MOST_YEARS = 90


@dataclass(frozen=True)
class Rent:
    """An instalment of the rent, satang."""

    number: int
    due: date
    satang: int


def last_day(from_day: date, years: int) -> date:
    """The last day of so many whole years: from 1 October 2569 for 30 years is 30 September 2599."""
    return add_months(from_day, years * 12) - timedelta(days=1)


def check_lease(
    from_day: date, years: int, rent_satang: int, months: int, rise_bp: int, rise_years: int
) -> Plain | None:
    """Can a lease be meant so? Codes: YEARS, RENT, PERIOD, RISE."""
    if not 1 <= years <= MOST_YEARS or from_day.year + years > 2190:
        return Refused("YEARS", f"อายุสัญญาเช่าต้องอยู่ระหว่าง 1 ถึง {MOST_YEARS} ปี", "The lease's years are out of bounds.")
    if not 0 < rent_satang <= 10**12:
        return Refused("RENT", "ค่าเช่าต้องมากกว่าศูนย์", "The rent must be above zero.")
    if months not in PERIODS:
        return Refused("PERIOD", "เลือกว่าจ่ายค่าเช่าทุกกี่เดือน", "Choose how often the rent is paid.")
    if not 0 <= rise_bp <= 10_000 or bool(rise_bp) != bool(rise_years):
        return Refused(
            "RISE", "ถ้าค่าเช่าขึ้น ใส่ทั้งร้อยละและทุกกี่ปี ถ้าไม่ขึ้นให้เว้นทั้งสองช่อง", "A rise needs its percent and its years."
        )
    return None


def rents(
    from_day: date, years: int, rent_satang: int, months: int, rise_bp: int = 0, rise_years: int = 0
) -> list[Rent]:
    """Every instalment, due on the first day of its period. A rise is on the rent before it, half up to the satang."""
    found, rent, risen = [], rent_satang, 0
    for i in range(years * 12 // months):
        steps = i * months // (12 * rise_years) if rise_years else 0
        while risen < steps:
            rent, risen = (rent * (10_000 + rise_bp) + 5_000) // 10_000, risen + 1
        found.append(Rent(i + 1, add_months(from_day, i * months), rent))
    return found


@dataclass(frozen=True)
class LeaseStanding:
    """A lease on a day: rents due and unpaid, the next one, satang of the whole, days until its end (0 when it is over)."""

    due: list[Rent]
    next_rent: Rent | None
    owed_satang: int
    paid_satang: int
    whole_satang: int
    days_left: int
    years_left: int


def standing(rows: list[Rent], paid: Collection[int], until: date, day: date) -> LeaseStanding:
    """Where it stands; paid are the numbers that were paid."""
    open_rows = [r for r in rows if r.number not in paid]
    due = [r for r in open_rows if r.due <= day]
    left = max((until - day).days, 0)
    return LeaseStanding(
        due, next(iter(open_rows), None), sum(r.satang for r in due), sum(r.satang for r in rows if r.number in paid),
        sum(r.satang for r in rows), left, left * 4 // 1461,
    )  # fmt: skip
