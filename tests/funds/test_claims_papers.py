"""More of claims on the screen and on paper: money that came back, long lists, children and the dead."""

import re
import uuid
from datetime import date

import pytest
from django.urls import reverse

from chumchon.access.actions import create_user
from chumchon.access.models import AuditEvent
from chumchon.funds.actions import claim_payments
from chumchon.funds.actions.help import give_help
from chumchon.funds.models import ClaimPayment
from chumchon.funds.queries.help import KINDS
from chumchon.funds.queries.reports import annual_facts
from chumchon.funds.rules.reports import benefits_table
from chumchon.funds.views import claims_pay
from tests.factories import NOW, TODAY, actor, make_member, user
from tests.funds.claims_world import (
    PAID,
    TOML,
    approve,
    at,
    claims_day,
    claims_fund,
    enter,
    in_force,
    pay,
    refused,
    sign_in,
    stay,
)


@pytest.fixture(autouse=True)
def _a_day(monkeypatch, settings, tmp_path):
    claims_day(monkeypatch, settings, tmp_path)


@pytest.fixture
def fund(db):
    return claims_fund()


@pytest.fixture
def member(fund):
    return make_member(fund, paid_until=PAID)


def test_the_paper_for_money_that_came_back_is_found_by_its_own_code(client, fund, member):
    claim = approve(fund, enter(fund, member, stay(3)))
    paid = pay(fund, claim)
    claim_payments.reverse_claim(fund, claim.pk, actor(fund, "chair"), actor(fund, "secretary"), "จ่ายผิดคน", NOW, TODAY)
    back = ClaimPayment.objects.exclude(reverses=None).get()
    html = client.get(reverse("public_voucher", args=[back.public_code])).content.decode()
    assert back.label in html and paid.label in html and "รับคืน" in html and "450.00" in html and "-450" not in html
    assert "สมศรี" not in html
    assert "ยกเลิกแล้ว" in client.get(reverse("public_voucher", args=[paid.public_code])).content.decode()


def test_a_long_list_sums_all_of_it_and_a_claim_of_today_has_waited_no_day(client, fund, member, monkeypatch):
    monkeypatch.setattr("chumchon.funds.views.claims.A_PAGE", 1)
    for start in (date(2026, 11, 2), date(2026, 11, 10)):
        approve(fund, enter(fund, member, stay(2, start)))
    html = sign_in(client, fund, "chair").get(at("claims", fund), {"state": "pay"}).content.decode()
    assert "รวม 1 คำขอในหน้านี้" in html and "รวมทั้ง 2 คำขอ" in html and "600.00" in html and "<print-page>" in html
    rows = client.get(at("claims", fund), {"state": "pay", "format": "csv"}).content.decode().splitlines()
    assert [row.rsplit(",", 1)[1] for row in rows[1:]] == ["0", "0"]
    assert "<print-page>" in client.get(at("claims_board", fund)).content.decode()


def test_who_reads_what_was_given_to_a_child_of_the_house_stands_on_the_trail(client, fund, member):
    child = make_member(fund, "เล็ก", paid_until=PAID)
    child.person.birth_day = date(2015, 1, 1)
    child.person.save()
    member.user = create_user("somsri", "นางสมศรี", "x" * 12)
    member.save()
    client.force_login(member.user)
    pages = [reverse("my_passbook_of", args=[m.uid]) for m in (member, child)]
    read = AuditEvent.objects.filter(verb="claim.read_rights", actor=member.user)
    assert [client.get(page).status_code for page in pages] == [200, 200] and not read.exists()
    for one in (member, child):
        pay(fund, approve(fund, enter(fund, one, stay(3))))
    for page in pages:
        assert "นอนโรงพยาบาล" in client.get(page).content.decode()
    assert [event.subject for event in read] == [f"member:{child.pk}"]


def test_help_for_who_died_is_paid_to_whom_they_named(client, fund, member):
    member.beneficiary, member.person.died_on = "นายมี ตั้งใจดี (บุตร)", date(2026, 11, 20)
    member.person.save()
    member.save()
    page = sign_in(client, fund, "secretary").get(at("claim_enter", fund, member.pk), {"benefit": "hospital"})
    assert page.context["form"]["receiver"].value() == "นายมี ตั้งใจดี (บุตร)"


