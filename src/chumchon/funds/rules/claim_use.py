"""What earlier benefits used up, day by day: so it counts in whichever cap year the version that decides lays over it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chumchon.agreements.model import Agreement
from chumchon.agreements.years import cap_year_of

Days = tuple[tuple[date, int, int], ...]
"""(day, units, satang): a night on its own day, everything else on the day it happened."""


@dataclass(frozen=True)
class Used:
    """What a paid or approved benefit used up. The days and not the cap years are kept: a new version, or a join day put
    right, may count its years from another day."""

    benefit: str
    start: date
    days: Days


def laid(start: date, units: int, satang: int, nights: bool) -> Days:
    """Units and satang on their days: nights one after another, the baht evenly with what is odd on the first."""
    if not nights or units <= 0:
        return ((start, units, satang),)
    shares = [satang * left // units for left in range(units, -1, -1)]
    return tuple((start + timedelta(days=n), 1, shares[n] - shares[n + 1]) for n in range(units))


def laid_by_years(
    agreement: Agreement, join: date, start: date, parts: Sequence[tuple[int, int]], nights: bool
) -> Days:
    """A decision's (units, satang) by the cap years that decided it: each part from the first day of its year on."""
    days: list[tuple[date, int, int]] = []
    day = start
    for units, satang in parts:
        days += laid(day, units, satang, nights)
        day = cap_year_of(agreement, min(join, day), day)[1] + timedelta(days=1)
    return tuple(days)


def used_units(used: Iterable[Used], benefit: str, first: date, last: date) -> tuple[int, int]:
    """Units and satang of one benefit in a cap year (both days included)."""
    units = satang = 0
    for one in used:
        if one.benefit == benefit:
            for day, some, money in one.days:
                if first <= day <= last:
                    units, satang = units + some, satang + money
    return units, satang


def used_ever(used: Iterable[Used], benefit: str) -> int:
    """Units of one benefit over the whole membership."""
    return sum(units for one in used if one.benefit == benefit for _, units, _ in one.days)


def used_by_all(used: Iterable[Used], agreement: Agreement, first: date, last: date) -> int:
    """Satang of all benefits that count in the member's year."""
    excepted = agreement.member_year.excepted if agreement.member_year else ()
    return sum(
        money for one in used if one.benefit not in excepted for day, _, money in one.days if first <= day <= last
    )
