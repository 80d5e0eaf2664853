"""Rules as columns: one row a benefit of a version; row 0 stands for "none"."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, get_type_hints

import numpy as np
from numpy.typing import NDArray

from chumchon.thai.errors import Refused

from .flatten import flatten
from .kit import VECTOR
from .many import Many, Pairs
from .model import STEPS, Agreement
from .rule import Rule

Flags = frozenset[str]
MOST_FLAGS = 62
_PAIRS = ("ladder", "ratio", "excluded_until")
_SATANG = ("per_day", "first", "least", "most", "year_max", "member_year", "floor")
_PLAIN: dict[str, Any] = {
    name: np.bool_ if kind is bool else np.int64 if kind is Flags or name in _SATANG else np.int32
    for name, kind in get_type_hints(Rule).items()
    if kind in (int, bool, Flags)
}


class Table:
    """Every number of every rule as a column. Errors: TOO_MANY_FLAGS where agreements name more than 62 flags."""

    def __init__(self, versions: Sequence[Agreement]) -> None:
        benefits = [benefit for version in versions for benefit in version.benefits]
        times = np.array([len(version.benefits) for version in versions], dtype=np.intp)
        self.version = np.arange(len(versions)).repeat(times)
        own = Many(benefits, 1, self.mask)
        agreements = Many(versions, times, self.mask, own)
        self.keys, self.key = own.kinds("key")
        self.flags = _vocabulary(
            [*own.kinds("waiting_waived")[0], *own.kinds("exclude")[0]], own.kinds("exclude_until_years")[0]
        )
        said = flatten(VECTOR, agreements, own)
        self.columns = {name: _under_none(said[name], kind) for name, kind in _PLAIN.items()}
        self.pairs: dict[str, Pairs] = {
            name: [(_under_none(at), _under_none(value)) for at, value in said[name]] for name in _PAIRS
        }
        orders, order = agreements.kinds("steps")
        self.orders = sorted({STEPS, *orders})
        self.order = _under_none(np.array([self.orders.index(one) for one in orders], np.int64)[order], np.int16)

    def mask(self, flags: Iterable[str]) -> int:
        """Flags as bits; those that no agreement names decide nothing and have none."""
        return sum(1 << self.flags[flag] for flag in {*flags} if flag in self.flags)

    @property
    def bytes(self) -> int:
        """Memory of the columns."""
        pairs = [column for ladder in self.pairs.values() for pair in ladder for column in pair]
        return sum(column.nbytes for column in (*self.columns.values(), *pairs))


def _under_none(column: Any, kind: Any = np.int64) -> NDArray[Any]:
    """The column below row 0, which stands for "none"."""
    return np.concatenate(([0], column)).astype(kind)


def _vocabulary(sets: Iterable[Iterable[str]], until: Iterable[Iterable[tuple[str, int]]]) -> dict[str, int]:
    """A place for every flag that is named anywhere."""
    named = {*chain.from_iterable(sets), *(flag for pairs in until for flag, _years in pairs)}
    if len(named) > MOST_FLAGS:
        raise Refused(
            "TOO_MANY_FLAGS",
            f"ข้อตกลงเหล่านี้ใช้เหตุรวมกัน {len(named)} อย่าง คิดพร้อมกันได้ไม่เกิน {MOST_FLAGS} อย่าง แบ่งคิดเป็นชุด",
            f"These agreements name {len(named)} flags; columns hold {MOST_FLAGS}. Decide them in parts.",
        )
    return {flag: place for place, flag in enumerate(sorted(named))}


class Rows:
    """The rules of a column of claims, under the names of `Rule`; each column is fetched when it is first asked for."""

    leap_mar1: NDArray[np.bool_]

    def __init__(self, table: Table, rows: NDArray[np.intp]) -> None:
        self._table = table
        self._rows = rows

    def __getattr__(self, name: str) -> Any:
        if name in _PAIRS:
            pairs = self._table.pairs[name]
            found: Any = [(at.take(self._rows), value.take(self._rows)) for at, value in pairs]
        else:
            found = self._table.columns[name].take(self._rows)
        setattr(self, name, found)
        return found

    def __getitem__(self, places: NDArray[np.intp]) -> "Rows":
        """The rules of some of the claims."""
        return Rows(self._table, self._rows[places])
