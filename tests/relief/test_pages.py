"""The pages: what each person sees and may touch, files and filters, a phone's entries, nothing private in public."""

import csv
import io
import json
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from chumchon.access.models import AuditEvent, User
from chumchon.funds.models import Claim
from chumchon.relief.models import Delivery, Disaster, HouseList, Load, Need, Pledge
from tests.councils.world import officer
from tests.factories import NOW, TODAY, actor, make_member, user
from tests.relief.world import agreed, counted, flood, laid_out, listed, loaded, promised, three, whole, with_money


@pytest.fixture
def funds(db):
    return three()


def at(name, fund, *args):
    return reverse(name, args=(fund.code, *args))


def sign_in(fund, role):
    client = Client()
    client.force_login(user(fund, role))
    return client


def send(fund, disaster, entries, role="collector", client=None):
    client = client or sign_in(fund, role)
    answer = client.post(at("relief_entries", fund, disaster.pk), json.dumps({"entries": entries}), "application/json")
    return answer


def needs_entry(house="1", **more):
    return {
        "id": str(uuid.uuid4()), "kind": "needs", "village": 1, "house": house, "people": 3, "lines": {"rice": 10},
        "at": NOW.isoformat(), "device": "โทรศัพท์", **more,
    }  # fmt: skip


def today_flood(own):
    """Pages know the real day."""
    from django.utils import timezone

    return flood(own, first=min(TODAY, timezone.localdate()) - timedelta(days=3))


def test_a_disaster_is_opened_on_the_screen_and_everybody_sees_it(funds):
    own, near, _ = funds
    client, day = sign_in(own, "chair"), TODAY
    said = {
        "kind": "flood", "name_th": "น้ำท่วมแม่แรม", "from_day_day": day.day, "from_day_month": day.month, "from_day_year": day.year + 543,
        "reach": "villages", "villages": ["1", "2"], "key": str(uuid.uuid4()),
    }  # fmt: skip
    answer = client.post(at("relief_new", own), said)
    made = Disaster.objects.get()
    assert answer.status_code == 302 and [a.code for a in made.areas.all()] == ["50070501", "50070502"]
    again = client.post(at("relief_new", own), {**said, "key": str(uuid.uuid4())})
    assert again.status_code == 422 and "เปิดอยู่ตั้งแต่" in again.content.decode()
    assert "น้ำท่วมแม่แรม" in Client().get("/relief/").content.decode()
    assert "น้ำท่วมแม่แรม" in sign_in(near, "chair").get(at("relief", near)).content.decode()
    assert Client().get("/relief/?kind=fire").content.decode().count("น้ำท่วมแม่แรม") == 0


def test_a_phone_sends_what_it_kept_and_each_entry_gets_its_answer(funds):
    own, *_ = funds
    disaster = today_flood(own)
    first, bad = needs_entry(), {**needs_entry("2"), "lines": {"rice": "สิบ"}}
    answer = send(own, disaster, [first, bad, needs_entry("3", village=77)]).json()["entries"]
    assert [(a["status"], a["code"]) for a in answer] == [
        ("accepted", ""), ("rejected", "BAD_ENTRY"), ("rejected", "NO_VILLAGE"),
    ]  # fmt: skip
    assert answer[0]["id"] == first["id"] and answer[1]["th"]
    assert send(own, disaster, [first]).json()["entries"][0]["status"] == "already"
    other = send(own, disaster, [needs_entry(lines={"rice": 15})], "secretary").json()["entries"][0]
    assert (other["status"], other["code"]) == ("accepted", "DOUBLE") and "เก็บไว้ให้แล้ว" in other["th"]
    assert Need.objects.get(household__house_no="1").asked == 10
    assert send(own, disaster, [], client=Client()).status_code == 401
    assert send(own, disaster, [], "auditor").status_code == 403
    body = sign_in(own, "collector").post(at("relief_entries", own, disaster.pk), b"{", "application/json")
    assert body.status_code == 400 and body.json()["error"]["code"] == "NOT_JSON"


