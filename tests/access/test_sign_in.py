"""Sign-in as people meet it: user name, wrong password, the second step, the way out, no way to sign up."""

import base64
import hmac
import time

import pytest
from django.core.cache import cache

from tests import factories

pytestmark = pytest.mark.django_db


def totp(secret: str) -> str:
    """The six digits that a phone shows now (RFC 6238), reckoned here so that no private name of a library is needed."""
    mac = hmac.digest(base64.b32decode(secret), (int(time.time()) // 30).to_bytes(8, "big"), "sha1")
    start = mac[-1] & 15
    return f"{(int.from_bytes(mac[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06d}"


LOGIN = {"login": "treasurer-mae-raem", "password": "chumchon-treasurer"}


@pytest.fixture(autouse=True)
def _no_tries_remembered():
    cache.clear()
    yield
    cache.clear()


def test_a_user_name_and_password_open_the_fund(client, fund):
    answer = client.post("/accounts/login/", LOGIN)
    assert answer.status_code == 302 and answer.url == "/me/"
    assert client.get("/me/").url == "/f/mae-raem/"


def test_after_sign_in_one_is_where_one_wanted_to_go(client, fund):
    closed = client.get("/f/mae-raem/audit?verb=user.add")
    assert closed.url == "/accounts/login/?next=/f/mae-raem/audit%3Fverb%3Duser.add"
    answer = client.post(closed.url, {**LOGIN, "next": "/f/mae-raem/audit"})
    assert answer.url.startswith("/f/mae-raem/audit")


def test_nobody_is_sent_to_another_host_after_sign_in(client, fund):
    answer = client.post("/accounts/login/?next=https://evil.example/", {**LOGIN, "next": "https://evil.example/"})
    assert answer.status_code == 302 and answer.url == "/me/"


@pytest.mark.parametrize("change", [{"password": "wrong"}, {"login": "nobody"}, {"password": ""}])
def test_a_wrong_password_and_an_unknown_name_stay_outside(client, fund, change):
    answer = client.post("/accounts/login/", {**LOGIN, **change})
    assert answer.status_code == 200 and "_auth_user_id" not in client.session
    assert client.get("/me/").status_code == 302


def test_a_wrong_password_and_an_unknown_name_read_the_same(client, fund):
    def said(**change):
        form = client.post("/accounts/login/", {**LOGIN, **change}).context["form"]
        return list(form.non_field_errors())

    assert said(password="wrong") == said(login="nobody") != []


def test_many_wrong_passwords_close_the_door_even_for_the_right_one(client, fund):
    for _ in range(5):
        client.post("/accounts/login/", {**LOGIN, "password": "wrong"})
    client.post("/accounts/login/", LOGIN)
    assert "_auth_user_id" not in client.session


def test_a_person_who_is_switched_off_cannot_sign_in(client, fund):
    user = factories.user(fund, "treasurer")
    user.is_active = False
    user.save()
    client.post("/accounts/login/", LOGIN)
    assert "_auth_user_id" not in client.session


def test_the_way_out_needs_a_post_so_that_no_picture_signs_one_out(client, fund):
    client.post("/accounts/login/", LOGIN)
    client.get("/accounts/logout/")
    assert "_auth_user_id" in client.session
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session and client.get("/me/").status_code == 302


def test_nobody_signs_up_by_themselves(client, db):
    asked = {"username": "stranger", "password1": "ข้าวเหนียวมะม่วง", "password2": "ข้าวเหนียวมะม่วง"}
    client.post("/accounts/signup/", asked)
    from chumchon.access.models import User

    assert not User.objects.filter(username="stranger").exists()


def test_a_second_step_is_switched_on_and_then_asked_for(client, fund):
    client.post("/accounts/login/", LOGIN)
    asked = client.get("/accounts/2fa/totp/activate/")
    assert asked.url.startswith("/accounts/reauthenticate/"), "whoever found the phone open is asked once more"
    client.post(asked.url, {"password": LOGIN["password"]})
    page = client.get("/accounts/2fa/totp/activate/")
    assert page.status_code == 200
    secret = page.context["form"].secret
    assert client.post("/accounts/2fa/totp/activate/", {"code": totp(secret)}).status_code == 302
    client.post("/accounts/logout/")
    cache.clear()
    answer = client.post("/accounts/login/", LOGIN)
    assert "/2fa/authenticate" in answer.url and "_auth_user_id" not in client.session
    assert client.get("/me/").status_code == 302
    client.post(answer.url, {"code": "000000"})
    assert "_auth_user_id" not in client.session


def test_a_changed_password_opens_and_the_old_one_does_not(client, fund):
    client.post("/accounts/login/", LOGIN)
    new = "ส้มตำปลาร้า 2569"
    asked = {"oldpassword": LOGIN["password"], "password1": new, "password2": new}
    assert client.post("/accounts/password/change/", asked).status_code == 302
    client.post("/accounts/logout/")
    client.post("/accounts/login/", LOGIN)
    assert "_auth_user_id" not in client.session
    client.post("/accounts/login/", {**LOGIN, "password": new})
    assert "_auth_user_id" in client.session


def test_a_fresh_session_is_made_at_sign_in(client, fund):
    client.get("/accounts/login/")
    session = client.session
    session["planted"] = "1"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client.post("/accounts/login/", LOGIN)
    assert client.session.session_key != before


@pytest.mark.parametrize("address", ["/accounts/password/change/", "/accounts/2fa/", "/accounts/sessions/"])
def test_the_pages_of_ones_own_safety_open(client, fund, address):
    client.post("/accounts/login/", LOGIN)
    assert client.get(address).status_code == 200
