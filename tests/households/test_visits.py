"""Visits: kept once, sealed, in their place in time; the family's no respected; two people at one house; a phone a week late."""

import json
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from chumchon.access.models import AuditEvent
from chumchon.households.actions import consents, plans, visits
from chumchon.households.models import Consent, FamilyPlan, Passbook, Visit
from chumchon.households.queries import doubles, listing
from chumchon.households.queries.passbook import answers_of, look
from chumchon.households.queries.sealed import opened
from chumchon.households.rules.plans import Aim
from chumchon.people import protect
from chumchon.people.models import Person
from chumchon.thai.errors import Clash, NotAllowed, Plain, Refused
from tests import factories
from tests.factories import NOW, TODAY
from tests.households import world

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def register(db):
    return world.make_register(factories.make_fund())


def keep(register, entry, by="visitor", now=NOW, day=TODAY):
    return visits.keep_visit(register, world.actor(register, by), entry, now, day)


def test_a_visit_sent_twice_is_one_and_another_content_under_its_name_is_told(register):
    one = world.entry(reds=("food",))
    assert keep(register, one).new and not keep(register, one).new
    assert Visit.objects.count() == 1
    with pytest.raises(Clash, match="ID_REUSED"):
        keep(register, replace(one, answers=world.answers()))


def test_what_a_family_said_rests_sealed_under_its_own_key(register):
    entry = world.entry(note="ลูกชายเมาทุกวัน", head="นางปรานี ลับมาก")
    keep(register, entry)
    visit = Visit.objects.get()
    raw = bytes(visit.sealed)
    assert "ลับมาก".encode() not in raw and b"green" not in raw
    assert protect.has_key("household") and opened(visit.uid, raw)["head"] == "นางปรานี ลับมาก"
    from cryptography.exceptions import InvalidTag

    with pytest.raises(InvalidTag):
        opened(world.entry().uid, raw)  # moved to another row it does not open
    with pytest.raises(InvalidTag):
        protect.open_with("health", visit.uid.bytes, raw)
    told = json.dumps(list(AuditEvent.objects.values_list("verb", "subject", "detail")), ensure_ascii=False)
    assert "ปรานี" not in told and "red" not in told
    assert not Person.objects.filter(first_name__contains="ปรานี").exists()


def test_a_family_that_refuses_is_known_by_its_number_alone(register):
    no = replace(world.entry(reds=("food",), note="ไม่ให้จด"), consent=False)
    assert keep(register, no).passbook.state == "refused"
    assert not keep(register, no).new
    assert (Visit.objects.count(), FamilyPlan.objects.count()) == (0, 0)
    assert [p.household.house_no for p in listing.refused(register)] == ["12/1"]
    with pytest.raises(IntegrityError), transaction.atomic():  # the database refuses it as well
        Passbook.objects.update(revisit_on=TODAY)


def test_after_a_yes_is_taken_back_no_answer_is_kept(register):
    passbook = world.visited(register, reds=world.HEAVY, aims=("food", "debt"))
    consents.refuse(register, passbook.pk, world.actor(register), NOW, TODAY)
    assert (Visit.objects.count(), FamilyPlan.objects.count()) == (0, 0)
    assert [c.kind for c in Consent.objects.all()] == ["given", "withdrawn"]
    with pytest.raises(Refused, match="NOT_OPEN"):
        plans.make_plan(register, passbook.pk, world.actor(register), [Aim("food")], 0, NOW, TODAY)
    assert listing.ranked_list(register, listing.Filters(), TODAY) == []


def test_a_phone_a_week_late_brings_no_answers_after_a_no(register):
    before = world.entry(visited_on=TODAY - WEEK)
    keep(register, replace(world.entry(), consent=False), "visitor2")
    answer = visits.accept(register, world.actor(register), [before], NOW, TODAY)[0]
    assert (answer.status, answer.code, answer.drop) == ("rejected", "REFUSED", True)
    assert Visit.objects.count() == 0
    later = NOW + timedelta(days=2)
    world.visited(register, now=later, day=TODAY + timedelta(days=2), visited_on=TODAY + timedelta(days=2), at=later)
    assert Passbook.objects.get().state == "open" and Visit.objects.count() == 1


def test_an_old_no_does_not_wipe_out_a_later_yes(register):
    old_no = replace(world.entry(visited_on=TODAY - WEEK), consent=False)
    world.visited(register)
    kept = keep(register, old_no, "visitor2")
    assert kept.code == "OLDER_WORD" and Visit.objects.count() == 1
    assert [c.kind for c in Consent.objects.order_by("id")] == ["given", "refused"]


def test_a_phone_a_week_late_stands_in_its_place_in_time(register):
    world.visited(register, reds=("food",), aims=("food",))
    late = keep(register, world.entry(visited_on=TODAY - timedelta(days=20), reds=("debt", "food"), aims=("debt",)))
    assert late.code == "OLDER"
    passbook = Passbook.objects.get()
    assert passbook.newest.visited_on == TODAY and passbook.before.visited_on == TODAY - timedelta(days=20)
    assert passbook.revisit_on == TODAY + timedelta(days=90)
    seen = look(register, passbook, TODAY)
    assert (seen.better, seen.worse) == (1, 0) and [a.key for a in seen.aims] == ["food"]


