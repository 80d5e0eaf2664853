"""Counting a fund for a round from its register and book: who was a member for a full year, what was paid for it. Pure.

The year of a round is the twelve months that end on the day of counting. Money belongs to the days it was paid for: a span
that runs beyond the year gives the year its days' part, by cumulated whole satang, so that two years never share one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chumchon.funds.rules.reports_members import History, full_year

from .reasons import (
    COUNTS,
    FINDING,
    GONE,
    KINDS,
    NO_ID,
    NOT_FULL_YEAR,
    NOTHING_PAID,
    PAID_LESS,
    TIMES,
    VILLAGES,
    YEAR_MATCHED,
    YOUNG,
)


@dataclass(frozen=True)
class Span:
    """Days that one contribution paid for, both included, and its satang."""

    first: date
    last: date
    satang: int


@dataclass(frozen=True)
class Paid:
    """A member's money as it stood on the day of counting. opening: paid until, by the fund's cut-off sheet or old book."""

    opening: date | None
    spans: tuple[Span, ...] = ()

    @property
    def until(self) -> date | None:
        """The last day paid for."""
        days = [span.last for span in self.spans] + ([self.opening] if self.opening else [])
        return max(days, default=None)


@dataclass(frozen=True)
class Who:
    """What is known of the person beside the membership: an id, earlier matches, a match of this very year, a severe finding,
    and the day of death on any record (of another fund, or of the one in which this fund ended)."""

    has_id: bool
    times_before: int = 0
    year_matched: bool = False
    under_finding: bool = False
    died_on: date | None = None


@dataclass(frozen=True)
class Terms:
    """What a round asks of a fund. Shares in permille of its villages; age in days; times 0: no limit."""

    counting_day: date
    rate_permille: int
    ceiling_satang: int
    times: int
    village_permille: int
    least_kinds: int
    age_days: int


@dataclass(frozen=True)
class FundFacts:
    """What the fund shows on the day of counting, from register, book and agreement."""

    opened_on: date
    village_count: int
    villages: int
    kinds_paid: int
    kinds_agreed: int

    def kinds(self) -> int:
        """Kinds of benefit: of the agreement in force, or those the book has paid, whichever is more."""
        return max(self.kinds_paid, self.kinds_agreed)


@dataclass(frozen=True)
class Condition:
    """One condition of the round on the fund: the reason's code if it fails, what is asked and what is there."""

    code: int
    ok: bool
    asked_th: str
    found_th: str


@dataclass(frozen=True)
class Counted:
    """One member-year: satang paid for the year, of it from the opening sheet, and the reason."""

    member_id: int
    satang: int
    from_opening_satang: int
    reason: int


def first_day(counting_day: date) -> date:
    """The first day of the year that ends on the day of counting."""
    try:
        before = counting_day.replace(year=counting_day.year - 1)
    except ValueError:  # 29 February
        before = date(counting_day.year - 1, 2, 28)
    return before + timedelta(days=1)


def part_of(span: Span, first: date, last: date) -> int:
    """Satang of a span that fall on the days from first to last. Parts of neighbouring years sum to the whole."""
    start, end = max(span.first, first), min(span.last, last)
    if end < start:
        return 0
    return _until(span, end) - (_until(span, start - timedelta(days=1)) if start > span.first else 0)


def _until(span: Span, day: date) -> int:
    """Satang of a span up to and with a day inside it. Whole months weigh alike, as the plans price them; else days do."""
    if span.first.day == 1 and (span.last + timedelta(days=1)).day == 1:
        months = _months(span.first, span.last) + 1
        length = ((day.replace(day=28) + timedelta(days=4)).replace(day=1) - day.replace(day=1)).days
        return span.satang * (_months(span.first, day) * length + day.day) // (months * length)
    return span.satang * ((day - span.first).days + 1) // ((span.last - span.first).days + 1)


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def satang_of_year(paid: Paid, since: date, counting_day: date, year_satang: int) -> tuple[int, int]:
    """(satang paid for the year, of it by the opening sheet). Days that the sheet says are paid have the plan's price of a
    year, by days: the old book's receipts are not in this one, the sheet was signed by two [d]."""
    first = first_day(counting_day)
    opening = 0
    if paid.opening is not None:
        start, end = max(first, since), min(paid.opening, counting_day)
        covered = max((end - start).days + 1, 0)
        opening = year_satang * covered // ((counting_day - first).days + 1)
    return opening + sum(part_of(span, first, counting_day) for span in paid.spans), opening


def count_member(history: History, paid: Paid, who: Who, terms: Terms, year_satang: int) -> Counted:
    """One member on the day of counting. The first reason that holds is the one that is told."""
    day = terms.counting_day
    since = history.member_since(day)
    satang, opening = satang_of_year(paid, since or day, day, year_satang)
    until = paid.until
    if since is None or (who.died_on is not None and who.died_on <= day):
        reason = GONE
    elif not full_year(history, day):
        reason = NOT_FULL_YEAR
    elif until is None or until < day:
        reason = PAID_LESS
    elif satang <= 0:
        reason = NOTHING_PAID
    elif not who.has_id:
        reason = NO_ID
    elif who.year_matched:
        reason = YEAR_MATCHED
    elif terms.times and who.times_before >= terms.times:
        reason = TIMES
    elif who.under_finding:
        reason = FINDING
    else:
        reason = COUNTS
    return Counted(history.member_id, satang, opening, reason)


def conditions(fund: FundFacts, terms: Terms) -> list[Condition]:
    """The round's conditions on the fund, each with what is asked and what is there."""
    age = (terms.counting_day - fund.opened_on).days
    least = -(-fund.village_count * terms.village_permille // 1000)
    return [
        Condition(
            YOUNG, age >= terms.age_days, f"ตั้งกองทุนมาแล้วอย่างน้อย {terms.age_days:,} วัน", f"ตั้งมาแล้ว {max(age, 0):,} วัน"
        ),
        Condition(
            VILLAGES, fund.villages >= max(least, 1),
            f"มีหมู่บ้านเข้าร่วมอย่างน้อย {max(least, 1)} จาก {fund.village_count} หมู่บ้าน", f"เข้าร่วม {fund.villages} หมู่บ้าน",
        ),
        Condition(
            KINDS, fund.kinds() >= terms.least_kinds, f"มีสวัสดิการอย่างน้อย {terms.least_kinds} ประเภท",
            f"มี {fund.kinds()} ประเภท (จ่ายแล้ว {fund.kinds_paid} ในข้อตกลง {fund.kinds_agreed})",
        ),
    ]  # fmt: skip


def under_conditions(rows: Sequence[Counted], found: Sequence[Condition]) -> list[Counted]:
    """Where the fund itself fails a condition, none of its member-years counts, and each says which condition."""
    failed = next((c.code for c in found if not c.ok), None)
    if failed is None:
        return list(rows)
    return [Counted(r.member_id, r.satang, r.from_opening_satang, failed) if r.reason == COUNTS else r for r in rows]


def due(satang: int, terms: Terms) -> int:
    """What the state would match for a member-year that counts, before debts and budget."""
    return min(satang * terms.rate_permille // 1000, terms.ceiling_satang)
