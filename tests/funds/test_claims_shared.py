"""One event, several members: parents who live in two houses, a house where somebody gets none."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from chumchon.agreements.load import parse
from chumchon.funds.actions import claims
from chumchon.funds.models import Claim, Member
from chumchon.funds.queries.claim_alike import alike
from chumchon.funds.queries.claim_look import house_shares
from chumchon.funds.queries.claims import event_of, evidence_of, last_decision, left_out_of, receiver_of
from chumchon.funds.rules.claims import Event
from chumchon.people.actions import find_or_create_household
from tests.factories import NOW, TODAY, actor, make_member, user
from tests.funds.claims_world import PAID, TOML, claims_day, claims_fund, enter, refused, say

BORN = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def _a_day(monkeypatch, settings, tmp_path):
    claims_day(monkeypatch, settings, tmp_path)


@pytest.fixture
def fund(db):
    return claims_fund()


@pytest.fixture
def mother(fund):
    return make_member(fund, "แม่", house="5", paid_until=PAID)


@pytest.fixture
def father(fund):
    """Lives in another house, under another surname."""
    found = make_member(fund, "พ่อ", village=2, house="9", paid_until=PAID)
    found.person.surname = "อื่นไกล"
    found.person.save()
    return found


def birth(partner=None, day=BORN):
    return Event("birth", day, day, children=1, partner=partner.pk if partner else 0)


def test_a_birth_is_paid_once_to_parents_of_two_houses_whoever_named_the_other(fund, mother, father):
    first = enter(fund, mother, birth(father))
    assert last_decision(first).amount_satang == 100_000
    for event in (birth(), birth(mother)):
        with refused("DUPLICATE_EVENT"):
            enter(fund, father, event)
    say(fund, first, "chair", "refuse", "ยื่นผิดคน")
    assert enter(fund, father, birth()).state == "waiting"


def test_naming_a_parent_who_claimed_already_is_refused_too(fund, mother, father):
    enter(fund, father, birth())
    with refused("DUPLICATE_EVENT"):
        enter(fund, mother, birth(father))


def test_another_birth_of_the_same_parents_is_another_event(fund, mother, father):
    enter(fund, mother, birth(father))
    assert enter(fund, father, birth(mother, date(2026, 9, 1))).state == "waiting"


def test_the_other_parent_is_another_member_of_this_fund(fund, mother):
    with refused("SAME_PARENT"):
        enter(fund, mother, birth(mother))
    stranger = make_member(claims_fund(code="other", subdistrict="500701"), "ไกล", paid_until=PAID)
    with refused("NO_PARENT"):
        enter(fund, mother, birth(stranger))


def test_a_kind_that_is_paid_to_everybody_keeps_no_other_parent(fund, mother, father):
    stay = Event("hospital", BORN, BORN + timedelta(days=2), partner=father.pk)
    assert event_of(enter(fund, mother, stay)).partner == 0


def alike_of(fund, member, claim):
    return alike(fund, member, event_of(claim), parse(TOML).benefit("birth"), claim.pk)


def test_two_births_of_one_day_that_nobody_linked_are_shown_to_the_committee(fund, mother, father, client):
    first, second = enter(fund, mother, birth()), enter(fund, father, birth())
    assert [a.claim.pk for a in alike_of(fund, father, second)] == [first.pk]
    assert not alike_of(fund, father, second)[0].same_surname
    client.force_login(user(fund, "chair"))
    page = client.get(reverse("claim", args=[fund.code, second.pk])).content.decode()
    assert "มีคำขออื่นที่เกิดวันเดียวกัน" in page and first.label in page


def test_the_same_surname_is_said_and_linked_parents_are_not_warned_of(fund, mother, father):
    cousin = make_member(fund, "น้า", village=3, house="7", paid_until=PAID)
    first = enter(fund, mother, birth(father))
    other = enter(fund, cousin, birth())
    assert [a.same_surname for a in alike_of(fund, cousin, other)] == [True]
    assert [a.claim.pk for a in alike_of(fund, mother, first)] == [other.pk]


def typed(member, **more):
    return {
        "key": str(uuid.uuid4()), "benefit": "birth", "start": "2/11/2569", "children": "1", "receiver": "นางแม่",
        "seen": ["สูติบัตร"],
    } | more  # fmt: skip


def test_the_form_asks_for_the_other_parent_by_number_or_name(client, fund, mother, father):
    client.force_login(user(fund, "secretary"))
    at = reverse("claim_enter", args=[fund.code, mother.pk])
    assert "พ่อหรือแม่อีกฝ่ายเป็นสมาชิกด้วย" in client.get(at + "?benefit=birth").content.decode()
    assert "พ่อหรือแม่อีกฝ่าย" not in client.get(at + "?benefit=hospital").content.decode()
    page = client.post(at, typed(mother, partner=father.number, look="1")).content.decode()
    assert f"อีกฝ่าย: {father.person.name}" in page
    lost = client.post(at, typed(mother, partner="ไม่มีใคร", submit="1"))
    assert lost.status_code == 422 and "ไม่พบสมาชิก “ไม่มีใคร”" in lost.content.decode()
    make_member(fund, "พ่อ", house="11", paid_until=PAID)
    many = client.post(at, typed(mother, partner="พ่อ", submit="1")).content.decode()
    assert "พบหลายคน" in many and father.number in many
    assert client.post(at, typed(mother, partner=father.number, submit="1")).status_code == 302
    assert event_of(Claim.objects.get()).partner == father.pk


def flooded_house(fund):
    """Three members of one house: one has lapsed, one joined too late."""
    well = make_member(fund, "เอ", house="7", paid_until=PAID)
    lapsed = make_member(fund, "บี", house="7", paid_until=date(2026, 5, 31), joined_on=date(2015, 1, 2))
    new = make_member(fund, "ซี", house="7", paid_until=PAID, joined_on=date(2026, 9, 1))
    return well, lapsed, new


FLOOD = Event("disaster", BORN, BORN, damage_satang=1_000_000)


def test_who_of_a_flooded_house_gets_none_is_told_before_and_stays_on_the_claim(client, fund):
    well, lapsed, new = flooded_house(fund)
    shares = {s.member.pk: s for s in house_shares(fund, well, FLOOD, TODAY)}
    assert shares[well.pk].satang == 66_700 and not shares[well.pk].why
    assert {shares[lapsed.pk].code, shares[new.pk].code} == {"LAPSED", "WAITING"}
    client.force_login(user(fund, "secretary"))
    form = {"key": str(uuid.uuid4()), "benefit": "disaster", "start": "2/11/2569", "damage": "10000", "receiver": "นายเอ",
            "seen": ["ภาพถ่าย", "ใบรับรองผู้ใหญ่บ้าน"], "whole_house": "on"}  # fmt: skip
    at = reverse("claim_enter", args=[fund.code, well.pk])
    page = client.post(at, form | {"look": "1"}).content.decode()
    assert "แบ่งกันในบ้าน 3 คน" in page and page.count("ไม่ได้รับ</b>") == 2 and "พ้นสภาพ" in page
    assert client.post(at, form | {"submit": "1"}).status_code == 302
    claim = Claim.objects.get()
    assert [(m.pk, one.code) for m, one in left_out_of(claim)] == [(lapsed.pk, "LAPSED"), (new.pk, "WAITING")]
    seen = client.get(reverse("claim", args=[fund.code, claim.pk])).content.decode()
    assert "คนในบ้านที่ไม่ได้รับ" in seen and lapsed.person.name in seen
    assert b"LAPSED" not in bytes(claim.left_out_sealed)


def test_a_house_where_everybody_gets_something_names_nobody(fund):
    house = [make_member(fund, n, house="8", paid_until=PAID) for n in ("เอ", "บี")]
    papers = ["ภาพถ่าย", "ใบรับรองผู้ใหญ่บ้าน"]
    made = claims.enter(fund, actor(fund, "secretary"), house[1], FLOOD, "นายบี", papers, uuid.uuid4(), NOW, TODAY,
                        whole_house=True)  # fmt: skip
    assert [c.member_id for c in made] == [house[1].pk, house[0].pk] and left_out_of(made[0]) == []
    assert [p.label for p in evidence_of(made[1])] == papers  # shown once for the house
    with refused("CLAIMED_TWICE"):
        enter(fund, house[0], FLOOD)
    assert house_shares(fund, make_member(fund, "เดี่ยว", house="99", paid_until=PAID), FLOOD, TODAY) == []


def test_who_died_after_the_flood_is_paid_to_the_heir(fund):
    first = make_member(fund, "หนึ่ง", house="12", paid_until=PAID)
    heir = "นายลูก ตั้งใจดี (บุตร)"
    gone = make_member(fund, "สอง", house="12", paid_until=PAID, beneficiary=heir)
    gone.status, gone.person.died_on = "died", date(2026, 11, 15)
    gone.person.save()
    gone.save()
    flood = Event("disaster", date(2026, 11, 10), date(2026, 11, 10), damage_satang=400_000)
    enter(fund, first, flood, whole_house=True)
    named = {claim.member_id: receiver_of(claim) for claim in Claim.objects.all()}
    assert named == {first.pk: first.person.name, gone.pk: heir}


def test_a_second_birth_within_weeks_is_shown_to_who_enters_and_to_the_committee(fund, mother, client):
    first = enter(fund, mother, Event("birth", BORN, BORN, children=1))
    near, far = BORN - timedelta(days=40), BORN - timedelta(days=210)
    client.force_login(user(fund, "secretary"))
    page = reverse("claim_enter", args=[fund.code, mother.pk])
    typed = {"key": str(uuid.uuid4()), "benefit": "birth", "children": "1", "receiver": "แม่", "look": "1"}
    said = [
        client.post(page, typed | {"start": f"{day.day}/{day.month}/{day.year + 543}"}).content.decode()
        for day in (near, far)
    ]
    assert "คลอดอีกครั้งในเวลาใกล้กัน" in said[0] and f"คำขอ {first.label}" in said[0]
    assert "คลอดอีกครั้ง" not in said[1]
    second = enter(fund, mother, Event("birth", near, near, children=1))
    client.force_login(user(fund, "chair"))
    assert "คลอดอีกครั้ง" in client.get(reverse("claim", args=[fund.code, second.pk])).content.decode()


def test_who_moves_out_after_the_flood_takes_no_more_than_the_share_of_the_house_that_was_flooded(fund):
    first, mover = (make_member(fund, name, house="12", paid_until=PAID) for name in ("หนึ่ง", "สอง"))
    flood = Event("disaster", date(2026, 11, 10), date(2026, 11, 10), damage_satang=900_000)
    claim = enter(fund, first, flood)
    village = fund.organisation.subdistrict.villages.get(number=1)
    mover.person.household = find_or_create_household(village, "77")
    mover.person.save()
    make_member(fund, "ย้ายเข้า", house="12", paid_until=PAID)
    second = enter(fund, Member.objects.get(pk=mover.pk), flood)
    assert [last_decision(c).amount_satang for c in (claim, second)] == [100_000, 100_000]
    assert second.event_key == claim.event_key
    claim = say(fund, claim, "chair", "return", "ค่าเสียหายผิด")
    more = replace(flood, damage_satang=300_000)
    papers = ["ภาพถ่าย", "ใบรับรองผู้ใหญ่บ้าน"]
    claims.change(fund, claim.pk, actor(fund, "secretary"), more, "หนึ่ง", papers, NOW, TODAY)
    assert last_decision(claim).amount_satang == 75_000  # half of 1,500, not a third
