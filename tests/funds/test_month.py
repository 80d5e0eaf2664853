"""The sheet on the village's board: told as the story of one month."""

from datetime import date, timedelta

from chumchon.funds.models import CollectionSheet, MemberEvent
from chumchon.funds.queries.months import month_facts
from chumchon.funds.queries.reports import book_of
from chumchon.funds.rules.months import month_sheet
from chumchon.ledger.models import Account
from chumchon.ledger.rules import short_code
from tests.factories import NOW, TODAY, make_member, user
from tests.funds.test_receipts import cancel, take
from tests.funds.test_reports import post, table
from tests.paper.test_typeset import text_of


def november(fund):
    """Opening 500 in cash and 1,000 in the bank; 3 dues, one of them cancelled; 20 paid for a birth; 100 to the bank."""
    Account.objects.create(
        book=book_of(fund), code="1020", name_th="ธ.ก.ส.", name_en="BAAC", kind="asset", is_cash=True
    )
    post(fund, date(2026, 10, 1), ("1010", 500_00), ("1020", 1000_00), ("3020", -1500_00), kind="opening")
    entry, receipts = take(fund, [make_member(fund, name) for name in ("สมศรี", "บุญมี", "คำปัน")], day=date(2026, 11, 5))
    CollectionSheet.objects.create(
        fund=fund, village=fund.organisation.subdistrict.villages.get(number=1), day=date(2026, 11, 5), state="closed",
        collector=user(fund, "collector"), counted_satang=90_00, entry=entry, closed_at=NOW, closed_by=user(fund, "collector"),
        witness=user(fund, "treasurer"),
    )  # fmt: skip
    cancel(fund, receipts[0])
    post(fund, date(2026, 11, 20), ("5101", 20_00), ("1010", -20_00))
    post(fund, date(2026, 11, 21), ("1020", 100_00), ("1010", -100_00))


def test_the_month_s_sheet_tells_what_came_what_went_and_what_lies_where(fund):
    november(fund)
    sheet = month_sheet(month_facts(fund, 2026, 11, TODAY))
    assert sheet.title == "ใบสรุปประจำเดือนพฤศจิกายน พ.ศ. 2569" and "24 พฤศจิกายน 2569" in sheet.lines[2]
    assert table(sheet, "ยอดยกมาและคงเหลือ").rows == [("เงินสดในมือ", 500_00, 440_00), ("ธ.ก.ส.", 1000_00, 1100_00)]
    assert table(sheet, "รับเงิน").rows == [("เงินสมทบสมาชิก", 60_00)]
    assert table(sheet, "จ่ายเงิน").rows == [("สวัสดิการ: เกิด", 20_00)]
    assert table(sheet, "ผู้เก็บเงิน").rows == [("นางcollector", 1, 90_00)]
    book = book_of(fund)
    assert sheet.check_words == f"รหัสตรวจสมุด {short_code(book.head_hash)} ที่รายการเลขที่ {book.head_number}"


def test_members_of_the_month_are_told_by_village(fund):
    people = [
        make_member(fund, village=v, joined_on=date(2026, 11, 2) if v == 3 else date(2020, 1, 1)) for v in (1, 1, 2, 3)
    ]
    for member, kind, status in ((people[0], "leave", "left"), (people[2], "die", "died")):
        MemberEvent.objects.create(member=member, kind=kind, day=date(2026, 11, 9), before={"status": "active"},
                                   after={"status": status}, actor=user(fund, "treasurer"), at=NOW)  # fmt: skip
        member.status = status
        member.save()
    members = table(month_sheet(month_facts(fund, 2026, 11, TODAY)), "สมาชิก")
    assert members.rows == [("หมู่ 1", 2, 0, 0, 1, 0, 0, 1), ("หมู่ 2", 1, 0, 0, 0, 0, 1, 0), ("หมู่ 3", 0, 1, 0, 0, 0, 0, 1)]
    assert members.total == ["รวม", 3, 1, 0, 1, 0, 1, 2]


def test_a_cut_off_inside_the_month_is_its_opening_and_nobody_s_receipt(fund):
    november(fund)
    october = month_sheet(month_facts(fund, 2026, 10, TODAY))
    assert table(october, "ยอดยกมาและคงเหลือ").total == ["รวม", 1500_00, 1500_00] and table(october, "รับเงิน").rows == []


def test_a_month_without_anything_still_is_a_sheet(fund, tmp_path):
    sheet = month_sheet(month_facts(fund, 2026, 11, TODAY))
    assert sheet.check_words == "" and "ไม่มีรายการ" in "".join(text_of(sheet.pdf(), tmp_path))


def test_the_sheet_of_an_ordinary_tambon_fits_one_paper(fund, tmp_path):
    november(fund)
    for village in range(1, 8):
        make_member(fund, village=village)
    for code in ("5102", "5103", "5104", "5105", "5107", "5111", "5200"):
        post(fund, date(2026, 11, 22), (code, 1_00), ("1010", -1_00))
    for code in ("4020", "4030", "4040", "4060", "4070"):
        post(fund, date(2026, 11, 22), ("1010", 1_00), (code, -1_00))
    assert len(text_of(month_sheet(month_facts(fund, 2026, 11, TODAY)).pdf("กองทุน"), tmp_path)) == 1


def test_the_code_changes_with_every_entry_that_is_posted(fund):
    november(fund)
    before = month_facts(fund, 2026, 11, TODAY)
    post(fund, TODAY - timedelta(days=1), ("1010", 1), ("4090", -1))
    after = month_facts(fund, 2026, 11, TODAY)
    assert before.code != after.code and after.head_number == before.head_number + 1
