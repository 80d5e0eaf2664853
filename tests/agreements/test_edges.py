"""Edges that faults planted in agreements/ once passed: each test here saw one of them survive before."""

import json
from dataclasses import fields, replace
from datetime import date

import pytest

from chumchon.agreements import load, write
from chumchon.agreements import operators as op
from chumchon.agreements.decide import decide
from chumchon.agreements.explain import decision_th, reason_th
from chumchon.agreements.facts import LATEST, Facts
from chumchon.agreements.faults import Faulty
from chumchon.agreements.kit import SCALAR
from tests.agreements.test_explaining import SOMSRI, old, told
from tests.agreements.test_loading import V2 as TEXT
from tests.agreements.test_loading import line_of
from tests.agreements.test_steps import ANY, V2, B, due


def faults(text):
    with pytest.raises(Faulty) as refused:
        load.parse(text)
    return [(fault.line, fault.key, fault.code) for fault in refused.value.faults]


def test_the_day_on_which_a_year_is_completed_is_past_and_the_next_rung_is_told():
    found = told(join=date(2015, 6, 5), paid_until=date(2031, 12, 31))
    assert found.changes == ("อีก 1,826 วัน (5 มิ.ย. 2573) จะเป็นสมาชิกครบ 15 ปี = 20,000 บาท",)


def test_an_event_at_the_end_of_time_is_not_moved_beyond_it():
    year = LATEST.year
    late = {"start": date(year, 11, 1), "end": LATEST, "claim_day": None, "paid_until": LATEST}
    assert told(V2, event="hospital", join=date(year, 5, 6), **late).changes == ()


def test_nights_that_the_year_cut_short_without_a_refusal_tell_no_new_year():
    found = told(event="hospital", end=date(2025, 6, 8), prior_units_y1=8)
    assert not any("เริ่มนับใหม่" in one for one in found.changes)


def test_in_the_new_year_nothing_of_the_year_after_is_used_up():
    small = replace(
        B, benefits=(replace(B.benefits[0], event_max_satang=None, year_max_satang=10_000, year_units=None),)
    )
    stay = {"start": date(2025, 12, 1), "end": date(2027, 1, 20), "claim_day": None, "paid_until": date(2027, 12, 31)}
    found = told(small, event="hospital", prior_own_y1_satang=10_000, prior_own_y2_satang=10_000, **stay)
    assert found.summary.startswith("จ่าย 100 บาท")  # the third year alone
    full = {**stay, "end": date(2026, 12, 1)}
    spent = told(small, event="hospital", prior_own_y1_satang=10_000, prior_own_y2_satang=10_000, **full)
    assert "สิทธิเริ่มนับใหม่ 1 ม.ค. 2569 เหตุเช่นนี้จะได้" not in "".join(spent.changes)
    half = told(small, event="hospital", prior_own_y1_satang=10_000, prior_own_y2_satang=10_000,
                **{**stay, "start": date(2025, 1, 5), "end": date(2026, 1, 10)})  # fmt: skip
    assert "สิทธิเริ่มนับใหม่ 1 ม.ค. 2569 เหตุเช่นนี้จะได้ 100 บาท" in half.changes


def test_each_of_three_years_bears_its_whole_cap():
    small = replace(
        B, benefits=(replace(B.benefits[0], event_max_satang=None, year_max_satang=10_000, year_units=None),)
    )
    stay = {"event": "hospital", "start": date(2025, 12, 30), "end": date(2027, 1, 5), "claim_day": None}
    assert due(small, **stay) == (300, 0, "OK")


def test_one_night_in_a_year_with_room_is_paid_though_the_year_before_is_full():
    stay = {"event": "hospital", "start": date(2025, 12, 30), "end": date(2026, 1, 2), "claim_day": None}
    assert due(B, **stay, prior_own_y1_satang=100_000) == (200, 0, "OK")
    assert due(V2, **stay, prior_units_y1=10) == (150, 0, "OK")


def test_a_decision_as_json_holds_what_later_claims_count():
    text = decide(V2, replace(ANY, event="hospital", end=date(2025, 6, 8))).to_json()
    written = json.loads(text)
    assert set(written) == {
        "amount_satang", "deferred_satang", "code", "units_by_year", "satang_by_year", "trace", "facts", "agreement_toml",
    }  # fmt: skip
    assert (written["units_by_year"], written["satang_by_year"]) == ([3], [45_000])
    assert "นอนโรงพยาบาล" in text  # Thai as it is read