def test_a_phone_tells_what_arrived_and_the_second_time_is_no_second_delivery(funds):
    own, near, _ = funds
    disaster = today_flood(own)
    listed(own, disaster)
    counted(near)
    promised(near, disaster, quantity=10)
    laid_out(own, disaster)
    line = loaded(near, disaster).lines.get()
    said = {
        "id": str(uuid.uuid4()),
        "kind": "delivery",
        "line": line.pk,
        "quantity": 10,
        "receiver": "family",
        "at": NOW.isoformat(),
    }
    assert send(own, disaster, [said]).json()["entries"][0]["status"] == "accepted"
    assert send(own, disaster, [said]).json()["entries"][0]["status"] == "already"
    twice = send(near, disaster, [{**said, "id": str(uuid.uuid4())}]).json()["entries"][0]
    assert (twice["status"], twice["code"]) == ("conflict", "DELIVERED_BEFORE")
    assert Delivery.objects.count() == 1 and whole(disaster)


def test_the_form_lists_a_house_without_script_and_sent_twice_it_is_one(funds):
    own, *_ = funds
    disaster = today_flood(own)
    client, said = sign_in(own, "collector"), {
        "uid": str(uuid.uuid4()), "place": "v1", "house_no": "๙/๑", "people": "4", "item_rice": "12", "damage_satang": "3,000",
    }  # fmt: skip
    for _ in range(2):
        assert client.post(at("relief_list", own, disaster.pk), said).status_code == 302
    row = HouseList.objects.get()
    assert row.household.house_no == "9/1" and row.damage_satang == 300_000 and row.lines.get().asked == 12
    wrong = client.post(at("relief_list", own, disaster.pk), {**said, "uid": str(uuid.uuid4()), "item_rice": ""})
    assert wrong.status_code == 422 and "อย่างน้อยหนึ่งอย่าง" in wrong.content.decode()


def test_the_list_of_needs_has_filters_totals_and_a_file_with_the_same_rows(funds):
    own, near, _ = funds
    disaster = today_flood(own)
    listed(own, disaster, "1", (("rice", 10), ("water", 6)))
    listed(own, disaster, "2", (("rice", 20),), village=2)
    client = sign_in(own, "auditor")
    page = client.get(at("relief_needs", own, disaster.pk) + "?item=rice&village=2").content.decode()
    assert "บ้าน 2" in page and "บ้าน 1" not in page and "รวม ข้าวสาร" in page
    rows = list(
        csv.reader(
            io.StringIO(client.get(at("relief_needs", own, disaster.pk) + "?format=csv").content.decode("utf-8-sig"))
        )
    )
    assert len(rows) == 4 and sum(int(r[4]) for r in rows[1:] if r[2] == "ข้าวสาร") == 30
    strangers = sign_in(near, "chair").get(at("relief_needs", near, disaster.pk)).content.decode()
    assert "บ้าน 1" not in strangers and "ไม่ถึงตำบลของเรา" in strangers


def test_the_public_page_tells_sums_and_no_house_no_person_no_driver(funds):
    own, near, _ = funds
    make_member(own, "สมศรี", house="777")
    disaster = today_flood(own)
    listed(own, disaster, "777")
    counted(near)
    promised(near, disaster, quantity=40)
    laid_out(own, disaster)
    loaded(near, disaster)
    page = Client().get(f"/relief/{disaster.pk}").content.decode()
    assert near.name_th in page and "ข้าวสาร" in page
    for private in ("777", "สมศรี", "นายขับ", "กข 1234"):
        assert private not in page
    rows = list(csv.reader(io.StringIO(Client().get(f"/relief/{disaster.pk}?format=csv").content.decode("utf-8-sig"))))
    assert rows[1] == ["ข้าวสาร", "กก.", "10", "40", "10", "0", "10"]
    assert Client().get("/relief/999999").status_code == 404


