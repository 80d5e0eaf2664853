"""How many members there were: told from what happened, for any day, and adding up in every direction."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chumchon.funds.rules.reports_members import (
    Happening,
    History,
    Movement,
    age_band,
    by_age,
    by_kind,
    full_year,
    movement,
    movement_by_village,
    movement_of,
    standing,
)

START = date(2024, 1, 1)
KINDS = ("general", "child", "elderly")


def day(n: int) -> date:
    return START + timedelta(days=n)


@st.composite
def lives(draw):
    """A membership as the register writes it: steps that follow one another, moves and changes between them."""
    joined = draw(st.integers(0, 600))
    at, status, first, happened = joined, "active", joined, []
    kind, village = draw(st.sampled_from(KINDS)), draw(st.sampled_from([1, 2, None]))
    for _ in range(draw(st.integers(0, 6))):
        at += draw(st.integers(0, 200))
        step = draw(
            st.sampled_from(
                ["leave", "lapse", "die", "change", "cut_off"] if status == "active" else ["rejoin", "change"]
            )
        )
        if step == "change":
            new = draw(st.sampled_from([1, 2, None]))
            happened.append(Happening(day(at), "change", {"village": village}, {"village": new}))
            village = new
        elif status == "died" or step == "cut_off":
            continue
        else:
            before = {"joined_on": day(joined).isoformat()} if step == "rejoin" else {"status": status}
            joined = at if step == "rejoin" else joined
            status = {"leave": "left", "lapse": "lapsed", "die": "died", "rejoin": "active"}[step]
            happened.append(Happening(day(at), step, before, {"status": status}))
    history = History(
        1, day(joined), status, kind, village, day(0) - timedelta(days=draw(st.integers(1, 30000))), tuple(happened)
    )
    return history, day(first)


@given(st.lists(lives(), max_size=8), st.integers(0, 2000), st.integers(0, 700))
def test_start_and_what_happened_give_the_end_for_every_span(people, first, length):
    histories, since, until = [h for h, _ in people], day(first), day(first + length)
    m = movement(histories, since, until)
    assert m.start + m.joined + m.rejoined - m.left - m.lapsed - m.died == m.end
    assert m.start == sum(h.present_on(since - timedelta(days=1)) for h in histories)
    assert m.end == sum(h.present_on(until) for h in histories)
    villages = movement_by_village(histories, since, until)
    assert sum(villages.values(), Movement()) == m
    assert sum(by_age(histories, until).values()) == sum(by_kind(histories, until, KINDS).values()) == m.end


@given(st.lists(lives(), max_size=6), st.integers(0, 1500), st.integers(1, 300), st.integers(1, 300))
def test_two_spans_after_one_another_are_one_long_span(people, first, one, two):
    histories = [h for h, _ in people]
    a = movement(histories, day(first), day(first + one))
    b = movement(histories, day(first + one + 1), day(first + one + two))
    whole = movement(histories, day(first), day(first + one + two))
    assert a.end == b.start and (whole.start, whole.end) == (a.start, b.end)
    assert whole.figures()[1:6] == tuple(x + y for x, y in zip(a.figures()[1:6], b.figures()[1:6], strict=True))


@given(lives())
def test_the_last_day_shows_what_the_register_shows_and_nobody_is_there_before_joining(life):
    history, first = life
    assert history.status_on(day(5000)) == history.status and history.village_on(day(5000)) == history.village
    assert history.first_day() == first and history.status_on(first - timedelta(days=1)) == "none"


def life(*happened: Happening, **changes: object) -> History:
    facts = {"joined_on": day(0), "status": "active", "kind": "general", "village": 1, "birth_day": date(2000, 6, 15)}
    return History(1, happenings=standing(happened), **{**facts, **changes})


def test_a_death_that_was_taken_back_never_happened():
    mistaken = life(Happening(day(50), "die"), Happening(day(60), "undo", {}, {"status": "active"}))
    assert mistaken.present_on(day(55)) and movement_of(mistaken, day(40), day(90)).died == 0


def test_a_step_written_down_late_counts_on_its_own_day():
    gone = life(
        Happening(day(90), "change", {"kind": "child"}, {"kind": "general"}), Happening(day(10), "die"), status="died"
    )
    assert not gone.present_on(day(10)) and movement_of(gone, day(0), day(20)).died == 1
    assert gone.kind_on(day(89)) == "child" and gone.kind_on(day(90)) == "general"


def test_who_comes_back_is_counted_apart_from_who_is_new():
    back = life(
        Happening(day(100), "leave"),
        Happening(day(200), "rejoin", {"joined_on": day(0).isoformat()}),
        joined_on=day(200),
    )
    assert movement_of(back, day(0), day(300)) == Movement(0, 1, 1, 1, 0, 0, 1)
    assert back.member_since(day(300)) == day(200) and back.member_since(day(150)) is None


def test_a_former_member_who_dies_is_no_member_lost():
    assert (
        movement_of(life(Happening(day(5), "leave"), Happening(day(9), "die"), status="died"), day(7), day(20))
        == Movement()
    )


def test_who_was_imported_as_gone_was_never_present():
    assert movement_of(life(status="left"), day(0), day(900)) == Movement()


@pytest.mark.parametrize(
    ("asked", "band"),
    [
        (date(2015, 6, 14), "0–14 ปี"), (date(2015, 6, 15), "15–24 ปี"), (date(2025, 6, 14), "15–24 ปี"),
        (date(2025, 6, 15), "25–59 ปี"), (date(2060, 6, 15), "60 ปีขึ้นไป"), (date(1999, 1, 1), "ไม่ทราบอายุ"),
    ],
)  # fmt: skip
def test_an_age_band_begins_on_the_birthday(asked, band):
    assert age_band(date(2000, 6, 15), asked) == band


def test_unknown_ages_have_a_row_only_where_there_are_any():
    assert "ไม่ทราบอายุ" not in by_age([life()], day(400))
    assert by_age([life(birth_day=None)], day(400))["ไม่ทราบอายุ"] == 1


@pytest.mark.parametrize(
    ("joined", "counts"), [(date(2025, 10, 1), True), (date(2025, 10, 2), False), (date(2026, 10, 1), False)]
)
def test_a_full_year_on_the_thirtieth_of_september_begins_on_the_first_of_october(joined, counts):
    assert full_year(life(joined_on=joined), date(2026, 9, 30)) is counts


def test_a_break_starts_the_full_year_anew():
    back = life(
        Happening(date(2026, 1, 1), "lapse"), Happening(date(2026, 2, 1), "rejoin", {"joined_on": "2020-01-01"}),
        joined_on=date(2026, 2, 1),
    )  # fmt: skip
    assert not full_year(back, date(2026, 9, 30)) and full_year(back, date(2027, 9, 30))
