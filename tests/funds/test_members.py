"""The register: who joins, what is put right, who leaves and comes back, and what the history says of it."""

import json
import random
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chumchon.access.models import AuditEvent
from chumchon.funds.actions import members as actions
from chumchon.funds.models import FiscalYear, Member, MemberEvent
from chumchon.funds.queries import members as queries
from chumchon.funds.queries.members_history import happenings, state_of
from chumchon.funds.rules import membership
from chumchon.funds.rules.membership import FundMemberFacts
from chumchon.thai import citizen
from chumchon.thai.errors import Plain
from tests import factories

pytestmark = pytest.mark.django_db
TODAY, NOW = factories.TODAY, factories.NOW
ID = citizen.synthetic(random.Random(7))
LATER = date(2026, 11, 1)


@pytest.fixture
def secretary(fund):
    return factories.actor(fund, "secretary")


def village(fund, number=4):
    return fund.organisation.subdistrict.villages.get(number=number).id


def facts(fund, **more):
    known = {
        "first_name": "สมศรี", "surname": "ตั้งใจดี", "prefix": "นาง", "joined_on": date(2026, 10, 5), "citizen_id": ID,
        "birth_day": date(1970, 5, 1), "birth_precision": "day", "phone": "081-234-5678", "village": village(fund),
        "house_no": "12/1", "beneficiary": "นายบุญมี ตั้งใจดี",
    }  # fmt: skip
    return FundMemberFacts(**{**known, **more})


def enrol(fund, actor, **more):
    return actions.enrol(fund, actor, facts(fund, **more), TODAY, NOW)


def test_a_new_member_gets_the_next_number_a_house_and_a_first_line_of_history(fund, secretary):
    first = enrol(fund, secretary)
    second = enrol(fund, secretary, first_name="บุญมี", citizen_id=None, house_no="๑๒ / ๑")
    assert (first.number, second.number) == ("00001", "00002")
    assert first.person.household_id == second.person.household_id
    assert first.person.household.house_no == "12/1"
    assert [e.kind for e in first.events.all()] == ["join"]
    assert AuditEvent.objects.get(verb="member.enrol", subject=f"member:{first.id}").detail == {"number": "00001"}


def test_the_next_number_is_written_as_wide_as_the_fund_writes_it(fund, secretary):
    for number in ("9", "10", "ม4-99", "12/300"):
        factories.make_member(fund, number=number)
    assert queries.suggested_number(fund) == "11"
    assert membership.next_number(["00304", "00099"]) == "00305"
    assert [m.number for m in Member.objects.order_by("number_key")] == ["9", "10", "12/300", "ม4-99"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"first_name": " "}, "MISSING_NAME"),
        ({"citizen_id": "1234567890123"}, "BAD_CITIZEN_ID"),
        ({"joined_on": date(2026, 11, 25)}, "FUTURE_DATE"),
        ({"birth_day": date(2026, 10, 6)}, "JOIN_BEFORE_BIRTH"),
        ({"birth_day": date(1800, 1, 1)}, "BAD_DATE"),
        ({"phone": "12"}, "BAD_PHONE"),
        ({"kind": "king"}, "BAD_KIND"),
        ({"village": None}, "NO_VILLAGE"),
        ({"surname": "ก" * 81}, "TOO_LONG"),
    ],
)
def test_facts_that_cannot_be_are_refused_and_nothing_is_written(fund, secretary, wrong, code):
    with pytest.raises(Plain, match=code):
        enrol(fund, secretary, **wrong)
    assert not Member.objects.exists() and not MemberEvent.objects.exists()


def test_a_village_of_another_tambon_is_refused(fund, secretary):
    other = factories.make_fund("other", "500701")
    with pytest.raises(Plain, match="NO_VILLAGE"):
        enrol(fund, secretary, village=village(other))


def test_a_citizen_id_is_once_in_a_fund_and_may_be_in_another_fund_too(fund, secretary):
    enrol(fund, secretary)
    with pytest.raises(Plain, match="DUPLICATE_CITIZEN_ID") as told:
        enrol(fund, secretary, first_name="คนอื่น")
    assert "00001" in told.value.th and ID not in told.value.th
    other = factories.make_fund("other", "500701")
    assert enrol(other, factories.actor(other, "secretary"), village=village(other)).number == "00001"


def test_a_number_is_taken_however_it_is_written(fund, secretary):
    factories.make_member(fund, number="0042")
    with pytest.raises(Plain, match="DUPLICATE_MEMBER_NO"):
        enrol(fund, secretary, number="42")


