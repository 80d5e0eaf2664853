"""A passed plan is amended: a draft beside it, the same levels say yes to one and the same version, then it holds; no book is touched."""

import uuid
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from chumchon.access.actions import grant
from chumchon.access.models import AuditEvent, User
from chumchon.access.queries import actor_of_user
from chumchon.homes.actions import amendments, projects
from chumchon.homes.models import (
    AmendmentVersion,
    AmendmentWord,
    Project,
)
from chumchon.homes.queries import amendments as queries
from chumchon.homes.queries import plans as plan_queries
from chumchon.homes.queries.incomes import meets
from chumchon.homes.queries.projects import book_of
from chumchon.homes.rules.amendments import Line
from chumchon.ledger.institute import institute_book
from chumchon.thai.errors import NotAllowed
from tests.factories import NOW, TODAY
from tests.homes import amending, planning, world
from tests.homes.amending import ask, code, dearer, draft, pass_all, say, secretary, send
from tests.together import all_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(db):
    """A plan of 1.8 million baht that passed: 500,000 for infrastructure, 300,000 for houses, a loan of a million."""
    return planning.passed(planning.make())


def test_the_plan_holds_until_every_level_said_yes_and_then_the_other_one_does(project):
    heads = [book_of(project).head_hash, institute_book(NOW).head_hash]
    ask(project)
    dearer(project)
    send(project)
    for role in amending.LEVELS[:-1]:
        say(project, role)
        assert plan_queries.newest(project).number == 1 and meets(project).uses[0].planned == 50_000_000
    say(project, "officer_hq")
    new = plan_queries.newest(project)
    assert (new.number, new.satang, new.amendment.number) == (2, 185_000_000, 1)
    assert [p.number for p in queries.in_force(project)] == [2, 1]
    assert project.plans.get(number=1).satang == 180_000_000
    assert meets(project).uses[0].planned == 55_000_000
    assert heads == [book_of(project).head_hash, institute_book(NOW).head_hash]
    assert AuditEvent.objects.filter(organisation=project.organisation, verb="amendment.force").count() == 1


def test_the_draft_begins_as_a_copy_and_old_and_new_stand_side_by_side(project):
    found = ask(project)
    rows = queries.compared(found.base, found)
    assert [(r.was, r.now) for r in rows.rows] == [
        (n, n) for n in (50_000_000, 30_000_000, 100_000_000, 50_000_000, 130_000_000)
    ]
    found = dearer(project)
    draft(project, sums={"source:subsidy_house": 0})
    found.refresh_from_db()
    whole, changed = (queries.compared(found.base, found, only) for only in (False, True))
    assert [(r.what, r.more) for r in changed.rows] == [
        ("ตัดออก", -30_000_000),
        ("ใหม่", 5_000_000),
        ("เปลี่ยน", 5_000_000),
    ]
    assert (whole.source_sum.was, whole.source_sum.now) == (180_000_000, 155_000_000)
    assert (changed.source_sum.was, changed.source_sum.now) == (30_000_000, 5_000_000)
    assert found.lines[0] == ["source", "subsidy_infrastructure", "x", 50_000_000, 0]
    draft(project, sums={"source:savings": 0, "source:subsidy_house": 30_000_000})
    found.refresh_from_db()
    assert len(found.lines) == 5, "a new line that is taken out is gone, one of the plan comes back"


def test_only_a_plan_that_passed_is_amended_with_a_reason_by_the_community_and_one_at_a_time(project):
    other = world.make_project("other")
    assert code(ask, other) == "NOT_PASSED"
    planning.money(other)
    planning.send(other)
    assert code(ask, other) == "NOT_PASSED"
    assert code(ask, project, " ") == "NO_REASON"
    with pytest.raises(NotAllowed):
        amendments.open_amendment(project, world.officer(), "ราคาขึ้น", NOW, TODAY)
    with pytest.raises(NotAllowed):
        amendments.open_amendment(project, world.actor(project, "committee"), "ราคาขึ้น", NOW, TODAY)
    ask(project)
    assert code(ask, project) == "OPEN_ALREADY"
    dearer(project)
    send(project)
    assert code(ask, project) == "OPEN_ALREADY"
    pass_all(project)
    assert ask(project).number == 2 and queries.open_one(project).base.number == 2


