"""Reads of bank accounts: their statements beside the book."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, QuerySet, Sum

from chumchon.ledger.models import Book, Line
from chumchon.ledger.queries import OPENING, balances

from ..models import BankAccount, BankLine, Fund, ImportMapping
from ..rules.bank import Reconciled, Side, suggest


@dataclass(frozen=True)
class BankRow:
    """A bank account in the list: the book's balance, lines of the statement without a partner, the statement's last day."""

    account: BankAccount
    book_satang: int
    unmatched: int
    last_day: date | None


@dataclass(frozen=True)
class Pair:
    """A statement line and the book line that it seems to be, or is."""

    bank: BankLine
    book: Line


@dataclass(frozen=True)
class Reconciliation:
    """One bank account, from the statement's first day to its last (or to the end of the book)."""

    account: BankAccount
    first_day: date | None
    last_day: date | None
    suggested: list[Pair]
    only_bank: list[BankLine]
    only_book: list[Line]
    matched: list[Pair]
    sums: Reconciled


def bank_rows(fund: Fund) -> list[BankRow]:
    """Bank accounts of a fund by their account code."""
    book = Book.objects.get(organisation_id=fund.organisation_id)
    money = balances(book)
    rows = BankAccount.objects.filter(fund=fund).select_related("account").order_by("account__code")
    found = []
    for row in rows.annotate(last=Max("statement_lines__day")):
        unmatched = BankLine.objects.filter(bank_account=row, matched__isnull=True).count()
        found.append(BankRow(row, money[row.account.code], unmatched, row.last))
    return found


def bank_account(fund: Fund, account_id: int) -> BankAccount | None:
    """A bank account of this fund."""
    return BankAccount.objects.filter(fund=fund, pk=account_id).select_related("account").first()


def remembered(fund: Fund, signature: str) -> dict[str, int] | None:
    """How a file with this header was read before."""
    found = ImportMapping.objects.filter(fund=fund, signature=signature).first()
    return found.mapping if found else None


def _book_lines(account: BankAccount) -> QuerySet[Line]:
    return Line.objects.filter(account=account.account).select_related("entry").order_by("entry__day", "entry__number")


def reconciliation(account: BankAccount, matched_rows: int = 50) -> Reconciliation:
    """Both sides. What the book had before the statement begins is in the statement's first balance and is not asked for."""
    lines = BankLine.objects.filter(bank_account=account)
    span = lines.aggregate(first=Min("day"), last=Max("day"))
    first, last = span["first"], span["last"]
    only_bank = list(lines.filter(matched__isnull=True).order_by("day", "id"))
    only_book: list[Line] = []
    if first is not None:
        rows = _book_lines(account).filter(bank_line__isnull=True, entry__day__gte=first)
        only_book = list(rows.exclude(entry__kind=OPENING))
    pairs = suggest(
        [Side(x.pk, x.day, x.satang) for x in only_bank], [Side(x.pk, x.entry.day, x.satang) for x in only_book]
    )
    by_id = {x.pk: x for x in only_book}
    matched = lines.filter(matched__isnull=False).select_related("matched__entry", "matched_by").order_by("-day", "-id")
    sums = Reconciled(
        _statement_balance(account), Line.objects.filter(account=account.account).aggregate(t=Sum("satang"))["t"] or 0,
        sum(x.satang for x in only_book), sum(x.satang for x in only_bank),
    )  # fmt: skip
    return Reconciliation(
        account, first, last, [Pair(x, by_id[pairs[x.pk]]) for x in only_bank if x.pk in pairs],
        [x for x in only_bank if x.pk not in pairs], [x for x in only_book if x.pk not in pairs.values()],
        [Pair(x, x.matched) for x in matched[:matched_rows] if x.matched is not None], sums,
    )  # fmt: skip


def _statement_balance(account: BankAccount) -> int:
    """The last balance that the bank said, and what moved after it; without any, the sum of the statement."""
    lines = list(
        BankLine.objects.filter(bank_account=account).order_by("day", "id").values_list("satang", "balance_satang")
    )
    at = max((i for i, (_, balance) in enumerate(lines) if balance is not None), default=-1)
    start = 0 if at < 0 else lines[at][1]
    return (start or 0) + sum(satang for satang, _ in lines[at + 1 :])
