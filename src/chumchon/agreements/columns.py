"""Decide columns of claims under many agreements at once, by the same steps as one claim.

A `Book` holds every agreement as one table with a row for each benefit. Results are amounts and codes; the reason of any
one claim is made by deciding that claim alone.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .claims import Claims
from .decide import CODES
from .kit import VECTOR, Kit, Number
from .model import Agreement
from .shelf import gather
from .steps import BY_NAME
from .table import Rows, Table
from .years import completed

CHUNK = 32_768
"""Claims decided together: small enough that the columns stay in the processor's cache."""

UNDECIDED = len(CODES)
"""Stands for a code that is not found yet: a place behind the list."""


class Results(NamedTuple):
    """Satang paid, satang deferred, and the place of the code in `decide.CODES`, claim by claim."""

    amount: NDArray[np.int64]
    deferred: NDArray[np.int64]
    code: NDArray[np.int8]


class Book:
    """Agreements ready for columns. Errors: Faulty where a fund has two versions from one day."""

    def __init__(self, agreements: Iterable[Agreement]) -> None:
        shelf = gather(agreements)
        self.funds = {fund: place for place, fund in enumerate(shelf)}
        versions = [version for fund in shelf.values() for version in fund]
        self.table = Table(versions)
        self.events = {key: place for place, key in enumerate(sorted(self.table.keys))}
        self.most_versions = max((len(fund) for fund in shelf.values()), default=0)
        self.first = np.cumsum([0, *(len(fund) for fund in shelf.values())])
        self.effective = np.array([v.effective_from.toordinal() for v in versions], dtype=np.int64)
        self.row_of = np.zeros((len(versions) + 1, len(self.events) + 1), dtype=np.intp)
        events = np.array([self.events[key] for key in self.table.keys], dtype=np.intp)[self.table.key]
        self.row_of[self.table.version, events + 1] = np.arange(len(events)) + 1

    def decide(self, claims: Claims, threads: int = 1) -> Results:
        """Decide every claim of the columns; NumPy works without Python's lock, so threads share the processor's cores."""
        size = len(claims)
        rows, codes = self.rows(claims)
        results = Results(np.zeros(size, np.int64), np.zeros(size, np.int64), codes)

        def work(part: Any, steps: tuple[str, ...]) -> None:
            found = _decide(claims.take(part), Rows(self.table, rows[part]), codes[part], steps)
            results.amount[part], results.deferred[part], results.code[part] = found

        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda part: work(*part), self._parts(rows)))
        return results

    def _parts(self, rows: NDArray[np.intp]) -> Iterator[tuple[Any, tuple[str, ...]]]:
        """Which claims are decided together, and by which steps."""
        if len(self.table.orders) == 1:
            for start in range(0, len(rows), CHUNK):
                yield slice(start, start + CHUNK), self.table.orders[0]
            return
        orders = self.table.order[rows]
        for order in np.unique(orders):
            places = np.flatnonzero(orders == order)
            for start in range(0, len(places), CHUNK):
                yield places[start : start + CHUNK], self.table.orders[order]

    def rows(self, claims: Claims) -> tuple[NDArray[np.intp], NDArray[np.int8]]:
        """The row of the table for each claim (0 where there is none), and the codes of those without a row."""
        size = len(claims)
        rows, codes = np.empty(size, np.intp), np.full(size, UNDECIDED, np.int8)
        for start in range(0, size, CHUNK):
            part = slice(start, start + CHUNK)
            fund = claims.fund[part]
            rows[part], none = self._rows_of(fund, claims.start[part], claims.event[part])
            np.copyto(codes[part], np.int8(_PLACE["NO_BENEFIT"]), where=rows[part] == 0)
            np.copyto(codes[part], np.int8(_PLACE["NO_AGREEMENT"]), where=none)
        return rows, codes

    def _rows_of(self, fund: Any, start: Any, event: Any) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Rows of the table, and which claims have no version on their day."""
        first, last = self.first[fund], self.first[fund + 1] - 1
        version, known = first - 1, fund >= 0
        for step in range(self.most_versions):
            at = np.minimum(first + step, last)
            version += known & (first + step <= last) & (self.effective[at] <= start)
        none = (version < first) | ~known
        places = np.where(none, len(self.effective), version) * self.row_of.shape[1] + event + 1
        return self.row_of.ravel()[places], none


class _Run:
    """The steps of many claims; only amounts and codes are kept."""

    k: Kit = VECTOR
    age: Number
    parts: list[Number]
    counts: list[Number]
    allowed: list[Number]
    deferred: Number

    def __init__(self, claims: Claims, rows: Rows, codes: NDArray[np.int8]) -> None:
        self.rule: Any = rows
        self.facts: Any = claims
        self.codes = codes
        self.tenure: Number = completed(VECTOR, claims.join, claims.start, rows.leap_mar1)
        self.amount: Number = np.zeros(len(claims), np.int64)
        self.lowered: Number = np.zeros(len(claims), np.bool_)

    def check(self, name: str, code: str, fails: Number, asked: Number | None = None, **facts: Number) -> None:
        """The first code stays."""
        np.copyto(self.codes, np.int8(_PLACE[code]), where=fails & (self.codes == UNDECIDED))

    def become(self, name: str, amount: Number, asked: Number | None = None, **facts: Number) -> None:
        """Go on with the new amounts."""
        self.amount = amount


_PLACE = {code: place for place, code in enumerate(CODES)}


def _decide(claims: Claims, rows: Rows, codes: NDArray[np.int8], order: tuple[str, ...]) -> Results:
    run = _Run(claims, rows, codes)
    for name in order:
        if name != "version":
            BY_NAME[name](run)
    payable = codes == UNDECIDED
    np.copyto(codes, np.int8(_PLACE["OK"]), where=payable)
    np.copyto(codes, np.int8(_PLACE["OK_SCALED"]), where=payable & run.lowered)
    np.copyto(codes, np.int8(_PLACE["PARTIAL_CASH"]), where=payable & (run.deferred > 0))
    return Results(run.amount * payable, run.deferred * payable, codes)
