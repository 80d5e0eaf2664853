"""Claims as columns: the facts of many, for `columns.Book`."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .decide import ClaimNumbers
from .facts import Facts

if TYPE_CHECKING:
    from .columns import Book

Days = NDArray[np.int32]
Counts = NDArray[np.int32]
Satang = NDArray[np.int64]
Truth = NDArray[np.bool_]


@dataclass(frozen=True)
class Claims:
    """Columns of one length. fund and event are places in the book (-1: not there); days are ordinals, money satang.

    flags are bits by `Table.flags`; contributions below zero are counted from the days paid.
    """

    fund: NDArray[np.int32]
    event: NDArray[np.int32]
    start: Days
    end: Days
    join: Days
    paid_until: Days
    birth: Days
    birth_known: Truth
    claim: Days
    children: Counts
    damage: Satang
    contributions: Satang
    household_n: Counts
    household_i: Counts
    units_1: Counts
    units_2: Counts
    units_life: Counts
    own_1: Satang
    own_2: Satang
    all_1: Satang
    all_2: Satang
    prior_events: Counts
    already_paid: Truth
    cash: Satang
    outgo: Satang
    flags: NDArray[np.int64]
    evidence_ok: Truth

    def __len__(self) -> int:
        return len(self.start)

    def take(self, part: slice | NDArray[np.intp]) -> "Claims":
        """Some of the claims."""
        return Claims(*(getattr(self, name)[part] for name in NAMES))

    @property
    def bytes(self) -> int:
        """Memory of the columns."""
        return int(sum(getattr(self, name).nbytes for name in NAMES))

    @classmethod
    def of(cls, book: "Book", funds: Sequence[str], facts: Sequence[Facts]) -> "Claims":
        """Columns from single claims; funds names the fund of each."""
        numbers = [ClaimNumbers(one) for one in facts]
        columns: dict[str, Any] = {
            "fund": [book.funds.get(fund, -1) for fund in funds],
            "event": [book.events.get(one.event, -1) for one in facts],
        }
        for name in NAMES:
            if name == "flags":
                columns[name] = [book.table.mask(one.flags) for one in facts]
            elif name not in columns:
                columns[name] = [getattr(one, name) for one in numbers]
        return cls(**{name: np.array(values, dtype=KINDS[name]) for name, values in columns.items()})


NAMES = tuple(f.name for f in fields(Claims))
_INT64 = ("damage", "contributions", "own_1", "own_2", "all_1", "all_2", "cash", "outgo", "flags")
_BOOL = ("birth_known", "already_paid", "evidence_ok")
KINDS: dict[str, Any] = {n: np.int64 if n in _INT64 else np.bool_ if n in _BOOL else np.int32 for n in NAMES}
"""The kind of number of each column."""
