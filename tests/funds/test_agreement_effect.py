"""Who gains and who loses by a draft: the columns say for every member what a decision of that one claim says."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chumchon.agreements.decide import decide
from chumchon.agreements.facts import Facts
from chumchon.agreements.model import Amount, Band, Benefit
from chumchon.funds.queries.agreement_effect import LONG_AGO, effect
from chumchon.funds.queries.counters import birth_of
from chumchon.funds.rules.agreement_events import DAMAGE_SATANG, NIGHTS, sizes
from chumchon.funds.rules.agreement_kinds import example
from tests.factories import TODAY, make_fund, make_member

BEFORE = example("mae-raem", "กองทุน", date(2022, 1, 1), 100)
AFTER = replace(
    BEFORE,
    benefits=(
        replace(BEFORE.benefits[0], amount=Amount("per_unit", "child", rate=100_000)),
        replace(BEFORE.benefits[1], amount=Amount("per_unit", "night", by="tenure_years", bands=(Band(0, 8000), Band(5, 15000)))),
        BEFORE.benefits[2],
        Benefit("elderly", "ผู้สูงอายุ", Amount("fixed", rate=20000), min_age=60),
    ),
)  # fmt: skip


@pytest.fixture
def fund(db):
    made = make_fund()
    make_member(made, "เก่า", joined_on=date(2010, 1, 1))
    make_member(made, "ใหม่", joined_on=date(2024, 1, 1))
    make_member(made, "รอ", joined_on=date(2026, 9, 1))
    make_member(made, "ขาดส่ง", paid_until=date(2026, 1, 31))
    make_member(made, "ค้าง", paid_until=date(2026, 10, 1))
    old = make_member(made, "แก่", joined_on=date(2012, 2, 29))
    old.person.birth_day = date(1950, 5, 5)
    old.person.save()
    unknown = make_member(made, "ไม่รู้วันเกิด")
    unknown.person.birth_day, unknown.person.birth_precision = None, "none"
    unknown.person.save()
    make_member(made, "ลาออก", status="left")
    return made


def one_by_one(fund, agreement, benefit):
    """The same by deciding each claim alone."""
    due = []
    for member in fund.members.filter(status="active").order_by("number_key", "id"):
        facts = Facts(
            benefit.key, TODAY, TODAY + timedelta(days=NIGHTS if benefit.amount.unit == "night" else 0), member.joined_on,
            member.paid_until, birth_of(member), children=1, damage_satang=DAMAGE_SATANG,
        )  # fmt: skip
        said = decide(replace(agreement, effective_from=LONG_AGO), facts)
        due.append(said.amount_satang + said.deferred_satang)
    return due


def test_columns_say_what_each_claim_alone_says(fund):
    year = make_member(fund, "รู้แต่ปีเกิด")  # sixty only on 31 December: nobody is made older than the papers say
    year.person.birth_day, year.person.birth_precision = date(1966, 1, 1), "year"
    year.person.save()
    found = effect(fund, BEFORE, AFTER, TODAY)
    assert [s.key for s in found.sums] == ["birth", "hospital", "death", "elderly", "disaster"]
    benefits = {b.key: b for b in (*BEFORE.benefits, *AFTER.benefits)}
    for place, one in enumerate(found.sums):
        for version, agreement in enumerate((BEFORE, AFTER)):
            assert found.due[version, place].tolist() == one_by_one(fund, agreement, benefits[one.key]), (
                one.key,
                version,
            )


def test_who_gains_and_who_loses_is_counted_and_listed(fund):
    found = effect(fund, BEFORE, AFTER, TODAY)
    hospital = found.sums[1]
    assert (hospital.gain, hospital.lose, hospital.same) == (4, 1, 2)
    assert hospital.what == "นอน 3 คืน"
    assert hospital.difference_satang == hospital.after_satang - hospital.before_satang
    [loser] = found.rows("hospital", "lose")
    assert "ใหม่" in loser.name and (loser.before_satang, loser.after_satang) == (27_600, 21_600)
    assert len(found.rows("hospital")) == 7 and found.rows("nothing") == []
    assert sum(found.people.values()) == 7
    assert [r.name for r in found.rows("elderly", "gain")] == [fund.members.get(person__first_name="แก่").person.name]


def test_a_first_agreement_takes_from_nobody(fund):
    found = effect(fund, None, AFTER, TODAY)
    assert found.people["lose"] == 0 and found.people["gain"] == 5
    assert all(s.before_satang == 0 for s in found.sums)


def test_a_fund_without_members_has_nobody_to_ask(db):
    found = effect(make_fund("empty", "100401"), BEFORE, AFTER, TODAY)
    assert found.people == {"gain": 0, "lose": 0, "same": 0}


def changed(key, **what):
    kept = tuple(replace(b, **what) if b.key == key else b for b in BEFORE.benefits)
    return replace(BEFORE, benefits=kept)


@pytest.mark.parametrize(
    ("key", "change", "words", "gain", "lose"),
    [
        ("disaster", {"amount": replace(BEFORE.benefits[3].amount, most_satang=300_000)}, "เสียหาย 6,000 บาท", True, False),
        ("disaster", {"amount": replace(BEFORE.benefits[3].amount, rate=4000)}, "เสียหาย 4,000 บาท", False, True),
        ("disaster", {"amount": replace(BEFORE.benefits[3].amount, most_satang=None)}, "เสียหาย 8,000 บาท", True, False),
        ("hospital", {"year_units": 7}, "นอน 10 คืน", False, True),
        ("hospital", {"year_units": None}, "นอน 60 คืน", True, False),
        ("hospital", {"event_max_satang": 50_000}, "นอน 10 คืน", False, True),
        ("hospital", {"amount": Amount("fixed", rate=25_000)}, "นอน 3 คืน", False, True),
        ("birth", {"lifetime_units": 2}, "เด็ก 3 คน", False, True),
        ("hospital", {"th": "นอนพัก"}, "นอน 3 คืน", False, False),
    ],
)  # fmt: skip
def test_a_cap_that_the_usual_event_does_not_meet_is_tried_by_one_that_does(fund, key, change, words, gain, lose):
    found = effect(fund, BEFORE, changed(key, **change), TODAY)
    one = next(s for s in found.sums if s.key == key)
    assert (one.what, one.gain > 0, one.lose > 0) == (words, gain, lose)
    assert all(s.gain == s.lose == 0 for s in found.sums if s.key != key)


def test_events_to_try_are_few_and_within_reason():
    huge = replace(BEFORE.benefits[1], year_units=10_000, amount=Amount("per_unit", "night", rate=1))
    assert sizes((BEFORE.benefits[1], huge)) == [3, 10, 60]
    many = tuple(Band(years, 1000 + years) for years in range(50))
    laddered = replace(
        BEFORE.benefits[1], event_max_satang=100_000, amount=Amount("per_unit", "night", by="tenure_years", bands=many)
    )
    assert len(sizes((BEFORE.benefits[1], laddered))) <= 13
    assert sizes((BEFORE.benefits[1], BEFORE.benefits[1])) == [3] and sizes(()) == [1]
