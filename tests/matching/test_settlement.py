"""A round is settled to the satang: every baht stands on a member-year, and nobody is matched twice."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chumchon.matching.rules.reasons import (
    COUNTS,
    EARLIER_FUND,
    GONE,
    NO_ID,
    PAID_LESS,
    REASONS,
    SAME_FUND,
    TIMES,
    said,
)
from chumchon.matching.rules.settlement import Rows, Settled, Terms, settle

FUNDS = 4


def rows(*people: tuple[int, int, int, int, int, int, int]) -> Rows:
    """Rows from (fund, person, joined, tie, paid, reason, before)."""
    table = np.array(people or np.zeros((0, 7)), np.int64).reshape(-1, 7)
    return Rows(*(table[:, i] for i in range(5)), table[:, 5].astype(np.int8), table[:, 6])


def debts(*satang: int) -> np.ndarray:
    return np.array([*satang, *[0] * (FUNDS - len(satang))], np.int64)


@st.composite
def rounds(draw):
    """A round of up to 40 member-years in four funds, with few persons so that many stand there twice."""
    person = st.tuples(
        st.integers(0, FUNDS - 1), st.integers(0, 12), st.integers(730_000, 730_003), st.integers(0, 40_000),
        st.sampled_from([COUNTS, COUNTS, COUNTS, PAID_LESS, GONE]), st.integers(0, 3),
    )  # fmt: skip
    people = draw(st.lists(person, max_size=40))
    order = draw(st.permutations(range(len(people))))
    made = rows(*((f, p, j, tie, paid, r, b) for (f, p, j, paid, r, b), tie in zip(people, order, strict=True)))
    owed = debts(*draw(st.lists(st.integers(0, 90_000), min_size=FUNDS, max_size=FUNDS)))
    terms = Terms(
        draw(st.sampled_from([1000, 500, 333, 2000])), draw(st.sampled_from([36_500, 1, 10_000])), draw(st.integers(0, 3)),
        draw(st.none() | st.integers(0, 400_000)),
    )  # fmt: skip
    return made, owed, terms


def by_hand(made: Rows, owed, terms: Terms) -> tuple[list[int], list[int], list[int], list[int]]:
    """The same round as a clerk would do it, member by member, in exact fractions: reasons, granted, debts, shares."""
    n = len(made.fund)
    reason = [NO_ID if made.reason[i] == COUNTS and made.person[i] == 0 else int(made.reason[i]) for i in range(n)]
    taken: dict[int, int] = {}
    for i in sorted(range(n), key=lambda i: (made.joined[i], made.tie[i])):
        if reason[i] == COUNTS:
            first = taken.setdefault(int(made.person[i]), i)
            if first != i:
                reason[i] = SAME_FUND if made.fund[first] == made.fund[i] else EARLIER_FUND
    for i in range(n):
        if reason[i] == COUNTS and terms.times and made.before[i] >= terms.times:
            reason[i] = TIMES
    due = [
        min(int(made.paid[i]) * terms.rate_permille // 1000, terms.ceiling_satang) if reason[i] == COUNTS else 0
        for i in range(n)
    ]
    of_fund = [sum(due[i] for i in range(n) if made.fund[i] == f) for f in range(FUNDS)]
    used = [min(int(owed[f]), of_fund[f]) for f in range(FUNDS)]
    share = split(terms.budget_satang, [of_fund[f] - used[f] for f in range(FUNDS)], list(range(FUNDS)))
    granted = [0] * n
    for f in range(FUNDS):
        mine = sorted((i for i in range(n) if made.fund[i] == f), key=lambda i: made.tie[i])
        for i, satang in zip(mine, split(used[f] + share[f], [due[i] for i in mine], mine), strict=True):
            granted[i] = satang
    return reason, granted, used, share


def split(total: int | None, wanted: list[int], order: list[int]) -> list[int]:
    if total is None or sum(wanted) <= total:
        return wanted
    exact = [Fraction(total * w, sum(wanted)) for w in wanted]
    parts = [int(x) for x in exact]
    for i in sorted(range(len(order)), key=lambda i: (parts[i] - exact[i], i))[: total - sum(parts)]:
        parts[i] += 1
    return parts


def by_fund(made: Rows, satang) -> list[int]:
    return [int(satang[made.fund == f].sum()) for f in range(FUNDS)]


@given(rounds())
@settings(max_examples=300)
def test_the_columns_settle_a_round_as_a_clerk_would_by_hand(world):
    found = settle(*world)
    reason, granted, used, share = by_hand(*world)
    assert found.reason.tolist() == reason
    assert found.granted.tolist() == granted
    assert (found.fund_debt.tolist(), found.fund_share.tolist()) == (used, share)


@given(rounds())
def test_every_satang_of_a_fund_stands_on_its_member_years(world):
    made, owed, terms = world
    found = settle(made, owed, terms)
    assert by_fund(made, found.granted) == (found.fund_debt + found.fund_share).tolist()
    assert by_fund(made, found.due) == found.fund_due.tolist()
    assert (found.granted <= found.due).all() and (found.granted >= 0).all()
    assert (found.granted[found.reason != COUNTS] == 0).all()
    assert (found.fund_debt <= owed).all()


@given(rounds())
def test_the_budget_is_never_passed_and_nothing_of_it_is_left_while_a_fund_is_short(world):
    made, owed, terms = world
    found = settle(made, owed, terms)
    net, paid = int((found.fund_due - found.fund_debt).sum()), int(found.fund_share.sum())
    assert paid == (net if terms.budget_satang is None else min(net, terms.budget_satang))


@given(rounds())
def test_nobody_is_matched_twice_in_a_round_and_the_one_who_is_joined_first(world):
    made, owed, terms = world
    found = settle(made, owed, terms)
    counted = np.flatnonzero(found.reason == COUNTS)
    assert len(set(made.person[counted])) == len(counted)
    for later in np.flatnonzero(found.winner >= 0):
        first = found.winner[later]
        assert made.person[first] == made.person[later]
        assert (made.joined[first], made.tie[first]) < (made.joined[later], made.tie[later])


@given(rounds(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(world, chance):
    made, owed, terms = world
    order = list(range(len(made.fund)))
    chance.shuffle(order)
    mixed = Rows(*(column[order] for column in vars(made).values()))
    one, other = settle(made, owed, terms), settle(mixed, owed, terms)
    assert one.granted[order].tolist() == other.granted.tolist()
    assert one.fund_share.tolist() == other.fund_share.tolist()


@given(rounds(), st.integers(1, 50_000))
def test_who_is_due_more_never_gets_less_and_more_budget_takes_no_more_than_a_rounded_satang_away(world, more):
    made, owed, terms = world
    found = settle(made, owed, terms)
    net = (found.fund_due - found.fund_debt).tolist()
    for a in range(FUNDS):
        for b in range(FUNDS):
            assert net[a] <= net[b] or found.fund_share[a] >= found.fund_share[b]
    if terms.budget_satang is not None:
        richer = settle(made, owed, replace(terms, budget_satang=terms.budget_satang + more))
        assert (richer.fund_share >= found.fund_share - 1).all()
        assert richer.fund_share.sum() >= found.fund_share.sum()


@given(rounds())
def test_paying_more_never_lowers_what_is_due_and_a_debt_never_raises_it(world):
    made, owed, terms = world
    found = settle(made, owed, terms)
    richer = settle(replace(made, paid=made.paid + 500), owed, terms)
    assert (richer.due >= found.due).all()
    free = settle(made, debts(), terms)
    assert (free.fund_due == found.fund_due).all() and (free.fund_debt == 0).all()


def test_a_person_in_two_funds_counts_where_they_joined_first():
    found = settle(rows((0, 7, 100, 1, 36_500, 0, 0), (1, 7, 90, 2, 36_500, 0, 0)), debts(), Terms())
    assert found.reason.tolist() == [EARLIER_FUND, COUNTS]
    assert found.granted.tolist() == [0, 36_500]
    assert found.winner.tolist() == [1, -1]


def test_the_second_fund_counts_when_the_first_does_not():
    found = settle(rows((0, 7, 90, 1, 36_500, PAID_LESS, 0), (1, 7, 100, 2, 36_500, 0, 0)), debts(), Terms())
    assert found.reason.tolist() == [PAID_LESS, COUNTS]


def test_an_old_debt_is_taken_off_and_the_rest_of_it_waits():
    made = rows((0, 1, 1, 1, 36_500, 0, 0), (0, 2, 1, 2, 36_000, 0, 0), (1, 3, 1, 3, 100, 0, 0))
    found = settle(made, debts(10_000, 500), Terms())
    assert found.fund_due.tolist() == [72_500, 100, 0, 0]
    assert found.fund_debt.tolist() == [10_000, 100, 0, 0]
    assert found.fund_share.tolist() == [62_500, 0, 0, 0]
    assert found.granted.tolist() == [36_500, 36_000, 100]


def test_a_short_budget_is_shared_to_the_satang_and_the_odd_one_goes_to_the_largest_remainder():
    made = rows(*((f, 10 + f, 1, f, 36_500, 0, 0) for f in range(3)))
    found = settle(made, debts(), Terms(budget_satang=100))
    assert found.fund_share.tolist() == [34, 33, 33, 0]
    assert found.granted.tolist() == [34, 33, 33]


def test_an_empty_round_is_settled_too():
    found = settle(rows(), debts(), Terms(budget_satang=5))
    assert isinstance(found, Settled) and found.fund_share.tolist() == [0] * FUNDS


def test_figures_that_cannot_be_are_refused():
    for made, owed, terms in (
        (rows((0, 1, 1, 1, -1, 0, 0)), debts(), Terms()),
        (rows((9, 1, 1, 1, 1, 0, 0)), debts(), Terms()),
        (rows((0, 1, 1, 1, 1, 0, 0)), debts(-1), Terms()),
        (rows((0, 1, 1, 1, 2**60, 0, 0)), debts(), Terms()),
        (rows((0, 1, 1, 1, 1, 0, 0)), debts(), Terms(budget_satang=-1)),
    ):
        with pytest.raises(ValueError, match=r"below zero|not there|beyond"):
            settle(made, owed, terms)


def test_every_reason_has_one_code_and_a_thai_sentence_and_names_no_fund():
    assert [r.code for r in REASONS] == list(range(len(REASONS)))
    assert len({r.key for r in REASONS}) == len(REASONS)
    assert all(any("ก" <= c <= "๛" for c in r.th) for r in REASONS)
    assert said(EARLIER_FUND, "เชียงใหม่").endswith("ที่จังหวัดเชียงใหม่")
    assert said(TIMES, times=3).endswith("(3 ครั้ง)")
