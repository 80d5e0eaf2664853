"""One benefit of one agreement as flat numbers: what the operators work on, one row of the nation's table."""

from typing import TYPE_CHECKING, NamedTuple

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


_CAP_YEARS = {"calendar": CALENDAR, "fiscal_oct": FISCAL_OCT, "anniversary": ANNIVERSARY}
_ROUNDINGS = {"baht_down": DOWN, "baht_nearest": NEAREST, "baht_up": UP, "satang": SATANG}
_KINDS = {"fixed": FIXED, "per_unit": PER_UNIT, "percent": PERCENT}
_UNITS = {None: NO_UNIT, "night": NIGHT, "child": CHILD}
_ALL_OF_IT: Ladder = ((0, 10_000),)
_ForAll = tuple[int, int, int, bool, int, int, int, int, bool, int, tuple[str, ...]]
"""The first fields of `Rule`, in its order."""


class Rule(NamedTuple):
    """Numbers only, but for the flags. Ladders rise from zero: ((at, value), ...). First what the agreement says of all
    its benefits, then what the benefit says itself."""

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
    steps: tuple[str, ...]
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


def _ladder(bands: "tuple[Band, ...]") -> Ladder:
    return tuple(sorted([(band.at, band.value) for band in bands]))


def _or(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value


def compile_agreement(agreement: "Agreement") -> dict[str, Rule]:
    """Flatten every benefit, with all that its agreement says about it. By the benefit's key."""
    member, ratio = agreement.membership, agreement.fund_ratio
    for_all: _ForAll = (
        member.waiting_days,
        member.grace_days,
        member.contribution_per_day_satang,
        member.deduct_arrears,
        _or(member.claim_within_days, NO_COUNT),
        _or(member.join_min_age, -NO_COUNT),
        _or(member.join_max_age, NO_COUNT),
        _CAP_YEARS[agreement.cap_year],
        agreement.leap_day == "mar1",
        _ROUNDINGS[agreement.rounding],
        agreement.steps,
    )
    joins_by_age = member.join_min_age is not None or member.join_max_age is not None
    share = _ladder(ratio.bands) if ratio is not None else _ALL_OF_IT
    floor = ratio.floor_satang if ratio is not None else 0
    return {b.key: _compile(agreement, b, for_all, joins_by_age, share, floor) for b in agreement.benefits}


def _compile(
    agreement: "Agreement", benefit: "Benefit", for_all: _ForAll, joins_by_age: bool, share: Ladder, floor: int
) -> Rule:
    amount, year, ratio = benefit.amount, agreement.member_year, agreement.fund_ratio
    ladder = _ladder(amount.bands) or ((0, _or(amount.rate, 0)),)
    by_age, least_age, most_age = amount.by == "age_years", benefit.min_age, benefit.max_age
    return Rule(
        *for_all,
        kind=_KINDS[amount.kind],
        unit=_UNITS[amount.unit],
        of=CONTRIBUTIONS if amount.of == "contributions_paid" else DAMAGE,
        by_age=by_age,
        stepped=len(ladder) > 1,
        first=ladder[0][1],
        ladder=ladder,
        least=_or(amount.least_satang, 0),
        most=min(_or(amount.most_satang, NO_LIMIT), _or(benefit.event_max_satang, NO_LIMIT)),
        year_units=_or(benefit.year_units, NO_COUNT),
        lifetime_units=_or(benefit.lifetime_units, NO_COUNT),
        year_max=_or(benefit.year_max_satang, NO_LIMIT),
        year_events=_or(benefit.year_events, NO_COUNT),
        member_year=year.amount_satang if year is not None and benefit.key not in year.excepted else NO_LIMIT,
        household=benefit.per_household,
        once=benefit.once_per_event,
        min_age=_or(least_age, -NO_COUNT),
        max_age=_or(most_age, NO_COUNT),
        min_tenure=_or(benefit.min_tenure_years, 0),
        asks_age=by_age or joins_by_age or least_age is not None or most_age is not None,
        scaled=ratio is not None and benefit.key in ratio.applies_to,
        ratio=share,
        floor=floor,
        waived=frozenset(benefit.waiting_waived),
        excluded=frozenset(benefit.exclude),
        excluded_until=tuple([(frozenset([flag]), years) for flag, years in benefit.exclude_until_years]),
    )
