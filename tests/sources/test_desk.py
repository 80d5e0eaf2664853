"""Applications that wait, calls that close soon and what winners owe stand on the desk of whoever decides on the call."""

from datetime import timedelta

import pytest

from chumchon.access.models import User
from chumchon.sources import desk
from chumchon.sources.actions import results
from tests.sources import world
from tests.sources.world import NOW, TODAY

pytestmark = pytest.mark.django_db


def numbers(area: str, day=TODAY, role: str = "officer_province") -> list[int]:
    return [c.count for c in desk.cards(world.officer(area, role), (area,), day)]


def test_what_waits_for_an_officer_is_of_the_calls_on_which_they_decide(client):
    body = world.body()
    sent = world.sent(body, world.call())
    assert numbers("50") == [1, 0, 0] and numbers("10") == [0, 0, 0]
    assert numbers("", role="officer_hq") == [1, 0, 0]
    assert numbers("50", sent.call.closes_on - timedelta(days=3))[1] == 1
    client.force_login(User.objects.get(username="officer_province-50"))
    assert "คำขอทุนรอผล" in client.get("/desk").content.decode()
    won = results.win(sent.pk, 2_500_001, "ช่วยคนมาก", world.officer(), NOW, TODAY)
    assert numbers("50") == [0, 0, 0]
    assert numbers("50", won.decided_on + timedelta(days=91))[2] == 2, "the first money and the first report"
    [(table, _)] = desk.section(body, world.officer(), TODAY)
    assert table.rows[0][-1] == won.given_satang
