"""One benefit of one agreement as flat numbers: what the operators work on, one row of the nation's table."""

import sys
from typing import NamedTuple

NO_LIMIT = sys.maxsize
"""Stands for "the agreement sets no limit" of satang: more than any sum, and what a column of satang can hold."""
NO_COUNT = 2**30
"""The same for days, years, units and times."""

FIXED, PER_UNIT, PERCENT = range(3)
NO_UNIT, NIGHT, CHILD = range(3)
DAMAGE, CONTRIBUTIONS = range(2)
CALENDAR, FISCAL_OCT, ANNIVERSARY = range(3)
DOWN, NEAREST, UP, SATANG = range(4)

Ladder = tuple[tuple[int, int], ...]


class Rule(NamedTuple):
    """Numbers only, but for the flags. Ladders rise from zero: ((at, value), ...). First what the agreement says of all
    its benefits, then what the benefit says itself. `flatten.flatten` says where each is read."""

    waiting_days: int
    grace_days: int
    per_day: int
    deducts: bool
    within_days: int
    join_min_age: int
    join_max_age: int
    cap_year: int
    leap_mar1: bool
    rounding: int
    kind: int
    unit: int
    of: int
    by_age: bool
    stepped: bool
    first: int
    ladder: Ladder
    least: int
    most: int
    year_units: int
    lifetime_units: int
    year_max: int
    year_events: int
    member_year: int
    household: bool
    once: bool
    min_age: int
    max_age: int
    min_tenure: int
    asks_age: bool
    scaled: bool
    ratio: Ladder
    floor: int
    waived: frozenset[str]
    excluded: frozenset[str]
    excluded_until: tuple[tuple[frozenset[str], int], ...]
