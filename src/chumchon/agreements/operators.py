"""The closed set of operators. Each is written once and serves one claim, columns of claims and expected values.

Money is satang, percentages are hundredths of a percent, ratios ten-thousandths. A fraction of a satang is dropped at
once. Nothing else may change an amount: an agreement holds no free expressions.
"""

from collections.abc import Iterable

from .kit import Kit, Number
from .rule import DOWN, NEAREST, UP


def lookup(k: Kit, ladder: Iterable[tuple[Number, Number]], at: Number) -> Number:
    """The value of the highest rung not above `at`; the ladder rises from zero."""
    rungs = iter(ladder)
    value = next(rungs)[1]
    for rung, worth in rungs:
        value = k.pick(at >= rung, worth, value)
    return value


def times(k: Kit, units: Number, rate: Number) -> Number:
    """Units at a rate."""
    return units * rate


def percent(k: Kit, base: Number, share: Number) -> Number:
    """A share of a sum."""
    return base * share // 10_000


def clamp(k: Kit, amount: Number, least: Number, most: Number) -> Number:
    """Not less than the least, then not more than the most."""
    return k.low(k.high(amount, least), most)


def left(k: Kit, limit: Number, used: Number) -> Number:
    """What a counter still leaves under its cap."""
    return k.high(limit - used, 0)


def cap(k: Kit, amount: Number, limit: Number, used: Number) -> Number:
    """Not more than the counter leaves: units, or satang."""
    return k.low(amount, left(k, limit, used))


def fund_share(k: Kit, ratio: Iterable[tuple[Number, Number]], cash: Number, outgo: Number) -> Number:
    """The share that the fund's finances allow; edges belong to the higher band, no forecast pays in full."""
    rungs = ((rung * outgo, share) for rung, share in ratio)
    return k.pick(outgo > 0, lookup(k, rungs, cash * 10_000), 10_000)


def scale(k: Kit, amount: Number, share: Number, floor: Number) -> Number:
    """A share of the amount, yet not below the floor; the floor never lifts an amount above what it was."""
    return k.high(percent(k, amount, share), k.low(amount, floor))


def deduct(k: Kit, amount: Number, owed: Number) -> Number:
    """The amount less what is owed, never below zero."""
    return k.high(amount - owed, 0)


def to_baht(k: Kit, amount: Number, way: Number) -> Number:
    """Satang away, as the agreement rounds."""
    if not k.some(way != DOWN):
        return amount // 100 * 100
    down, near, up = amount // 100 * 100, (amount + 50) // 100 * 100, (amount + 99) // 100 * 100
    return k.pick(way == DOWN, down, k.pick(way == NEAREST, near, k.pick(way == UP, up, amount)))


def share_out(k: Kit, total: Number, people: Number, place: Number) -> Number:
    """Whole baht shared equally; the odd baht go to those registered first (places count from 1)."""
    baht = total // 100
    return (baht // people + k.pick(place <= baht % people, 1, 0)) * 100


def pay(k: Kit, amount: Number, cash: Number) -> Number:
    """What is paid now; the rest is deferred."""
    return k.low(amount, k.high(cash, 0))
