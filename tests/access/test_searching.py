"""A person's name that is searched stands in no address: not in the list's, its file's, its next page's, nor in a Referer."""

import re
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.test import Client
from playwright.sync_api import expect

import chumchon
from chumchon.households.models import Register
from tests import factories
from tests.funds.claims_world import claims_fund
from tests.households import world
from tests.journeys.browser import press

NAME = "สมศรี"
OPEN = {
    "access/funds.html": "funds", "checks/desk/listing.html": "funds", "councils/groups.html": "organisations",
    "councils/mine.html": "places", "councils/public_groups.html": "organisations", "councils/public_list.html": "places",
    "funds/fund_find.html": "places", "homes/projects.html": "projects and places", "leaders/events.html": "events",
    "leaders/public_people.html": "leaders who are public by their own consent", "leaders/stories.html": "words of a story",
    "leaders/told.html": "words of a story", "leaders/trainings.html": "courses, places and trainers",
    "matching/endings.html": "funds", "matching/queue.html": "funds", "nation/desk/funds.html": "funds",
    "nation/desk/governments.html": "local governments", "nation/funds.html": "funds", "nation/tambon/search.html": "places",
    "relief/needs.html": "house numbers", "relief/public_list.html": "disasters", "sources/applications.html": "projects",
    "sources/calls.html": "calls", "sources/candidates.html": "organisations", "sources/manage.html": "calls",
    "sources/sent.html": "organisations",
}  # fmt: skip
"""Searches whose words stand in the address, and what they search: nobody's name, or a public one."""


@pytest.fixture
def register(transactional_db) -> Register:
    made = world.make_register(claims_fund())
    world.visited(made, "12/1", head="นางสมศรี ตั้งใจดี", reds=world.HEAVY)
    world.visited(made, "12/2", head="นายบุญมี ขยันยิ่ง")
    return made


@pytest.fixture
def visitor(client, register) -> Client:
    client.force_login(world.user(register, "visitor"))
    return client


def nameless(text: str) -> bool:
    return NAME not in text and quote(NAME) not in text and quote(NAME)[:9].lower() not in text.lower()


def test_a_search_is_sealed_or_says_whose_names_it_does_not_ask_for():
    rooms = Path(chumchon.__file__).parent
    found = {
        str(file.relative_to(file.parents[[p.name for p in file.parents].index("templates")])): file.read_text("utf-8")
        for file in rooms.glob("*/templates/**/*.html")
    }
    searches = {name: text for name, text in found.items() if re.search(r'name="q"', text)}
    sealed = {name for name, text in searches.items() if re.search(r'method="post"[^>]* role="search"', text)}
    assert set(searches) - sealed == set(OPEN)
    assert len(sealed) == 12 and "households/filters.html" in sealed


def test_a_name_is_sealed_and_every_other_filter_stands_in_the_address(visitor, register):
    at = f"/p/{register.code}/"
    sent = visitor.post(at, {"q": f" {NAME} ", "village": "1", "which": "need"})
    asked = parse_qs(urlsplit(sent.url).query)
    assert sent.status_code == 302 and nameless(sent.url) and asked["village"] == ["1"] and asked["which"] == ["need"]
    page = visitor.get(sent.url).content.decode()
    assert "นางสมศรี" in page and "บุญมี" not in page and f'value="{NAME}"' in page
    links = re.findall(r'href="([^"]+)"', page)
    assert all(map(nameless, links)) and any("found=" in link and "format=csv" in link for link in links)
    rows = visitor.get(f"{sent.url}&format=csv").content.decode()
    assert "นางสมศรี" in rows and "บุญมี" not in rows
    assert visitor.post(at, {"q": "", "village": ""}).url == at


def test_an_address_of_before_with_a_name_leads_to_the_sealed_one(visitor, register):
    sent = visitor.get(f"/p/{register.code}/", {"q": NAME, "which": "need"})
    assert sent.status_code == 302 and nameless(sent.url) and "which=need" in sent.url
    assert "นางสมศรี" in visitor.get(sent.url).content.decode()


def test_a_search_opens_for_nobody_else_and_broken_it_says_so(visitor, register):
    sent = visitor.post(f"/p/{register.code}/", {"q": NAME}).url
    keeper = Client()
    keeper.force_login(world.user(register, "keeper"))
    for who, where in (
        (keeper, sent),
        (visitor, sent[:-12]),
        *((visitor, f"/p/{register.code}/?found={x}") for x in ("ก", "A", "AAAA" * 9)),
    ):
        answer = who.get(where)
        assert answer.status_code == 400 and "เปิดได้เฉพาะคนที่ค้น" in answer.content.decode(), where


def test_a_form_without_a_name_is_no_search(visitor, register):
    assert visitor.post(f"/p/{register.code}/", {"which": "need"}).status_code == 405


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_neither_an_address_nor_a_referer_of_the_register_carries_the_name(register, open_page, script):
    page = open_page(user=world.user(register, "visitor"), script=script)
    said = []
    page.on("request", lambda r: said.append(r.url + " " + r.headers.get("referer", "")))
    page.goto(f"/p/{register.code}/?which=need")
    page.fill("#q", NAME)
    press(page, page.get_by_role("button", name="ค้น"))
    press(page, page.locator("a[href*='/houses/']:visible").first)
    page.go_back()
    expect(page.locator("#q")).to_have_value(NAME)
    expect(page).to_have_url(re.compile("which=need.*found="))
    assert len(said) > 3 and all(map(nameless, said))


@pytest.mark.browser
def test_a_search_of_members_as_one_types_leaves_no_name_either(register, open_page):
    fund = register.opened_by.fund
    factories.make_member(fund, NAME)
    factories.make_member(fund, "บุญมี")
    page = open_page(user=factories.user(fund, "secretary"))
    said = []
    page.on("request", lambda r: said.append(r.url + " " + r.headers.get("referer", "")))
    page.goto(f"/f/{fund.code}/members")
    page.locator("#q").press_sequentially(NAME, delay=60)
    results = page.locator("#results")
    expect(results).to_contain_text(NAME)
    expect(results).not_to_contain_text("บุญมี")
    expect(page).to_have_url(re.compile("found="))
    page.reload()
    expect(page.locator("#q")).to_have_value(NAME)
    press(page, page.locator("#results a[href*='/members/']:visible").first)
    page.go_back()
    expect(results).not_to_contain_text("บุญมี")
    stored = page.evaluate("JSON.stringify({...sessionStorage}) + JSON.stringify({...localStorage})")
    assert NAME not in stored, "no copy of the list lies in the browser"
    assert len(said) > 3 and all(map(nameless, said))