def test_two_volunteers_at_one_house_lose_nothing_and_a_person_chooses(register):
    world.visited(register, reds=("food",), visited_on=TODAY - timedelta(days=2))
    kept = keep(register, world.entry(ambers=("food",)), "visitor2")
    assert kept.code == "DOUBLE"
    passbook = Passbook.objects.get()
    assert answers_of(passbook.newest)["food"] == "red"
    [double] = doubles.waiting(register)
    assert [(d.first, d.second) for d in double.differs] == [("red", "amber")]
    with pytest.raises(NotAllowed):
        visits.settle_double(register, double.visit.pk, world.actor(register), True, NOW, TODAY)
    keeper = world.actor(register, "keeper")
    visits.settle_double(register, double.visit.pk, keeper, True, NOW, TODAY)
    passbook.refresh_from_db()
    assert answers_of(passbook.newest)["food"] == "amber" and answers_of(passbook.before)["food"] == "red"
    with pytest.raises(Clash, match="SETTLED"):
        visits.settle_double(register, double.visit.pk, keeper, False, NOW, TODAY)


def test_a_double_that_does_not_count_is_still_kept(register):
    world.visited(register)
    keep(register, world.entry(reds=("debt",)), "visitor2")
    [double] = doubles.waiting(register)
    visits.settle_double(register, double.visit.pk, world.actor(register, "keeper"), False, NOW, TODAY)
    assert Visit.objects.get(state="set_aside").pk == double.visit.pk
    assert answers_of(Passbook.objects.get().newest)["debt"] == "green"


def test_a_clock_that_runs_ahead_never_outruns_a_no_and_loses_nothing(register):
    passbook = world.visited(register, "5")
    consents.refuse(register, passbook.pk, world.actor(register), NOW, TODAY)
    late = world.entry("5", at=NOW + timedelta(days=2))
    [answer] = visits.accept(register, world.actor(register), [late], NOW + timedelta(hours=1), TODAY)
    assert (answer.status, answer.code, answer.drop) == ("rejected", "CLOCK", False) and not Visit.objects.exists()
    right = replace(late, uid=uuid.uuid4(), at=NOW + timedelta(hours=2))
    assert (
        visits.accept(register, world.actor(register), [right], NOW + timedelta(hours=3), TODAY)[0].status == "accepted"
    )


def test_a_phone_whose_clock_runs_ahead_is_set_to_now(register):
    keep(register, world.entry(at=NOW + timedelta(days=30)))
    assert Visit.objects.get().said_at == NOW and Passbook.objects.get().state_at == NOW


def test_a_plan_that_somebody_changed_meanwhile_is_not_written_over(register):
    passbook = world.visited(register, reds=("food",), aims=("food",))
    visitor = world.actor(register)
    made = plans.make_plan(register, passbook.pk, visitor, [Aim("food", "ปลูกผัก", "นางคำ")], 1, NOW, TODAY)
    assert made.number == 2
    with pytest.raises(Clash, match="STALE"):
        plans.make_plan(register, passbook.pk, visitor, [Aim("debt")], 1, NOW, TODAY)
    later = TODAY + timedelta(days=90)
    world.visited(
        register,
        aims=("food", "debt"),
        visited_on=later,
        day=later,
        now=NOW + timedelta(days=90),
        at=NOW + timedelta(days=90),
    )
    seen = look(register, Passbook.objects.get(), later)
    assert [(a.key, a.do) for a in seen.aims] == [("food", "ปลูกผัก"), ("debt", "")]


def test_everything_is_erased_on_request_and_the_late_phone_is_told(register):
    passbook = world.visited(register, reds=world.HEAVY, aims=("food",))
    keeper = world.actor(register, "keeper")
    with pytest.raises(NotAllowed):
        consents.erase(register, passbook.pk, world.actor(register), NOW, TODAY)
    consents.erase(register, passbook.pk, keeper, NOW, TODAY)
    consents.erase(register, passbook.pk, keeper, NOW, TODAY)
    assert Visit.objects.count() == 0 and Consent.objects.filter(kind="erased").count() == 1
    answer = visits.accept(register, world.actor(register), [world.entry()], NOW, TODAY)[0]
    assert (answer.code, answer.drop) == ("ERASED", True)


def test_what_the_family_said_of_its_passbook_is_only_ever_added_to(register):
    world.visited(register)
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        Consent.objects.update(kind="refused")


@pytest.mark.parametrize("more", [{"village": 99}, {"head": ""}, {"questions": "1999-1"}, {"house_no": ""}])
def test_a_bad_entry_spoils_only_itself(register, more):
    good, bad = world.entry("1"), world.entry("2", **more)
    said = [a.status for a in visits.accept(register, world.actor(register), [bad, good], NOW, TODAY)]
    assert said == ["rejected", "accepted"]


def test_a_visitor_whose_role_ended_brings_nothing_in(register):
    with pytest.raises(NotAllowed):
        visits.accept(register, factories.actor(register.opened_by.fund, "secretary"), [world.entry()], NOW, TODAY)
    assert not Passbook.objects.exists()


def test_a_house_number_in_thai_digits_is_the_same_house(register):
    world.visited(register, "๑๒ / ๑")
    world.visited(register, "12/1")
    assert Passbook.objects.count() == 1


def test_plain_errors_only(register):
    with pytest.raises(Plain):
        keep(register, world.entry(visited_on=TODAY + timedelta(days=1)))
