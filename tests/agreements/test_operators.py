"""Each operator: one definition, for one claim, for columns and for what is expected."""

import random
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chumchon.agreements import operators as op
from chumchon.agreements.expected import Spread, expected_percent, expected_times
from chumchon.agreements.kit import SCALAR, VECTOR
from chumchon.agreements.rule import DOWN, NEAREST, SATANG, UP
from chumchon.agreements.years import anniversary, cap_year_of, completed, next_cap_year
from tests.agreements import plain
from tests.agreements.world import example

SATANGS = st.integers(0, 10**9)
COUNTS = st.integers(0, 400)
LADDER = ((0, 300), (3, 800), (10, 1_500))

SAMPLES = [
    (lambda k, a, b, c: op.lookup(k, LADDER, a), COUNTS),
    (lambda k, a, b, c: op.times(k, a, b), COUNTS),
    (lambda k, a, b, c: op.percent(k, a, b), st.integers(0, 10_000)),
    (lambda k, a, b, c: op.clamp(k, a, b, b + c), SATANGS),
    (lambda k, a, b, c: op.cap(k, a, b, c), SATANGS),
    (lambda k, a, b, c: op.left(k, a, b), SATANGS),
    (lambda k, a, b, c: op.scale(k, a, b % 10_001, c), SATANGS),
    (lambda k, a, b, c: op.deduct(k, a, b), SATANGS),
    (lambda k, a, b, c: op.to_baht(k, a, b % 4), SATANGS),
    (lambda k, a, b, c: op.share_out(k, a, 1 + b % 9, 1 + c % 9), SATANGS),
    (lambda k, a, b, c: op.pay(k, a, b), SATANGS),
    (lambda k, a, b, c: op.fund_share(k, ((0, 25), (2_500, 50), (5_000, 75), (10_000, 100)), a, b), SATANGS),
]


@pytest.mark.parametrize("place", range(len(SAMPLES)))
@given(data=st.data())
def test_an_operator_gives_the_same_for_one_and_for_many(place, data):
    operator, numbers = SAMPLES[place]
    rows = data.draw(st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=20))
    many = operator(VECTOR, *(np.array(column, dtype=np.int64) for column in zip(*rows, strict=True)))
    assert [int(value) for value in many] == [operator(SCALAR, *row) for row in rows]


@pytest.mark.parametrize(
    ("found", "value"),
    [
        (op.lookup(SCALAR, LADDER, 0), 300), (op.lookup(SCALAR, LADDER, 2), 300), (op.lookup(SCALAR, LADDER, 3), 800),
        (op.lookup(SCALAR, LADDER, 9), 800), (op.lookup(SCALAR, LADDER, 99), 1_500), (op.times(SCALAR, 3, 150), 450),
        (op.percent(SCALAR, 333_300, 5_000), 166_650), (op.percent(SCALAR, 3, 5_000), 1), (op.clamp(SCALAR, 5, 10, 20), 10),
        (op.clamp(SCALAR, 25, 10, 20), 20), (op.clamp(SCALAR, 15, 10, 20), 15), (op.left(SCALAR, 10, 4), 6), (op.left(SCALAR, 10, 14), 0),
        (op.cap(SCALAR, 9, 10, 4), 6), (op.cap(SCALAR, 5, 10, 4), 5), (op.scale(SCALAR, 1_000, 7_500, 0), 750),
        (op.scale(SCALAR, 1_000, 2_500, 300), 300), (op.scale(SCALAR, 200, 2_500, 300), 200), (op.deduct(SCALAR, 100, 30), 70),
        (op.deduct(SCALAR, 100, 130), 0), (op.to_baht(SCALAR, 199, DOWN), 100), (op.to_baht(SCALAR, 149, NEAREST), 100),
        (op.to_baht(SCALAR, 150, NEAREST), 200), (op.to_baht(SCALAR, 101, UP), 200), (op.to_baht(SCALAR, 200, UP), 200),
        (op.to_baht(SCALAR, 101, SATANG), 101), (op.share_out(SCALAR, 200_000, 3, 2), 66_700), (op.share_out(SCALAR, 200_000, 3, 3), 66_600),
        (op.share_out(SCALAR, 200_099, 1, 1), 200_000), (op.pay(SCALAR, 500, 300), 300), (op.pay(SCALAR, 500, -1), 0), (op.pay(SCALAR, 500, 900), 500),
        (op.fund_share(SCALAR, ((0, 25), (5_000, 75)), 50, 100), 75), (op.fund_share(SCALAR, ((0, 25), (5_000, 75)), 49, 100), 25),
        (op.fund_share(SCALAR, ((0, 25), (5_000, 75)), 0, 0), 10_000),
    ],
)  # fmt: skip
def test_an_operator_does_what_its_name_says(found, value):
    assert found == value


@given(SATANGS, st.integers(1, 40))
def test_shares_of_a_house_add_up_to_its_whole_baht(total, people):
    shares = [op.share_out(SCALAR, total, people, place) for place in range(1, people + 1)]
    assert sum(shares) == total // 100 * 100
    assert sorted(shares, reverse=True) == shares
    assert max(shares) - min(shares) <= 100


