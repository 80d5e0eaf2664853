"""Reads for closing a year: how it stands, and which years are closed."""

from datetime import date

from django.db.models import QuerySet

from chumchon.ledger.models import Book, Entry
from chumchon.ledger.rules import year_be
from chumchon.ledger.verify import verify_book

from ..models import BankLine, CashDraft, CollectionSheet, CutOffSheet, FiscalYear, Fund
from ..rules.closing import YearFacts
from .home import late_takings
from .reports import year_span


def closed_years(fund: Fund) -> QuerySet[FiscalYear]:
    """Closed years, newest first, with who closed them."""
    return FiscalYear.objects.filter(fund=fund).select_related("closed_by", "checker", "entry").order_by("-year_be")


def closed_year(fund: Fund, year: int) -> FiscalYear | None:
    """The year's row where it is closed."""
    return closed_years(fund).filter(year_be=year).first()


def earlier_open_year(book: Book, first_day: date) -> int | None:
    """The oldest year with an entry that no closing covers, before the year that begins on first_day."""
    rows = Entry.objects.filter(book=book, day__lt=first_day)
    if book.closed_through is not None:
        rows = rows.filter(day__gt=book.closed_through)
    oldest = rows.order_by("day").values_list("day", flat=True).first()
    return year_be(oldest, book.year_end_month) if oldest else None


def year_facts(fund: Fund, book: Book, year: int, today: date) -> YearFacts:
    """How a B.E. year stands before it is closed; the whole book is checked, which takes a second for some thousand entries."""
    first, last = year_span(book, year)
    report = verify_book(book)
    return YearFacts(
        year_be=year, last_day=last, today=today, closed=FiscalYear.objects.filter(fund=fund, year_be=year).exists(),
        earlier_year=earlier_open_year(book, first),
        open_sheets=CollectionSheet.objects.filter(fund=fund, state="open", day__lte=last).count(),
        waiting_drafts=CashDraft.objects.filter(fund=fund, state="waiting", day__lte=last).count(),
        late_takings=late_takings(fund).filter(sheet__day__lte=last).count(),
        unmatched_bank_lines=BankLine.objects.filter(bank_account__fund=fund, matched=None, day__lte=last).count(),
        draft_cut_off=CutOffSheet.objects.filter(fund=fund, state="draft", day__lte=last).exists(),
        fault=report.broken[0].sentence_th if report.broken else "",
    )  # fmt: skip
