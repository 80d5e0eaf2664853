"""A person's own pages: the way after sign-in, roles, PIN, the funds of an officer."""

from datetime import date

import pytest

from chumchon.access.actions import create_user, grant, second_signature
from chumchon.access.models import AuditEvent
from chumchon.access.queries import actor_of_user
from chumchon.thai.errors import Plain
from tests import factories

pytestmark = pytest.mark.django_db
START = date(2010, 1, 1)


@pytest.fixture
def person(db):
    return create_user("kham", "นางคำ ใจดี", "ข้าวเหนียวมะม่วง1")


def test_a_person_with_one_role_goes_straight_to_their_fund(client, fund):
    client.force_login(factories.user(fund, "treasurer"))
    assert client.get("/me/").url == "/f/mae-raem/"


def test_a_person_without_a_role_reads_whom_to_ask(client, person):
    client.force_login(person)
    page = client.get("/me/").content.decode()
    assert "ยังไม่มีบทบาท" in page and "kham" in page


def test_a_person_with_two_roles_chooses_one_and_may_change(client, fund, person):
    first = grant(person, "auditor", START, fund.organisation)
    second = grant(person, "collector", START, factories.make_fund("other", "500701").organisation)
    client.force_login(person)
    page = client.get("/me/").content.decode()
    assert "ผู้ตรวจสอบ" in page and "ผู้เก็บเงิน" in page
    assert client.post("/me/role", {"grant": second.id}).url == "/f/other/"
    assert client.get("/f/mae-raem/audit").status_code == 403, "acting as collector elsewhere"
    assert client.post("/me/role", {"grant": first.id}).url == "/f/mae-raem/"
    assert client.get("/f/mae-raem/audit").status_code == 200
    client.post("/me/role", {"grant": "0"})
    assert "grant" not in client.session


def test_nobody_chooses_the_role_of_somebody_else(client, fund, person):
    theirs = factories.user(fund, "chair").grants.get()
    client.force_login(person)
    assert client.post("/me/role", {"grant": theirs.id}).status_code == 422
    assert "grant" not in client.session


def test_a_role_that_ended_opens_nothing(client, fund, person):
    grant(person, "auditor", START, fund.organisation, until_day=date(2020, 1, 1))
    client.force_login(person)
    assert "ยังไม่มีบทบาท" in client.get("/me/").content.decode()
    assert client.get("/f/mae-raem/audit").status_code == 403


def test_an_officer_finds_the_funds_of_their_province_and_no_other(client, fund, person):
    factories.make_fund("bang-rak", "100401")
    grant(person, "officer_province", START, area_prefix="50")
    client.force_login(person)
    assert client.get("/me/").url == "/desk"
    page = client.get("/me/funds").content.decode()
    assert "/f/mae-raem/" in page and "bang-rak" not in page and "รวม 1 กองทุน" in page
    assert "ไม่พบกองทุน" in client.get("/me/funds?q=ไม่มีจริง").content.decode()
    rows = client.get("/me/funds?format=csv").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 2 and rows[1].startswith("mae-raem,")


def test_a_pin_is_set_with_the_password_and_then_signs(client, fund):
    signer = factories.user(fund, "secretary")
    client.force_login(signer)
    asked = {"pin": "๔๘๒๑๐๙", "again": "482109", "password": "chumchon-secretary"}
    assert client.post("/me/pin", asked).url == "/me/account"
    second = second_signature(
        factories.actor(fund, "treasurer"), signer.username.title(), "482109", "collect.sign", fund.organisation,
        factories.NOW, factories.TODAY,
    )  # fmt: skip
    assert second.user_id == signer.id
    assert AuditEvent.objects.filter(verb="pin.set", actor=signer).exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"password": "wrong"}, "รหัสผ่านไม่ถูก"),
        ({"pin": "12345", "again": "12345"}, "ตัวเลข 6 ตัว"),
        ({"pin": "abcdef", "again": "abcdef"}, "ตัวเลข 6 ตัว"),
        ({"pin": "111111", "again": "111111"}, "เดาง่าย"),
        ({"pin": "654321", "again": "654321"}, "เดาง่าย"),
        ({"again": "482108"}, "ไม่ตรงกัน"),
    ],
)
def test_a_bad_pin_is_answered_beside_the_form_and_changes_nothing(client, fund, change, sentence):
    signer = factories.user(fund, "secretary")
    client.force_login(signer)
    answer = client.post("/me/pin", {"pin": "482109", "again": "482109", "password": "chumchon-secretary", **change})
    assert answer.status_code == 422 and sentence in answer.content.decode()
    before = signer.pin_hash
    signer.refresh_from_db()
    assert signer.pin_hash == before


def test_five_wrong_pins_make_the_table_wait(fund):
    treasurer = factories.actor(fund, "treasurer")
    codes = []
    for _ in range(6):
        with pytest.raises(Plain) as refused:
            second_signature(
                treasurer, "chair-mae-raem", "000000", "collect.sign", fund.organisation, factories.NOW, factories.TODAY
            )
        codes.append(refused.value.code)
    assert codes == ["WRONG_PIN"] * 5 + ["WAIT"]


def test_who_has_no_role_here_is_not_the_second_signer(fund):
    stranger = factories.user(factories.make_fund("bang-rak", "100401"), "secretary")
    with pytest.raises(Plain) as refused:
        second_signature(
            factories.actor(fund, "treasurer"), stranger.username, "chumchon-secretary", "collect.sign",
            fund.organisation, factories.NOW, factories.TODAY,
        )  # fmt: skip
    assert refused.value.code == "NOT_ALLOWED" and "ผู้ลงชื่อคนที่สอง" in refused.value.th


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(client, fund):
    page = "http://testserver/f/mae-raem/users"
    answer = client.post("/f/mae-raem/users/add", headers={"Referer": page})
    assert answer.url == "/accounts/login/?next=/f/mae-raem/users"
    elsewhere = client.post("/f/mae-raem/users/add", headers={"Referer": "https://evil.example/x"})
    assert elsewhere.url == "/accounts/login/?next=/me/"


def test_the_actor_forgets_a_chosen_role_that_is_not_theirs(fund):
    chair = factories.user(fund, "chair")
    assert actor_of_user(chair, chosen=10**9).chosen is None
