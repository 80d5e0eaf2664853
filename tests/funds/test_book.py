"""The pages of the book: what they show, to whom, as page and as file; and that their forms end in the ledger."""

import io
import re
import uuid
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from chumchon.funds.actions import drafts as actions
from chumchon.funds.actions.contributions import post_contributions
from chumchon.funds.models import BankAccount, BankLine, CashCount, CashDraft
from chumchon.funds.queries.book import book_of, cash_book
from chumchon.funds.rules.contributions import Payment
from chumchon.ledger.models import Account, Entry
from chumchon.ledger.queries import cash_in_hand
from chumchon.paper.tables import Report
from tests.factories import NOW, TODAY, actor, make_fund, make_member, user
from tests.funds.test_bank import STATEMENT
from tests.ledger.tamper import tamper
from tests.ledger.test_queries import post

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def world(fund, monkeypatch):
    """A cut-off, a collection day, an expense by two people, a bank account; the pages' today is 24 November 2026."""
    for place in ("access.http", "funds.views.book", "funds.views.book_tools", "funds.views.book_statements", "funds.views.drafts",
                  "funds.views.cash", "funds.views.bank", "funds.views.common"):  # fmt: skip
        monkeypatch.setattr(f"chumchon.{place}.today", lambda: TODAY)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)
    account = Account.objects.create(
        book=book_of(fund), code="1020", name_th="ธ.ก.ส.", name_en="B", kind="asset", is_cash=True
    )
    BankAccount.objects.create(fund=fund, bank="ธ.ก.ส.", number="020-1", name="กองทุน", account=account)
    post(
        fund,
        date(2026, 10, 1),
        ("1010", 100_000),
        ("1020", 900_000),
        ("3020", -1_000_000),
        kind="opening",
        memo="ยอดยกมา",
    )
    payment = Payment(make_member(fund).pk, "due", 3000, *NOVEMBER)
    treasurer = actor(fund, "treasurer")
    post_contributions(
        fund, treasurer, None, date(2026, 11, 7), [payment], uuid.uuid4(), "เก็บเงินหมู่ 1", "sheet", "1", NOW
    )
    draft = actions.make_draft(
        fund, treasurer, "expense", date(2026, 11, 9), "5200", "1010", 34_500, "ค่าเอกสาร · จ่ายให้ ร้านแดง · หลักฐาน บิล 4",
        uuid.uuid4(), NOW, TODAY,
    )  # fmt: skip
    actions.approve(fund, draft.pk, actor(fund, "chair"), NOW, TODAY)
    return fund


