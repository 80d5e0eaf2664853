"""A tambon on one page, found from the front door; every programme within two touches; a fixed number of questions to the database."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chumchon.areas.actions import replace_subdistrict
from chumchon.nation.models import FundMonth
from chumchon.nation.strength import actions
from chumchon.nation.tambon import households
from chumchon.nation.tambon.programmes import PROGRAMMES
from tests.councils import world as councils
from tests.factories import TODAY, make_fund

MOST_QUERIES = 24


@pytest.fixture
def fund(db):
    made = make_fund()
    FundMonth.objects.create(
        organisation=made.organisation, area="500705", month=date(2026, 11, 1), members=548, joined=0, gone=0,
        contributions_satang=1_000_000, match_satang=0, benefits_satang=500_000, recipients=3, money_satang=2_000_000,
        head_number=1, head_hash="ab" * 32,
    )  # fmt: skip
    actions.refresh(TODAY, 2)
    return made


def test_the_page_shows_fund_indicators_and_what_would_lift_them(fund, client, settings):
    page = client.get("/tambons/500705").content.decode()
    for words in (
        fund.organisation.subdistrict.label,
        "548",
        "20,000.00",
        "ทำอะไรแล้วดีขึ้น",
        "ชวนเพื่อนบ้านเป็นสมาชิกอีก 548 คน",
        "ยังไม่มีสภาในทะเบียน",
    ):
        assert words in page, words
    assert "อันดับ" not in page
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = client.get("/tambons/500705").content.decode()
    assert "What would lift it" in english and "548 more members" in english


def test_the_page_asks_the_database_a_fixed_number_of_questions(fund, client):
    client.get("/tambons/500705")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get("/tambons/500705")
    assert len(asked) <= MOST_QUERIES
    for number in range(3):
        other = make_fund(f"more-{number}", "500705", 7)
        FundMonth.objects.create(
            organisation=other.organisation, area="500705", month=date(2026, 11, 1), members=1, joined=0, gone=0,
            contributions_satang=1, match_satang=0, benefits_satang=0, recipients=0, money_satang=1, head_number=1,
            head_hash="cd" * 32,
        )  # fmt: skip
    with CaptureQueriesContext(connection) as again:
        client.get("/tambons/500705")
    assert len(again) == len(asked)


def test_a_council_and_its_organisations_stand_beside_the_fund(fund, client):
    council = councils.founded()
    councils.resolved(council)
    actions.refresh(TODAY, 2)
    page = client.get("/tambons/500705").content.decode()
    for words in (
        council.organisation.name_th,
        "ขอซ่อมฝายน้ำล้น",
        "กลุ่มออมทรัพย์และสถาบันการเงินชุมชน",
        "/councils/organisations?area=500705",
    ):
        assert words in page, words


def test_households_are_told_by_counts_of_ten_or_not_at_all(fund, client, monkeypatch):
    assert "ยังไม่มีจำนวนที่เปิดเผยได้" in client.get("/tambons/500705").content.decode()
    told = SimpleNamespace(subdistrict="500705", visited=40, measures={"in_need": None})
    monkeypatch.setattr(households, "counts", lambda code: told)
    page = client.get("/tambons/500705").content.decode()
    assert "<dd>40 ครัวเรือน" in page and "ที่เดือดร้อน" not in page


def test_without_the_households_room_the_page_stands(fund, monkeypatch):
    monkeypatch.setattr(households, "ROOM", "chumchon.nowhere")
    assert households.counts("500705") is None


@pytest.mark.django_db
def test_an_unknown_tambon_is_not_found_and_one_that_ended_leads_on(client):
    assert client.get("/tambons/999999").status_code == 404
    assert client.get("/tambons/000").status_code == 404
    replace_subdistrict("500701", "500706", date(2026, 1, 1))
    page = client.get("/tambons/500701").content.decode()
    assert "รหัสตำบลนี้เลิกใช้แล้ว" in page and 'href="/tambons/500706"' in page


@pytest.mark.django_db
def test_the_search_opens_the_only_tambon_and_lists_several(client):
    assert client.get("/tambons?q=แม่แรม แม่ริม").url == "/tambons/500707"
    assert client.get("/tambons?q=mae raem").status_code == 200
    assert client.get("/tambons?q=Mae").content.decode().count('href="/tambons/') > 10
    several = client.get("/tambons?q=บ้าน").content.decode()
    assert several.count('href="/tambons/') > 10 and "เพิ่มชื่ออำเภอ" in several
    assert "ไม่พบตำบลนี้" in client.get("/tambons?q=ไม่มีจริง").content.decode()
    assert client.get("/tambons").status_code == 200
    assert 'action="/tambons"' in client.get("/").content.decode(), "the search stands on the front door"


@pytest.mark.django_db
def test_every_programme_is_two_touches_from_the_front_door(client):
    first = client.get("/").content.decode()
    assert 'href="/programmes"' in first
    second = client.get("/programmes").content.decode()
    for one in PROGRAMMES:
        assert f'href="/programmes/{one.code}"' in second
        page = client.get(f"/programmes/{one.code}")
        assert page.status_code == 200 and one.th in page.content.decode()
        for href in re.findall(r'<li><a href="(/[^"]+)"', page.content.decode()):
            assert client.get(href).status_code == 200, href
    assert client.get("/programmes/nothing").status_code == 404
    assert client.get("/programmes/welfare?format=csv").content.decode("utf-8-sig").startswith("ภาค")


@pytest.mark.django_db
def test_a_programmes_page_leads_on_to_its_public_pages(client):
    for code, address in (
        ("relief", "/relief/"),
        ("households", "/p/counts"),
        ("councils", "/councils/"),
        ("leaders", "/stories/"),
    ):
        main = client.get(f"/programmes/{code}").content.decode().partition("<main")[2]
        assert f'href="{address}"' in main and "ยังไม่มีหน้าสาธารณะ" not in main, code


@pytest.mark.django_db
def test_the_programmes_speak_english_too(client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Every programme" in client.get("/programmes").content.decode()
    assert "Community welfare funds" in client.get("/programmes/welfare").content.decode()
