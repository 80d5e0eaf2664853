"""Two sets of tools with the same names: Python numbers for one claim, NumPy columns for many.

Every operator and every step is written once against a kit. Days are ordinals (`date.toordinal`); a month and day is
one number, 229 for 29 February.
"""

from calendar import isleap
from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

import numpy as np

Number = Any
"""A Python int or bool, or a NumPy array of them; the kit knows which."""

FIRST_YEAR, LAST_YEAR = 1800, 2300


class Kit(Protocol):
    """What an operator may use."""

    low: Any
    high: Any

    def pick(self, cond: Number, yes: Number, no: Number) -> Number: ...
    def no(self, cond: Number) -> Number: ...
    def some(self, cond: Number) -> bool: ...
    def over(self, cond: Number, work: Callable[..., Number], otherwise: Number, *inputs: Any) -> Number: ...
    def meets(self, flags: Number, named: Number) -> Number: ...
    def year(self, day: Number) -> Number: ...
    def month_day(self, day: Number) -> Number: ...
    def is_leap(self, year: Number) -> Number: ...
    def day_of(self, year: Number, month_day: Number) -> Number: ...


class Scalar:
    """One claim: plain Python."""

    low: Any = staticmethod(min)
    high: Any = staticmethod(max)

    def pick(self, cond: bool, yes: Number, no: Number) -> Number:
        """Yes where cond holds."""
        return yes if cond else no

    def no(self, cond: bool) -> bool:
        """Not."""
        return not cond

    def some(self, cond: bool) -> bool:
        """Whether it holds for any claim."""
        return bool(cond)

    def over(self, cond: bool, work: Callable[..., Number], otherwise: Number, *inputs: Any) -> Number:
        """The work on the inputs where cond holds."""
        return work(*inputs) if cond else otherwise

    def meets(self, flags: frozenset[str], named: frozenset[str]) -> bool:
        """Whether the claim carries one of the named flags."""
        return not flags.isdisjoint(named)

    def year(self, day: int) -> int:
        """The C.E. year of a day."""
        return date.fromordinal(day).year

    def month_day(self, day: int) -> int:
        """229 for 29 February."""
        found = date.fromordinal(day)
        return found.month * 100 + found.day

    def is_leap(self, year: int) -> bool:
        """Whether the year has a 29 February."""
        return isleap(year)

    def day_of(self, year: int, month_day: int) -> int:
        """The ordinal of a year and a month-day that it has."""
        return date(year, month_day // 100, month_day % 100).toordinal()


class Vector:
    """Many claims: NumPy columns of one length. Dates are read from tables, from 1800 to 2300."""

    low: Any = staticmethod(np.minimum)
    high: Any = staticmethod(np.maximum)

    def __init__(self) -> None:
        self._base = date(FIRST_YEAR, 1, 1).toordinal()
        days = np.arange(f"{FIRST_YEAR}-01-01", f"{LAST_YEAR}-01-01", dtype="datetime64[D]")
        years = days.astype("datetime64[Y]")
        months = days.astype("datetime64[M]")
        self._years = (years.astype(np.int64) + 1970).astype(np.int32)
        month = (months - years).astype(np.int64) + 1
        self._month_days = (month * 100 + (days - months).astype(np.int64) + 1).astype(np.int32)
        self._leap = np.array([isleap(year) for year in range(FIRST_YEAR, LAST_YEAR)])
        self._days = np.zeros((LAST_YEAR - FIRST_YEAR, 1232), dtype=np.int32)
        self._days[self._years - FIRST_YEAR, self._month_days] = np.arange(len(days)) + self._base

    def pick(self, cond: Number, yes: Number, no: Number) -> Number:
        """Yes where cond holds."""
        return np.where(cond, yes, no)

    def no(self, cond: Number) -> Number:
        """Not."""
        return ~cond

    def some(self, cond: Number) -> bool:
        """Whether it holds for any claim."""
        return bool(np.any(cond))

    def over(self, cond: Number, work: Callable[..., Number], otherwise: Number, *inputs: Any) -> Number:
        """The work on the inputs of those claims for which cond holds, and on no others."""
        places = np.flatnonzero(cond)
        result = np.array(np.broadcast_to(otherwise, cond.shape), dtype=np.int64)
        if len(places):
            result[places] = work(*(part[places] for part in inputs))
        return result

    def meets(self, flags: Number, named: Number) -> Number:
        """Whether the claim carries one of the named flags; both are masks."""
        return (flags & named) != 0

    def year(self, day: Number) -> Number:
        """The C.E. years of days."""
        return self._years[day - self._base]

    def month_day(self, day: Number) -> Number:
        """229 for 29 February."""
        return self._month_days[day - self._base]

    def is_leap(self, year: Number) -> Number:
        """Whether the years have a 29 February."""
        return self._leap[year - FIRST_YEAR]

    def day_of(self, year: Number, month_day: Number) -> Number:
        """The ordinals of years and month-days that they have."""
        return self._days[year - FIRST_YEAR, month_day].astype(np.int64)


SCALAR = Scalar()
VECTOR = Vector()
