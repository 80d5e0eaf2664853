"""Needs matched to pledges: exact, near first, nothing given twice."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from chumchon.relief.rules.allot import Allotment, Need, Pledge, allot

AREAS = st.sampled_from(["50010101", "50010102", "50010201", "50020101", "51010101"])
ITEMS = st.sampled_from(["rice", "water"])
NEEDS = st.lists(st.tuples(ITEMS, st.integers(1, 50), st.integers(0, 60), AREAS), max_size=20)
PLEDGES = st.lists(st.tuples(ITEMS, st.integers(0, 80), AREAS), max_size=10)


@given(NEEDS, PLEDGES)
def test_never_more_than_pledged_nor_missing_and_nothing_is_held_back(needs_told, pledges_told):
    needs = [Need(i, *told) for i, told in enumerate(needs_told)]
    pledges = [Pledge(i, *told) for i, told in enumerate(pledges_told)]
    made = allot(needs, pledges)
    assert made == allot(reversed(needs), reversed(pledges))
    to_need, of_pledge = Counter(), Counter()
    items = {p.id: p.item for p in pledges}
    for one in made:
        assert one.quantity > 0 and items[one.pledge_id] == needs[one.need_id].item
        to_need[one.need_id] += one.quantity
        of_pledge[one.pledge_id] += one.quantity
    assert all(to_need[n.id] <= n.missing for n in needs)
    assert all(of_pledge[p.id] <= p.left for p in pledges)
    for item in ("rice", "water"):
        asked = sum(n.missing for n in needs if n.item == item)
        held = sum(p.left for p in pledges if p.item == item)
        assert sum(to_need[n.id] for n in needs if n.item == item) == min(asked, held)


def test_the_neighbours_rice_comes_before_the_provinces():
    pledges = [Pledge(1, "rice", 5, "51010101"), Pledge(2, "rice", 5, "50010102")]
    assert allot([Need(1, "rice", 7, 0, "50010101")], pledges) == [Allotment(1, 2, 5), Allotment(1, 1, 2)]


def test_the_house_that_got_nothing_comes_before_the_one_half_helped():
    needs = [Need(1, "rice", 10, 5, "50010101"), Need(2, "rice", 10, 0, "50010101")]
    assert allot(needs, [Pledge(1, "rice", 10, "50010101")]) == [Allotment(2, 1, 10)]


def test_within_a_subdistrict_the_nearer_point_gives_first():
    far, close = Pledge(1, "rice", 5, "50010102", (18.9, 98.9)), Pledge(2, "rice", 5, "50010103", (18.81, 98.9))
    assert allot([Need(1, "rice", 5, 0, "50010101", (18.8, 98.9))], [far, close]) == [Allotment(1, 2, 5)]
