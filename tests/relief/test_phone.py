"""Lists and deliveries that a phone sealed: opened by this house, in this room, in the name of their writer alone."""

import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chumchon.households.forms.entries import PHONE as VISITS
from chumchon.relief.forms.lists import PHONE
from chumchon.relief.models import Delivery, HouseList, Need
from tests.factories import user
from tests.phone import sealed_by_phone
from tests.relief.test_pages import needs_entry, today_flood
from tests.relief.world import counted, laid_out, listed, loaded, promised, three


@pytest.fixture
def own(db):
    return three()[0]


def sent(fund, disaster, *entries, role="collector"):
    """What the house answers to each of the entries."""
    client = Client()
    client.force_login(user(fund, role))
    where = reverse("relief_entries", args=(fund.code, disaster.pk))
    body = {"user": user(fund, role).pk, "entries": list(entries)}
    return client.post(where, json.dumps(body), "application/json").json()["entries"]


def sealed(entry, writer, house=PHONE, **more):
    return {"id": entry["id"], "sealed": sealed_by_phone(house, writer, entry), **more}


def test_a_sealed_list_is_kept_once_beside_a_readable_one_of_an_older_page(own):
    disaster, writer = today_flood(own), user(own, "collector")
    first = sealed(needs_entry("1", lines={"rice": 7}), writer)
    assert [a["status"] for a in sent(own, disaster, first, needs_entry("2"))] == ["accepted", "accepted"]
    assert [a["status"] for a in sent(own, disaster, first)] == ["already"]
    assert sorted(Need.objects.values_list("asked", flat=True)) == [7, 10]


def test_a_sealed_delivery_is_confirmed_at_the_door(own):
    disaster = today_flood(own)
    listed(own, disaster)
    counted(own)
    promised(own, disaster)
    laid_out(own, disaster)
    line = loaded(own, disaster).lines.get()
    said = {
        "id": str(uuid.uuid4()), "kind": "delivery", "line": line.pk, "quantity": 4, "receiver": "family",
        "at": timezone.now().isoformat(), "device": "",
    }  # fmt: skip
    assert sent(own, disaster, sealed(said, user(own, "collector")))[0]["status"] == "accepted"
    assert Delivery.objects.get().quantity == 4


def test_what_does_not_open_here_stays_on_the_phone_and_spoils_nothing_else(own):
    disaster, writer = today_flood(own), user(own, "collector")
    entry = needs_entry("1")
    broken = [{"id": entry["id"], "sealed": said} for said in ("", "AAAA", "ก", None, {"a": 1})]
    of_another_room = sealed(entry, writer, house=VISITS)
    told = sent(own, disaster, *broken, of_another_room, sealed(needs_entry("2"), writer))
    assert [(a["status"], a["code"]) for a in told] == [("rejected", "SEAL")] * 6 + [("accepted", "")]


def test_what_another_wrote_or_calls_otherwise_within_is_not_taken(own):
    disaster, writer = today_flood(own), user(own, "collector")
    other = sealed(needs_entry("1"), user(own, "secretary"))
    renamed = sealed(needs_entry("2"), writer) | {"id": str(uuid.uuid4())}
    assert [a["code"] for a in sent(own, disaster, other, renamed)] == ["OTHER_USER", "BAD_ENTRY"]
    assert not HouseList.objects.exists()
