"""How a savings group's year stands before it is closed, and its figures."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from chumchon.ledger.models import Book, Entry, Line
from chumchon.ledger.rules import year_be
from chumchon.ledger.verify import verify_book
from chumchon.thai.dates import long_th
from chumchon.thai.money import baht

from ..models import GroupYear, SavingsGroup
from .agreeing import agreeing
from .savings import group_sums


def year_span(book: Book, year: int) -> tuple[date, date]:
    """First and last day of a B.E. year of the book."""
    end = year - 543
    month = book.year_end_month
    first = date(end - 1, month + 1, 1) if month < 12 else date(end, 1, 1)
    following = date(end, month + 1, 1) if month < 12 else date(end + 1, 1, 1)
    return first, following - timedelta(days=1)


@dataclass(frozen=True)
class YearFacts:
    """A year: its last day, whether it is closed, and every sentence that stands against closing it."""

    year_be: int
    last_day: date
    closed: bool
    stops: list[str]


def year_facts(group: SavingsGroup, book: Book, year: int, today: date) -> YearFacts:
    """The whole book is checked, which takes a second for some thousand entries."""
    first, last = year_span(book, year)
    closed = GroupYear.objects.filter(group=group, year_be=year).exists()
    stops = []
    if today <= last:
        stops.append(f"ปี {year} จบวันที่ {long_th(last)} รออีก {(last - today).days + 1:,} วัน")
    earlier = Entry.objects.filter(book=book, day__lt=first)
    if book.closed_through is not None:
        earlier = earlier.filter(day__gt=book.closed_through)
    oldest = earlier.order_by("day").values_list("day", flat=True).first()
    if oldest is not None:
        stops.append(f"ปี {year_be(oldest, book.year_end_month)} ยังไม่ปิด ปิดปีนั้นก่อน")
    report = verify_book(book)
    if report.broken:
        stops.append(f"ตรวจสมุดไม่ผ่าน: {report.broken[0].sentence_th} แจ้งผู้ดูแลระบบก่อน")
    stops += [
        f"{b.words}ไม่ตรงกัน: สมุด {baht(b.book)} อีกด้าน {baht(b.other)} แจ้งผู้ดูแลระบบก่อน"
        for b in agreeing(group)
        if not b.agree
    ]
    return YearFacts(year, last, closed, [] if closed else stops)


def accounts_of_year(book: Book, year: int) -> list[tuple[str, str, str, int]]:
    """(code, Thai name, kind, satang) of income and spending of the year, the closing entry left out; income above zero."""
    first, last = year_span(book, year)
    rows = (
        Line.objects.filter(
            account__book=book, account__kind__in=("income", "expense"), entry__day__gte=first, entry__day__lte=last
        )
        .exclude(entry__kind="closing")
        .order_by("account__code")
        .values_list("account__code", "account__name_th", "account__kind")
        .annotate(total=Sum("satang"))
    )
    return [(code, name, kind, -total if kind == "income" else total) for code, name, kind, total in rows if total]


def figures(group: SavingsGroup, book: Book, year: int) -> dict[str, object]:
    """The year's figures for the shelf, satang."""
    rows = accounts_of_year(book, year)
    sums = group_sums(group)
    return {
        "accounts": [list(r) for r in rows], "result": sum(s if k == "income" else -s for _, _, k, s in rows),
        "members": sums.members, "saved": sums.saved, "shares": sums.shares, "cash": sums.cash,
    }  # fmt: skip


def open_years(group: SavingsGroup, book: Book, today: date) -> list[int]:
    """Years that ended and are not closed, the oldest first."""
    rows = Entry.objects.filter(book=book).order_by("day").values_list("day", flat=True)
    oldest = rows.first()
    if oldest is None:
        return []
    closed = set(GroupYear.objects.filter(group=group).values_list("year_be", flat=True))
    now = year_be(today, book.year_end_month)
    return [y for y in range(year_be(oldest, book.year_end_month), now) if y not in closed]
