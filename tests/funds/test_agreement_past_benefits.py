"""Past benefits out of the fund's own workbook: found members, right nights, every fault told, twice is once."""

import json
import re
import uuid
from dataclasses import replace
from datetime import date

import pytest
from cryptography.exceptions import InvalidTag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from chumchon.access.models import AuditEvent
from chumchon.funds.actions.benefit_history import undo_import
from chumchon.funds.models import BenefitHistory, ImportBatch, Member
from chumchon.funds.queries.benefit_history import PastBenefit, paid_before, past_of
from chumchon.funds.rules.claims import Event
from chumchon.funds.rules.importing.benefit_headers import guess, read_header
from tests import factories
from tests.funds.agreements_world import FIRST, example_of, in_force
from tests.funds.claims_world import enter
from tests.funds.importing_books import xlsx

pytestmark = pytest.mark.django_db
HEADERS = [
    "ลำดับ",
    "เลขสมาชิก",
    "ชื่อ-สกุล",
    "ประเภทสวัสดิการ",
    "วันที่เข้ารักษา",
    "วันที่ออก",
    "จำนวนคืน",
    "จำนวนเงิน (บาท)",
    "หมายเหตุ",
]


def row(**changed):
    """A right row under HEADERS; changed: cells by a short name."""
    said = {"no": 1, "number": "0001", "name": "นางสมศรี ตั้งใจดี", "benefit": "นอนโรงพยาบาล", "start": "10/3/2569",
            "end": "13/3/2569", "nights": 3, "baht": 300, "note": ""}  # fmt: skip
    return list((said | changed).values())


@pytest.fixture
def fund(db):
    made = factories.make_fund()
    in_force(made, replace(example_of(made), effective_from=FIRST))
    made.somsri = factories.make_member(made, "สมศรี", number="0001")
    made.dead = factories.make_member(made, "ตายแล้ว", number="0002")
    made.dead.person.died_on = date(2026, 1, 5)
    made.dead.person.save()
    factories.make_member(made, "ซ้ำ", number="0003")
    factories.make_member(made, "ซ้ำ", number="0004")
    return made


@pytest.fixture
def bring(fund, tmp_path, capsys):
    """Run the command on rows; gives its report."""

    def run(*rows, headers=HEADERS, **options):
        file = tmp_path / "book.xlsx"
        file.write_bytes(xlsx([["ทะเบียนจ่ายสวัสดิการ ปี 2569"], headers, *rows]))
        capsys.readouterr()
        call_command("import_benefits", str(file), fund=fund.code, json=True, **options)
        return json.loads(capsys.readouterr().out)

    return run


def test_a_hospital_stay_a_birth_and_a_death_come_in_with_their_units(fund, bring):
    said = bring(
        row(), row(number="1", name="", benefit="คลอดบุตร", start="1 ก.พ. 68", end="", nights="", baht="500.-"),
        row(number="", name="นางตายแล้ว ตั้งใจดี", benefit="ตาย", start=date(2026, 1, 5), end="", nights="", baht=10000),
        row(number="๑", start="1/5/2569", end="", nights="2 คืน", baht=200), ["รวม", "", "", "", "", "", "", 11000, ""],
    )  # fmt: skip
    assert (said["rows"], said["accepted"], said["rejected"], said["added"]) == (4, 4, 0, 4), said
    assert said["satang"] == 1_100_000
    somsri = fund.somsri.pk
    assert past_of([somsri]) == [
        PastBenefit(somsri, "hospital", date(2026, 3, 10), date(2026, 3, 13), 3, 30_000),
        PastBenefit(somsri, "birth", date(2025, 2, 1), date(2025, 2, 1), 1, 50_000),
        PastBenefit(somsri, "hospital", date(2026, 5, 1), date(2026, 5, 3), 2, 20_000),
    ]
    assert [p.key for p in past_of([fund.dead.pk])] == ["death"]
    assert paid_before(fund, date(2025, 12, 31)) == [(date(2025, 2, 1), 50_000)]


