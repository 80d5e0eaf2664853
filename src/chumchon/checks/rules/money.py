"""Members' money: receipts that do not fit the membership, spans and touches that came twice, numbers that are missing."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..columns import ACTIVE, Columns, Table
from .found import Found, many, of, rows, runs

Parameters = Mapping[str, int]


def _beside(c: Columns, *columns: str) -> tuple[Table, list[NDArray[Any]]]:
    """Contributions that stand, and the named columns of their members beside them."""
    paid, m = c["paid"], c["members"]
    if not len(m):
        return paid[:0], [m[name] for name in columns]
    paid = paid[~paid["undone"]]
    at = of(m, "member", paid["member"])
    known = at >= 0
    if not known.all():
        paid, at = paid[known], at[known]
    return paid, [m[name][at] for name in columns]


def _one_each(code: str, c: Columns, paid: Table, facts: list[dict[str, int | str]]) -> list[Found]:
    """One finding a member: the first receipt that does not fit, and the others as evidence."""
    found = []
    for at in many(paid["fund"], paid["member"], least=1):
        first = at[np.argmin(paid["day"][at])]
        fund, member = int(paid["fund"][first]), int(paid["member"][first])
        if c.within(fund):
            evidence = (("member", member), *rows("receipt", np.sort(paid["receipt"][at])))
            found.append(Found(code, fund, f"member:{member}", evidence, facts[first], (member,)))
    return found


def paid_before_join(c: Columns, p: Parameters) -> list[Found]:
    """A span that begins more than `days` before the member's first joining."""
    paid, (joined,) = _beside(c, "first_joined")
    early = (paid["span_from"] > 0) & (joined > 0) & (paid["span_from"] < joined - p["days"])
    paid = paid[early]
    facts: list[dict[str, int | str]] = [
        {"span_day": int(x["span_from"]), "joined_day": int(day)} for x, day in zip(paid, joined[early], strict=True)
    ]
    return _one_each("paid_before_join", c, paid, facts)


def paid_after_end(c: Columns, p: Parameters) -> list[Found]:
    """Money taken more than `days` after the membership ended."""
    paid, (ended, status) = _beside(c, "ended", "status")
    late = (status != ACTIVE) & (ended > 0) & (paid["day"] > ended + p["days"])
    paid = paid[late]
    facts: list[dict[str, int | str]] = [
        {"paid_day": int(x["day"]), "ended_day": int(day)} for x, day in zip(paid, ended[late], strict=True)
    ]
    return _one_each("paid_after_end", c, paid, facts)


def receipt_before_member(c: Columns, p: Parameters) -> list[Found]:
    """A receipt of a day on which the member's number was not in the register yet."""
    paid, (made,) = _beside(c, "made")
    early = (made > 0) & (paid["day"] < made - p["days"])
    paid = paid[early]
    facts: list[dict[str, int | str]] = [
        {"paid_day": int(x["day"]), "made_day": int(day)} for x, day in zip(paid, made[early], strict=True)
    ]
    return _one_each("receipt_before_member", c, paid, facts)


def taken_twice(c: Columns, p: Parameters) -> list[Found]:
    """The same member, day, collector, amount and span on more than one receipt."""
    paid = c["paid"][~c["paid"]["undone"]]
    found = []
    keys = ("fund", "member", "day", "collector", "satang", "span_from", "kind")
    for at in many(*(paid[k] for k in keys)):
        x = paid[at[0]]
        if len(np.unique(paid["receipt"][at])) > 1 and c.within(int(x["fund"])):
            facts: dict[str, int | str] = {"paid_day": int(x["day"]), "n": len(at), "each_satang": int(x["satang"])}
            evidence = (("member", int(x["member"])), *rows("receipt", np.sort(paid["receipt"][at])))
            found.append(Found("taken_twice", int(x["fund"]), f"member:{x['member']}", evidence, facts))
    return found


def span_paid_twice(c: Columns, p: Parameters) -> list[Found]:
    """Two receipts of different days for a span that overlaps; what came twice on one day is taken_twice."""
    paid = c["paid"]
    paid = paid[~paid["undone"] & (paid["kind"] == 0) & (paid["span_from"] > 0)]
    paid = paid[np.lexsort((paid["day"], paid["span_from"], paid["member"]))]
    if len(paid) < 2:
        return []
    base = paid["member"].astype("i8") * 4_000_000  # ordinals stay below four million: a running end for each member
    far = np.maximum.accumulate(base + paid["span_to"])
    clash = np.zeros(len(paid), bool)
    clash[1:] = (paid["member"][1:] == paid["member"][:-1]) & (base[1:] + paid["span_from"][1:] <= far[:-1])
    clash[1:] &= ~((paid["day"][1:] == paid["day"][:-1]) & (paid["satang"][1:] == paid["satang"][:-1]))
    found = []
    for i in np.flatnonzero(clash):
        x, before = paid[i], paid[i - 1]
        if c.within(int(x["fund"])):
            pair = np.sort(np.array([x["receipt"], before["receipt"]]))
            evidence = (("member", int(x["member"])), *rows("receipt", pair))
            facts: dict[str, int | str] = {"span_day": int(x["span_from"])}
            found.append(Found("span_paid_twice", int(x["fund"]), f"member:{x['member']}", evidence, facts))
    return found


def same_amounts(c: Columns, p: Parameters) -> list[Found]:
    """One collector on one day: one amount from `people` members, which the fund hardly knows from any other day."""
    paid = c["paid"]
    paid = paid[~paid["undone"] & (paid["kind"] == 0)]
    if not len(paid):
        return []
    order, starts = runs(paid["fund"], paid["satang"])
    everywhere = np.empty(len(paid), np.int64)
    everywhere[order] = np.repeat(np.diff(starts), np.diff(starts))
    found = []
    for at in many(paid["fund"], paid["day"], paid["collector"], paid["satang"], least=p["people"]):
        x, people = paid[at[0]], len(np.unique(paid["member"][at]))
        if people >= p["people"] and everywhere[at[0]] - len(at) <= 2 and c.within(int(x["fund"])):
            key = (int(x["day"]), int(x["collector"]), int(x["satang"]))
            facts: dict[str, int | str] = {"paid_day": key[0], "each_satang": key[2], "n": people}
            evidence = (("user", key[1]), *rows("receipt", np.sort(paid["receipt"][at])))
            found.append(Found("same_amounts", int(x["fund"]), f"user:{key[1]}", evidence, facts, key))
    return found


def receipt_gap(c: Columns, p: Parameters) -> list[Found]:
    """Numbers of receipts that are missing within a fund's year; every year begins with 1."""
    r = c["receipts"]
    r = r[np.lexsort((r["number"], r["year"], r["fund"]))]
    if not len(r):
        return []
    new = np.append(True, (r["fund"][1:] != r["fund"][:-1]) | (r["year"][1:] != r["year"][:-1]))
    before = np.where(new, 0, np.append(0, r["number"][:-1]))
    found = []
    for i in np.flatnonzero(r["number"] > before + 1):
        x = r[i]
        if c.within(int(x["fund"])):
            first, last = int(before[i]) + 1, int(x["number"]) - 1
            facts: dict[str, int | str] = {"year": int(x["year"]), "first": first, "last": last}
            evidence = (("receipt", int(x["receipt"])),)
            found.append(
                Found(
                    "receipt_gap", int(x["fund"]), f"receipt:{x['receipt']}", evidence, facts, (int(x["year"]), first)
                )
            )
    return found
