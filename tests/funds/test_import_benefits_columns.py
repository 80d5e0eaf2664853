"""Past benefits in a book whose headers nobody knows: the columns are said by hand, remembered, and an import is taken back."""

import io
import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from chumchon.access.models import AuditEvent
from chumchon.funds.models import BenefitHistory, ImportBatch, ImportMapping
from chumchon.funds.queries.benefit_history import past_of
from tests import factories
from tests.funds.importing_books import xlsx
from tests.funds.test_agreement_past_benefits import HEADERS, fund, row  # noqa: F401 - the fixture is used by name

pytestmark = pytest.mark.django_db
ODD = [
    ["สมุดเล่ม 2"],
    ["ก", "ใคร", "เรื่องอะไร", "เมื่อไร", "เท่าไร"],
    ["x", "0001", "คลอดบุตร", "1/2/2568", 500],
    ["x", "0099", "คลอดบุตร", "1/2/2568", 500],
]
CHOICE = {"column_1": "number", "column_2": "benefit", "column_3": "start", "column_4": "amount"}


@pytest.fixture
def page(client, fund):  # noqa: F811
    client.force_login(factories.user(fund, "treasurer"))
    return client


def send(page, fund, data: bytes):  # noqa: F811
    answer = page.post(reverse("benefit_imports", args=[fund.code]), {"file": SimpleUploadedFile("จ่าย.xlsx", data)})
    return answer, ImportBatch.objects.filter(kind="benefits").order_by("-id").first()


def test_a_book_with_unknown_headers_is_mapped_checked_and_brought_in(page, fund):  # noqa: F811
    answer, batch = send(page, fund, xlsx(ODD))
    columns = reverse("benefit_import_columns", args=[fund.code, batch.pk])
    assert answer.url == columns
    html = page.get(columns).content.decode()
    assert "เมื่อไร" in html and "1/2/2568" in html and "วันที่เกิดเหตุหรือเข้ารักษา" in html
    assert page.get(reverse("benefit_import", args=[fund.code, batch.pk])).url == columns, (
        "nothing is judged before that"
    )
    done = page.post(columns, CHOICE, follow=True).content.decode()
    assert "นำเข้า 1 รายการ" in done and "ไม่พบสมาชิกคนนี้" in done
    assert not ImportMapping.objects.exists()
    page.post(reverse("benefit_import_confirm", args=[fund.code, batch.pk]))
    assert [p.satang for p in past_of([fund.somsri.pk])] == [50_000]
    answer, _ = send(page, fund, xlsx(ODD))
    assert "columns" not in answer.url, "the columns are remembered once the file came in"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"column_1": ""}, "เลือกช่องที่บอกว่าเป็นใคร"),
        ({"column_2": "", "column_4": ""}, "เลือกช่องของ สวัสดิการ · จำนวนเงิน (บาท)"),
        ({"column_0": "number"}, "ไว้สองช่อง"),
    ],
)
def test_a_choice_that_lacks_something_is_said_beside_the_form(page, fund, changed, sentence):  # noqa: F811
    _, batch = send(page, fund, xlsx(ODD))
    answer = page.post(reverse("benefit_import_columns", args=[fund.code, batch.pk]), CHOICE | changed)
    assert answer.status_code == 422 and sentence in answer.content.decode()


def test_by_command_columns_that_were_remembered_on_the_screen_are_used(page, fund, tmp_path):  # noqa: F811
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx(ODD))
    with pytest.raises(CommandError, match="NO_HEADER"):
        call_command("import_benefits", str(path), "--fund", fund.code)
    _, batch = send(page, fund, xlsx(ODD))
    page.post(reverse("benefit_import_columns", args=[fund.code, batch.pk]), CHOICE)
    page.post(reverse("benefit_import_confirm", args=[fund.code, batch.pk]))
    out = io.StringIO()
    call_command("import_benefits", str(path), "--fund", fund.code, "--json", stdout=out)
    assert json.loads(out.getvalue())["already"] == 1


def test_an_import_is_taken_back_and_none_of_its_rows_counts(page, fund):  # noqa: F811
    _, batch = send(page, fund, xlsx([HEADERS, row(), row(no=2, start="1/6/2569", end="2/6/2569", nights=1, baht=100)]))
    page.post(reverse("benefit_import_confirm", args=[fund.code, batch.pk]))
    assert len(past_of([fund.somsri.pk])) == 2
    address = reverse("benefit_import_undo", args=[fund.code, batch.pk])
    assert address in page.get(reverse("benefit_import", args=[fund.code, batch.pk])).content.decode()
    assert page.post(address, {"reason": ""}).status_code == 422
    assert "2 รายการแล้ว" in page.post(address, {"reason": "เลือกช่องผิด"}, follow=True).content.decode()
    assert past_of([fund.somsri.pk]) == []
    assert BenefitHistory.objects.count() == 4, "rows are only ever added"
    assert AuditEvent.objects.filter(verb="benefits.undo_import").count() == 1
    assert "เลือกช่องผิด" in page.get(reverse("benefit_import", args=[fund.code, batch.pk])).content.decode()
    _, again = send(page, fund, xlsx([HEADERS, row()]))
    page.post(reverse("benefit_import_confirm", args=[fund.code, again.pk]))
    assert [p.start for p in past_of([fund.somsri.pk])] == [date(2026, 3, 10)]


def test_what_came_in_is_not_discarded_in_the_same_words_for_both_kinds(page, fund):  # noqa: F811
    _, batch = send(page, fund, xlsx([HEADERS, row()]))
    page.post(reverse("benefit_import_confirm", args=[fund.code, batch.pk]))
    said = page.post(reverse("benefit_import_discard", args=[fund.code, batch.pk]), follow=True).content.decode()
    assert "ไฟล์นี้นำเข้าแล้ว ดูผลที่รายการนำเข้า" in said and BenefitHistory.objects.count() == 1
