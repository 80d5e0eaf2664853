"""What people are told where a form comes late, twice or incomplete, and what must not be kept in clear."""

import uuid
from datetime import date

import pytest

from chumchon.funds.actions import claims, evidence
from chumchon.funds.models import Claim, ClaimEvidence
from chumchon.funds.queries.claims import decision_of, event_of, labels_of, last_decision
from chumchon.people.models import Person
from tests.factories import NOW, TODAY, actor, make_member
from tests.funds.claims_world import (
    PAID,
    TOML,
    approve,
    at,
    claims_day,
    claims_fund,
    enter,
    in_force,
    refused,
    say,
    sign_in,
    stay,
)


@pytest.fixture
def fund(db):
    return claims_fund()


@pytest.fixture
def member(fund):
    return make_member(fund, paid_until=PAID)


@pytest.fixture(autouse=True)
def _day(monkeypatch, settings, tmp_path):
    claims_day(monkeypatch, settings, tmp_path)


def test_a_form_that_is_sent_again_with_other_words_is_told_that_nothing_was_kept(fund, member):
    key = uuid.uuid4()
    first = enter(fund, member, stay(3), key=key)
    assert enter(fund, member, stay(3), key=key) == first
    with refused("ALREADY_SENT"):
        enter(fund, member, stay(5), key=key)
    claims.withdraw(fund, first.pk, actor(fund, "secretary"), "ลงผิด", NOW, TODAY)
    with refused("ALREADY_SENT"):
        enter(fund, member, stay(3), key=key)
    assert Claim.objects.count() == 1


def test_a_page_of_change_that_comes_too_late_says_so(client, fund, member):
    claim = enter(fund, member, stay(3))
    page = sign_in(client, fund, "secretary").post(at("claim_change", fund, claim.pk), {"submit": "1"}, follow=True)
    assert "สิ่งที่เพิ่งแก้ไม่ได้บันทึก" in page.content.decode()


def test_two_pages_of_change_do_not_write_over_each_other(client, fund, member):
    claim = enter(fund, member, stay(3), seen=[])
    client = sign_in(client, fund, "secretary")
    opened = last_decision(claim).pk
    page = client.get(at("claim_change", fund, claim.pk)).content.decode()
    assert f'name="decision" value="{opened}"' in page
    sent = {
        "submit": "1", "benefit": "hospital", "start_day": "2", "start_month": "11", "start_year": "2569", "end_day": "5",
        "end_month": "11", "end_year": "2569", "receiver": "นางสมศรี", "key": str(uuid.uuid4()), "decision": opened,
    }  # fmt: skip
    assert client.post(at("claim_change", fund, claim.pk), sent).status_code == 302
    late = client.post(at("claim_change", fund, claim.pk), {**sent, "end_day": "9", "key": str(uuid.uuid4())})
    told = late.content.decode()
    assert late.status_code == 422 and "จากอีกหน้าหนึ่งแล้ว" in told and f'name="decision" value="{opened}"' in told
    claim.refresh_from_db()
    assert event_of(claim).end == date(2026, 11, 5)


def test_a_return_without_a_reason_comes_back_with_its_box_open(client, fund, member):
    claim = enter(fund, member, stay(3))
    sent = {"verdict": "return", "reason": " ", "decision": last_decision(claim).pk}
    page = sign_in(client, fund, "chair").post(at("claim_verdict", fund, claim.pk), sent).content.decode()
    assert "<details open><summary>ส่งคืนหรือไม่อนุมัติ" in page


def test_votes_are_counted_although_the_cash_fell_between_them(client, fund, member):
    poor = claims_fund(cash=60_000, code="mae-on")
    one = make_member(poor, paid_until=PAID)
    first, second = enter(poor, one, stay(3)), enter(poor, make_member(poor, house="2", paid_until=PAID), stay(3))
    say(poor, second, "chair")
    approve(poor, first)
    assert say(poor, second, "treasurer").satang_deferred
    page = sign_in(client, poor, "chair").get(at("claim", poor, second.pk)).content.decode()
    assert "อนุมัติแล้ว 2 คน" in page


def test_one_sum_for_fewer_nights_uses_up_the_nights_that_were_paid(fund):
    capped = TOML.replace("year_units = 10\n", "year_units = 10\nevent_max = 300\n")
    in_force(fund, capped, 3, date(2026, 10, 1))
    member = make_member(fund, paid_until=PAID)
    long, short = enter(fund, member, stay(8)), enter(fund, member, stay(8, date(2026, 11, 12)))
    approve(fund, long)
    say(fund, short, "chair")
    read = decision_of(last_decision(short))  # of before: two nights are left of ten now, and two are 300 baht too
    assert (read.amount_satang, read.units_by_year) == (30000, (8,))
    short = say(fund, short, "treasurer")
    assert short.satang_due == 30000 and decision_of(last_decision(short)).units_by_year == (2,)


def test_a_paper_carries_no_name_that_the_agreement_does_not_know(client, fund, member):
    claim = enter(fund, member, stay(3), seen=[])
    sent = {"label": "ผลตรวจ", "seen": ["ผลตรวจเอชไอวี"]}
    page = sign_in(client, fund, "secretary").post(at("claim_papers", fund, claim.pk), sent)
    assert page.status_code == 422 and not ClaimEvidence.objects.exists()
    paper = evidence.Paper("image/jpeg", b"x")
    evidence.add_papers(
        fund, claim.pk, actor(fund, "secretary"), [("ผลตรวจ", paper)], [*labels_of(claim), "ผลตรวจเอชไอวี"], NOW, TODAY
    )
    assert set(ClaimEvidence.objects.values_list("label", flat=True)) == {"เอกสารอื่น", *labels_of(claim)}


def test_who_pays_is_told_that_the_receiver_died_and_who_was_named(client, fund, member):
    member.beneficiary = "นายทายาท ใจดี"
    member.save()
    claim = approve(fund, enter(fund, member, stay(3)))
    treasurer = sign_in(client, fund, "treasurer")
    assert "เสียชีวิต" not in treasurer.get(at("claim_pay", fund, claim.pk)).content.decode()
    Person.objects.filter(pk=member.person_id).update(died_on=date(2026, 11, 20))
    page = treasurer.get(at("claim_pay", fund, claim.pk)).content.decode()
    assert "สมาชิกเสียชีวิต 20 พฤศจิกายน 2569" in page and 'value="นายทายาท ใจดี"' in page
