"""The questions, the colours, who needs help most and why, what may leave the tambon, what a late phone brings."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chumchon.households.queries import questions
from chumchon.households.rules.counts import LEAST, disclosed, summed
from chumchon.households.rules.need import House, assess, base_score, changed, dimension_colours, rank
from chumchon.households.rules.plans import Aim, check_aims
from chumchon.households.rules.questions import check_answers, parse, set_on
from chumchon.households.rules.referrals import late_words, lateness
from chumchon.households.rules.visits import Other, VisitEntry, Word, check_entry, check_word, is_double
from chumchon.thai.errors import BadInput, Plain, Refused

TODAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
ASKED = questions.version("2569-1")


def green(**said):
    return {q.key: said.get(q.key, "green") for q in ASKED.questions}


def house(key=1, people=3, before=None, programmes=(), **more):
    counts = {"people": people, **{k: more.pop(k) for k in ("elderly", "disabled", "bedridden") if k in more}}
    late, revisit = more.pop("late", 0), more.pop("revisit", None)
    return House(key, ASKED, green(**more), counts, before or {}, frozenset(programmes), revisit, late)


def entry(**more):
    said = {
        "uid": uuid.UUID(int=1), "village": 1, "house_no": "12/1", "consent": True, "visited_on": TODAY, "at": AT,
        "questions": "2569-1", "head": "นางสมศรี", "counts": {"people": 3}, "answers": green(),
    }  # fmt: skip
    return VisitEntry(**{**said, **more})


def test_five_dimensions_stand_in_the_file_with_their_source():
    assert [key for key, _ in ASKED.dimensions] == ["health", "living", "education", "income", "access"]
    assert "รอสถาบันยืนยัน" in ASKED.source and len(ASKED.questions) == 20
    assert all(len(q.answers) in (3, 4) for q in ASKED.questions)


def test_a_version_holds_from_its_day_until_the_next():
    text = (questions.FOLDER / "questions-2569-1.toml").read_text()
    later = parse(text.replace('"2569-1"', '"2570-1"').replace("2025-10-01", "2026-10-01"))
    assert set_on([later, ASKED], date(2026, 9, 30)).version == "2569-1"
    assert set_on([later, ASKED], date(2026, 10, 1)).version == "2570-1"
    assert set_on([later, ASKED], date(2020, 1, 1)).version == "2569-1"


@pytest.mark.parametrize(
    ("was", "is_"),
    [("weight = 3", "weight = 0"), ('key = "care"', 'key = "illness"'), ('dimension = "health"', 'dimension = "money"'), ("red = 2", "red = 1"), ('version = "2569-1"', "")],
)  # fmt: skip
def test_a_file_with_a_fault_says_so(was, is_):
    text = (questions.FOLDER / "questions-2569-1.toml").read_text().replace(was, is_, 1)
    with pytest.raises(BadInput, match="BAD_QUESTIONS"):
        parse(text)


@pytest.mark.parametrize(
    ("answers", "aims", "code"),
    [({"illness": "blue"}, (), "BAD_ANSWER"), ({"illness": "none"}, (), "BAD_ANSWER"), ({"luck": "red"}, (), "UNKNOWN_QUESTION"),
     ({}, ("food", "debt", "house", "care"), "TOO_MANY_AIMS"), ({}, ("luck",), "BAD_AIM")],
)  # fmt: skip
def test_an_answer_is_one_of_its_colours_and_the_family_has_three_aims(answers, aims, code):
    with pytest.raises(BadInput, match=code):
        check_answers(ASKED, {**green(), **answers}, aims)
    check_answers(ASKED, green(school="none"), ("food", "debt", "house"))


def test_an_unanswered_question_is_named():
    said = green()
    del said["debt"]
    with pytest.raises(BadInput, match="UNANSWERED") as told:
        check_answers(ASKED, said, ())
    assert "หนี้สิน" in told.value.th


def test_all_green_is_nought_all_red_a_hundred_and_what_does_not_concern_a_house_weighs_nothing():
    assert base_score(ASKED, green()) == 0
    red = {q.key: "red" for q in ASKED.questions}
    assert base_score(ASKED, red) == 100
    assert base_score(ASKED, {**red, "school": "none", "work": "none"}) == 100
    assert base_score(ASKED, {}) == 0


def test_a_dimension_is_red_by_its_weightiest_item_or_by_two():
    colours = {
        key: colour
        for key, _, colour in dimension_colours(
            ASKED, green(mind="red", debt="red", toilet="red", water="red", news="amber")
        )
    }
    assert colours == {"health": "amber", "living": "red", "education": "green", "income": "red", "access": "amber"}


def test_who_needs_most_stands_first_and_each_reason_is_said():
    worst = house(
        1, 2, {"debt": "green"}, (), illness="red", food="red", house="red", debt="red", bedridden=1, elderly=2
    )
    poor = house(2, 3, {}, ("fund",), illness="red", food="red", debt="red")
    fine = house(3)
    ranked = rank([fine, poor, worst], TODAY)
    assert [r.key for r in ranked] == [1, 2, 3]
    first, second, last = ranked
    assert first.nobodys and second.in_need and not second.nobodys and not last.in_need
    assert first.reasons == (
        "แดง 4 เรื่อง: เจ็บป่วยเรื้อรัง, อาหาร, ตัวบ้าน และอีก 1 เรื่อง", "มีผู้ป่วยติดเตียง 1 คน", "มีแต่ผู้สูงอายุในบ้าน",
        "เดือดร้อนแต่ยังไม่อยู่ในโครงการใด", "แย่ลง 1 เรื่องจากครั้งก่อน",
    )  # fmt: skip
    assert last.reasons == () and last.score == 0


def test_late_things_and_what_got_better_are_reasons_too():
    seen = assess(house(1, 3, {"debt": "red"}, ("help",), late=2, revisit=TODAY - timedelta(days=12)), TODAY)
    assert seen.reasons == ("เรื่องส่งต่อเลยกำหนด 2 เรื่อง", "เลยวันเยี่ยมซ้ำมา 12 วัน", "ดีขึ้น 1 เรื่องจากครั้งก่อน")


def test_change_is_between_colours_only():
    better, worse = changed(
        {"debt": "red", "food": "green", "school": "none"}, {"debt": "amber", "food": "red", "school": "red"}
    )
    assert (better, worse) == (["debt"], ["food"])


@given(st.lists(st.lists(st.sampled_from(["green", "amber", "red"]), min_size=20, max_size=20), max_size=8))
def test_a_house_never_ranks_lower_for_one_more_red(many):
    keys = [q.key for q in ASKED.questions]
    for said in many:
        answers = dict(zip(keys, said, strict=True))
        one = House(1, ASKED, answers, {"people": 3}, programmes=frozenset({"fund"}))
        for key in keys:
            more = House(2, ASKED, {**answers, key: "red"}, {"people": 3}, programmes=frozenset({"fund"}))
            assert assess(more, TODAY).score >= assess(one, TODAY).score


@given(st.integers(0, 400), st.lists(st.integers(0, 400), max_size=4))
def test_nothing_below_ten_leaves_the_tambon_on_either_side(base, numbers):
    told_base, told = disclosed(base, {str(i): min(n, base) for i, n in enumerate(numbers)})
    assert told_base is None or told_base >= LEAST
    for key, n in told.items():
        real = min(numbers[int(key)], base)
        assert n in (None, real)
        assert n is None or (n >= LEAST and base - n >= LEAST)


def test_a_sum_hides_what_its_parts_hid():
    assert summed([None, 12, 30]) == 42 and summed([None, None]) is None
    assert disclosed(9, {"in_need": 9}) == (None, {"in_need": None})
    assert disclosed(40, {"a": 40, "b": 31, "c": 30, "d": 9}) == (40, {"a": None, "b": None, "c": 30, "d": None})


def test_a_referral_that_nobody_took_is_late_before_its_due_day():
    made, due = TODAY - timedelta(days=8), TODAY + timedelta(days=20)
    assert lateness("waiting", made, due, 7, TODAY) == "nobody"
    assert lateness("taken", made, due, 7, TODAY) == ""
    assert lateness("taken", made, TODAY - timedelta(days=1), 7, TODAY) == "late"
    assert lateness("back", made, made, 7, TODAY) == ""
    assert late_words("nobody", made, due, TODAY) == "ยังไม่มีใครรับมา 8 วัน"


@pytest.mark.parametrize(
    ("more", "code"),
    [({"village": 9}, "VILLAGE"), ({"house_no": " "}, "HOUSE_NO"), ({"visited_on": TODAY + timedelta(days=1)}, "FUTURE_DATE"),
     ({"visited_on": TODAY - timedelta(days=400)}, "TOO_OLD"), ({"head": ""}, "NAME"), ({"counts": {"people": 0}}, "PEOPLE"),
     ({"counts": {"people": 2, "elderly": 3}}, "PEOPLE"), ({"answers": {}}, "UNANSWERED")],
)  # fmt: skip
def test_what_is_wrong_with_a_visit_is_told(more, code):
    with pytest.raises(BadInput, match=code):
        check_entry(entry(**more), ASKED, {1, 2}, TODAY)


def test_a_version_that_nobody_knows_is_told_and_a_no_needs_no_answers():
    with pytest.raises(BadInput, match="OLD_QUESTIONS"):
        check_entry(entry(), None, {1}, TODAY)
    no = entry(consent=False, answers={"illness": "red"}, head="", counts=None, note="ลับ")
    check_entry(no, None, {1}, TODAY)
    assert no.sealed() == {} and "ลับ".encode() not in no.content()


def test_a_late_phone_brings_nothing_in_that_the_family_took_back_but_a_later_yes_opens_anew():
    for state, code in (("refused", "REFUSED"), ("erased", "ERASED")):
        with pytest.raises(Refused, match=code):
            check_word(Word(state, AT), entry(at=AT))
        check_word(Word(state, AT), entry(at=AT + timedelta(minutes=1)))
    check_word(Word("open", AT), entry(at=AT - timedelta(days=7)))
    check_word(None, entry())


def test_two_people_at_one_house_within_a_week_is_a_double():
    others = [Other(TODAY - timedelta(days=6), 1)]
    assert is_double(others, TODAY, 2, 7) and not is_double(others, TODAY, 1, 7)
    assert not is_double(others, TODAY + timedelta(days=2), 2, 7)


@pytest.mark.parametrize(
    ("aims", "code"),
    [([], "NO_AIM"), ([Aim("food")] * 2, "SAME_AIM"), ([Aim("luck")], "BAD_AIM"), ([Aim("food", "ก" * 301)], "TOO_LONG"),
     ([Aim(k) for k in ("food", "debt", "house", "care")], "TOO_MANY_AIMS")],
)  # fmt: skip
def test_a_plan_has_one_to_three_aims_of_the_questions(aims, code):
    with pytest.raises(Plain, match=code):
        check_aims(ASKED, aims)
