"""What a member owes, what a collector may offer, and which days an amount pays for.

Two plans [d]. flat_month: a calendar month has a price, a begun month costs a whole one, and twelve months paid at once
cost the price of the year that the members' meeting set (365 baht, where twelve single months are 360): of n months paid
at once each full dozen costs a year and each month beside it a month, so one span has one price. daily: a day has a
price and nothing else counts. In both a month falls due on its first day.

A month of which days are paid already (deducted from a benefit, or under an earlier plan of days) costs its other days:
their part of the month's price, up to the next whole baht.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from chumchon.thai.dates import month_th
from chumchon.thai.errors import Refused
from chumchon.thai.money import baht_short

MOST_MONTHS = 120  # ten years at once: more is a typing error
QUARTER, YEAR = 3, 12


@dataclass(frozen=True)
class Plan:
    """Prices in satang, all above zero. kind: "flat_month" (month and year count) or "daily" (the day counts)."""

    kind: str
    day_satang: int = 100
    month_satang: int = 3000
    year_satang: int = 36500


@dataclass(frozen=True)
class Offer:
    """A payment that one touch takes. key: month, quarter, year, arrears, or amount (0 satang and no span: to be typed).

    Both days of the span are C.E. and included.
    """

    key: str
    label_th: str
    satang: int
    span_from: date | None
    span_to: date | None


@dataclass(frozen=True)
class Standing:
    """How far behind: days since the last paid day, months begun and not paid (this one too), what they cost together,
    and the first day not paid (None where nothing is due)."""

    days_overdue: int
    months_overdue: int
    owed_satang: int
    since: date | None

    @property
    def behind(self) -> bool:
        """ค้าง: a month before this one is not paid."""
        return self.months_overdue > 1


def first_unpaid(joined_on: date, paid_until: date | None) -> date:
    """The day on which the next span begins: after the paid one, and never before the person joined."""
    return joined_on if paid_until is None else max(paid_until + timedelta(days=1), joined_on)


def month_end(day: date, months: int = 0) -> date:
    """The last day of the month that lies so many months after the day's."""
    index = day.year * 12 + day.month + months
    return date(index // 12, index % 12 + 1, 1) - timedelta(days=1)


def as_written(kind: str, paid_until: date) -> date:
    """The day that an old book means. Books paid by the month write the 30th (or 28 February) for every month's end:
    taken to the letter, the last day would cost a month more."""
    last = month_end(paid_until)
    usual = 28 if paid_until.month == 2 else 30
    return last if kind == "flat_month" and paid_until.day == usual else paid_until


def months_between(first: date, last: date) -> int:
    """Calendar months begun from first to last, both included; 0 where last lies before first."""
    return 0 if last < first else (last.year - first.year) * 12 + last.month - first.month + 1


def begun(joined_on: date, paid_until: date | None) -> bool:
    """Whether days of the first unpaid month are paid. Who joins in a month pays it whole."""
    return paid_until is not None and paid_until >= joined_on and paid_until != month_end(paid_until)


def cost(plan: Plan, first: date, last: date, part: bool = False) -> int:
    """Satang for the days from first to last, both included, paid at once. part: the days before first are paid (begun)."""
    if plan.kind == "daily":
        return ((last - first).days + 1) * plan.day_satang
    return _price(plan, first, months_between(first, last), part)


def _price(plan: Plan, first: date, months: int, part: bool) -> int:
    if not part or months == 0:
        return _months_cost(plan, months)
    end = month_end(first)
    rest = -(-plan.month_satang * ((end - first).days + 1) // end.day)
    return min(plan.month_satang, -(-rest // 100) * 100) + _months_cost(plan, months - 1)


def _months_cost(plan: Plan, months: int) -> int:
    years, rest = divmod(months, YEAR)
    return years * plan.year_satang + rest * plan.month_satang


def standing(plan: Plan, joined_on: date, paid_until: date | None, today: date) -> Standing:
    """What is not paid up to the end of this month, seen from today."""
    first = first_unpaid(joined_on, paid_until)
    if first > today:
        return Standing(0, 0, 0, None)
    owed = cost(plan, first, month_end(today), begun(joined_on, paid_until))
    return Standing((today - first).days + 1, months_between(first, today), owed, first)


def offers(plan: Plan, joined_on: date, paid_until: date | None, today: date) -> tuple[Offer, ...]:
    """What can be taken, each span once. First what is due now: the arrears, this month, or the next where all is paid."""
    first = first_unpaid(joined_on, paid_until)
    owed, part = months_between(first, today), begun(joined_on, paid_until) and plan.kind != "daily"
    wanted = [("month", 1), ("quarter", QUARTER), ("year", YEAR)]
    if owed > 1:
        wanted.insert(0, ("arrears", owed))
    made: list[Offer] = []
    for key, months in wanted:
        last = month_end(first, months - 1)
        if all(last != other.span_to for other in made):
            label = _label("rest" if part and key == "month" else key, months, last)
            made.append(Offer(key, label, cost(plan, first, last, part), first, last))
    return (*made, Offer("amount", "จำนวนอื่น", 0, None, None))


def _label(key: str, months: int, last: date) -> str:
    words = {
        "month": "1 เดือน",
        "quarter": "3 เดือน",
        "year": "1 ปี",
        "arrears": f"ที่ค้าง {months} เดือน",
        "rest": "ที่เหลือของเดือน",
    }
    until = month_th(last).replace(" ", "\u00a0")  # a month and its year stay on one line
    return f"{words[key]} ถึง {until}"


def span_for(plan: Plan, paid_until: date | None, joined_on: date, satang: int) -> tuple[date, date]:
    """The days that another amount pays for, first and last. Errors: NOT_WHOLE (names the nearest right amounts),
    TOO_MUCH (more than ten years)."""
    first = first_unpaid(joined_on, paid_until)
    if plan.kind == "daily":
        days, rest = divmod(satang, plan.day_satang)
        if satang <= 0 or rest:
            near = [d * plan.day_satang for d in (days, days + 1) if d > 0]
            raise _not_whole(near, "วันละ", plan.day_satang)
        if days > MOST_MONTHS * 31:
            raise _too_much(MOST_MONTHS * 31 * plan.day_satang)
        return first, first + timedelta(days=days - 1)
    part = begun(joined_on, paid_until)
    prices = {_price(plan, first, n, part): n for n in range(1, MOST_MONTHS + 1)}
    if satang in prices:
        return first, month_end(first, prices[satang] - 1)
    if satang > max(prices):
        raise _too_much(max(prices))
    near = sorted([max((p for p in prices if p < satang), default=0), min(p for p in prices if p > satang)])
    raise _not_whole([p for p in near if p > 0], "เดือนละ", plan.month_satang)


def _not_whole(near: list[int], each: str, satang: int) -> Refused:
    th = " หรือ ".join(baht_short(p) for p in near)
    return Refused(
        "NOT_WHOLE",
        f"จำนวนนี้ไม่ลงตัวกับเงินสมทบ ({each} {baht_short(satang)}) รับเป็น {th} แทน",
        f"The amount pays for no whole span; take {' or '.join(str(p) for p in near)} satang.",
    )


def _too_much(most: int) -> Refused:
    return Refused(
        "TOO_MUCH", f"จ่ายล่วงหน้าได้ไม่เกิน 10 ปี ({baht_short(most)}) ตรวจตัวเลขอีกครั้ง", "At most ten years at once."
    )
