"""The calendar that phones subscribe to."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from chumchon.councils.actions import meetings
from chumchon.paper.ics import Event, fold, to_ics
from tests.councils import world


def test_a_line_of_thai_is_broken_between_letters_at_most_75_octets():
    line = "SUMMARY:" + "ประชุมสามัญ" * 12
    parts = fold(line).split("\r\n")
    assert len(parts) > 4 and all(len(p.encode()) <= 75 for p in parts)
    assert parts[0] + "".join(p[1:] for p in parts[1:]) == line


def test_commas_and_lines_in_a_place_do_not_break_the_file():
    at = datetime(2026, 12, 1, 2, 30, tzinfo=UTC)
    made = to_ics("ก", [Event("1", at, at, "ประชุม", "วัด, ศาลา; ชั้น 2\nห้องใหญ่")])
    made = made.replace("\r\n ", "")
    assert "LOCATION:วัด\\, ศาลา\\; ชั้น 2\\nห้องใหญ่\r\n" in made and "DTSTART:20261201T023000Z" in made
    assert made.startswith("BEGIN:VCALENDAR\r\n") and made.endswith("END:VCALENDAR\r\n")


@pytest.mark.django_db
def test_a_called_meeting_is_in_the_feed_of_its_area_and_a_cancelled_one_says_so():
    council = world.founded()
    soon = timezone.localdate() + timedelta(days=5)
    meeting = world.called(council, day=soon)
    feed = Client().get("/councils/calendar.ics", {"area": "5007"})
    assert feed["Content-Type"].startswith("text/calendar")
    assert f"UID:{meeting.uid}" in feed.content.decode() and "STATUS:CONFIRMED" in feed.content.decode()
    assert f"{meeting.uid}" not in Client().get("/councils/calendar.ics", {"area": "51"}).content.decode()
    assert f"{meeting.uid}" not in Client().get("/councils/calendar.ics", {"kind": "nation"}).content.decode()
    assert council.organisation.name_th in Client().get("/councils/calendar").content.decode()
    meetings.cancel(council, meeting.pk, "น้ำท่วม", world.officer(), world.NOW, date(2026, 11, 24))
    assert "STATUS:CANCELLED" in Client().get("/councils/calendar.ics").content.decode()
    assert "ยังไม่มีนัด" in Client().get("/councils/calendar").content.decode()
