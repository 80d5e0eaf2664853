"""One household has one house in the nation: another project neither builds for it nor moves it, unless it lost the first."""

import threading

import pytest
from django.db import connection

from chumchon.homes.actions import houses, moves, projects
from chumchon.homes.models import HouseBuild, Move, Project, UrgentEvent, UrgentHouse
from chumchon.homes.queries import plans
from chumchon.thai.errors import Plain
from tests.factories import NOW, TODAY
from tests.homes import siblings, world
from tests.together import all_at_once

pytestmark = pytest.mark.django_db


def _project(code, programme="mankong-urban"):
    made = world.make_project(code, programme, units=3)
    world.survey(made, 2)
    Project.objects.filter(pk=made.pk).update(step_number=9)
    made.refresh_from_db()
    return made


def _build(project, house, stage="started", raw=None):
    who = world.actor(project, "secretary")
    return houses.set_stage(project, who, house.pk, stage, "", TODAY, raw, NOW, TODAY).stage


def _join(project, house):
    chair = world.actor(project, "chair")
    wave = moves.plan_wave(project, chair, "ริมน้ำ", TODAY, NOW, TODAY)
    return moves.join_wave(project, chair, wave.pk, house.pk, "ริมน้ำ", f"แปลง {house.pk}", NOW, TODAY)


def _code(act, *args):
    with pytest.raises(Plain) as refused:
        act(*args)
    return refused.value.code


def test_a_second_house_for_one_household_is_refused_with_the_project_that_gave_the_first():
    one, two, canal = _project("ban-1"), _project("ban-2"), _project("khlong-1", "canal")
    first, twin, third = (p.houses.order_by("id").first() for p in (one, two, canal))
    assert first.household_id == twin.household_id == third.household_id
    _build(one, first)
    with pytest.raises(Plain) as refused:
        _build(two, twin)
    assert refused.value.code == "SECOND_HOUSE" and one.name_th in refused.value.th
    assert _code(_join, canal, third) == "SECOND_HOUSE"
    assert not HouseBuild.objects.filter(project=two).exists() and not Move.objects.exists()
    assert _build(one, first, "frame") == "frame"  # its own goes on
    assert _build(two, two.houses.order_by("id")[1]) == "started"  # another household's


def test_a_move_off_the_canal_is_a_house_and_a_cancelled_project_gave_none():
    canal, two = _project("khlong-1", "canal"), _project("ban-2")
    _join(canal, canal.houses.order_by("id").first())
    assert _code(_build, two, two.houses.order_by("id").first()) == "SECOND_HOUSE"
    assert _build(canal, canal.houses.order_by("id").first()) == "started"  # what the canal builds is where it moves
    projects.end_project(canal, world.officer(), "cancelled", "เช่าที่ไม่ได้", NOW, TODAY)
    assert _build(two, two.houses.order_by("id").first()) == "started"


def test_a_household_that_lost_its_house_to_a_fire_may_have_another():
    one, two = _project("ban-1"), _project("ban-2")
    first, twin = (p.houses.order_by("id").first() for p in (one, two))
    _build(one, first, "finished", siblings.drawn(1, siblings.HERE, siblings.day("2026:11:20")))
    houses.accept(one, world.actor(one, "committee"), first.pk, TODAY, NOW, TODAY)
    fire = world.make_project("fire-1", "urgent")
    hit = world.survey(fire, 1)[0]
    by = {"by_id": world.actor(fire, "chair").user_id, "at": NOW}
    UrgentEvent.objects.create(project=fire, kind="fire", happened_on=TODAY, place_th="ตลาด", **by)
    row = UrgentHouse.objects.create(project=fire, house=hit, damage="part", listed_on=TODAY, **by)
    assert _code(_build, two, twin) == "SECOND_HOUSE"  # a part of it stands
    UrgentHouse.objects.filter(pk=row.pk).update(damage="whole")
    assert _build(two, twin) == "started"


@pytest.mark.django_db(transaction=True)
def test_two_projects_begin_a_house_for_one_household_at_one_moment_and_one_does(monkeypatch):
    pairs = [(p, p.houses.order_by("id").first()) for p in (_project("ban-1"), _project("ban-2"))]
    if connection.vendor == "postgresql":  # each holds its own project's row; SQLite lets one write at a time
        gate, passed = threading.Barrier(2), plans.plan_passed

        def asked(project):
            gate.wait(20)
            return passed(project)

        monkeypatch.setattr(plans, "plan_passed", asked)
    assert sorted(all_at_once(_build, pairs)) == ["SECOND_HOUSE", "started"]
