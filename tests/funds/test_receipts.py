"""Receipts on the screen: found, added up, printed as original and copy, cancelled, and never another fund's."""

import re
import threading
import uuid
from datetime import date
from urllib.parse import parse_qsl

import pytest
from django.db import DatabaseError, connections, transaction

from chumchon.access.models import AuditEvent
from chumchon.funds.actions.contributions import Payment, cancel_receipt, post_contributions
from chumchon.funds.actions.receipts import print_receipts
from chumchon.funds.models import CollectionSheet, Contribution, ReceiptPrint
from chumchon.funds.queries import receipts as queries
from chumchon.ledger.models import Receipt
from chumchon.thai.errors import BadInput, NotAllowed, Refused
from tests import factories
from tests.factories import NOW, TODAY, actor, make_fund, make_member, user
from tests.paper.test_typeset import text_of


def take(fund, members, satang=3000, day=TODAY, until=date(2026, 11, 30)):
    """One posted sheet: a month from each member."""
    payments = [Payment(m.pk, "due", satang, date(2026, 11, 1), until) for m in members]
    entry, receipts, _ = post_contributions(
        fund, actor(fund, "collector"), None, day, payments, uuid.uuid4(), "ปิดยอด", "sheet", "1", NOW
    )
    return entry, receipts


def cancel(fund, receipt, reason="พิมพ์จำนวนผิด"):
    return cancel_receipt(receipt, actor(fund, "treasurer"), reason, TODAY, NOW, uuid.uuid4())


@pytest.fixture
def people(fund):
    return [make_member(fund, name) for name in ("สมศรี", "บุญมี", "คำปัน")]


@pytest.fixture
def made(fund, people):
    return take(fund, people)[1]


@pytest.fixture
def desk(client, fund):
    client.force_login(user(fund, "treasurer"))
    return client


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_adds_up_what_is_shown_and_says_what_was_cancelled(desk, fund, made):
    cancel(fund, made[1])
    said = page(desk, "/f/mae-raem/receipts")
    assert "ใช้ได้ในหน้านี้ 2 ใบ" in said and "ไม่รวมใบยกเลิก 1 ใบ 30.00 บาท" in said and "60.00" in said
    assert "ทั้งหมดที่ค้นได้ 3 ใบ: ใช้ได้ 2 ใบ" in said


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", {1, 2, 3}), ("q=บุญมี", {2}), ("q=ไม่มีใคร", set()), ("year=2570", {1, 2, 3}), ("year=2569", set()), ("volume=1", {1, 2, 3}),
        ("volume=2", set()), ("since=24/11/2569&until=๒๔ พ.ย. ๖๙", {1, 2, 3}), ("since=25/11/2569", set()), ("until=23/11/69", set()),
        ("state=valid", {1, 3}), ("state=cancelled", {2}), ("q=บุญมี&state=valid", set()),
    ],
)  # fmt: skip
def test_receipts_are_found_by_member_year_volume_days_and_state(desk, fund, made, query, numbers):
    cancel(fund, made[1])
    where = "/f/mae-raem/receipts"
    there = desk.post(where, dict(parse_qsl(query))).url if "q=" in query else f"{where}?{query}"
    said = page(desk, there)
    assert {r.number for r in made if f"{r.number:04d}/2570</a>" in said} == numbers
    rows = desk.get(f"{there}&format=csv").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + len(numbers)


def test_the_receipts_of_one_sheet_are_found_by_it(desk, fund, people):
    entry, _ = take(fund, people[:2])
    village = fund.organisation.subdistrict.villages.get(number=1)
    sheet = CollectionSheet.objects.create(
        fund=fund, village=village, day=TODAY, collector=user(fund, "collector"), state="closed", entry=entry
    )
    take(fund, people[2:])
    assert "ทั้งหมดที่ค้นได้ 2 ใบ" in page(desk, f"/f/mae-raem/receipts?sheet={sheet.pk}")


def test_a_filter_that_cannot_be_read_is_said_beside_it(desk, made):
    answer = desk.get("/f/mae-raem/receipts?since=32/1/2569&volume=ก")
    assert answer.status_code == 400
    assert "ตั้งแต่วันที่: อ่านวันที่" in answer.content.decode() and "เล่มที่:" in answer.content.decode()