def test_nothing_of_it_changes_between_two_yeses(project):
    ask(project)
    dearer(project)
    assert code(say_first_without_sending, project) == "NOT_SENT"
    send(project)
    say(project, "chair")
    before = AmendmentVersion.objects.values("lines", "units", "instalments").get()
    assert code(draft, project, sums={"use:houses": 1}) == code(send, project) == "GOES_UP"
    assert code(amendments.recall, project, secretary(project), 1, NOW, TODAY) == "HAS_YES"
    assert code(amendments.drop, project, secretary(project), 1, "ไม่เอาแล้ว", NOW, TODAY) == "HAS_YES"
    assert AmendmentVersion.objects.values("lines", "units", "instalments").get() == before
    for change in ({"units": 3}, {"lines": []}):
        with pytest.raises(DatabaseError), transaction.atomic():
            AmendmentVersion.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        AmendmentWord.objects.all().delete()


def say_first_without_sending(project):
    return amendments.say_word(project, world.actor(project, "chair"), 1, 1, "pass", "", TODAY, None, NOW, TODAY)


def test_each_level_speaks_in_its_turn_and_each_is_another_person(project):
    ask(project)
    dearer(project)
    send(project)
    assert code(say, project, "officer_hq") == "NOT_YOUR_LEVEL"
    say(project, "chair")
    assert code(say, project, "chair") == "NOT_YOUR_LEVEL"
    both = world.officer("officer_province", "50")
    say(project, both)
    user = User.objects.get(pk=both.user_id)
    grant(user, "officer_region", date(2010, 1, 1), area_prefix="50")
    assert code(say, project, actor_of_user(user)) == "SAME_PERSON"
    with pytest.raises(NotAllowed):
        say(project, world.officer("officer_region", "10"))
    word = AmendmentWord.objects.first()
    for twice in ({"level": "region", "by_id": word.by_id}, {"level": word.level, "by_id": world.officer().user_id}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AmendmentWord.objects.create(version=word.version, verdict="pass", decided_on=TODAY, at=NOW, **twice)


def test_what_is_returned_is_drafted_again_and_every_level_says_yes_anew(project):
    ask(project)
    dearer(project)
    send(project)
    say(project, "chair")
    assert code(say, project, "officer_province", "return") == "NO_REASON"
    say(project, "officer_province", "return", "ขอใบเสนอราคา")
    assert queries.amendment_of(project, 1).state == "draft"
    draft(project, sums={"use:infrastructure": 54_000_000, "source:savings": 4_000_000})
    assert send(project).number == 2
    assert code(say, project, "chair", read=1) == "CHANGED"
    assert code(say, project, "officer_province") == "NOT_YOUR_LEVEL"
    pass_all(project)
    assert plan_queries.newest(project).satang == 184_000_000
    assert AmendmentVersion.objects.get(number=1).lines != AmendmentVersion.objects.get(number=2).lines
    assert code(draft, project) == code(send, project) == code(say, project, "chair") == "CLOSED"


def test_what_comes_into_force_is_what_was_read_whatever_became_of_the_draft(project):
    found = ask(project)
    dearer(project)
    send(project)
    type(found).objects.filter(pk=found.pk).update(lines=[], units=1, instalments=[])
    pass_all(project)
    new = plan_queries.newest(project)
    assert (new.satang, new.units, len(new.lines)) == (185_000_000, 20, 6)


def test_in_a_programme_of_one_level_another_person_than_the_sender_says_yes(project):
    project.programme.steps.filter(code="plan").update(decides="community")
    ask(project)
    dearer(project)
    send(project, who=world.actor(project, "chair"))
    assert code(say, project, "chair") == "SAME_PERSON" and plan_queries.newest(project).number == 1
    say(project, "secretary")
    assert plan_queries.newest(project).number == 2


def test_before_the_first_yes_it_is_taken_back_or_dropped_and_the_plan_holds(project):
    ask(project)
    dearer(project)
    send(project)
    amendments.recall(project, secretary(project), 1, NOW, TODAY)
    assert code(say, project, "chair") == "NOT_SENT"
    send(project)
    assert code(amendments.drop, project, secretary(project), 1, "", NOW, TODAY) == "NO_REASON"
    amendments.drop(project, secretary(project), 1, "ราคาลงแล้ว", NOW, TODAY)
    assert plan_queries.newest(project).number == 1 and queries.open_one(project) is None
    assert code(amendments.drop, project, secretary(project), 1, "อีกครั้ง", NOW, TODAY) == "CLOSED"
    assert ask(project).number == 2


def test_a_meeting_that_did_not_carry_it_is_no_resolution(project):
    ask(project)
    dearer(project)
    send(project)
    for in_favour, says in ((15, "NOT_CARRIED"), (28, "")):
        facts = world.meeting(in_favour=in_favour)
        meeting = projects.add_meeting(project, secretary(project), facts, uuid.uuid4(), NOW, TODAY)
        if says:
            assert code(say, project, "chair", meeting=meeting.pk) == says
        else:
            assert say(project, "chair", meeting=meeting.pk).meeting == meeting


@pytest.mark.parametrize("state", ["finished", "cancelled", "handed_over"])
def test_a_project_that_ended_is_not_amended_and_an_open_one_comes_to_nothing(project, state):
    ask(project)
    dearer(project)
    send(project)
    Project.objects.filter(pk=project.pk).update(state=state)
    assert code(say, project, "chair") == code(ask, project) == code(send, project) == code(draft, project) == "ENDED"
    assert code(amendments.drop, project, secretary(project), 1, "จบแล้ว", NOW, TODAY) == "ENDED"
    assert plan_queries.newest(project).number == 1


def test_two_people_who_draft_at_once_do_not_write_over_each_other(project):
    ask(project)
    draft(project, sums={"use:houses": 1})
    assert code(draft, project, edits=0, who=world.actor(project, "chair")) == "STALE"
    for more in ([Line("use", "gold", "x", 1)], [Line("source", "infrastructure", "x", 1)]):
        assert code(draft, project, more=more) == "KIND"
    for sums in ({"use:houses": -1}, {"use:houses": 10**13 + 1}):
        assert code(draft, project, sums=sums) == "AMOUNT"
    assert code(draft, project, units=0) == "UNITS"
    assert code(send, project, 7) == "NOT_FOUND"


@pytest.mark.django_db(transaction=True)
def test_eight_people_ask_at_once_and_one_amendment_is_open(project):
    people = [world.actor(project, role) for role in ("chair", "treasurer", "secretary")] * 2
    answers = all_at_once(
        lambda who: amendments.open_amendment(project, who, "ราคาขึ้น", NOW, TODAY).number, [(p,) for p in people]
    )
    assert sorted(answers, key=str) == [1, *["OPEN_ALREADY"] * 5]


@pytest.mark.django_db(transaction=True)
def test_two_officers_give_the_last_yes_at_once_and_one_plan_is_made(project):
    ask(project)
    dearer(project)
    send(project)
    for role in amending.LEVELS[:-1]:
        say(project, role)
    officers = [world.officer(area=area) for area in ("", "50", "5007")]
    answers = all_at_once(
        lambda who: amendments.say_word(project, who, 1, 1, "pass", "", TODAY, None, NOW, TODAY).level,
        [(o,) for o in officers],
    )
    assert sorted(answers) == ["CLOSED", "CLOSED", "hq"] and project.plans.count() == 2


def test_the_database_itself_holds_one_open_amendment_and_no_passed_one_without_its_plan(project):
    found = ask(project)
    for change in ({"state": "passed"}, {"made": found.base}, {"units": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(found).objects.filter(pk=found.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        found.pk, found.number = None, 2
        found.save(force_insert=True)
