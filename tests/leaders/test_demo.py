"""The demo's chapter of leaders, told through the real actions."""

import pytest
from django.test import Client

from chumchon.access.models import User
from chumchon.leaders import demo
from chumchon.leaders.models import Certificate, Story, Training
from tests import factories
from tests.leaders import world

pytestmark = pytest.mark.django_db


def test_a_tambon_that_learns_and_tells(db):
    factories.make_fund()
    assert not demo.told()  # asked before the council's own chapter was told
    code = "council-" + factories.Subdistrict.objects.get(pk="500705").pk
    body = world.body(code)
    for role, name in (("secretary", "council_secretary"), ("chair", "council_chair")):
        User.objects.filter(username=f"{role}-{code}").update(username=name)
    assert not demo.told()
    demo.tell(world.TODAY)
    assert demo.told() and Certificate.objects.filter(organisation=body).count() == 8 + 5 + 4
    assert Training.objects.filter(state="closed").count() == 1 and Story.objects.filter(state="public").count() == 2
    page = Client().get("/stories/").content.decode()
    assert "ฝายที่ทั้งตำบลทำเอง" in page and "เด็กแปดคน" not in page
    assert "คนดี ศรี พอช." in Client().get("/leaders/").content.decode()
