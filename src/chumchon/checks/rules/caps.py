"""Claims decided again by the agreement in force on the event's day: amount, waiting, membership, and the caps over a year.

What cannot be known exactly is taken in favour of the member: a stay over two cap years counts in each only for what
cannot lie in the other, no arrears are deducted, cash is enough. So a finding is never a matter of rounding.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from chumchon.agreements.claims import Claims
from chumchon.agreements.decide import CODES
from chumchon.agreements.kit import VECTOR
from chumchon.agreements.rule import NIGHT, NO_COUNT, NO_LIMIT
from chumchon.agreements.table import Rows
from chumchon.agreements.years import next_cap_year

from ..columns import COUNTED, Columns, Table
from .found import Found, of, rows, runs

ENOUGH = 10**11
Parameters = Mapping[str, int]


class Again(NamedTuple):
    """Claims that use up rights, their members, what each is due alone, the code of that, and the rule of its benefit."""

    claims: Table
    members: Table
    right: NDArray[np.int64]
    code: NDArray[np.int8]
    rule: Rows


def again(c: Columns) -> Again | None:
    """Every counted claim decided alone; None where there is no agreement or no claim."""
    return _again(_Key(c))


class _Key:
    """One set of columns as a key of the cache: four checks ask for the same decisions."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns

    def __hash__(self) -> int:
        return id(self.columns)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.columns is other.columns


@lru_cache(maxsize=1)
def _again(key: _Key) -> Again | None:
    c = key.columns
    claims, m, book = c["claims"], c["members"], c.book
    claims = claims[claims["state"] == COUNTED]
    if book is None or not len(claims) or not len(m):
        return None
    at = of(m, "member", claims["member"])
    claims, m = claims[at >= 0], m[at[at >= 0]]
    size, zero, none = len(claims), np.zeros(len(claims), np.int64), np.zeros(len(claims), np.int32)
    # Who joined anew after the event is judged by the first joining: the register keeps only the latest.
    join = np.where(m["joined"] <= claims["start"], m["joined"], m["first_joined"])
    join = np.where(join > 0, join, m["joined"]).astype(np.int32)
    known = m["birth_known"] > 0
    asked = Claims(
        fund=claims["book_fund"], event=claims["book_event"], start=claims["start"], end=claims["end"], join=join,
        paid_until=np.maximum(claims["start"], join).astype(np.int32), birth=np.where(known, m["birth"], claims["start"]),
        birth_known=np.ones(size, bool), claim=claims["end"], children=claims["children"], damage=claims["damage"],
        contributions=claims["contributions"], household_n=claims["household_n"], household_i=claims["household_i"],
        units_1=none, units_2=none, units_life=none, own_1=zero, own_2=zero, all_1=zero, all_2=zero, prior_events=none,
        already_paid=np.zeros(size, bool), cash=np.full(size, ENOUGH), outgo=zero, flags=claims["flags"],
        evidence_ok=np.ones(size, bool),
    )  # fmt: skip
    places, _ = book.rows(asked)
    decided = book.decide(asked)
    return Again(claims, m, decided.amount + decided.deferred, decided.code, Rows(book.table, places))


def _each(c: Columns, code: str, one: Again | None, wrong: NDArray[np.bool_] | None, more: bool = False) -> list[Found]:
    if one is None or wrong is None:
        return []
    found = []
    for i in np.flatnonzero(wrong):
        x, m = one.claims[i], one.members[i]
        if c.within(int(x["fund"])):
            facts: dict[str, int | str] = {
                "start_day": int(x["start"]), "joined_day": int(m["joined"]), "ended_day": int(m["ended"]),
                "due_satang": int(x["due"]), "right_satang": int(one.right[i]),
            }  # fmt: skip
            evidence = (("claim", int(x["claim"])), ("member", int(x["member"])))
            found.append(Found(code, int(x["fund"]), f"claim:{x['claim']}", evidence, facts, (int(x["claim"]),)))
    return found


def claim_over_amount(c: Columns, p: Parameters) -> list[Found]:
    """More was approved than the agreement gives for this event alone."""
    one = again(c)
    if one is None:
        return []
    paying = np.isin(one.code, (CODES.index("OK"), CODES.index("OK_SCALED")))
    return _each(c, "claim_over_amount", one, paying & (one.claims["due"] > one.right))


