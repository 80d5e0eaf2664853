"""A death that comes to light late: paid like any other, and the register counts the person as gone from the true day."""

from datetime import date, timedelta

import pytest

from chumchon.funds.actions import members
from chumchon.funds.actions.closing import close_year
from chumchon.funds.queries.reports import annual_facts
from chumchon.funds.queries.status_form import status_facts
from chumchon.funds.rules.claims import Event
from chumchon.funds.rules.reports import annual, total_movement
from chumchon.funds.rules.status_form import status_form
from tests.factories import NOW, TODAY, actor, make_member
from tests.funds.claims_world import PAID, approve, claims_fund, enter, pay, refused, sound
from tests.funds.test_reports import table

DIED = date(2026, 9, 20)


@pytest.fixture
def fund(db):
    fund = claims_fund()
    make_member(fund, "คำ", house="9", paid_until=PAID)
    return fund


@pytest.fixture
def member(fund):
    return make_member(fund, paid_until=PAID)


def close(fund):
    for year in (2568, 2569):
        close_year(fund, year, actor(fund, "treasurer"), actor(fund, "chair"), NOW - timedelta(days=20), TODAY)


def dead(fund, member):
    claim = approve(fund, enter(fund, member, Event("death", DIED, DIED)), "chair", "treasurer", "deputy")
    pay(fund, claim)
    member.refresh_from_db()
    return claim


def movement(fund, year):
    return total_movement(annual_facts(fund, year, TODAY))


def test_a_death_of_a_year_already_closed_ends_the_membership_on_its_true_day(fund, member):
    close(fund)
    dead(fund, member)
    event = member.events.get(kind="die")
    assert (member.status, member.person.died_on, event.day, event.at) == ("died", DIED, DIED, NOW)
    assert sound(fund)


def test_reports_of_every_day_count_the_dead_from_the_day_they_died(fund, member):
    close(fund)
    assert (movement(fund, 2569).end, movement(fund, 2570).start) == (2, 2)
    dead(fund, member)
    assert (movement(fund, 2569).died, movement(fund, 2569).end) == (1, 1)
    assert (movement(fund, 2570).start, movement(fund, 2570).died, movement(fund, 2570).end) == (1, 0, 1)
    for day, there in ((DIED - timedelta(days=1), 2), (DIED, 1), (TODAY, 1)):
        assert table(status_form(status_facts(fund, day)), "จำนวนสมาชิก").total[2] == there


def test_the_closed_years_report_says_that_its_members_were_put_right_afterwards(fund, member):
    close(fund)
    assert not any("วันปิดปี" in note for note in annual(annual_facts(fund, 2569, TODAY)).notes)
    dead(fund, member)
    notes = annual(annual_facts(fund, 2569, TODAY)).notes
    assert any("วันปิดปีนับสมาชิกคงอยู่ได้ 2 คน ตอนนี้ 1 คน" in note for note in notes)
    assert fund.years.get(year_be=2569).figures["members"]["end"] == 2  # as the meeting saw it


def test_a_death_told_after_the_closing_is_taken_back_by_the_registrar_and_one_told_before_is_not(fund, member):
    other = make_member(fund, "บุญมี", house="8", paid_until=PAID)
    members.die(other, actor(fund, "secretary"), DIED, "ญาติแจ้ง", TODAY, NOW - timedelta(days=40))
    close(fund)
    dead(fund, member)
    members.undo_step(member, actor(fund, "secretary"), "แจ้งผิดคน", TODAY, NOW)
    member.refresh_from_db()
    member.person.refresh_from_db()
    assert (member.status, member.person.died_on, movement(fund, 2569).died) == ("active", None, 1)
    with refused("YEAR_CLOSED"):
        members.undo_step(other, actor(fund, "secretary"), "แจ้งผิดคน", TODAY, NOW)


def test_the_registrar_alone_still_writes_nothing_into_a_closed_year(fund, member):
    close(fund)
    with refused("YEAR_CLOSED"):
        members.die(member, actor(fund, "secretary"), DIED, "ญาติแจ้ง", TODAY, NOW)
