"""The header's places, the choices of a browser, the search for a tambon, the mark."""

import json

import pytest
from django.contrib.staticfiles import finders

from chumchon.access.rules import PERMISSIONS
from chumchon.web.nav import PLACES, PUBLIC_PLACES
from tests import factories

pytestmark = pytest.mark.django_db


def places(page: str) -> set[str]:
    """The fund's places that stand in a page's header."""
    head = page[page.index("<header") : page.index("</header>")]
    return {place.word for place in PLACES if f"{place.word}</a>" in head}


@pytest.mark.parametrize("role", ["chair", "treasurer", "secretary"])
def test_the_header_shows_exactly_the_places_that_a_role_may_open(client, fund, role):
    client.force_login(factories.user(fund, role))
    shown = places(client.get("/f/mae-raem/members").content.decode())
    assert shown == {p.word for p in PLACES if p.permission in PERMISSIONS[role]} and "สมาชิก" in shown


def test_a_collector_sees_the_collection_day_and_not_the_book(client, fund):
    client.force_login(factories.user(fund, "collector"))
    page = client.get("/f/mae-raem/members").content.decode()
    assert "วันเก็บเงิน" in places(page) and "บัญชี" not in places(page)
    assert page.count('aria-current="page"') >= 1


def test_outside_a_fund_the_header_shows_what_anybody_may_open(client):
    page = client.get("/about").content.decode()
    open_words = {place.word for place in PUBLIC_PLACES}
    assert not places(page) - open_words and all(word in page for word in open_words)


@pytest.mark.parametrize("path", ["/about", "/accounts/login/", "/nowhere"])
def test_the_shell_asks_nothing_of_the_database_for_a_stranger(client, django_assert_num_queries, path):
    with django_assert_num_queries(0):
        client.get(path)


def test_the_shell_adds_no_query_of_its_own_for_who_is_signed_in(client, fund, django_assert_num_queries):
    client.force_login(factories.user(fund, "chair"))
    with django_assert_num_queries(2):  # session and user
        client.get("/about")


def test_large_letters_stay_chosen_until_one_chooses_again(client):
    answer = client.post("/view/size", {"size": "big", "next": "/about?x=1"})
    assert answer.status_code == 302 and answer.url == "/about?x=1"
    assert 'class="big"' in client.get("/about").content.decode()
    client.post("/view/size", {"size": "normal"})
    assert 'class="big"' not in client.get("/about").content.decode()


@pytest.mark.parametrize("address", ["/view/size", "/view/language"])
@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_a_choice_leads_back_into_the_house_and_nowhere_else(client, address, wanted):
    assert client.post(address, {"next": wanted}).url == "/"
    assert client.get(address).status_code == 405


def test_a_made_up_size_or_language_is_the_usual_one(client):
    assert client.post("/view/size", {"size": '"><script>'}).cookies["size"].value == "normal"
    assert client.post("/view/language", {"language": "xx"}).cookies["language"].value == "th"


def test_a_tambon_is_found_by_name_and_by_name_with_district(client):
    found = client.get("/areas/search", {"q": "แม่แรม"}).json()["areas"]
    assert "ต.แม่แรม อ.แม่ริม จ.เชียงใหม่" in {a["label"] for a in found}
    assert all(len(a["code"]) == 6 and len(a["postcode"]) == 5 for a in found)
    narrowed = client.get("/areas/search", {"q": "แม่แรม แม่ริม"}).json()["areas"]
    assert [a["label"] for a in narrowed] == ["ต.แม่แรม อ.แม่ริม จ.เชียงใหม่"]


@pytest.mark.parametrize("text", ["", "ก", "ไม่มีตำบลนี้", "%", "'; DROP TABLE", "ก" * 5000])
def test_a_search_that_finds_nothing_answers_with_nothing(client, text):
    answer = client.get("/areas/search", {"q": text})
    assert answer.status_code == 200 and answer.json() == {"areas": []}


def test_the_search_gives_a_piece_of_a_page_to_a_box_of_any_name(client):
    piece = client.get("/areas/search", {"birthplace": "แม่แรม"}, headers={"HX-Request": "true"}).content.decode()
    assert '<button type="button" class="found-one" value="ต.แม่แรม' in piece and "<html" not in piece
    nothing = client.get("/areas/search", {"q": "ไม่มีตำบลนี้"}, headers={"HX-Request": "true"}).content.decode()
    assert "ไม่พบตำบลนี้" in nothing


def test_a_forgotten_password_is_asked_of_the_fund_and_of_no_e_mail(client):
    for path in ("password/reset/", "signup/", "email/", "password/reset/key/1-abc/"):
        page = client.get(f"/accounts/{path}").content.decode()
        assert "ประธานหรือเลขานุการกองทุน" in page, path


def test_the_house_can_be_put_on_a_phones_first_screen():
    with open(finders.find("web/app.webmanifest"), encoding="utf-8") as file:
        manifest = json.load(file)
    assert manifest["lang"] == "th" and {i["sizes"] for i in manifest["icons"]} >= {"192x192", "512x512"}
    assert all(finders.find("web/" + i["src"]) for i in manifest["icons"])
