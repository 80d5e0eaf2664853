"""What a run over every fault survived in the steps and the table of rules: each test here saw one of them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chumchon.agreements import load
from chumchon.agreements.decide import decide
from chumchon.agreements.model import Amount
from tests.agreements.test_full_run import NEW_YEAR, nights, together
from tests.agreements.test_limits import PLAIN, small
from tests.agreements.test_loading import V2 as TEXT
from tests.agreements.test_steps import ANY, DAY, V2, due

STAY = {"event": "hospital", "end": DAY + timedelta(days=2)}


def step(agreement, name, **changes):
    """The facts of one step of a decision's trace, or None where it is not there."""
    return next((s.facts for s in decide(agreement, replace(ANY, **changes)).trace if s.name == name), None)


def test_in_the_third_cap_year_nothing_was_used():
    """Over two ends of a year: 2, 10 and 10 nights, or as many baht as the cap of each year leaves."""
    long = NEW_YEAR | {"start": date(2024, 12, 30), "end": date(2026, 1, 25), "claim_day": date(2026, 1, 25)}
    since = date(2024, 1, 1)
    assert together(replace(nights(100, year_units=10), effective_from=since), long) == [(2_200, "OK")]
    assert together(replace(nights(100, year_max_satang=1_000), effective_from=since), long) == [
        (200 + 1_000 + 1_000, "OK")
    ]


def test_what_a_percentage_is_of_stands_in_the_trace_and_nothing_elsewhere():
    assert step(V2, "base", **STAY)["of"] == 0
    assert step(V2, "units", **STAY) == {"units": 2, "of": 0}
    flood = {"event": "disaster", "damage_satang": 300_000}
    assert step(V2, "base", **flood)["of"] == 300_000
    assert step(V2, "units", **flood)["of"] == 300_000
    assert step(V2, "units") is None


@pytest.mark.parametrize(("years", "code"), ((0, "OK"), (1, "TENURE")))
def test_years_of_membership_are_asked_from_the_first_on(years, code):
    hospital = replace(V2.benefit("hospital"), min_tenure_years=years)
    new = {"join": DAY - timedelta(days=300), "paid_until": DAY + timedelta(days=30)}
    fund = replace(V2, benefits=(hospital,))
    assert due(fund, **STAY, **new)[2] == code
    assert (step(fund, "tenure", **STAY, **new) is None) == (years == 0)
    assert step(replace(V2, benefits=(replace(hospital, min_tenure_years=1),)), "tenure", **STAY)["need"] == 1


def test_a_flat_sum_has_no_units():
    flat = replace(V2, benefits=(replace(V2.benefit("death"), amount=Amount("fixed", rate=500)),))
    assert step(flat, "base")["units"] == 0


@pytest.mark.parametrize(("count", "codes"), ((60, []), (61, ["TOO_LARGE"])))
def test_as_many_benefits_as_anybody_reads(count, codes):
    more = "".join(f'[benefit.b{n}]\nth = "เรื่องที่ {n}"\n{PLAIN}\n' for n in range(count - 1))
    assert [(fault.code, fault.key) for fault in load.check(small(PLAIN, more=more))] == [(c, "benefit") for c in codes]


def test_a_number_without_end_is_told_at_its_line():
    text = TEXT.replace("waiting_days = 180", f"waiting_days = {'9' * 5_000}")
    line = next(n for n, line in enumerate(text.split("\n"), 1) if "999" in line)
    assert [(fault.line, fault.code) for fault in load.check(text)] == [(line, "TOO_LARGE")]
    assert [fault.code for fault in load.check(text.replace("9" * 5_000, "9" * 1_000))] == ["TOO_LARGE"]
