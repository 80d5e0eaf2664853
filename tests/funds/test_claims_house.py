"""One event of a house pays once: whoever leaves, lapses or moves between two claims of it."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest

from chumchon.funds.actions import claims, households, members
from chumchon.funds.models import Claim, Member
from chumchon.funds.queries.claim_house import house_members
from chumchon.funds.queries.claim_look import house_shares
from chumchon.funds.queries.claims import event_of, last_decision, seal_event
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
)

FLOODED = date(2026, 11, 2)
FLOOD = Event("disaster", FLOODED, FLOODED, damage_satang=1_000_000)
"""Half of 10,000 baht is more than the 2,000 that a house is given."""


@pytest.fixture(autouse=True)
def _a_day(monkeypatch, settings, tmp_path):
    claims_day(monkeypatch, settings, tmp_path)


@pytest.fixture
def fund(db):
    return claims_fund()


@pytest.fixture
def house(fund):
    """Two members of house 7."""
    return [make_member(fund, name, house="7", paid_until=PAID) for name in ("เอ", "บี")]


def again(member):
    return Member.objects.select_related("person__household").get(pk=member.pk)


def approved(fund, claim):
    """Approved by the whole committee, as a disaster asks."""
    done = approve(fund, claim, "chair", "treasurer", "deputy")
    assert done.state == "approved"
    return done


def due(*rows):
    return [last_decision(claim).amount_satang for claim in rows]


@pytest.mark.parametrize("step", [members.leave, members.lapse])
def test_who_left_or_lapsed_after_the_flood_still_shares_it(fund, house, step):
    first, gone = house
    step(gone, actor(fund, "secretary"), date(2026, 11, 10), "ย้ายไปต่างจังหวัด", TODAY, NOW)
    one = enter(fund, first, FLOOD)
    two = enter(fund, again(gone), FLOOD)
    assert due(one, two) == [100_000, 100_000] and one.event_key == two.event_key
    pay(fund, approved(fund, one))
    assert [s.satang for s in house_shares(fund, first, FLOOD, TODAY)] == [0, 0]  # both have asked


def test_who_left_before_the_flood_does_not_share_it(fund, house):
    first, gone = house
    members.leave(gone, actor(fund, "secretary"), date(2026, 11, 1), "ย้ายไปต่างจังหวัด", TODAY, NOW)
    assert due(enter(fund, first, FLOOD)) == [200_000]


def alone(claim):
    """The claim as it was entered before the house of the day was known: by a list of one."""
    claim.facts_sealed = seal_event(
        claim, replace(event_of(claim), household_n=1, household_i=1, sharers=(claim.member_id,))
    )
    claim.save(update_fields=["facts_sealed"])
    return claim


def test_a_list_that_was_paid_is_the_only_one_of_its_event(fund, house):
    first, second = house
    one = enter(fund, first, FLOOD)
    two = enter(fund, second, FLOOD)
    alone(one)
    with refused("HOUSE_ASKED"):  # the list of one has not been approved; the other has one of two
        claims.change(fund, say(fund, two, "chair", "return", "ตรวจใหม่").pk, actor(fund, "secretary"), FLOOD, "บี",
                      PAPERS["disaster"], NOW, TODAY)  # fmt: skip
    assert say(fund, one, "chair").state == "waiting" and due(one) == [200_000]  # read anew: the sum is another
    approved(fund, one)
    Claim.objects.filter(pk=two.pk).update(state="waiting")
    with refused("HOUSE_ASKED"):
        say(fund, two, "treasurer")


def test_a_list_without_somebody_of_the_house_gave_the_whole_sum_away(fund, house):
    first, second = house
    one = alone(enter(fund, first, FLOOD))
    with refused("HOUSE_ASKED") as told:
        enter(fund, second, FLOOD)
    assert one.label in told.value.th
    say(fund, one, "chair", "return", "ลืมบี")
    claims.change(fund, one.pk, actor(fund, "secretary"), FLOOD, "เอ", PAPERS["disaster"], NOW, TODAY)
    assert due(one, enter(fund, second, FLOOD)) == [100_000, 100_000]


def move(fund, member, house="77", **more):
    village = fund.organisation.subdistrict.villages.get(number=1)
    households.move(fund, actor(fund, "secretary"), [member], village.id, house, TODAY, NOW, **more)
    return again(member)


def test_who_moved_after_the_flood_shares_it_where_they_lived_that_day(fund, house):
    first, mover = house
    mover = move(fund, mover)
    one, two = enter(fund, first, FLOOD), enter(fund, mover, FLOOD)
    assert due(one, two) == [100_000, 100_000] and one.event_key == two.event_key
    later = replace(FLOOD, start=TODAY, end=TODAY)
    assert due(enter(fund, first, later)) == [200_000]


def test_who_moved_in_after_the_flood_shares_nothing_of_it(fund, house):
    guest = move(fund, make_member(fund, "ซี", house="9", paid_until=PAID), "7")
    assert [m.pk for m in house_members(fund, house[0], FLOODED)] == [m.pk for m in house]
    assert [m.pk for m in house_members(fund, guest, FLOODED)] == [guest.pk]
    assert len(house_members(fund, guest, TODAY)) == 3


def test_a_house_that_was_not_known_before_counts_from_the_beginning(fund, house):
    found = make_member(fund, "ซี", house="9", paid_until=PAID)
    found.person.household = None
    found.person.save()
    found = move(fund, again(found), "7")
    assert found.pk in [m.pk for m in house_members(fund, house[0], FLOODED)]


def test_who_is_said_to_have_moved_before_the_flood_is_shown_to_who_enters_and_to_the_committee(fund, house, client):
    first, mover = house
    move(fund, mover)
    mover = move(fund, mover, since=date(2026, 1, 5))  # in that house already: its true day
    one, two = enter(fund, first, FLOOD), enter(fund, mover, FLOOD)
    assert due(one, two) == [200_000, 200_000]
    sign_in(client, fund, "chair")
    told = "ของคนที่ทะเบียนลงว่าอยู่บ้านเดียวกันในวันนั้น"
    page = client.get(at("claim", fund, two.pk)).content.decode()
    assert told in page and f"คำขอ {one.label}" in page
    claims.withdraw(fund, two.pk, actor(fund, "secretary"), "ลองใหม่", NOW, TODAY)
    assert told not in client.get(at("claim", fund, one.pk)).content.decode()
    sign_in(client, fund, "secretary")
    typed = {"key": str(uuid.uuid4()), "benefit": "disaster", "start": "2/11/2569", "damage": "10000", "receiver": "บี"}
    assert told in client.post(at("claim_enter", fund, mover.pk), typed | {"look": "1"}).content.decode()
    with refused("FUTURE_DATE"):
        move(fund, mover, since=TODAY + timedelta(days=1))


def test_the_page_of_a_house_asks_since_when(fund, house, client):
    sign_in(client, fund, "secretary")
    village = fund.organisation.subdistrict.villages.get(number=1)
    typed = {"members": [house[1].pk], "village": village.id, "house_no": "77", "since": "5/1/2569"}
    assert client.post(at("household_move", fund, house[1].person.household_id), typed).status_code == 302
    assert house[1].events.get().day == date(2026, 1, 5)


def other(satang):
    return replace(FLOOD, damage_satang=satang)


def change(fund, claim, event, by="secretary", seen=None):
    if claim.state != "returned":
        claim = say(fund, claim, "chair", "return", "ตรวจใหม่")
    papers = PAPERS[event.benefit] if seen is None else seen
    return claims.change(fund, claim.pk, actor(fund, by), event, "เอ", papers, NOW, TODAY)


def test_the_damage_of_a_flood_is_one_figure(fund, house):
    one = enter(fund, house[0], other(200_000))
    with refused("OTHER_DAMAGE") as told:
        enter(fund, house[1], other(400_000))
    assert "฿2,000" in told.value.th and one.label in told.value.th
    two = enter(fund, house[1], other(200_000))
    assert due(one, two) == [50_000, 50_000]


def test_a_damage_put_right_is_put_right_for_all_who_share(fund, house):
    one, two = enter(fund, house[0], other(200_000)), enter(fund, house[1], other(200_000))
    say(fund, two, "chair")
    one = change(fund, one, other(800_000), by="treasurer")
    two.refresh_from_db()
    assert due(one, two) == [100_000, 100_000] and event_of(two).damage_satang == 800_000
    with refused("OWN_ENTRY"):
        say(fund, two, "treasurer")
    say(fund, two, "chair")  # their first yes was to another sum
    with refused("SAID"):
        say(fund, two, "chair", "refuse", "ไม่ใช่")


def test_a_damage_put_right_leaves_what_was_sent_back_with_who_must_mend_it(fund, house):
    one, two = enter(fund, house[0], other(200_000)), enter(fund, house[1], other(200_000))
    two = say(fund, two, "chair", "return", "ชื่อผู้รับผิด")
    change(fund, one, other(300_000))
    two.refresh_from_db()
    assert two.state == "returned" and due(two) == [75_000]


def test_a_damage_by_which_somebody_was_approved_stands(fund, house):
    one, two = enter(fund, house[0], other(200_000)), enter(fund, house[1], other(200_000))
    approved(fund, one)
    with refused("OTHER_DAMAGE") as told:
        change(fund, two, other(800_000))
    assert "฿2,000" in told.value.th
    two.refresh_from_db()
    two.facts_sealed = seal_event(two, replace(event_of(two), damage_satang=800_000))  # as it could be entered once
    two.state = "waiting"
    two.save()
    with refused("OTHER_DAMAGE"):
        say(fund, two, "treasurer")


def test_a_house_that_was_wrong_is_mended_by_returning_the_claim(fund, house):
    first, elsewhere = house
    one = enter(fund, first, FLOOD)
    assert due(one) == [100_000]
    move(fund, elsewhere, since=date(2026, 1, 5))
    assert due(change(fund, one, FLOOD)) == [200_000]
    two = enter(fund, make_member(fund, "ซี", house="8", paid_until=PAID), FLOOD)
    stranger = make_member(fund, "ดี", house="8", paid_until=PAID, joined_on=date(2016, 1, 1))
    move(fund, stranger, "9")  # moved today: it shares what struck house 8 on the 2nd
    assert due(change(fund, two, FLOOD)) == [100_000]
