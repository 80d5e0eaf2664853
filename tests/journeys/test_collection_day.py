"""The whole collection day in a browser of 390 px: open, take, undo, close with a second person; with and without script."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from chumchon.funds.models import CollectionSheet, Taking, TakingVoid
from chumchon.ledger.models import Receipt
from tests.factories import make_fund, make_member, user
from tests.journeys.browser import look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = {"prefix": "พระครูสังฆรักษ์", "first_name": "พิพัฒน์ธนวรรณวิสุทธิคุณ", "surname": "ณ เชียงใหม่ศรีวิชัยวงศ์สกุลไพบูลย์"}
PAID = date(2026, 10, 31)


@pytest.fixture
def village(transactional_db, monkeypatch):
    """Village 4: a household of three, one member behind with a very long name, one who has paid ahead."""
    fund = make_fund()
    for name in ("สมศรี", "บุญมี", "ปิ่นมณี"):
        make_member(fund, name, 4, "12/1", paid_until=PAID)
    late = make_member(fund, "ยาว", 4, "101/25 ซอยวัดป่าตันใน", paid_until=date(2026, 8, 31))
    for field, words in LONG.items():
        setattr(late.person, field, words)
    late.person.save()
    make_member(fund, "ล่วงหน้า", 4, "16", paid_until=date(2099, 9, 30))
    return fund


def open_sheet(page, script=True):
    page.goto("/f/mae-raem/sheets")
    look(page) if script else None  # axe is a script itself
    page.select_option("select[name=village] >> nth=0", "4")
    page.get_by_role("button", name="เปิดใบ").click()
    page.wait_for_url(re.compile(r"/sheets/\d+$"))


def count_and_sign(page, satang: int, script: bool):
    """The cash as one-baht coins and the second person's PIN."""
    page.get_by_role("link", name="ปิดยอดวันนี้").click()
    page.wait_for_url("**/close")
    look(page) if script else None
    page.fill("#n100", str(satang // 100))
    page.fill("#witness", "chair-mae-raem")
    page.fill("#secret", "123456")
    page.get_by_role("button", name="ปิดยอดและออกใบเสร็จ").click()
    page.get_by_text("ปิดยอดแล้ว", exact=False).first.wait_for()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_collection_day_from_the_first_touch_to_the_receipts(village, open_page, script):
    page = open_page(user=user(village, "collector"), script=script)
    open_sheet(page, script)
    look(page) if script else None
    expect(page.locator("#meter")).to_contain_text("เก็บแล้ว 1 จาก 5 คน")

    house = page.locator(".house", has_text="12/1")
    house.locator("button[name=take]", has_text=re.compile(r"^รับ ฿")).first.click()
    house.get_by_role("button", name=re.compile("ยกเลิก")).wait_for()
    one = Taking.objects.get().satang
    expect(page.locator("#cash")).to_have_text(re.compile(re.escape(f"฿{one / 100:,.2f}") + r"\s*$"))
    page.wait_for_timeout(800 if script else 0)  # the second tap of a double tap is no undo
    house.get_by_role("button", name=re.compile("ยกเลิก")).click()
    page.get_by_text("เก็บแล้ว 1 จาก 5 คน").wait_for()
    assert TakingVoid.objects.count() == 1

    house.get_by_role("button", name=re.compile("รับทั้งบ้าน")).click()
    page.get_by_text("เก็บแล้ว 4 จาก 5 คน").wait_for()
    page.get_by_role("link", name=re.compile("จ่ายแล้ว")).click()
    page.get_by_text("ด.ญ.").or_(page.get_by_text("ปิ่นมณี")).first.wait_for()

    page.get_by_role("link", name=re.compile("ยังไม่จ่าย")).click()
    page.get_by_role("link", name=re.compile("พิพัฒน์ธนวรรณวิสุทธิคุณ")).click()
    page.wait_for_url("**/members/*")
    look(page) if script else None
    page.get_by_role("button", name=re.compile("รับ ฿365")).click()
    page.wait_for_url(re.compile(r"/sheets/\d+\?at="))

    cash = sum(t.satang for t in Taking.objects.filter(void=None))
    assert cash == 3 * one + 36500
    count_and_sign(page, cash, script)
    look(page) if script else None
    assert Receipt.objects.count() == 4
    sheet = CollectionSheet.objects.get()
    assert (sheet.state, sheet.counted_satang, sheet.witness) == ("closed", cash, user(village, "chair"))
    page.get_by_role("link", name="พิมพ์ใบเสร็จของใบนี้").click()
    page.wait_for_url(f"**/receipts?sheet={sheet.pk}")
    assert not page.problems


def test_a_double_tap_takes_once_and_undoes_nothing(village, open_page):
    page = open_page(user=user(village, "collector"))
    open_sheet(page)
    page.locator("button[name=take]", has_text=re.compile(r"^รับ ฿")).first.dblclick()
    page.get_by_role("button", name=re.compile("ยกเลิก")).first.wait_for()
    page.wait_for_timeout(300)
    assert Taking.objects.count() == 1 and not TakingVoid.objects.exists()


def test_quick_touches_of_a_whole_row_of_people_all_count(village, open_page):
    page = open_page(user=user(village, "collector"))
    open_sheet(page)
    for member in village.members.filter(paid_until=PAID):
        page.locator(f"#b{member.pk}").click(no_wait_after=True)
    page.get_by_text("เก็บแล้ว 4 จาก 5 คน").wait_for()
    assert Taking.objects.count() == 3


def test_without_signal_the_page_says_that_nothing_was_kept(village, open_page):
    page = open_page(user=user(village, "collector"))
    open_sheet(page)
    page.signal.lose()
    page.locator("button[name=take]").first.click()
    page.get_by_text("ส่งไม่ได้").wait_for()
    page.signal.back()
    page.locator("button[name=take]").first.click()
    page.get_by_role("button", name=re.compile("ยกเลิก")).first.wait_for()
    expect(page.locator("#offline")).to_be_hidden()


def test_the_count_adds_up_while_it_is_typed(village, open_page):
    page = open_page(user=user(village, "collector"))
    open_sheet(page)
    page.get_by_role("link", name="ปิดยอดวันนี้").click()
    page.fill("#n10000", "๒")
    page.fill("#n25", "1")
    expect(page.locator("[data-sum]")).to_have_text("200.25 บาท")
    expect(page.locator("[data-difference]")).to_have_text("เงินเกิน 200.25 บาท")


@pytest.mark.parametrize(
    "where", ["sheets/late", "counter?q=สม", "sheets/{}/paper", "sheets/{}", "sheets/{}?q=ไม่มีใคร", "counter/{}"]
)
def test_every_page_of_the_day_reads_well_at_both_sizes(village, visit, where):
    from tests.funds.test_collecting import new_sheet

    sheet = new_sheet(village, 4, date(2026, 11, 24))
    member = village.members.first()
    visit(f"/f/mae-raem/{where.format(member.pk if 'counter' in where else sheet.pk)}", user(village, "treasurer"))
