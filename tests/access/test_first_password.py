"""A password that somebody else handed over opens one page: the one where a person chooses their own."""

import json
import re
import uuid

import pytest
from django.core.cache import cache
from django.core.management import call_command

from chumchon.access.actions import second_signature
from chumchon.access.models import AuditEvent, User
from chumchon.access.users import add_user
from chumchon.thai.errors import Plain
from tests import factories
from tests.access import addresses

pytestmark = pytest.mark.django_db
CHANGE = "/accounts/password/change/"
OWN = "ส้มตำปลาร้า 2569"


@pytest.fixture(autouse=True)
def _no_tries_remembered():
    cache.clear()
    yield
    cache.clear()


def new(fund, role="secretary"):
    chair = factories.actor(fund, "chair")
    return add_user(fund.organisation, chair, f"new-{role}", "นางสาวใหม่ ใจดี", role, factories.TODAY, factories.NOW)


@pytest.fixture
def newcomer(fund, client):
    """Signed in for the first time, with the password from the slip."""
    user, password = new(fund)
    assert client.post("/accounts/login/", {"login": user.username, "password": password}).status_code == 302
    user.slip = password
    return user


def chosen(client, user, password=OWN, again=OWN, old=None):
    asked = {"oldpassword": old or user.slip, "password1": password, "password2": again}
    return client.post(CHANGE, asked)


def test_every_page_and_every_form_leads_to_the_choice_of_a_password(client, fund, newcomer):
    wrong, seen = [], 0
    values = {"int": "1", "slug": "mae-raem", "str": "1010", "uuid": str(uuid.uuid4())}  # nobody gets to see an object
    for route, pattern in addresses.patterns():
        if pattern.name in ("letter_size", "language") or route.startswith("accounts/"):
            continue
        path = "/" + re.sub(r"<(\w+):\w+>", lambda part: values[part[1]], route)
        for method in ("get", "post"):
            answer, seen = getattr(client, method)(path), seen + 1
            if answer.status_code != 302 or answer.url != CHANGE:
                wrong.append((method, path, answer.status_code))
    assert seen > 200 and not wrong
    assert client.get("/accounts/2fa/").url == CHANGE, "nor do the sign-in's own pages open"


def test_what_a_form_would_have_done_is_not_done(client, fund):
    user, password = new(fund, "chair")
    client.post("/accounts/login/", {"login": user.username, "password": password})
    before = User.objects.count()
    client.post("/f/mae-raem/users/add", {"username": "friend", "name_th": "นายเพื่อน ดี", "role": "treasurer"})
    assert User.objects.count() == before


def test_a_phone_that_sends_entries_is_told_in_its_own_language(client, fund, newcomer):
    answer = client.post("/f/mae-raem/entries", json.dumps({"entries": []}), content_type="application/json")
    said = answer.json()["error"]
    assert answer.status_code == 403 and said["code"] == "CHOOSE_PASSWORD" and "ตั้งรหัสผ่านของตนเอง" in said["th"]


def test_a_piece_of_a_page_sends_the_whole_page_on(client, fund, newcomer):
    answer = client.get("/f/mae-raem/members?q=คำ", headers={"HX-Request": "true"})
    assert answer.status_code == 200 and answer["HX-Redirect"] == CHANGE


def test_the_way_out_stays_open(client, fund, newcomer):
    assert client.post("/accounts/logout/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_the_page_says_in_thai_what_to_do_and_offers_no_way_around(client, fund, newcomer):
    page = client.get(CHANGE).content.decode()
    assert "ตั้งรหัสผ่านของตนเอง" in page and "รหัสผ่านครั้งแรกที่ได้มา" in page and "ออกจากระบบ" in page
    assert ">กลับ<" not in page


def test_the_password_from_the_slip_is_not_chosen_again(client, fund, newcomer):
    answer = chosen(client, newcomer, newcomer.slip, newcomer.slip)
    assert answer.status_code == 200 and "รหัสใหม่เหมือนรหัสเดิม" in answer.content.decode()
    newcomer.refresh_from_db()
    assert newcomer.must_choose_password and client.get("/f/mae-raem/").url == CHANGE


@pytest.mark.parametrize(
    "asked", [{"old": "0000-0000-0000"}, {"password": "สั้น", "again": "สั้น"}, {"again": "อีกอย่าง 2569"}]
)
def test_a_bad_choice_leaves_the_door_as_it_was(client, fund, newcomer, asked):
    assert chosen(client, newcomer, **asked).status_code == 200
    assert client.get("/f/mae-raem/").url == CHANGE


def test_with_a_password_of_ones_own_the_fund_is_open_and_the_slip_is_worth_nothing(client, fund, newcomer):
    assert chosen(client, newcomer).url == "/me/pin", "who signs at a table is asked for a PIN next"
    assert "ไว้ทีหลัง" in client.get("/me/pin").content.decode()
    assert client.get("/f/mae-raem/").status_code == 200
    event = AuditEvent.objects.get(verb="password.choose")
    assert event.actor == newcomer and OWN not in str(event.detail)
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": newcomer.username, "password": newcomer.slip})
    assert "_auth_user_id" not in client.session


def test_who_signs_nothing_is_not_asked_for_a_pin(client, fund):
    user, user_slip = new(fund, "member")
    user.slip = user_slip
    client.post("/accounts/login/", {"login": user.username, "password": user.slip})
    assert chosen(client, user).url == "/me/account"


def test_every_way_of_making_a_sign_in_hands_over_a_password_to_be_changed(client, fund, capsys):
    client.force_login(factories.user(fund, "chair"))
    client.post("/f/mae-raem/users/add", {"username": "by-users", "name_th": "นายหนึ่ง ดี", "role": "collector"})
    seat = {"person_name": "นายสอง ดี", "position": "committee", "from_day": "24/11/2569", "username": "by-seat"}
    client.post("/f/mae-raem/committee", seat)
    member = factories.make_member(fund)
    client.post(f"/f/mae-raem/members/{member.pk}/sign-in", {"username": "by-member"})
    call_command("add_officer", "by-command", "--name", "นางสี่ ดี", "--role", "admin", "--json")
    made = User.objects.filter(username__startswith="by-")
    assert {u.username for u in made} == {"by-users", "by-seat", "by-member", "by-command"}
    assert all(u.must_choose_password for u in made)


def test_nobody_signs_as_second_person_with_a_password_that_the_first_may_know(client, fund, newcomer):
    def sign(secret):
        return second_signature(
            factories.actor(fund, "treasurer"), newcomer.username, secret, "collect.sign", fund.organisation,
            factories.NOW, factories.TODAY,
        )  # fmt: skip

    with pytest.raises(Plain, match="CHOOSE_PASSWORD"):
        sign(newcomer.slip)
    chosen(client, newcomer)
    assert sign(OWN).user_id == newcomer.pk


def test_people_of_before_keep_their_passwords(client, fund):
    client.force_login(factories.user(fund, "treasurer"))
    assert client.get("/f/mae-raem/").status_code == 200
