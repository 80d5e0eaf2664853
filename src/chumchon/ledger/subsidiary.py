"""Rows that an entry totals but that a higher room keeps (members' contributions): their checkers register here.

A room calls `register` in its AppConfig.ready; the ledger never imports it. For each entry whose draft carried a
subsidiary_hash exactly one checker must answer, with the hash it computes anew from the rows as they lie there now.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chumchon.thai.errors import Refused

if TYPE_CHECKING:
    from .faults import Fault
    from .models import Book


@dataclass(frozen=True)
class Part:
    """The rows of one entry, summed anew.

    digest: what Draft.subsidiary_hash must have been. credits: satang that the entry must credit, by account code
    (below zero for a cancellation). by_receipt: satang by receipt id, for the receipts of this entry. strangers: labels
    of receipts whose row was moved to another person than the one that was sealed.
    """

    digest: str
    credits: Mapping[str, int] = field(default_factory=dict)
    by_receipt: Mapping[int, int] = field(default_factory=dict)
    strangers: tuple[str, ...] = ()


Checker = Callable[[Sequence[int]], Mapping[int, Part]]
"""Entry ids (a batch) to the part of each that has rows; entries without rows are left out."""

_checkers: dict[str, Checker] = {}
Rest = Callable[["Book"], Iterator["Fault"]]
"""A book to the faults of what a room keeps beside its entries: what was taken, who has paid until when, decisions."""

_rest: dict[str, Rest] = {}


def register(name: str, checker: Checker) -> None:
    """Name a room's checker; said twice it stands once."""
    _checkers[name] = checker


def register_rest(name: str, checker: Rest) -> None:
    """Name a room's checker of what no entry seals; said twice it stands once."""
    _rest[name] = checker


def rest(book: "Book") -> Iterator["Fault"]:
    """Every fault beside the book's entries, room by room."""
    for checker in _rest.values():
        yield from checker(book)


def parts(entry_ids: Sequence[int]) -> dict[int, Part]:
    """The parts of a batch of entries from every room. Errors: TWO_PARTS where two rooms claim one entry."""
    found: dict[int, Part] = {}
    for name, checker in _checkers.items():
        for entry_id, part in checker(entry_ids).items():
            if entry_id in found:
                raise Refused(
                    "TWO_PARTS",
                    "รายการหนึ่งมีแถวย่อยจากสองส่วนของระบบ แจ้งผู้ดูแลระบบ",
                    f"Entry row {entry_id}: {name} is second.",
                )
            found[entry_id] = part
    return found
