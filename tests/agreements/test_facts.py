"""The facts of a claim: frozen, checked, kept as JSON."""

from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from chumchon.agreements.facts import MOST, MOST_COUNT, Facts
from chumchon.thai.errors import BadInput

DAY = date(2025, 6, 5)
SOME = Facts(
    event="hospital", start=DAY, end=date(2025, 6, 8), join=date(2016, 1, 10), birth=date(1960, 5, 1), flags=frozenset(["b", "a"]),
    evidence_missing=("มรณบัตร",), claim_day=date(2025, 6, 9), contributions_satang=5,
)  # fmt: skip


def test_facts_are_the_same_after_json():
    assert Facts.from_json(SOME.to_json()) == SOME
    assert SOME.to_json() == Facts.from_json(SOME.to_json()).to_json()
    assert '"2025-06-05"' in SOME.to_json()
    assert '["a", "b"]' in SOME.to_json()
    assert "มรณบัตร" in SOME.to_json()
    bare = Facts(event="death", start=DAY, end=DAY)
    assert Facts.from_json(bare.to_json()) == bare


def test_facts_never_change():
    with pytest.raises(FrozenInstanceError):
        SOME.children = 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"end": date(2025, 6, 4)}, {"household_n": 0, "household_i": 0}, {"household_n": 2, "household_i": 3}, {"household_i": 0},
        {"children": -1}, {"children": MOST_COUNT + 1}, {"damage_satang": -1}, {"damage_satang": MOST + 1}, {"cash_satang": -1},
        {"contributions_satang": -1}, {"start": date(1849, 12, 31)}, {"join": date(2201, 1, 1)}, {"paid_until": date(2559, 1, 1)},
        {"birth": date(1700, 1, 1)}, {"claim_day": date(2568, 1, 1)}, {"end": date(2568, 1, 1)}, {"prior_units_life": -1}, {"prior_events": -2},
        {"prior_own_y1_satang": -1}, {"expected_outgo_satang": MOST + 1},
    ],
)  # fmt: skip
def test_facts_that_cannot_be_are_refused_in_thai(wrong):
    with pytest.raises(BadInput) as refused:
        replace(SOME, **wrong)
    assert refused.value.code == "BAD_FACTS"
    assert any("ก" <= letter <= "๙" for letter in refused.value.th)


def test_facts_on_the_edge_are_taken():
    edge = replace(
        SOME,
        children=MOST_COUNT,
        damage_satang=MOST,
        household_n=3,
        household_i=3,
        birth=date(1850, 1, 1),
        claim_day=date(2200, 12, 31),
    )
    assert edge.household_i == 3
    assert replace(SOME, end=DAY, contributions_satang=0, children=0).end == DAY