def test_before_the_base_there_is_no_money_in_the_trace():
    trace = decide(V2, ANY).trace
    base = next(place for place, step in enumerate(trace) if step.name == "base")
    assert {(step.before, step.after) for step in trace[:base]} == {(0, 0)}
    assert trace[base].before == 0 and trace[base].after == 1_200_000


def test_who_paid_until_the_very_day_owes_nothing():
    lines = told(paid_until=date(2025, 6, 5)).lines
    assert lines[1] == "เป็นสมาชิกตั้งแต่ 10 ม.ค. 2559 · ชำระเงินถึง 5 มิ.ย. 2568 → ไม่ค้างชำระ (ข้อ 6–9)"


def test_an_age_exactly_at_the_limit_is_not_told_as_beyond_it_when_something_else_fails():
    joined = replace(old(min_age=65, max_age=65), membership=replace(V2.membership, join_max_age=50))
    assert told(joined).lines == ("สมัครเมื่ออายุ 55 ปี ข้อตกลงรับไม่เกิน 50 ปี (ข้อ 6–9)",)
    both = replace(old(max_age=60), membership=replace(V2.membership, join_max_age=55, join_min_age=55))
    assert told(both).lines == ("อายุ 65 ปี เกิน 60 ปี (ข้อ 12)",)


def test_a_cap_of_one_benefit_names_that_benefit_s_clause_beside_a_cap_of_all():
    capped = replace(V2, benefits=(replace(V2.benefit("hospital"), year_max_satang=50_000),))
    found = decision_th(
        decide(capped, replace(SOMSRI, event="hospital", end=date(2025, 6, 8), prior_own_y1_satang=50_000))
    )
    assert found.lines == ("ปีนี้รับสวัสดิการนี้แล้ว 500 บาท ครบ 500 บาทต่อปี (ข้อ 11)",)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("schema = 1", "schema"), ('fund = "jaidee"', "agreement.fund"), ("name_th = ", "agreement.name_th"),
        ("version = 2", "agreement.version"), ("effective_from = ", "agreement.effective_from"),
        ("waiting_days = 180", "membership.waiting_days"), ("grace_days = 90", "membership.grace_days"),
    ],
)  # fmt: skip
def test_what_an_agreement_cannot_do_without_is_missed_by_name(line, key):
    kept = [one for one in TEXT.split("\n") if not one.startswith(line)]
    assert len(kept) == len(TEXT.split("\n")) - 1
    assert ("MISSING", key) in {(code, name) for _line, name, code in faults("\n".join(kept))}


def test_what_looks_like_a_key_inside_long_words_is_not_taken_for_one():
    kept = [line for line in TEXT.split("\n") if not line.startswith(("resolution_th", "version = "))]
    head = kept.index("[agreement]") + 1
    long = "\n".join([*kept[:head], 'resolution_th = """', "version = 7", '"""', "version = 0", *kept[head:]])
    found = [fault for fault in faults(long) if fault[1] == "agreement.version"]
    assert found == [(line_of(long, "version = 0"), "agreement.version", "TOO_SMALL")]


def test_a_key_that_stands_twice_in_one_line_is_told_as_twice():
    text = TEXT.replace(
        "exclude_until_years = { suicide = 1 }", "exclude_until_years = { suicide = 1, suicide = 2 }", 1
    )
    assert text != TEXT
    assert [code for _line, _key, code in faults(text)] == ["TWICE"]


def test_a_file_too_deep_to_read_is_told_at_its_beginning():
    with pytest.raises(Faulty) as refused:
        load.parse("x = " + "[" * 5_000 + "]" * 5_000)
    (fault,) = refused.value.faults
    assert (fault.line, fault.key, fault.code) == (1, "", "BAD_TOML") and "ตัวอักษรที่ 1 " in fault.th


def test_in_the_new_year_nights_and_the_cap_of_all_begin_at_nothing_in_both_years():
    stay = {"event": "hospital", "start": date(2025, 1, 5), "end": date(2026, 1, 31), "claim_day": None}
    stay["paid_until"] = date(2027, 12, 31)
    nights = replace(V2, effective_from=date(2020, 1, 1), member_year=None)
    found = told(nights, **stay, prior_units_y1=10, prior_units_y2=10)
    assert "สิทธิเริ่มนับใหม่ 1 ม.ค. 2569 เหตุเช่นนี้จะได้ 1,500 บาท" in found.changes  # ten nights of the second year
    small = replace(nights, member_year=replace(V2.member_year, amount_satang=10_000))
    found = told(small, **stay, prior_all_y1_satang=10_000, prior_all_y2_satang=10_000)
    assert "สิทธิเริ่มนับใหม่ 1 ม.ค. 2569 เหตุเช่นนี้จะได้ 100 บาท" in found.changes


