"""The fund's status form, from the register and the book: the figures that the institute and the province ask for."""

import uuid
from datetime import date

import pytest

from chumchon.funds.models import CommitteeSeat, MemberEvent
from chumchon.funds.queries.status_form import match_day, status_facts
from chumchon.funds.rules.status_form import status_form
from chumchon.ledger.actions import posting
from tests.factories import NOW, TODAY, make_member, user
from tests.funds.test_reports import post, table


def form(fund, day=TODAY):
    return status_form(status_facts(fund, day))


def test_members_are_cumulative_current_and_with_a_full_year_by_kind(fund):
    old = date(2015, 1, 1)
    make_member(fund, joined_on=old)
    make_member(fund, joined_on=date(2026, 1, 1), kind="child")
    gone = make_member(fund, joined_on=old, kind="elderly")
    MemberEvent.objects.create(member=gone, kind="die", day=date(2026, 10, 2), before={"status": "active"},
                               after={"status": "died"}, actor=user(fund, "treasurer"), at=NOW)  # fmt: skip
    gone.status = "died"
    gone.save()
    members = table(form(fund), "จำนวนสมาชิก")
    assert members.rows[:3] == [("ทั่วไป", 1, 1, 1), ("เด็กและเยาวชน", 1, 1, 0), ("ผู้สูงอายุ", 1, 0, 1)]
    assert members.total == ["รวม", 3, 2, 2] and "30 กันยายน 2569" in members.note
    assert table(form(fund, date(2015, 6, 1)), "จำนวนสมาชิก").total == ["รวม", 2, 2, 0]


@pytest.mark.parametrize(
    ("day", "asked"),
    [(date(2026, 9, 29), date(2025, 9, 30)), (date(2026, 9, 30), date(2026, 9, 30)), (TODAY, date(2026, 9, 30))],
)
def test_full_years_are_asked_on_the_last_thirtieth_of_september(day, asked):
    assert match_day(day) == asked


def test_money_by_source_and_all_sixteen_kinds_of_benefit_stand_on_the_form(fund):
    post(fund, date(2025, 10, 1), ("1010", 500_00), ("3020", -500_00), kind="opening")
    post(fund, date(2026, 3, 1), ("1010", 100_00), ("4030", -100_00))
    post(fund, date(2026, 11, 1), ("1010", 50_00), ("4010", -50_00))
    post(fund, date(2026, 3, 2), ("5102", 10_00), ("1010", -10_00))
    post(fund, date(2026, 11, 2), ("5102", 20_00), ("1010", -20_00))
    post(fund, date(2026, 11, 3), ("5200", 10_00), ("1010", -10_00))
    said = form(fund)
    money = {row[0]: row[1:] for row in table(said, "เงินเข้ากองทุน ตามแหล่ง").rows}
    assert money["เงินสมทบรัฐ"] == (0, 100_00, 100_00) and money["เงินสมทบสมาชิก"] == (50_00, 0, 50_00)
    assert money["ยอดยกมาก่อนเริ่มสมุดนี้"] == (0, 500_00, 500_00)
    benefits = table(said, "สวัสดิการที่จ่าย ตามประเภท")
    assert len(benefits.rows) == 17 and benefits.rows[1] == ("เจ็บป่วย", 1, 20_00, 2, 30_00)
    assert "โดยไม่มีคำขอ ปีนี้ 1 สะสม 2 รายการ" in benefits.note
    assert "ร้อยละ 20.0" in table(said, "รายจ่ายอื่น").note
    assert table(said, "เงินคงเหลือ").total == ["เงินกองทุนสุทธิ", 590_00, 610_00]


def test_a_benefit_that_was_taken_back_is_not_counted(fund):
    entry, _ = post(fund, date(2026, 11, 2), ("5102", 20_00), ("1010", -20_00))
    with posting(entry.book_id, NOW) as session:
        session.reverse(entry, date(2026, 11, 3), "จ่ายผิดคน", user(fund, "treasurer").id, None, uuid.uuid4())
    assert table(form(fund), "สวัสดิการที่จ่าย ตามประเภท").rows[1] == ("เจ็บป่วย", 0, 0, 0, 0)


def test_the_committee_in_force_is_named_and_experts_are_counted_apart(fund):
    for name, position, expert, until in (
        ("นายก", "chair", False, None), ("นางข", "treasurer", False, None), ("ดร.ค", "auditor", True, None),
        ("นายเก่า", "secretary", False, date(2020, 1, 1)),
    ):  # fmt: skip
        CommitteeSeat.objects.create(
            fund=fund, person_name=name, position=position, is_expert=expert, from_day=date(2019, 1, 1), until_day=until
        )
    said = form(fund)
    seats = table(said, "คณะกรรมการ")
    assert seats.rows == [
        ("นายก", "ประธาน", "คนในชุมชน"),
        ("นางข", "เหรัญญิก", "คนในชุมชน"),
        ("ดร.ค", "ผู้ตรวจสอบ", "ผู้ทรงคุณวุฒิ"),
    ]
    assert seats.note == "คนในชุมชน 2 คน ผู้ทรงคุณวุฒิ 1 คน"
    assert said.signers == [("นายก", "ประธาน"), ("นางข", "เหรัญญิก"), ("", "เลขานุการ")]


def test_villages_that_take_part_are_counted_of_all(fund):
    for village in (1, 1, 4):
        make_member(fund, village=village)
    villages = table(form(fund), "หมู่บ้านที่เข้าร่วม")
    assert villages.rows == [("หมู่บ้านทั้งหมด", 7), ("หมู่บ้านที่มีสมาชิก", 2)] and villages.note == "เข้าร่วมร้อยละ 29"
