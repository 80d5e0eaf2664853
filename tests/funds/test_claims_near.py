"""Two of one house who give different days for one flood: asked on every screen, never paid silently as two."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest

from chumchon.funds.actions import claims
from chumchon.funds.actions.claim_verdicts import give_verdict, write_resolution
from chumchon.funds.models import BenefitHistory, Claim, CommitteeSeat, ImportBatch, Member
from chumchon.funds.queries.benefit_history import seal_past
from chumchon.funds.queries.claim_near import near
from chumchon.funds.queries.claims import benefit_of, decision_of, event_of, last_decision, verdicts_of
from chumchon.funds.rules.claim_checks import SAME_EVENT_DAYS
from chumchon.funds.rules.claims import Event
from chumchon.people.actions import find_or_create_household
from tests.factories import NOW, TODAY, actor, make_member, user
from tests.funds.claims_world import (
    PAID,
    PAPERS,
    approve,
    at,
    claims_day,
    claims_fund,
    enter,
    refused,
    say,
    sign_in,
    stay,
)

DAY = date(2026, 11, 2)
LATER = DAY + timedelta(days=3)
FLOOD = Event("disaster", DAY, DAY, damage_satang=1_000_000)
AGAIN = replace(FLOOD, start=LATER, end=LATER)


@pytest.fixture(autouse=True)
def _a_day(monkeypatch, settings, tmp_path):
    claims_day(monkeypatch, settings, tmp_path)


@pytest.fixture
def fund(db):
    return claims_fund()


@pytest.fixture
def house(fund):
    return [make_member(fund, name, house="7", paid_until=PAID) for name in ("เอ", "บี")]


def near_of(fund, claim):
    return near(fund, claim.member, event_of(claim), benefit_of(decision_of(last_decision(claim))), claim.pk)


def yes(fund, claim, *who):
    """Three people, as the agreement asks for a disaster."""
    return approve(fund, claim, *(who or ("chair", "treasurer", "deputy")))


def told(fund, claim, who, another):
    seen = last_decision(claim).pk
    return give_verdict(fund, claim.pk, actor(fund, who), "approve", "", seen, NOW, TODAY, another)


def test_the_committee_says_why_it_is_another_event_or_returns_it(fund, house):
    enter(fund, house[0], FLOOD)
    second = enter(fund, house[1], AGAIN)
    assert [n.start for n in near_of(fund, second)] == [DAY]
    for words in ("", "   "):
        with refused("NEAR_EVENT"):
            told(fund, second, "chair", words)
    told(fund, second, "chair", "น้ำท่วมสองรอบ")
    assert [v.words for v in verdicts_of(second)] == ["น้ำท่วมสองรอบ"]
    assert yes(fund, second, "treasurer", "deputy").state == "approved"  # who approves next has read it
    assert "น้ำท่วม" not in second.verdicts.get(user__username__startswith="chair").reason_sealed


def test_a_claim_that_came_after_the_answer_is_asked_about_anew(fund, house):
    enter(fund, house[0], FLOOD)
    second = enter(fund, house[1], AGAIN)
    told(fund, second, "chair", "น้ำท่วมสองรอบ")
    third = enter(fund, house[0], replace(FLOOD, start=DAY + timedelta(days=6), end=DAY + timedelta(days=6)))
    Claim.objects.filter(pk=third.pk).update(submitted_at=NOW + timedelta(hours=1))
    with refused("NEAR_EVENT"):
        say(fund, second, "treasurer")


def test_what_was_refused_or_lies_far_or_in_another_house_or_is_another_kind_is_not_asked_about(fund, house):
    first, other = enter(fund, house[0], FLOOD), make_member(fund, "ไกล", house="70", paid_until=PAID)
    enter(fund, house[0], stay(2, DAY))
    far = replace(FLOOD, start=DAY - timedelta(days=SAME_EVENT_DAYS + 1), end=DAY - timedelta(days=SAME_EVENT_DAYS + 1))
    edge = replace(FLOOD, start=DAY - timedelta(days=SAME_EVENT_DAYS), end=DAY - timedelta(days=SAME_EVENT_DAYS))
    assert near_of(fund, enter(fund, other, AGAIN)) == []
    benefit = benefit_of(decision_of(last_decision(first)))
    assert near(fund, house[1], far, benefit) == [] and near(fund, house[1], FLOOD, benefit) == []
    assert [n.claim.pk for n in near(fund, house[1], edge, benefit)] == [first.pk]
    say(fund, first, "chair", "refuse", "ยื่นผิด")
    assert yes(fund, enter(fund, house[1], AGAIN)).state == "approved"


def test_returned_and_put_on_the_same_day_it_is_one_event_of_the_house(fund, house):
    first = enter(fund, house[0], FLOOD)
    second = enter(fund, house[1], AGAIN, seen=())
    assert second.event_key != first.event_key and second.state == "pending_evidence"
    again = claims.change(fund, second.pk, actor(fund, "secretary"), FLOOD, "นายบี", [], NOW, TODAY)
    assert again.event_key == first.event_key and again.state == "waiting"  # the papers of the house are there
    assert near_of(fund, again) == []
    assert yes(fund, again).satang_due == yes(fund, first).satang_due == 100_000


def test_who_shared_and_moved_out_is_asked_too_and_what_the_old_book_paid(fund, house):
    enter(fund, house[0], FLOOD)
    village = fund.organisation.subdistrict.villages.get(number=1)
    house[1].person.household = find_or_create_household(village, "77")
    house[1].person.save()
    moved = enter(fund, Member.objects.get(pk=house[1].pk), AGAIN)
    assert len(near_of(fund, moved)) == 1
    old = make_member(fund, "ซี", house="9", paid_until=PAID)
    batch = ImportBatch.objects.create(
        fund=fund, kind="benefits", file_name="ก.xlsx", sha256="0" * 64, actor=user(fund, "chair"), at=NOW
    )
    uid = uuid.uuid4()
    BenefitHistory.objects.create(
        uid=uid, member=old, satang=200_000, batch=batch, row_number=1, at=NOW,
        facts_sealed=seal_past(uid, "disaster", DAY, DAY, 0),
    )  # fmt: skip
    found = near_of(fund, enter(fund, old, AGAIN))
    assert [(n.claim, n.start) for n in found] == [(None, DAY)]


def test_a_resolution_waits_for_the_answer(fund, house):
    kept = CommitteeSeat.objects.create(fund=fund, person_name="นายแก้ว ใจเย็น", position="committee", from_day=DAY)
    enter(fund, house[0], FLOOD)
    second = enter(fund, house[1], AGAIN)

    def write():
        seen = last_decision(second).pk
        return write_resolution(
            fund, second.pk, actor(fund, "chair"), actor(fund, "deputy"), [kept.pk], TODAY, seen, NOW, TODAY
        )

    with refused("NEAR_EVENT"):
        write()
    told(fund, second, "treasurer", "ไฟไหม้สองครั้ง")
    say(fund, second, "chair")
    assert write().state == "approved"


def test_a_birth_that_two_parents_of_one_house_date_differently_is_asked_about(fund, house):
    enter(fund, house[0], Event("birth", DAY, DAY, children=1))
    second = enter(fund, house[1], Event("birth", LATER, LATER, children=1))
    with refused("NEAR_EVENT"):
        say(fund, second, "chair")


def typed(day, **more):
    return {
        "key": str(uuid.uuid4()), "benefit": "disaster", "start": f"{day.day}/{day.month}/{day.year + 543}", "damage": "10000",
        "receiver": "นายบี", "seen": PAPERS["disaster"], "submit": "1",
    } | more  # fmt: skip


def test_who_enters_is_asked_before_it_is_sent_and_reads_no_name(client, fund, house):
    first = enter(fund, house[0], FLOOD)
    sign_in(client, fund, "collector")
    page = at("claim_enter", fund, house[1].pk)
    asked = client.post(page, typed(LATER))
    words = asked.content.decode()
    assert asked.status_code == 422 and Claim.objects.count() == 1
    assert "อาจเป็นเหตุเดียวกับที่บ้านนี้ขอไว้แล้ว" in words and f"คำขอ {first.label}" in words and "2 พฤศจิกายน 2569" in words
    assert f"{first.member.person.name} เลขที่" not in words
    assert "อาจเป็นเหตุเดียวกับ" not in client.post(page, typed(DAY, submit="")).content.decode()
    assert client.post(page, typed(LATER, another_event="1")).status_code == 302
    client.logout()
    sign_in(client, fund, "secretary")
    assert f"{first.member.person.name} เลขที่" in client.post(page, typed(LATER)).content.decode()


def test_the_claims_page_asks_the_committee_and_keeps_the_answer(client, fund, house):
    first = enter(fund, house[0], FLOOD)
    second = enter(fund, house[1], AGAIN)
    sign_in(client, fund, "chair")
    page = client.get(at("claim", fund, second.pk)).content.decode()
    assert "อาจเป็นเหตุเดียวกับ" in page and at("claim", fund, first.pk) in page and 'name="another"' in page
    typed = {"verdict": "approve", "decision": last_decision(second).pk, "another": ""}
    wrong = client.post(at("claim_verdict", fund, second.pk), typed)
    assert wrong.status_code == 422 and "บอกว่าทำไมเป็นคนละเหตุ" in wrong.content.decode()
    assert client.post(at("claim_verdict", fund, second.pk), typed | {"another": "คนละรอบ"}).status_code == 302
    sign_in(client, fund, "treasurer")
    page = client.get(at("claim", fund, second.pk)).content.decode()
    assert "ตอบแล้วว่าเป็นคนละเหตุ: คนละรอบ" in page and 'name="another"' not in page


def test_the_houses_next_claim_of_the_event_offers_the_answer_again(client, fund, house):
    enter(fund, house[0], FLOOD)
    made = claims.enter(fund, actor(fund, "secretary"), house[1], AGAIN, "นายบี", PAPERS["disaster"], uuid.uuid4(), NOW, TODAY,
                        whole_house=True)  # fmt: skip
    told(fund, made[0], "chair", "คนละรอบ")
    sign_in(client, fund, "treasurer")
    page = client.get(at("claim", fund, made[1].pk)).content.decode()
    assert 'name="another" value="คนละรอบ"' in page
