"""A claim that is changed to another event: claimed that day, with papers of its own, and seen by whoever claims the same."""

from datetime import date, timedelta

import pytest

from chumchon.funds.actions import claims, evidence
from chumchon.funds.models import Claim, ClaimEvidence
from chumchon.funds.queries.agreement_use import standing
from chumchon.funds.queries.claims import evidence_of, former_papers, last_decision
from chumchon.funds.rules.claims import Event
from tests.factories import NOW, TODAY, actor, make_member
from tests.funds.claims_world import (
    PAID,
    PAPERS,
    approve,
    at,
    claims_day,
    claims_fund,
    enter,
    pay,
    refused,
    say,
    sign_in,
    stay,
)
from tests.funds.test_claims_pages import photo

FIRST = date(2026, 11, 3)
"""The day on which the claims of these tests were first handed in."""


@pytest.fixture(autouse=True)
def _a_day(monkeypatch, settings, tmp_path):
    claims_day(monkeypatch, settings, tmp_path)


@pytest.fixture
def fund(db):
    return claims_fund()


@pytest.fixture
def member(fund):
    return make_member(fund, "แม่", house="5", paid_until=PAID)


def returned(fund, member, event, first=FIRST):
    """A claim of three weeks ago that was sent back."""
    claim = enter(fund, member, event)
    days = (TODAY - first).days
    Claim.objects.filter(pk=claim.pk).update(
        claim_day=first, entered_at=NOW - timedelta(days), submitted_at=NOW - timedelta(days)
    )
    return say(fund, claim, "chair", "return", "ตรวจวันที่")


def change(fund, claim, event, seen=()):
    claims.change(fund, claim.pk, actor(fund, "secretary"), event, "นางแม่", seen, NOW, TODAY)
    return Claim.objects.get(pk=claim.pk)


def birth(day, partner=None):
    return Event("birth", day, day, children=1, partner=partner.pk if partner else 0)


@pytest.fixture
def father(fund):
    return make_member(fund, "พ่อ", village=2, house="9", paid_until=PAID)


def test_a_birth_after_the_first_claim_is_found_by_the_other_parent(fund, member, father):
    claim = returned(fund, member, birth(date(2026, 11, 1), father))
    claim = change(fund, claim, birth(date(2026, 11, 20), father), PAPERS["birth"])
    assert claim.claim_day == TODAY
    pay(fund, approve(fund, claim))
    with refused("DUPLICATE_EVENT"):
        enter(fund, father, birth(date(2026, 11, 20)))


def test_a_claim_that_was_changed_before_its_day_followed_is_found_too(fund, member, father):
    claim = change(fund, returned(fund, member, birth(date(2026, 11, 1), father)), birth(date(2026, 11, 20), father),
                   PAPERS["birth"])  # fmt: skip
    Claim.objects.filter(pk=claim.pk).update(claim_day=FIRST)  # as such claims were kept
    with refused("DUPLICATE_EVENT"):
        enter(fund, father, birth(date(2026, 11, 20)))
    approve(fund, claim)
    assert standing(fund, date(2026, 11, 10)).decided_through == date(2026, 11, 20)


def test_no_version_of_the_agreement_begins_before_an_event_that_was_changed_and_approved(fund, member):
    claim = change(
        fund, returned(fund, member, stay(1, date(2026, 11, 1))), stay(2, date(2026, 11, 18)), PAPERS["hospital"]
    )
    approve(fund, claim)
    assert standing(fund, date(2026, 11, 10)).decided_through == date(2026, 11, 18)


def test_another_stay_is_claimed_on_the_day_on_which_it_is_first_said(fund, member):
    claim = returned(fund, member, stay(2, date(2026, 10, 20)), first=date(2026, 5, 20))
    with refused("LATE"):
        change(fund, claim, stay(4, date(2026, 3, 1)), PAPERS["hospital"])


def test_what_lies_within_the_days_that_were_said_is_the_same_stay(fund, member):
    claim = returned(fund, member, stay(2, date(2026, 10, 20)))
    key = claim.event_key
    claim = change(fund, claim, stay(1, date(2026, 10, 20)))
    assert (claim.claim_day, claim.event_key, claim.state) == (FIRST, key, "waiting")
    longer = change(fund, say(fund, claim, "chair", "return", "ใบรับรองว่าสามคืน"), stay(3, date(2026, 10, 20)))
    assert (longer.claim_day, longer.state) == (
        FIRST,
        "pending_evidence",
    )  # its time to claim goes on, its paper does not