def test_a_long_list_is_paged_and_asks_the_database_a_fixed_number_of_times(desk, fund, django_assert_max_num_queries):
    take(fund, [make_member(fund, f"คน{i}") for i in range(60)])
    with django_assert_max_num_queries(16):
        said = page(desk, "/f/mae-raem/receipts")
    assert "ใช้ได้ในหน้านี้ 50 ใบ" in said and "หน้า 1 จาก 2" in said and "1,800.00 บาท" in said


def test_a_receipt_says_who_paid_what_for_which_days_in_figures_and_words(desk, made, people):
    said = page(desk, f"/f/mae-raem/receipts/{made[0].pk}")
    for words in ("นางสมศรี ตั้งใจดี", people[0].number, "ตั้งแต่ 1 พฤศจิกายน 2569 ถึง 30 พฤศจิกายน 2569", "30.00", "สามสิบบาทถ้วน",
                  "เล่มที่ 1 เลขที่ 0001/2570", people[0].person.citizen_masked):  # fmt: skip
        assert words in said
    assert f"/r/{made[0].public_code}" in said


def test_a_receipt_of_another_fund_is_not_found_here(desk, made):
    other = make_fund("other", "500701")
    theirs = take(other, [make_member(other)])[1][0]
    for address in (f"{theirs.pk}", f"{theirs.pk}/cancel"):
        assert desk.get(f"/f/mae-raem/receipts/{address}").status_code == 404
    assert desk.post(f"/f/mae-raem/receipts/{theirs.pk}/print").status_code == 404
    assert desk.post("/f/mae-raem/receipts/print", {"receipt": theirs.pk, "papers": "1"}).status_code == 422
    assert ReceiptPrint.objects.count() == 0


def test_the_first_paper_is_the_original_and_the_next_says_it_is_a_copy(desk, fund, made, tmp_path):
    first, second = (desk.post(f"/f/mae-raem/receipts/{made[0].pk}/print") for _ in range(2))
    original, copy = "".join(text_of(first.content, tmp_path)), "".join(text_of(second.content, tmp_path))
    for words in ("นางสมศรี", "สามสิบบาทถ้วน", "0001/2570", "24 พฤศจิกายน พ.ศ. 2569", fund.name_th):
        assert words in original and words in copy
    assert "สำเนา" not in original and re.search("สำเนา พิมพ์.* 2\n", copy)
    assert list(ReceiptPrint.objects.values_list("nth", flat=True)) == [1, 2]
    assert AuditEvent.objects.filter(verb="receipt.print", subject=f"receipt:{made[0].pk}").count() == 2
    assert "สำเนา ครั้งที่ 2" in page(desk, f"/f/mae-raem/receipts/{made[0].pk}")