def test_a_namesake_born_on_the_same_day_is_a_person_s_decision(fund, secretary):
    enrol(fund, secretary)
    with pytest.raises(Plain, match="LOOKS_ALIKE"):
        enrol(fund, secretary, citizen_id=None)
    again = actions.enrol(fund, secretary, facts(fund, citizen_id=None), TODAY, NOW, alike_ok=True)
    assert again.number == "00002"
    assert enrol(fund, secretary, citizen_id=None, birth_day=date(1971, 5, 1)).number == "00003"


def test_only_those_who_keep_the_register_write_in_it(fund):
    for role in ("chair", "collector", "auditor"):
        with pytest.raises(Plain, match="NOT_ALLOWED"):
            enrol(fund, factories.actor(fund, role))
    other = factories.make_fund("other", "500701")
    with pytest.raises(Plain, match="NOT_ALLOWED"):
        enrol(fund, factories.actor(other, "secretary"))


def test_a_change_keeps_what_stood_before_and_no_citizen_id(fund, secretary):
    member = enrol(fund, secretary)
    new_id = citizen.synthetic(random.Random(8))
    changed = facts(fund, surname="ใจดี", citizen_id=new_id, kind="elderly", number="00007")
    actions.change_member(member, secretary, changed, TODAY, NOW, reason="แต่งงาน")
    event = happenings(member)[-1]
    assert (event.before["surname"], event.after["surname"]) == ("ตั้งใจดี", "ใจดี")
    assert event.before["kind"] == "general" and event.after["number"] == "00007"
    assert "first_name" not in event.after
    raw = json.dumps([[e.before, e.after, e.reason] for e in MemberEvent.objects.all()], ensure_ascii=False)
    trail = json.dumps([[e.subject, e.detail] for e in AuditEvent.objects.all()])
    for secret in (ID, new_id, "ตั้งใจดี", "0812345678", "081-234-5678"):
        assert secret not in raw and secret not in trail


def test_nothing_to_change_writes_no_history(fund, secretary):
    member = enrol(fund, secretary)
    actions.change_member(member, secretary, facts(fund, citizen_id=None), TODAY, NOW)
    assert member.events.count() == 1


def test_two_people_who_change_one_member_do_not_write_over_each_other(fund, secretary):
    member = enrol(fund, secretary)
    seen = member.events.get().id
    actions.change_member(member, secretary, facts(fund, phone="0899999999"), TODAY, NOW, seen=seen)
    with pytest.raises(Plain, match="CHANGED"):
        actions.change_member(member, secretary, facts(fund, phone="0811111111"), TODAY, NOW, seen=seen)
    member.person.refresh_from_db()
    assert member.person.phone == "0899999999"


def test_another_join_day_moves_rights_and_needs_a_reason(fund, secretary):
    member = enrol(fund, secretary)
    earlier = facts(fund, joined_on=date(2026, 10, 1), citizen_id=None)
    with pytest.raises(Plain, match="NO_REASON"):
        actions.change_member(member, secretary, earlier, TODAY, NOW)
    actions.change_member(member, secretary, earlier, TODAY, NOW, reason="จดผิดวัน")
    member.refresh_from_db()
    assert member.joined_on == date(2026, 10, 1)


def test_who_leaves_and_comes_back_waits_anew_and_old_arrears_are_gone(fund, secretary):
    member = factories.make_member(fund, paid_until=date(2024, 3, 31))
    actions.leave(member, secretary, date(2025, 1, 15), "ย้ายบ้าน", TODAY, NOW)
    back = actions.rejoin(member, secretary, LATER, "กลับมาอยู่", TODAY, NOW)
    assert (back.status, back.joined_on, back.paid_until) == ("active", LATER, None)
    assert [e.kind for e in member.events.order_by("id")] == ["leave", "rejoin"]


@pytest.mark.parametrize(
    ("on", "code"),
    [(date(2014, 12, 31), "BEFORE_JOINING"), (TODAY + timedelta(1), "FUTURE_DATE"), (date(2025, 9, 30), "YEAR_CLOSED")],
)
def test_a_day_out_of_order_is_refused(fund, secretary, on, code):
    close_year(fund)
    if code == "BEFORE_JOINING":
        FiscalYear.objects.all().delete()
    with pytest.raises(Plain, match=code):
        actions.leave(factories.make_member(fund), secretary, on, "ย้ายบ้าน", TODAY, NOW)


