"""A request for the state's match, from the treasurer's touch to the money in the fund's book, as each person sees it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from chumchon.access.models import User
from chumchon.funds.models import Member
from chumchon.ledger.institute import institute_book
from chumchon.ledger.queries import balances
from chumchon.ledger.rules import year_be
from chumchon.ledger.verify import verify_book
from chumchon.matching.actions import requests, rounds, signing
from chumchon.matching.models import Ending, Request, Round
from tests.factories import actor, user
from tests.journeys.browser import DESK, look, press
from tests.matching.world import OTHERS, book, hq, match_fund, money, province, region

pytestmark = pytest.mark.browser


@pytest.fixture
def fund(transactional_db):
    """A fund of today: its members paid until next year; a round that is open now."""
    fund = match_fund()
    today = timezone.localdate()
    Member.objects.update(paid_until=today + timedelta(days=200))
    counting = today - timedelta(days=20)
    facts = rounds.RoundFacts(
        "รอบ 1/2570", year_be(counting, 9), counting, today - timedelta(days=10), today + timedelta(days=10)
    )
    rounds.save_round("2570-1", facts, hq(), timezone.now(), today)
    rounds.open_round("2570-1", hq(), timezone.now(), today)
    return fund


def who(actor):
    return User.objects.get(pk=actor.user_id)


@pytest.mark.parametrize("script", [True, False])
def test_a_request_goes_through_every_desk_to_the_money_in_the_funds_book(open_page, fund, script):
    page = open_page(user=user(fund, "treasurer"), script=script)
    page.goto("/f/mae-raem/match")
    page.click("text=รอบ 1/2570")
    page.click("text=นับและทำร่างคำขอ")
    page.wait_for_selector("text=4 คนนับได้")
    page.click("text=ลงชื่อของฉัน")
    for role in ("chair", "secretary", "deputy", "committee"):
        page.wait_for_selector("text=คุณลงชื่อแล้ว")
        page.click("text=คนข้าง ๆ ลงชื่อที่เครื่องนี้")
        page.fill("#username", f"{role}-mae-raem")
        page.fill("#secret", "123456")
        press(page, page.locator("form:has(#secret) button"))
    page.wait_for_selector("text=ส่งคำขอให้คณะกรรมการจังหวัดแล้ว")
    request = Request.objects.get()

    officer = open_page(size=DESK, user=who(province()), script=script)
    officer.goto("/desk/requests?state=signed")
    officer.click("table a")
    officer.fill("[name=name_th]", "นายก อบต.แม่แรม")
    officer.fill("[name=paper_number]", "ชม 71801/1")
    day = timezone.localdate()
    for part, text in (("day", day.day), ("month", day.month), ("year", day.year + 543)):
        officer.fill(f"[name=paper_day_{part}]", str(text))
    officer.click("button:has-text('บันทึกหนังสือ')")
    officer.wait_for_selector("text=บันทึกหนังสือของผู้บริหารท้องถิ่นแล้ว")
    officer.click("button[value=pass]")
    officer.wait_for_selector("text=บันทึกแล้ว รอเจ้าหน้าที่ภาค")

    for by, words in ((region(), "บันทึกแล้ว รอส่วนกลาง"), (hq(), "บันทึกแล้ว ผ่านครบ รอจัดสรร")):
        desk = open_page(size=DESK, user=who(by), script=script)
        desk.goto(f"/desk/requests/{request.pk}")
        desk.click("button[value=pass]")
        desk.wait_for_selector(f"text={words}")

    money = open_page(size=DESK, user=who(hq("finance")), script=script)
    money.goto("/desk/rounds")
    money.fill("[name=satang]", "100,000")
    money.fill("[name=memo]", "งบประมาณปี 2570")
    money.click("button:has-text('ลงรับเข้าสมุดของสถาบัน')")
    money.wait_for_selector("text=ลงรับงบประมาณ 100,000.00 บาทแล้ว")
    money.goto("/desk/rounds/2570-1")
    money.click("button[value=close]")
    money.wait_for_selector("text=ปิดรับคำขอแล้ว")
    money.click("button[value=settle]")
    money.wait_for_selector("text=จัดสรรแล้ว 1 กองทุน รวม 1,460.00 บาท")
    money.goto(f"/desk/requests/{request.pk}")
    money.click("button:has-text('โอน 1,460.00 บาท')")
    money.wait_for_selector("text=โอนแล้ว 1 กองทุน")

    page.goto("/f/mae-raem/match/2570-1")
    page.wait_for_selector("text=โอนเงินแล้ว")
    page.click("text=รายการเลขที่ 1")
    page.wait_for_selector("main >> text=4030")
    assert balances(book(fund))["1020"] == 146_000 and balances(book(fund))["4030"] == -146_000
    assert verify_book(book(fund)).ok and verify_book(institute_book(timezone.now())).ok
    assert not page.problems and not officer.problems and not money.problems


def test_what_the_desk_returns_is_read_by_the_fund_and_counted_anew(open_page, fund):
    now, today = timezone.now(), timezone.localdate()
    request = requests.draft(fund, Round.objects.get(), actor(fund, "treasurer"), now, today)
    for role in ("chair", *OTHERS):
        signing.sign(request.pk, actor(fund, role), now, today)
    officer = open_page(size=DESK, user=who(province()))
    officer.goto(f"/desk/requests/{request.pk}")
    officer.click("summary:has-text('ส่งคืนหรือไม่อนุมัติ')")
    officer.click("button[value=return]")
    officer.wait_for_selector("text=บอกเหตุผลให้กองทุนรู้ว่าต้องแก้อะไร")
    officer.fill("#reason", "ทะเบียนหมู่ 3 ไม่ครบ")
    officer.click("button[value=return]")
    officer.wait_for_selector("text=บันทึกแล้ว ส่งคืนให้แก้")
    page = open_page(user=user(fund, "treasurer"))
    page.goto("/f/mae-raem/match/2570-1")
    page.wait_for_selector("text=ทะเบียนหมู่ 3 ไม่ครบ")
    page.click("button:has-text('นับใหม่')")
    page.wait_for_selector("text=ลงชื่อของฉัน")


@pytest.mark.parametrize("script", [True, False])
def test_two_officers_let_a_small_fund_go_on_in_its_neighbours(open_page, transactional_db, script):
    today = timezone.localdate()
    old, new = match_fund("old", "500705"), match_fund("new", "500706", members=2)
    money(old, 742_050)
    maker = open_page(user=who(province()), script=script)
    maker.goto("/desk/funds/old")
    press(maker, maker.locator("a[href*='/desk/endings/new']"))
    maker.select_option("[name=kind]", "merge")
    for part, text in (("day", today.day), ("month", today.month), ("year", today.year + 543)):
        maker.fill(f"[name=day_{part}]", str(text))
    press(maker, maker.locator("button:has-text('บันทึกรอตรวจ')"))
    expect(maker.locator("[name=resolution_th]")).to_have_attribute("aria-invalid", "true")
    maker.fill("[name=resolution_th]", "ประชุมสมาชิก มาประชุม 4 คน เห็นชอบ 4 คน")
    maker.select_option("[name=to_1]", "new")
    press(maker, maker.locator("button:has-text('บันทึกรอตรวจ')"))
    expect(maker.locator("main")).to_contain_text("7,420.50")
    maker.select_option("[name=s1-account]", "1020")
    press(maker, maker.locator("button:has-text('บันทึกส่วนแบ่ง')"))
    expect(maker.locator("main")).to_contain_text("บันทึกส่วนแบ่งแล้ว")
    maker.problems.clear()  # the console's "422" of the form that was not complete
    if script:
        look(maker)
    expect(maker.locator("button[value=approve]")).to_have_count(0)
    assert Ending.objects.get().state == "waiting" and balances(book(new))["1020"] == 0

    checker = open_page(size=DESK, user=who(region()), script=script)
    checker.goto("/desk/endings?state=waiting")
    press(checker, checker.locator("table a"))
    press(checker, checker.locator("button[value=refuse]"))
    expect(checker.locator("main")).to_contain_text("บอกเหตุผลที่ไม่อนุมัติก่อน")
    checker.problems.clear()  # the browser's console says "422" of the answer that was meant
    press(checker, checker.locator("button[value=approve]"))
    expect(checker.locator("main")).to_contain_text("เสร็จแล้ว สมาชิกและเงินอยู่กับกองทุนที่รับต่อ")
    if script:
        look(checker)
    press(checker, checker.locator("table a:has-text('เลขที่')"))
    expect(checker.locator("main")).to_contain_text("3010")

    fund = open_page(user=user(new, "treasurer"), script=script)
    fund.goto("/f/new/members")
    expect(fund.locator("main")).to_contain_text("สมศรี3")
    assert balances(book(new))["1020"] == 742_050 and not any(balances(book(old)).values())
    assert verify_book(book(new)).ok and verify_book(book(old)).ok
    assert Member.objects.filter(fund=new, status="active").count() == 6
    assert not checker.problems and not fund.problems
