"""A loan's schedule, exact to the satang: equal instalments, steps, months without principal, the last absorbs the rest.

Interest of a period is balance x rate, rounded half-even to the satang, by one of two day counts:
MONTHLY, a twelfth of the yearly rate for every period, however long; DAILY, actual days over 365.
The level instalment is the payment whose discounted sum is the principal, reckoned in IEEE doubles with + x / alone, so
that NumPy (rules.loan_columns) gives the same number, and rounded half-even to `unit_satang`. Source: [d], every
figure of terms is data of a programme or of the group's meeting.
"""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from chumchon.thai.errors import BadInput

MONTHLY, DAILY = "month/12", "actual/365"
MOST_SATANG, MOST_BP, MOST_MONTHS, MOST_FIRST_DAYS = 10**12, 3_000, 480, 366


class Step(NamedTuple):
    """From this instalment on (counted from 1, months without principal included) the instalment is percent of the level."""

    first: int
    percent: int


class Carried(NamedTuple):
    """Unpaid sums of an earlier schedule that the new one spreads evenly; they bear no interest. Satang."""

    interest: int = 0
    margin: int = 0
    insurance: int = 0


NOTHING = Carried()


@dataclass(frozen=True)
class Terms:
    """What was agreed. Rates are basis points a year (400 is 4 %); margin_bp is the part of rate_bp that the group keeps.

    grace_months: first instalments of interest alone. unit_satang: 1, or 100 for instalments in whole baht.
    insurance_satang: with every instalment, passed on. due_day: 1 to 31, or 0 for the day of first_due.
    """

    principal_satang: int
    rate_bp: int
    months: int
    lent_on: date
    first_due: date
    margin_bp: int = 0
    day_count: str = MONTHLY
    grace_months: int = 0
    steps: tuple[Step, ...] = ()
    unit_satang: int = 1
    insurance_satang: int = 0
    carried: Carried = NOTHING
    due_day: int = 0

    @property
    def day_of_month(self) -> int:
        """On which day of the month instalments fall due; kept when a new schedule begins in a short month."""
        return self.due_day or self.first_due.day

    @property
    def rate_words(self) -> str:
        """6 % (เข้ากองทุนกลุ่ม 2 %)."""
        own = f" (เข้ากองทุนกลุ่ม {self.margin_bp / 100:g} %)" if self.margin_bp else ""
        return f"{self.rate_bp / 100:g} %{own}"

    @property
    def step_words(self) -> str:
        """งวดที่ 1 ไป 60 % งวดที่ 25 ไป 100 %, or nothing."""
        return " ".join(f"งวดที่ {s.first} ไป {s.percent} %" for s in self.steps)


class Row(NamedTuple):
    """One instalment, satang. interest is the lender's, margin the group's own on top; balance is left after it."""

    number: int
    due: date
    interest: int
    margin: int
    principal: int
    insurance: int
    balance: int

    @property
    def total(self) -> int:
        """What is to be paid."""
        return self.interest + self.margin + self.principal + self.insurance


def half_even(numerator: int, denominator: int) -> int:
    """The quotient of two whole numbers, not below zero, rounded half to even."""
    whole, rest = divmod(numerator, denominator)
    return whole + (2 * rest > denominator or (2 * rest == denominator and whole % 2 == 1))


