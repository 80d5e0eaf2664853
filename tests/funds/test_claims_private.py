"""Whoever asks to be forgotten is forgotten on their claims too: who received, what was answered, the papers."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from chumchon.access.actions import create_user, grant
from chumchon.access.models import AuditEvent
from chumchon.funds.actions import claim_payments, evidence, members, members_private
from chumchon.funds.models import Claim, ClaimPayment
from chumchon.funds.queries.claims import ERASED, receiver_of, verdicts_of
from chumchon.funds.rules.claims import Event
from chumchon.ledger.models import Entry
from tests.factories import NOW, TODAY, actor, make_member, user
from tests.funds.claims_world import PAID, approve, claims_fund, enter, pay, refused, say, sound, stay
from tests.funds.test_claims_pages import photo

NAME = "นางจันทร์หอม ลับมาก"


@pytest.fixture(autouse=True)
def _data(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def paid_claim(fund, member):
    claim = approve(fund, enter(fund, member, stay(3)))
    return pay(fund, claim, receiver=NAME)


def leave_and_erase(fund, member):
    members.leave(member, actor(fund, "secretary"), TODAY, "ย้ายบ้าน", TODAY, NOW)
    return members_private.erase(member, actor(fund, "secretary"), "เจ้าของข้อมูลขอให้ลบ", TODAY, NOW)


def everything_kept():
    """Every column of claims and vouchers, of the book and of the trail, as the tables hold them."""
    with connection.cursor() as cursor:
        found = []
        for table in (
            "funds_claim",
            "funds_claimpayment",
            "funds_claimverdict",
            "funds_claimevidence",
            "ledger_entry",
            "access_auditevent",
        ):
            cursor.execute(f"SELECT * FROM {table}")
            found += [str(cell) for row in cursor.fetchall() for cell in row]
        return "\n".join(found)


def test_who_received_rests_sealed_and_opens_only_by_the_members_own_salt(db):
    fund = claims_fund()
    paid = paid_claim(fund, make_member(fund, "คำ", house="8", paid_until=PAID))
    assert NAME not in everything_kept() and receiver_of(paid) == NAME
    assert receiver_of(Claim.objects.get()) != ""


def test_after_erasing_nobody_can_say_who_received_and_the_book_holds(client, db, monkeypatch):
    fund = claims_fund()
    member = make_member(fund, paid_until=PAID)
    paid = paid_claim(fund, member)
    kept = bytes.fromhex(ClaimPayment.objects.get().receiver_sealed)
    leave_and_erase(fund, member)
    paid = ClaimPayment.objects.select_related("claim__member").get()
    assert bytes.fromhex(paid.receiver_sealed) == kept  # the row is as it was; its key is gone
    assert receiver_of(paid) == receiver_of(paid.claim) == ERASED and sound(fund)
    printed = {}
    monkeypatch.setattr("chumchon.funds.views.claims_pay.typeset", lambda _, data: printed.update(data) or b"%PDF-")
    client.force_login(user(fund, "chair"))
    client.get(reverse("claim_voucher", args=[fund.code, paid.claim_id, paid.pk]))
    assert printed["receiver"] == ERASED and "ลบ" in printed["member"]
    page = client.get(reverse("claim", args=[fund.code, paid.claim_id])).content.decode()
    assert ERASED in page and "จันทร์หอม" not in page


def test_a_payment_undone_after_erasing_names_nobody(db):
    fund = claims_fund()
    member = make_member(fund, paid_until=PAID)
    claim = paid_claim(fund, member).claim
    leave_and_erase(fund, member)
    claim_payments.reverse_claim(fund, claim.pk, actor(fund, "chair"), actor(fund, "secretary"), "จ่ายผิด", NOW, TODAY)
    assert {receiver_of(p) for p in ClaimPayment.objects.select_related("claim__member")} == {ERASED} and sound(fund)


def test_nobody_is_erased_while_money_is_still_owed_to_them(db):
    fund = claims_fund()
    member = make_member(fund, paid_until=PAID)
    claim = approve(fund, enter(fund, member, stay(3)))
    with refused("CLAIMS_OPEN"):
        leave_and_erase(fund, member)
    member.refresh_from_db()
    assert member.salt is not None
    pay(fund, claim)
    assert members_private.erase(member, actor(fund, "secretary"), "ขอลบ", TODAY, NOW).salt is None


def test_papers_go_with_their_member_but_not_those_that_the_house_still_needs(db, django_capture_on_commit_callbacks):
    fund = claims_fund()
    first = make_member(fund, "เอ", house="7", paid_until=PAID)
    other = make_member(fund, "บี", house="7", paid_until=PAID, joined_on=date(2015, 1, 2))
    flood = Event("disaster", date(2026, 11, 2), date(2026, 11, 2), damage_satang=300_000)
    made = enter(fund, first, flood, whole_house=True, key=uuid.uuid4())
    mine = enter(fund, first, stay(2, date(2026, 11, 5)))
    for claim in (made, mine):
        papers = evidence.cleaned([("ภาพถ่าย", photo())])
        evidence.add_papers(fund, claim.pk, actor(fund, "secretary"), papers, [], NOW, TODAY)
    for claim in Claim.objects.all():
        pay(fund, approve(fund, claim, *("chair", "treasurer", "deputy")[: 2 + (claim.event_key == made.event_key)]))
    assert len(list(evidence.folder().iterdir())) == 2
    with django_capture_on_commit_callbacks(execute=True):
        leave_and_erase(fund, first)
    assert [f.name for f in evidence.folder().iterdir()] == [made.evidence.exclude(file_name="").get().file_name]
    assert mine.evidence.exclude(sha256="").get().file_name == ""
    with django_capture_on_commit_callbacks(execute=True):
        leave_and_erase(fund, other)
    assert not list(evidence.folder().iterdir())  # nobody of the house is left who asked


def test_why_a_claim_was_refused_rests_sealed_and_is_forgotten_with_its_member(client, db):
    fund = claims_fund()
    member = make_member(fund, "คำ", house="8", paid_until=PAID)
    claim = say(fund, enter(fund, member, stay(3)), "chair", "refuse", "ใบรับรองเขียนว่าเบาหวาน")
    assert "เบาหวาน" not in everything_kept()
    assert "เบาหวาน" not in "".join(str(detail) for detail in AuditEvent.objects.values_list("detail", flat=True))
    assert [v.words for v in verdicts_of(claim)] == ["ใบรับรองเขียนว่าเบาหวาน"]
    client.force_login(user(fund, "chair"))
    page = reverse("claim", args=[fund.code, claim.pk])
    assert "เบาหวาน" in client.get(page).content.decode()
    leave_and_erase(fund, member)
    assert [v.words for v in verdicts_of(Claim.objects.get())] == [ERASED]
    assert "เบาหวาน" not in client.get(page).content.decode() and "เบาหวาน" not in everything_kept()


@pytest.mark.parametrize("verdict", ["return", "refuse"])
def test_who_audits_reads_neither_the_papers_names_nor_why_it_was_sent_back(client, db, verdict):
    fund = claims_fund()
    claim = enter(fund, make_member(fund, "คำ", paid_until=PAID), stay(3))
    say(fund, claim, "chair", verdict, "ใบรับรองเขียนว่าเบาหวาน")
    client.force_login(user(fund, "auditor"))
    html = client.get(reverse("claim", args=[fund.code, claim.pk])).content.decode()
    assert "ใบรับรองแพทย์" not in html and "เบาหวาน" not in html and "เอกสาร" in html
    client.force_login(user(fund, "secretary"))
    html = client.get(reverse("claim", args=[fund.code, claim.pk])).content.decode()
    assert "ใบรับรองแพทย์" in html and "เบาหวาน" in html


def test_why_a_payment_was_undone_stands_on_the_claim_and_neither_in_the_book_nor_on_the_trail(client, db):
    fund = claims_fund()
    member = make_member(fund, "คำ", paid_until=PAID)
    claim = approve(fund, enter(fund, member, stay(3)))
    pay(fund, claim)
    claim_payments.reverse_claim(
        fund, claim.pk, actor(fund, "chair"), actor(fund, "secretary"), "ใบรับรองเขียนว่าเบาหวาน", NOW, TODAY
    )
    assert "เบาหวาน" not in everything_kept()
    undone = Entry.objects.get(kind="reversal")
    assert f"เหตุผลอยู่ในคำขอ {claim.label}" in undone.memo
    client.force_login(user(fund, "auditor"))  # who audits the book must know why money came back
    page = reverse("claim", args=[fund.code, claim.pk])
    assert "เบาหวาน" in client.get(page).content.decode()
    leave_and_erase(fund, member)
    assert "เบาหวาน" not in client.get(page).content.decode()


def test_opening_the_form_of_a_returned_claim_is_a_reading_and_closed_to_who_may_not_read(client, db):
    fund = claims_fund()
    claim = enter(fund, make_member(fund, "คำ", paid_until=PAID), stay(3))
    say(fund, claim, "chair", "return", "วันผิด")
    change = reverse("claim_change", args=[fund.code, claim.pk])
    client.force_login(user(fund, "treasurer"))
    assert "วันผิด" in client.get(change).content.decode()
    read = AuditEvent.objects.filter(verb="claim.read", actor=user(fund, "treasurer"))
    assert [event.detail for event in read] == [{"number": claim.label}]
    both = create_user("both", "นางสองหน้าที่", "x" * 12)
    for role in ("registrar", "auditor"):  # sees every claim, enters claims, and reads what happened in none
        grant(both, role, date(2010, 1, 1), fund.organisation)
    client.force_login(both)
    assert client.get(change).status_code == 404


def test_who_only_enters_claims_learns_of_an_overlap_where_it_stands_and_not_which_nights(client, db, monkeypatch):
    monkeypatch.setattr("chumchon.funds.views.claims_enter.today", lambda: TODAY)
    fund = claims_fund()
    member = make_member(fund, paid_until=PAID)
    first = enter(fund, member, stay(4, date(2026, 11, 2)))
    typed = {"benefit": "hospital", "start": "5/11/2569", "end": "9/11/2569", "receiver": "นางคำ", "look": "1"}
    said = {}
    for who in ("collector", "secretary"):
        client.force_login(user(fund, who))
        page = reverse("claim_enter", args=[fund.code, member.pk])
        said[who] = client.post(page, typed | {"key": str(uuid.uuid4())}).content.decode()
        assert f"วันนอนทับกับคำขอที่ {first.label}" in said[who]
    assert "2 พ.ย. 69" not in said["collector"] and "6 พ.ย. 69" not in said["collector"]
    assert "รายการนั้นนอน 2 พ.ย. 69 ถึง 6 พ.ย. 69" in said["secretary"]
