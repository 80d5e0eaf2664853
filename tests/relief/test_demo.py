"""The demo's flood: three funds, two trucks, money in two books, a house that two volunteers were at."""

import pytest
from django.test import Client

from chumchon.access.actions import create_user, grant
from chumchon.access.models import User
from chumchon.ledger.models import Book
from chumchon.ledger.verify import verify_book
from chumchon.people.actions import find_or_create_household
from chumchon.relief import demo
from chumchon.relief.models import Delivery, Disaster, DisasterClaim, Load
from chumchon.relief.queries.lists import waiting
from tests.factories import TODAY, make_member
from tests.funds.claims_world import claims_fund
from tests.relief.world import FIRST, whole


@pytest.fixture
def told(db):
    """The chapter after a fund's, whose people have the demo's names."""
    fund = claims_fund()
    for role in ("chair", "treasurer", "secretary", "collector"):
        User.objects.filter(username=f"{role}-{fund.code}").update(username=role)
    grant(create_user("officer", "นายเจ้าหน้าที่", "x" * 12), "officer_province", FIRST.replace(year=2010), None, "50")
    for number in demo.VILLAGES:
        for house in range(1, 7):
            find_or_create_household(fund.organisation.subdistrict.villages.get(number=number), str(house))
    make_member(fund, house="1")
    assert not demo.told()
    demo.tell(TODAY)
    return fund


def test_a_flood_that_three_funds_share(told):
    assert demo.told()
    disaster = Disaster.objects.get()
    assert whole(disaster) and all(verify_book(book).ok for book in Book.objects.all())
    assert (
        Load.objects.filter(state="sent").exists()
        and Delivery.objects.filter(entry_receiver__isnull=False).count() == 1
    )
    assert len(waiting(told.organisation, disaster)) == 1 and DisasterClaim.objects.exists()
    page = Client().get(f"/relief/{disaster.pk}").content.decode()
    assert "ข้าวสาร" in page and "กองทุนสวัสดิการชุมชนตำบล" in page
