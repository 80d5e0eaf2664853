"""A community's project from its opening to its end."""

import json
import uuid
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chumchon.access.models import AuditEvent
from chumchon.homes.actions import documents, partners, plans, projects
from chumchon.homes.models import Document, Meeting, Project
from chumchon.homes.queries import projects as queries
from chumchon.homes.rules.plans import Line
from chumchon.ledger.actions import posting
from chumchon.ledger.models import Book
from chumchon.ledger.rules import Draft, Posting
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Plain, Refused
from tests.factories import NOW, TODAY
from tests.homes import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(db):
    return world.make_project()


def _word(project, who, verdict="pass", note="", meeting=None):
    return projects.say_word(project, who, verdict, note, TODAY, meeting, NOW, TODAY)


def _attach_all(project):
    for step in queries.timeline(project):
        if step.place == "now":
            for label in step.missing:
                documents.attach(project, world.actor(project, "secretary"), label, world.photo(), NOW, TODAY)


def test_a_project_opens_with_its_book_and_people(project):
    assert project.organisation.kind == "housing" and Book.objects.filter(organisation=project.organisation).exists()
    assert queries.timeline(project)[0].place == "now"
    assert AuditEvent.objects.filter(verb="project.open", organisation=project.organisation).exists()


def test_only_an_officer_of_the_area_opens_a_project(project):
    facts = projects.ProjectFacts("other", "ชุมชน", "canal", "100401", "canal", "none", "none", 5, world.START)
    with pytest.raises(NotAllowed):
        projects.open_project(facts, world.officer("officer_province", "50"), NOW, TODAY)
    assert projects.open_project(facts, world.officer("officer_province", "10"), NOW, TODAY).project.pk


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"area": "999999"}, "NO_AREA"), ({"programme": "none"}, "NO_PROGRAMME"), ({"code": "ก"}, "BAD_CODE"),
        ({"code": "khlong-sai"}, "CODE_TAKEN"), ({"units_planned": 0}, "NAME"), ({"started_on": date(2569, 1, 1)}, "FUTURE_DATE"),
        ({"people": [("king", "k", "")]}, "BAD_ROLE"), ({"people": [("chair", "ก ข", "")]}, "BAD_USERNAME"),
    ],
)  # fmt: skip
def test_a_project_with_a_fault_is_refused_whole(project, change, code):
    facts = projects.ProjectFacts("new-one", "ชุมชนใหม่", "canal", "500705", "canal", "none", "none", 5, world.START)
    with pytest.raises(Plain) as refused:
        projects.open_project(replace(facts, **change), world.officer(), NOW, TODAY)
    assert refused.value.code == code
    assert Project.objects.count() == 1


def test_a_step_passes_only_with_its_papers_and_by_each_level_in_turn(project):
    chair, secretary = world.actor(project, "chair"), world.actor(project, "secretary")
    with pytest.raises(Refused) as refused:
        _word(project, chair)
    assert refused.value.code == "MISSING_PAPERS"
    _attach_all(project)
    _word(project, chair)
    project.refresh_from_db()
    assert project.step_number == 2
    for _ in range(2):
        _attach_all(project)
        _word(project, chair)
        project.refresh_from_db()
    assert project.step_number == 4  # the land: decided by the city
    _attach_all(project)
    with pytest.raises(Refused) as refused:
        _word(project, world.officer("officer_province", "50"))
    assert refused.value.code == "NOT_YOUR_LEVEL"
    _word(project, chair)
    with pytest.raises(Refused) as refused:
        _word(project, secretary)
    assert refused.value.code == "NOT_YOUR_LEVEL"
    _word(project, world.officer("officer_province", "50"))
    project.refresh_from_db()
    assert project.step_number == 5


def test_the_plan_goes_up_to_headquarters_and_a_return_begins_it_again(project):
    Project.objects.filter(pk=project.pk).update(step_number=6)
    project.refresh_from_db()
    _attach_all(project)
    for side, kind in (("source", "subsidy_house"), ("use", "houses")):
        plans.add_line(project, world.actor(project, "secretary"), Line(side, kind, "x", 30_000_000), NOW, TODAY)
    plans.send_up(project, world.actor(project, "secretary"), NOW, TODAY)
    chair, city, region, hq = (
        world.actor(project, "chair"), world.officer("officer_province", "50"), world.officer("officer_region"),
        world.officer("officer_hq"),
    )  # fmt: skip
    for side, kind in (("source", "savings"), ("use", "houses")):
        plans.add_line(project, chair, Line(side, kind, "บ้าน", 100), NOW, TODAY)
    plans.send_up(project, chair, NOW, TODAY)
    _word(project, chair)
    _word(project, city)
    with pytest.raises(Refused) as refused:
        _word(project, region, "return")
    assert refused.value.code == "NO_REASON"
    _word(project, region, "return", "งบประมาณไม่ตรงกับแบบ")
    for who in (chair, city, region):
        _word(project, who)
        project.refresh_from_db()
        assert project.step_number == 6
    _word(project, hq)
    project.refresh_from_db()
    assert project.step_number == 7


def test_one_person_does_not_speak_for_two_levels(project):
    from chumchon.access.actions import grant
    from chumchon.access.models import User
    from chumchon.access.queries import actor_of_user

    Project.objects.filter(pk=project.pk).update(step_number=4)
    project.refresh_from_db()
    _attach_all(project)
    both = User.objects.get(username="chair-khlong-sai")
    grant(both, "officer_province", world.START, area_prefix="50")
    _word(project, actor_of_user(both))
    with pytest.raises(Refused) as refused:
        _word(project, actor_of_user(both))
    assert refused.value.code == "SAME_PERSON"


