"""Money in the box and at the bank day by day, administration by the year, months that jump out of past and peers."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..columns import Columns, Table
from .found import Found, many, runs

Parameters = Mapping[str, int]


class _Account(NamedTuple):
    """End-of-day balances of one account on the days on which something moved, and the day after the last."""

    fund: int
    account: int
    box: bool
    days: NDArray[np.int64]
    balances: NDArray[np.int64]
    until: NDArray[np.int64]


def _accounts(c: Columns) -> Iterator[_Account]:
    cash = c["cash"]
    order, starts = runs(cash["fund"], cash["account"])
    cash = cash[order]
    for first, last in pairwise(starts):
        rows = cash[first:last]
        fund = int(rows["fund"][0])
        if not c.within(fund):
            continue
        days, place = np.unique(rows["day"].astype(np.int64), return_inverse=True)
        moved = np.zeros(len(days), np.int64)
        np.add.at(moved, place, rows["satang"])
        until = np.append(days[1:], max(c.today, int(days[-1]) + 1))
        yield _Account(fund, int(rows["account"][0]), bool(rows["box"][0]), days, np.cumsum(moved), until)


def _spells(which: NDArray[np.bool_]) -> Iterator[slice]:
    """Runs of days on which it was so."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], which, [False])).astype(np.int8)))
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        yield slice(int(first), int(last))


def negative_cash(c: Columns, p: Parameters) -> list[Found]:
    """A box or bank account below zero at the end of a day: one finding for each spell."""
    found = []
    for a in _accounts(c):
        for spell in _spells(a.balances < 0):
            day, low = int(a.days[spell.start]), int(a.balances[spell].min())
            facts: dict[str, int | str] = {
                "day_day": day, "low_satang": low, "days": int(a.until[spell.stop - 1]) - day,
                "account": "เงินสด" if a.box else "เงินฝาก",
            }  # fmt: skip
            key = (a.account, day)
            found.append(Found("negative_cash", a.fund, f"account:{a.account}", (("account", a.account),), facts, key))
    return found


def cash_kept(c: Columns, p: Parameters) -> list[Found]:
    """More than `limit_satang` in the box for more than `days` on end."""
    found = []
    for a in _accounts(c):
        if not a.box:
            continue
        for spell in _spells(a.balances > p["limit_satang"]):
            day, days = int(a.days[spell.start]), int(a.until[spell.stop - 1] - a.days[spell.start])
            if days > p["days"]:
                facts: dict[str, int | str] = {
                    "day_day": day, "days": days, "limit_satang": int(p["limit_satang"]),
                    "high_satang": int(a.balances[spell].max()),
                }  # fmt: skip
                evidence = (("account", a.account),)
                found.append(Found("cash_kept", a.fund, f"account:{a.account}", evidence, facts, (a.account, day)))
    return found


def admin_over(c: Columns, p: Parameters) -> list[Found]:
    """A year that ended, with more than `percent` of its income spent on administration."""
    y = c["years"]
    over = y[(y["last_day"] <= c.today) & (y["admin"] > 0) & (y["admin"] * 100 > y["income"] * p["percent"])]
    found = []
    for x in over:
        if c.within(int(x["fund"])):
            percent = int(x["admin"]) * 100 // int(x["income"]) if x["income"] > 0 else 100
            facts: dict[str, int | str] = {"year": int(x["year"]), "admin_satang": int(x["admin"]), "percent": percent}
            found.append(Found("admin_over", int(x["fund"]), f"year:{x['year']}", (("year", int(x["year"])),), facts))
    return found


PAST = 12  # months of a fund's own past that say what is usual; with fewer than half of them nothing is said


def _jumps(c: Columns, column: str, least: int, times: int) -> Iterator[tuple[Table, int]]:
    """Months far above the fund's own past, where the peers of the same month did not rise alike; and what was usual."""
    months = c["months"]
    months = months[np.lexsort((months["month"], months["fund"]))]
    size = len(months)
    usual, spread, known = np.zeros(size), np.zeros(size), np.zeros(size, int)
    for at in many(months["fund"], least=PAST // 2):
        usual[at], spread[at], known[at] = _past(months[column][at].astype(float))
    # What comes every year in the same season (gifts to the old) is usual as well; a flood of last year is not.
    mean = usual
    for back in (11, 12, 13):
        season = np.zeros(size)
        season[back:] = np.where(months["fund"][back:] == months["fund"][:-back], months[column][:-back], 0)
        usual = np.maximum(usual, np.minimum(season, 4 * mean))
    ripe = known >= PAST // 2
    floor = np.maximum(usual, least / times)
    ratio = np.where(ripe, months[column] / np.maximum(floor, 1), 0)
    own = ripe & (months[column] >= least) & (ratio >= times) & (months[column] > usual + 4 * spread)
    for i in np.flatnonzero(own):
        peers = (months["area"] == months["area"][i]) & (months["month"] == months["month"][i]) & ripe
        peers[i] = False
        rise = _rise(months[column][peers], usual[peers])
        if ratio[i] >= times * max(1.0, rise) and c.within(int(months["fund"][i])):
            yield months[i], round(usual[i])


def _past(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.intp]]:
    """By month: mean and spread of up to twelve months before it without the highest of them, and how many there are.

    The highest is left out so that last year's flood hides nothing.
    """
    size = len(values)
    padded = np.concatenate([np.full(PAST, np.nan), values[:-1]]) if size else values
    windows = np.sort(np.lib.stride_tricks.sliding_window_view(padded, PAST)[:size], axis=1)  # unknown months sort last
    known = np.minimum(np.arange(size), PAST)
    rows = np.arange(size)
    windows = windows.copy()
    windows[rows, np.maximum(known - 1, 0)] = np.nan
    filled = np.where(np.isnan(windows), 0, windows)
    n = np.maximum(known - 1, 1)
    mean = filled.sum(1) / n
    spread = np.sqrt(np.maximum((filled**2).sum(1) / n - mean**2, 0))
    return mean, spread, known


def _rise(now: NDArray[np.int64], usual: NDArray[np.float64]) -> float:
    """How far the peers rose in the same month: all together, and in the upper quarter, since a flood seldom takes all."""
    if len(now) < 3:
        return 1.0
    together = float(now.sum() / max(usual.sum(), 1))
    rise = min(together, float(np.quantile(now / np.maximum(usual, 1), 0.75)))
    return rise if rise >= 2 else 1.0  # less than double is how months differ


def _month_th(month: int) -> str:
    return f"{month % 12 + 1}/{month // 12 + 543}"


def members_jump(c: Columns, p: Parameters) -> list[Found]:
    """Many more new members in a month than the fund's past and its peers would say."""
    found = []
    for x, usual in _jumps(c, "joined", p["least"], p["times"]):
        facts: dict[str, int | str] = {"month": _month_th(int(x["month"])), "n": int(x["joined"]), "usual": usual}
        key = (int(x["month"]),)
        found.append(Found("members_jump", int(x["fund"]), f"month:{key[0]}", (("month", key[0]),), facts, key))
    return found


def benefits_jump(c: Columns, p: Parameters) -> list[Found]:
    """Much more paid in a month than the fund's past and its peers would say; a flood lifts the peers too."""
    found = []
    for x, usual in _jumps(c, "benefits", p["least_satang"], p["times"]):
        facts: dict[str, int | str] = {
            "month": _month_th(int(x["month"])), "sum_satang": int(x["benefits"]), "usual_satang": usual,
        }  # fmt: skip
        key = (int(x["month"]),)
        found.append(Found("benefits_jump", int(x["fund"]), f"month:{key[0]}", (("month", key[0]),), facts, key))
    return found
