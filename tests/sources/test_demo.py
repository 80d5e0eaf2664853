"""The demo's chapter of sources, told through the real actions after those of the fund and the council."""

import pytest
from django.test import Client

from chumchon.access.actions import create_user, grant
from chumchon.access.models import User
from chumchon.councils import demo as councils
from chumchon.sources import demo
from chumchon.sources.models import Application, Call, Due
from tests import factories
from tests.councils.world import START, TODAY

pytestmark = pytest.mark.django_db


def test_a_tambon_with_more_than_one_door(db):
    factories.make_fund()
    create_user("chair", "นางประธาน", "chumchon-demo", pin=councils.PIN)
    for name, role, area in (("officer", "officer_province", "50"), ("hq", "officer_hq", "")):
        grant(create_user(name, f"นาย{name}", "x" * 12), role, START, None, area)
    User.objects.filter(username="secretary-mae-raem").update(username="secretary")
    councils.tell(TODAY)
    fund = factories.Organisation.objects.get(code="mae-raem").fund
    for i in range(12):
        factories.make_member(fund, f"คน{i}")
    assert not demo.told()
    demo.tell(TODAY)
    assert demo.told() and Call.objects.count() == 6
    assert sorted(Application.objects.values_list("state", flat=True)) == ["refused", "sent", "won"]
    assert Due.objects.filter(done_on__isnull=False).count() == 2
    page = Client().get("/calls/?state=").content.decode()
    assert "ทุนซ่อมแหล่งน้ำชุมชน" in page and "52,000.00" in page
