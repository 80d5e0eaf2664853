"""What the checks read: a fund's records (or a province's) as structured columns, one table a noun.

Days are ordinals (date.toordinal), 0 is unknown; money is satang; ids are the rows' own; names stand in members only and
go no further than a score. An operator's number never stands here: rules take their parameters beside the columns.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from chumchon.agreements.columns import Book

Table = NDArray[np.void]
ACTIVE, LEFT, LAPSED, DIED = 0, 1, 2, 3
OPEN, COUNTED, CLOSED = 0, 1, 2
"""States of a claim: still asked for, uses up rights, refused or taken back."""
NO_ID, RIGHT_ID, WRONG_ID = 0, 1, 2


def _kind(**fields: str) -> np.dtype[np.void]:
    return np.dtype(list(fields.items()))


KINDS: dict[str, np.dtype[np.void]] = {
    # id: 64 bits of the keyed index, 0 none. digit: first digit of the id, -1 unknown or made up. birth_known: 0 none,
    # 1 year, 2 day. made: when the row came into the
    # register; imported: from an old book. ended: left, lapsed or died.
    "members": _kind(
        member="i8", fund="i4", person="i8", id="u8", id_state="i1", digit="i1", birth="i4", birth_known="i1", house="i8",
        village="i8", joined="i4", first_joined="i4", made="i4", ended="i4", died="i4", status="i1", imported="?", title="U20",
        first="U40", last="U40",
    ),
    # missing: papers that the agreement asks for and nobody saw. event: 64 bits of the shared event. units: nights or
    # children that were paid. book_fund, book_event, flags: places and bits in Columns.book.
    "claims": _kind(
        claim="i8", fund="i4", member="i8", house="i8", event="i8", kind="i4", start="i4", end="i4", day="i4", state="i1",
        due="i8", paid="i8", missing="i2", units="i4", death="?", nights="?", once="?", children="i4", damage="i8",
        contributions="i8", household_n="i4", household_i="i4", paid_then="i4", flags="i8", book_fund="i4",
        book_event="i4",
    ),
    # payee: 64 bits of the bank account, else of the receiver's name; 0 is the member.
    "payments": _kind(payment="i8", fund="i4", claim="i8", member="i8", house="i8", day="i4", satang="i8", payee="u8"),
    # kind: 0 due, 1 entry fee. undone: cancelled, or the row that cancels.
    "paid": _kind(
        row="i8", fund="i4", member="i8", receipt="i8", day="i4", satang="i8", span_from="i4", span_to="i4", kind="i1",
        collector="i8", undone="?",
    ),
    "receipts": _kind(receipt="i8", fund="i4", year="i4", number="i8", day="i4"),
    # What moved on one account in one day. box: notes and coins.
    "cash": _kind(fund="i4", account="i8", box="?", day="i4", satang="i8"),
    # exempt: opening and closing entries. before, seal: 64 bits of the hash of the entry before, and of this one.
    "entries": _kind(
        entry="i8", fund="i4", number="i8", day="i4", posted="i4", actor="i8", checker="i8", actor_house="i8",
        checker_house="i8", satang="i8", exempt="?", before="u8", seal="u8",
    ),
    "sheets": _kind(
        sheet="i8", fund="i4", day="i4", closed="?", closed_by="i8", witness="i8", collector="i8", difference="i8",
    ),
    # Who approved, with their own house and person (0: no member), beside the claim's.
    "verdicts": _kind(
        verdict="i8", fund="i4", claim="i8", user="i8", user_house="i8", user_person="i8", house="i8", person="i8",
    ),
    # month: year * 12 + month - 1, C.E. area: whose figures are peers.
    "months": _kind(fund="i4", area="i4", month="i4", joined="i8", benefits="i8"),
    "years": _kind(fund="i4", year="i4", last_day="i4", income="i8", admin="i8"),
    # Member-years that the match counted; filled in by the room of the match (see `register`). round: the B.E. fiscal year that
    # was matched, whichever round did it.
    "matched": _kind(row="i8", fund="i4", member="i8", id="u8", round="i8", satang="i8"),
    # Entries that the book's own check says are broken.
    "broken": _kind(fund="i4", entry="i8"),
}  # fmt: skip


def empty() -> dict[str, Table]:
    """Every table without a row."""
    return {name: np.zeros(0, kind) for name, kind in KINDS.items()}


def table(name: str, rows: list[tuple[Any, ...]]) -> Table:
    """Rows of tuples, in the order of the columns, as a table."""
    return np.array(rows, KINDS[name]) if rows else np.zeros(0, KINDS[name])


@dataclass(frozen=True)
class Columns:
    """Everything that a run looks at. scope: funds whose findings are asked for (None: all); the rest is context."""

    today: int
    tables: Mapping[str, Table] = field(default_factory=empty)
    book: "Book | None" = None
    scope: frozenset[int] | None = None

    def __getitem__(self, name: str) -> Table:
        return self.tables[name]

    def within(self, fund: int) -> bool:
        """Is a finding in this fund asked for?"""
        return self.scope is None or fund in self.scope

    def __len__(self) -> int:
        return sum(len(rows) for rows in self.tables.values())


Filler = Callable[[list[int]], Table]
_fillers: dict[str, Filler] = {}


def register(name: str, filler: Filler) -> None:
    """A higher room fills a table: called with the ids of funds (funds.Fund.pk), it gives the rows of KINDS[name].

    matching fills "matched"; id must be `queries.columns.short(citizen_index)`, so that it meets the register's.
    """
    if name not in KINDS:
        raise KeyError(name)
    _fillers[name] = filler


def filled(name: str, funds: list[int]) -> Table:
    """What the higher room knows, or no row."""
    filler = _fillers.get(name)
    return filler(funds) if filler is not None else np.zeros(0, KINDS[name])
