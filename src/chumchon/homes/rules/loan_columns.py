"""Schedules of very many loans at once in NumPy, row by row the same satang as rules.loans.schedule.

Rows of arrays are instalments, columns are loans; loans are worked in blocks, so that memory does not grow with them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from .loan_payments import Standing
from .loans import DAILY, Row, Terms

BLOCK = 4096
Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Days = NDArray[np.datetime64]


@dataclass(frozen=True)
class Loans:
    """Columns of terms, one entry a loan; step_first and step_percent have a row a step (first 0: no step)."""

    principal: Whole
    rate_bp: Whole
    margin_bp: Whole
    months: Whole
    lent_on: Days
    first_due: Days
    day_of_month: Whole
    daily: NDArray[np.bool_]
    grace: Whole
    unit: Whole
    insurance: Whole
    carried: Whole
    step_first: Whole
    step_percent: Whole

    def part(self, first: int, last: int) -> "Loans":
        """Loans first to last (excluded)."""
        return Loans(*(getattr(self, name)[..., first:last] for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Block:
    """Instalments x loans, satang; an instalment after a loan's last is zero. due is a day, also after the last."""

    first_loan: int
    due: Days
    interest: Whole
    margin: Whole
    principal: Whole
    insurance: Whole
    balance: Whole


def columns(terms: Sequence[Terms]) -> Loans:
    """Terms as columns; they are taken as checked (rules.loans.check_terms)."""
    most = max((len(t.steps) for t in terms), default=0)
    first, percent = (np.zeros((most, len(terms)), np.int64) for _ in range(2))
    for i, t in enumerate(terms):
        for s, step in enumerate(t.steps):
            first[s, i], percent[s, i] = step

    def whole(values: Iterator[int]) -> Whole:
        return np.fromiter(values, np.int64, len(terms))

    return Loans(
        principal=whole(t.principal_satang for t in terms), rate_bp=whole(t.rate_bp for t in terms),
        margin_bp=whole(t.margin_bp for t in terms), months=whole(t.months for t in terms),
        lent_on=np.array([t.lent_on for t in terms], "datetime64[D]"),
        first_due=np.array([t.first_due for t in terms], "datetime64[D]"),
        day_of_month=whole(t.day_of_month for t in terms),
        daily=np.array([t.day_count == DAILY for t in terms], bool), grace=whole(t.grace_months for t in terms),
        unit=whole(t.unit_satang for t in terms), insurance=whole(t.insurance_satang for t in terms),
        carried=np.array([t.carried for t in terms], np.int64).reshape(len(terms), 3).T,
        step_first=first, step_percent=percent,
    )  # fmt: skip


def blocks(loans: Loans, size: int = BLOCK) -> Iterator[Block]:
    """The schedules of all loans, `size` loans at a time."""
    for first in range(0, len(loans.principal), size):
        yield _block(loans.part(first, first + size), first)


def _days(loans: Loans, months: int) -> Days:
    """Due days: the same day of each month, or the month's last."""
    start = loans.first_due.astype("datetime64[M]")
    month = start[None, :] + np.arange(months)[:, None]
    length = ((month + 1).astype("datetime64[D]") - month.astype("datetime64[D]")).astype(np.int64)
    due: Days = month.astype("datetime64[D]") + np.minimum(loans.day_of_month[None, :], length) - 1
    return due


def _percents(loans: Loans, months: int) -> Whole:
    number = np.arange(1, months + 1)[:, None]
    found = np.full((months, len(loans.principal)), 100, np.int64)
    for first, percent in zip(loans.step_first, loans.step_percent, strict=True):
        np.copyto(found, percent[None, :], where=(first > 0)[None, :] & (number >= first[None, :]))
    found[(number <= loans.grace[None, :]) | (number > loans.months[None, :])] = 0
    return found


def _half_even(numerator: Whole, denominator: Whole) -> Whole:
    whole = numerator // denominator
    twice = 2 * (numerator - whole * denominator)
    even: Whole = whole + ((twice > denominator) | ((twice == denominator) & (whole & 1 == 1)))
    return even


