"""A household visited without signal chooses its aims, is helped through the fund and visited again: phones of 390 px."""

import json
import re
import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from chumchon.access.models import User
from chumchon.funds.models import Claim
from chumchon.households.models import Passbook, Visit
from chumchon.households.queries.passbook import answers_of
from tests import factories
from tests.councils import world as councils
from tests.funds import claims_world
from tests.households import world
from tests.journeys.browser import look, press
from tests.leaders import world as leaders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CODE = "passbook-500705"


@pytest.fixture
def register(transactional_db):
    fund = claims_world.claims_fund()
    factories.make_member(fund, "สมศรี", 1, "12/1", paid_until=date(2099, 9, 30))
    return world.make_register(fund)


def days_ago(number: int) -> date:
    return timezone.localdate() - timedelta(days=number)


def answer(page, colours: dict[str, str]):
    """Every question green but those named."""
    page.evaluate(
        """colours => { document.querySelectorAll("[data-q]").forEach(q =>
            q.querySelector(`input[value=${colours[q.dataset.q] || "green"}]`).click()); }""",
        colours,
    )


def fill(page, house: str, colours: dict[str, str], aims=()):
    page.fill("#id_house_no", house)
    page.locator("[name=consent][value=yes]").check()
    page.fill("#id_head", "นางสมศรี ตั้งใจดี")
    page.fill("#id_people", "3")
    answer(page, colours)
    for aim in aims:
        page.locator(f"[name=aims][value={aim}]").check()


def type_day(page, name: str, day: date):
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year + 543)):
        page.fill(f"#id_{name}_{part}", str(value))


def test_a_household_is_visited_without_signal_helped_through_the_fund_and_revisited(register, open_page):
    fund = register.opened_by.fund
    # The page is opened once at the office; the house has no signal, and the phone closes the page in between.
    phone = open_page(user=world.user(register, "visitor"))
    phone.goto(f"/p/{CODE}/visit")
    look(phone)
    phone.locator("html[data-kept=yes]").wait_for()
    phone.signal.lose()
    phone.reload()
    fill(
        phone, "12/1", {"illness": "red", "food": "red", "debt": "red", "earning": "amber"}, ("illness", "food", "debt")
    )
    expect(phone.locator("#done")).to_have_text("ตอบแล้ว 20 จาก 20 เรื่อง")
    expect(phone.locator("[name=aims][value=care]")).to_be_disabled()
    phone.get_by_role("button", name="บันทึก").click()
    expect(phone.locator("#queue")).to_contain_text("หมู่ 1 บ้านเลขที่ 12/1")
    expect(phone.locator("#told")).to_contain_text("ไม่มีสัญญาณ")
    assert not Visit.objects.exists()
    lies = phone.evaluate("JSON.stringify(localStorage)")
    assert "12/1" in lies and "สมศรี" not in lies and "illness" not in lies, "what was said lies sealed on the phone"
    phone.signal.back()
    expect(phone.locator("#told")).to_contain_text("ส่งแล้ว 1 หลัง")
    expect(phone.locator("#queue")).to_be_hidden()
    assert Visit.objects.count() == 1
    phone.problems.clear()  # the console told of the signal

    # The list says why; the family's aims stand in its passbook; the visitor sends on with its consent.
    phone.goto(f"/p/{CODE}/")
    look(phone)
    press(phone, phone.locator(".rank a").first)
    expect(phone.locator(".aims")).to_contain_text("เจ็บป่วยเรื้อรัง")
    look(phone)
    press(phone, phone.get_by_role("link", name="ส่งต่อ", exact=True))
    look(phone)
    phone.get_by_label("ขอสวัสดิการกองทุน").check()
    phone.select_option("#id_member", index=1)
    phone.fill("#id_words", "นอนโรงพยาบาล ยังไม่ได้เบิก")
    phone.get_by_label("ครอบครัวยินยอมให้ส่งเรื่องนี้").check()
    press(phone, phone.get_by_role("button", name="ส่งต่อ"))
    expect(phone.locator("main")).to_contain_text("ส่งเรื่องต่อแล้ว")

    # The fund's secretary opens the claim by the fund's own agreement; two approve, it is paid.
    desk = open_page(user=factories.user(fund, "secretary"))
    desk.goto(f"/f/{fund.code}/referrals")
    look(desk)
    press(desk, desk.locator(".links a").first)
    press(desk, desk.locator(".links a", has_text="นอนโรงพยาบาล").first)
    look(desk)
    type_day(desk, "start", days_ago(12))
    type_day(desk, "end", days_ago(9))
    desk.get_by_label("ใบรับรองแพทย์ระบุวันนอน").first.check()
    press(desk, desk.get_by_role("button", name="เปิดคำขอ"))
    expect(desk.locator("main")).to_contain_text("รออนุมัติ")
    claim = Claim.objects.get()
    for who in ("chair", "treasurer"):
        till = open_page(user=factories.user(fund, who))
        till.goto(f"/f/{fund.code}/claims/{claim.pk}")
        press(till, till.get_by_role("button", name=re.compile("^อนุมัติ")))
    till.get_by_role("link", name="จ่ายเงิน").click()
    press(till, till.get_by_role("button", name=re.compile("^จ่าย ")))
    claims_world.sound(fund)

    # The result comes back, and the house is visited again: what changed is shown.
    phone.goto(f"/p/{CODE}/referrals")
    press(phone, phone.get_by_role("link", name="ขอสวัสดิการกองทุน"))
    expect(phone.locator("main")).to_contain_text("ผลมาแล้ว")
    look(phone)
    press(phone, phone.get_by_role("button", name="บันทึกผล"))
    passbook = Passbook.objects.get()
    phone.goto(f"/p/{CODE}/visit?house={passbook.pk}")
    expect(phone.locator("#id_head")).to_have_value("นางสมศรี ตั้งใจดี")
    fill(phone, "12/1", {"illness": "green", "food": "amber", "debt": "red"})
    phone.get_by_role("button", name="บันทึก").click()
    expect(phone.locator("#told")).to_contain_text("ส่งแล้ว 1 หลัง")
    phone.goto(f"/p/{CODE}/houses/{passbook.pk}")
    expect(phone.locator("main")).to_contain_text("ดีขึ้น 3 เรื่อง")
    expect(phone.locator("main")).to_contain_text("450.00")
    look(phone)
    passbook.refresh_from_db()
    assert answers_of(passbook.before)["illness"] == "red" and answers_of(passbook.newest)["illness"] == "green"