def test_papers_of_one_stay_are_none_of_another(fund, member, client):
    claim = returned(fund, member, stay(2, date(2026, 11, 1)))
    claim = change(fund, claim, stay(8, date(2026, 9, 1)))
    assert claim.state == "pending_evidence" and evidence_of(claim) == []
    assert [p.label for p in former_papers(claim)] == PAPERS["hospital"]
    sign_in(client, fund, "chair")
    page = client.get(at("claim", fund, claim.pk)).content.decode()
    assert "หลักฐานของเหตุที่ขอไว้ก่อนแก้" in page and "ยังขาดหลักฐาน" in page
    claim = change(fund, claim, stay(8, date(2026, 9, 1)), PAPERS["hospital"])
    assert claim.state == "waiting" and last_decision(claim).amount_satang > 0


def test_the_page_says_that_another_event_asks_for_papers_anew(fund, member, client):
    claim = returned(fund, member, stay(2, date(2026, 11, 1)))
    sign_in(client, fund, "secretary")
    typed = {"key": str(claim.uid), "benefit": "hospital", "receiver": "นางแม่", "look": "1", "end": "3/11/2569"}
    same = client.post(at("claim_change", fund, claim.pk), typed | {"start": "1/11/2569"}).content.decode()
    another = client.post(at("claim_change", fund, claim.pk), typed | {"start": "30/10/2569"}).content.decode()
    assert "เป็นเหตุอื่นจากที่ขอไว้เดิม" not in same and "ยังรอหลักฐาน" not in same
    assert "เป็นเหตุอื่นจากที่ขอไว้เดิม" in another and "ยังรอหลักฐาน" in another


def test_a_claim_that_is_of_the_flood_no_more_shows_the_house_nothing_of_its_own(fund, member, client):
    flood = Event("disaster", date(2026, 11, 2), date(2026, 11, 2), damage_satang=1_000_000)
    sister = make_member(fund, "น้อง", house="5", paid_until=PAID)
    one = enter(fund, member, flood, seen=PAPERS["disaster"][:1])
    two = returned(fund, sister, flood, first=TODAY)  # brought the second paper of the flood
    two = change(fund, two, stay(2, date(2026, 11, 5)), PAPERS["hospital"])
    assert two.event_key != one.event_key
    assert [p.label for p in evidence_of(one)] == PAPERS["disaster"]  # a paper of the flood stays with the flood
    assert [p.label for p in evidence_of(two)] == PAPERS["hospital"]
    sign_in(client, fund, "chair")
    page = client.get(at("claim", fund, one.pk)).content.decode()
    assert PAPERS["hospital"][0] not in page and "คำขออื่นจากเหตุเดียวกัน" not in page
    back = change(fund, say(fund, two, "chair", "return", "น้ำท่วมจริง"), flood)
    assert back.event_key == one.event_key and back.state == "waiting"  # its papers are there


def test_who_is_forgotten_leaves_the_papers_of_an_event_that_others_still_ask_for(fund, member, settings):
    flood = Event("disaster", date(2026, 11, 2), date(2026, 11, 2), damage_satang=1_000_000)
    sister = make_member(fund, "น้อง", house="5", paid_until=PAID)
    enter(fund, member, flood)
    two, by = enter(fund, sister, flood), actor(fund, "secretary")
    evidence.add_papers(fund, two.pk, by, evidence.cleaned([("ภาพถ่าย", photo())]), (), NOW, TODAY)
    two = change(fund, say(fund, two, "chair", "return", "ผิดคน"), stay(2, date(2026, 11, 5)))
    evidence.add_papers(fund, two.pk, by, evidence.cleaned([(PAPERS["hospital"][0], photo())]), (), NOW, TODAY)
    claims.withdraw(fund, two.pk, by, "ไม่ขอแล้ว", NOW, TODAY)
    evidence.forget_claims(sister)
    kept = {paper.label: bool(paper.file_name) for paper in ClaimEvidence.objects.exclude(sha256="")}
    assert kept == {"ภาพถ่าย": True, PAPERS["hospital"][0]: False}
