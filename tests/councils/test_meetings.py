"""Meetings: called, attended by touch or from paper, a quorum or no resolution, minutes that are never changed once signed."""

import uuid
from datetime import date, time

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from chumchon.councils.actions import meetings, minutes, resolutions, seats
from chumchon.councils.models import Attendance, Meeting, Minutes, Resolution, Seat
from chumchon.councils.queries.meetings import kept, kept_by_year, roll_of, seats_at
from chumchon.councils.rules.councils import Votes
from chumchon.thai.errors import BadInput, Plain, Refused
from tests.councils import world
from tests.councils.world import NOW, TODAY

pytestmark = pytest.mark.django_db
TEXT = "ประธานเปิดประชุมเวลา 09.30 น. ที่ประชุมรับรองรายงานครั้งก่อน"


@pytest.fixture
def council(db):
    return world.founded()


def decide(council, meeting, votes=None, **more):
    said = resolutions.ResolutionFacts("ซ่อมฝาย", "ให้ซ่อมฝายก่อนหน้าฝน", votes, "คณะทำงานน้ำ", more.pop("due", None))
    return resolutions.resolve(council, meeting.pk, said, world.officer(), more.pop("key", uuid.uuid4()), NOW, TODAY)


def test_a_meeting_has_its_number_and_the_usual_agenda(council):
    meeting = world.called(council)
    assert meeting.label == "ครั้งที่ 2/2569" and meeting.agenda.count() == 5
    meetings.cancel(council, meeting.pk, "น้ำท่วม", world.officer(), NOW, TODAY)
    assert world.called(council).label == "ครั้งที่ 3/2569", "a cancelled meeting keeps its number"


def test_without_a_quorum_nothing_is_decided(council):
    meeting = world.called(council)
    world.attended(council, meeting, 3)
    with pytest.raises(Refused) as refused:
        decide(council, meeting)
    assert refused.value.code == "NO_QUORUM" and "มา 3 จาก 8 คน ต้องมาอย่างน้อย 4 คน" in refused.value.th
    world.attended(council, meeting, 4)
    assert decide(council, meeting).votes_for == 4, "all who are present, where nothing else is said"


def test_votes_above_those_who_came_are_refused(council):
    meeting = world.called(council)
    world.attended(council, meeting, 5)
    for votes, code in ((Votes(5, 1), "VOTES_ABOVE"), (Votes(2, 3), "NOT_CARRIED")):
        with pytest.raises(Refused) as refused:
            decide(council, meeting, votes)
        assert refused.value.code == code
    assert Resolution.objects.count() == 0
    assert decide(council, meeting, Votes(3, 1, 1)).label == "มติที่ 1/2569"


def test_a_resolution_sent_twice_is_one_resolution(council):
    meeting, key = world.called(council), uuid.uuid4()
    world.attended(council, meeting)
    assert decide(council, meeting, key=key).pk == decide(council, meeting, key=key).pk


def test_the_paper_list_is_typed_by_its_numbers_and_mended_on_the_phone(council):
    meeting = world.called(council)
    came = meetings.attend_from_paper(council, meeting.pk, "1-3 ๕", "4", 12, world.officer(), NOW, TODAY)
    roll = roll_of(meeting)
    assert (came, roll.present, roll.excused, roll.needed, roll.has_quorum) == (4, 4, 1, 4, True)
    eighth = Seat.objects.get(number=8)
    assert meetings.attend(council, meeting.pk, eighth.pk, "present", world.officer(), NOW, TODAY) == 5
    assert meetings.attend(council, meeting.pk, eighth.pk, "absent", world.officer(), NOW, TODAY) == 4
    assert Attendance.objects.count() == 8 + 8, "one row a seat in each of the two meetings"


@pytest.mark.parametrize(
    ("came", "away", "code"), [("1 99", "", "BAD_LINES"), ("1 2", "2", "BOTH"), ("", "", "BAD_LINES")]
)
def test_a_paper_list_that_cannot_be_right_is_not_saved(council, came, away, code):
    meeting = world.called(council)
    with pytest.raises(BadInput) as refused:
        meetings.attend_from_paper(council, meeting.pk, came, away, 0, world.officer(), NOW, TODAY)
    assert refused.value.code == code and not Attendance.objects.filter(meeting=meeting).exists()


def test_nobody_is_checked_before_the_day_of_the_meeting(council):
    meeting = meetings.call(
        council, "ordinary", date(2026, 12, 9), time(9), "วัดแม่แรม", world.officer(), uuid.uuid4(), NOW, TODAY
    )
    with pytest.raises(Refused) as refused:
        meetings.attend(council, meeting.pk, seats_at(meeting)[0].pk, "present", world.officer(), NOW, TODAY)
    assert refused.value.code == "TOO_EARLY"


def test_a_meeting_whose_list_was_checked_is_not_moved_into_the_future(council):
    meeting = world.called(council)
    world.attended(council, meeting)
    with pytest.raises(Refused) as refused:
        meetings.change(council, meeting.pk, date(2026, 12, 20), time(9), "ศาลา", world.officer(), NOW, TODAY)
    assert refused.value.code == "TOO_EARLY"
    assert (
        meetings.change(council, meeting.pk, date(2026, 11, 23), time(9), "ศาลา", world.officer(), NOW, TODAY).day.day
        == 23
    )