def _block(loans: Loans, first: int) -> Block:
    months = int(loans.months.max())
    due, percent = _days(loans, months), _percents(loans, months)
    starts = np.vstack([loans.lent_on[None, :], due[:-1]])
    time = np.where(loans.daily[None, :], (due - starts).astype(np.int64), 1)
    divisor = np.where(loans.daily, 3_650_000, 120_000)
    base = loans.principal / _annuity(loans, time, divisor, percent)
    pays = np.rint(base[None, :] * percent / 100.0 / loans.unit).astype(np.int64) * loans.unit
    return _walk(loans, first, due, time, divisor, percent, pays)


def _annuity(loans: Loans, time: Whole, divisor: Whole, percent: Whole) -> Real:
    growth, total = np.ones(len(loans.principal)), np.zeros(len(loans.principal))
    for k in range(len(time)):
        pays = percent[k] > 0
        growth = np.where(pays, growth * (1.0 + (loans.rate_bp * time[k]).astype(np.float64) / divisor), growth)
        total = total + (percent[k] / 100.0) / growth
    return total


def _walk(
    loans: Loans, first: int, due: Days, time: Whole, divisor: Whole, percent: Whole, pays: Whole
) -> Block:  # fmt: skip
    interest, margin, principal, insurance, left = (np.zeros_like(pays) for _ in range(5))
    balance, lender_bp = loans.principal.copy(), loans.rate_bp - loans.margin_bp
    for k in range(len(pays)):
        number = k + 1
        whole = _half_even(balance * loans.rate_bp * time[k], divisor)
        lender = _half_even(balance * lender_bp * time[k], divisor)
        paid = np.minimum(np.maximum(pays[k] - whole, 0), balance) * (percent[k] > 0)
        paid = np.where(loans.months == number, balance, paid)
        balance = balance - paid
        there = loans.months >= number
        more = (loans.carried * number // loans.months - loans.carried * k // loans.months) * there
        interest[k], margin[k] = lender + more[0], whole - lender + more[1]
        principal[k], insurance[k], left[k] = paid, loans.insurance * there + more[2], balance
    return Block(first, due, interest, margin, principal, insurance, left)


@dataclass(frozen=True)
class Totals:
    """Sums of each loan's schedule, satang."""

    interest: Whole
    margin: Whole
    principal: Whole
    insurance: Whole


def totals(loans: Loans) -> Totals:
    """What each loan comes to over its life."""
    found = [(b.interest.sum(0), b.margin.sum(0), b.principal.sum(0), b.insurance.sum(0)) for b in blocks(loans)]
    return Totals(*(np.concatenate(part) for part in zip(*found, strict=True)))


def standings(terms: Sequence[Terms], paid: Sequence[int], day: date) -> list[Standing]:
    """rules.loan_payments.standing of many loans at once; paid: satang on each one's schedule. They must not be paid beyond it."""
    if not terms:
        return []
    found: list[Standing] = []
    for block in blocks(columns(terms)):
        size = block.due.shape[1]
        found += _stand(block, np.array(paid[block.first_loan : block.first_loan + size], np.int64), np.datetime64(day))
    return found


def _stand(block: Block, paid: Whole, day: np.datetime64) -> Iterator[Standing]:
    before = block.insurance + block.interest + block.margin
    total = before + block.principal
    got = np.clip(paid[None, :] - (total.cumsum(0) - total), 0, total)
    unpaid, late = total - got, (total > got) & (block.due < day)
    due = np.where(block.due <= day, unpaid, 0).sum(0)
    arrears, oldest, coming = (unpaid * late).sum(0), late.argmax(0), (unpaid > 0) & (block.due >= day)
    left, following = (block.principal - np.maximum(got - before, 0)).sum(0), coming.argmax(0)
    for i in range(len(paid)):
        k, n = int(following[i]), int(late[:, i].sum())
        row = None
        if coming[k, i]:
            parts = (
                int(part[k, i])
                for part in (block.interest, block.margin, block.principal, block.insurance, block.balance)
            )
            row = Row(k + 1, block.due[k, i].item(), *parts)
        days = int((day - block.due[oldest[i], i]).astype(int)) if n else 0
        yield Standing(int(due[i]), int(arrears[i]), n, days, int(left[i]), row, int(unpaid[k, i]) if row else 0)
