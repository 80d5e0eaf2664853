"""Settlement of a match round on columns: who counts, what is due, what is deducted, and who gets how much when money is short.

Every column is a NumPy array with one place a member-year (rows) or a fund; satang in int64. Nothing is rounded away:
per fund  sum(granted of its rows) == debt deducted + share, and  sum(shares) <= budget. docs/decisions/ tells why.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from chumchon.ledger.shares import shares

from .reasons import COUNTS, EARLIER_FUND, NO_ID, SAME_FUND, TIMES

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int8]
Order = npt.NDArray[np.intp]
_SAFE = 2**62


@dataclass(frozen=True)
class Terms:
    """A round's money: satang matched for each 1,000 paid, the most a member-year gets (satang), how often a person is
    matched in life (0: no limit), and the budget in satang (None: no limit)."""

    rate_permille: int = 1000
    ceiling_satang: int = 36_500
    times: int = 0
    budget_satang: int | None = None


@dataclass(frozen=True)
class Rows:
    """Member-years. fund: place of the fund in the order of its code; person: a number for each person, 0 unknown;
    joined: ordinal of the C.E. day; tie: the lower wins where two joined on one day (unique); paid: satang of the year;
    reason: what the counting said (0 counts); before: how often the person was matched in earlier rounds."""

    fund: Ints
    person: Ints
    joined: Ints
    tie: Ints
    paid: Ints
    reason: Codes
    before: Ints


@dataclass(frozen=True)
class Settled:
    """The result. By row: reason, due, granted, winner (place of the row that counts instead, -1 none). By fund: due,
    debt deducted, share to be paid. granted sums to debt + share in every fund."""

    reason: Codes
    due: Ints
    granted: Ints
    winner: Ints
    fund_due: Ints
    fund_debt: Ints
    fund_share: Ints


def settle(rows: Rows, debts: Ints, terms: Terms) -> Settled:
    """Settle a round. debts: what each fund owes from earlier rounds, satang. The order of the rows changes nothing.

    Errors: ValueError where a figure could not be sound (negative money, a fund that is not there).
    """
    _check(rows, debts, terms)
    reason = rows.reason.copy()
    reason[(reason == COUNTS) & (rows.person == 0)] = NO_ID
    winner = _once_a_person(rows, reason)
    if terms.times:
        over = (reason == COUNTS) & (rows.before >= terms.times)
        reason[over] = TIMES
    due = np.where(reason == COUNTS, np.minimum(rows.paid * terms.rate_permille // 1000, terms.ceiling_satang), 0)
    fund_due = _by_fund(rows.fund, due, len(debts))
    fund_debt = np.minimum(debts, fund_due)
    share = _within(fund_due - fund_debt, terms.budget_satang)
    granted = _down(rows, due, fund_due, fund_debt + share)
    return Settled(reason, due, granted, winner, fund_due, fund_debt, share)


def _check(rows: Rows, debts: Ints, terms: Terms) -> None:
    count = len(rows.fund)
    if any(len(column) != count for column in vars(rows).values()):
        raise ValueError("the columns are of different length")
    if count and (rows.fund.min() < 0 or rows.fund.max() >= len(debts)):
        raise ValueError("a row names a fund that is not there")
    if (count and rows.paid.min() < 0) or (len(debts) and debts.min() < 0):
        raise ValueError("money below zero")
    if terms.rate_permille < 0 or terms.ceiling_satang < 0 or (terms.budget_satang or 0) < 0:
        raise ValueError("a term below zero")
    if count and int(rows.paid.max()) * max(terms.rate_permille, 1) >= _SAFE:
        raise ValueError("an amount is beyond what a fund could hold")


def _once_a_person(rows: Rows, reason: Codes) -> Ints:
    """Of the rows of one person that count only the earliest joining stays; a tie goes to the lower number."""
    winner = np.full(len(reason), -1, np.int64)
    counting = np.flatnonzero(reason == COUNTS)
    twice = _seen_twice(rows.person[counting])
    if not len(twice):
        return winner
    at = np.searchsorted(twice, rows.person[counting]).clip(max=len(twice) - 1)
    some = counting[twice[at] == rows.person[counting]]
    order = some[np.lexsort((rows.tie[some], rows.joined[some], rows.person[some]))]
    begins = np.concatenate(([True], rows.person[order][1:] != rows.person[order][:-1]))
    first = order[np.flatnonzero(begins)[np.cumsum(begins) - 1]]
    later, kept = order[~begins], first[~begins]
    winner[later] = kept
    reason[later] = np.where(rows.fund[later] == rows.fund[kept], SAME_FUND, EARLIER_FUND)
    return winner


def _seen_twice(persons: Ints) -> Ints:
    """The persons that stand there more than once, sorted; few, so that no sort of everything by three keys is needed."""
    ordered = np.sort(persons)
    return np.unique(ordered[1:][ordered[1:] == ordered[:-1]])


def _by_fund(fund: Ints, satang: Any, funds: int) -> Ints:
    """Sums by fund, in whole numbers (bincount weighs in floats and would lose satang beyond 2**53)."""
    total = np.zeros(funds, np.int64)
    np.add.at(total, fund, satang)
    return total


def _within(net: Ints, budget: int | None) -> Ints:
    """What each fund is paid: everything, or its part of a budget that is too small, by largest remainder."""
    wanted = [int(satang) for satang in net]
    if budget is None or sum(wanted) <= budget:
        return net
    return np.array(shares(budget, wanted), np.int64)


def _down(rows: Rows, due: Ints, fund_due: Ints, fund_granted: Ints) -> Ints:
    """A fund's grant down to each member-year by largest remainder; ties to the lower number."""
    granted = due.copy()
    short = fund_granted < fund_due
    if not short.any():
        return granted
    which = np.flatnonzero(short[rows.fund] & (due > 0))
    fund, wanted = rows.fund[which], due[which]
    if int(fund_granted.max()) * int(wanted.max(initial=0)) >= _SAFE:
        raise ValueError("a fund's match is beyond what a fund could hold")
    product, whole = fund_granted[fund] * wanted, fund_due[fund]
    part, rest = product // whole, product % whole
    left = fund_granted - _by_fund(fund, part, len(fund_due))
    order: Order = np.lexsort((rows.tie[which], -rest, fund))
    ordered = fund[order]
    begins = np.searchsorted(ordered, np.arange(len(fund_due)))
    part[order[np.arange(len(order)) - begins[ordered] < left[ordered]]] += 1
    granted[which] = part
    return granted
