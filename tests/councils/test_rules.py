"""The numbers of a council and its names, without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chumchon.councils.rules import councils as rules
from chumchon.councils.rules.names import Known, fold, near
from chumchon.councils.rules.travel import level_above
from chumchon.thai.errors import BadInput, Refused
from chumchon.thai.lists import lines_of_paper

LAW = rules.Numbers()


def test_the_same_group_written_in_two_ways_folds_to_one_name():
    assert fold("กลุ่มออมทรัพย์ บ้านแม่แรม") == fold("กลุ่ม ออมทรัพย์แม่แรม") == fold("ชมรมออมทรัพย์ฯ หมู่บ้านแม่แรม")
    assert fold("ป่าชุมชนบ้านโป่งแยง") != fold("กลุ่มออมทรัพย์บ้านโป่งแยง")
    assert fold("กลุ่ม") == "กลุม", "a name of general words alone is not folded to nothing"


def test_a_near_duplicate_is_shown_and_a_group_of_another_village_is_not():
    known = [Known(1, fold("กลุ่มออมทรัพย์บ้านแม่แรม"), 10, "savings"), Known(2, fold("ป่าชุมชนแม่แรม"), 10, "forest")]
    assert near(fold("ออมทรัพย์ แม่แรม"), 10, "savings", known) == [1]
    assert near(fold("ออมทรัพย์แม่แรมพัฒนา"), None, "savings", known) == [1]
    assert near(fold("กลุ่มออมทรัพบ้านแม่แรม"), 10, "savings", known) == [1], "a letter left out"
    assert near(fold("ออมทรัพย์แม่แรมพัฒนา"), 11, "savings", known) == []


@given(st.integers(0, 400), st.integers(1, 9), st.integers(1, 9))
def test_a_quorum_is_the_least_number_that_reaches_the_share(seats, num, den):
    num = min(num, den)
    need = rules.quorum(seats, rules.Numbers(quorum=(num, den)))
    assert need >= 1 and need * den >= seats * num
    assert need == 1 or (need - 1) * den < seats * num


@given(st.integers(0, 500))
def test_experts_are_never_more_than_a_fifth_of_all_seats_and_one_more_would_be(representatives):
    most = rules.most_experts(representatives, LAW)
    assert most * 5 <= most + representatives
    assert (most + 1) * 5 > most + 1 + representatives


def test_half_of_the_seats_is_a_quorum_and_one_less_is_refused():
    rules.need_quorum(6, 12, LAW)
    rules.need_quorum(7, 13, LAW)
    with pytest.raises(Refused) as refused:
        rules.need_quorum(6, 13, LAW)
    assert refused.value.code == "NO_QUORUM" and "7 คน" in refused.value.th


def test_votes_above_those_who_came_are_refused():
    rules.check_votes(rules.Votes(5, 2, 1), 8)
    for votes, code in ((rules.Votes(6, 2, 1), "VOTES_ABOVE"), (rules.Votes(3, 3), "NOT_CARRIED")):
        with pytest.raises(Refused) as refused:
            rules.check_votes(votes, 8)
        assert refused.value.code == code
    with pytest.raises(BadInput):
        rules.check_votes(rules.Votes(5, -1), 8)


def test_the_chair_is_whoever_has_most_votes_and_a_tie_is_voted_again():
    assert rules.winner({1: 3, 2: 5}, 8) == 2
    for votes, code in (({1: 5, 2: 4}, "VOTES_ABOVE"), ({1: 4, 2: 4}, "TIE"), ({1: 0}, "BAD_VOTES"), ({}, "BAD_VOTES")):
        with pytest.raises((Refused, BadInput)) as refused:
            rules.winner(votes, 8)
        assert refused.value.code == code


def test_a_term_of_four_years_ends_the_day_before():
    assert rules.last_day(date(2026, 11, 24), 4) == date(2030, 11, 23)
    assert rules.last_day(date(2024, 2, 29), 1) == date(2025, 2, 28)


def test_numbers_of_a_paper_list_are_read_as_people_type_them():
    known = range(1, 21)
    assert lines_of_paper("1 2, 5-7 และ ๙", known) == [1, 2, 5, 6, 7, 9]
    assert lines_of_paper("  ", known) == []
    for text in ("1 21", "9-5", "สมศรี", "1 x 2"):
        with pytest.raises(BadInput) as unread:
            lines_of_paper(text, known)
        assert unread.value.code == "BAD_LINES"


def test_the_nation_is_the_last_level():
    assert [level_above(kind) for kind in ("tambon", "district", "province")] == ["province", "province", "nation"]
    with pytest.raises(Refused):
        level_above("nation")