def test_a_meeting_without_a_quorum_carries_no_step(project):
    secretary = world.actor(project, "secretary")
    few = projects.add_meeting(project, secretary, world.meeting(present=11, in_favour=10), uuid.uuid4(), NOW, TODAY)
    enough = projects.add_meeting(project, secretary, world.meeting(), uuid.uuid4(), NOW, TODAY)
    _attach_all(project)
    with pytest.raises(Refused) as refused:
        _word(project, world.actor(project, "chair"), meeting=few.pk)
    assert refused.value.code == "NOT_CARRIED"
    assert _word(project, world.actor(project, "chair"), meeting=enough.pk).meeting == enough


def test_minutes_are_kept_once_and_votes_must_fit(project):
    secretary, key = world.actor(project, "secretary"), uuid.uuid4()
    first = projects.add_meeting(project, secretary, world.meeting(), key, NOW, TODAY)
    assert projects.add_meeting(project, secretary, world.meeting(), key, NOW, TODAY) == first
    with pytest.raises(Clash):
        projects.add_meeting(project, secretary, world.meeting(resolution="อื่น"), key, NOW, TODAY)
    for wrong in ({"present": 41}, {"in_favour": 30, "against": 1}):
        with pytest.raises(BadInput):
            projects.add_meeting(project, secretary, world.meeting(**wrong), uuid.uuid4(), NOW, TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=first.pk).update(present=1, in_favour=1)


def test_the_place_must_lie_in_the_province(project):
    chair = world.actor(project, "chair")
    projects.set_point(project, chair, 98.98, 18.79, NOW, TODAY)
    with pytest.raises(BadInput):
        projects.set_point(project, chair, 100.5, 13.75, NOW, TODAY)
    ring = [[98.98, 18.78], [98.99, 18.78], [98.99, 18.79], [98.98, 18.79], [98.98, 18.78]]
    projects.set_outline(project, chair, json.dumps({"type": "Polygon", "coordinates": [ring]}).encode(), NOW, TODAY)
    crossed = [ring[0], ring[2], ring[1], ring[3], ring[0]]
    with pytest.raises(BadInput) as refused:
        projects.set_outline(
            project, chair, json.dumps({"type": "Polygon", "coordinates": [crossed]}).encode(), NOW, TODAY
        )
    assert refused.value.code == "CROSSES_ITSELF"
    project.refresh_from_db()
    assert project.square_metres > 1_000_000 and project.outline["coordinates"][0] == ring


def test_a_partners_promise_is_kept_on_a_day(project):
    chair = world.actor(project, "chair")
    partner = partners.add_partner(project, chair, "local", "เทศบาล", "ถนนและท่อ", 50_000_000, world.START, NOW, TODAY)
    partners.keep_promise(project, chair, partner.pk, TODAY, "เทถนนแล้ว", NOW, TODAY)
    assert queries.partners(project)[0].kept_on == TODAY
    with pytest.raises(Refused):
        partners.add_partner(project, chair, "local", "เทศบาล", "x", 0, date(2020, 1, 1), NOW, TODAY)


def test_a_photograph_is_sealed_and_its_marks_are_kept_beside_it(project, settings):
    secretary = world.actor(project, "secretary")
    made = documents.attach(project, secretary, "ผังชุมชน", world.photo(place=(98.5, 18.5)), NOW, TODAY)
    assert (made.longitude, made.latitude, made.taken_on) == (98.5, 18.5, date(2026, 11, 20))
    raw = documents.read(made, secretary, NOW, TODAY)
    assert raw.startswith(b"\xff\xd8") and b"Exif" not in raw
    assert AuditEvent.objects.filter(verb="document.read").count() == 1
    files = list((settings.DATA_DIR / "homes").glob("*.sealed"))
    assert files and all(b"JFIF" not in f.read_bytes() for f in files)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=made.pk).update(label="อื่น")


def test_a_project_with_money_in_it_is_neither_cancelled_nor_handed_over(project):
    treasurer, hq = world.actor(project, "treasurer"), world.officer()
    book = queries.book_of(project)
    lines = (Posting("1020", 5_000_000), Posting("4220", -5_000_000))
    with posting(book.pk, NOW) as session:
        session.post(Draft(TODAY, "subsidy", "งวดที่ 1", lines, "test", treasurer.user_id, uuid.uuid4()))
    for state in ("cancelled", "handed_over"):
        with pytest.raises(Refused) as refused:
            projects.end_project(project, hq, state, "มติ", NOW, TODAY)
        assert refused.value.code == "MONEY_LEFT" and "50,000.00" in refused.value.th
    back = (Posting("5340", 5_000_000), Posting("1020", -5_000_000))
    with posting(book.pk, NOW) as session:
        session.post(Draft(TODAY, "return", "คืน", back, "test", treasurer.user_id, uuid.uuid4()))
    projects.end_project(project, hq, "cancelled", "ที่ดินเช่าไม่ได้", NOW, TODAY)
    project.refresh_from_db()
    assert project.state == "cancelled"
    with pytest.raises(Refused):
        projects.set_point(project, world.actor(project, "chair"), 98.98, 18.79, NOW, TODAY)
