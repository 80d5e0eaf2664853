"""Houses of a survey that wait on a phone: none of their words lie readable, and each is sent, mended or thrown away as before."""

import json
import uuid

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from chumchon.access.models import User
from chumchon.homes.models import SurveyedHouse
from tests.homes import world
from tests.journeys.browser import lies, look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = ("สมพร", "ตั้งใจดี", "7/1", "1200000", "income", "first_name", "people", "หลังคารั่ว", "สำรวจแล้ว")


def fill(page, house: str, name: str) -> None:
    page.select_option("#id_village", "1")
    for box, value in (
        ("house_no", house), ("first_name", name), ("surname", "ตั้งใจดี"), ("people", "4"), ("income_satang", "12,000"),
        ("note", "หลังคารั่ว"),
    ):  # fmt: skip
        page.fill(f"#id_{box}", value)
    page.select_option("#id_tenure", "encroaching")
    page.locator("input[name=condition][value=poor]").check()
    page.get_by_role("button", name="บันทึก แล้วหลังถัดไป").click()


def nothing_lies_readable(page) -> None:
    said = lies(page)
    assert "sealed" in said and not [word for word in WORDS if word in said], said[:2000]


def test_a_surveyed_house_lies_sealed_until_it_is_sent_and_comes_back_to_be_mended(open_page, transactional_db):
    project = world.make_project(units=3)
    page = open_page(user=User.objects.get(username=f"secretary-{project.code}"))
    page.goto(f"/h/{project.code}/survey/new")
    page.locator("html[data-kept=yes]").wait_for()
    told, kept = page.locator("#told"), page.locator("#kept")
    page.signal.lose()
    fill(page, "7/1", "สมพร")
    expect(told).to_contain_text("ไม่มีสัญญาณ เก็บไว้ในโทรศัพท์ 1 หลัง")
    nothing_lies_readable(page)
    page.reload()
    expect(kept).to_contain_text("บ้าน 7/1")
    page.problems.clear()  # a browser says of each try that there is no network
    page.signal.back()  # what waits goes by itself
    expect(told).to_contain_text("บันทึกแล้ว 1 หลัง")
    expect(kept).to_be_hidden()
    assert SurveyedHouse.objects.get().head.first_name == "สมพร"
    fill(page, "7/1", "สมพรอีกคน")
    expect(told).to_contain_text("สำรวจแล้ว")
    nothing_lies_readable(page)
    page.reload()
    expect(kept).to_contain_text("บ้าน 7/1: ")
    look(page)
    page.signal.lose()
    page.get_by_role("button", name="แก้").click()  # also without signal
    expect(page.locator("#id_first_name")).to_have_value("สมพรอีกคน")
    expect(page.locator("#id_income_satang")).to_have_value("12000")
    page.signal.back()
    page.fill("#id_house_no", "8")
    page.get_by_role("button", name="บันทึก แล้วหลังถัดไป").click()
    expect(told).to_contain_text("บันทึกแล้ว 1 หลัง")
    expect(kept).to_be_hidden()
    assert SurveyedHouse.objects.count() == 2 and "sealed" not in lies(page)


def test_houses_of_an_older_page_are_sealed_sent_and_mended(open_page, transactional_db):
    project = world.make_project(units=3)
    writer = User.objects.get(username=f"secretary-{project.code}")
    entry = {
        "village": 1, "house_no": "7/1", "prefix": "", "first_name": "สมพร", "surname": "ตั้งใจดี", "phone": "", "people": 4,
        "tenure": "encroaching", "condition": "poor", "needs": [], "latitude": None, "longitude": None, "note": "หลังคารั่ว",
        "surveyed_on": timezone.localdate().isoformat(), "income_satang": 1200000, "saving_satang": 0,
    }  # fmt: skip
    rows = [
        {"entry": {**entry, "id": str(uuid.uuid4())}, "th": ""},
        {"entry": {**entry, "id": str(uuid.uuid4()), "first_name": "สมพรคนเก่า"}, "th": "บ้านนี้สำรวจแล้ว"},
    ]
    page = open_page(user=writer)
    page.goto("/calendar/")
    name = f"survey:{writer.pk}:/h/{project.code}/survey/entries"
    page.evaluate("([name, rows]) => localStorage.setItem(name, rows)", [name, json.dumps(rows)])
    page.goto(f"/h/{project.code}/survey/new")
    expect(page.locator("#told")).to_contain_text("บันทึกแล้ว 1 หลัง")
    expect(page.locator("#kept")).to_contain_text("บ้าน 7/1: บ้านนี้สำรวจแล้ว")
    nothing_lies_readable(page)
    page.get_by_role("button", name="แก้").click()
    expect(page.locator("#id_first_name")).to_have_value("สมพรคนเก่า")
    page.get_by_role("button", name="ทิ้ง").click()
    expect(page.locator("#kept")).to_be_hidden()
    assert SurveyedHouse.objects.count() == 1


def test_a_browser_that_cannot_seal_keeps_sends_and_mends_as_before(open_page, transactional_db):
    project = world.make_project(units=3)
    page = open_page(user=User.objects.get(username=f"secretary-{project.code}"))
    page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    page.goto(f"/h/{project.code}/survey/new")
    for name, words in (("สมพร", "บันทึกแล้ว 1 หลัง"), ("สมพรอีกคน", "สำรวจแล้ว")):
        fill(page, "7/1", name)
        expect(page.locator("#told")).to_contain_text(words)
    page.reload()
    page.get_by_role("button", name="แก้").click()
    expect(page.locator("#id_first_name")).to_have_value("สมพรอีกคน")
