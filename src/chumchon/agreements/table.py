"""Rules as columns: one row a benefit of a version; row 0 stands for "none"."""

from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chumchon.thai.errors import Refused

from .model import STEPS
from .rule import Ladder, Rule

MOST_FLAGS = 62
_LADDERS = ("ladder", "ratio")
_MASKS = ("waived", "excluded")
_SATANG = ("per_day", "first", "least", "most", "year_max", "member_year", "floor")
_PLAIN: dict[str, Any] = {
    f.name: np.bool_ if f.type is bool else np.int64 if f.name in _SATANG else np.int32
    for f in fields(Rule)
    if f.type in (int, bool)
}


class Table:
    """Every number of every rule as a column. Errors: TOO_MANY_FLAGS where agreements name more than 62 flags."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.flags = _vocabulary(rules)
        self.columns: dict[str, NDArray[Any]] = {}
        plain = zip(*map(attrgetter(*_PLAIN), rules), strict=True) if rules else [()] * len(_PLAIN)
        for (name, kind), values in zip(_PLAIN.items(), plain, strict=True):
            self.columns[name] = np.array([0, *values], dtype=kind)
        for name in _MASKS:
            self.columns[name] = np.array([0, *(self.mask(getattr(rule, name)) for rule in rules)], dtype=np.int64)
        self.ladders = {name: _pad([((0, 0),), *(getattr(rule, name) for rule in rules)]) for name in _LADDERS}
        self.depths = {
            name: np.array([1, *(len(getattr(rule, name)) for rule in rules)], dtype=np.int16) for name in _LADDERS
        }
        until: list[Ladder] = [
            tuple((self.mask(flags), years) for flags, years in rule.excluded_until) for rule in rules
        ]
        self.until = _pad([(), *until])
        self.orders = sorted({STEPS, *(rule.steps for rule in rules)})
        place = {order: number for number, order in enumerate(self.orders)}
        self.order = np.array([place[STEPS], *(place[rule.steps] for rule in rules)], dtype=np.int16)

    def mask(self, flags: frozenset[str]) -> int:
        """Flags as bits; those that no agreement names decide nothing and have none."""
        return sum(1 << self.flags[flag] for flag in flags if flag in self.flags)

    @property
    def bytes(self) -> int:
        """Memory of the columns."""
        pairs = [column for ladder in (*self.ladders.values(), self.until) for pair in ladder for column in pair]
        return sum(column.nbytes for column in (*self.columns.values(), *pairs))


def _vocabulary(rules: Sequence[Rule]) -> dict[str, int]:
    named: set[str] = set()
    for rule in rules:
        named |= rule.waived | rule.excluded | {flag for flags, _years in rule.excluded_until for flag in flags}
    if len(named) > MOST_FLAGS:
        raise Refused(
            "TOO_MANY_FLAGS",
            f"ข้อตกลงเหล่านี้ใช้เหตุรวมกัน {len(named)} อย่าง คิดพร้อมกันได้ไม่เกิน {MOST_FLAGS} อย่าง แบ่งคิดเป็นชุด",
            f"These agreements name {len(named)} flags; columns hold {MOST_FLAGS}. Decide them in parts.",
        )
    return {flag: place for place, flag in enumerate(sorted(named))}


def _pad(ladders: Sequence[Ladder]) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Rung by rung, a column of where it begins and of what it is worth; a short ladder repeats its last rung."""
    depth = max((len(ladder) for ladder in ladders), default=0)
    even = [(*ladder, *(ladder or ((0, 0),))[-1:] * (depth - len(ladder))) for ladder in ladders]
    rungs = np.ascontiguousarray(np.array(even, dtype=np.int64).reshape(len(ladders), depth, 2).transpose(1, 2, 0))
    return [(at, value) for at, value in rungs]


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
