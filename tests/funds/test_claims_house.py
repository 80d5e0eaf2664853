"""One event of a house pays once: whoever leaves, lapses or moves between two claims of it."""

from dataclasses import replace
from datetime import date

import pytest

from chumchon.funds.actions import claims, members
from chumchon.funds.models import Claim, Member
from chumchon.funds.queries.claim_look import house_shares
from chumchon.funds.queries.claims import event_of, last_decision, seal_event
from chumchon.funds.rules.claims import Event
from tests.factories import NOW, TODAY, actor, make_member
from tests.funds.claims_world import PAID, PAPERS, approve, claims_day, claims_fund, enter, pay, refused, say

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