@pytest.fixture
def as_(client, world):
    def sign_in(role):
        client.force_login(user(world, role), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def at(name, *args):
    return reverse(name, args=["mae-raem", *args])


def text_of(answer):
    return answer.content.decode()


PAGES = [
    ("book",), ("book_accounts",), ("book_account", "1010"), ("book_trial",), ("book_cash",), ("book_statement",), ("book_check",),
    ("book_entry", 3), ("drafts",), ("draft_new", "income"), ("draft_new", "expense"), ("draft_new", "transfer"), ("bank",),
    ("cash",), ("cash_new",), ("book_reverse", 3),
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page[0])
def test_every_page_opens_for_the_treasurer_in_thai_without_inline_style_or_script(as_, page):
    answer = as_("treasurer").get(at(*page))
    assert answer.status_code == 200
    body = re.sub(r"<head>.*?</head>", "", text_of(answer), flags=re.S)
    assert "style=" not in body and "<script" not in body and not re.search(r"\son\w+=", body)


@pytest.mark.parametrize(
    "page", [p for p in PAGES if p[0] not in ("draft_new", "cash_new", "book_reverse")], ids=lambda page: page[0]
)
def test_an_auditor_reads_every_page_and_finds_no_button_to_write(as_, page):
    answer = as_("auditor").get(at(*page))
    assert answer.status_code == 200 and 'method="post"' not in text_of(answer).split("<main", 1)[1]


def test_a_collector_and_a_stranger_stay_outside(as_, client):
    assert as_("collector").get(at("book")).status_code == 403
    make_fund("mae-rim", "500701")
    from chumchon.access.models import User

    client.force_login(
        User.objects.get(username="treasurer-mae-rim"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert client.get(at("book")).status_code == 403


def test_the_journal_shows_and_sums_exactly_the_rows_found(as_):
    client = as_("treasurer")
    body = text_of(client.get(at("book")))
    assert "ค่าเอกสาร" in body and "เก็บเงินหมู่ 1" in body and "10,375.00" in body  # 10,000 + 30 + 345
    body = text_of(client.get(at("book") + "?since=1/11/2569&until=8/11/2569"))
    assert "เก็บเงินหมู่ 1" in body and "ค่าเอกสาร" not in body and "30.00" in body
    assert "ไม่มีรายการ" in text_of(client.get(at("book") + "?account=4070"))
    assert "ค่าเอกสาร" in text_of(client.get(at("book") + "?kind=expense&account=5200"))


def test_a_day_that_cannot_be_read_is_a_sentence_and_400(as_):
    answer = as_("treasurer").get(at("book") + "?since=เมื่อวาน")
    assert answer.status_code == 400 and "อ่านวันที่" in text_of(answer)
    assert as_("treasurer").get(at("book_cash") + "?since=2/11/2569&until=1/11/2569").status_code == 400


@pytest.mark.parametrize("name", ["book", "book_accounts", "book_trial", "book_cash", "book_statement"])
def test_every_table_is_also_a_file_and_a_paper(as_, name):
    client = as_("treasurer")
    sheet = client.get(at(name) + "?format=csv")
    assert sheet["Content-Type"].startswith("text/csv") and sheet.content.startswith("\ufeff".encode())
    paper = client.get(at(name) + "?format=pdf")
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")


def test_a_printed_table_carries_the_code_of_the_book_and_the_way_to_check_it(as_, monkeypatch):
    printed = []
    monkeypatch.setattr(Report, "pdf", lambda self, foot="": printed.append(self) or b"%PDF")
    as_("treasurer").get(at("book_trial") + "?format=pdf")
    (report,) = printed
    assert "รหัสตรวจสมุด" in report.check_words
    said = Client().get(urlsplit(report.check).path)
    assert said.status_code == 200 and "ตรง" in text_of(said)


def test_the_trial_balance_file_keeps_amounts_as_numbers(as_):
    body = as_("treasurer").get(at("book_trial") + "?format=csv").content.decode()
    assert "1010,เงินสดในมือ,685.00," in body and "รวม,,10030.00,10030.00" in body


def test_the_statement_explains_the_money_of_a_span(as_):
    body = text_of(as_("treasurer").get(at("book_statement") + "?since=1/11/2569&until=30/11/2569"))
    for amount in ("10,000.00", "30.00", "345.00", "9,685.00"):
        assert amount in body


def test_the_cash_book_runs_in_the_box_and_the_banks_side_by_side(world):
    found = cash_book(book_of(world), date(2026, 11, 1), date(2026, 11, 30))
    assert (found.cash_opening, found.bank_opening) == (100_000, 900_000)
    assert [(r.cash_satang, r.cash_balance, r.bank_balance) for r in found.rows] == [
        (3_000, 103_000, 900_000), (-34_500, 68_500, 900_000),
    ]  # fmt: skip


def test_an_entry_shows_both_people_its_code_and_its_receipts_without_a_name(as_, world):
    client = as_("auditor")
    body = text_of(client.get(at("book_entry", 3)))
    assert "นางtreasurer" in body and "นางchair" in body and Entry.objects.get(number=3).hash in body
    body = text_of(client.get(at("book_entry", 2)))
    assert "เลขที่ 0001/2570" in body and "ตั้งใจดี" not in body
    assert client.get(at("book_entry", 99)).status_code == 404


def test_members_money_says_on_its_page_where_it_is_cancelled(as_):
    body = text_of(as_("treasurer").get(at("book_entry", 2)))
    assert "ยกเลิกทีละใบ" in body and at("book_reverse", 2) not in body


def test_the_check_page_says_sound_and_names_what_was_changed(as_):
    client = as_("auditor")
    assert "สมุดถูกต้องทุกรายการ" in text_of(client.get(at("book_check")))
    assert "ไม่อยู่ในสมุดนี้" in text_of(client.get(at("book_check") + "?printed=AAAA-BBBB-CCCC"))
    tamper("UPDATE ledger_entry SET memo = 'x' WHERE number = 3")
    assert "รายการเลขที่ 3 ถูกแก้หลังบันทึก" in text_of(client.get(at("book_check")))


def form(**more):
    said = {
        "key": str(uuid.uuid4()), "day_day": "20", "day_month": "11", "day_year": "2569", "account": "4070", "place": "1010",
        "satang": "๕๐๐", "what": "ผ้าป่า", "party": "วัด", "evidence": "12",
    }  # fmt: skip
    return {**said, **more}


def test_income_goes_from_the_form_through_a_second_person_into_the_book(as_, world):
    client, said = as_("treasurer"), form()
    first = client.post(at("draft_new", "income"), said)
    assert first.status_code == 302 and client.post(at("draft_new", "income"), said).url == first.url  # sent twice
    draft = CashDraft.objects.latest("id")
    assert draft.memo == "ผ้าป่า · รับจาก วัด · หลักฐาน 12" and draft.satang == 50_000
    page = text_of(client.get(first.url))
    assert "ถอนรายการคืน" in page and "อนุมัติและลงบัญชี" not in page
    assert client.post(at("draft_approve", draft.pk)).status_code == 403  # the maker
    client = as_("chair")
    assert "อนุมัติและลงบัญชี" in text_of(client.get(first.url))
    assert client.post(at("draft_approve", draft.pk)).url == at("book_entry", 4)
    assert cash_in_hand(book_of(world)) == 118_500


def test_what_the_form_refuses_stands_beside_its_field_with_what_was_typed(as_):
    client = as_("treasurer")
    answer = client.post(at("draft_new", "expense"), form(account="5200", satang="5000"))
    assert (
        answer.status_code == 422 and "เงินสดในมือมี 685.00 บาท" in text_of(answer) and 'value="5000"' in text_of(answer)
    )
    answer = client.post(at("draft_new", "expense"), form(account="5200", satang="ห้า", what="", day_day="31"))
    assert answer.status_code == 422 and CashDraft.objects.count() == 1
    assert client.get(at("draft_new", "nothing")).status_code == 404


def test_a_deposit_names_both_places_and_not_the_same_one(as_):
    client = as_("treasurer")
    said = form(source="1010", target="1010", satang="100", what="", evidence="")
    assert client.post(at("draft_new", "transfer"), said).status_code == 422
    assert client.post(at("draft_new", "transfer"), {**said, "target": "1020"}).status_code == 302
    assert CashDraft.objects.latest("id").memo == "โอนจาก เงินสดในมือ เข้า ธ.ก.ส."


def test_a_refusal_asks_for_a_reason_and_the_maker_reads_it(as_, world):
    draft = actions.make_draft(
        world, actor(world, "treasurer"), "income", TODAY, "1010", "4070", 100, "ก", uuid.uuid4(), NOW, TODAY
    )
    client = as_("chair")
    assert client.post(at("draft_refuse", draft.pk), {"reason": ""}).status_code == 422
    assert client.post(at("draft_refuse", draft.pk), {"reason": "ไม่มีหลักฐาน"}).status_code == 302
    assert "ไม่มีหลักฐาน" in text_of(as_("treasurer").get(at("draft", draft.pk)))
    assert as_("chair").post(at("draft_approve", draft.pk)).status_code == 422


def test_a_reversal_is_asked_for_on_the_entry_and_approved_by_another(as_, world):
    client = as_("treasurer")
    page = text_of(client.get(at("book_reverse", 3)))
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    assert client.post(at("book_reverse", 3), {"key": key, "reason": ""}).status_code == 422
    assert client.post(at("book_reverse", 3), {"key": "x", "reason": "ลงซ้ำ"}).status_code == 422
    there = client.post(at("book_reverse", 3), {"key": key, "reason": "ลงซ้ำ"}).url
    assert as_("chair").post(there + "/approve").url == at("book_entry", 4)
    assert cash_in_hand(book_of(world)) == 103_000
    assert "รายการนี้ยกเลิกแล้ว" in text_of(as_("auditor").get(at("book_entry", 3)))


def test_a_voucher_is_a_paper_and_only_for_income_and_expense(as_):
    client = as_("auditor")
    paper = client.get(at("book_voucher", 3))
    assert paper.content.startswith(b"%PDF") and paper["Cache-Control"] == "no-store"
    assert client.get(at("book_voucher", 2)).status_code == 404


def test_the_list_of_drafts_is_filtered_and_is_a_file(as_, world):
    actions.make_draft(
        world, actor(world, "treasurer"), "income", TODAY, "1010", "4070", 100, "=1+1", uuid.uuid4(), NOW, TODAY
    )
    client = as_("chair")
    assert "=1+1" in text_of(client.get(at("drafts"))) and "ค่าเอกสาร" not in text_of(client.get(at("drafts")))
    assert "ค่าเอกสาร" in text_of(client.get(at("drafts") + "?state=posted"))
    assert "'=1+1" in text_of(client.get(at("drafts") + "?state=&format=csv"))


def test_a_statement_comes_in_by_the_screen_and_is_matched_and_undone(as_, world):
    account = BankAccount.objects.get()
    post(world, date(2026, 10, 5), ("1020", 123_456), ("4060", -123_456))
    client = as_("treasurer")

    def send():
        file = SimpleUploadedFile("บัญชี.csv", STATEMENT.encode("cp874"), "text/csv")
        return client.post(at("bank_import", account.pk), {"file": file})

    assert send().url == at("bank_account", account.pk) and send().status_code == 302
    assert BankLine.objects.count() == 3
    page = text_of(client.get(at("bank_account", account.pk)))
    assert "น่าจะคู่กัน 1 รายการ" in page and "ค่าธรรมเนียม" in page
    client.post(at("bank_match", account.pk), {"all": "1"})
    line = BankLine.objects.get(matched__isnull=False)
    assert "จับคู่แล้ว" in text_of(client.get(at("bank_account", account.pk)))
    client.post(at("bank_unmatch", account.pk), {"bank": line.pk})
    assert not BankLine.objects.filter(matched__isnull=False).exists()
    assert "มีในธนาคารเท่านั้น" in client.get(at("bank_account", account.pk) + "?format=csv").content.decode()


def test_unknown_columns_are_asked_for_once_and_remembered(as_, world):
    account, client = BankAccount.objects.get(), as_("treasurer")
    text = "ก,ข,ค\n5/10/2569,เข้า,100.00\n"
    asked = client.post(at("bank_import", account.pk), {"file": io.BytesIO(text.encode())})
    assert asked.status_code == 422 and "ช่องไหนคืออะไร" in text_of(asked) and BankLine.objects.count() == 0
    said = {"text": text, "column_day": "0", "column_text": "1", "column_amount": "2"}
    assert client.post(at("bank_import", account.pk), said).status_code == 302
    again = text + "6/10/2569,เข้า,50.00\n"
    assert client.post(at("bank_import", account.pk), {"file": io.BytesIO(again.encode())}).status_code == 302
    assert sorted(BankLine.objects.values_list("satang", flat=True)) == [5_000, 10_000]


def test_the_chair_sees_the_bank_and_does_not_import(as_):
    account = BankAccount.objects.get()
    client = as_("chair")
    assert client.get(at("bank_account", account.pk)).status_code == 200
    assert client.get(at("bank_import", account.pk)).status_code == 403
    assert client.post(at("bank_match", account.pk), {"all": "1"}).status_code == 403


def test_the_box_is_counted_at_the_table_by_two(as_, world):
    client = as_("treasurer")
    said = {
        "piece_50000": "1",
        "piece_10000": "๑",
        "piece_2000": "",
        "witness": "chair-mae-raem",
        "secret": "123456",
        "reason": "",
    }
    answer = client.post(at("cash_new"), said)
    assert answer.status_code == 422 and "เงินขาด 85.00 บาท" in text_of(answer) and CashCount.objects.count() == 0
    assert client.post(at("cash_new"), {**said, "reason": "ทอนผิด", "secret": "9"}).status_code == 422
    done = client.post(at("cash_new"), {**said, "reason": "ทอนผิด"})
    assert done.status_code == 302 and "เงินขาด 85.00 บาท" in text_of(client.get(done.url))
    assert "ทอนผิด" in text_of(client.get(at("cash"))) and "60000" not in text_of(client.get(at("cash") + "?format=csv"))


def test_the_journal_of_many_entries_is_read_in_few_queries(as_, world, django_assert_max_num_queries):
    client = as_("auditor")
    for _ in range(30):
        post(world, TODAY, ("1010", 100), ("4070", -100))
    client.get(at("book"))
    with django_assert_max_num_queries(16):
        client.get(at("book"))