def add_months(day: date, months: int, day_of_month: int = 0) -> date:
    """That day of a later month; a month without it gives its last (31 January → 28 February → 31 March)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day_of_month or day.day, calendar.monthrange(year, month)[1]))


def check_terms(terms: Terms) -> None:
    """Refuse terms that cannot be meant. Errors: AMOUNT, RATE, MONTHS, GRACE, FIRST_DUE, STEPS, UNIT, DAY_COUNT."""
    wrong = next((said for fails, said in _faults(terms) if fails), None)
    if wrong is not None:
        raise BadInput(*wrong)


def _faults(t: Terms) -> Iterator[tuple[bool, tuple[str, str, str]]]:
    yield (
        not 0 < t.principal_satang <= MOST_SATANG or min(t.insurance_satang, *t.carried) < 0,
        ("AMOUNT", "จำนวนเงินกู้ต้องมากกว่าศูนย์ ตรวจตัวเลขอีกครั้ง", "The loan must be above zero and within bounds."),
    )
    yield (
        not 0 <= t.rate_bp <= MOST_BP or not 0 <= t.margin_bp <= t.rate_bp,
        (
            "RATE",
            "ดอกเบี้ยต้องอยู่ระหว่าง 0 ถึง 30 % และส่วนของกลุ่มไม่เกินดอกเบี้ย",
            "Rate within 0 to 30 %, margin within the rate.",
        ),
    )
    yield (
        not 1 <= t.months <= MOST_MONTHS,
        ("MONTHS", f"จำนวนงวดต้องอยู่ระหว่าง 1 ถึง {MOST_MONTHS}", f"1 to {MOST_MONTHS} instalments."),
    )
    yield (
        not 0 <= t.grace_months < t.months,
        ("GRACE", "ระยะปลอดเงินต้นต้องสั้นกว่าจำนวนงวด", "The months without principal must be fewer than the instalments."),
    )
    yield (
        not 0 < (t.first_due - t.lent_on).days <= MOST_FIRST_DAYS,
        ("FIRST_DUE", "งวดแรกต้องอยู่หลังวันให้กู้ และไม่เกินหนึ่งปี", "The first instalment follows the loan within a year."),
    )
    firsts = [s.first for s in t.steps]
    yield (
        firsts != sorted(set(firsts)) or any(not 1 <= s.first <= t.months or not 10 <= s.percent <= 300 for s in t.steps),
        ("STEPS", "ขั้นของค่างวดต้องเรียงตามงวด และอยู่ระหว่าง 10 ถึง 300 %", "Steps in order, each 10 to 300 %."),
    )  # fmt: skip
    yield t.unit_satang not in (1, 100), ("UNIT", "ปัดค่างวดเป็นสตางค์หรือบาทเท่านั้น", "Round to satang or baht.")
    yield t.day_count not in (MONTHLY, DAILY), ("DAY_COUNT", "เลือกวิธีนับวันดอกเบี้ย", "Choose the day count.")


def percents(terms: Terms) -> list[int]:
    """Percent of the level for each instalment; 0 where no principal is paid yet."""
    found, current = [], 100
    steps = {s.first: s.percent for s in terms.steps}
    for number in range(1, terms.months + 1):
        current = steps.get(number, current)
        found.append(0 if number <= terms.grace_months else current)
    return found


def dues(terms: Terms) -> list[date]:
    """The due day of each instalment."""
    return [add_months(terms.first_due, k, terms.day_of_month) for k in range(terms.months)]


def _periods(terms: Terms, days: Sequence[date]) -> tuple[list[int], int]:
    """What multiplies rate_bp in each period, and the divisor: (1 …) of 120,000, or days of 3,650,000."""
    if terms.day_count == MONTHLY:
        return [1] * terms.months, 120_000
    starts = [terms.lent_on, *days[:-1]]
    return [(end - start).days for start, end in zip(starts, days, strict=True)], 3_650_000


def level(terms: Terms) -> float:
    """The level instalment in satang before it is rounded: principal over the sum of discounted weights."""
    times, divisor = _periods(terms, dues(terms))
    return terms.principal_satang / _annuity(terms, times, divisor)


def _annuity(terms: Terms, times: Sequence[int], divisor: int) -> float:
    growth, total = 1.0, 0.0
    for time, percent in zip(times, percents(terms), strict=True):
        if percent:  # in months without principal the interest is paid, so that nothing grows
            growth = growth * (1.0 + float(terms.rate_bp * time) / divisor)
            total = total + (percent / 100.0) / growth
    return total


def schedule(terms: Terms) -> list[Row]:
    """Every instalment; principals sum to the loan. Errors: check_terms, and STEP_TOO_LOW (a step below its interest)."""
    check_terms(terms)
    days, balance, unit = dues(terms), terms.principal_satang, terms.unit_satang
    times, divisor = _periods(terms, days)
    base = terms.principal_satang / _annuity(terms, times, divisor)
    rows = []
    for number, (due, time, percent) in enumerate(zip(days, times, percents(terms), strict=True), 1):
        whole = half_even(balance * terms.rate_bp * time, divisor)
        lender = half_even(balance * (terms.rate_bp - terms.margin_bp) * time, divisor)
        pays = round(base * percent / 100.0 / unit) * unit
        if percent and terms.steps and pays < whole and number < terms.months:
            raise BadInput(
                "STEP_TOO_LOW", f"งวดที่ {number} ต่ำกว่าดอกเบี้ย เพิ่มขั้นของค่างวด หรือใช้ระยะปลอดเงินต้น",
                f"Instalment {number} does not cover its interest.",
            )  # fmt: skip
        principal = balance if number == terms.months else min(max(pays - whole, 0), balance) if percent else 0
        balance -= principal
        more = [_share(sum_, number, terms.months) for sum_ in terms.carried]
        rows.append(
            Row(
                number, due, lender + more[0], whole - lender + more[1], principal,
                terms.insurance_satang + more[2], balance,
            )
        )  # fmt: skip
    return rows


def _share(satang: int, number: int, months: int) -> int:
    """An even part of a sum; the parts of all months are the sum."""
    return satang * number // months - satang * (number - 1) // months


def carried_left(terms: Terms, settled: int) -> Carried:
    """What the instalments after the first `settled` ones still hold of the carried sums."""
    return Carried(*(satang - satang * settled // terms.months for satang in terms.carried))


def closed_form_interest(terms: Terms) -> float:
    """Interest of the whole loan by the annuity's formula (MONTHLY, no steps), satang; what the schedule must come to."""
    rate, grace, paying = terms.rate_bp / 120_000, terms.grace_months, terms.months - terms.grace_months
    if rate == 0:
        return 0.0
    instalment = terms.principal_satang * rate / (1 - (1 + rate) ** -paying)
    return instalment * paying - terms.principal_satang + terms.principal_satang * rate * grace


def closed_form_bound(terms: Terms) -> float:
    """How far rounding may carry the schedule from closed_form_interest, satang.

    Each month rounds interest by at most half a satang and the instalment by at most half a unit; what is left unpaid
    grows with the rate until the last instalment absorbs it.
    """
    rate, paying = terms.rate_bp / 120_000, terms.months - terms.grace_months
    growing = paying if rate == 0 else ((1 + rate) ** paying - 1) / rate
    return (terms.unit_satang / 2 + 0.5) * (growing + paying) + terms.grace_months / 2 + 1


def to_json(terms: Terms) -> dict[str, object]:
    """Terms as they are kept; from_json reads them back to the same."""
    said = {name: getattr(terms, name) for name in terms.__dataclass_fields__}
    said |= {"lent_on": terms.lent_on.isoformat(), "first_due": terms.first_due.isoformat()}
    said |= {"steps": [list(s) for s in terms.steps], "carried": list(terms.carried)}
    return said


def from_json(said: dict[str, Any]) -> Terms:
    """Terms from what to_json wrote."""
    days = {name: date.fromisoformat(said[name]) for name in ("lent_on", "first_due")}
    steps = tuple(Step(*s) for s in said["steps"])
    return Terms(**{**said, **days, "steps": steps, "carried": Carried(*said["carried"])})
