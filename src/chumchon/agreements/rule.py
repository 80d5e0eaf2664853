"""One benefit of one agreement as flat numbers: what the operators work on, one row of the nation's table."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Agreement, Band, Benefit

NO_LIMIT = 10**13
"""Stands for "the agreement sets no limit" of satang: more than any sum."""
NO_COUNT = 2**30
"""The same for days, years, units and times."""

FIXED, PER_UNIT, PERCENT = range(3)
NO_UNIT, NIGHT, CHILD = range(3)
DAMAGE, CONTRIBUTIONS = range(2)
CALENDAR, FISCAL_OCT, ANNIVERSARY = range(3)
DOWN, NEAREST, UP, SATANG = range(4)

Ladder = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Rule:
    """Numbers only, but for the flags. Ladders rise from zero: ((at, value), ...)."""

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
    steps: tuple[str, ...]


def _ladder(bands: "tuple[Band, ...]") -> Ladder:
    return tuple(sorted((band.at, band.value) for band in bands))


def _or(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value


def compile_benefit(agreement: "Agreement", benefit: "Benefit") -> Rule:
    """Flatten one benefit with all that its agreement says about it."""
    member, amount = agreement.membership, benefit.amount
    ratio, year = agreement.fund_ratio, agreement.member_year
    capped = year is not None and benefit.key not in year.excepted
    ages = (benefit.min_age, benefit.max_age, member.join_min_age, member.join_max_age)
    ladder = _ladder(amount.bands) or ((0, _or(amount.rate, 0)),)
    return Rule(
        waiting_days=member.waiting_days,
        grace_days=member.grace_days,
        per_day=member.contribution_per_day_satang,
        deducts=member.deduct_arrears,
        within_days=_or(member.claim_within_days, NO_COUNT),
        join_min_age=_or(member.join_min_age, -NO_COUNT),
        join_max_age=_or(member.join_max_age, NO_COUNT),
        cap_year={"calendar": CALENDAR, "fiscal_oct": FISCAL_OCT, "anniversary": ANNIVERSARY}[agreement.cap_year],
        leap_mar1=agreement.leap_day == "mar1",
        rounding={"baht_down": DOWN, "baht_nearest": NEAREST, "baht_up": UP, "satang": SATANG}[agreement.rounding],
        kind={"fixed": FIXED, "per_unit": PER_UNIT, "percent": PERCENT}[amount.kind],
        unit={None: NO_UNIT, "night": NIGHT, "child": CHILD}[amount.unit],
        of=CONTRIBUTIONS if amount.of == "contributions_paid" else DAMAGE,
        by_age=amount.by == "age_years",
        stepped=len(ladder) > 1,
        first=ladder[0][1],
        ladder=ladder,
        least=_or(amount.least_satang, 0),
        most=min(_or(amount.most_satang, NO_LIMIT), _or(benefit.event_max_satang, NO_LIMIT)),
        year_units=_or(benefit.year_units, NO_COUNT),
        lifetime_units=_or(benefit.lifetime_units, NO_COUNT),
        year_max=_or(benefit.year_max_satang, NO_LIMIT),
        year_events=_or(benefit.year_events, NO_COUNT),
        member_year=year.amount_satang if year is not None and capped else NO_LIMIT,
        household=benefit.per_household,
        once=benefit.once_per_event,
        min_age=_or(benefit.min_age, -NO_COUNT),
        max_age=_or(benefit.max_age, NO_COUNT),
        min_tenure=_or(benefit.min_tenure_years, 0),
        asks_age=amount.by == "age_years" or any(age is not None for age in ages),
        scaled=ratio is not None and benefit.key in ratio.applies_to,
        ratio=_ladder(ratio.bands) if ratio is not None else ((0, 10_000),),
        floor=ratio.floor_satang if ratio is not None else 0,
        waived=frozenset(benefit.waiting_waived),
        excluded=frozenset(benefit.exclude),
        excluded_until=tuple((frozenset([flag]), years) for flag, years in benefit.exclude_until_years),
        steps=agreement.steps,
    )
