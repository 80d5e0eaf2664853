"""A decision and an agreement as a villager and a meeting read them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chumchon.agreements import model, words
from chumchon.agreements.change import changes
from chumchon.agreements.decide import CODES, decide
from chumchon.agreements.explain import agreement_th, decision_th, reason_th, summary_th
from chumchon.agreements.facts import Facts
from chumchon.agreements.model import Amount, Band, Benefit
from tests.agreements.world import example, with_steps

V1, V2, B = example("v1"), example("v2"), example("b")
DAY = date(2025, 6, 5)
SOMSRI = Facts(
    event="death", start=DAY, end=DAY, join=date(2016, 1, 10), paid_until=date(2026, 12, 31), birth=date(1960, 5, 1),
    cash_satang=300_000_000, expected_outgo_satang=30_000_000, claim_day=date(2025, 6, 15),
)  # fmt: skip


def told(agreement=V2, **changed):
    return decision_th(decide(agreement, replace(SOMSRI, **changed)))


def test_why_twelve_thousand_baht():
    found = told()
    assert found.summary == "จ่าย 12,000 บาท — เสียชีวิต 5 มิ.ย. 2568"
    assert found.lines == (
        "ใช้ข้อตกลงฉบับที่ 2 (มีผล 1 เม.ย. 2568 ตามมติที่ประชุมสมาชิก 15 มีนาคม 2568 วาระที่ 4)",
        "เป็นสมาชิกตั้งแต่ 10 ม.ค. 2559 · ชำระเงินถึง 31 ธ.ค. 2569 → ไม่ค้างชำระ (ข้อ 6–9)",
        "เป็นสมาชิกมาแล้ว 3,434 วัน ครบ 180 วัน → พ้นระยะรอ (ข้อ 6–9)",
        "ไม่เข้าข้อยกเว้น · ยื่นภายใน 10 วัน (กำหนด 90 วัน) · หลักฐานครบ: มรณบัตร, บัตรผู้รับประโยชน์",
        "อายุสมาชิก 9 ปีเต็ม อยู่ขั้น “8 ปีขึ้นไป แต่ไม่ถึง 10 ปี” = 12,000 บาท (ข้อ 12)",
        "เงินกองทุน 3,000,000 ÷ คาดว่าจะจ่ายปีหน้า 300,000 = 10.00 เท่า จ่าย 100% (ข้อ 15)",
        "หักเงินค้าง 0 บาท · เงินสดพอจ่าย → จ่าย 12,000 บาท · ผู้อนุมัติ: คณะกรรมการ (เกิน 10,000 บาท ต้องลงมติ)",
    )
    assert found.changes == ("อีก 219 วัน (10 ม.ค. 2569) จะเป็นสมาชิกครบ 10 ปี = 15,000 บาท",)


def test_why_nothing_and_what_would_help():
    found = told(paid_until=date(2025, 3, 6))
    assert found.summary == "ไม่จ่าย: ชำระเงินถึง 6 มี.ค. 2568 ค้าง 91 วัน เกิน 90 วัน จึงพ้นสภาพสมาชิก (ข้อ 6–9)"
    assert found.lines == (found.summary.removeprefix("ไม่จ่าย: "),)
    assert found.changes == ("ถ้าชำระถึง 7 มี.ค. 2568 จะได้ 11,910 บาท", "สมัครใหม่ได้ที่กรรมการ (ต้องรอ 180 วัน)")


def test_all_that_fails_is_told_at_once_so_that_nobody_comes_back_twice():
    found = told(
        paid_until=date(2025, 3, 6), claim_day=date(2025, 12, 1), evidence_ok=False, evidence_missing=("มรณบัตร",)
    )
    assert found.lines == (
        "ชำระเงินถึง 6 มี.ค. 2568 ค้าง 91 วัน เกิน 90 วัน จึงพ้นสภาพสมาชิก (ข้อ 6–9)",
        "ยื่นหลังสิ้นสุดเหตุ 179 วัน เกินกำหนด 90 วัน (ข้อ 6–9)",
        "รอหลักฐานให้ครบ: มรณบัตร (ยังไม่ปฏิเสธ)",
    )
    assert found.changes == ("สมัครใหม่ได้ที่กรรมการ (ต้องรอ 180 วัน)", "ต้องแก้ให้ครบทุกข้อจึงจะได้")


def old(**rules):
    amount = rules.pop("amount", Amount("fixed", rate=20_000))
    return replace(
        V2, benefits=(Benefit("death", "ทดสอบ", amount, clause="12", **rules),), member_year=None, fund_ratio=None
    )


LINES = [
    (V2, {"join": date(2025, 6, 6)}, "เกิดเหตุ 5 มิ.ย. 2568 ก่อนวันสมัคร 6 มิ.ย. 2568 อยู่ 1 วัน จึงยังไม่เป็นสมาชิก"),
    (V2, {"join": None}, "ไม่มีวันสมัครในทะเบียน จึงยังไม่เป็นสมาชิก"),
    (V2, {"join": date(2024, 12, 8)}, "เป็นสมาชิก 179 วัน ยังไม่ครบ 180 วัน จะมีสิทธิตั้งแต่ 6 มิ.ย. 2568 (ข้อ 6–9)"),
    (V2, {"join": date(2025, 6, 6)}, "ยังไม่ครบ 180 วัน จะมีสิทธิตั้งแต่ 3 ธ.ค. 2568 (ข้อ 6–9)"),
    (V2, {"join": date(2025, 6, 5)}, "เป็นสมาชิก 0 วัน ยังไม่ครบ 180 วัน จะมีสิทธิตั้งแต่ 2 ธ.ค. 2568 (ข้อ 6–9)"),
    (V2, {"join": date(2024, 9, 1), "paid_until": None}, "ยังไม่เคยชำระเงิน ค้าง 277 วัน เกิน 90 วัน จึงพ้นสภาพสมาชิก (ข้อ 6–9)"),
    (V2, {"flags": frozenset(["killed_by_beneficiary"])}, "ถูกผู้รับประโยชน์ทำให้เสียชีวิต ไม่คุ้มครอง (ข้อ 12)"),
    (V2, {"flags": frozenset(["suicide"]), "join": date(2024, 11, 17)}, "ฆ่าตัวตาย ก่อนเป็นสมาชิกครบ 1 ปี ไม่คุ้มครอง (ข้อ 12)"),
    (V2, {"evidence_ok": False}, "รอหลักฐานให้ครบ: มรณบัตร, บัตรผู้รับประโยชน์ (ยังไม่ปฏิเสธ)"),
    (old(), {"evidence_ok": False}, "รอหลักฐานให้ครบ: หลักฐาน (ยังไม่ปฏิเสธ)"),
    (old(min_age=60), {"birth": None}, "รอหลักฐานให้ครบ: วันเกิดในทะเบียน (ยังไม่ปฏิเสธ)"),
    (old(min_age=70), {}, "อายุ 65 ปี ยังไม่ครบ 70 ปี (ข้อ 12)"),
    (old(max_age=60), {}, "อายุ 65 ปี เกิน 60 ปี (ข้อ 12)"),
    (old(min_tenure_years=10), {}, "เป็นสมาชิก 9 ปีเต็ม ยังไม่ครบ 10 ปี (ข้อ 12)"),
    (old(min_tenure_years=10), {"join": date(2025, 6, 6)}, "เป็นสมาชิก 0 ปีเต็ม ยังไม่ครบ 10 ปี (ข้อ 12)"),
    (old(once_per_event=True), {"already_paid": True}, "เหตุการณ์ครั้งนี้เบิกแล้ว เบิกซ้ำไม่ได้ (ข้อ 12)"),
    (old(year_events=2), {"prior_events": 3}, "ปีนี้รับแล้ว 3 ครั้ง ครบ 2 ครั้งต่อปี (ข้อ 12)"),
    (old(amount=Amount("percent", of="contributions_paid", rate=5_000)), {"contributions_satang": 0}, "ไม่มีเงินสมทบที่ส่งมาแล้วให้คิด"),
    (V2, {"event": "disaster"}, "ไม่มีค่าเสียหายให้คิด"),
    (V2, {"event": "birth"}, "ไม่มีจำนวนบุตรให้คิด"),
    (V2, {"event": "birth", "children": 1, "prior_units_life": 3}, "เคยเบิกแล้ว 3 คน ครบ 3 คนตลอดชีพ (ข้อ 10)"),
    (V2, {"event": "hospital"}, "ไป–กลับวันเดียว ไม่ได้นอนค้าง"),
    (V2, {"event": "hospital", "end": date(2025, 6, 8), "prior_units_y1": 11}, "ปีนี้ใช้ไปแล้ว 11 คืน ครบ 10 คืนต่อปี (ข้อ 11)"),
    (V2, {"event": "hospital", "end": date(2025, 6, 8), "prior_all_y1_satang": 500_000}, "ปีนี้รับสวัสดิการรวมกันแล้ว 5,000 บาท ครบ 5,000 บาทต่อปี (ข้อ 16)"),
    (B, {"event": "hospital", "end": date(2025, 6, 8), "prior_own_y1_satang": 100_000}, "ปีนี้รับสวัสดิการนี้แล้ว 1,000 บาท ครบ 1,000 บาทต่อปี"),
    (V2, {"event": "wedding"}, "ข้อตกลงฉบับที่ 2 ไม่มีสวัสดิการ “wedding”"),
    (V2, {"start": date(2025, 3, 31)}, "ไม่มีข้อตกลงฉบับใดมีผลในวันที่ 31 มี.ค. 2568"),
]  # fmt: skip


@pytest.mark.parametrize(("agreement", "changed", "line"), LINES)
def test_a_refusal_says_why_in_thai(agreement, changed, line):
    assert line in told(agreement, **changed).lines


def test_joining_ages_are_told_with_the_clause_of_membership():
    def member(**ages):
        return replace(V2, membership=replace(V2.membership, **ages))

    assert told(member(join_max_age=50)).lines == ("สมัครเมื่ออายุ 55 ปี ข้อตกลงรับไม่เกิน 50 ปี (ข้อ 6–9)",)
    assert told(member(join_min_age=60)).lines == ("สมัครเมื่ออายุ 55 ปี ข้อตกลงรับตั้งแต่ 60 ปี (ข้อ 6–9)",)
    assert "สมัครเมื่ออายุ 0 ปี" in told(member(join_min_age=1), birth=date(2017, 1, 1)).lines[0]
    assert told(old(min_age=0), birth=date(2026, 1, 1)).lines == ("อายุ -1 ปี ยังไม่ครบ 0 ปี (ข้อ 12)",)
    assert told(old(max_age=90), birth=date(2026, 1, 1)).lines[0].startswith("ใช้ข้อตกลงฉบับที่ 2")


PAID = [
    (V2, {"join": date(2025, 6, 1), "flags": frozenset(["accident"])}, "อุบัติเหตุ ไม่ต้องรอ 180 วัน (ข้อ 12)"),
    (V2, {"paid_until": date(2025, 4, 21)}, "ชำระเงินถึง 21 เม.ย. 2568 → ค้าง 45 วัน ยังไม่เกิน 90 วัน (ข้อ 6–9)"),
    (V2, {"paid_until": date(2025, 4, 21)}, "หักเงินค้าง 45 วัน 45 บาท = 11,955 บาท"),
    (V2, {"cash_satang": 14_999_900}, "= 0.49 เท่า จ่าย 50% = 6,000 บาท (ข้อ 15)"),
    (V2, {"cash_satang": 1_000_000, "join": date(2024, 9, 1)}, "จ่าย 25% แต่ไม่ต่ำกว่าขั้นต่ำที่ประกัน = 3,000 บาท (ข้อ 15)"),
    (V2, {"cash_satang": 1_000_000, "join": date(2024, 1, 1)}, "จ่าย 25% = 3,000 บาท (ไม่ต่ำกว่าขั้นต่ำที่ประกัน) (ข้อ 15)"),
    (V2, {"expected_outgo_satang": 0}, "กองทุนยังไม่มีประมาณการจ่าย ถือว่าจ่ายเต็ม (ข้อ 15)"),
    (V2, {"cash_satang": 200_050}, "เงินสดมี 2,000.50 บาท จ่ายก่อน 2,000.50 บาท ค้างจ่าย 999.50 บาท"),
    (V2, {"event": "disaster", "damage_satang": 333_300}, "ค่าเสียหาย 3,333 × 50% = 1,666.50 บาท (ข้อ 13) · เศษของบาทปัดทิ้ง = 1,666 บาท"),
    (V2, {"event": "disaster", "damage_satang": 10_000}, "ไม่ถึงขั้นต่ำ จึงเป็น 500 บาท"),
    (V2, {"event": "disaster", "damage_satang": 900_000, "household_n": 3}, "4,500 บาท เกินเพดานต่อครั้ง จึงเป็น 2,000 บาท · บ้านเดียวกัน 3 คน: 2,000 ÷ 3 คนที่ 1 ได้ 667 บาท"),
    (V2, {"event": "disaster", "damage_satang": 900_000, "prior_events": 1}, "ครั้งที่ 2 ของปี จากไม่เกิน 2 ครั้ง"),
    (V2, {"event": "birth", "children": 2, "prior_units_life": 2}, "เคยเบิก 2 คน ครั้งนี้คิดได้ 1 คน (ตลอดชีพไม่เกิน 3 คน) · 1 คน × 1,000 = 1,000 บาท (ข้อ 10)"),
    (V2, {"event": "birth", "children": 4}, "เคยเบิก 0 คน ครั้งนี้คิดได้ 3 คน"),
    (V2, {"event": "birth", "children": 1}, "เหตุการณ์ครั้งนี้ยังไม่มีใครเบิก (ข้อ 10)"),
    (V2, {"event": "hospital", "end": date(2025, 6, 8), "prior_units_y1": 8}, "3 คืน คิดได้ 2 คืน (ปีละไม่เกิน 10 คืน ใช้ไปแล้ว 8) · อายุสมาชิก 9 ปีเต็ม อยู่ขั้น “5 ปีขึ้นไป” 2 คืน × 150 = 300 บาท (ข้อ 11)"),
    (V2, {"event": "hospital", "end": date(2025, 6, 15), "prior_all_y1_satang": 460_000}, "ปีนี้รับสวัสดิการรวมกันแล้ว 4,600 จากไม่เกิน 5,000 บาทต่อปี เหลือได้ 400 บาท (ข้อ 16)"),
    (B, {"event": "hospital", "end": date(2025, 6, 15)}, "ข้อตกลงไม่ขอหลักฐาน"),
    (V2, {"event": "elderly"}, "ไม่เข้าข้อยกเว้น · อายุ 65 ปี อยู่ในเกณฑ์ · เป็นสมาชิก 9 ปีเต็ม ครบ 3 ปีแล้ว (ข้อ 14)"),
    (V2, {"claim_day": date(2025, 6, 1)}, "ยื่นภายใน 0 วัน (กำหนด 90 วัน)"),
    (old(amount=Amount("fixed", by="age_years", bands=(Band(0, 100), Band(60, 20_000)))), {}, "อายุ 65 ปี อยู่ขั้น “60 ปีขึ้นไป” = 200 บาท (ข้อ 12)"),
    (replace(old(amount=Amount("percent", of="damage", rate=1_250)), rounding="baht_up"), {"damage_satang": 10_000}, "ค่าเสียหาย 100 × 12.5% = 12.50 บาท (ข้อ 12)"),
    (replace(old(amount=Amount("percent", of="damage", rate=1_250)), rounding="baht_up"), {"damage_satang": 10_000}, "เศษของบาทปัดขึ้นเป็นหนึ่งบาท = 13 บาท"),
]  # fmt: skip


@pytest.mark.parametrize(("agreement", "changed", "part"), PAID)
def test_a_payment_says_how_its_amount_came_about(agreement, changed, part):
    assert part in "\n".join(told(agreement, **changed).lines)


def test_nothing_is_told_that_did_not_happen():
    lines = "\n".join(told(B, event="hospital", end=date(2025, 6, 7)).lines)
    for never in ("ปีนี้รับ", "เงินกองทุน", "ครั้งที่", "บ้านเดียวกัน", "เกินเพดาน", "ปัดทิ้ง", "None", "ผู้อนุมัติ"):
        assert never not in lines
    assert "คิดได้" not in "\n".join(told(event="hospital", end=date(2025, 6, 8)).lines)
    assert "เคยเบิก" not in "\n".join(told(event="birth", children=1).lines)


CHANGES = [
    ({"evidence_ok": False}, "เมื่อหลักฐานครบ จะได้ 12,000 บาท"),
    ({"claim_day": date(2025, 9, 4)}, "ถ้ายื่นภายใน 3 ก.ย. 2568 จะได้ 12,000 บาท"),
    ({"paid_until": date(2025, 6, 1)}, "ถ้าชำระถึง 5 มิ.ย. 2568 จะได้ 12,000 บาท"),
    ({"paid_until": None, "join": date(2025, 6, 1), "flags": frozenset(["accident"])}, "ถ้าชำระถึง 5 มิ.ย. 2568 จะได้ 3,000 บาท"),
    ({"join": date(2024, 12, 8)}, "อีก 1 วัน (6 มิ.ย. 2568) จะพ้นระยะรอ = 3,000 บาท"),
    ({"cash_satang": 14_999_900}, "ถ้ากองทุนมีเงินถึง 150,000 บาท จะได้ 9,000 บาท"),
    ({"cash_satang": 15_000_000}, "ถ้ากองทุนมีเงินถึง 300,000 บาท จะได้ 12,000 บาท"),
    ({"event": "elderly", "birth": date(1965, 6, 6)}, "อีก 1 วัน (6 มิ.ย. 2568) จะอายุครบ 60 ปี = 200 บาท"),
    ({"event": "elderly", "join": date(2022, 6, 6)}, "อีก 1 วัน (6 มิ.ย. 2568) จะเป็นสมาชิกครบ 3 ปี = 200 บาท"),
    ({"event": "elderly", "prior_events": 1}, "สิทธิเริ่มนับใหม่ 1 ม.ค. 2569 เหตุเช่นนี้จะได้ 200 บาท"),
    ({"event": "hospital", "end": date(2025, 6, 8), "prior_units_y1": 10}, "สิทธิเริ่มนับใหม่ 1 ม.ค. 2569 เหตุเช่นนี้จะได้ 450 บาท"),
    ({"event": "hospital", "end": date(2025, 6, 8), "prior_units_y1": 10, "prior_units_y2": 9}, "สิทธิเริ่มนับใหม่ 1 ม.ค. 2569 เหตุเช่นนี้จะได้ 150 บาท"),
    ({"event": "hospital", "end": date(2025, 6, 8), "prior_all_y1_satang": 500_000, "prior_all_y2_satang": 490_000}, "เหตุเช่นนี้จะได้ 100 บาท"),
    ({"flags": frozenset(["suicide"]), "join": date(2024, 11, 17)}, "อีก 165 วัน (17 พ.ย. 2568) จะเป็นสมาชิกครบ 1 ปี = 5,000 บาท"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "told_change"), CHANGES)
def test_one_change_alone_is_told_with_what_it_would_give(changed, told_change):
    assert any(told_change in one for one in told(**changed).changes)


def test_a_change_that_helps_nothing_is_not_told():
    assert told(event="hospital", end=date(2025, 6, 8)).changes == ()
    assert told(join=date(2005, 3, 1)).changes == ()
    assert changes(decide(V2, replace(SOMSRI, event="wedding"))) == ()
    assert changes(decide((), SOMSRI)) == ()
    assert told(join=date(2025, 6, 6)).changes[0].startswith("อีก 181 วัน")
    assert (
        told(
            start=date(2200, 12, 1),
            end=date(2200, 12, 31),
            claim_day=None,
            paid_until=date(2200, 12, 31),
            join=date(2200, 11, 30),
        ).changes
        == ()
    )


def test_changes_name_what_would_be_due():
    (one,) = changes(decide(V2, replace(SOMSRI, evidence_ok=False, join=date(2005, 3, 1))))
    assert one.due_satang == 2_000_000
    (one,) = changes(decide(V2, replace(SOMSRI, evidence_ok=False, join=date(2005, 3, 1), cash_satang=0)))
    assert one.due_satang == 500_000


def test_every_code_has_a_thai_name():
    assert set(words.RESULTS) == set(CODES)
    assert all("ก" <= name[0] <= "๙" for name in words.RESULTS.values())


def test_waiting_for_papers_is_not_a_refusal():
    assert summary_th(decide(V2, replace(SOMSRI, evidence_ok=False))).startswith("ยังไม่จ่าย: รอหลักฐาน")
    assert summary_th(decide(V2, replace(SOMSRI, cash_satang=0))) == "จ่าย 0 บาท ค้างจ่าย 3,000 บาท — เสียชีวิต 5 มิ.ย. 2568"


def test_the_reason_in_a_table_keeps_to_what_matters():
    assert (
        reason_th(decide(B, replace(SOMSRI, event="hospital", end=date(2025, 6, 7))))
        == "2 คืน × 200 = 400 บาท · เงินสดพอจ่าย → จ่าย 400 บาท"
    )
    assert "หักเงินค้าง 45 วัน" in reason_th(decide(V2, replace(SOMSRI, paid_until=DAY - timedelta(days=45))))
    assert "อุบัติเหตุ" in reason_th(decide(V2, replace(SOMSRI, join=DAY, flags=frozenset(["accident"]))))


def sections(agreement):
    return {section.title: (section.clause, section.sentences) for section in agreement_th(agreement)}


def test_the_meeting_reads_the_whole_agreement_clause_by_clause():
    read = sections(V2)
    assert list(read) == [
        "กองทุนสวัสดิการชุมชนตำบลใจดี (ตัวอย่าง)", "สมาชิกภาพ", "คลอดบุตร", "นอนโรงพยาบาล", "เสียชีวิต", "ไฟไหม้ น้ำท่วม ภัยพิบัติ",
        "ผู้สูงอายุ", "เพดานรวมต่อคนต่อปี", "สถานะการเงินกองทุน", "ลำดับการคิด",
    ]  # fmt: skip
    assert read["สมาชิกภาพ"] == ("6–9", (
        "เงินสมทบวันละ 1 บาท", "มีสิทธิตั้งแต่วันที่ 180 หลังวันสมัคร (วันสมัครไม่นับ)", "ขาดส่งเกิน 90 วันนับถึงวันเกิดเหตุ พ้นสภาพสมาชิกและไม่ได้รับสวัสดิการ",
        "ขาดส่งไม่เกิน 90 วัน หักเงินค้างจากสวัสดิการ วันละ 1 บาท", "สมัครใหม่ นับระยะรอและอายุสมาชิกใหม่", "ยื่นขอรับภายใน 90 วันหลังวันสิ้นสุดเหตุ",
    ))  # fmt: skip
    assert read["คลอดบุตร"] == ("10", (
        "จ่าย 1,000 บาทต่อคน", "ตลอดชีพไม่เกิน 3 คน", "เหตุหนึ่งครั้งเบิกได้คนเดียว", "หลักฐาน: สูติบัตร, สมุดสมาชิก", "ผู้อนุมัติ: กรรมการ 2 คน",
    ))  # fmt: skip
    assert read["นอนโรงพยาบาล"][1][:4] == (
        "อายุสมาชิก ไม่ถึง 5 ปี: 100 บาทต่อคืน", "อายุสมาชิก 5 ปีขึ้นไป: 150 บาทต่อคืน", "ปีละไม่เกิน 10 คืน", "ไม่คุ้มครองศัลยกรรมเสริมความงาม",
    )  # fmt: skip
    assert "อายุสมาชิก 8 ปีขึ้นไป แต่ไม่ถึง 10 ปี: 12,000 บาท" in read["เสียชีวิต"][1]
    for part in ("ไม่ต้องรอระยะรอเมื่อเป็นอุบัติเหตุ", "ไม่คุ้มครองฆ่าตัวตายก่อนเป็นสมาชิกครบ 1 ปี", "ปรับตามสถานะการเงินกองทุน (ข้อ 15)"):
        assert part in read["เสียชีวิต"][1]
    assert read["ไฟไหม้ น้ำท่วม ภัยพิบัติ"][1][:5] == (
        "จ่าย 50% ของค่าเสียหาย", "ทั้งบ้านไม่น้อยกว่า 500 บาท", "ทั้งบ้านไม่เกิน 2,000 บาท", "ปีละไม่เกิน 2 ครั้ง",
        "คิดยอดของทั้งบ้านแล้วแบ่งให้สมาชิกบ้านเดียวกันเท่ากัน เศษบาทให้ผู้ที่สมัครก่อน",
    )  # fmt: skip
    assert read["ผู้สูงอายุ"][1] == (
        "จ่าย 200 บาทต่อครั้ง", "ปีละไม่เกิน 1 ครั้ง", "สำหรับผู้ที่อายุตั้งแต่ 60 ปี", "ต้องเป็นสมาชิกครบ 3 ปี", "ไม่ขอหลักฐาน", "ผู้อนุมัติ: กรรมการ 2 คน",
    )  # fmt: skip
    assert read["เพดานรวมต่อคนต่อปี"] == ("16", ("สวัสดิการทุกประเภทรวมกัน (ยกเว้นเสียชีวิต) ไม่เกิน 5,000 บาทต่อคนต่อปี",))
    assert read["สถานะการเงินกองทุน"] == ("15", (
        "ใช้กับเสียชีวิต วัดจากเงินสดและเงินฝาก ÷ เงินที่คาดว่าจะจ่ายใน 12 เดือนข้างหน้า", "ตั้งแต่ 1.00 เท่า จ่าย 100%",
        "ตั้งแต่ 0.50 เท่า ต่ำกว่า 1.00 เท่า จ่าย 75%", "ตั้งแต่ 0.25 เท่า ต่ำกว่า 0.50 เท่า จ่าย 50%", "ต่ำกว่า 0.25 เท่า จ่าย 25%",
        "แต่ไม่ต่ำกว่า 3,000 บาท (หรือเต็มยอด ถ้ายอดเดิมน้อยกว่านั้น)", "กองทุนที่ยังไม่มีประมาณการจ่าย จ่ายเต็ม",
    ))  # fmt: skip
    assert read["ลำดับการคิด"][1][0] == "1. เลือกฉบับตามวันเกิดเหตุ"
    assert read["ลำดับการคิด"][1][12] == "13. ดูเงินสดที่มี"
    assert len(read["ลำดับการคิด"][1]) == 14
    assert read["กองทุนสวัสดิการชุมชนตำบลใจดี (ตัวอย่าง)"][1] == (
        "ข้อตกลงฉบับที่ 2 มีผลตั้งแต่ 1 เม.ย. 2568", "ตามมติที่ประชุมสมาชิก 15 มีนาคม 2568 วาระที่ 4",
        "ใช้ฉบับที่มีผลในวันแรกของเหตุ แม้ยื่นหรือเหตุสิ้นสุดหลังเปลี่ยนฉบับ", "เพดานต่อปีนับตามปีปฏิทิน (1 ม.ค. ถึง 31 ธ.ค.) เหตุที่ข้ามปีนับแยกปี",
        "ผู้ที่สมัครหรือเกิดวันที่ 29 ก.พ. ครบปีในวันที่ 28 ก.พ. ของปีที่ไม่มี 29 ก.พ.", "เศษของบาทปัดทิ้ง",
    )  # fmt: skip


def test_the_other_ways_to_agree_are_read_too():
    member = replace(
        V2.membership,
        waiting_days=0,
        deduct_arrears=False,
        claim_within_days=None,
        join_min_age=1,
        join_max_age=65,
        contribution_per_day_satang=0,
    )
    rules = Benefit(
        "x", "อื่น", Amount("percent", of="contributions_paid", by="age_years", bands=(Band(0, 5_000), Band(60, 10_000)), least_satang=10_000, most_satang=99_950),
        event_max_satang=100_000, year_max_satang=200_000, max_age=80, exclude=("drunk", "own-flag"),
    )  # fmt: skip
    other = replace(
        V2, membership=member, benefits=(rules,), leap_day="mar1", rounding="satang", cap_year="anniversary", resolution_th="",
        member_year=replace(V2.member_year, th="", excepted=()), fund_ratio=replace(V2.fund_ratio, floor_satang=0, applies_to=("x",), bands=(Band(3_333, 10_000), Band(0, 0))),
    )  # fmt: skip
    read = sections(with_steps(other, "base", "limits", "fund_ratio", "caps", "round", "cash"))
    assert read["สมาชิกภาพ"][1] == (
        "รับสวัสดิการได้เฉพาะผู้ที่สมัครเมื่ออายุตั้งแต่ 1 ปี ถึง 65 ปี", "มีสิทธิตั้งแต่วันสมัคร ไม่มีระยะรอ", "ขาดส่งเกิน 90 วันนับถึงวันเกิดเหตุ พ้นสภาพสมาชิกและไม่ได้รับสวัสดิการ",
        "ขาดส่งไม่เกิน 90 วัน ไม่หักเงินค้าง", "สมัครใหม่ นับระยะรอและอายุสมาชิกใหม่", "ไม่จำกัดเวลายื่นขอรับ",
    )  # fmt: skip
    assert read["อื่น"][1] == (
        "อายุ ไม่ถึง 60 ปี: 50% ของเงินสมทบที่ส่งมาแล้ว", "อายุ 60 ปีขึ้นไป: 100% ของเงินสมทบที่ส่งมาแล้ว", "ครั้งละไม่น้อยกว่า 100 บาท", "ครั้งละไม่เกิน 999.50 บาท",
        "ครั้งละไม่เกิน 1,000 บาท", "ปีละไม่เกิน 2,000 บาท", "สำหรับผู้ที่อายุไม่เกิน 80 ปี", "ไม่คุ้มครองเมาสุรา หรือown-flag",
        "ปรับตามสถานะการเงินกองทุน (ข้อ 15)", "ไม่ขอหลักฐาน",
    )  # fmt: skip
    assert read["เพดานรวมต่อคนต่อปี"][1] == ("สวัสดิการทุกประเภทรวมกัน ไม่เกิน 5,000 บาทต่อคนต่อปี",)
    assert read["สถานะการเงินกองทุน"][1][1:3] == ("ตั้งแต่ 0.3333 เท่า จ่าย 100%", "ต่ำกว่า 0.3333 เท่า จ่าย 0%")
    assert "ลำดับนี้ต่างจากลำดับปกติ ยอดที่ได้อาจต่างกัน" in read["ลำดับการคิด"][1]
    head = next(iter(read.values()))[1]
    assert "ถ้า" not in head[0]
    assert len(head) == 5
    assert "1 มี.ค." in head[3]
    assert head[4] == "จ่ายถึงสตางค์ ไม่ปัดเศษ"
    excepted = replace(other, member_year=replace(V2.member_year, th="", excepted=("x",)))
    assert sections(excepted)["เพดานรวมต่อคนต่อปี"][1] == ("สวัสดิการทุกประเภทรวมกัน ยกเว้นอื่น ไม่เกิน 5,000 บาทต่อคนต่อปี",)
    assert "ปีละไม่เกิน 2,000 บาท" not in sections(V1)["นอนโรงพยาบาล"][1]
    assert "สถานะการเงินกองทุน" not in sections(B)
    assert "เพดานรวมต่อคนต่อปี" not in sections(B)


def test_every_choice_of_the_calendar_and_of_rounding_has_words():
    for name, choices in (("cap_year", model.CAP_YEARS), ("rounding", model.ROUNDINGS), ("leap_day", model.LEAP_DAYS)):
        assert len({agreement_th(replace(V2, **{name: choice}))[0] for choice in choices}) == len(choices)


def test_no_english_word_is_read_to_a_villager():
    for agreement in (V1, V2, B):
        for section in agreement_th(agreement):
            for sentence in (section.title, *section.sentences):
                assert not any(letter.isascii() and letter.isalpha() for letter in sentence), sentence
