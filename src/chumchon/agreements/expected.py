"""The third form of the operators: what is expected of many members, for projections of a fund's outgo.

A `Spread` is what is not yet known of one claim (nights, children, damage, years of membership at the event) with the
chance of each value. Every operator works on its values as on a column of claims, so the expected amount is exact.
`times` and `percent` are linear: there the mean alone is enough (`expected_times`, `expected_percent`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isclose

import numpy as np
from numpy.typing import NDArray

from .kit import VECTOR, Kit, Number


@dataclass(frozen=True)
class Spread:
    """Values and their chances, which sum to one. Units, years or satang."""

    values: NDArray[np.int64]
    chances: NDArray[np.float64]

    @classmethod
    def of(cls, chances: Mapping[int, float]) -> "Spread":
        """From a table of chances. Errors: ValueError where they are negative or do not sum to one."""
        weights = np.array(list(chances.values()), dtype=np.float64)
        if not len(weights) or (weights < 0).any() or not isclose(weights.sum(), 1):
            raise ValueError("chances must be positive and sum to one")
        return cls(np.array(list(chances), dtype=np.int64), weights)

    def through(self, operator: Callable[[Kit, Number], Number]) -> "Spread":
        """What an operator makes of it: `nights.through(lambda k, n: op.cap(k, n, 10, 0))`."""
        return Spread(np.asarray(operator(VECTOR, self.values)), self.chances)

    @property
    def mean(self) -> float:
        """The expected value."""
        return float(self.values @ self.chances)


def expected_times(mean_units: float, rate: int) -> float:
    """Expected satang of units at a rate."""
    return mean_units * rate


def expected_percent(mean_base: float, share: int) -> float:
    """Expected satang of a share of a sum, at most one satang above what single claims are due."""
    return mean_base * share / 10_000
