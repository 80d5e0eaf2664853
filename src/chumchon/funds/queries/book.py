"""Reads of the book's pages that the ledger does not have by itself."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from chumchon.ledger.models import Account, Book, Entry, Line
from chumchon.ledger.queries import CASH_IN_HAND, journal

from ..models import CashDraft, Fund


@dataclass(frozen=True)
class CashRow:
    """An entry in the cash book: what moved in the box and in the banks, and both balances after it. Satang."""

    entry_id: int
    number: int
    day: date
    memo: str
    cash_satang: int
    bank_satang: int
    cash_balance: int
    bank_balance: int


@dataclass(frozen=True)
class CashBook:
    """สมุดเงินสด of a span."""

    cash_opening: int
    bank_opening: int
    rows: list[CashRow]


def book_of(fund: Fund) -> Book:
    """The fund's book."""
    return Book.objects.get(organisation_id=fund.organisation_id)


def entry_of(fund: Fund, number: int) -> Entry | None:
    """An entry of this fund's book by its number, with its lines in hand."""
    return journal(book_of(fund)).filter(number=number).first()


def cash_book(book: Book, since: date, until: date) -> CashBook:
    """Every entry that touches the box or a bank, by day and number. Two queries."""
    lines = Line.objects.filter(account__book=book, account__is_cash=True)
    cash, bank = Q(account__code=CASH_IN_HAND), ~Q(account__code=CASH_IN_HAND)
    before = lines.filter(entry__day__lt=since).aggregate(
        cash=Sum("satang", filter=cash), bank=Sum("satang", filter=bank)
    )
    opening = in_cash, in_bank = before["cash"] or 0, before["bank"] or 0
    rows = (
        lines.filter(entry__day__gte=since, entry__day__lte=until)
        .values("entry_id", "entry__number", "entry__day", "entry__memo")
        .annotate(cash=Sum("satang", filter=cash), bank=Sum("satang", filter=bank))
        .order_by("entry__day", "entry__number")
    )
    found = []
    for row in rows:
        moved = row["cash"] or 0, row["bank"] or 0
        in_cash, in_bank = in_cash + moved[0], in_bank + moved[1]
        place = row["entry_id"], row["entry__number"], row["entry__day"], row["entry__memo"]
        found.append(CashRow(*place, *moved, in_cash, in_bank))
    return CashBook(*opening, found)


def accounts_used(book: Book) -> list[Account]:
    """Accounts with at least one line, by code: what a filter offers."""
    return list(Account.objects.filter(book=book, lines__isnull=False).distinct().order_by("code"))


def asked_to_reverse(entry: Entry) -> CashDraft | None:
    """The draft that waits to undo this entry."""
    return CashDraft.objects.filter(reverses=entry, state="waiting").first()