def test_what_happened_is_not_in_the_clear(fund, bring):
    bring(row())
    kept = bytes(BenefitHistory.objects.get().facts_sealed)
    assert b"hospital" not in kept and b"2026" not in kept
    moved = BenefitHistory.objects.get()
    moved.pk, moved.uid = None, uuid.uuid4()
    moved.save(force_insert=True)
    with pytest.raises(InvalidTag):
        past_of([fund.somsri.pk])


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"number": "0099"}, "NO_MEMBER"), ({"number": "", "name": "นางซ้ำ ตั้งใจดี"}, "MANY_MEMBERS"),
        ({"name": "นางคนอื่น ตั้งใจดี"}, "NAME_DIFFERS"), ({"benefit": "ค่าน้ำมัน"}, "UNKNOWN_BENEFIT"), ({"benefit": ""}, "UNKNOWN_BENEFIT"),
        ({"start": "เมื่อวาน"}, "BAD_DATE"), ({"start": ""}, "BAD_DATE"), ({"start": "1/1/2580", "end": ""}, "FUTURE_DATE"),
        ({"end": "9/3/2569"}, "END_BEFORE_START"), ({"nights": 4}, "UNITS_DIFFER"), ({"nights": "สาม"}, "BAD_UNITS"),
        ({"nights": "", "end": ""}, "NO_UNITS"), ({"baht": 0}, "BAD_AMOUNT"), ({"baht": "สามร้อย"}, "BAD_AMOUNT"),
        ({"number": "0002", "name": ""}, "AFTER_DEATH"),
    ],
)  # fmt: skip
def test_a_row_that_is_not_right_stays_out_and_says_why(bring, changed, code):
    said = bring(row(**changed), row(no=2))
    assert (said["accepted"], said["rejected"]) == (1, 1), said
    assert said["to_mend"] == {code: 1}
    assert said["mend"][0]["row"] == 3 and said["mend"][0]["th"]


def test_the_same_file_twice_adds_nothing_and_another_sum_is_asked_about(fund, bring):
    assert bring(row(), row(no=2))["to_mend"] == {"DUPLICATE_ROW": 1}
    again = bring(row(), row(no=2, start="1/6/2569", end="2/6/2569", nights=1, baht=100))
    assert (again["accepted"], again["already"], again["added"]) == (1, 1, 1)
    assert bring(row(baht=250))["to_mend"] == {"OTHER_AMOUNT": 1}
    assert BenefitHistory.objects.count() == 2


def test_a_dry_run_writes_nothing_and_a_wrong_fund_is_told(fund, bring, tmp_path):
    said = bring(row(start="1/1/2550", end="2/1/2550", nights=1), dry_run=True)
    assert (said["accepted"], said["added"], said["warnings"]) == (1, 0, {"BEFORE_JOINING": 1})
    assert not BenefitHistory.objects.exists() and not ImportBatch.objects.exists()
    with pytest.raises(CommandError, match="NO_FUND"):
        call_command("import_benefits", str(tmp_path / "book.xlsx"), fund="nowhere")
    with pytest.raises(CommandError, match="NO_FILE"):
        call_command("import_benefits", str(tmp_path / "none.xlsx"), fund=fund.code)
    with pytest.raises(CommandError, match="NO_HEADER"):
        bring(["1", "2"], headers=["ก", "ข"])


def test_rows_are_only_ever_added(bring):
    bring(row())
    for change in (lambda: BenefitHistory.objects.update(satang=1), lambda: BenefitHistory.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_headers_in_other_words_are_found():
    said = guess(["สมาชิกเลขที่", "ชื่อผู้รับสวัสดิการ", "รายการ", "วันที่จ่าย", "จำนวนวันนอน", "จำนวนเงิน"]).mapping
    assert said == {"number": 0, "name": 1, "benefit": 2, "units": 4, "amount": 5, "start": 3}
    assert read_header("", [["สวัสดิการ", "จำนวนเงิน"], ["เลขสมาชิก", "วันที่", "บาท"]]).first_row == 2
    assert read_header("", [["สวัสดิการ", "จำนวนเงิน"]]) is None


def test_on_the_screen_the_book_is_checked_before_it_is_confirmed_and_each_look_is_recorded(client, fund):
    client.force_login(factories.user(fund, "treasurer"))
    data = xlsx([HEADERS, row(), row(no=2, number="0099")])
    answer = client.post(reverse("benefit_imports", args=[fund.code]), {"file": SimpleUploadedFile("จ่าย.xlsx", data)})
    batch = ImportBatch.objects.get(kind="benefits")
    assert answer.url == reverse("benefit_import", args=[fund.code, batch.pk])
    html = client.get(answer.url).content.decode()
    assert "ไม่พบสมาชิกคนนี้" in html and "นอนโรงพยาบาล" in html and re.search(r"นำเข้า 1 รายการ", html)
    assert not BenefitHistory.objects.exists()
    assert AuditEvent.objects.filter(verb="benefits.check").count() == 1
    done = client.post(reverse("benefit_import_confirm", args=[fund.code, batch.pk]), follow=True).content.decode()
    assert "นำเข้าสวัสดิการที่จ่ายมาแล้ว 1 รายการ" in done
    client.post(reverse("benefit_import_confirm", args=[fund.code, batch.pk]))
    assert BenefitHistory.objects.count() == 1
    assert client.get(reverse("imports", args=[fund.code])).content.decode().count("จ่าย.xlsx") == 0
    bad = client.post(
        reverse("benefit_imports", args=[fund.code]), {"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04")}
    )
    assert bad.status_code == 422
    client.post(reverse("benefit_imports", args=[fund.code]), {"file": SimpleUploadedFile("จ่าย.xlsx", data)})
    waiting = ImportBatch.objects.get(kind="benefits", state="draft")
    client.post(reverse("benefit_import_discard", args=[fund.code, waiting.pk]))
    assert not ImportBatch.objects.filter(kind="benefits", state="draft").exists()


