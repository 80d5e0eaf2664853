"""Completed years, anniversaries and the years in which an agreement counts its caps."""

from datetime import date

from .kit import SCALAR, Kit, Number
from .model import Agreement
from .rule import ANNIVERSARY, FISCAL_OCT

LEAP = 229


def _moved(k: Kit, begun: Number, year: Number, leap_mar1: Number) -> Number:
    """Whether who began on 29 February completes a year on the 28th in that year."""
    return (begun == LEAP) & k.no(leap_mar1 | k.is_leap(year))


def completed(k: Kit, since: Number, day: Number, leap_mar1: Number) -> Number:
    """Completed years from one day to another; below zero where the second comes first.

    Who began on 29 February completes a year on 28 February or, by the agreement, on 1 March where there is no 29th.
    """
    year, begun = k.year(day), k.month_day(since)
    return year - k.year(since) - (k.month_day(day) < begun - _moved(k, begun, year, leap_mar1))


def anniversary(k: Kit, since: Number, years: Number, leap_mar1: Number) -> Number:
    """The day on which that many years are completed."""
    year, begun = k.year(since) + years, k.month_day(since)
    late = (begun == LEAP) & leap_mar1 & k.no(k.is_leap(year))
    return k.day_of(year, k.pick(late, 301, begun - _moved(k, begun, year, leap_mar1)))


def next_cap_year(k: Kit, cap_year: Number, join: Number, day: Number, leap_mar1: Number) -> Number:
    """The first day of the cap year after the one in which the day lies."""
    year = k.year(day)
    following = k.day_of(year + 1, 101)
    if k.some(cap_year == FISCAL_OCT):
        october = k.day_of(year + k.pick(k.month_day(day) >= 1001, 1, 0), 1001)
        following = k.pick(cap_year == FISCAL_OCT, october, following)
    if k.some(cap_year == ANNIVERSARY):
        years = completed(k, join, day, leap_mar1) + 1
        following = k.pick(cap_year == ANNIVERSARY, anniversary(k, join, years, leap_mar1), following)
    return following


def cap_year_of(agreement: Agreement, join: date, day: date) -> tuple[date, date]:
    """First and last day of the cap year in which a day lies: what a book sums its counters over."""
    mar1 = agreement.leap_day == "mar1"
    if agreement.cap_year == "calendar":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if agreement.cap_year == "fiscal_oct":
        year = day.year - (day.month < 10)
        return date(year, 10, 1), date(year + 1, 9, 30)
    years = completed(SCALAR, join.toordinal(), day.toordinal(), mar1)
    first, after = (anniversary(SCALAR, join.toordinal(), years + n, mar1) for n in (0, 1))
    return date.fromordinal(first), date.fromordinal(after - 1)