def test_what_the_house_refuses_stays_on_the_phone_to_be_mended(register, open_page):
    phone = open_page(user=world.user(register, "visitor"))
    phone.goto(f"/p/{CODE}/visit")
    fill(phone, "7", {"debt": "red"})
    phone.wait_for_function("Object.keys(localStorage).some(k => k.includes(':half'))")
    assert "สมศรี" not in phone.evaluate("JSON.stringify(localStorage)")
    phone.reload()  # somebody calls, and the phone closes the page
    expect(phone.locator("#told")).to_contain_text("กรอกต่อจากที่ค้างไว้")
    expect(phone.locator("#done")).to_have_text("ตอบแล้ว 20 จาก 20 เรื่อง")
    type_day(phone, "visited_on", timezone.localdate() + timedelta(days=400))
    phone.get_by_role("button", name="บันทึก").click()
    expect(phone.locator("#queue")).to_contain_text("วันที่เยี่ยมยังมาไม่ถึง")
    look(phone)
    phone.get_by_role("button", name="แก้").click()
    expect(phone.locator("#id_house_no")).to_have_value("7")
    type_day(phone, "visited_on", timezone.localdate())
    phone.get_by_role("button", name="บันทึก").click()
    expect(phone.locator("#told")).to_contain_text("ส่งแล้ว 1 หลัง")
    assert Visit.objects.count() == 1