@pytest.mark.parametrize("role", ["chair", "collector", "auditor"])
def test_who_does_not_keep_the_register_brings_nothing_in(client, fund, role):
    client.force_login(factories.user(fund, role))
    assert client.get(reverse("benefit_imports", args=[fund.code])).status_code == 403


def test_what_stands_in_a_claim_already_does_not_come_in_once_more(fund, bring):
    event = Event("hospital", date(2026, 10, 10), date(2026, 10, 13))
    Member.objects.filter(pk=fund.somsri.pk).update(paid_until=date(2026, 12, 31))
    enter(fund, Member.objects.get(pk=fund.somsri.pk), event)
    report = bring(row(start="10/10/2569", end="13/10/2569"), row(no=2))
    assert report["to_mend"] == {"IN_SYSTEM": 1} and report["added"] == 1


def test_nights_that_stand_in_a_claim_or_another_row_do_not_come_in_once_more_under_another_first_day(fund, bring):
    Member.objects.filter(pk=fund.somsri.pk).update(paid_until=date(2026, 12, 31))
    claim = enter(
        fund, Member.objects.get(pk=fund.somsri.pk), Event("hospital", date(2026, 10, 10), date(2026, 10, 13))
    )
    report = bring(
        row(start="9/10/2569", end="11/10/2569", nights=2),  # the night of the 10th stands in the claim
        row(start="13/10/2569", end="15/10/2569", nights=2), row(start="8/10/2569", end="10/10/2569", nights=2),  # beside it
        row(start="14/10/2569", end="16/10/2569", nights=2),  # the night of the 14th stands in the file
        row(benefit="คลอดบุตร", start="10/10/2569", end="", nights=1, baht=500),
    )  # fmt: skip
    assert (report["to_mend"], report["added"]) == ({"OVERLAP": 2}, 3)
    first, second = (fault["th"] for fault in report["mend"])
    assert f"ทับกับคำขอ {claim.label} ในระบบ" in first and "13" not in first  # a claim's days are no importer's
    assert "ทับกับแถว 4 ในไฟล์นี้ (13 ต.ค. 69 ถึง 15 ต.ค. 69)" in second


def test_a_stay_of_an_earlier_import_is_known_by_its_nights_until_that_import_is_taken_back(fund, bring):
    bring(row(start="9/3/2569", end="11/3/2569", nights=2))
    other = factories.make_member(fund, "อีกคน", number="0005")
    again = bring(
        row(), row(number="0005", name="", start="10/3/2569"), row(start="11/3/2569", end="12/3/2569", nights=1)
    )
    assert (again["to_mend"], again["added"]) == ({"OVERLAP": 1}, 2)
    assert "รายการที่นำเข้าไว้แล้ว (9 มี.ค. 69 ถึง 11 มี.ค. 69)" in again["mend"][0]["th"]
    assert [p.units for p in past_of([other.pk])] == [3]
    for batch in ImportBatch.objects.filter(state="done"):
        undo_import(batch, factories.actor(fund, "secretary"), "ผิดไฟล์", factories.NOW, factories.TODAY)
    assert bring(row())["added"] == 1


def test_the_preview_tells_of_the_overlap_before_anything_comes_in(client, fund, bring):
    bring(row(start="9/3/2569", end="11/3/2569", nights=2))
    client.force_login(factories.user(fund, "secretary"))
    file = SimpleUploadedFile("จ่าย.xlsx", xlsx([HEADERS, row()]))
    said = client.post(reverse("benefit_imports", args=[fund.code]), {"file": file}, follow=True).content.decode()
    assert "คืนนอนของคนนี้ทับกับรายการที่นำเข้าไว้แล้ว" in said and "คืนนอนทับกับอีกรายการของคนเดียวกัน" in said
    assert BenefitHistory.objects.count() == 1
