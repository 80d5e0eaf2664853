"""After a fire: the list in time, aid once, a place to stay, and the hand-over in which no house counts twice."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from chumchon.homes.actions import houses as houses_done
from chumchon.homes.actions import moves, projects, stays, urgent
from chumchon.homes.actions.figures import refresh
from chumchon.homes.models import HandOver, Project, UrgentHouse
from chumchon.homes.queries import urgent as queries
from chumchon.homes.queries.national import national
from chumchon.homes.queries.own_way import own_way
from chumchon.homes.queries.projects import book_of
from chumchon.homes.queries.results import Result, results
from chumchon.homes.queries.units import days_by_project
from chumchon.ledger.queries import balances
from chumchon.ledger.verify import verify_book
from chumchon.thai.errors import NotAllowed, Plain
from tests.factories import NOW, TODAY
from tests.homes import siblings, world
from tests.together import all_at_once

pytestmark = pytest.mark.django_db


def _refused(code, work, *args, **more):
    with pytest.raises(Plain) as refused:
        work(*args, **more)
    assert refused.value.code == code, refused.value.th
    return refused.value


def _list(project, houses, damage="whole", on=TODAY, late=""):
    who = world.actor(project, "committee")
    return urgent.list_houses(project, who, [h.pk for h in houses], damage, on, late, NOW, TODAY)


def _stay(project, house, on=TODAY):
    facts = stays.StayFacts(house.pk, "shelter", "ศาลาวัด", on, 0)
    return stays.begin_stay(project, world.actor(project, "committee"), facts, NOW, TODAY)


def _over(project, lasting, houses, who=None, note="มติกรรมการเมือง"):
    return urgent.hand_over(project, who or world.officer(), lasting, [h.pk for h in houses], note, NOW, TODAY)


def test_a_house_on_the_list_gets_aid_once_and_counts_when_it_has_a_place_to_stay():
    project = siblings.fire()
    houses = list(project.houses.order_by("id"))
    siblings.money(project, 600_001)
    rows = _list(project, houses[:2])
    assert _list(project, houses[:2]) == [] and queries.not_listed(project).count() == 1
    aid = urgent.pay_aid(project, siblings.two(project), rows[0].pk, 499_999, NOW, TODAY)
    assert aid.aid_satang == 499_999 and results() == []
    _refused("ALREADY", urgent.pay_aid, project, siblings.two(project), rows[0].pk, 100, NOW, TODAY)
    _refused("OVER_CEILING", urgent.pay_aid, project, siblings.two(project), rows[1].pk, 500_001, NOW, TODAY)
    _refused("AMOUNT", urgent.pay_aid, project, siblings.two(project), rows[1].pk, 0, NOW, TODAY)
    _refused("NO_CASH", urgent.pay_aid, project, siblings.two(project), rows[1].pk, 500_000, NOW, TODAY)
    _stay(project, houses[0])
    _stay(project, houses[2])
    assert results() == [Result("urgent", "urgent", "50", 2569, 1, 1)]
    _list(project, houses[2:])  # it stays somewhere already
    assert results()[0].units == 2
    assert balances(book_of(project))["5360"] == 499_999 and verify_book(book_of(project)).ok


def test_the_list_is_due_within_days_and_later_ones_say_why():
    project = siblings.fire()
    event = queries.event(project, TODAY)
    assert event.days_left == 3 and event.due == TODAY + timedelta(days=3)
    project.programme.terms.filter(key="list_within_days").update(value=2)
    houses = list(project.houses.order_by("id"))
    said = _refused("LATE", _list, project, houses[:1])
    assert "บอกเหตุผล" in said.th
    assert _list(project, houses[:1], late="เจ้าบ้านนอนโรงพยาบาล")[0].late_why
    assert _list(project, houses[1:2], on=TODAY - timedelta(days=2), late="ไม่ช้า")[0].late_why == ""
    _refused("BEFORE_EVENT", _list, project, houses[2:], on=TODAY - timedelta(days=5))
    _refused("FUTURE_DATE", _list, project, houses[2:], on=TODAY + timedelta(days=1))
    _refused("KIND", _list, project, houses[2:], damage="moon", on=TODAY - timedelta(days=3))
    _refused("NOBODY", _list, project, [], on=TODAY - timedelta(days=3))


def test_the_event_is_told_once_and_first():
    project = world.make_project("fire-new", "urgent")
    world.survey(project, 1)
    _refused("NO_EVENT", _list, project, project.houses.all())
    chair = world.actor(project, "chair")
    for kind, on, place, code in (
        ("moon", TODAY, "ตลาด", "KIND"), ("fire", TODAY + timedelta(days=1), "ตลาด", "FUTURE_DATE"), ("fire", TODAY, " ", "PLACE"),
    ):  # fmt: skip
        _refused(code, urgent.tell_event, project, chair, kind, on, place, "", NOW, TODAY)
    urgent.tell_event(project, chair, "eviction", TODAY, "ริมทางรถไฟ", "", NOW, TODAY)
    _refused("ALREADY", urgent.tell_event, project, chair, "fire", TODAY, "ตลาด", "", NOW, TODAY)
    urban = world.make_project()
    _refused("WAY", urgent.tell_event, urban, world.actor(urban, "chair"), "fire", TODAY, "ตลาด", "", NOW, TODAY)
    world.survey(urban, 1)
    _refused("NOT_FOUND", _list, project, urban.houses.all())


def test_handed_over_houses_take_their_survey_along_and_count_once():
    project, lasting = siblings.fire(3), world.make_project(units=10)
    houses = list(project.houses.order_by("id"))
    shared = world.survey(lasting, 1)[0]
    assert shared.household_id == houses[0].household_id
    _list(project, houses)
    for house in houses[:2]:
        _stay(project, house)
    made = _over(project, lasting, houses)
    assert made.houses == 3 and lasting.houses.count() == 3
    copy = lasting.houses.get(household=houses[1].household_id)
    assert (copy.people, copy.income_satang, copy.head_id) == (4, 1_200_000, houses[1].head_id) and copy.uid != houses[
        1
    ].uid
    project.refresh_from_db()
    lasting.refresh_from_db()
    assert project.state == "handed_over" and lasting.origin_id == project.pk
    assert own_way(project).handed.lasting == lasting and own_way(lasting).taken[0].urgent == project
    assert results() == [Result("urgent", "urgent", "50", 2569, 1, 2)]
    with pytest.raises(IntegrityError), transaction.atomic():
        HandOver.objects.update(houses=1)


@pytest.mark.parametrize("way", ["canal", "por-piang", "mankong-urban"])
def test_a_house_that_was_counted_after_the_fire_is_not_counted_again_house_by_house(way):
    project = siblings.fire(2)
    lasting = siblings.tambon(2, 0, "lasting") if way == "por-piang" else world.make_project("lasting", way)
    houses = list(project.houses.order_by("id"))
    _list(project, houses)
    _stay(project, houses[0])
    _over(project, lasting, houses)
    mine = list(lasting.houses.order_by("household"))
    if way == "mankong-urban":
        Project.objects.filter(pk=lasting.pk).update(step_number=10)
        for seed, house in enumerate(mine, 1):
            raw = siblings.drawn(seed, siblings.HERE, siblings.day("2026:11:20"))
            houses_done.set_stage(
                lasting, world.actor(lasting, "secretary"), house.pk, "finished", "", TODAY, raw, NOW, TODAY
            )
            houses_done.accept(lasting, world.actor(lasting, "chair"), house.pk, TODAY, NOW, TODAY)
    elif way == "canal":
        chair = world.actor(lasting, "chair")
        wave = moves.plan_wave(lasting, chair, "รุ่น", TODAY, NOW, TODAY)
        for house in mine:
            move = moves.join_wave(lasting, chair, wave.pk, house.pk, "ริมน้ำ", f"A {house.pk}", NOW, TODAY)
            for what in ("left", "home"):
                moves.tell_day(lasting, chair, move.pk, what, TODAY, NOW, TODAY)
    else:
        siblings.money(lasting, 4_000_000)
        for seed, row in enumerate(siblings.chosen(lasting, *mine), 1):
            siblings.repaired(lasting, row, 1_000_000, seed)
    assert sum(r.units for r in results()) == 2 and {r.measure: r.units for r in results()}["urgent"] == 1


def test_a_case_goes_only_to_a_lasting_project_that_runs_in_the_province_and_without_money_left():
    project = siblings.fire(1)
    houses = list(project.houses.all())
    _list(project, houses)
    siblings.money(project, 100)
    lasting = world.make_project()
    _refused("SAME_PROJECT", _over, project, project, houses)
    _refused("URGENT_TOO", _over, project, siblings.fire(0, "fire-two"), houses)
    _refused("OTHER_PROVINCE", _over, project, world.make_project("bangkok", area="100401"), houses)
    ended = world.make_project("ended")
    projects.end_project(ended, world.officer(), "cancelled", "ถอน", NOW, TODAY)
    _refused("LASTING_ENDED", _over, project, ended, houses)
    _refused("NOBODY", _over, project, lasting, [])
    _refused("NOT_FOUND", _over, project, lasting, world.survey(lasting, 1))
    _refused("MONEY_LEFT", _over, project, lasting, houses)
    assert not HandOver.objects.exists() and not UrgentHouse.objects.exclude(lasting=None).exists()
    urgent.pay_aid(project, siblings.two(project), UrgentHouse.objects.get().pk, 100, NOW, TODAY)
    _refused("NO_REASON", _over, project, lasting, houses, note=" ")
    with pytest.raises(NotAllowed):
        _over(project, lasting, houses, world.actor(project, "chair"))
    _over(project, lasting, houses)
    _refused("ENDED", _stay, project, houses[0])


@pytest.mark.django_db(transaction=True)
def test_two_officers_hand_over_at_once_and_it_goes_once():
    project, one, two = siblings.fire(1), world.make_project(), world.make_project("other-lasting")
    houses = list(project.houses.all())
    _list(project, houses)
    officers = [world.officer(), world.officer("officer_region", "50")]
    turns = [(one, officers[0]), (two, officers[1]), (one, officers[1])]
    answers = all_at_once(lambda to, who: _over(project, to, houses, who).houses, turns)
    assert sorted(answers, key=str) == [1, "ENDED", "ENDED"] and HandOver.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_aid_is_paid_once_when_several_pay_it_at_once_and_a_house_is_listed_once():
    project = siblings.fire(1)
    siblings.money(project, 5_000_000)
    houses = list(project.houses.all())
    assert sorted(all_at_once(lambda: len(_list(project, houses)), [()] * 3)) == [0, 0, 1]
    row = UrgentHouse.objects.get()
    answers = all_at_once(
        lambda: urgent.pay_aid(project, siblings.two(project), row.pk, 500_000, NOW, TODAY).pk, [()] * 4
    )
    assert sorted(answers, key=str) == [row.pk, *["ALREADY"] * 3]
    assert balances(book_of(project))["5360"] == 500_000


def test_the_years_of_a_programme_are_the_days_of_its_houses():
    project = siblings.fire(2)
    project.event.happened_on = date(2025, 12, 1)
    project.event.save()
    houses = list(project.houses.order_by("id"))
    _list(project, houses, on=date(2025, 12, 2))
    _stay(project, houses[0], date(2025, 12, 3))
    _stay(project, houses[1], date(2026, 1, 3))
    assert [(r.year_be, r.places, r.units) for r in results()] == [(2568, 1, 1), (2569, 0, 1)]


def test_a_family_that_found_shelter_before_the_list_was_written_waited_from_the_event_and_never_less_than_nothing():
    project = siblings.fire(3)
    happened = project.event.happened_on
    first, second, third = project.houses.order_by("id")
    _refused("BEFORE_EVENT", _stay, project, first, happened - timedelta(days=1))
    _stay(project, first, happened)
    _stay(project, second, happened + timedelta(days=1))
    _list(project, [first, second, third], on=TODAY)
    _stay(project, third, TODAY)
    assert days_by_project()[project.pk] == (3, 0 + 1 + (TODAY - happened).days)
    refresh(TODAY)
    assert national().by_programme["urgent"].months > 0


def test_the_night_of_the_fire_counts_also_where_the_project_was_opened_later_and_an_old_stay_does_not():
    project = siblings.fire(2)
    happened = project.event.happened_on
    Project.objects.filter(pk=project.pk).update(started_on=happened + timedelta(days=2))
    project.refresh_from_db()
    first, second = project.houses.order_by("id")
    assert _stay(project, first, happened).from_day == happened
    by = world.actor(project, "committee").user_id
    project.stays.create(
        house=second, kind="rented", place_th="ห้องเช่าเก่า", from_day=happened - timedelta(days=90),
        until_day=happened - timedelta(days=30), day_satang=0, by_id=by, at=NOW,
    )  # fmt: skip
    rows = {row.house_id: row.housed_on for row in _list(project, [first, second])}
    assert rows == {first.pk: happened, second.pk: None}
