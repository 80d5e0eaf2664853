"""A death that comes to light after the member was written as gone: the register takes it, and every report counts one death."""

from datetime import date, timedelta

import pytest

from chumchon.funds.actions import members
from chumchon.funds.queries.members_history import happenings, state_of
from chumchon.funds.queries.reports import annual_facts
from chumchon.funds.rules import membership
from chumchon.funds.rules.claims import Event
from chumchon.funds.rules.reports import total_movement
from chumchon.funds.rules.reports_members import Happening, History, movement_of
from chumchon.people.models import Person
from tests.factories import NOW, TODAY, actor, make_member
from tests.funds.claims_world import PAID, approve, at, claims_day, claims_fund, enter, pay, refused, sign_in, sound

DIED, GONE = date(2026, 10, 5), date(2026, 11, 1)
STEPS = pytest.mark.parametrize(("step", "status"), [("lapse", "lapsed"), ("leave", "left")])


@pytest.fixture
def fund(db):
    return claims_fund()


@pytest.fixture
def member(fund):
    return make_member(fund, paid_until=PAID)


def go(fund, member, step="lapse", on=GONE):
    getattr(members, step)(member, actor(fund, "secretary"), on, "ไม่มาติดต่อ", TODAY, NOW)
    member.refresh_from_db()


def die(fund, member, on=DIED):
    return members.die(member, actor(fund, "secretary"), on, "ญาติแจ้งทีหลัง", TODAY, NOW)


def fresh(member):
    member.refresh_from_db()
    member.person.refresh_from_db()
    return member


@STEPS
def test_the_claim_for_a_death_before_that_day_ends_the_membership_on_the_true_day(fund, member, step, status):
    go(fund, member, step)
    claim = approve(fund, enter(fund, member, Event("death", DIED, DIED)), "chair", "treasurer", "deputy")
    pay(fund, claim)
    assert (fresh(member).status, member.person.died_on) == ("died", DIED)
    assert list(member.events.order_by("id").values_list("kind", "day")) == [(step, GONE), ("die", DIED)]
    assert sound(fund)
    with refused("CLAIMED_TWICE"):
        enter(fund, member, Event("death", DIED, DIED))


@STEPS
def test_the_registrar_writes_it_too_and_takes_it_back(fund, member, step, status):
    go(fund, member, step)
    assert die(fund, member).person.died_on == DIED
    assert membership.replay(happenings(member))["status"] == fresh(member).status == "died"
    members.undo_step(member, actor(fund, "secretary"), "ผิดคน", TODAY, NOW)
    assert (fresh(member).status, member.person.died_on) == (status, None)
    assert state_of(member)["status"] == status and [e.kind for e in member.events.order_by("id")] == [
        step,
        "die",
        "undo",
    ]


def test_on_the_day_itself_too_and_after_it_there_is_nothing_to_write(fund, member):
    go(fund, member)
    with refused("GONE_BEFORE"):
        die(fund, member, GONE + timedelta(days=1))
    with refused("BEFORE_JOINING"):
        die(fund, member, member.joined_on - timedelta(days=1))
    assert die(fund, member, GONE).status == "died"
    with refused("WRONG_STATUS"):
        die(fund, member, DIED)


def test_reports_count_one_death_on_its_day_and_nobody_gone_afterwards(fund, member):
    make_member(fund, "คำ", house="9", paid_until=PAID)
    go(fund, member)
    assert (
        total_movement(annual_facts(fund, 2570, TODAY)).lapsed,
        total_movement(annual_facts(fund, 2570, TODAY)).died,
    ) == (1, 0)
    die(fund, member)
    moved = total_movement(annual_facts(fund, 2570, TODAY))
    assert (moved.start, moved.lapsed, moved.died, moved.end) == (2, 0, 1, 1)


@pytest.mark.parametrize("gone", [DIED, GONE])
def test_the_dead_are_dead_from_their_day_on_whatever_was_written_first(gone):
    happened = tuple(sorted((Happening(gone, "lapse"), Happening(DIED, "die")), key=lambda h: h.day))
    history = History(1, date(2020, 1, 1), "died", "general", None, None, happened)
    assert [history.status_on(day) for day in (DIED - timedelta(days=1), DIED, TODAY)] == ["active", "died", "died"]
    moved = movement_of(history, date(2026, 10, 1), TODAY)
    assert (moved.start, moved.died, moved.lapsed, moved.end) == (1, 1, 0, 0)


def test_who_was_erased_is_written_dead_no_more(fund, member):
    go(fund, member)
    type(member).objects.filter(pk=member.pk).update(salt=None)
    assert members.die_by_claim(member, actor(fund, "chair"), DIED, "คำขอ", TODAY, NOW) is False
    assert Person.objects.get(pk=member.person_id).died_on is None and fresh(member).status == "lapsed"


def test_who_went_on_with_another_fund_stays_as_they_are(fund, member):
    type(member).objects.filter(pk=member.pk).update(status="left")
    assert members.die_by_claim(member, actor(fund, "chair"), DIED, "คำขอ", TODAY, NOW) is False
    assert fresh(member).status == "left"


def test_the_page_of_who_is_gone_offers_it(client, monkeypatch, settings, tmp_path, fund, member):
    claims_day(monkeypatch, settings, tmp_path)
    go(fund, member)
    sign_in(client, fund, "secretary")
    page = at("member", fund, member.pk)
    assert "เสียชีวิตก่อนพ้นสภาพ" in client.get(page).content.decode()
    monkeypatch.setattr("chumchon.funds.views.members_steps.today", lambda: TODAY)
    answer = client.post(at("member_die", fund, member.pk), {"on": "5/10/2569", "reason": "ญาติแจ้ง"})
    assert answer.status_code == 302 and fresh(member).person.died_on == DIED
    assert "เสียชีวิตก่อน" not in client.get(page).content.decode()
