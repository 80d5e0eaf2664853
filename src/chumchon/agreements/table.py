"""Rules as columns: one row a benefit of a version; row 0 stands for "none"."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, get_type_hints

import numpy as np
from numpy.typing import NDArray

from chumchon.thai.errors import Refused

from .model import STEPS
from .rule import Ladder, Rule

Flags = frozenset[str]
MOST_FLAGS = 62
_LADDERS = ("ladder", "ratio")
_MASKS = ("waived", "excluded")
_SATANG = ("per_day", "first", "least", "most", "year_max", "member_year", "floor")
_PLAIN: dict[str, Any] = {
    name: np.bool_ if kind is bool else np.int64 if name in _SATANG else np.int32
    for name, kind in get_type_hints(Rule).items()
    if kind in (int, bool)
}


class Table:
    """Every number of every rule as a column. Errors: TOO_MANY_FLAGS where agreements name more than 62 flags."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        said = zip(*rules, strict=True) if rules else [()] * len(Rule._fields)
        of = dict(zip(Rule._fields, said, strict=True))
        self.flags = _vocabulary(of["waived"], of["excluded"], of["excluded_until"])
        self._masks: dict[Flags, int] = {}
        self.columns: dict[str, NDArray[Any]] = {n: np.array([0, *of[n]], dtype=kind) for n, kind in _PLAIN.items()}
        for name in _MASKS:
            self.columns[name] = np.array([0, *map(self.mask, of[name])], dtype=np.int64)
        self.ladders = {name: _pad([((0, 0),), *of[name]]) for name in _LADDERS}
        self.depths = {name: np.array([1, *map(len, of[name])], dtype=np.int16) for name in _LADDERS}
        until: list[Ladder] = [tuple((self.mask(flags), years) for flags, years in one) for one in of["excluded_until"]]
        self.until = _pad([(), *until])
        self.orders = sorted({STEPS, *of["steps"]})
        place = {order: number for number, order in enumerate(self.orders)}
        self.order = np.array([place[STEPS], *map(place.__getitem__, of["steps"])], dtype=np.int16)

    def mask(self, flags: Flags) -> int:
        """Flags as bits; those that no agreement names decide nothing and have none."""
        found = self._masks.get(flags)
        if found is None:
            found = self._masks[flags] = sum(1 << self.flags[flag] for flag in flags if flag in self.flags)
        return found

    @property
    def bytes(self) -> int:
        """Memory of the columns."""
        pairs = [column for ladder in (*self.ladders.values(), self.until) for pair in ladder for column in pair]
        return sum(column.nbytes for column in (*self.columns.values(), *pairs))


def _vocabulary(waived: Iterable[Flags], excluded: Iterable[Flags], until: Iterable[Any]) -> dict[str, int]:
    """A place for every flag that is named anywhere; the same sets come thousands of times, so they are met once."""
    named = frozenset[str]().union(*{*waived, *excluded, *(flags for one in {*until} for flags, _years in one)})
    if len(named) > MOST_FLAGS:
        raise Refused(
            "TOO_MANY_FLAGS",
            f"ข้อตกลงเหล่านี้ใช้เหตุรวมกัน {len(named)} อย่าง คิดพร้อมกันได้ไม่เกิน {MOST_FLAGS} อย่าง แบ่งคิดเป็นชุด",
            f"These agreements name {len(named)} flags; columns hold {MOST_FLAGS}. Decide them in parts.",
        )
    return {flag: place for place, flag in enumerate(sorted(named))}


def _pad(ladders: Sequence[Ladder]) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Rung by rung, a column of where it begins and of what it is worth; a short ladder repeats its last rung.

    All rungs go into one column first and are fetched from there by place: no tuple is made for any ladder.
    """
    depth = max(map(len, ladders), default=0)
    lengths = np.fromiter((len(ladder) or 1 for ladder in ladders), np.intp, len(ladders))
    rungs = chain.from_iterable(ladder or ((0, 0),) for ladder in ladders)
    flat = np.fromiter(chain.from_iterable(rungs), np.int64).reshape(-1, 2)
    first = np.cumsum(lengths) - lengths
    places = [first + np.minimum(step, lengths - 1) for step in range(depth)]
    at, value = np.ascontiguousarray(flat[:, 0]), np.ascontiguousarray(flat[:, 1])
    return [(at[place], value[place]) for place in places]


class Rows:
    """The rules of a column of claims, under the names of `Rule`; each column is fetched when it is first asked for."""

    leap_mar1: NDArray[np.bool_]

    def __init__(self, table: Table, rows: NDArray[np.intp]) -> None:
        self._table = table
        self._rows = rows

    def __getattr__(self, name: str) -> Any:
        if name in _LADDERS:
            depth = int(self._table.depths[name][self._rows].max(initial=1))
            found: Any = self._pairs(self._table.ladders[name][:depth])
        elif name == "excluded_until":
            found = self._pairs(self._table.until)
        else:
            found = self._table.columns[name].take(self._rows)
        setattr(self, name, found)
        return found

    def __getitem__(self, places: NDArray[np.intp]) -> "Rows":
        """The rules of some of the claims."""
        return Rows(self._table, self._rows[places])

    def _pairs(self, ladder: list[tuple[NDArray[np.int64], NDArray[np.int64]]]) -> list[tuple[Any, Any]]:
        return [(at.take(self._rows), value.take(self._rows)) for at, value in ladder]