def test_only_the_cause_that_happened_is_told_as_excluded():
    two = old(exclude_until_years=(("drunk", 30), ("suicide", 20)))
    assert told(two, flags=frozenset(["suicide"])).lines == ("ฆ่าตัวตาย ก่อนเป็นสมาชิกครบ 20 ปี ไม่คุ้มครอง (ข้อ 12)",)
    short = old(exclude_until_years=(("drunk", 5), ("suicide", 20)))
    assert told(short, flags=frozenset(["drunk", "suicide"])).lines == ("ฆ่าตัวตาย ก่อนเป็นสมาชิกครบ 20 ปี ไม่คุ้มครอง (ข้อ 12)",)


def test_one_satang_owed_is_told():
    cheap = replace(old(), membership=replace(V2.membership, contribution_per_day_satang=1), rounding="satang")
    assert "หักเงินค้าง 1 วัน 0.01 บาท = 199.99 บาท" in "\n".join(told(cheap, paid_until=date(2025, 6, 4)).lines)


def test_the_reason_in_a_table_is_silent_about_gates_that_were_passed():
    assert (
        reason_th(decide(V2, replace(SOMSRI, event="elderly")))
        == "ครั้งที่ 1 ของปี จากไม่เกิน 1 ครั้ง · ครั้งละ 200 บาท (ข้อ 14) · เงินสดพอจ่าย → จ่าย 200 บาท"
    )


def test_where_no_agreement_speaks_the_trace_holds_no_money():
    (step,) = decide((), ANY).trace
    assert (step.name, step.code, step.before, step.after) == ("version", "NO_AGREEMENT", 0, 0)


def test_the_first_forecast_of_one_satang_is_a_forecast():
    assert op.fund_share(SCALAR, ((0, 25), (10_000, 100)), 0, 1) == 25
    assert op.fund_share(SCALAR, ((0, 25), (10_000, 100)), 1, 1) == 100


def test_facts_that_are_not_told_are_nothing():
    bare = Facts(event="death", start=date(2025, 6, 5), end=date(2025, 6, 5))
    numbers = {f.name: getattr(bare, f.name) for f in fields(Facts) if f.type is int}
    assert {name: value for name, value in numbers.items() if value} == {"household_n": 1, "household_i": 1}


def test_the_resolution_travels_with_the_agreement_and_a_misplaced_key_at_the_top_is_told_so():
    assert load.parse(write.to_toml(V2)).resolution_th == V2.resolution_th != ""
    (fault,) = load.check(TEXT.replace("waiting_days = 180", "waiting_days = 180\nschema = 1"))
    assert (fault.code, fault.th) == ("MISPLACED_KEY", "คีย์ schema อยู่ผิดที่ ย้ายไปไว้ใน บนสุดของแฟ้ม")


def test_bands_out_of_order_are_told_which_way_they_must_go():
    (fall,) = load.check(TEXT.replace("[[1.00, 100], [0.50, 75], [0.25, 50], [0.00, 25]]", "[[0.00, 25], [1.00, 100]]"))
    assert fall.th == "เรียงขั้นจากมากไปน้อย" and fall.en == "bands are not sorted: they must fall"
    (rise,) = load.check(TEXT.replace("[[0, 100], [5, 150]]", "[[5, 100], [0, 150]]"))
    assert rise.th == "เรียงขั้นจากน้อยไปมาก" and rise.en == "bands are not sorted: they must rise"


def test_in_an_agreement_of_the_first_of_march_the_leap_day_s_year_is_completed_then():
    march = replace(V2, leap_day="mar1", effective_from=date(2020, 1, 1))
    leap = {"join": date(2016, 2, 29), "start": date(2025, 2, 1), "end": date(2025, 2, 1), "claim_day": None}
    assert "อีก 28 วัน (1 มี.ค. 2568) จะเป็นสมาชิกครบ 9 ปี" not in "".join(told(march, **leap).changes)  # no rung at nine
    assert "จะเป็นสมาชิกครบ 10 ปี" in "".join(told(march, **leap, paid_until=date(2027, 1, 1)).changes)
    assert "(1 มี.ค. 2569)" in "".join(told(march, **leap, paid_until=date(2027, 1, 1)).changes)
    assert "(28 ก.พ. 2569)" in "".join(
        told(replace(march, leap_day="feb28"), **leap, paid_until=date(2027, 1, 1)).changes
    )
