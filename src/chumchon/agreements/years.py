"""Completed years, anniversaries and the years in which an agreement counts its caps."""

from datetime import date

from .kit import SCALAR, Kit, Number
from .model import Agreement
from .rule import ANNIVERSARY, FISCAL_OCT

LEAP = 229


def _anniversary_in(k: Kit, since: Number, year: Number, leap_mar1: Number) -> Number:
    """Month-day on which a year is completed: who began on 29 February completes it on 28 February or on 1 March."""
    begun = k.month_day(since)
    leap_year = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    moved = (begun == LEAP) & k.no(leap_year)
    return k.pick(moved, k.pick(leap_mar1, 301, 228), begun)


def completed(k: Kit, since: Number, day: Number, leap_mar1: Number) -> Number:
    """Completed years from one day to another; below zero where the second comes first."""
    year = k.year(day)
    short = k.month_day(day) < _anniversary_in(k, since, year, leap_mar1)
    return year - k.year(since) - k.pick(short, 1, 0)


def anniversary(k: Kit, since: Number, years: Number, leap_mar1: Number) -> Number:
    """The day on which that many years are completed."""
    year = k.year(since) + years
    return k.day_of(year, _anniversary_in(k, since, year, leap_mar1))


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
