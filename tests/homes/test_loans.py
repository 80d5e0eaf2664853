"""Schedules of loans: exact to the satang, whatever was agreed."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chumchon.homes.rules import loan_columns
from chumchon.homes.rules.loan_payments import (
    SHORTER,
    SMALLER,
    parts,
    payoff,
    repay_early,
    reschedule,
    split,
    standing,
)
from chumchon.homes.rules.loans import (
    DAILY,
    MONTHLY,
    Carried,
    Step,
    Terms,
    carried_left,
    closed_form_bound,
    closed_form_interest,
    half_even,
    schedule,
)
from chumchon.thai.errors import BadInput, Refused

HOUSE = Terms(30_000_000, 600, 180, date(2026, 11, 1), date(2026, 12, 5), margin_bp=200)


@st.composite
def terms(draw, steps=True, carried=True):
    """Anything that people may agree on."""
    months = draw(st.integers(1, 300))
    rate = draw(st.integers(0, 1500))
    lent = draw(st.dates(date(2003, 1, 1), date(2080, 12, 31)))
    first = date.fromordinal(lent.toordinal() + draw(st.integers(1, 366)))
    marks = draw(st.lists(st.integers(1, months), max_size=3, unique=True).map(sorted)) if steps else []
    return Terms(
        draw(st.integers(10_000, 40_000_000)), rate, months, lent, first, draw(st.integers(0, rate)),
        draw(st.sampled_from([MONTHLY, DAILY])), draw(st.integers(0, min(24, months - 1))),
        tuple(Step(m, draw(st.integers(60, 200))) for m in marks), draw(st.sampled_from([1, 100])),
        draw(st.integers(0, 20_000)),
        Carried(*(draw(st.integers(0, 500_000)) for _ in range(3))) if carried else Carried(),
    )  # fmt: skip


def _schedule(agreed):
    try:
        return schedule(agreed)
    except BadInput as refused:
        assume(refused.code != "STEP_TOO_LOW")
        raise


@given(terms())
def test_the_principal_that_is_repaid_is_the_principal_that_was_lent(agreed):
    rows = _schedule(agreed)
    assert sum(r.principal for r in rows) == agreed.principal_satang
    assert rows[-1].balance == 0 and len(rows) == agreed.months
    assert min(min(r[2:]) for r in rows) >= 0
    assert [r.due for r in rows] == sorted({r.due for r in rows})


@given(terms())
def test_each_balance_is_the_one_before_less_its_principal_and_interest_is_of_that_balance(agreed):
    balance, before = agreed.principal_satang, agreed.lent_on
    for row in _schedule(replace(agreed, carried=Carried())):
        days = Fraction((row.due - before).days, 365) if agreed.day_count == DAILY else Fraction(1, 12)
        assert row.interest + row.margin == round(balance * Fraction(agreed.rate_bp, 10_000) * days)
        assert row.interest == round(balance * Fraction(agreed.rate_bp - agreed.margin_bp, 10_000) * days)
        assert row.balance == balance - row.principal
        balance, before = row.balance, row.due


@given(terms(steps=False, carried=False))
def test_interest_is_the_closed_form_within_the_stated_rounding(agreed):
    agreed = replace(agreed, day_count=MONTHLY)
    found = sum(r.interest + r.margin for r in schedule(agreed))
    assert abs(found - closed_form_interest(agreed)) <= closed_form_bound(agreed)


@given(terms(steps=False))
def test_all_instalments_but_the_last_are_equal(agreed):
    agreed = replace(agreed, carried=Carried(), day_count=MONTHLY)
    paying = schedule(agreed)[agreed.grace_months : -1]
    usual = {r.total for r in paying if 0 < r.principal < r.balance + r.principal}
    assert len(usual) <= 1


@given(terms())
def test_carried_sums_are_spread_whole_and_bear_no_interest(agreed):
    rows, plain = _schedule(agreed), _schedule(replace(agreed, carried=Carried()))
    assert [r.principal for r in rows] == [r.principal for r in plain]
    for name in ("interest", "margin", "insurance"):
        more = sum(getattr(r, name) for r in rows) - sum(getattr(r, name) for r in plain)
        assert more == getattr(agreed.carried, name)


@settings(max_examples=60)
@given(st.lists(terms(), min_size=1, max_size=12))
def test_columns_are_the_rows_one_by_one(many):
    good = []
    for agreed in many:
        try:
            good.append((agreed, schedule(agreed)))
        except BadInput as refused:
            assert refused.code == "STEP_TOO_LOW"
    assume(good)
    for block in loan_columns.blocks(loan_columns.columns([t for t, _ in good]), size=5):
        for i in range(block.principal.shape[1]):
            rows = good[block.first_loan + i][1]
            for name in ("interest", "margin", "principal", "insurance", "balance"):
                column = getattr(block, name)[:, i]
                assert list(column[: len(rows)]) == [getattr(r, name) for r in rows]
                assert not column[len(rows) :].any()
            assert list(block.due[: len(rows), i].astype(object)) == [r.due for r in rows]


@settings(max_examples=60)
@given(
    st.lists(st.tuples(terms(), st.integers(0, 100)), min_size=1, max_size=8),
    st.dates(date(2003, 1, 1), date(2090, 1, 1)),
)
def test_many_loans_stand_as_each_one_stands(many, day):
    good = [(agreed, _schedule(agreed), percent) for agreed, percent in many]
    paid = [sum(r.total for r in rows) * percent // 100 for _, rows, percent in good]
    days = [day, *(r.due for _, rows, _ in good for r in (rows[0], rows[-1]))]
    for on in days:
        one_by_one = [standing(rows, p, on) for (_, rows, _), p in zip(good, paid, strict=True)]
        assert loan_columns.standings([t for t, _, _ in good], paid, on) == one_by_one
    assert loan_columns.standings([], [], day) == []


def test_a_hundred_thousand_random_loans_repay_what_was_lent_and_the_closed_form_interest():
    random = np.random.default_rng(2546)
    n = 100_000
    principal = random.integers(100_000, 40_000_000, n)
    rate, months, grace = random.integers(0, 1500, n), random.integers(12, 241, n), random.integers(0, 12, n)
    day = np.full(n, np.datetime64("2026-11-01"))
    none = np.zeros((0, n), np.int64)
    loans = loan_columns.Loans(
        principal, rate, rate // 3, months, day, day + 30, np.full(n, 1), np.zeros(n, bool), grace, np.full(n, 1),
        np.zeros(n, np.int64), np.zeros((3, n), np.int64), none, none,
    )  # fmt: skip
    found = loan_columns.totals(loans)
    assert (found.principal == principal).all()
    r, paying = rate / 120_000, months - grace
    safe = np.where(rate == 0, 1.0, r)
    with np.errstate(all="ignore"):
        exact = principal * safe / (1 - (1 + safe) ** -paying) * paying - principal + principal * safe * grace
    exact = np.where(rate == 0, 0.0, exact)
    bound = ((1 + safe) ** paying - 1) / safe + paying + grace / 2 + 1
    off = np.abs(found.interest + found.margin - exact)
    assert (off <= np.where(rate == 0, 1, bound)).all()
    assert off.max() > 0


def test_a_house_of_300_000_baht_at_six_percent_over_fifteen_years():
    rows = schedule(HOUSE)
    assert {r.total for r in rows[:-1]} == {253_157}
    assert (rows[0].interest, rows[0].margin, rows[0].principal) == (100_000, 50_000, 103_157)
    assert rows[0].due == date(2026, 12, 5) and rows[-1].due == date(2041, 11, 5)
    assert abs(rows[-1].total - 253_157) < 300


def test_instalments_in_whole_baht_leave_the_odd_satang_to_the_last():
    rows = schedule(replace(HOUSE, unit_satang=100))
    assert {r.total for r in rows[:-1]} == {253_200}
    assert rows[-1].total < 253_200


def test_months_without_principal_pay_interest_alone():
    rows = schedule(replace(HOUSE, grace_months=6))
    assert [r.principal for r in rows[:6]] == [0] * 6
    assert rows[5].total == 150_000 and rows[6].principal > 0


def test_an_instalment_that_climbs_in_steps():
    rows = schedule(replace(HOUSE, steps=(Step(1, 80), Step(37, 100), Step(73, 120))))
    low, middle, high = rows[0].total, rows[36].total, rows[72].total
    assert abs(low * 5 - middle * 4) <= 5 and abs(high * 5 - middle * 6) <= 6
    with pytest.raises(BadInput) as refused:
        schedule(replace(HOUSE, steps=(Step(1, 30), Step(100, 200))))
    assert refused.value.code == "STEP_TOO_LOW"


def test_a_loan_of_the_31st_falls_due_on_the_last_day_of_short_months():
    rows = schedule(replace(HOUSE, months=4, lent_on=date(2026, 12, 31), first_due=date(2027, 1, 31)))
    assert [r.due.day for r in rows] == [31, 28, 31, 30]


def test_halves_go_to_the_even_satang():
    assert [half_even(n, 2) for n in (1, 3, 5, 7)] == [0, 2, 2, 4]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"principal_satang": 0}, "AMOUNT"), ({"rate_bp": 4000}, "RATE"), ({"margin_bp": 700}, "RATE"),
        ({"months": 0}, "MONTHS"), ({"grace_months": 180}, "GRACE"), ({"first_due": date(2026, 11, 1)}, "FIRST_DUE"),
        ({"steps": (Step(5, 100), Step(2, 100))}, "STEPS"), ({"unit_satang": 7}, "UNIT"), ({"day_count": "30"}, "DAY_COUNT"),
    ],
)  # fmt: skip
def test_terms_that_cannot_be_meant_are_refused_in_words(wrong, code):
    with pytest.raises(BadInput) as refused:
        schedule(replace(HOUSE, **wrong))
    assert refused.value.code == code


# What is paid on it


@given(terms(), st.lists(st.integers(1, 4_000_000), min_size=1, max_size=30))
def test_repayments_settle_every_part_exactly_once(agreed, sums):
    rows = _schedule(agreed)
    whole = sum(r.total for r in rows)
    paid, found = 0, parts(rows, 0)
    for satang in [*sums, whole]:
        satang = min(satang, whole - paid)
        if satang == 0:
            break
        found_now = split(rows, paid, satang)
        assert found_now.total == satang
        paid += satang
        assert parts(rows, paid) - parts(rows, paid - satang) == found_now
        found = parts(rows, paid)
    assert found.principal == agreed.principal_satang and found.total == whole
    with pytest.raises(Refused):
        split(rows, whole, 1)


def test_an_instalment_paid_in_two_goes_to_interest_first():
    rows = schedule(HOUSE)
    first = split(rows, 0, 120_000)
    assert (first.interest, first.margin, first.principal) == (100_000, 20_000, 0)
    second = split(rows, 120_000, 133_157)
    assert (second.interest, second.margin, second.principal) == (0, 30_000, 103_157)


def test_an_instalment_is_late_the_day_after_and_not_on_its_day():
    rows = schedule(HOUSE)
    on_the_day, after = standing(rows, 0, date(2026, 12, 5)), standing(rows, 0, date(2026, 12, 6))
    assert (on_the_day.due, on_the_day.arrears, on_the_day.late_days) == (253_157, 0, 0)
    assert (after.arrears, after.late_rows, after.late_days) == (253_157, 1, 1)
    two = standing(rows, 253_157 + 100, date(2027, 2, 10))
    assert (two.arrears, two.late_rows, two.late_days) == (2 * 253_157 - 100, 2, 36)
    assert two.next_row == rows[3] and two.next_left == 253_157


@given(
    terms(carried=False),
    st.integers(0, 200),
    st.integers(0, 60),
    st.integers(0, 100),
    st.sampled_from([SHORTER, SMALLER]),
)
def test_an_early_repayment_neither_loses_nor_makes_principal(agreed, months, days, percent, keep):
    rows = _schedule(agreed)
    at = rows[min(months, len(rows) - 1)]
    day = date.fromordinal(at.due.toordinal() + days)
    paid = sum(r.total for r in rows[: at.number - 1])
    ends = payoff(agreed, rows, paid, day)
    assume(ends.principal > 1)
    satang = ends.due + ends.accrued.total + max(ends.principal * percent // 100, 1)
    try:
        early = repay_early(agreed, rows, paid, day, satang, keep)
    except BadInput as refused:
        assume(refused.code not in ("STEP_TOO_LOW", "STEPS"))
        raise
    except Refused as refused:
        assert refused.code == "TOO_LITTLE"
        return
    assert early.split.total == satang
    already = parts(rows, paid).principal
    left = early.terms.principal_satang if early.terms else 0
    assert already + early.split.principal + left == agreed.principal_satang
    if early.terms and not agreed.steps:
        new = schedule(early.terms)
        assert new[-1].due <= rows[-1].due
        assert new[0].due > day or new[0].due > rows[0].due


def test_an_early_repayment_shortens_the_loan_and_leaves_the_instalment():
    rows = schedule(HOUSE)
    paid = sum(r.total for r in rows[:12])
    early = repay_early(HOUSE, rows, paid, rows[11].due, 10_000_000)
    assert early.split.principal == 10_000_000 and early.terms is not None
    new = schedule(early.terms)
    assert len(new) < 168 and max(r.total for r in new) <= 253_157 + 200
    assert new[0].due == rows[12].due
    smaller = repay_early(HOUSE, rows, paid, rows[11].due, 10_000_000, SMALLER)
    assert len(schedule(smaller.terms)) == 168 and schedule(smaller.terms)[0].total < 253_157


def test_ending_a_loan_in_the_middle_of_a_month_pays_the_month_that_has_begun():
    rows = schedule(HOUSE)
    ends = payoff(HOUSE, rows, rows[0].total, date(2026, 12, 20))
    assert ends.accrued.interest == rows[1].interest and ends.principal == rows[0].balance
    assert repay_early(HOUSE, rows, rows[0].total, date(2026, 12, 20), ends.total).terms is None
    daily = replace(HOUSE, day_count=DAILY)
    exact = schedule(daily)
    fifteen = payoff(daily, exact, exact[0].total, date(2026, 12, 20)).accrued
    assert fifteen.interest + fifteen.margin == half_even(exact[0].balance * 600 * 15, 3_650_000)


@given(terms(), st.integers(1, 60), st.integers(0, 100), st.integers(1, 240))
def test_a_new_schedule_by_resolution_owes_exactly_what_was_owed(agreed, late_months, percent, months):
    rows = _schedule(agreed)
    past = rows[: min(late_months, len(rows))]
    paid = sum(r.total for r in past) * percent // 100
    before = parts(rows, paid)
    assume(before.principal < agreed.principal_satang)
    new = reschedule(agreed, rows, paid, past[-1].due, months)
    owed = schedule(new)
    assert sum(r.principal for r in owed) + before.principal == agreed.principal_satang
    missed = sum(r.interest + r.margin + r.insurance for r in past) - before.interest - before.margin - before.insurance
    assert sum(new.carried) == missed + sum(carried_left(agreed, len(past)))
    assert owed[0].due > past[-1].due
