"""The demo's council: told on the fund's tambon through the real actions, with a resolution that came back."""

import pytest
from django.test import Client

from chumchon.access.actions import create_user, grant
from chumchon.councils import demo
from chumchon.councils.models import Council, Matter, Resolution
from chumchon.councils.queries.meetings import kept_by_year
from tests import factories
from tests.councils.world import START, TODAY


@pytest.fixture
def told(db):
    """The chapter after a fund's; the demo's own users are the fund's chair and the officers."""
    factories.make_fund()
    create_user("chair", "นางประธาน", "chumchon-demo", pin=demo.PIN)
    for name, role, area in (("officer", "officer_province", "50"), ("hq", "officer_hq", "")):
        grant(create_user(name, f"นาย{name}", "x" * 12), role, START, None, area)
    assert not demo.told()
    demo.tell(TODAY)


def test_a_living_council_with_a_resolution_that_came_back(told):
    assert demo.told()
    council = Council.objects.get(organisation__code="council-500705")
    assert council.label and council.groups.filter(state="registered").count() == 8
    row = Resolution.objects.get(title="ขอซ่อมฝายเหมืองหลวง")
    assert row.state == "answered" and Matter.objects.filter(state="answered").count() == 4
    assert sum(y.met for y in kept_by_year(council, TODAY)) == 5
    page = Client().get(f"/councils/{council.code}").content.decode()
    assert "ขอซ่อมฝายเหมืองหลวง" in page and "ได้คำตอบแล้ว" in page