def test_the_log_of_printings_only_grows(fund, made):
    print_receipts(fund, [made[0].pk], 1, actor(fund, "treasurer"), NOW, TODAY)
    for change in (lambda: ReceiptPrint.objects.update(nth=5), lambda: ReceiptPrint.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


@pytest.mark.parametrize(("papers", "sheets"), [("1", 5), ("2", 3), ("4", 2)])
def test_several_receipts_come_on_one_sheet_of_paper(desk, fund, papers, sheets, tmp_path):
    made = take(fund, [make_member(fund, f"คน{i}") for i in range(5)])[1]
    answer = desk.post("/f/mae-raem/receipts/print", {"receipt": [r.pk for r in made], "papers": papers})
    pages = text_of(answer.content, tmp_path)
    assert len(pages) == sheets
    assert all(sum(f"{r.number:04d}/2570" in p for p in pages) == 1 for r in made)


def test_everything_that_was_found_is_printed_with_one_press(desk, fund, made, tmp_path):
    sealed = desk.post("/f/mae-raem/receipts", {"q": "บุญมี"}).url.partition("?")[2]
    answer = desk.post(f"/f/mae-raem/receipts/print?{sealed}", {"all": "1", "papers": "4"})
    said = "".join(text_of(answer.content, tmp_path))
    assert "บุญมี" in said and "สมศรี" not in said and ReceiptPrint.objects.count() == 1


def test_names_and_reasons_that_look_like_typst_are_printed_as_they_are(desk, fund, tmp_path):
    member = make_member(fund, "#panic[ก]$*_")
    receipt = take(fund, [member])[1][0]
    cancel(fund, receipt, '#eval("1") \\ $x$')
    said = "".join(text_of(desk.post(f"/f/mae-raem/receipts/{receipt.pk}/print").content, tmp_path))
    assert "#panic[" in said and "#eval" in said and "ยกเลิก" in said


@pytest.mark.parametrize(
    ("ids", "papers", "code"),
    [([], 1, "NOTHING_CHOSEN"), (range(1, 502), 4, "TOO_MANY"), ([1], 3, "BAD_PAPER"), ([99999999], 1, "NO_RECEIPT")],
)
def test_a_print_that_cannot_be_is_refused_and_nothing_is_logged(fund, made, ids, papers, code):
    with pytest.raises((BadInput, Refused), match=code):
        print_receipts(fund, list(ids), papers, actor(fund, "treasurer"), NOW, TODAY)
    assert ReceiptPrint.objects.count() == 0


def test_only_those_who_may_print_print(client, fund, made):
    client.force_login(user(fund, "auditor"))
    assert "พิมพ์ที่เลือก" not in page(client, "/f/mae-raem/receipts")
    assert client.post(f"/f/mae-raem/receipts/{made[0].pk}/print").status_code == 403
    with pytest.raises(NotAllowed):
        print_receipts(fund, [made[0].pk], 1, actor(fund, "auditor"), NOW, TODAY)


def test_a_print_is_never_made_by_opening_an_address(desk, made):
    assert desk.get(f"/f/mae-raem/receipts/{made[0].pk}/print").status_code == 405
    assert desk.get("/f/mae-raem/receipts/print").status_code == 405


def test_a_receipt_is_cancelled_with_its_reason_and_says_so_everywhere(desk, fund, made, people, tmp_path):
    address = f"/f/mae-raem/receipts/{made[0].pk}/cancel"
    assert "เอากลับคืนไม่ได้" in page(desk, address)
    said = {"reason": "รับเงินผิดคน", "key": str(uuid.uuid4())}
    answer = desk.post(address, said, follow=True).content.decode()
    assert "ยกเลิกแล้ว" in answer and "เพราะรับเงินผิดคน" in answer
    assert desk.post(address, said).status_code == 302
    assert Contribution.objects.filter(receipt=made[0], satang=-3000).count() == 1
    paper = "".join(text_of(desk.post(f"/f/mae-raem/receipts/{made[0].pk}/print").content, tmp_path))
    assert re.search("ยกเลิก.* 2569 เพราะรับเงินผิดคน", paper)
    people[0].refresh_from_db()
    assert people[0].paid_until == date(2026, 10, 31)


def test_what_stands_against_cancelling_is_said_beside_the_form(desk, fund, made):
    address = f"/f/mae-raem/receipts/{made[0].pk}/cancel"
    empty = desk.post(address, {"reason": " ", "key": str(uuid.uuid4())})
    assert empty.status_code == 422 and "บอกเหตุผลที่ยกเลิกก่อน" in empty.content.decode()
    cancel(fund, made[0])
    again = desk.post(address, {"reason": "อีกครั้ง", "key": str(uuid.uuid4())})
    assert again.status_code == 422 and "ยกเลิกเมื่อ" in again.content.decode()
    assert Contribution.objects.filter(receipt=made[0], reverses__isnull=False).count() == 1


def test_a_collector_cannot_cancel(client, fund, made):
    client.force_login(user(fund, "collector"))
    assert "ยกเลิกใบเสร็จ</a>" not in page(client, f"/f/mae-raem/receipts/{made[0].pk}")
    assert client.post(f"/f/mae-raem/receipts/{made[0].pk}/cancel", {"reason": "x"}).status_code == 403


def test_the_totals_of_the_page_are_the_totals_of_the_database(fund, made):
    cancel(fund, made[2])
    rows = list(queries.with_payers(queries.found(fund, queries.Filters())))
    assert (
        queries.totals_of(rows)
        == queries.totals(queries.found(fund, queries.Filters()))
        == queries.Totals(2, 6000, 1, 3000)
    )


@pytest.mark.django_db(transaction=True)
def test_two_who_print_at_once_do_not_both_get_the_original():
    fund = make_fund("print-race", "500704")
    receipt = take(fund, [make_member(fund)])[1][0]
    who, seen, start = actor(fund, "treasurer"), [], threading.Barrier(3)

    def run():
        start.wait()
        try:
            seen.append(print_receipts(fund, [receipt.pk], 1, who, NOW, TODAY)[receipt.pk])
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(3)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert sorted(seen) == [1, 2, 3]
    assert Receipt.objects.filter(book__organisation=fund.organisation).count() == 1
    assert factories.user(fund, "treasurer").pk == who.user_id
