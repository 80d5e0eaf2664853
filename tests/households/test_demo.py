"""The demo's chapter: told quickly through the real actions, with a family that was helped and one that said no."""

import time
from datetime import date

import pytest

from chumchon.access.actions import create_user, grant
from chumchon.households import demo
from chumchon.households.models import Passbook, Referral, Register, Visit
from chumchon.households.queries import listing
from chumchon.households.queries.passbook import helps
from tests import factories
from tests.factories import TODAY
from tests.funds import claims_world


@pytest.fixture
def told(db):
    """The chapter after a fund's; the demo's own users hold the fund's roles."""
    fund = claims_world.claims_fund()
    for i in range(40):
        factories.make_member(fund, f"สมศรี{i}", 1 + i % 2, f"{i // 2 + 1}", paid_until=date(2099, 9, 30))
    for role in ("chair", "treasurer", "secretary"):
        grant(create_user(role, f"นาง{role}", "chumchon-demo", pin="246810"), role, date(2010, 1, 1), fund.organisation)
    assert not demo.told()
    before = time.process_time()
    demo.tell(TODAY)
    return time.process_time() - before


def test_a_tambon_whose_houses_are_visited_helped_and_visited_again(told):
    assert demo.told() and told < 10  # two seconds on a quiet machine
    register = Register.objects.get()
    rows = listing.ranked_list(register, listing.Filters(), TODAY)
    sums = listing.sums(rows)
    assert len(rows) >= 30 and 3 <= sums.nobodys <= sums.in_need < len(rows)
    assert Visit.objects.filter(state="double").count() == 1
    assert Passbook.objects.exclude(state="open").count() == 2
    claim = Referral.objects.get(kind="claim")
    assert (claim.state, claim.result, claim.claim.state) == ("back", "helped", "paid")
    assert any(h.satang and h.source.startswith("กองทุน") for h in helps(claim.passbook))
    assert claim.passbook.before is not None
