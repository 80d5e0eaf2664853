"""Check a book from its rows alone: every sum, sequence and hash is computed anew, and the first broken record is named.

Entries are read in batches by number, so memory is bounded whatever the length of the book, and posting may go on
meanwhile: what is checked ends at the head that was read first. What no chain can show by itself is a book that was cut
at its end together with its head; a short code that was printed before (`printed`) shows it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from django.db.models import F

from . import rules, subsidiary
from .actions import receipts_digest, stamp
from .faults import FAULTS, Fault, fault
from .models import Book, Entry, Line, Receipt
from .queries import CLOSING

BATCH = 200
MAX_FAULTS = 20

__all__ = ["FAULTS", "Fault", "Report", "verify_book"]


@dataclass(frozen=True)
class Report:
    """What a check found: how much was checked, the head of the chain, and the faults in the order of the book."""

    ok: bool
    entries: int
    receipts: int
    head: str
    broken: list[Fault]

    @property
    def short_code(self) -> str:
        """The head as it is printed on the monthly sheet."""
        return rules.short_code(str(self.head))


@dataclass
class _Walk:
    """Where the check stands: the entry before, the next number of each receipt series, the latest closing."""

    number: int = 0
    hash: str = rules.ZERO_HASH
    entries: int = 0
    receipts: int = 0
    series: dict[int, int] = field(default_factory=dict)
    closed: date | None = None
    short_codes: set[str] = field(default_factory=set)
    broken: list[Fault] = field(default_factory=list)

    def add(self, found: Fault) -> None:
        self.broken.append(found)

    @property
    def full(self) -> bool:
        return len(self.broken) >= MAX_FAULTS


@dataclass(frozen=True)
class _Head:
    """A book's end as one statement reads it: nothing can be posted between its parts."""

    number: int
    hash: str
    closed_through: date | None
    series: dict[int, int]


def verify_book(book: Book, printed: str = "") -> Report:
    """Check the whole book. `printed`: a short code from an earlier monthly sheet, which must lie on this chain.

    Faults are at most 20, the first one first: entries in their order, then what the rooms keep beside them. Nothing is
    written; no lock is held.
    """
    head, walk = _head(book), _Walk()
    wanted = printed.strip().upper()
    for entries in _batches(book, head.number):
        _check_batch(book, entries, walk, wanted)
        if walk.full:
            break
    else:
        _check_end(book, head, walk)
        if wanted and wanted not in walk.short_codes:
            walk.add(fault("printed", code=wanted))
        for found in islice(subsidiary.rest(book), MAX_FAULTS - len(walk.broken)):
            walk.add(found)
    return Report(not walk.broken, walk.entries, walk.receipts, head.hash, walk.broken)


def _head(book: Book) -> _Head:
    rows = list(
        Book.objects.filter(pk=book.pk).values_list(
            "head_number", "head_hash", "closed_through", "series__year_be", "series__next_number"
        )
    )
    number, hash_, closed = rows[0][:3]
    return _Head(number, hash_, closed, {year: following for *_, year, following in rows if year is not None})


def _batches(book: Book, last: int) -> Iterator[list[Entry]]:
    number = None
    while True:
        rows = Entry.objects.filter(book=book, number__lte=last).select_related("reverses").order_by("number")
        batch = list((rows if number is None else rows.filter(number__gt=number))[:BATCH])
        if not batch:
            return
        yield batch
        number = batch[-1].number


def _check_batch(book: Book, entries: list[Entry], walk: _Walk, wanted: str) -> None:
    ids = [e.id for e in entries]
    turned = [e.reverses_id for e in entries if e.reverses_id is not None]
    lines: dict[int, list[Line]] = {}
    for line in Line.objects.filter(entry_id__in=[*ids, *turned]).select_related("account").order_by("position"):
        lines.setdefault(line.entry_id, []).append(line)
    receipts: dict[int, list[Receipt]] = {}
    for receipt in Receipt.objects.filter(entry_id__in=ids).order_by("year_be", "number"):
        receipts.setdefault(receipt.entry_id, []).append(receipt)
    parts = subsidiary.parts(ids)
    for entry in entries:
        rows, papers, part = lines.get(entry.id, []), receipts.get(entry.id, []), parts.get(entry.id)
        checks = (
            _place(entry, walk),
            _lines(book, entry, rows),
            _receipts(book, entry, papers, part, walk),
            _part(entry, rows, papers, part),
            _content(entry, rows),
            _chain(entry, walk),
            _closed(entry, walk),
            _reversal(entry, rows, lines),
        )
        found = next((f for check in checks for f in check), None)
        if found is not None:
            walk.add(found)
        walk.number, walk.hash = entry.number, entry.hash
        walk.entries += 1
        walk.receipts += len(papers)
        if wanted and rules.short_code(entry.hash) == wanted:
            walk.short_codes.add(wanted)
        if walk.full:
            return


def _place(entry: Entry, walk: _Walk) -> Iterator[Fault]:
    if entry.number != walk.number + 1:
        yield fault("entry_missing", entry=walk.number + 1)