def close_year(fund):
    users = [factories.user(fund, role) for role in ("treasurer", "chair")]
    FiscalYear.objects.create(
        fund=fund, year_be=2568, last_day=date(2025, 9, 30), head_hash="0" * 64, closed_at=NOW, closed_by=users[0],
        checker=users[1],
    )  # fmt: skip


def test_a_step_needs_a_reason_and_the_right_status(fund, secretary):
    member = factories.make_member(fund)
    with pytest.raises(Plain, match="NO_REASON"):
        actions.die(member, secretary, LATER, " ", TODAY, NOW)
    with pytest.raises(Plain, match="WRONG_STATUS"):
        actions.rejoin(member, secretary, LATER, "กลับมา", TODAY, NOW)
    actions.die(member, secretary, LATER, "ชรา", TODAY, NOW)
    for step in (actions.leave, actions.lapse, actions.die, actions.rejoin):
        with pytest.raises(Plain, match="WRONG_STATUS"):
            step(member, secretary, LATER, "อีกครั้ง", TODAY, NOW)


def test_a_death_written_to_the_wrong_person_is_taken_back_and_both_lines_stay(fund, secretary):
    member = factories.make_member(fund)
    assert actions.die(member, secretary, LATER, "ชรา", TODAY, NOW).person.died_on == LATER
    back = actions.undo_step(member, secretary, "บันทึกผิดคน", TODAY, NOW)
    assert back.status == "active" and back.person.died_on is None
    assert [e.kind for e in member.events.order_by("id")] == ["die", "undo"]
    with pytest.raises(Plain, match="NO_STEP"):
        actions.undo_step(member, secretary, "อีกครั้ง", TODAY, NOW)


def test_joining_again_is_not_taken_back_once_money_came(fund, secretary):
    member = factories.make_member(fund, paid_until=date(2024, 3, 31))
    actions.lapse(member, secretary, date(2025, 1, 15), "ขาดส่ง", TODAY, NOW)
    actions.rejoin(member, secretary, LATER, "กลับมา", TODAY, NOW)
    Member.objects.filter(pk=member.pk).update(paid_until=date(2026, 11, 30))
    with pytest.raises(Plain, match="PAID_SINCE"):
        actions.undo_step(member, secretary, "ผิดคน", TODAY, NOW)


def test_the_history_is_never_changed(fund, secretary):
    from django.db import DatabaseError, transaction

    event = enrol(fund, secretary).events.get()
    for attempt in (lambda: MemberEvent.objects.update(reason="x"), event.delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["leave", "lapse", "die", "rejoin", "undo", "change"]),
        st.integers(-40, 2),
        st.sampled_from(["ก", "ข", "ค"]),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_is_tried_the_history_replays_to_what_the_register_shows(fund, steps):
    secretary = factories.actor(fund, "secretary")
    member = actions.enrol(fund, secretary, facts(fund, citizen_id=None), TODAY, NOW, alike_ok=True)
    for kind, days, name in steps:
        on = TODAY + timedelta(days)
        try:
            if kind == "undo":
                actions.undo_step(member, secretary, "ผิด", TODAY, NOW)
            elif kind == "change":
                member.refresh_from_db()
                wanted = facts(fund, first_name=name, citizen_id=None, joined_on=member.joined_on)
                actions.change_member(member, secretary, wanted, TODAY, NOW)
            else:
                getattr(actions, kind)(member, secretary, on, "เหตุผล", TODAY, NOW)
        except Plain as refused:
            assert refused.code in {
                "WRONG_STATUS", "FUTURE_DATE", "BEFORE_LAST_STEP", "BEFORE_JOINING", "NO_STEP", "PAID_SINCE",
                "GONE_BEFORE",
            }  # fmt: skip
    member = Member.objects.select_related("person__household", "user").get(pk=member.pk)
    assert membership.replay(happenings(member)) == state_of(member)


@given(STEPS)
def test_a_membership_moves_only_forward_in_time_but_for_a_late_death_and_the_dead_stay_dead(steps):
    at = membership.Membership("active", date(2026, 10, 1), date(2026, 10, 1))
    for kind, days, _ in steps:
        if kind not in membership.STEPS:
            continue
        try:
            after = membership.take_step(kind, at, TODAY + timedelta(days), TODAY, None, "เหตุผล")
        except Plain:
            continue
        late = kind == "die" and at.status != "active"
        assert at.status != "died" and at.joined_on <= after.since <= TODAY
        assert after.since <= at.since if late else after.since >= at.since
        assert after.joined_on == (after.since if kind == "rejoin" else at.joined_on)
        at = after
