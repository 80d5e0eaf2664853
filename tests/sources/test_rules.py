"""Conditions as data, schedules that sum, and when a call takes applications."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chumchon.sources.rules import calls, conditions, schedule
from chumchon.sources.rules.conditions import Condition, Facts
from chumchon.thai.errors import BadInput, Refused

DAY = date(2026, 11, 24)
FACTS = Facts("council", "500705", 1, 40, None, True, False, True, None, 3, 1, 0)


def test_every_condition_that_fails_is_said_at_once_with_what_to_do():
    rows = [
        ["kind", "in", ["fund", "group"]], ["area", "in", ["51", "500701"]], ["age", "at_least", 3], ["members", "at_least", 30],
        ["money", "at_most", 100_000_00], ["has_fund", "is", True], ["late_reports", "at_most", 0], ["meetings", "at_least", 4],
    ]  # fmt: skip
    met = conditions.judge(conditions.parse(rows), FACTS, {"51": "จ.ลำพูน", "500701": "ต.ริมใต้"})
    assert [m.holds for m in met] == [False, False, False, True, False, False, False, False] and not conditions.fits(
        met
    )
    said = {m.condition.fact: (m.words, m.reason) for m in met}
    assert said["kind"] == ("ชนิดขององค์กร: กองทุนสวัสดิการชุมชน หรือ องค์กรที่จดแจ้งไว้กับสภา", "เป็นสภาองค์กรชุมชน")
    assert said["area"] == ("พื้นที่: จ.ลำพูน หรือ ต.ริมใต้", "อยู่นอกพื้นที่ที่รับ")
    assert said["age"] == ("ตั้งมาแล้วอย่างน้อย 3 ปี", "ตอนนี้ 1 ปี ขาดอีก 2 ปี")
    assert said["money"][0] == "เงินหรือทุนหมุนเวียนไม่เกิน 100,000 บาท" and said["money"][1].startswith("ยังไม่มีข้อมูล")
    assert said["has_fund"][1] == "ชวนคนในตำบลตั้งกองทุนสวัสดิการ"
    assert said["late_reports"][1] == "ตอนนี้ 1 ฉบับ เกินไป 1 ฉบับ ส่งรายงานที่ค้างก่อน"
    assert said["meetings"][1].startswith("ตอนนี้ 3 ครั้ง ขาดอีก 1 ครั้ง")


@pytest.mark.parametrize(
    "row",
    [
        ["__class__", "is", True], ["age", "eval", 1], ["age", "at_least", "3"], ["age", "at_least", True], ["kind", "in", []],
        ["kind", "in", ["bank"]], ["area", "in", ["5"]], ["area", "in", ["๕๐"]], ["has_fund", "is", 1], ["age", "at_least", -1],
        ["age"], "age at_least 3", None, ["members", "in", ["1"]], [["age"], "is", True],
    ],
)  # fmt: skip
def test_a_condition_outside_of_the_closed_lists_is_never_taken(row):
    with pytest.raises(BadInput, match="BAD_CONDITIONS"):
        conditions.parse([row])


def test_every_wrong_condition_is_named_at_once_and_none_stands_twice():
    with pytest.raises(BadInput) as wrong:
        conditions.parse([["x", "is", True], ["age", "at_least", 3], ["members", "at_least", -5]])
    assert "ข้อ 1" in wrong.value.th and "ข้อ 3" in wrong.value.th and "ข้อ 2" not in wrong.value.th
    with pytest.raises(BadInput, match="BAD_CONDITIONS"):
        conditions.parse([["age", "at_least", 3], ["age", "at_least", 4]])
    assert len(conditions.parse([["age", "at_least", 3], ["age", "at_most", 9]])) == 2
    assert conditions.fits(conditions.judge(conditions.parse([]), FACTS))


def test_a_call_may_be_for_those_who_have_nothing_yet():
    met = conditions.judge([Condition("has_council", "is", False), Condition("registered", "is", False)], FACTS)
    assert [(m.words, m.holds) for m in met] == [("ยังไม่มีสภาองค์กรชุมชนที่จัดตั้งแล้ว", False), ("ยังไม่จดแจ้งไว้กับสภา", False)]
    assert [m.reason for m in met] == ["ตำบลมีสภาองค์กรชุมชนที่จัดตั้งแล้ว", "จดแจ้งไว้กับสภาแล้ว"]


@given(st.integers(0, 60), st.integers(0, 60))
def test_at_least_and_at_most_meet_only_at_the_same_number(known, asked):
    facts = Facts("fund", "500705", known)
    least, most = (conditions.judge([Condition("age", op, asked)], facts)[0].holds for op in ("at_least", "at_most"))
    assert least == (known >= asked) and most == (known <= asked) and (least or most)


@given(st.integers(1, 10**12), st.lists(st.integers(1, 100), min_size=1, max_size=8))
def test_the_money_of_an_award_sums_to_what_was_given(given_satang, weights):
    whole = sum(weights)
    percents = [w * 100 // whole for w in weights]
    percents[0] += 100 - sum(percents)
    rows = [["money", i * 30, p, "งวด"] for i, p in enumerate(percents) if p] + [["report", 400, 0, "รายงาน"]]
    made = schedule.dues(schedule.parse(rows), given_satang, DAY)
    assert (
        sum(d.satang for d in made) == given_satang
        and made[-1].satang == 0
        and made[-1].day == DAY + timedelta(days=400)
    )


@pytest.mark.parametrize(
    "rows",
    [
        [], [["money", 0, 60, "งวดแรก"]], [["money", 0, 100, " "]], [["report", 5, 10, "ร"], ["money", 0, 100, "ง"]],
        [["gift", 0, 100, "ง"]], [["money", -1, 100, "ง"]], [["money", 0, 100]], "no", [["money", True, 100, "ง"]],
    ],
)  # fmt: skip
def test_a_schedule_that_cannot_be_is_refused(rows):
    with pytest.raises(BadInput, match="BAD_SCHEDULE"):
        schedule.parse(rows)


@pytest.mark.parametrize(
    ("state", "day", "code"),
    [
        ("open", DAY - timedelta(days=1), "NOT_OPEN_YET"), ("open", DAY + timedelta(days=31), "LATE"), ("closed", DAY, "CALL_CLOSED"),
        ("cancelled", DAY, "CALL_CANCELLED"), ("draft", DAY, "NOT_OPEN_YET"), ("closed", DAY + timedelta(days=31), "LATE"),
    ],
)  # fmt: skip
def test_when_a_call_takes_nothing_the_sentence_says_why_and_that_the_draft_is_kept(state, day, code):
    with pytest.raises(Refused, match=code) as said:
        calls.need_open(state, DAY, DAY + timedelta(days=30), day)
    assert "ร่าง" in said.value.th
    calls.need_open("open", DAY, DAY + timedelta(days=30), DAY + timedelta(days=30))  # the last day counts
