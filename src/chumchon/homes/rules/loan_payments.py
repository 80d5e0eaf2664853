"""What is paid on a schedule: which instalment and part it settles, what is in arrears, early repayment, a new schedule.

A repayment fills instalments in their order; within one: insurance, the lender's interest, the group's margin, principal.
Paying late adds no interest: a group that wants a charge decides it in its own rules. A month that has begun counts
whole where the day count is MONTHLY; DAILY counts to the day. What an earlier schedule left unpaid (terms.carried) is old debt:
it is paid before principal is lowered, and another new schedule takes along what is left of it. Source: [d].
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from chumchon.thai.errors import BadInput, Refused
from chumchon.thai.money import baht

from .loans import DAILY, Carried, Row, Terms, add_months, carried_left, half_even, schedule

SHORTER, SMALLER = "shorter", "smaller"


@dataclass(frozen=True)
class Split:
    """A sum by what it settles, satang."""

    insurance: int = 0
    interest: int = 0
    margin: int = 0
    principal: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.insurance + self.interest + self.margin + self.principal

    def __add__(self, other: "Split") -> "Split":
        return Split(
            self.insurance + other.insurance, self.interest + other.interest, self.margin + other.margin,
            self.principal + other.principal,
        )  # fmt: skip

    def __sub__(self, other: "Split") -> "Split":
        return Split(
            self.insurance - other.insurance, self.interest - other.interest, self.margin - other.margin,
            self.principal - other.principal,
        )  # fmt: skip


def parts(rows: Sequence[Row], satang: int) -> Split:
    """How the first `satang` paid on a schedule are spread over its instalments. Errors: TOO_MUCH."""
    insurance = interest = margin = principal = 0
    left = satang
    for row in rows:
        if left <= 0:
            break
        took = min(left, row.insurance)
        insurance, left = insurance + took, left - took
        took = min(left, row.interest)
        interest, left = interest + took, left - took
        took = min(left, row.margin)
        margin, left = margin + took, left - took
        took = min(left, row.principal)
        principal, left = principal + took, left - took
    if left > 0:
        over = baht(left)
        raise Refused("TOO_MUCH", f"เกินยอดที่เหลือของสัญญา {over} บาท รับไม่เกินยอดคงเหลือ", f"{over} baht more than is owed.")
    return Split(insurance, interest, margin, principal)


def split(rows: Sequence[Row], paid_before: int, satang: int) -> Split:
    """What a repayment settles after `paid_before` were paid on this schedule. Errors: AMOUNT, TOO_MUCH."""
    if satang <= 0:
        raise BadInput("AMOUNT", "จำนวนเงินต้องมากกว่าศูนย์", "The amount must be above zero.")
    return parts(rows, paid_before + satang) - parts(rows, paid_before)


@dataclass(frozen=True)
class Standing:
    """How a loan stands on a day, satang. late_days counts from the oldest instalment that is not fully paid."""

    due: int
    arrears: int
    late_rows: int
    late_days: int
    principal_left: int
    next_row: Row | None
    next_left: int


def standing(rows: Sequence[Row], paid: int, day: date) -> Standing:
    """Arrears are what fell due before the day and is not paid; an instalment due on the day itself is not late yet."""
    owed, oldest, late, coming, coming_left = 0, None, 0, None, 0
    due = arrears = 0
    for row in rows:
        owed += row.total
        unpaid = min(row.total, max(owed - paid, 0))
        if row.due <= day:
            due += unpaid
        if unpaid and row.due < day:
            arrears, late, oldest = arrears + unpaid, late + 1, oldest or row
        if unpaid and coming is None and row.due >= day:
            coming, coming_left = row, unpaid
    principal = sum(r.principal for r in rows) - parts(rows, paid).principal
    return Standing(due, arrears, late, (day - oldest.due).days if oldest else 0, principal, coming, coming_left)


@dataclass(frozen=True)
class Payoff:
    """What an early repayment must settle first, and from where the rest is reckoned anew."""

    due: int
    accrued: Split
    principal: int
    from_day: date
    next_number: int

    @property
    def total(self) -> int:
        """The sum that ends the loan that day."""
        return self.due + self.accrued.total + self.principal


def payoff(terms: Terms, rows: Sequence[Row], paid: int, day: date) -> Payoff:
    """To end the loan: instalments due or begun to be paid, interest of the period that runs, what was carried, the principal."""
    settled, owed, due_total = 0, 0, 0
    for row in rows:
        if row.due > day and owed >= paid:
            break
        owed += row.total
        settled, due_total = row.number, owed
    left = rows[settled - 1].balance if settled else terms.principal_satang
    start = rows[settled - 1].due if settled else terms.lent_on
    accrued, from_day, taken = Split(), max(start, day), settled
    if day > start and settled < len(rows):
        following = rows[settled]
        if terms.day_count == DAILY:
            days, whole = (day - start).days, left * terms.rate_bp
            lender = half_even(left * (terms.rate_bp - terms.margin_bp) * days, 3_650_000)
            accrued = Split(0, lender, half_even(whole * days, 3_650_000) - lender)
        else:
            accrued, from_day = Split(following.insurance, following.interest, following.margin), following.due
            taken = settled + 1
    old = carried_left(terms, taken)
    accrued += Split(old.insurance, old.interest, old.margin)
    return Payoff(max(due_total - paid, 0), accrued, left, from_day, settled + 1)


@dataclass(frozen=True)
class Early:
    """An early repayment: how the sum is spread, and the terms that go on (none: the loan is ended)."""

    split: Split
    terms: Terms | None


def repay_early(
    terms: Terms, rows: Sequence[Row], paid: int, day: date, satang: int, keep: str = SHORTER
) -> Early:  # fmt: skip
    """More than an instalment: what is due is settled, interest to date and what was carried is paid, the rest lowers the principal.

    keep: SHORTER leaves the instalment about as it is, SMALLER leaves the number of instalments.
    Errors: TOO_LITTLE (less than is due and accrued: an ordinary repayment), TOO_MUCH.
    """
    ends = payoff(terms, rows, paid, day)
    first = parts(rows, paid + ends.due) - parts(rows, paid)
    lowers = satang - ends.due - ends.accrued.total
    if lowers <= 0:
        need = baht(ends.due + ends.accrued.total)
        raise Refused(
            "TOO_LITTLE", f"ต้องมากกว่า {need} บาท (งวดที่ถึงกำหนดและดอกเบี้ยถึงวันนี้) ถ้าน้อยกว่านี้ให้รับเป็นค่างวดตามปกติ",
            f"More than {need} baht is needed; else take it as an ordinary repayment.",
        )  # fmt: skip
    if lowers > ends.principal:
        raise Refused("TOO_MUCH", f"ปิดสัญญาวันนี้ใช้ {baht(ends.total)} บาท รับไม่เกินนี้", "More than ends the loan.")
    spread = first + ends.accrued + Split(principal=lowers)
    if lowers == ends.principal:
        return Early(spread, None)
    return Early(spread, _go_on(terms, rows, ends, ends.principal - lowers, keep))


def _go_on(terms: Terms, rows: Sequence[Row], ends: Payoff, balance: int, keep: str) -> Terms:
    coming = [r for r in rows if r.due > ends.from_day]
    if not coming:
        raise Refused("TOO_LITTLE", "เหลืองวดสุดท้ายงวดเดียว ให้ปิดสัญญาทั้งหมด", "Only the last is left; end the loan.")
    done = len(rows) - len(coming)
    steps = tuple(s._replace(first=max(s.first - done, 1)) for s in terms.steps)
    steps = tuple({s.first: s for s in steps}.values())
    grace = max(terms.grace_months - done, 0)
    new = replace(
        terms, principal_satang=balance, lent_on=ends.from_day, first_due=coming[0].due, months=len(coming),
        grace_months=grace, steps=steps, carried=Carried(), due_day=terms.day_of_month,
    )  # fmt: skip
    return new if keep == SMALLER else _shortened(new, max(r.principal + r.interest + r.margin for r in coming))


def _shortened(terms: Terms, instalment: int) -> Terms:
    """The fewest instalments of which none is above the one that was paid so far."""
    low, high = terms.grace_months + 1, terms.months
    while low < high:
        middle = (low + high) // 2
        trial = replace(terms, months=middle, steps=tuple(s for s in terms.steps if s.first <= middle))
        if max(r.principal + r.interest + r.margin for r in schedule(trial)) <= instalment:
            high = middle
        else:
            low = middle + 1
    return replace(terms, months=low, steps=tuple(s for s in terms.steps if s.first <= low))


def reschedule(
    terms: Terms, rows: Sequence[Row], paid: int, day: date, months: int, rate_bp: int | None = None,
    grace_months: int = 0,
) -> Terms:  # fmt: skip
    """New terms by a resolution, from the last due day on or before `day`: the principal that is left over new months.

    What is unpaid of interest and insurance is carried, spread evenly, and bears no interest; so is what an earlier schedule
    carried. A loan whose last instalment passed long ago begins on the day of its month before `day`. The margin stays.
    Errors: what check_terms refuses of the new terms (through schedule), PAID_AHEAD, ENDED.
    """
    past = [r for r in rows if r.due <= day]
    due, have = sum(r.total for r in past), parts(rows, paid)
    if paid > due:
        raise Refused(
            "PAID_AHEAD",
            "จ่ายล่วงหน้าไว้แล้ว ปรับโครงสร้างได้เมื่อถึงกำหนดงวดนั้น",
            "Paid ahead; reschedule when that instalment is due.",
        )
    balance = sum(r.principal for r in rows) - have.principal
    if balance == 0:
        raise Refused("ENDED", "สัญญานี้จ่ายครบแล้ว", "The loan is ended.")
    start = past[-1].due if past else terms.lent_on
    following = next((r.due for r in rows if r.due > start), None) or rows[-1].due
    if following <= start:  # the last instalment has passed: its day of this month, and of the next
        start, following = _month_of(terms, len(rows), day)
    old = carried_left(terms, len(past))
    carried = Carried(
        sum(r.interest for r in past) - have.interest + old.interest, sum(r.margin for r in past) - have.margin + old.margin,
        sum(r.insurance for r in past) - have.insurance + old.insurance,
    )  # fmt: skip
    rate = terms.rate_bp if rate_bp is None else rate_bp
    new = replace(
        terms, principal_satang=balance, rate_bp=rate, margin_bp=min(terms.margin_bp, rate), lent_on=start,
        first_due=following, months=months, grace_months=grace_months, steps=(), carried=carried,
        due_day=terms.day_of_month,
    )  # fmt: skip
    schedule(new)
    return new


def _month_of(terms: Terms, months: int, day: date) -> tuple[date, date]:
    """The due days around `day`, counted on from the last of `months` instalments."""
    number = months
    while add_months(terms.first_due, number, terms.day_of_month) <= day:
        number += 1
    before, after = (add_months(terms.first_due, n, terms.day_of_month) for n in (number - 1, number))
    return before, after
