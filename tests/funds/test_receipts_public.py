"""What a stranger with a telephone may check: that a paper is real. No names, nothing to be found by searching."""

import uuid
from datetime import date

import pytest

from chumchon.funds.actions.contributions import cancel_receipt
from chumchon.funds.queries.reports import book_of
from chumchon.ledger.models import Entry, Receipt
from chumchon.ledger.rules import short_code
from tests.factories import NOW, TODAY, actor, make_fund, make_member, user
from tests.funds.test_receipts import take


@pytest.fixture
def receipt(fund):
    return take(fund, [make_member(fund, "สมศรีมหัศจรรย์")])[1][0]


def test_a_stranger_reads_number_amount_day_and_fund_and_no_name(client, fund, receipt):
    answer = client.get(f"/r/{receipt.public_code}")
    said = answer.content.decode()
    for words in ("มีจริงและยังใช้ได้", receipt.label, "30.00 บาท", "สามสิบบาทถ้วน", "24 พฤศจิกายน 2569", fund.name_th):
        assert words in said
    member = receipt.contributions.get().member
    for hidden in ("สมศรี", "ตั้งใจดี", member.number, member.person.citizen_masked, "นางcollector", "mae-raem"):
        assert hidden not in said
    assert "noindex" in answer["X-Robots-Tag"] and 'name="robots" content="noindex' in said
    assert "no-store" in answer["Cache-Control"]


def test_a_cancelled_receipt_says_so_to_strangers_too_and_keeps_the_reason(client, fund, receipt):
    cancel_receipt(receipt, actor(fund, "treasurer"), "คนละคนกัน", TODAY, NOW, uuid.uuid4())
    said = client.get(f"/r/{receipt.public_code}").content.decode()
    assert "ยกเลิกแล้ว" in said and "ยังใช้ได้" not in said and "คนละคนกัน" not in said


@pytest.mark.parametrize("code", ["abc", "0" * 26, "%27%20OR%201=1", "ก" * 26])
def test_an_unknown_code_is_answered_with_what_to_do(client, receipt, code):
    answer = client.get(f"/r/{code}")
    assert answer.status_code == 404 and "ไม่พบใบเสร็จรหัสนี้" in answer.content.decode()


def test_codes_are_long_and_have_no_order(fund):
    codes = [r.public_code for r in take(fund, [make_member(fund) for _ in range(20)])[1]]
    assert len(set(codes)) == 20 and all(len(c) == 26 and int(c, 16) >= 0 for c in codes)
    assert sorted(codes) != codes


def test_the_public_page_is_opened_and_never_written_to(client, receipt):
    assert client.post(f"/r/{receipt.public_code}").status_code == 405
    assert Receipt.objects.count() == 1


def test_the_short_code_of_a_month_stays_true_when_the_book_grows(client, fund, receipt):
    code = short_code(book_of(fund).head_hash)
    said = client.get(f"/b/mae-raem/{code}").content.decode()
    assert "มีรหัสนี้จริง" in said and code in said and fund.name_th in said and "สมศรี" not in said
    take(fund, [make_member(fund)])
    said = client.get(f"/b/mae-raem/{code.lower().replace('-', '')}").content.decode()
    assert "มีรหัสนี้จริง" in said and "มีรายการใหม่เพิ่มแล้ว" in said and "30.00" not in said


@pytest.mark.parametrize("code", ["AAAA-AAAA-AAAA", "short", "%%%%-%%%%-%%%%", "____________"])
def test_a_code_that_is_not_of_this_book_is_not_confirmed(client, fund, receipt, code):
    answer = client.get(f"/b/mae-raem/{code.replace('%', '%25')}")
    assert answer.status_code == 404 and "ไม่พบรหัสนี้ในสมุด" in answer.content.decode()


def test_the_code_of_another_fund_s_book_is_not_confirmed(client, fund, receipt):
    make_fund("other", "500701")
    code = short_code(Entry.objects.get().hash)
    assert client.get(f"/b/other/{code}").status_code == 404
    assert client.get(f"/b/nowhere/{code}").status_code == 404


def test_papers_point_to_the_origin_that_the_house_was_given(client, fund, receipt, settings):
    client.force_login(user(fund, "treasurer"))
    page = client.get(f"/f/mae-raem/receipts/{receipt.pk}").content.decode()
    assert f"http://testserver/r/{receipt.public_code}" in page
    settings.ORIGIN = "https://book.example.org"
    page = client.get(f"/f/mae-raem/receipts/{receipt.pk}").content.decode()
    assert f"https://book.example.org/r/{receipt.public_code}" in page


def test_the_qr_on_the_monthly_sheet_opens_the_page_that_confirms_it(client, fund, receipt):
    client.force_login(user(fund, "chair"))
    page = client.get("/f/mae-raem/reports/month").content.decode()
    code = short_code(book_of(fund).head_hash)
    assert f"รหัสตรวจสมุด {code} ที่รายการเลขที่ 1" in page and "สมศรี" not in page


def test_a_member_s_due_is_a_promptpay_qr_with_its_amount(client, fund):
    member = make_member(fund, "บุญมี", paid_until=date(2026, 8, 31))
    client.force_login(user(fund, "collector"))
    address = f"/f/mae-raem/members/{member.pk}/promptpay"
    assert "ยังไม่ได้ตั้งหมายเลขพร้อมเพย์" in client.get(address).content.decode()
    fund.promptpay_id = "0812345678"
    fund.save()
    said = client.get(address).content.decode()
    assert "คิวอาร์พร้อมเพย์ 90.00 บาท" in said and "<svg" in said
    assert "คิวอาร์พร้อมเพย์ 365.00 บาท" in client.get(address + "?offer=year").content.decode()
    assert "คิวอาร์พร้อมเพย์ 90.00 บาท" in client.get(address + "?offer=<x>").content.decode()
    member.status = "left"
    member.save()
    assert "ไม่ได้เป็นสมาชิกแล้ว" in client.get(address).content.decode()
    assert client.get("/f/mae-raem/members/999999/promptpay").status_code == 404
