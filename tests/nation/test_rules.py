"""Shares meet their total, the pace to a target is honest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chumchon.nation import rules


@given(st.integers(0, 10**13), st.lists(st.integers(0, 10**6), min_size=1, max_size=90).filter(sum))
def test_shares_sum_to_the_total_and_no_part_is_off_by_one_whole(total, weights):
    parts = rules.shares(total, weights)
    whole = sum(weights)
    assert sum(parts) == total
    assert all(abs(p * whole - total * w) < whole for p, w in zip(parts, weights, strict=True))


def test_what_is_left_goes_to_the_largest_remainder_and_in_a_tie_to_the_first():
    assert rules.shares(10, [1, 1, 1]) == [4, 3, 3]
    assert rules.shares(5, [6, 3, 1]) == [3, 2, 0]


def test_nothing_is_shared_by_no_weight():
    assert rules.shares(0, [0, 0]) == [0, 0]
    for total, weights in ((1, [0]), (-1, [1]), (1, [-1, 2])):
        with pytest.raises(ValueError, match="weight"):
            rules.shares(total, weights)


def test_the_pace_says_what_the_years_that_are_left_ask_for():
    pace = rules.pace(242_674, 1_050_000, 2546, 2565, 2579)
    assert round(pace.percent, 1) == 23.1
    assert round(pace.yearly_so_far) == 12_772 and round(pace.yearly_needed) == 57_666
    assert not pace.reaches
    assert rules.pace(100, 100, 2546, 2579, 2579).yearly_needed == 0


def test_a_limit_belongs_to_the_band_above_it():
    assert [rules.band(v, (50, 65)) for v in (0, 49.9, 50, 65, 100)] == [0, 0, 1, 2, 2]


def test_a_row_is_summed_for_everything_above_it_once():
    assert rules.parents("500705", "R1") == ["5007", "50", "R1", ""]
    assert rules.parents("50", "R1") == ["50", "R1", ""]
    assert rules.parents("", "") == [""]
