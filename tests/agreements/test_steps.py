"""The order of operations and every rule's edge, told as small stories with made-up agreements."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chumchon.agreements import model
from chumchon.agreements.claims import Claims
from chumchon.agreements.columns import Book
from chumchon.agreements.decide import CODES, decide
from chumchon.agreements.facts import Facts
from chumchon.agreements.model import Amount, Band, Benefit
from tests.agreements import plain
from tests.agreements.world import example, with_steps

V2, B = example("v2"), example("b")
DAY = date(2025, 6, 5)
ANY = Facts(
    event="death", start=DAY, end=DAY, join=date(2016, 1, 10), paid_until=date(2026, 12, 31), birth=date(1960, 5, 1),
    cash_satang=300_000_000, expected_outgo_satang=30_000_000, claim_day=DAY,
)  # fmt: skip


def due(agreement, **changes):
    """Baht now, baht later, code: one by one, in columns and by the plain telling, which must agree."""
    facts = replace(ANY, **changes)
    one = decide(agreement, facts)
    book = Book([agreement])
    many = book.decide(Claims.of(book, [agreement.fund], [facts]))
    assert (one.amount_satang, one.deferred_satang) == (many.amount[0], many.deferred[0])
    assert one.code == CODES[many.code[0]]
    if facts.join and facts.paid_until:
        assert (one.amount_satang, one.deferred_satang, one.code) == plain.decide((agreement,), facts)[:3]
    return one.amount_satang / 100, one.deferred_satang / 100, one.code


def benefit(amount, **rules):
    return replace(V2, benefits=(Benefit("death", "ทดสอบ", amount, **rules),), member_year=None, fund_ratio=None)


HOSPITAL = {"event": "hospital", "end": DAY + timedelta(days=4)}


def test_scale_then_deduct_is_not_deduct_then_scale():
    poor = {"cash_satang": 24_000_000, "paid_until": DAY - timedelta(days=90)}
    assert due(V2, **poor) == (8910, 0, "OK_SCALED")
    other = with_steps(V2, "base", "limits", "caps", "arrears", "fund_ratio", "round", "cash")
    assert due(other, **poor) == (8932, 0, "OK_SCALED")


def test_the_first_failing_step_decides_and_all_are_told():
    facts = replace(ANY, paid_until=DAY - timedelta(days=91), claim_day=DAY + timedelta(days=91), evidence_ok=False)
    assert [step.code for step in decide(V2, facts).failing] == ["LAPSED", "LATE", "PENDING_EVIDENCE"]
    swapped = replace(
        V2, steps=("version", "evidence", "membership", "waiting", "exclusion", "deadline", *V2.steps[6:])
    )
    assert decide(swapped, facts).code == "PENDING_EVIDENCE"
    assert {s.code for s in decide(swapped, facts).failing} == {"LAPSED", "LATE", "PENDING_EVIDENCE"}


def test_the_version_follows_the_first_day_of_the_event():
    versions = (V2, example("v1"))
    for day, version in [(date(2025, 3, 31), 1), (date(2025, 4, 1), 2), (date(2022, 1, 1), 1)]:
        assert (
            decide(versions, replace(ANY, start=day, end=date(2025, 9, 1), claim_day=None)).agreement.version == version
        )
    early = decide(versions, replace(ANY, start=date(2021, 12, 31)))
    assert (early.code, early.agreement) == ("NO_AGREEMENT", None)
    assert decide((), ANY).code == "NO_AGREEMENT"
    assert due(V2, start=date(2025, 3, 31), end=DAY)[2] == "NO_AGREEMENT"


def test_somebody_who_never_joined_is_no_member_and_one_who_never_paid_is_overdue_since_joining():
    assert due(V2, join=None, paid_until=None)[2] == "NOT_MEMBER"
    joined = DAY - timedelta(days=200)
    assert due(V2, join=joined, paid_until=None)[2] == "LAPSED"
    fresh = replace(V2, membership=replace(V2.membership, waiting_days=0))
    assert due(fresh, join=DAY - timedelta(days=90), paid_until=None) == (2910, 0, "OK")


@pytest.mark.parametrize(("days", "code"), [(90, "OK"), (91, "LATE"), (-1, "OK")])
def test_the_time_to_claim_counts_from_the_end_of_the_event(days, code):
    end = DAY + timedelta(days=4)
    assert due(V2, **HOSPITAL, claim_day=end + timedelta(days=days))[2] == code
    assert (
        due(
            replace(V2, membership=replace(V2.membership, claim_within_days=None)),
            **HOSPITAL,
            claim_day=date(2035, 1, 1),
        )[2]
        == "OK"
    )


def test_a_claim_without_a_day_is_on_time():
    assert due(V2, claim_day=None)[2] == "OK"


def test_only_the_named_flags_waive_the_wait_or_exclude():
    joined = DAY - timedelta(days=10)
    assert due(V2, join=joined, flags=frozenset(["drunk"]))[2] == "WAITING"
    assert due(V2, join=joined, flags=frozenset(["drunk", "accident"]))[2] == "OK"
    assert due(V2, flags=frozenset(["killed_by_beneficiary"]))[2] == "EXCLUDED"
    assert due(V2, join=DAY - timedelta(days=360), flags=frozenset(["suicide"]))[2] == "EXCLUDED"
    assert due(V2, flags=frozenset(["suicide"]))[2] == "OK"
    two = benefit(Amount("fixed", rate=100_000), exclude_until_years=(("drunk", 10), ("suicide", 1)))
    assert due(two, flags=frozenset(["suicide"]))[2] == "OK"
    assert due(two, flags=frozenset(["drunk"]))[2] == "EXCLUDED"


@pytest.mark.parametrize(
    ("born", "code"),
    [(date(1965, 6, 5), "OK"), (date(1965, 6, 6), "AGE"), (date(1954, 6, 6), "OK"), (date(1954, 6, 5), "AGE")],
)
def test_ages_are_completed_years_and_both_ends_count(born, code):
    old = benefit(Amount("fixed", rate=20_000), min_age=60, max_age=70)
    assert due(old, birth=born)[2] == code


def test_an_unknown_birthday_waits_only_where_age_is_asked():
    assert due(benefit(Amount("fixed", rate=20_000), min_age=60), birth=None)[2] == "PENDING_EVIDENCE"
    assert due(benefit(Amount("fixed", rate=20_000), max_age=60), birth=None)[2] == "PENDING_EVIDENCE"
    assert due(V2, birth=None)[2] == "OK"


def test_the_age_at_joining_counts_from_both_sides():
    def member(**ages):
        return replace(V2, membership=replace(V2.membership, **ages))

    assert due(member(join_max_age=55))[2] == "OK"
    assert due(member(join_max_age=54))[2] == "AGE"
    assert due(member(join_min_age=55))[2] == "OK"
    assert due(member(join_min_age=56))[2] == "AGE"


def test_years_of_membership_are_asked_before_the_deadline():
    long = benefit(Amount("fixed", rate=20_000), min_tenure_years=9)
    assert due(long)[2] == "OK"
    assert due(replace(long, benefits=(replace(long.benefits[0], min_tenure_years=10),)))[2] == "TENURE"


def test_bands_by_age():
    by_age = benefit(Amount("fixed", by="age_years", bands=(Band(0, 10_000), Band(60, 20_000), Band(70, 30_000))))
    assert due(by_age, birth=date(1965, 6, 6))[0] == 100
    assert due(by_age, birth=date(1965, 6, 5))[0] == 200
    assert due(by_age, birth=date(1940, 1, 1))[0] == 300


def test_a_share_of_what_the_member_paid_in():
    back = benefit(Amount("percent", of="contributions_paid", rate=5_000))
    assert due(back, contributions_satang=100_100) == (500, 0, "OK")
    assert due(back, contributions_satang=0)[2] == "NO_UNITS"
    assert (
        due(back, join=date(2025, 1, 1), paid_until=date(2025, 6, 29), start=date(2025, 6, 30), end=date(2025, 6, 30))[
            0
        ]
        == 89
    )


def test_the_least_and_the_most_of_one_event():
    limited = benefit(
        Amount("percent", of="damage", rate=5_000, least_satang=50_000, most_satang=200_000), event_max_satang=150_000
    )
    assert due(limited, damage_satang=10_000)[0] == 500
    assert due(limited, damage_satang=100_000)[0] == 500
    assert due(limited, damage_satang=100_200)[0] == 501
    assert due(limited, damage_satang=900_000)[0] == 1500
    assert due(limited, damage_satang=0)[2] == "NO_UNITS"


@pytest.mark.parametrize(("place", "baht"), [(1, 667), (2, 667), (3, 666)])
def test_the_odd_baht_go_to_those_registered_first(place, baht):
    assert due(V2, event="disaster", damage_satang=900_000, household_n=3, household_i=place)[0] == baht


def test_a_house_shares_whole_baht_and_each_pays_own_arrears():
    two = {"event": "disaster", "damage_satang": 333_300, "household_n": 2}
    assert due(V2, **two, household_i=1)[0] == 833
    assert due(V2, **two, household_i=2, paid_until=DAY - timedelta(days=3))[0] == 830


def test_nights_count_in_the_year_in_which_each_begins():
    stay = {"event": "hospital", "start": date(2025, 12, 28), "end": date(2026, 1, 4), "claim_day": None}
    one = decide(V2, replace(ANY, **stay, prior_units_y1=8))
    assert (one.units_by_year, one.satang_by_year) == ((2, 3), (30_000, 45_000))
    assert due(V2, **stay, prior_units_y1=10)[0] == 450
    assert due(V2, **stay, prior_units_y1=10, prior_units_y2=10)[2] == "CAP_YEAR_UNITS"
    assert due(V2, **stay, prior_units_y1=10, prior_units_y2=9)[0] == 150
    assert due(V2, **stay, prior_units_y2=8)[0] == 900


def test_a_stay_over_three_years_counts_in_each():
    stay = {"event": "hospital", "start": date(2025, 12, 30), "end": date(2027, 1, 3), "claim_day": None}
    one = decide(V2, replace(ANY, **stay))
    assert one.units_by_year == (2, 10, 2)
    assert due(V2, **stay, prior_units_y1=9, prior_units_y2=10)[0] == 450


def test_the_fiscal_year_begins_in_october():
    october = replace(V2, cap_year="fiscal_oct", member_year=None)
    stay = {"event": "hospital", "start": date(2025, 9, 28), "end": date(2025, 10, 4), "claim_day": None}
    assert decide(october, replace(ANY, **stay)).units_by_year == (3, 3)
    assert due(october, **stay, prior_units_y1=9)[0] == 600
    assert decide(
        october, replace(ANY, event="hospital", start=date(2025, 12, 30), end=date(2026, 1, 3))
    ).units_by_year == (4,)
    assert decide(
        october, replace(ANY, event="hospital", start=date(2025, 10, 1), end=date(2025, 10, 3))
    ).units_by_year == (2,)


def test_the_anniversary_year_begins_on_the_day_of_joining():
    own = replace(V2, cap_year="anniversary")
    stay = {"event": "hospital", "start": date(2026, 1, 8), "end": date(2026, 1, 13), "claim_day": None}
    assert decide(own, replace(ANY, **stay)).units_by_year == (2, 3)
    assert due(own, **stay, prior_units_y1=9)[0] == 600
    leap = {**stay, "join": date(2016, 2, 29), "start": date(2026, 2, 26), "end": date(2026, 3, 3)}
    assert decide(own, replace(ANY, **leap)).units_by_year == (2, 3)
    assert decide(replace(own, leap_day="mar1"), replace(ANY, **leap)).units_by_year == (3, 2)


def test_what_is_left_for_life_goes_to_the_first_nights():
    life = replace(
        B, benefits=(replace(B.benefits[0], lifetime_units=20, event_max_satang=None, year_max_satang=None),)
    )
    stay = {"event": "hospital", "start": date(2025, 12, 28), "end": date(2026, 1, 4), "claim_day": None}
    one = decide(life, replace(ANY, **stay, prior_units_life=15))
    assert one.units_by_year == (4, 1)
    assert due(life, **stay, prior_units_life=20)[2] == "CAP_LIFETIME"
    assert due(life, **stay, prior_units_life=19)[0] == 200


def test_a_minimum_counts_for_the_nights_that_are_left():
    least = replace(
        B, benefits=(replace(B.benefits[0], amount=replace(B.benefits[0].amount, least_satang=50_000), year_units=10),)
    )
    assert due(least, **HOSPITAL, prior_units_y1=9) == (500, 0, "OK")


def test_baht_of_a_year_are_capped_in_each_year_and_the_member_gets_the_most_that_all_limits_permit():
    stay = {"event": "hospital", "start": date(2025, 12, 30), "end": date(2026, 1, 3), "claim_day": None}
    assert due(B, **stay) == (600, 0, "OK")
    assert due(B, **stay, prior_own_y1_satang=100_000)[0] == 400
    assert due(B, **stay, prior_own_y1_satang=100_000, prior_own_y2_satang=90_000)[0] == 100
    assert due(B, **stay, prior_own_y1_satang=100_000, prior_own_y2_satang=100_000)[2] == "CAP_YEAR_AMOUNT"
    longer = {**stay, "end": date(2026, 1, 4)}
    assert due(B, **longer, prior_own_y1_satang=100_000)[0] == 600
    one = decide(B, replace(ANY, **longer, prior_own_y1_satang=90_000))
    assert (one.amount_satang, one.satang_by_year) == (60_000, (10_000, 50_000))


def test_all_benefits_of_a_year_together_but_for_those_excepted():
    assert due(V2, **HOSPITAL, prior_all_y1_satang=500_000)[2] == "CAP_MEMBER_YEAR"
    assert due(V2, **HOSPITAL, prior_all_y1_satang=600_000)[2] == "CAP_MEMBER_YEAR"
    assert due(V2, **HOSPITAL, prior_all_y1_satang=499_950) == (0, 0, "OK")
    assert due(V2, prior_all_y1_satang=500_000)[2] == "OK"
    both = replace(V2, benefits=(replace(V2.benefit("hospital"), year_max_satang=20_000),), fund_ratio=None)
    assert due(both, **HOSPITAL, prior_own_y1_satang=5_000, prior_all_y1_satang=490_000) == (100, 0, "OK")
    assert due(both, **HOSPITAL, prior_own_y1_satang=5_000, prior_all_y1_satang=480_000) == (150, 0, "OK")


def test_the_largest_sums_are_as_exact_as_the_smallest():
    dear = replace(V2, membership=replace(V2.membership, contribution_per_day_satang=10**10), benefits=(Benefit("death", "ทดสอบ", Amount("fixed", rate=10**10)),),
                   fund_ratio=None, member_year=None)  # fmt: skip
    assert due(dear, paid_until=DAY - timedelta(days=90)) == (0, 0, "OK")
    rich = benefit(Amount("per_unit", "night", rate=10**10))
    assert due(rich, end=DAY + timedelta(days=300), claim_day=None, cash_satang=10**11) == (
        10**9,
        29 * 10**9,
        "PARTIAL_CASH",
    )


def test_one_satang_is_still_money():
    exact = replace(benefit(Amount("percent", of="damage", rate=10_000), year_max_satang=10_000), rounding="satang")
    assert due(exact, damage_satang=1) == (0.01, 0, "OK")
    assert due(exact, damage_satang=500, prior_own_y1_satang=9_999) == (0.01, 0, "OK")
    assert due(exact, damage_satang=500, prior_own_y1_satang=10_000)[2] == "CAP_YEAR_AMOUNT"
    assert due(exact, damage_satang=1, cash_satang=0) == (0, 0.01, "PARTIAL_CASH")


def test_times_of_a_year_and_once_for_an_event():
    assert due(V2, event="disaster", damage_satang=900_000, prior_events=1)[2] == "OK"
    assert due(V2, event="disaster", damage_satang=900_000, prior_events=2)[2] == "CAP_EVENTS"
    assert due(V2, event="birth", children=1, already_paid=True)[2] == "DUPLICATE_EVENT"
    assert due(V2, already_paid=True)[2] == "OK"
    assert due(V2, event="birth", children=0)[2] == "NO_UNITS"
    assert due(V2, event="birth", children=1, prior_units_life=3)[2] == "CAP_LIFETIME"
    assert due(V2, event="birth", children=3, prior_units_life=1)[0] == 2000


@pytest.mark.parametrize(
    ("cash", "baht", "code"),
    [(300_000, 12000, "OK"), (299_999, 9000, "OK_SCALED"), (150_000, 9000, "OK_SCALED"), (149_999, 6000, "OK_SCALED"),
     (75_000, 6000, "OK_SCALED"), (74_999, 3000, "OK_SCALED")],
)  # fmt: skip
def test_the_edges_of_the_fund_ratio_belong_to_the_higher_band(cash, baht, code):
    assert due(V2, cash_satang=cash * 100) == (baht, 0, code)


def test_the_floor_keeps_a_small_benefit_whole_and_then_nothing_was_lowered():
    assert due(V2, join=DAY - timedelta(days=200), cash_satang=1_000_000) == (3000, 0, "OK")
    assert due(V2, join=date(2023, 1, 1), cash_satang=1_000_000) == (3000, 0, "OK_SCALED")


def test_the_ratio_is_for_the_named_benefits_only_and_no_forecast_pays_in_full():
    assert due(V2, **HOSPITAL, cash_satang=1_000_000) == (600, 0, "OK")
    assert due(V2, cash_satang=1_200_000, expected_outgo_satang=0) == (12000, 0, "OK")


def test_cash_pays_what_it_can_and_the_rest_is_deferred():
    assert due(V2, cash_satang=100_000) == (1000, 2000, "PARTIAL_CASH")
    assert due(V2, cash_satang=0) == (0, 3000, "PARTIAL_CASH")
    assert due(V2, cash_satang=300_000) == (3000, 0, "OK_SCALED")


def test_arrears_are_owed_for_each_day_and_never_turn_the_amount_below_zero():
    assert due(V2, paid_until=DAY - timedelta(days=1))[0] == 11999
    assert due(V2, **{**HOSPITAL, "end": DAY + timedelta(days=1)}, paid_until=DAY - timedelta(days=90))[0] == 60
    dear = replace(V2, membership=replace(V2.membership, contribution_per_day_satang=10_000))
    assert due(dear, **HOSPITAL, paid_until=DAY - timedelta(days=90)) == (0, 0, "OK")
    kind = replace(V2, membership=replace(V2.membership, deduct_arrears=False))
    assert due(kind, paid_until=DAY - timedelta(days=90))[0] == 12000
    assert due(kind, paid_until=DAY - timedelta(days=91))[2] == "LAPSED"


@pytest.mark.parametrize(
    ("way", "baht"), [("baht_down", [100, 100, 100, 100]), ("baht_nearest", [100, 100, 101, 101]), ("baht_up", [100, 101, 101, 101]),
                      ("satang", [100, 100.01, 100.5, 100.99])],
)  # fmt: skip
def test_satang_are_rounded_as_the_agreement_says(way, baht):
    rounded = replace(benefit(Amount("percent", of="damage", rate=10_000)), rounding=way)
    found = [due(rounded, damage_satang=satang)[0] for satang in (10_000, 10_001, 10_050, 10_099)]
    assert found == baht


def test_limits_after_the_caps_lift_the_amount_again():
    least = benefit(Amount("percent", of="damage", rate=5_000, least_satang=50_000), year_max_satang=100_000)
    late = with_steps(least, "base", "caps", "limits", "arrears", "round", "cash")
    assert due(least, damage_satang=10_000, prior_own_y1_satang=90_000)[0] == 100
    assert due(late, damage_satang=10_000, prior_own_y1_satang=97_000)[0] == 500


def test_caps_after_the_ratio_measure_the_lowered_amount():
    capped = replace(V2, benefits=(replace(V2.benefit("death"), year_max_satang=1_000_000),))
    assert due(capped, cash_satang=15_000_000)[0] == 7500
    assert (
        due(
            with_steps(capped, "base", "limits", "fund_ratio", "caps", "arrears", "round", "cash"),
            cash_satang=15_000_000,
        )[0]
        == 9000
    )


def test_an_agreement_without_a_benefit_says_so():
    assert due(V2, event="wedding")[2] == "NO_BENEFIT"


def test_a_decision_keeps_its_facts_and_its_version_for_ever():
    one = decide((example("v1"), V2), ANY)
    assert (one.facts, one.agreement, one.payable) == (ANY, V2, True)
    assert model.STEPS[0] == "version"
    assert '"code": "OK"' in one.to_json()
    assert "agreement_toml" in decide((), ANY).to_json()
    with pytest.raises(AttributeError):
        one.amount_satang = 1