def test_from_the_pledge_to_the_door_on_the_screens(funds):
    own, near, _ = funds
    disaster = today_flood(own)
    listed(own, disaster)
    giver, host, hand = sign_in(near, "treasurer"), sign_in(own, "chair"), sign_in(own, "collector")
    assert giver.post(at("relief_stock", near), {"item": "rice", "quantity": "60"}).status_code == 302
    said = {"item": "rice", "quantity": "61", "key": str(uuid.uuid4())}
    above = giver.post(at("relief_pledge_new", near, disaster.pk), said)
    assert above.status_code == 422 and "ให้คำมั่นได้อีก 60 กก." in above.content.decode()
    assert giver.post(at("relief_pledge_new", near, disaster.pk), {**said, "quantity": "60"}).status_code == 302
    assert giver.post(at("relief_allot", own, disaster.pk)).status_code == 403
    assert host.post(at("relief_allot", own, disaster.pk)).status_code == 302
    row = Pledge.objects.get().allotments.get()
    load = {"driver": "นายขับ", "plate": "กข 12", "key": str(uuid.uuid4()), f"take_{row.pk}": "10"}
    assert giver.post(at("relief_load_new", near, disaster.pk), load).status_code == 302
    made = Load.objects.get()
    assert giver.post(at("relief_send", near, disaster.pk, made.pk)).status_code == 302
    line = made.lines.get()
    door = {"uid": str(uuid.uuid4()), "line": line.pk, "quantity": "4", "receiver": "neighbour"}
    assert hand.post(at("relief_deliver", own, disaster.pk, made.pk), door).status_code == 302
    over = hand.post(
        at("relief_deliver", own, disaster.pk, made.pk), {**door, "uid": str(uuid.uuid4()), "quantity": "7"}
    )
    assert over.status_code == 422 and "บนรถเหลือ 6 กก." in over.content.decode()
    assert giver.post(at("relief_back", near, disaster.pk, made.pk), {"reason": "ถนนขาด"}).status_code == 302
    assert whole(disaster) and Need.objects.get().missing == 6
    for name, args in (
        ("relief_loads", ()),
        ("relief_deliveries", ()),
        ("relief_pledges", ()),
        ("relief_load", (made.pk,)),
    ):
        assert giver.get(at(name, near, disaster.pk, *args)).status_code == 200
        if name != "relief_load":
            assert giver.get(at(name, near, disaster.pk, *args) + "?format=csv").content.count(b"\n") >= 2
    assert sign_in(funds[2], "chair").get(at("relief_load", funds[2], disaster.pk, made.pk)).status_code == 404


def test_money_is_confirmed_on_the_screen_and_stands_in_the_book(funds):
    from django.utils import timezone

    own, near, _ = funds
    disaster, line = with_money(own, near)
    client, day = sign_in(own, "treasurer"), max(timezone.localdate(), TODAY)
    page = client.get(at("relief_money", own, disaster.pk)).content.decode()
    assert near.name_th in page and "5,000.00" in page
    if timezone.localdate() < TODAY:
        return
    said = {
        "satang": "5000",
        "account": "1010",
        "on_day": day.day,
        "on_month": day.month,
        "on_year": day.year + 543,
        "key": str(uuid.uuid4()),
    }
    assert client.post(at("relief_confirm", own, disaster.pk, line.pk), said).status_code == 302
    made = Delivery.objects.get()
    page = client.get(at("relief_money", own, disaster.pk)).content.decode()
    assert f"รายการเลขที่ {made.entry_receiver.number}" in page
    wrong = client.post(
        at("relief_undo_money", own, disaster.pk, made.pk),
        {"reason": "ผิด", "username": f"collector-{own.code}", "secret": "123456"},
    )
    assert wrong.status_code == 422
    done = client.post(
        at("relief_undo_money", own, disaster.pk, made.pk),
        {"reason": "ผิด", "username": f"chair-{own.code}", "secret": "123456"},
    )
    assert done.status_code == 302 and Delivery.objects.count() == 2


def test_a_pledge_of_money_is_agreed_to_by_another_on_the_screen(funds):
    own, near, _ = funds
    disaster = today_flood(own)
    maker = sign_in(near, "chair")
    said = {"satang": "2000", "key": str(uuid.uuid4())}
    assert maker.post(at("relief_pledge_money", near, disaster.pk), said).status_code == 302
    row = Pledge.objects.get()
    assert maker.post(at("relief_answer", near, disaster.pk, row.pk), {"agree": "1"}).status_code == 422
    assert (
        sign_in(near, "secretary").post(at("relief_answer", near, disaster.pk, row.pk), {"agree": "1"}).status_code
        == 302
    )
    assert Pledge.objects.get().state == "open"
    assert own.code and agreed