def test_the_expected_amount_is_the_mean_of_what_single_claims_are_due():
    nights = Spread.of({0: 0.1, 3: 0.4, 8: 0.3, 14: 0.2})
    paid = nights.through(lambda k, n: op.cap(k, n, 10, 0)).through(lambda k, n: op.times(k, n, 15_000))
    assert paid.mean == pytest.approx((3 * 0.4 + 8 * 0.3 + 10 * 0.2) * 15_000)
    years = Spread.of({0: 0.25, 4: 0.25, 30: 0.5})
    assert years.through(lambda k, y: op.lookup(k, LADDER, y)).mean == pytest.approx(
        0.25 * 300 + 0.25 * 800 + 0.5 * 1_500
    )
    rng = random.Random(1)
    drawn = rng.choices([0, 3, 8, 14], [0.1, 0.4, 0.3, 0.2], k=40_000)
    assert paid.mean == pytest.approx(sum(min(n, 10) * 15_000 for n in drawn) / len(drawn), rel=0.02)


def test_linear_operators_need_the_mean_alone():
    nights = Spread.of({1: 0.5, 5: 0.5})
    assert nights.through(lambda k, n: op.times(k, n, 150)).mean == expected_times(nights.mean, 150) == 450
    damage = Spread.of({100_000: 0.25, 333_300: 0.75})
    assert damage.through(lambda k, d: op.percent(k, d, 5_000)).mean == pytest.approx(
        expected_percent(damage.mean, 5_000), abs=1
    )


@pytest.mark.parametrize("chances", [{}, {1: 0.5}, {1: 1.5, 2: -0.5}, {1: 0.6, 2: 0.6}])
def test_chances_that_do_not_sum_to_one_are_refused(chances):
    with pytest.raises(ValueError, match="sum to one"):
        Spread.of(chances)


DAYS = st.dates(date(1900, 1, 1), date(2150, 1, 1))


@given(DAYS, DAYS, st.booleans())
def test_completed_years_are_the_same_for_one_for_many_and_by_counting(since, day, mar1):
    one = completed(SCALAR, since.toordinal(), day.toordinal(), mar1)
    many = completed(VECTOR, np.array([since.toordinal()]), np.array([day.toordinal()]), np.array([mar1]))
    assert one == many[0] == plain.full_years(since, day, "mar1" if mar1 else "feb28")


@pytest.mark.parametrize(
    ("since", "day", "rule", "years"),
    [
        (date(2020, 2, 29), date(2021, 2, 27), "feb28", 0), (date(2020, 2, 29), date(2021, 2, 28), "feb28", 1),
        (date(2020, 2, 29), date(2021, 2, 28), "mar1", 0), (date(2020, 2, 29), date(2021, 3, 1), "mar1", 1),
        (date(2020, 2, 29), date(2024, 2, 28), "feb28", 3), (date(2020, 2, 29), date(2024, 2, 29), "feb28", 4),
        (date(2020, 2, 29), date(2024, 2, 29), "mar1", 4), (date(2020, 2, 28), date(2021, 2, 28), "mar1", 1),
        (date(2020, 6, 5), date(2025, 6, 4), "feb28", 4), (date(2020, 6, 5), date(2025, 6, 5), "feb28", 5), (date(2020, 6, 5), date(2020, 6, 4), "feb28", -1),
        (date(1896, 2, 29), date(1900, 2, 28), "feb28", 4), (date(1896, 2, 29), date(1900, 2, 28), "mar1", 3),
    ],
)  # fmt: skip
def test_who_joined_on_the_29th_of_february_completes_years_by_the_agreement(since, day, rule, years):
    mar1 = rule == "mar1"
    assert completed(SCALAR, since.toordinal(), day.toordinal(), mar1) == years
    reached = date.fromordinal(anniversary(SCALAR, since.toordinal(), years, mar1))
    assert reached <= day < date.fromordinal(anniversary(SCALAR, since.toordinal(), years + 1, mar1))


@given(DAYS, DAYS, st.sampled_from([0, 1, 2]), st.booleans())
def test_the_next_cap_year_is_the_same_for_one_and_many_and_begins_where_the_day_s_year_ends(join, day, kind, mar1):
    one = next_cap_year(SCALAR, kind, join.toordinal(), day.toordinal(), mar1)
    many = next_cap_year(VECTOR, *(np.array([n]) for n in (kind, join.toordinal(), day.toordinal(), mar1)))
    assert one == many[0]
    agreement = example("v2")
    object.__setattr__(agreement, "cap_year", ("calendar", "fiscal_oct", "anniversary")[kind])
    object.__setattr__(agreement, "leap_day", "mar1" if mar1 else "feb28")
    first, last = cap_year_of(agreement, join, day)
    assert first <= day <= last == date.fromordinal(one) - timedelta(days=1)
    assert (
        plain.year_of(agreement, join, first)
        == plain.year_of(agreement, join, last)
        == plain.year_of(agreement, join, day)
    )
    assert plain.year_of(agreement, join, first - timedelta(days=1)) != plain.year_of(agreement, join, day)


def test_work_is_done_only_where_the_condition_holds():
    values = np.array([1, 2, 3])
    assert list(VECTOR.over(values > 1, lambda v: v * 10, 7, values)) == [7, 20, 30]
    assert list(VECTOR.over(values > 9, lambda v: 1 / 0, 7, values)) == [7, 7, 7]
    assert SCALAR.over(True, lambda v: v * 10, 7, 2) == 20
    assert SCALAR.over(False, lambda v: 1 / 0, 7, 2) == 7
