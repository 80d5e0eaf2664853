"""Whatever goes wrong, a person reads what happened and what to do next, and finds a way back."""

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _samples(settings):
    settings.ROOT_URLCONF = "tests.web.samples"


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nowhere", 404, "ไม่พบหน้านี้"),
        ("/fails/bad", 400, "วันที่นี้อ่านไม่ได้"),
        ("/fails/clash", 409, "มีคนแก้ไปก่อนแล้ว"),
        ("/fails/no", 403, "ให้เหรัญญิกทำ"),
        ("/fails/refused", 422, "จดในรายการมาช้า"),
    ],
)
def test_an_error_is_a_thai_page_with_a_way_home(client, path, status, words):
    answer = client.get(path)
    page = answer.content.decode()
    assert answer.status_code == status and words in page and 'href="/"' in page and "หน้าแรก" in page


def test_a_fault_of_ours_shows_no_trace_and_asks_nothing_of_the_database(fund, django_assert_num_queries):
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "x"
    with django_assert_num_queries(0):
        answer = client.get("/fails/other")
    page = answer.content.decode()
    assert answer.status_code == 500 and "ระบบขัดข้อง" in page and "จดเวลาไว้" in page
    assert "secret" not in page and "ZeroDivision" not in page and "Traceback" not in page


def test_the_page_before_is_one_touch_away_but_never_another_site(client):
    assert (
        'href="/sample?q=1"'
        in client.get("/fails/bad", headers={"Referer": "http://testserver/sample?q=1"}).content.decode()
    )
    for other in ("https://evil.example/sample", "javascript:alert(1)", "http://testserver/fails/bad"):
        page = client.get("/fails/bad", headers={"Referer": other}).content.decode()
        assert "กลับไปหน้าก่อน" not in page and "evil" not in page


def test_a_form_that_was_open_too_long_says_that_nothing_was_saved(fund):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/accounts/login/", {"login": "x", "password": "y"})
    assert answer.status_code == 403 and "ยังไม่มีอะไรถูกบันทึก" in answer.content.decode()


def test_too_much_at_once_says_to_send_it_in_parts(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = client.post("/sample", {"name": "ก" * 200}, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413 and "แบ่งส่งทีละส่วน" in answer.content.decode()
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = None
    assert client.post("/sample", {"a": "1", "b": "2", "c": "3"}).status_code == 413


def test_a_machine_gets_the_error_as_json_and_htmx_as_a_piece_of_a_page(client):
    said = client.get("/fails/clash", headers={"Accept": "application/json"})
    assert said.status_code == 409
    assert said.json() == {"code": "CLASH", "th": "มีคนแก้ไปก่อนแล้ว เปิดหน้าใหม่", "en": "Somebody was faster."}
    piece = client.get("/fails/clash", headers={"HX-Request": "true"}).content.decode()
    assert piece.startswith('<div class="notice notice-red"') and "<html" not in piece


def test_an_error_speaks_english_to_whom_chose_it(client):
    client.cookies["language"] = "en"
    page = client.get("/fails/clash").content.decode()
    assert "Somebody was faster." in page and "Home" in page and "มีคนแก้" not in page


def test_who_may_not_open_a_page_reads_whom_to_ask(client, fund):
    client.force_login(factories.user(fund, "collector"))
    answer = client.get("/f/mae-raem/audit")
    assert answer.status_code == 403 and "ให้ผู้มีหน้าที่ทำ" in answer.content.decode()


def test_a_view_without_a_mark_is_closed_and_not_a_fault(client, monkeypatch):
    from tests.web import samples

    monkeypatch.delattr(samples.sample, "door")
    assert client.get("/sample").status_code == 403


def test_the_address_of_a_form_opened_by_itself_says_where_to_go_on(client):
    answer = client.get("/view/size", headers={"Referer": "http://testserver/sample"})
    page = answer.content.decode()
    assert answer.status_code == 405 and answer["Allow"] == "POST"
    assert "ไม่มีอะไรถูกบันทึก" in page and 'href="/sample"' in page
