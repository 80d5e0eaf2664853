"""From the words of an agreement to flat numbers, written once: one benefit gives a `Rule`, a nation gives columns.

`One` reads a single benefit, `many.Many` all benefits of many agreements at once; both answer to the same names.
"""

from collections.abc import Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Protocol

from .kit import SCALAR, Kit, Number
from .rule import (
    ANNIVERSARY,
    CALENDAR,
    CHILD,
    CONTRIBUTIONS,
    DAMAGE,
    DOWN,
    FISCAL_OCT,
    FIXED,
    NEAREST,
    NIGHT,
    NO_COUNT,
    NO_LIMIT,
    NO_UNIT,
    PER_UNIT,
    PERCENT,
    SATANG,
    UP,
    Rule,
)

if TYPE_CHECKING:
    from .model import Agreement

_KINDS = {"fixed": FIXED, "per_unit": PER_UNIT, "percent": PERCENT}
_UNITS = {None: NO_UNIT, "night": NIGHT, "child": CHILD}
_BASES = {None: DAMAGE, "damage": DAMAGE, "contributions_paid": CONTRIBUTIONS}
_BY_AGE = {None: False, "tenure_years": False, "age_years": True}
_CAP_YEARS = {"calendar": CALENDAR, "fiscal_oct": FISCAL_OCT, "anniversary": ANNIVERSARY}
_LEAP_MAR1 = {"feb28": False, "mar1": True}
_ROUNDINGS = {"baht_down": DOWN, "baht_nearest": NEAREST, "baht_up": UP, "satang": SATANG}


class Said(Protocol):
    """What one thing (an agreement, a benefit) says, or a column of what many say. `path` names a field of it."""

    def number(self, path: str, otherwise: int = 0) -> Number:
        """A number or a truth, and what stands for it where nothing is said."""

    def word(self, path: str, meaning: Mapping[Any, int]) -> Number:
        """The meaning of a word of a closed set."""

    def names(self, path: str) -> Number:
        """Whether a list of keys names the benefit."""

    def flags(self, path: str) -> Number:
        """A set of flags."""

    def flags_until(self, path: str) -> Any:
        """Pairs of a set of flags and the years for which it holds."""

    def ladder(self, path: str, alone: Number = 0) -> Any:
        """Rising rungs (at, value); without bands one rung at zero that is worth `alone`."""

    def rungs(self, path: str) -> Number:
        """How many bands there are."""


def flatten(k: Kit, all_of_it: Said, own: Said) -> dict[str, Any]:
    """Every number of a rule under its name in `Rule`: what the agreement says of all benefits, what the benefit says."""
    bands, rate = "amount.bands", own.number("amount.rate")
    ladder = own.ladder(bands, rate)
    by_age = own.word("amount.by", _BY_AGE)
    join_min_age = all_of_it.number("membership.join_min_age", -NO_COUNT)
    join_max_age = all_of_it.number("membership.join_max_age", NO_COUNT)
    min_age, max_age = own.number("min_age", -NO_COUNT), own.number("max_age", NO_COUNT)
    youngest, oldest = k.high(min_age, join_min_age), k.low(max_age, join_max_age)
    return {
        "waiting_days": all_of_it.number("membership.waiting_days"),
        "grace_days": all_of_it.number("membership.grace_days"),
        "per_day": all_of_it.number("membership.contribution_per_day_satang"),
        "deducts": all_of_it.number("membership.deduct_arrears"),
        "within_days": all_of_it.number("membership.claim_within_days", NO_COUNT),
        "join_min_age": join_min_age,
        "join_max_age": join_max_age,
        "cap_year": all_of_it.word("cap_year", _CAP_YEARS),
        "leap_mar1": all_of_it.word("leap_day", _LEAP_MAR1),
        "rounding": all_of_it.word("rounding", _ROUNDINGS),
        "kind": own.word("amount.kind", _KINDS),
        "unit": own.word("amount.unit", _UNITS),
        "of": own.word("amount.of", _BASES),
        "by_age": by_age,
        "stepped": own.rungs(bands) > 1,
        "first": ladder[0][1],
        "ladder": ladder,
        "least": own.number("amount.least_satang"),
        "most": k.low(own.number("amount.most_satang", NO_LIMIT), own.number("event_max_satang", NO_LIMIT)),
        "year_units": own.number("year_units", NO_COUNT),
        "lifetime_units": own.number("lifetime_units", NO_COUNT),
        "year_max": own.number("year_max_satang", NO_LIMIT),
        "year_events": own.number("year_events", NO_COUNT),
        "member_year": k.pick(all_of_it.names("year.excepted"), NO_LIMIT, all_of_it.number("year.amount_satang")),
        "household": own.number("per_household"),
        "once": own.number("once_per_event"),
        "min_age": min_age,
        "max_age": max_age,
        "min_tenure": own.number("min_tenure_years"),
        "asks_age": by_age | (youngest > -NO_COUNT) | (oldest < NO_COUNT),
        "scaled": all_of_it.names("ratio.applies_to"),
        "ratio": all_of_it.ladder("ratio.bands"),
        "floor": all_of_it.number("ratio.floor_satang"),
        "waived": own.flags("waiting_waived"),
        "excluded": own.flags("exclude"),
        "excluded_until": own.flags_until("exclude_until_years"),
    }


class One:
    """What one agreement or one benefit says; `key` is the benefit's."""

    def __init__(self, one: Any, key: str) -> None:
        self.one = one
        self.key = key

    def _of(self, path: str) -> Any:
        return attrgetter(path)(self.one)

    def number(self, path: str, otherwise: int = 0) -> Number:
        """See `Said`."""
        found = self._of(path)
        return otherwise if found is None else found

    def word(self, path: str, meaning: Mapping[Any, int]) -> Number:
        """See `Said`."""
        return meaning[self._of(path)]

    def names(self, path: str) -> Number:
        """See `Said`."""
        return self.key in self._of(path)

    def flags(self, path: str) -> Number:
        """See `Said`."""
        return frozenset(self._of(path))

    def flags_until(self, path: str) -> Any:
        """See `Said`."""
        return tuple((frozenset([flag]), years) for flag, years in self._of(path))

    def ladder(self, path: str, alone: Number = 0) -> Any:
        """See `Said`."""
        return tuple(sorted((band.at, band.value) for band in self._of(path))) or ((0, alone),)

    def rungs(self, path: str) -> Number:
        """See `Said`."""
        return len(self._of(path))


def rules(agreement: "Agreement") -> dict[str, Rule]:
    """Every benefit as a rule, by its key."""
    return {b.key: Rule(**flatten(SCALAR, One(agreement, b.key), One(b, b.key))) for b in agreement.benefits}
