"""Claims of members for the disaster with one touch: for the affected houses alone, and never twice."""

import pytest

from chumchon.funds.models import Claim
from chumchon.relief.actions.claims import enter_claims
from chumchon.relief.models import DisasterClaim
from chumchon.relief.queries.claims import houses
from chumchon.thai.errors import NotAllowed
from tests.factories import NOW, TODAY, actor, make_fund, make_member
from tests.funds.claims_world import claims_fund
from tests.relief.world import FIRST, flood, listed, refused


@pytest.fixture
def own(db):
    return claims_fund()


def touch(own, disaster, by="secretary"):
    ids = [h.household.pk for h in houses(own, disaster)]
    return enter_claims(own, disaster, actor(own, by), ids, NOW, TODAY)


def test_one_touch_enters_the_claims_of_every_affected_house_and_a_second_none(own):
    for name, house in (("สมศรี", "1"), ("บุญมี", "1"), ("คำปัน", "2")):
        make_member(own, name, house=house)
    make_member(own, "แห้ง", house="9")
    disaster = flood(own)
    for house in ("1", "2", "3"):
        listed(own, disaster, house, damage_satang=300_000)
    told = touch(own, disaster)
    assert [(t.house.household.house_no, t.made) for t in told] == [("1", 2), ("2", 1), ("3", 0)]
    assert "ไม่มีสมาชิก" in told[2].why
    assert set(Claim.objects.values_list("state", flat=True)) == {"pending_evidence"}
    again = touch(own, disaster)
    assert sum(t.made for t in again) == 0 and "ยื่นไว้แล้ว" in again[0].why
    assert Claim.objects.count() == DisasterClaim.objects.count() == 3


def test_who_claimed_by_hand_is_not_claimed_again(own):
    from chumchon.funds.rules.claims import Event
    from tests.funds.claims_world import enter

    member = make_member(own)
    disaster = flood(own)
    listed(own, disaster, "1", damage_satang=300_000)
    enter(own, member, Event("disaster", FIRST, FIRST, damage_satang=300_000))
    (told,) = touch(own, disaster)
    assert told.made == 0 and "ขอไว้แล้ว" in told.why and Claim.objects.count() == 1


def test_a_fund_without_the_benefit_is_told_and_a_role_without_the_right_is_not_let_in(own):
    disaster = flood(own)
    with pytest.raises(NotAllowed):
        touch(own, disaster, "auditor")
    bare = make_fund("bare", "500706")
    with refused("NO_BENEFIT"):
        touch(bare, flood(bare, ("500706",)))


def test_a_list_that_waits_makes_no_house_an_affected_one(own):
    from chumchon.relief.actions import disasters

    make_member(own)
    disaster = flood(own)
    disasters.close(disaster.pk, actor(own, "chair"), NOW, TODAY)
    assert listed(own, disaster, "1")[1] == "late"
    assert houses(own, disaster) == []