def test_claims_of_the_affected_houses_with_one_touch(funds):
    own, near, _ = funds
    make_member(own)
    disaster = flood(own)
    listed(own, disaster, damage_satang=200_000)
    client = sign_in(own, "secretary")
    page = client.get(at("relief_claims", own, disaster.pk))
    houses = [h.household.pk for h in page.context["free"]]
    for made in (1, 1):
        client.post(at("relief_claims", own, disaster.pk), {"house": houses})
        assert Claim.objects.count() == made
    assert sign_in(near, "auditor").get(at("relief_claims", near, disaster.pk)).status_code == 403


def test_two_lists_of_one_house_stand_side_by_side_until_somebody_decides(funds):
    own, *_ = funds
    disaster = today_flood(own)
    listed(own, disaster)
    row, _, _ = listed(own, disaster, lines=(("rice", 14),), by="secretary")
    client = sign_in(own, "treasurer")
    page = client.get(at("relief_doubles", own, disaster.pk)).content.decode()
    assert "10 กก." in page and "14 กก." in page
    assert client.post(at("relief_doubles", own, disaster.pk), {"list": row.pk, "word": "replaces"}).status_code == 302
    assert Need.objects.get().asked == 14 and actor(own, "chair")


@pytest.mark.django_db
def test_the_phones_worker_is_a_script_of_this_room(client):
    answer = client.get("/relief/worker.js")
    assert answer.status_code == 200 and "javascript" in answer["Content-Type"]


def test_what_one_person_wrote_is_not_sent_in_the_name_of_the_next(funds):
    own, *_ = funds
    disaster = today_flood(own)
    said = {"user": user(own, "secretary").pk, "entries": [needs_entry()]}
    client = sign_in(own, "collector")
    answer = client.post(at("relief_entries", own, disaster.pk), json.dumps(said), "application/json")
    assert (
        answer.status_code == 400 and answer.json()["error"]["code"] == "OTHER_USER" and not HouseList.objects.exists()
    )
    said["user"] = user(own, "collector").pk
    answer = client.post(at("relief_entries", own, disaster.pk), json.dumps(said), "application/json")
    assert answer.json()["entries"][0]["status"] == "accepted"


def test_a_disaster_that_reaches_further_is_widened_by_its_host(funds):
    own, near, _ = funds
    disaster = flood(own, ("50070501",))
    client = sign_in(own, "chair")
    assert client.post(at("relief_area", own, disaster.pk), {"villages": ["2"], "more": "500706"}).status_code == 302
    assert [a.code for a in disaster.areas.all()] == ["50070501", "50070502", "500706"]
    assert client.post(at("relief_area", own, disaster.pk), {}).status_code == 422
    assert sign_in(near, "chair").post(at("relief_area", near, disaster.pk), {"villages": ["1"]}).status_code == 422


def test_an_officer_who_opens_the_houses_of_a_tambon_stands_on_its_trail(client, db):
    own, near, _ = three()
    disaster = flood(own)
    listed(own, disaster, "1", (("rice", 10),))
    counted(near, quantity=100)
    promised(near, disaster, quantity=10)
    laid_out(own, disaster)
    load = loaded(near, disaster)
    there = f"/relief/of/{own.code}/{disaster.pk}"
    seen = lambda: AuditEvent.objects.filter(verb="relief.look", organisation=own.organisation).count()  # noqa: E731
    client.force_login(user(own, "collector"))
    assert client.get(f"{there}/needs").status_code == 200 and seen() == 0, "one's own people work there"
    client.force_login(User.objects.get(pk=officer().user_id))
    for path in ("needs", "needs?format=csv", f"loads/{load.pk}", "deliveries"):
        assert client.get(f"{there}/{path}").status_code == 200, path
    assert seen() == 4