def test_the_paper_for_money_that_came_back_is_signed_by_who_gives_it_back(client, fund, member, monkeypatch):
    claim = approve(fund, enter(fund, member, stay(3)))
    paid = pay(fund, claim)
    claim_payments.reverse_claim(fund, claim.pk, actor(fund, "chair"), actor(fund, "secretary"), "จ่ายผิดคน", NOW, TODAY)
    back = ClaimPayment.objects.exclude(reverses=None).get()
    printed, real = [], claims_pay.typeset
    monkeypatch.setattr(claims_pay, "typeset", lambda source, data: printed.append(data) or real(source, data))
    sign_in(client, fund, "chair")
    for one in (paid, back):
        assert client.get(at("claim_voucher", fund, claim.pk, one.pk)).content.startswith(b"%PDF")
    assert [(data["back"], data["undoes"]) for data in printed] == [(False, ""), (True, paid.label)]


def test_who_only_enters_claims_is_written_down_too_where_the_reasons_count_what_was_used(client, fund, member):
    page = at("claim_enter", fund, member.pk)
    read = AuditEvent.objects.filter(verb="claim.read_rights", actor=user(fund, "collector"))
    sign_in(client, fund, "collector").get(page, {"benefit": "hospital"})
    pay(fund, approve(fund, enter(fund, member, stay(3))))
    client.get(page)
    assert not read.exists()  # nothing was used yet, then no decision was asked for
    html = client.get(page, {"benefit": "hospital"}).content.decode()
    assert "ใช้แล้ว 3" not in html and [event.subject for event in read] == [f"member:{member.pk}"]


def test_no_file_goes_along_while_one_types_however_many_papers_are_asked_for(client, fund, member):
    papers = ", ".join(f'"หลักฐานที่ {n}"' for n in range(9))
    in_force(fund, TOML.replace('"ใบรับรองแพทย์ระบุวันนอน", "สมุดสมาชิก"', papers), 3, date(2025, 5, 1))
    html = (
        sign_in(client, fund, "secretary")
        .get(at("claim_enter", fund, member.pk), {"benefit": "hospital"})
        .content.decode()
    )
    boxes = set(re.findall(r'type="file" name="([^"]+)"', html))
    kept_back = re.search(r'hx-params="not ([^"]+)"', html)[1].split(",")
    assert len(boxes) == 9 and boxes <= set(kept_back)


def test_a_damage_that_no_house_has_is_told_beside_its_box_in_thai(client, fund, member):
    typed = {"benefit": "disaster", "start": "10/11/2569", "damage": "5,000,000,000", "receiver": "ก", "look": "1"}
    answer = sign_in(client, fund, "secretary").post(
        at("claim_enter", fund, member.pk), typed | {"key": str(uuid.uuid4())}
    )
    assert answer.context["form"].errors["damage"] == ["จำนวนเงินมากเกินไป ตรวจตัวเลขอีกครั้ง"]
    assert "damage_satang" not in answer.content.decode()


def test_who_pays_is_no_receiver_that_the_committee_never_saw_and_another_one_is_shown(client, fund, member):
    claim = approve(fund, enter(fund, member, stay(3)), "chair", "deputy")
    with refused("OWN_MONEY"):
        pay(fund, claim, receiver="treasurer")
    pay(fund, claim, receiver="นายมี ตั้งใจดี (บุตร)")
    html = sign_in(client, fund, "chair").get(at("claim", fund, claim.pk)).content.decode()
    assert "ผู้รับ นายมี ตั้งใจดี (บุตร)" in html


def test_help_that_was_no_money_stands_in_the_years_report_as_the_page_says(fund, member):
    who = actor(fund, "secretary")
    assert "ไม่ใช่เงิน" not in benefits_table(annual_facts(fund, 2570, TODAY)).note
    for satang, on in ((30_000, date(2026, 10, 5)), (0, TODAY), (99_900, date(2026, 9, 1))):
        give_help(fund, who, member, next(iter(KINDS)), "เยี่ยมไข้ ข้าวสาร", satang, on, uuid.uuid4(), NOW, TODAY)
    note = benefits_table(annual_facts(fund, 2570, TODAY)).note  # September lies in the year before
    assert "ช่วยที่ไม่ใช่เงินอีก 2 ครั้ง คิดเป็นเงินประมาณ 300.00 บาท" in note and "ข้าวสาร" not in note
