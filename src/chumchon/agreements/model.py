"""A fund's agreement as frozen data. Money is satang, percentages are hundredths of a percent, days are C.E. dates."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .flatten import rules
from .rule import NO_LIMIT, Rule

STEPS = (
    "version", "membership", "waiting", "exclusion", "deadline", "evidence", "base", "limits", "caps", "fund_ratio",
    "arrears", "round", "cash",
)  # fmt: skip
"""The order of operations where an agreement does not write its own."""

CAP_YEARS = ("calendar", "fiscal_oct", "anniversary")
LEAP_DAYS = ("feb28", "mar1")
ROUNDINGS = ("baht_down", "baht_nearest", "baht_up", "satang")
KINDS = ("fixed", "per_unit", "percent")
UNITS = ("night", "child")
BASES = ("damage", "contributions_paid")
LADDERS = ("tenure_years", "age_years")
RATIO = "cash / expected_outgo_12m"


@dataclass(frozen=True, slots=True)
class Band:
    """One rung: from `at` (years; for the fund ratio ten-thousandths) the value is `value`, until the next rung."""

    at: int
    value: int


@dataclass(frozen=True, slots=True)
class Amount:
    """How much: `rate` or `bands` in satang, or in hundredths of a percent where kind is "percent"."""

    kind: str
    unit: str | None = None
    of: str | None = None
    rate: int | None = None
    by: str | None = None
    bands: tuple[Band, ...] = ()
    least_satang: int | None = None
    most_satang: int | None = None


@dataclass(frozen=True, slots=True)
class Benefit:
    """One benefit of the agreement. None is "the agreement does not say", so no limit."""

    key: str
    th: str
    amount: Amount
    event_max_satang: int | None = None
    year_units: int | None = None
    year_max_satang: int | None = None
    year_events: int | None = None
    lifetime_units: int | None = None
    per_household: bool = False
    once_per_event: bool = False
    waiting_waived: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    exclude_until_years: tuple[tuple[str, int], ...] = ()
    min_age: int | None = None
    max_age: int | None = None
    min_tenure_years: int | None = None
    evidence: tuple[str, ...] = ()
    approve: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Membership:
    """Waiting, grace, arrears and the time in which a claim may come."""

    waiting_days: int
    grace_days: int
    contribution_per_day_satang: int = 0
    deduct_arrears: bool = False
    rejoin: str = "restart"
    claim_within_days: int | None = None
    join_min_age: int | None = None
    join_max_age: int | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class MemberYear:
    """All benefits of one person in one year together, but for those excepted."""

    amount_satang: int
    excepted: tuple[str, ...] = ()
    th: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class FundRatio:
    """What share of a benefit is paid at which ratio of cash to the expected outgo; bands fall to zero."""

    applies_to: tuple[str, ...]
    bands: tuple[Band, ...]
    floor_satang: int = 0
    clause: str = ""


NO_MEMBER_YEAR = MemberYear(NO_LIMIT)
NO_RATIO = FundRatio((), ())


@dataclass(frozen=True)
class Agreement:
    """One version of one fund's agreement."""

    fund: str
    name_th: str
    version: int
    effective_from: date
    membership: Membership
    benefits: tuple[Benefit, ...]
    resolution_th: str = ""
    cap_year: str = "calendar"
    leap_day: str = "feb28"
    rounding: str = "baht_down"
    steps: tuple[str, ...] = STEPS
    member_year: MemberYear | None = None
    fund_ratio: FundRatio | None = None

    def benefit(self, key: str) -> Benefit | None:
        """The benefit of that key, or None."""
        return self._by_key.get(key)

    def rule(self, key: str) -> Rule | None:
        """The same benefit as flat numbers, for the operators."""
        return self.rules.get(key)

    @property
    def year(self) -> MemberYear:
        """The member's year; without a limit where the agreement sets none."""
        return self.member_year or NO_MEMBER_YEAR

    @property
    def ratio(self) -> FundRatio:
        """The share that the fund's finances allow; of no benefit where the agreement sets none."""
        return self.fund_ratio or NO_RATIO

    @property
    def flags(self) -> frozenset[str]:
        """Every flag that a benefit names."""
        return frozenset(
            flag
            for one in self.benefits
            for flag in (*one.waiting_waived, *one.exclude, *(until for until, _years in one.exclude_until_years))
        )

    @cached_property
    def _by_key(self) -> dict[str, Benefit]:
        return {b.key: b for b in self.benefits}

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Every benefit as flat numbers, by its key."""
        return rules(self)
