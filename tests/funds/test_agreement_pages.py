"""The agreement's pages: everybody of the fund reads, the chair drafts, sees who loses, and puts it in force."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chumchon.access.actions import create_user, grant
from chumchon.agreements.model import Amount
from chumchon.agreements.write import to_toml
from chumchon.funds.models import AgreementVersion
from chumchon.funds.queries import agreements as queries
from tests.factories import make_fund, make_member, user
from tests.funds.agreements_world import FIRST, example_of, in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund(db):
    made = make_fund()
    make_member(made, "เก่า", joined_on=date(2010, 1, 1), paid_until=date(2030, 1, 1))
    make_member(made, "ใหม่", joined_on=date(2024, 1, 1), paid_until=date(2030, 1, 1))
    return made


@pytest.fixture
def chair(client, fund):
    client.force_login(user(fund, "chair"))
    return client


def page(client, name, *args, **query):
    return client.get(reverse(name, args=("mae-raem", *args)), query)


def boxes(answer):
    """What the form of a page would send."""
    html = answer.content.decode()
    found = {}
    for tag in re.findall(r"<input [^>]*>", html):
        name, kind = re.search(r'name="([^"]*)"', tag), re.search(r'type="([^"]*)"', tag)
        if not name or name[1] in ("csrfmiddlewaretoken", "source") or (kind and kind[1] == "file"):
            continue
        if kind and kind[1] == "checkbox":
            if " checked" in tag:
                found[name[1]] = "on"
            continue
        value = re.search(r'value="([^"]*)"', tag)
        found[name[1]] = value[1] if value else ""
    for name, inside in re.findall(r'<select [^>]*name="([^"]*)"[^>]*>(.*?)</select>', html, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        found[name] = chosen[1] if chosen else re.search(r'<option value="([^"]*)"', inside)[1]
    for name, inside in re.findall(r'<textarea [^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', html, re.S):
        found[name] = inside
    return found


def test_a_member_reads_the_agreement_clause_by_clause(client, fund):
    in_force(fund, replace(example_of(fund), effective_from=FIRST))
    villager = create_user("villager", "นางสาวใจดี", "x" * 12)
    grant(villager, "member", date(2020, 1, 1), fund.organisation)
    client.force_login(villager)
    html = page(client, "agreement").content.decode()
    assert "จ่าย 100 บาทต่อคืน" in html and "มติที่ประชุม" in html and "60 จาก 100 คน" in html
    assert "ทำร่าง" not in html
    assert page(client, "agreement_version", 1).status_code == 200
    assert page(client, "agreement_version", 2).status_code == 404
    assert "ฉบับที่ 1" in page(client, "agreement_history").content.decode()
    file = page(client, "agreement_toml", 1)
    assert file["Content-Type"].startswith("application/toml") and b"[benefit.hospital]" in file.content
    assert page(client, "agreement_draft_new").status_code == 403


def test_the_chair_changes_a_draft_by_form_and_adds_rows_without_script(chair, fund):
    in_force(fund, replace(example_of(fund), effective_from=FIRST))
    answer = chair.post(reverse("agreement_draft_new", args=["mae-raem"]), {"source": "force"})
    draft = AgreementVersion.objects.get(state="draft")
    assert answer.url == reverse("agreement_draft", args=["mae-raem", draft.pk])
    said = boxes(chair.get(answer.url))
    more = chair.post(answer.url, {**said, "do": "ladder:1:tenure_years"})
    assert more.status_code == 200 and 'name="b1_band1_at"' in more.content.decode()
    assert AgreementVersion.objects.get(pk=draft.pk).text == draft.text
    said = boxes(more) | {"b1_band0_value": "80", "b1_band1_at": "5", "b1_band1_value": "150"}
    done = chair.post(answer.url, {**said, "do": "save"}, follow=True)
    assert done.status_code == 200, done.content.decode()
    kept = queries.parsed(AgreementVersion.objects.get(pk=draft.pk))
    assert [(b.at, b.value) for b in kept.benefits[1].amount.bands] == [(0, 8000), (5, 15000)]
    stale = chair.post(answer.url, {**said, "do": "save"})
    assert stale.status_code == 422 and "มีคนอื่นบันทึกร่างนี้" in stale.content.decode()
    wrong = chair.post(answer.url, {**boxes(chair.get(answer.url)), "waiting_days": "สิบ", "do": "save"})
    assert (
        wrong.status_code == 422 and "ไม่ใช่จำนวนวัน" in wrong.content.decode() and 'value="สิบ"' in wrong.content.decode()
    )


def test_the_draft_beside_the_version_in_force_and_who_loses(chair, fund):
    said = example_of(fund)
    in_force(fund, replace(said, effective_from=FIRST))
    chair.post(reverse("agreement_draft_new", args=["mae-raem"]), {"source": "force"})
    draft = AgreementVersion.objects.get(state="draft")
    lower = replace(queries.parsed(draft).benefits[1], amount=Amount("per_unit", "night", rate=5000))
    draft.text = to_toml(replace(queries.parsed(draft), benefits=(said.benefits[0], lower, *said.benefits[2:])))
    draft.save()
    html = page(chair, "agreement_draft_compare", draft.pk).content.decode()
    assert "เปลี่ยน" in html and "<del>จ่าย 100 บาทต่อคืน</del>" in html and "<ins>จ่าย 50 บาทต่อคืน</ins>" in html
    assert "ปีละไม่เกิน 10 คืน" not in html
    assert "ปีละไม่เกิน 10 คืน" in page(chair, "agreement_draft_compare", draft.pk, show="all").content.decode()
    html = page(chair, "agreement_draft_effect", draft.pk).content.decode()
    assert "ได้น้อยลงบางข้อ" in html and "300.00" in html and "-150.00" in html
    csv = page(chair, "agreement_draft_effect", draft.pk, benefit="hospital", who="lose", format="csv").content.decode()
    assert len(csv.splitlines()) == 3 and "150.00,-150.00" in csv
    assert page(chair, "agreement_draft_effect", draft.pk, benefit="x", who="y", page="z").status_code == 200


def test_the_resolution_is_refused_with_a_reason_and_carried_with_the_secretarys_pin(chair, fund):
    chair.post(reverse("agreement_draft_new", args=["mae-raem"]), {"source": "example"})
    draft = AgreementVersion.objects.get(state="draft")
    address = reverse("agreement_draft_force", args=["mae-raem", draft.pk])
    said = {
        "meeting_th": "ที่ประชุมสมาชิก", "day": "20/11/2568", "entitled": "๑๐๐", "present": "49", "votes_for": "40",
        "votes_against": "2", "witness": "secretary-mae-raem", "secret": "123456",
    }  # fmt: skip
    answer = chair.post(address, said)
    assert answer.status_code == 422 and "ไม่ครบองค์ประชุม" in answer.content.decode()
    answer = chair.post(address, {**said, "present": "60", "witness": "collector-mae-raem"})
    assert answer.status_code == 403
    answer = chair.post(address, {**said, "present": "60"}, follow=True)
    assert "ประกาศใช้ข้อตกลงฉบับที่ 1 แล้ว" in answer.content.decode()
    assert chair.get(address).status_code == 404
    withdraw = reverse("agreement_withdraw", args=["mae-raem", 1])
    assert chair.post(withdraw, {"reason": "", "witness": "x", "secret": "y"}).status_code == 422
    signed = {"reason": "พิมพ์ผิด", "witness": "secretary-mae-raem", "secret": "123456"}
    assert "ถอนแล้ว" in chair.post(withdraw, signed, follow=True).content.decode()


def test_a_file_with_faults_is_told_line_by_line_and_a_right_one_becomes_a_draft(chair, fund):
    address = reverse("agreement_draft_new", args=["mae-raem"])
    text = to_toml(replace(example_of(fund), fund="other"))
    bad = text.replace("waiting_days = 180", 'waiting_days = "180"').replace("year_units = 10", "year_unit = 10")
    answer = chair.post(address, {"source": "file", "file": SimpleUploadedFile("a.toml", bad.encode())})
    html = answer.content.decode()
    assert answer.status_code == 422 and html.count("<li>บรรทัด ") == 2 and "ต้องเป็นจำนวนเต็ม" in html
    assert not AgreementVersion.objects.exists()
    answer = chair.post(address, {"source": "file", "file": SimpleUploadedFile("a.toml", b"\xff\xfe")})
    assert answer.status_code == 422
    answer = chair.post(address, {"source": "file", "file": SimpleUploadedFile("a.toml", text.encode())})
    assert answer.status_code == 302
    assert queries.parsed(AgreementVersion.objects.get()).fund == "mae-raem"
    draft = AgreementVersion.objects.get()
    assert page(chair, "agreement_draft_toml", draft.pk).status_code == 200
    chair.post(reverse("agreement_draft_delete", args=["mae-raem", draft.pk]))
    assert not AgreementVersion.objects.exists()


def test_a_card_says_how_its_approvers_are_understood(chair, fund):
    chair.post(reverse("agreement_draft_new", args=["mae-raem"]), {"source": "example"})
    html = page(chair, "agreement_draft", AgreementVersion.objects.get().pk).content.decode()
    assert "ระบบอ่านว่า กรรมการ 2 คน เกิน ฿10,000 คณะกรรมการลงมติเกินกึ่งหนึ่ง" in html


def test_a_file_with_more_benefits_than_a_form_holds_is_refused_whole(chair, fund):
    said = example_of(fund)
    many = tuple(replace(said.benefits[0], key=f"k{n}", th=f"ข้อ {n}") for n in range(61))
    text = to_toml(replace(said, benefits=many, fund_ratio=None))
    address = reverse("agreement_draft_new", args=["mae-raem"])
    answer = chair.post(address, {"source": "file", "file": SimpleUploadedFile("a.toml", text.encode())})
    assert answer.status_code == 422 and "ไม่เกิน 60 อย่าง" in answer.content.decode()
    assert not AgreementVersion.objects.exists()


def test_pages_stand_without_any_agreement(chair, fund):
    assert "ยังไม่ได้ประกาศใช้" in page(chair, "agreement").content.decode()
    assert page(chair, "agreement_history").status_code == 200
    assert page(chair, "agreement_draft_new").status_code == 200