def test_signed_minutes_close_the_meeting_and_nothing_in_it_changes(council):
    meeting = world.called(council)
    world.attended(council, meeting)
    made = decide(council, meeting)
    world.signed(council, meeting)
    meeting.refresh_from_db()
    assert meeting.state == "signed"
    for change in (
        lambda: decide(council, meeting),
        lambda: world.attended(council, meeting, 4),
        lambda: resolutions.strike(council, meeting.pk, made.pk, world.officer(), NOW, TODAY),
        lambda: minutes.save_draft(council, meeting.pk, "อื่น", world.officer(), NOW, TODAY),
        lambda: meetings.cancel(council, meeting.pk, "ไม่เอาแล้ว", world.officer(), NOW, TODAY),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.code == "CLOSED"


def test_minutes_changed_after_signing_are_a_new_version_and_the_old_is_kept(council):
    meeting = world.called(council)
    world.attended(council, meeting, 6)
    decide(council, meeting)
    first = world.signed(council, meeting)
    user = world.chair_of(council)
    amend = lambda text, why: minutes.amend(council, meeting.pk, text, why, world.officer(), user.username, "chumchon-chair", NOW, TODAY)  # noqa: E731  # fmt: skip
    for text, why, code in ((first.text, "แก้คำผิด", "SAME_TEXT"), (TEXT, "", "NO_REASON")):
        with pytest.raises(Plain) as refused:
            amend(text, why)
        assert refused.value.code == code
    second = amend(TEXT, "แก้คำผิดในวาระที่ 3")
    first.refresh_from_db()
    assert (first.version, second.version) == (1, 2) and first.text != second.text
    assert first.frozen == second.frozen and first.sha256 != second.sha256
    assert len(first.frozen["present"]) == 6 and first.frozen["resolutions"][0][1] == "ซ่อมฝาย"


def test_the_database_refuses_to_change_signed_minutes(council):
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        Minutes.objects.update(text="ไม่มีใครรู้")
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        Minutes.objects.all()._raw_delete("default")


def test_the_writer_does_not_sign_their_own_minutes_and_a_wrong_pin_signs_nothing(council):
    meeting = world.called(council)
    world.attended(council, meeting)
    user = world.chair_of(council)
    for username, secret, code in (
        ("officer_province-50", "123456", "SAME_PERSON"),
        (user.username, "000000", "WRONG_PIN"),
    ):
        with pytest.raises(Plain) as refused:
            minutes.sign(council, meeting.pk, TEXT, world.officer(), username, secret, NOW, TODAY)
        assert refused.value.code == code
    assert Minutes.objects.filter(meeting=meeting).count() == 0


def test_minutes_of_a_meeting_without_a_quorum_are_not_signed(council):
    meeting = world.called(council)
    world.attended(council, meeting, 2)
    user = world.chair_of(council)
    with pytest.raises(Refused) as refused:
        minutes.sign(council, meeting.pk, TEXT, world.officer(), user.username, "chumchon-chair", NOW, TODAY)
    assert refused.value.code == "NO_QUORUM"


def test_four_meetings_a_year_are_kept_or_not(council):
    assert (kept(council, TODAY).met, kept(council, TODAY).left) == (1, 3)
    few = world.called(council)
    world.attended(council, few, 1)
    assert kept(council, TODAY).left == 3, "one name on the list is no meeting that was kept"
    for _ in range(3):
        meeting = world.called(council)
        world.attended(council, meeting)
        world.signed(council, meeting)
    assert kept(council, TODAY).left == 0 and Meeting.objects.count() == 5


def test_the_year_of_the_founding_is_not_called_short(council, client):
    council.founded_on = date(2025, 11, 24)
    council.save()
    found = {k.year_be: k.founding for k in kept_by_year(council, TODAY)}
    assert found == {2569: False, 2568: True}
    page = client.get(f"/councils/{council.code}").content.decode()
    assert "ปีที่จัดตั้ง" in page and "ไม่ครบ ขาด" not in page


def test_a_list_that_is_mended_after_the_votes_is_not_signed_over_them(council):
    meeting = world.called(council)
    world.attended(council, meeting, 8)
    made = decide(council, meeting)
    world.attended(council, meeting, 5)
    with pytest.raises(Refused) as refused:
        world.signed(council, meeting)
    assert refused.value.code == "VOTES_ABOVE" and f"{made.label} 8 เสียง แต่รายชื่อมีคนมา 5 คน" in refused.value.th
    resolutions.strike(council, meeting.pk, made.pk, world.officer(), NOW, TODAY)
    assert decide(council, meeting).votes_for == 5
    assert world.signed(council, meeting).frozen["resolutions"][0][3] == [5, 0, 0]


def test_whoever_left_before_the_meeting_carries_no_vote_in_it(council):
    meeting = world.called(council)
    world.attended(council, meeting, 8)
    seats.end_seat(council, Seat.objects.get(number=8).pk, date(2026, 11, 20), "ลาออก", world.officer(), NOW, TODAY)
    with pytest.raises(Refused) as refused:
        decide(council, meeting, Votes(8))
    assert refused.value.code == "VOTES_ABOVE"


def test_a_resolution_is_followed_step_by_step(council):
    made = world.resolved(council)
    resolutions.step(council, made.pk, "doing", "นัดช่างสำรวจ", world.officer(), NOW, TODAY)
    resolutions.step(council, made.pk, "done", "ซ่อมเสร็จ", world.officer(), NOW, TODAY)
    assert list(made.steps.values_list("state", flat=True)) == ["open", "doing", "done"]
    with pytest.raises(Refused) as refused:
        resolutions.step(council, made.pk, "doing", "อีกครั้ง", world.officer(), NOW, TODAY)
    assert refused.value.code == "BAD_STEP"


def test_a_seat_that_was_left_counts_for_the_meetings_before_and_not_after(council):
    meeting = world.called(council)
    last = Seat.objects.get(number=8)
    seats.end_seat(council, last.pk, date(2026, 11, 20), "ลาออก", world.officer(), NOW, TODAY)
    assert len(seats_at(meeting)) == 7
    before = world.called(council, day=TODAY)
    before.day = date(2026, 11, 20)
    assert len(seats_at(before)) == 8