def test_what_lay_readable_from_before_is_sealed_and_a_visit_of_another_house_is_not_thrown_away_by_mending(
    register, open_page
):
    visitor = world.user(register, "visitor")
    old = world.as_json(world.entry("31", visited_on=timezone.localdate() - timedelta(days=500), at=timezone.now()))
    phone = open_page(user=visitor)
    phone.goto("/calendar/")
    phone.evaluate(
        "([k, v]) => localStorage.setItem(k, v)",
        [f"visits:{CODE}:{visitor.pk}", json.dumps([{"entry": old, "th": ""}])],
    )
    phone.goto(f"/p/{CODE}/visit")
    expect(phone.locator("#queue")).to_contain_text("หมู่ 1 บ้านเลขที่ 31: เยี่ยมมาเกินหนึ่งปีแล้ว")
    assert "สมศรี" not in phone.evaluate("JSON.stringify(localStorage)")
    phone.fill("#id_house_no", "32")
    phone.get_by_role("button", name="แก้").click()
    expect(phone.locator("#told")).to_contain_text("มีบ้านที่กรอกค้างอยู่")
    expect(phone.locator("#id_house_no")).to_have_value("32")
    phone.get_by_role("button", name="ทิ้งที่ค้าง").click()
    expect(phone.locator("#id_head")).to_have_value("นางสมศรี ตั้งใจดี")
    phone.reload()  # what is being mended is lost by no closing either
    expect(phone.locator("#id_house_no")).to_have_value("31")
    type_day(phone, "visited_on", timezone.localdate())
    phone.get_by_role("button", name="บันทึก").click()
    expect(phone.locator("#told")).to_contain_text("ส่งแล้ว 1 หลัง")
    assert Visit.objects.count() == 1


@pytest.mark.parametrize(
    "where",
    ["", "?which=refused", "visit", "referrals", "doubles", "people", "houses/{}/plan", "houses/{}/refer", "houses/{}"],
)
def test_every_page_of_the_register_reads_well_at_both_sizes(register, visit, where):
    passbook = world.visited(register, "12/1", reds=world.HEAVY, aims=("food", "debt"))
    world.visited(register, "12/1", by="visitor2", ambers=("debt",))
    from chumchon.households.actions import referrals

    facts = referrals.ReferralFacts(
        "agency", "ขอรถเข็นให้คุณตา", factories.TODAY, True, to_words="โรงพยาบาลส่งเสริมสุขภาพตำบล"
    )
    referrals.send(register, passbook.pk, world.actor(register), facts, uuid.uuid4(), factories.NOW, factories.TODAY)
    visit(f"/p/{CODE}/{where.format(passbook.pk)}", world.user(register, "keeper"))


def test_the_public_counts_read_well(register, visit):
    world.village(register, 24, 12)
    visit("/p/counts")


def test_who_teaches_reads_of_who_wants_to_learn_and_gives_a_seat(register, open_page, visit):
    """The body's secretary finds the referral in the header, gives a seat, and the family's visitor sees it."""
    body = leaders.body()
    leaders.training(body, first=timezone.localdate() + timedelta(days=7))
    passbook, secretary = world.visited(register, "12/1", reds=("earning",)), leaders.user(body, "secretary")
    phone = open_page(user=world.user(register, "visitor"))
    phone.goto(f"/p/{CODE}/houses/{passbook.pk}/refer")
    phone.get_by_label("ฝึกอบรมอาชีพ").check()
    phone.select_option("#id_training", index=1)
    phone.fill("#id_learner", "นางสาวแก้ว ตั้งใจดี")
    phone.fill("#id_words", "อยากทำบัญชีร้านค้า")
    phone.get_by_label("ครอบครัวยินยอมให้ส่งเรื่องนี้").check()
    press(phone, phone.get_by_role("button", name="ส่งต่อ"))
    visit(f"/leaders/{body.code}/learners", secretary)
    desk = open_page(user=secretary)
    desk.goto(f"/leaders/{body.code}/learners")
    press(desk, desk.locator(".links a", has_text="นางสาวแก้ว"))
    look(desk)
    press(desk, desk.get_by_role("button", name="เพิ่มในรายชื่อ"))
    expect(desk.locator("main")).to_contain_text("นางสาวแก้ว ตั้งใจดี")
    phone.goto(f"/p/{CODE}/houses/{passbook.pk}")
    expect(phone.locator("main")).to_contain_text("มา 0 จาก 2 วัน")


def test_the_desk_of_certificates_and_stories_reads_well(transactional_db, visit):
    body = leaders.body()
    leaders.closed(body)
    visit("/desk/leaders", User.objects.get(pk=councils.officer().user_id))
