"""Opening a fund, its first page, settings and the cut-off sheet in a real browser, with and without script."""

from datetime import date

import pytest
from playwright.sync_api import expect

from chumchon.access.actions import create_user, grant
from chumchon.funds.actions import committee
from chumchon.funds.models import Fund
from chumchon.funds.rules.fund import BankFacts, SeatFacts
from tests.factories import NOW, TODAY, actor, make_fund, make_member, user
from tests.journeys.browser import press

pytestmark = pytest.mark.browser


@pytest.fixture
def world(transactional_db):
    """A fund with a long name, a bank account, a seat and members."""
    fund = make_fund()
    chair = actor(fund, "chair")
    committee.add_bank_account(fund, BankFacts("ออมสิน", "0201234567", "กองทุน (สวัสดิการ)"), chair, NOW, TODAY)
    committee.add_seat(fund, SeatFacts("นางอรทัย เฉลิมพระเกียรติ", "committee", date(2024, 10, 1)), chair, NOW, TODAY)
    make_member(fund)
    make_member(fund, "เฉลิมพระเกียรติมหัศจรรย์", paid_until=None)
    return fund


@pytest.fixture
def officer(transactional_db):
    made = create_user("officer", "นายเจ้าหน้าที่", "chumchon-officer")
    grant(made, "officer_province", date(2010, 1, 1), None, "50")
    return made


def test_the_pages_read_well_for_those_who_open_them(visit, world, officer):
    for role, pages in {
        "treasurer": ("", "cutoff", "cutoff/members/1"),
        "chair": ("settings", "committee"),
        "collector": ("",),
        "auditor": ("", "cutoff", "cutoff/members/1"),
    }.items():
        for page in pages:
            visit(f"/f/mae-raem/{page}", user=user(world, role))
    for page in ("/funds/new", "/funds/new?q=แม่แรม", "/funds/new?area=500707"):
        visit(page, user=officer)


def test_an_officer_opens_a_fund_without_script(open_page, officer):
    page = open_page(user=officer, script=False)
    page.goto("/funds/new")
    page.get_by_label("ชื่อตำบลหรือแขวง").fill("แม่แรม")
    page.get_by_role("button", name="ค้น").click()
    page.get_by_role("link", name="ต.แม่แรม").click()
    page.fill("input[name=founded_day]", "1")
    page.fill("input[name=founded_month]", "ต.ค.")
    page.fill("input[name=founded_year]", "2553")
    page.fill("input[name=villages]", "7")
    page.fill("input[name=seat-0-person_name]", "นายอุดม ไชยวงค์")
    page.fill("input[name=seat-0-username]", "udom")
    page.get_by_role("button", name="เปิดกองทุน").click()
    expect(page.get_by_text("รหัสผ่านครั้งแรก")).to_be_visible()
    assert Fund.objects.get().code == "mae-raem" and not page.problems


def test_a_treasurer_counts_and_two_people_sign(open_page, world):
    page = open_page(user=user(world, "treasurer"))
    page.goto("/f/mae-raem/cutoff")
    for part, text in (("day", "1"), ("month", "10"), ("year", "2569")):
        page.fill(f"input[name=day_{part}]", text)
    page.get_by_label("ธนบัตร 1,000 บาท").fill("3")
    page.get_by_label("ออมสิน 0201234567").fill("12,000.25")
    page.get_by_role("button", name="บันทึกร่าง").click()
    page.get_by_role("link", name="หมู่ 1").click()
    page.get_by_label("ช่องที่ว่างทั้งหมด").fill("30 ก.ย. 69")
    press(page, page.get_by_role("button", name="บันทึกหน้านี้"))
    page.goto("/f/mae-raem/cutoff")
    page.get_by_label("ชื่อผู้ใช้ของผู้ลงชื่อคนที่สอง").fill("chair-mae-raem")
    page.locator("#secret").fill("123456")
    page.get_by_role("button", name="ลงชื่อและลงบัญชี").click()
    expect(page.get_by_text("15,000.25").first).to_be_visible()
    page.goto("/f/mae-raem/")
    expect(page.get_by_text("12,000.25").first).to_be_visible()
    assert not page.problems
