"""The journal for two other accounting programs, each with the balances that it must find by itself.

Both are written as a stream of lines, so that a long book needs no memory. The closing assertions are summed by the
database, not from the lines written before: the other program is the second pair of eyes (beancount would
forgive a satang of its own accord, hence its "~ 0.00").
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from django.db.models import Max, Min, Prefetch, Sum

from chumchon.thai.money import baht_plain

from .models import Account, Book, Entry, Line

_HLEDGER_ROOT = {
    "asset": "assets", "liability": "liabilities", "equity": "equity", "income": "income", "expense": "expenses",
}  # fmt: skip
_BEANCOUNT_ROOT = {
    "asset": "Assets", "liability": "Liabilities", "equity": "Equity", "income": "Income", "expense": "Expenses",
}  # fmt: skip


def _amount(satang: int, tolerance: str = "") -> str:
    return baht_plain(satang) + tolerance + " THB"


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _entries(book: Book, last: int) -> Iterator[Entry]:
    lines = Prefetch("lines", Line.objects.select_related("account").order_by("position"))
    rows = Entry.objects.filter(book=book, number__lte=last).order_by("number").prefetch_related(lines)
    yield from rows.iterator(chunk_size=500)


def _balances(book: Book) -> Iterator[tuple[str, int]]:
    rows = Line.objects.filter(entry__book=book, entry__number__lte=book.head_number)
    yield from rows.values_list("account__code").annotate(total=Sum("satang")).order_by("account__code")


def _span(book: Book) -> tuple[date, date] | None:
    found = Entry.objects.filter(book=book, number__lte=book.head_number).aggregate(first=Min("day"), last=Max("day"))
    return (found["first"], found["last"]) if found["first"] else None


def to_hledger(book: Book) -> Iterator[str]:
    """Lines of an hledger journal. Accounts are `assets:1010`; the last transaction asserts every balance."""
    accounts = list(Account.objects.filter(book=book).order_by("code"))
    path = {a.code: f"{_HLEDGER_ROOT[a.kind]}:{a.code}" for a in accounts}
    yield f"; {_one_line(book.organisation.name_th)} ({book.organisation.code}) head {book.head_hash}"
    yield "commodity 1000.00 THB"
    for account in accounts:
        yield f"account {path[account.code]}  ; {_one_line(account.name_th)}"
    for entry in _entries(book, book.head_number):
        memo = _one_line(entry.memo).replace(";", ",")
        yield ""
        yield f"{entry.day.isoformat()} * ({entry.number}) {memo}  ; kind:{entry.kind}, hash:{entry.hash[:12]}"
        for line in entry.lines.all():
            yield f"    {path[line.account.code]}  {_amount(line.satang)}"
    span = _span(book)
    if span is not None:
        yield ""
        yield f"{span[1].isoformat()} * balances that the book itself states"
        for code, satang in _balances(book):
            yield f"    {path[code]}  0.00 THB = {_amount(satang)}"


def to_beancount(book: Book) -> Iterator[str]:
    """Lines of a beancount ledger. Accounts are `Assets:1010`; a balance directive for each on the day after the last."""
    accounts = list(Account.objects.filter(book=book).order_by("code"))
    path = {a.code: f"{_BEANCOUNT_ROOT[a.kind]}:{a.code}" for a in accounts}
    span = _span(book)
    first, last = span or (book.organisation.opened_on, book.organisation.opened_on)
    yield f'option "title" {_quoted(book.organisation.name_th)}'
    yield 'option "operating_currency" "THB"'
    yield f"; head {book.head_hash}"
    for account in accounts:
        yield f"{first.isoformat()} open {path[account.code]} THB"
        yield f"  name: {_quoted(account.name_th)}"
    for entry in _entries(book, book.head_number):
        yield ""
        yield f"{entry.day.isoformat()} * {_quoted(entry.memo)}"
        yield f"  number: {entry.number}"
        yield f"  kind: {_quoted(entry.kind)}"
        yield f"  hash: {_quoted(entry.hash)}"
        for line in entry.lines.all():
            yield f"  {path[line.account.code]}  {_amount(line.satang)}"
    if span is not None:
        yield ""
        for code, satang in _balances(book):
            yield f"{(last + timedelta(days=1)).isoformat()} balance {path[code]}  {_amount(satang, ' ~ 0.00')}"


def _quoted(text: str) -> str:
    return '"' + _one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


FORMATS: dict[str, Callable[[Book], Iterator[str]]] = {"hledger": to_hledger, "beancount": to_beancount}
