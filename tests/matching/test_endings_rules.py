"""How the book of a fund that ends is divided: nothing is lost, nothing appears, to the satang."""

from hypothesis import given
from hypothesis import strategies as st

from chumchon.matching.rules.endings import divide, emptied, place_of, weights

CASH = frozenset({"1010", "1020"})
BALANCES = st.fixed_dictionaries({
    "1010": st.integers(0, 10**9), "1020": st.integers(0, 10**9), "1200": st.integers(0, 10**6),
    "2010": st.integers(-(10**6), 0), "2020": st.integers(-(10**6), 0),
}).map(lambda b: {**b, "3010": -sum(b.values())})  # fmt: skip
BY = st.lists(st.integers(0, 500), min_size=1, max_size=4).filter(any)


@given(BALANCES, BY)
def test_the_parts_of_every_account_sum_to_the_account_and_each_entry_to_zero(held, by):
    parts = divide(held, CASH, by)
    assert sum(p.cash_satang for p in parts) == held["1010"] + held["1020"]
    for code in ("1200", "2010", "2020"):
        assert sum(p.others.get(code, 0) for p in parts) == held[code]
    rest = 0
    for part, weight in zip(parts, by, strict=True):
        lines = part.lines("1021")
        assert sum(x.satang for x in lines) == 0 and all(x.satang for x in lines)
        assert weight or not lines
        rest += sum(x.satang for x in lines if x.account == "3010")
    assert rest == held["3010"]
    assert sum(x.satang for x in emptied(held)) == 0


def test_money_goes_by_the_weights_that_were_given_else_by_the_members_else_alike():
    assert weights([3, 1], [10, 90]) == [3, 1]
    assert weights([0, 0], [10, 90]) == [10, 90]
    assert weights([0, 0], [0, 0]) == [1, 1]


def test_whoever_lives_in_no_named_village_goes_to_the_first():
    assert [place_of(v, [[], [7, 8]]) for v in (7, 1, None)] == [1, 0, 0]
