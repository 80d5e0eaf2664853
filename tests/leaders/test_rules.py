"""Hours, names, skills and the calendar's text, without a database."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chumchon.leaders.rules import events, skills, stories
from chumchon.leaders.rules import trainings as rules
from chumchon.paper.ics import Event, fold, to_ics
from chumchon.thai.errors import BadInput

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("6", 360), ("6.5", 390), ("๖ ชั่วโมง ๓๐ นาที", 390), ("6:30", 390), ("0.75", 45), ("6 ชม.", 360)],
)
def test_hours_are_read_as_people_write_them(said, minutes):
    assert rules.minutes_of(said) == minutes


def test_hours_that_cannot_be_read_say_how_to_write_them():
    for text in ("หกชั่วโมง", "", "6:75", "100.5.1"):
        with pytest.raises(BadInput, match="BAD_HOURS"):
            rules.minutes_of(text)


def test_hours_are_said_in_words():
    assert [rules.hours_words(m) for m in (360, 390, 45, 0)] == ["6 ชั่วโมง", "6 ชั่วโมง 30 นาที", "45 นาที", "0 ชั่วโมง"]


def test_four_fifths_of_the_minutes_earn_the_certificate_and_a_minute_less_does_not():
    days = {1: 300, 2: 240, 3: 60}
    got = rules.outcomes(days, {10: [1, 2], 11: [1, 3], 12: [1, 2, 2, 99]}, [10, 11, 12, 13], 80)
    assert [got[i].passed for i in (10, 11, 12, 13)] == [True, False, True, False]
    assert got[10].percent == 90 and got[13].minutes == 0 and got[12].minutes == 540
    almost = rules.outcomes({1: 799, 2: 201}, {1: [1]}, [1], 80)[1]
    assert not almost.passed and almost.percent == 79


@given(
    st.dictionaries(st.integers(1, 9), st.integers(30, 600), min_size=1),
    st.dictionaries(st.integers(1, 30), st.lists(st.integers(1, 12), max_size=12)),
    st.integers(1, 100),
)
def test_more_days_never_lose_a_certificate(days, there, least):
    trainees = sorted(there)
    before = rules.outcomes(days, there, trainees, least)
    after = rules.outcomes(days, {k: [*v, min(days)] for k, v in there.items()}, trainees, least)
    assert all(after[t].passed >= before[t].passed and after[t].minutes <= after[t].of_minutes for t in trainees)


def test_names_of_a_paper_list_are_read_with_prefix_village_and_telephone():
    got = rules.names_of("1. นางคำ ใจดี, หมู่ ๓, ๐๘๑ ๒๓๔ ๕๖๗๘\n\n๒) น.ส.ศรีนวล แก้ว เมือง\nบุญมี ตาคำ\tม.2")
    assert got[0] == rules.Name("นาง", "คำ", "ใจดี", 3, "0812345678")
    assert (got[1].prefix, got[1].surname, got[2].prefix, got[2].village) == ("น.ส.", "แก้ว เมือง", "", 2)


def test_a_name_without_surname_and_one_that_stands_twice_are_named():
    with pytest.raises(BadInput, match="BAD_NAMES"):
        rules.names_of("นางคำ")
    with pytest.raises(BadInput, match="SAME_NAME"):
        rules.names_of("นางคำ ใจดี\nคำ ใจดี")


def test_days_are_typed_a_line_each_and_written_as_they_are_read():
    days = rules.days_of("24/11/2569 09:00 6\n๒๖ พ.ย. ๖๙ 13.30 น. 2.5 ชม.", DAY)
    assert days == (rules.DayFacts(DAY, time(9), 360), rules.DayFacts(date(2026, 11, 26), time(13, 30), 150))
    assert rules.days_of("\n".join(map(rules.day_line, days)), DAY) == days
    with pytest.raises(BadInput, match="BAD_DAYS"):
        rules.days_of("24/11/2569 เก้าโมง", DAY)


def test_what_is_lacked_most_comes_first():
    gaps = [
        skills.Gap("a", "ก", "", 1, 3, False),
        skills.Gap("b", "ข", "", 0, 2, False),
        skills.Gap("c", "ค", "", 5, 2, True),
    ]
    assert [g.code for g in skills.lacking(gaps)] == ["b", "a", "c"] and gaps[2].lacks == 0


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"title": "ก"}, "BAD_TITLE"), ({"place": " "}, "BAD_PLACE"), ({"day": DAY - timedelta(days=1)}, "PAST_DAY"),
        ({"day": DAY + timedelta(days=900)}, "FAR_DAY"), ({"until": DAY + timedelta(days=40)}, "BAD_SPAN"),
        ({"ends": time(7)}, "BAD_SPAN"), ({"kind": "party"}, "BAD_KIND"),
    ],
)  # fmt: skip
def test_an_event_that_cannot_be_is_refused_with_what_to_do(more, code):
    said = {"kind": "market", "title": "ตลาดนัด", "place": "วัด", "day": DAY, "starts": time(8), **more}
    with pytest.raises(BadInput, match=code):
        events.check(events.EventFacts(**said), DAY)


def test_a_story_of_three_words_is_not_yet_one():
    with pytest.raises(BadInput, match="BAD_TEXT"):
        stories.check(stories.StoryFacts("story", "เรื่องของเรา", "สั้นไป"), frozenset({"story"}))


def test_an_event_of_several_days_stands_as_whole_days_and_ends_the_day_after_the_last():
    at = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
    made = to_ics("ก", [Event("1", at, at, "งาน", "วัด", until=date(2026, 12, 3), kind="ตลาด, นัด", sequence=2)])
    assert "DTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261204" in made
    assert "CATEGORIES:ตลาด\\, นัด" in made and "SEQUENCE:2" in made


@given(st.text(max_size=300))
def test_no_text_breaks_the_calendar_file(text):
    at = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
    made = to_ics(text, [Event("1", at, at, text, text, text)])
    lines = made.split("\r\n")
    assert all(len(line.encode("utf-8", "surrogatepass")) <= 75 for line in lines)
    whole = made.replace("\r\n ", "")
    assert whole.count("BEGIN:VEVENT") >= 1 and [x for x in whole.split("\r\n") if x.startswith("UID:")] == ["UID:1"]
    assert not any(c in made.replace("\r\n", "") for c in "\r\n\x00\x07")


def test_folding_loses_nothing():
    line = "DESCRIPTION:" + "สภาองค์กรชุมชน😀" * 20
    assert fold(line).replace("\r\n ", "") == line
