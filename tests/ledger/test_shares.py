"""Shares meet their total to the last satang."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chumchon.ledger.shares import shares


@given(st.integers(0, 10**13), st.lists(st.integers(0, 10**6), min_size=1, max_size=90).filter(sum))
def test_shares_sum_to_the_total_and_no_part_is_off_by_one_whole(total, weights):
    parts = shares(total, weights)
    whole = sum(weights)
    assert sum(parts) == total
    assert all(abs(p * whole - total * w) < whole for p, w in zip(parts, weights, strict=True))


def test_what_is_left_goes_to_the_largest_remainder_and_in_a_tie_to_the_first():
    assert shares(10, [1, 1, 1]) == [4, 3, 3]
    assert shares(5, [6, 3, 1]) == [3, 2, 0]


def test_nothing_is_shared_by_no_weight():
    assert shares(0, [0, 0]) == [0, 0]
    for total, weights in ((1, [0]), (-1, [1]), (1, [-1, 2])):
        with pytest.raises(ValueError, match="weight"):
            shares(total, weights)
