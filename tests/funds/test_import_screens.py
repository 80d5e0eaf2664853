"""The import on the screen: send, choose the columns, look, confirm, mend."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chumchon.access.models import AuditEvent
from chumchon.funds.models import ImportBatch, ImportMapping, Member
from chumchon.funds.queries.importing.sealed import file_path
from tests import factories
from tests.funds.importing_books import HEADERS, people, person, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, fund):
    client.force_login(factories.user(fund, "treasurer"))
    return client


def send(page, fund, data: bytes, name: str = "ทะเบียน.xlsx"):
    return page.post(reverse("imports", args=[fund.code]), {"file": SimpleUploadedFile(name, data)})


def book(*extra: list[object]) -> bytes:
    return xlsx([HEADERS, *people(5), *extra])


def columns(**changed: str) -> dict[str, str]:
    fields = ["number", "name", "citizen_id", "birth", "house", "village", "joined", "paid_until", "legacy"]
    return {**{f"column_{i}": f for i, f in enumerate(fields)}, **changed}


def draft(page, fund, data: bytes) -> ImportBatch:
    send(page, fund, data)
    batch = ImportBatch.objects.get(state="draft")
    assert page.post(reverse("import_columns", args=[fund.code, batch.id]), columns()).status_code == 302
    return batch


def test_a_book_is_sent_looked_at_and_confirmed(page, fund):
    batch = draft(page, fund, book(person(9, "1999900000000"), person(10, "")))
    shown = page.get(reverse("import_show", args=[fund.code, batch.id])).content.decode()
    assert "นำเข้า 6 คน" in shown and "แถว 7" in shown and "1999900000000" in shown and "ไม่มีเลขบัตรประชาชน" in shown
    assert not Member.objects.exists()
    answer = page.post(reverse("import_confirm", args=[fund.code, batch.id]), follow=True).content.decode()
    assert "นำเข้าสมาชิก 6 คนแล้ว" in answer
    assert Member.objects.filter(fund=fund).count() == 6
    assert not file_path(fund.id, batch.sha256).exists()


def test_confirming_twice_is_once(page, fund):
    batch = draft(page, fund, book())
    for _ in range(2):
        assert page.post(reverse("import_confirm", args=[fund.code, batch.id])).status_code == 302
    assert Member.objects.count() == 5
    assert AuditEvent.objects.filter(verb="members.import").count() == 1


def test_the_file_waits_sealed(page, fund):
    batch = draft(page, fund, book())
    stored = file_path(fund.id, batch.sha256).read_bytes()
    assert not stored.startswith(b"PK")
    assert file_path(fund.id, batch.sha256).stat().st_mode & 0o077 == 0


def test_a_corrected_mapping_is_remembered_once_the_file_is_confirmed_and_not_before(page, fund):
    data = xlsx(
        [["ก", "เลขสมาชิก", "ชื่อ-สกุล", "ข"], ["x", "1", "นางสม ใจดี", "5/1/2510"], ["x", "2", "นางปัน ใจดี", "6/1/2510"]]
    )
    send(page, fund, data)
    batch = ImportBatch.objects.get()
    choice = {"column_1": "number", "column_2": "name", "column_3": "birth"}
    page.post(reverse("import_columns", args=[fund.code, batch.id]), choice)
    assert not ImportMapping.objects.exists()
    send(page, fund, data)
    assert ImportBatch.objects.order_by("-id").first().mapping == {"number": 1, "name": 2}
    page.post(reverse("import_confirm", args=[fund.code, batch.id]))
    send(page, fund, data)
    assert ImportBatch.objects.order_by("-id").first().mapping == {"number": 1, "name": 2, "birth": 3}


def test_a_book_whose_headers_nobody_knows_is_mapped_by_hand(page, fund):
    data = xlsx([["บัญชีรายชื่อ"], ["ก", "ข", "ค"], ["ว่าง", "นางสม ใจดี", "7"], ["ว่าง", "นางปัน ใจดี", "8"]])
    address = send(page, fund, data).url
    assert address.endswith("/columns")
    page.post(address, {"column_1": "name", "column_2": "number"})
    page.post(reverse("import_confirm", args=[fund.code, ImportBatch.objects.get().id]))
    assert sorted(Member.objects.values_list("number", "person__first_name")) == [("7", "สม"), ("8", "ปัน")]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [({"column_0": "name"}, "ไว้สองช่อง"), ({"column_1": ""}, "เลือกช่องของชื่อสมาชิกก่อน"), ({"column_4": "first"}, "เลือกไว้อย่างเดียว")],
)  # fmt: skip
def test_a_choice_that_cannot_be_is_said_beside_the_form(page, fund, changed, sentence):
    send(page, fund, book())
    batch = ImportBatch.objects.get()
    answer = page.post(reverse("import_columns", args=[fund.code, batch.id]), columns(**changed))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_another_sheet_may_be_chosen(page, fund):
    send(page, fund, xlsx([HEADERS, *people(3)], [["เลขสมาชิก", "ชื่อ-สกุล"], ["7", "นายคำ ปัน"]], names=("ทะเบียน", "ใหม่")))
    batch = ImportBatch.objects.get()
    address = reverse("import_columns", args=[fund.code, batch.id])
    assert "นายคำ ปัน" in page.get(address, {"sheet": "ใหม่"}).content.decode()
    page.post(address, {"sheet": "ใหม่", "column_0": "number", "column_1": "name"})
    page.post(reverse("import_confirm", args=[fund.code, batch.id]))
    assert [m.number for m in Member.objects.all()] == ["7"]


def test_rejected_rows_are_fetched_as_a_workbook_and_the_reading_is_on_the_trail(page, fund):
    batch = draft(page, fund, book(person(9, "1999900000000")))
    page.post(reverse("import_confirm", args=[fund.code, batch.id]))
    answer = page.get(reverse("import_rejected", args=[fund.code, batch.id]))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert (sheet.max_row, sheet["B2"].value) == (2, "0009")
    assert AuditEvent.objects.filter(verb="members.rejects").count() == 1


def test_a_draft_may_be_thrown_away_but_not_what_came_in(page, fund):
    batch = draft(page, fund, book())
    page.post(reverse("import_discard", args=[fund.code, batch.id]))
    assert not ImportBatch.objects.exists()
    assert not file_path(fund.id, batch.sha256).exists()
    batch = draft(page, fund, book())
    page.post(reverse("import_confirm", args=[fund.code, batch.id]))
    page.post(reverse("import_discard", args=[fund.code, batch.id]))
    assert ImportBatch.objects.get().state == "done"


@pytest.mark.parametrize(
    ("data", "sentence"), [(b"PK\x03\x04", "เสียหรือมาไม่ครบ"), (b"", "ว่างเปล่า"), (b"\x89PNG\r\n", "ไม่ใช่ตาราง")]
)
def test_a_bad_file_is_answered_beside_the_field(page, fund, data, sentence):
    answer = send(page, fund, data)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_a_file_that_is_gone_is_said(page, fund):
    batch = draft(page, fund, book())
    file_path(fund.id, batch.sha256).unlink()
    answer = page.get(reverse("import_show", args=[fund.code, batch.id]))
    assert answer.status_code == 422
    assert "ส่งไฟล์อีกครั้ง" in answer.content.decode()


def test_another_funds_import_is_not_there(page, fund):
    other = factories.make_fund("other", "100401")
    batch = ImportBatch.objects.create(
        fund=other, file_name="a", sha256="0" * 64, actor=factories.user(other, "treasurer"), at=factories.NOW
    )
    assert page.get(reverse("import_show", args=[fund.code, batch.id])).status_code == 404


def test_a_collector_may_not_open_the_import(client, fund):
    client.force_login(factories.user(fund, "collector"))
    assert client.get(reverse("imports", args=[fund.code])).status_code == 403