def claim_waiting(c: Columns, p: Parameters) -> list[Found]:
    """Within the waiting time, and for no cause that waives it."""
    one = again(c)
    return _each(c, "claim_waiting", one, one.code == CODES.index("WAITING") if one else None)


def claim_not_member(c: Columns, p: Parameters) -> list[Found]:
    """Before joining, after the membership ended, or overdue beyond the grace on the day of the event."""
    one = again(c)
    if one is None:
        return []
    x, m = one.claims, one.members
    ended = (m["ended"] > 0) & (x["start"] > m["ended"]) & (m["joined"] <= m["ended"])
    overdue = (x["paid_then"] > 0) & (x["start"] - x["paid_then"] > one.rule.grace_days)
    return _each(c, "claim_not_member", one, (one.code == CODES.index("NOT_MEMBER")) | ended | overdue)


def claim_over_cap(c: Columns, p: Parameters) -> list[Found]:
    """Units, times and baht of one benefit in a cap year, units in a life, and all benefits of a member in a year.

    The finding stands on the claim with which the sum passes the cap.
    """
    one = again(c)
    if one is None:
        return []
    x, rule = one.claims, one.rule
    leap = rule.leap_mar1
    join = one.members["joined"].astype(np.int32)
    after = np.asarray(next_cap_year(VECTOR, rule.cap_year, join, x["start"], leap), np.int64)
    nights = np.where(rule.unit == NIGHT, x["end"] - x["start"], 0).astype(np.int64)
    first = np.where(nights > 0, np.minimum(nights, after - x["start"]), 1)
    rest = np.where(nights > 0, nights - first, 0)
    units = x["units"].astype(np.int64)
    own = np.maximum(
        units - rest, 0
    )  # what the first year holds at least; a stay that runs over fills the next likewise
    satang = np.where(units > 0, x["due"] * own // np.maximum(units, 1), x["due"])
    found: dict[int, Found] = {}
    keys = (x["member"], x["kind"], after)
    single = [
        ("หน่วยต่อปี", keys, own, rule.year_units, NO_COUNT), ("หน่วยตลอดชีพ", keys[:2], units, rule.lifetime_units, NO_COUNT),
        ("ครั้งต่อปี", keys, np.ones(len(x), np.int64), rule.year_events, NO_COUNT),
        ("บาทต่อปี", keys, satang, rule.year_max, NO_LIMIT), ("บาทต่อคนต่อปี", (x["member"], after), satang, rule.member_year, NO_LIMIT),
    ]  # fmt: skip
    for what, key, amounts, limits, none in single:
        _passes(c, one, found, what, key, np.asarray(amounts, np.int64), np.asarray(limits, np.int64), none)
    return list(found.values())


def _passes(
    c: Columns, one: Again, found: dict[int, Found], what: str, keys: tuple[NDArray[np.int64], ...],
    amounts: NDArray[np.int64], limits: NDArray[np.int64], none: int,
) -> None:  # fmt: skip
    """Sums by key in the order of the events; where the limit is passed for the first time, a finding."""
    some = np.flatnonzero(limits < none)
    x = one.claims[some]
    order, _ = runs(*(k[some] for k in keys), x["start"].astype(np.int64), x["claim"])
    group_order, group_starts = runs(*(k[some][order] for k in keys))
    order = order[group_order]
    sums = np.cumsum(amounts[some][order])
    base = np.repeat(np.append(0, sums[group_starts[1:-1] - 1]) if len(order) else sums, np.diff(group_starts))
    sums = sums - base
    over = sums > limits[some][order]
    begin = np.repeat(group_starts[:-1], np.diff(group_starts))
    for i in np.flatnonzero(over):
        if i > begin[i] and over[i - 1]:
            continue
        claim = x[order[i]]
        if int(claim["claim"]) in found or not c.within(int(claim["fund"])):
            continue
        before = np.sort(x["claim"][order[begin[i] : i]])
        money = what.startswith("บาท")
        limit, total = int(limits[some][order[i]]), int(sums[i])
        facts: dict[str, int | str] = {
            "sum": f"{total // 100:,} บาท" if money else total, "cap": f"{limit // 100:,} บาท" if money else limit, "what": what,
        }  # fmt: skip
        evidence = (("claim", int(claim["claim"])), ("member", int(claim["member"])), *rows("claim", before))
        found[int(claim["claim"])] = Found(
            "claim_over_cap", int(claim["fund"]), f"claim:{claim['claim']}", evidence, facts, (int(claim["claim"]),)
        )
