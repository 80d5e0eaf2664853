"""A community finds a call, asks and wins, in a browser of 390 px; every page of the room at both sizes."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from chumchon.access.models import User
from chumchon.sources.models import Application
from tests.journeys.browser import DESK, look
from tests.sources import world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def body(transactional_db):
    return world.body()


@pytest.fixture
def call(body):
    day = timezone.localdate()
    world.call(title="ทุนกองทุนเข้มแข็ง", conditions=(("kind", "in", ("fund",)), ("closed_years", "at_least", 1)), closes_on=day + timedelta(days=30))  # fmt: skip
    return world.call(closes_on=day + timedelta(days=20))


def test_a_community_finds_and_wins_a_call(body, call, open_page):
    page = open_page(user=world.user(body))
    page.set_default_timeout(60_000)
    page.goto(f"/sources/{body.code}/")
    expect(page.get_by_text("เป็นสภาองค์กรชุมชน")).to_be_visible()
    look(page)
    page.get_by_role("link", name=call.title).click()
    expect(page.get_by_role("heading", name="เข้าเกณฑ์ทุกข้อ")).to_be_visible()
    page.fill("#id_title", "ซ่อมฝายเหมืองหลวง")
    page.fill("#id_text", world.TEXT)
    page.fill("#id_asked", "30,000")
    page.fill("#id_people", "120")
    look(page)
    page.get_by_role("button", name="บันทึกร่าง").click()
    page.wait_for_url(re.compile(r"/applications/\d+"))
    look(page)
    page.get_by_role("button", name="ส่งคำขอ").click()
    expect(page.get_by_text("ส่งคำขอแล้ว ผลจะกลับมาที่หน้านี้")).to_be_visible()
    row = Application.objects.get()
    officer = open_page(user=User.objects.get(username="officer_province-50"), size=DESK, script=False)
    officer.set_default_timeout(60_000)
    officer.goto("/calls/applications?state=sent")
    officer.get_by_role("link", name=body.name_th).click()
    officer.fill("#id_given", "25,000")
    officer.fill("#id_words", "คนได้ประโยชน์มากและลงแรงเอง")
    officer.get_by_role("button", name="ให้ทุน", exact=True).click()
    expect(officer.get_by_text("ให้ทุนแล้ว ผู้ขอเห็นผลและกำหนดทันที")).to_be_visible()
    page.goto(f"/sources/{body.code}/applications/{row.pk}")
    expect(page.get_by_text("ได้รับทุน 25,000.00 บาท")).to_be_visible()
    page.locator("#dues summary").first.click()
    page.locator("#dues input[name=words]").first.fill("เข้าบัญชีสภา")
    page.locator("#dues button").first.click()
    expect(page.locator("#dues .chip").first).to_contain_text("เงินเข้าแล้ว")
    look(page)
    anybody = open_page(script=False)
    anybody.goto(f"/calls/{call.pk}")
    expect(anybody.get_by_role("heading", name="ผู้ได้ทุน")).to_be_visible()
    assert not page.problems


def test_every_page_of_sources_reads_well_at_both_sizes(body, call, visit):
    draft = world.call(False, title="ทุนที่ยังร่างอยู่และมีชื่อยาวมากเพื่อดูว่าหน้าจอแคบยังอ่านได้")
    row, other = world.sent(body, call), world.body("500701", 20)
    won = world.won(other, call)
    for path in ("/calls/", f"/calls/{call.pk}"):
        visit(path)
    for path in ("", f"calls/{call.pk}", "applications", f"applications/{row.pk}"):
        visit(f"/sources/{body.code}/{path}", world.user(body))
    officer = User.objects.get(username="officer_province-50")
    for path in ("manage", "manage/new", f"manage/{draft.pk}", f"manage/{call.pk}/fits", "applications", f"applications/{won.pk}", f"applications/{row.pk}"):  # fmt: skip
        visit(f"/calls/{path}", officer)
