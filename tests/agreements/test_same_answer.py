"""One meaning, three ways: one claim, columns of claims, and the plain telling in tests/agreements/plain.py."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chumchon.agreements import load, shelf, write
from chumchon.agreements.claims import Claims
from chumchon.agreements.columns import Book
from chumchon.agreements.decide import CODES, decide
from chumchon.agreements.facts import Facts
from tests.agreements import plain, world


@pytest.fixture(scope="module")
def nation():
    made = world.agreements(seed=11, funds=120)
    return Book(made), shelf.gather(made)


def test_a_hundred_thousand_random_members_get_the_same_one_by_one_and_in_columns(nation):
    book, funds = nation
    claims = world.claims(book, seed=5, size=100_000)
    results = book.decide(claims)
    seen = set()
    for place in range(len(claims)):
        fund, facts = world.facts(book, claims, place)
        one = decide(funds.get(fund, ()), facts)
        many = (results.amount[place], results.deferred[place], CODES[results.code[place]])
        assert (one.amount_satang, one.deferred_satang, one.code) == many, facts
        seen.add(one.code)
    assert seen == set(CODES), "the random members must meet every code"


@pytest.mark.parametrize("seed", range(4))
def test_random_members_get_what_the_plain_telling_says_and_all_its_reasons(seed):
    made = world.agreements(seed=100 + seed, funds=40)
    book, funds = Book(made), shelf.gather(made)
    claims = world.claims(book, seed=seed, size=1_500)
    for place in range(len(claims)):
        fund, facts = world.facts(book, claims, place)
        amount, later, code, failing = plain.decide(funds.get(fund, ()), facts)
        one = decide(funds.get(fund, ()), facts)
        assert (one.amount_satang, one.deferred_satang, one.code) == (amount, later, code), (fund, facts)
        assert {step.code for step in one.failing} == failing, (fund, facts)
        if one.payable:
            assert sum(one.satang_by_year) == amount + later


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_any_agreement_and_any_claim_are_the_same_three_ways(agreement_seed, claim_seed):
    made = world.agreements(agreement_seed, funds=1)
    book, funds = Book(made), shelf.gather(made)
    claims = world.claims(book, claim_seed, size=3)
    results = book.decide(claims)
    for place in range(len(claims)):
        fund, facts = world.facts(book, claims, place)
        one = decide(funds.get(fund, ()), facts)
        assert (one.amount_satang, one.deferred_satang, one.code) == plain.decide(funds.get(fund, ()), facts)[:3]
        assert (one.amount_satang, one.deferred_satang) == (results.amount[place], results.deferred[place])
        assert one.code == CODES[results.code[place]]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_an_agreement_written_as_toml_and_read_again_is_the_same(seed):
    one = world.agreement(random.Random(seed), "กองทุน-1", 1, world.date(2025, 1, 1))
    assert load.parse(write.to_toml(one)) == one


def test_the_same_facts_and_version_always_give_the_same_decision(nation):
    book, funds = nation
    claims = world.claims(book, seed=6, size=100)
    for place in range(len(claims)):
        fund, facts = world.facts(book, claims, place)
        versions = funds.get(fund, ())
        again = decide(
            tuple(load.parse(write.to_toml(v)) for v in reversed(versions)), Facts.from_json(facts.to_json())
        )
        assert decide(versions, facts) == again


def test_columns_made_from_single_facts_decide_as_those_facts(nation):
    book, _ = nation
    claims = world.claims(book, seed=7, size=800)
    told = [world.facts(book, claims, place) for place in range(len(claims))]
    again = Claims.of(book, [fund for fund, _ in told], [facts for _, facts in told])
    for mine, theirs in zip(book.decide(claims), book.decide(again), strict=True):
        assert (mine == theirs).all()


def test_threads_change_no_answer(nation):
    book, _ = nation
    claims = world.claims(book, seed=8, size=70_000)
    for one, many in zip(book.decide(claims), book.decide(claims, threads=3), strict=True):
        assert (one == many).all()


def test_no_claims_and_no_agreements_are_no_trouble(nation):
    book, _ = nation
    assert len(book.decide(Claims.of(book, [], [])).amount) == 0
    empty = Book([])
    facts = Facts(event="death", start=world.date(2025, 1, 1), end=world.date(2025, 1, 1))
    assert CODES[empty.decide(Claims.of(empty, ["jaidee"], [facts])).code[0]] == "NO_AGREEMENT"
