"""What many agreements say, read into columns at once: the second reader of `flatten`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, count
from operator import attrgetter, itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .kit import Number
from .rule import NO_COUNT

Pairs = list[tuple[NDArray[np.int64], NDArray[np.int64]]]
"""Rung by rung, a column of where it begins (or of a mask) and of what it is worth; the last rung of a short one repeats."""


class Many:
    """What many agreements or benefits say, as columns with a row for each benefit (`flatten.Said`).

    `times` is how many benefits each of them speaks for: an agreement for all its own, a benefit for itself. `mask` makes
    bits of flags; `own` is what the benefits say, for the lists of an agreement that name some.
    """

    def __init__(
        self, ones: Sequence[Any], times: Any, mask: Callable[[Iterable[str]], int], own: "Many | None" = None
    ) -> None:
        self.times = times
        self.mask = mask
        self.own = own or self
        self._said: dict[str, Sequence[Any]] = {"": ones}
        self._kinds: dict[str, tuple[list[Any], NDArray[np.intp]]] = {}

    def of(self, path: str) -> Sequence[Any]:
        """What each says in a field, as it stands there."""
        if path not in self._said:
            whole, _, name = path.rpartition(".")
            self._said[path] = list(map(attrgetter(name), self.of(whole)))
        return self._said[path]

    def kinds(self, path: str) -> tuple[list[Any], NDArray[np.intp]]:
        """The different things that are said in a field, and which of them is said in each row: thousands say the same."""
        if path not in self._kinds:
            found = self.of(path)
            place: defaultdict[Any, int] = defaultdict(count().__next__)
            column = np.fromiter(map(place.__getitem__, found), np.intp, len(found))
            self._kinds[path] = list(place), column.repeat(self.times)
        return self._kinds[path]

    def number(self, path: str, otherwise: int = 0) -> NDArray[np.int64]:
        """See `flatten.Said`."""
        return self._column([otherwise if one is None else one for one in self.of(path)])

    def word(self, path: str, meaning: Mapping[Any, int]) -> NDArray[np.int64]:
        """See `flatten.Said`."""
        return self._column(list(map(meaning.__getitem__, self.of(path))))

    def names(self, path: str) -> NDArray[np.bool_]:
        """See `flatten.Said`; asked of agreements."""
        (lists, place), (keys, key) = self.kinds(path), self.own.kinds("key")
        named = np.array([[one in named for one in keys] for named in lists], np.bool_)
        return named.reshape(len(lists), len(keys))[place, key]

    def flags(self, path: str) -> NDArray[np.int64]:
        """See `flatten.Said`; a set is a mask."""
        kinds, place = self.kinds(path)
        return np.array([self.mask(one) for one in kinds], np.int64)[place]

    def flags_until(self, path: str) -> Pairs:
        """See `flatten.Said`; without one the mask is empty."""
        kinds, place = self.kinds(path)
        lists = [[(self.mask([flag]), years) for flag, years in one] for one in kinds]
        return _pairs(lists, itemgetter(0), itemgetter(1), place)

    def ladder(self, path: str, alone: Any = 0) -> Pairs:
        """See `flatten.Said`."""
        lists = self.of(path)
        place = np.arange(len(lists)).repeat(self.times)
        (at, value), *more = _pairs(lists, attrgetter("at"), attrgetter("value"), place, least=1)
        return [(at, np.where(self.rungs(path) > 0, value, alone)), *more]

    def rungs(self, path: str) -> NDArray[np.int64]:
        """See `flatten.Said`."""
        return self._column(list(map(len, self.of(path))))

    def _column(self, found: Sequence[int]) -> NDArray[np.int64]:
        return np.fromiter(found, np.int64, len(found)).repeat(self.times)


def _pairs(
    lists: Sequence[Sequence[Any]], first: Number, second: Number, of: NDArray[np.intp], least: int = 0
) -> Pairs:
    """Pairs of numbers, rising, of the list that each row has; zeros where its list is empty. As many as the longest
    list holds, yet at least so many.

    All pairs go into one column first and are fetched from there by place.
    """
    lengths = np.fromiter(map(len, lists), np.intp, len(lists))
    flat = list(chain.from_iterable(lists))
    at, value = (np.fromiter(map(get, flat), np.int64, len(flat)) for get in (first, second))
    rising = np.argsort(np.arange(len(lists)).repeat(lengths) * NO_COUNT + at)
    begins, some = np.cumsum(lengths) - lengths, np.flatnonzero(lengths)
    pairs = []
    for step in range(lengths.max(initial=least)):
        places = rising[begins[some] + np.minimum(step, lengths[some] - 1)]
        begin, worth = np.zeros(len(lists), np.int64), np.zeros(len(lists), np.int64)
        begin[some], worth[some] = at[places], value[places]
        pairs.append((begin[of], worth[of]))
    return pairs