def _lines(book: Book, entry: Entry, lines: list[Line]) -> Iterator[Fault]:
    if len(lines) < 2 or [x.position for x in lines] != list(range(1, len(lines) + 1)):
        yield fault("lines", entry=entry.number)
    total = sum(x.satang for x in lines)
    if total != 0:
        yield fault("unbalanced", entry=entry.number, satang=total)
    if any(x.account.book_id != book.pk for x in lines):
        yield fault("account", entry=entry.number)


def _receipts(
    book: Book, entry: Entry, receipts: list[Receipt], part: subsidiary.Part | None, walk: _Walk
) -> Iterator[Fault]:
    problems: list[Fault] = []
    for receipt in receipts:
        following = walk.series.get(receipt.year_be, 1)
        if receipt.number != following:
            missing = f"{following:04d}/{receipt.year_be}"
            problems.append(fault("receipt_missing", entry=entry.number, receipt=missing))
        walk.series[receipt.year_be] = receipt.number + 1
        if receipt.day != entry.day or receipt.book_id != book.pk:
            problems.append(fault("receipt", entry=entry.number, receipt=receipt.label))
        if part is not None and part.by_receipt.get(receipt.id, 0) != receipt.satang:
            problems.append(fault("receipt_sum", entry=entry.number, receipt=receipt.label))
    yield from problems


def _part(entry: Entry, lines: list[Line], receipts: list[Receipt], part: subsidiary.Part | None) -> Iterator[Fault]:
    base = part.digest if part is not None else ""
    found = rules.digest([base, receipts_digest(receipts)]) if receipts else base
    if found != entry.subsidiary_hash:
        yield fault("subsidiary", entry=entry.number)
    for label in part.strangers if part is not None else ():
        yield fault("stranger", entry=entry.number, receipt=label)
    for code, satang in part.credits.items() if part is not None else ():
        if -sum(x.satang for x in lines if x.account.code == code) != satang:
            yield fault("control", entry=entry.number, code=code)


def _content(entry: Entry, lines: list[Line]) -> Iterator[Fault]:
    draft = rules.Draft(
        day=entry.day, kind=entry.kind, memo=entry.memo, source=entry.source, source_ref=entry.source_ref,
        lines=tuple(rules.Posting(x.account.code, x.satang) for x in lines), actor_id=entry.actor_id,
        checker_id=entry.checker_id, idempotency_key=entry.idempotency_key, subsidiary_hash=entry.subsidiary_hash,
        reverses_number=entry.reverses.number if entry.reverses is not None else None,
    )  # fmt: skip
    if rules.content(draft) != entry.content_hash:
        yield fault("content", entry=entry.number)


def _chain(entry: Entry, walk: _Walk) -> Iterator[Fault]:
    found = rules.chain(walk.hash, entry.number, entry.idempotency_key, stamp(entry.posted_at), entry.content_hash)
    if entry.previous_hash != walk.hash or entry.hash != found:
        yield fault("chain", entry=entry.number)


def _closed(entry: Entry, walk: _Walk) -> Iterator[Fault]:
    closing = entry.kind == CLOSING
    if walk.closed is not None and (entry.day < walk.closed or (entry.day == walk.closed and not closing)):
        yield fault("closed", entry=entry.number)
    if closing:
        walk.closed = max(entry.day, walk.closed or entry.day)


def _reversal(entry: Entry, lines: list[Line], all_lines: dict[int, list[Line]]) -> Iterator[Fault]:
    first = entry.reverses
    if first is None:
        return
    mirror = [(x.account_id, -x.satang) for x in all_lines.get(first.id, [])]
    if (
        first.book_id != entry.book_id
        or first.number >= entry.number
        or mirror != [(x.account_id, x.satang) for x in lines]
    ):
        yield fault("reversal", entry=entry.number)


def _check_end(book: Book, head: _Head, walk: _Walk) -> None:
    if walk.number < head.number:
        walk.add(fault("entry_missing", entry=walk.number + 1))
    elif walk.hash != head.hash:
        walk.add(fault("head", entry=head.number))
    beyond = Entry.objects.filter(book=book, number__gt=F("book__head_number")).order_by("number").first()
    if beyond is not None:
        walk.add(fault("entry_extra", entry=beyond.number))
    for year in sorted({*head.series, *walk.series}):
        expected, counter = walk.series.get(year, 1), head.series.get(year, 1)
        if expected < counter:
            walk.add(fault("receipt_missing", receipt=f"{expected:04d}/{year}"))
        elif expected > counter:
            walk.add(fault("series", receipt=f"{counter:04d}/{year}"))
    stray = Receipt.objects.filter(book=book).exclude(entry__book=book).order_by("id").first()
    if stray is not None:
        walk.add(fault("receipt", receipt=stray.label))
    if walk.closed is not None and (head.closed_through is None or head.closed_through < walk.closed):
        walk.add(fault("closed_through"))
