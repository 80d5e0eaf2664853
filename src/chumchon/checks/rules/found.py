"""What a check found, and the little that all of them need to find it in columns."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Rows = tuple[tuple[str, int], ...]
MOST_ROWS = 40
"""Evidence rows that a finding keeps; `facts` tells how many there were."""


class Found(NamedTuple):
    """One finding: where, on whom, which rows show it, numbers of its sentence. key names it for ever (rows where empty)."""

    code: str
    fund: int
    subject: str
    rows: Rows
    facts: dict[str, int | str]
    key: tuple[int | str, ...] = ()

    @property
    def name(self) -> tuple[int | str, ...]:
        """What makes it the same finding in the next run."""
        return self.key or tuple(part for row in self.rows for part in row)


def runs(*keys: NDArray[Any]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Order that brings equal keys together, and where each run of equals begins in that order (its end as last)."""
    order = np.lexsort(keys[::-1])
    size = len(order)
    if size == 0:
        return order, np.zeros(1, np.intp)
    new = np.zeros(size, bool)
    new[0] = True
    for key in keys:
        sorted_ = key[order]
        new[1:] |= sorted_[1:] != sorted_[:-1]
    return order, np.append(np.flatnonzero(new), size)


def many(*keys: NDArray[Any], least: int = 2) -> Iterator[NDArray[np.intp]]:
    """Places of rows that share all keys, for every group of at least so many."""
    order, starts = runs(*keys)
    sizes = np.diff(starts)
    for at in np.flatnonzero(sizes >= least):
        yield order[starts[at] : starts[at + 1]]


def of(table: NDArray[np.void], column: str, wanted: NDArray[Any]) -> NDArray[np.intp]:
    """The place in `table` of each wanted value of a column of ids; -1 where there is none."""
    if len(table) == 0:
        return np.full(len(wanted), -1, np.intp)
    order = np.argsort(table[column], kind="stable")
    keys = table[column][order]
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, order[at], -1)


def rows(kind: str, ids: NDArray[Any]) -> Rows:
    """Evidence of one kind."""
    return tuple((kind, int(i)) for i in ids[:MOST_ROWS])
