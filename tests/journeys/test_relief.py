"""A flood day on phones among three funds: listed without signal, promised, carried, confirmed at the door, paid in two books."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from chumchon.funds.models import Claim
from chumchon.ledger.queries import balances
from chumchon.relief.models import Delivery, Disaster, HouseList, Load, Need, Pledge
from tests.factories import NOW, make_member, user
from tests.journeys.browser import DESK, lies, look
from tests.relief.world import book, flood, sound, three, whole

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def press(page, words, wait):
    page.get_by_role("button", name=words).first.click()
    expect(page.get_by_text(wait).first).to_be_visible()


def at(fund, *parts):
    return "/".join([f"/relief/of/{fund.code}", *map(str, parts)])


def opened(open_page, own) -> Disaster:
    page = open_page(user=user(own, "chair"))
    page.goto(at(own, "new"))
    page.fill("#id_name_th", "น้ำท่วมแม่แรม")
    look(page)
    press(page, "เปิดภัย", "เปิดแล้ว จดความต้องการได้ทันที")
    look(page)
    return Disaster.objects.get()


def nothing_lies_readable(page):
    """No house, no goods, no count, no sentence about them; the browser's own key cannot be taken out."""
    said = lies(page)
    assert "sealed" in said and "key false" in said
    for word in ("14/2", "บ้าน", "ข้าวสาร", "rice", "people", "damage", "village", "quantity", "receiver", "line"):
        assert word not in said, f"{word} lies readable on the phone: {said[:2000]}"


def listed_without_signal(open_page, own, disaster):
    """Two houses are written down while there is no signal; the page is opened anew without it; then both are sent."""
    page = open_page(user=user(own, "collector"))
    page.goto(at(own, disaster.pk, "list"))
    look(page)
    page.locator("html[data-kept=yes]").wait_for()  # one opening at the office is enough
    page.signal.lose()
    for house, rice in (("12", "๒๐"), ("14/2", "15")):
        page.fill("#id_house_no", house)
        page.fill("#id_people", "4")
        page.fill("#id_damage_satang", "3,000")
        page.fill("#id_item_rice", rice)
        page.get_by_role("button", name="บันทึกบ้านนี้").click()
        expect(page.locator(".queue")).to_contain_text(f"บ้าน {house}")
    expect(page.locator(".queue")).to_contain_text("ไม่มีสัญญาณ")
    nothing_lies_readable(page)
    page.goto(at(own, disaster.pk, "list"))
    expect(page.locator(".queue [data-count]")).to_have_text("2")
    expect(page.locator(".queue li").last).to_contain_text("บ้าน 14/2")  # the list is read without signal
    expect(page.locator(".queue li").last).to_contain_text("ข้าวสาร 15")
    assert HouseList.objects.count() == 0
    page.problems.clear()  # a browser says of each try that there is no network
    page.signal.back()
    page.get_by_role("button", name="ส่งตอนนี้").click()
    expect(page.locator(".queue")).to_contain_text("ส่งแล้ว 2 รายการ")
    assert HouseList.objects.count() == 2 and sum(Need.objects.values_list("asked", flat=True)) == 35
    look(page)


def promised(open_page, near, far, disaster):
    """One fund counts its rice and promises it; the other promises money, and its chair agrees."""
    page = open_page(user=user(near, "treasurer"))
    page.goto(at(near, "store"))
    page.select_option("#id_item", "rice")
    page.fill("#id_quantity", "100")
    press(page, "บันทึกที่นับ", "บันทึกที่นับแล้ว")
    look(page)
    page.goto(at(near, disaster.pk, "pledges/new"))
    page.fill("#id_quantity", "101")
    press(page, "ให้คำมั่น", "ให้คำมั่นได้อีก 100 กก.")
    page.problems.clear()  # a browser says 422 of a form that comes back
    look(page)
    page.fill("#id_quantity", "100")
    press(page, "ให้คำมั่น", "บันทึกคำมั่นแล้ว")
    other = open_page(user=user(far, "treasurer"))
    other.goto(at(far, disaster.pk, "pledges/money"))
    other.fill("#id_satang", "5,000")
    press(other, "ให้คำมั่น", "รอกรรมการอีกคนเห็นชอบ")
    chair = open_page(user=user(far, "chair"))
    chair.goto(at(far, disaster.pk, "pledges"))
    look(chair)
    press(chair, "เห็นชอบ", "บันทึกแล้ว")


def asked_and_laid_out(open_page, own, disaster):
    page = open_page(user=user(own, "treasurer"))
    page.goto(at(own, disaster.pk, "ask"))
    page.fill("#id_satang", "8,000")
    press(page, "บันทึกที่ขอ", "กองทุนอื่นเห็น")
    chair = open_page(user=user(own, "chair"))
    chair.goto(at(own, disaster.pk))
    press(chair, "จัดของให้บ้านที่ขาด", "จัดแล้ว 3 รายการ จาก 2 องค์กร")
    look(chair)


def carried(open_page, own, near, disaster):
    """A truck leaves; at one door everything is taken, at the other a part, without signal; the rest comes back."""
    page = open_page(user=user(near, "treasurer"))
    page.goto(at(near, disaster.pk, "loads/new"))
    page.fill("#id_driver", "นายขับ ใจดี")
    page.fill("#id_plate", "กข 1234")
    look(page)
    press(page, "จัดเที่ยวนี้", "ออกรถเมื่อไรให้กดบันทึก")
    press(page, "ออกรถ", "อยู่ระหว่างทาง")
    look(page)
    load = Load.objects.get(kind="truck")
    door = open_page(user=user(own, "collector"))
    door.goto(at(own, disaster.pk, f"loads/{load.pk}/deliver"))
    look(door)
    door.signal.lose()
    first, second = door.locator(".door").nth(0), door.locator(".door").nth(1)
    first.get_by_role("button", name="รับแล้ว").click()
    second.locator("[name=quantity]").fill("10")
    second.locator("[name=receiver]").select_option("neighbour")
    second.get_by_role("button", name="รับแล้ว").click()
    expect(door.locator(".queue [data-count]")).to_have_text("2")
    nothing_lies_readable(door)
    door.problems.clear()
    door.signal.back()
    door.get_by_role("button", name="ส่งตอนนี้").click()
    expect(door.locator(".queue")).to_contain_text("ส่งแล้ว 2 รายการ")
    assert Delivery.objects.count() == 2
    page.goto(at(near, disaster.pk, f"loads/{load.pk}"))
    page.locator("details summary", has_text="รับรถกลับ").click()
    page.fill("#reason", "ถนนขาด")
    page.locator("details[open]").get_by_role("button", name="บันทึก").click()
    expect(page.get_by_text("ของที่เหลือกลับเข้าที่เก็บแล้ว")).to_be_visible()


def paid(open_page, own, far, disaster):
    """The money leaves the giver's box and comes into the receiver's, in both books at once."""
    page = open_page(user=user(far, "treasurer"))
    page.goto(at(far, disaster.pk, "loads/new?money=1"))
    look(page)
    press(page, "บันทึกการส่งเงิน", "แล้วกดบันทึกอีกครั้ง")
    press(page, "ส่งเงินแล้ว", "อยู่ระหว่างทาง")
    own_page = open_page(user=user(own, "treasurer"))
    own_page.goto(at(own, disaster.pk, "money"))
    look(own_page)
    press(own_page, "ได้รับเงินแล้ว", "ลงบัญชีทั้งสองกองทุน")
    look(own_page)
    own_page.get_by_role("link", name=re.compile("รายการเลขที่")).first.click()
    expect(own_page.get_by_text("น้ำท่วมแม่แรม").first).to_be_visible()


def test_a_flood_day_goes_from_need_to_delivery_among_three_funds_with_balanced_books(open_page, transactional_db):
    own, near, far = three(1_000_000)
    make_member(own, "สมศรี", house="12")
    disaster = opened(open_page, own)
    listed_without_signal(open_page, own, disaster)
    promised(open_page, near, far, disaster)
    asked_and_laid_out(open_page, own, disaster)
    carried(open_page, own, near, disaster)
    paid(open_page, own, far, disaster)
    page = open_page(user=user(own, "secretary"))
    page.goto(at(own, disaster.pk, "claims"))
    look(page)
    press(page, "ยื่นคำขอให้ 1 บ้าน", "ยื่นแล้ว 1 คำขอ")
    assert Claim.objects.get().state == "pending_evidence"
    public = open_page(size=DESK)
    public.goto(f"/relief/{disaster.pk}")
    look(public)
    row = public.get_by_role("row").filter(has_text="ข้าวสาร")
    expect(row).to_contain_text(re.compile("35.*100.*0.*30.*5"))
    expect(public.locator("main")).not_to_contain_text("14/2")
    assert balances(book(far))["1010"] == 500_000 and balances(book(own))["1010"] == 1_500_000
    assert whole(disaster) and all(sound(f) for f in (own, near, far))
    assert Pledge.objects.get(item="rice").left == 70


def test_what_lay_readable_from_before_is_sealed_and_sent_and_a_refusal_is_read_after_the_page_was_closed(
    open_page, transactional_db
):
    """Rows of an older page: of this disaster, of another's, one refused; and one that the house refuses now."""
    own, *_ = three()
    disaster, writer = flood(own), user(own, "collector")
    row = {
        "kind": "needs",
        "people": 3,
        "lines": {"rice": 10},
        "at": NOW.isoformat(),
        "device": "",
        "village": 1,
        "point": 0,
    }
    row |= {"house": "77", "damage": 0}
    mine = f"relief:{writer.pk}:{at(own, disaster.pk, 'entries')}"
    kept = [
        {**row, "id": str(uuid.uuid4()), "words": "บ้าน 77 หมู่ 1: ข้าวสาร 10"},
        {**row, "id": str(uuid.uuid4()), "words": "บ้าน 78 หมู่ 1: ข้าวสาร 99", "th": "ข้าวสาร ใส่ได้ 1 ถึง 50"},
        {**row, "id": str(uuid.uuid4()), "village": 77, "words": "บ้าน 79 หมู่ 77: ข้าวสาร 10"},
    ]
    others = [{**row, "id": str(uuid.uuid4()), "words": "บ้าน 80 หมู่ 2: ข้าวสาร 5"}]
    page = open_page(user=writer)
    page.goto("/calendar/")
    page.evaluate(
        "rows => rows.forEach(([name, value]) => localStorage.setItem(name, JSON.stringify(value)))",
        [[mine, kept], ["relief:99:/relief/of/far/1/entries", others]],
    )
    page.goto(at(own, disaster.pk, "list"))
    expect(page.locator(".queue")).to_contain_text("ส่งแล้ว 1 รายการ")
    nothing_lies_readable(page)
    assert HouseList.objects.get().household.house_no == "77"
    page.reload()
    expect(page.locator(".queue li")).to_have_count(2)
    expect(page.locator(".queue li").nth(0)).to_contain_text("บ้าน 78 หมู่ 1: ข้าวสาร 99")
    expect(page.locator(".queue li").nth(0)).to_contain_text("ใส่ได้ 1 ถึง 50")
    expect(page.locator(".queue li").nth(1)).to_contain_text("ไม่พบหมู่นี้ในตำบล")
    expect(page.locator(".queue [data-count]")).to_have_text("0")
    page.get_by_role("button", name="รับทราบ").first.click()
    expect(page.locator(".queue li")).to_have_count(1)
    assert "relief:99:" in lies(page), "what another wrote waits for them"


def test_a_browser_that_cannot_seal_keeps_and_sends_as_before(open_page, transactional_db):
    own, *_ = three()
    disaster = flood(own)
    page = open_page(user=user(own, "collector"))
    page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    page.goto(at(own, disaster.pk, "list"))
    page.locator("html[data-kept=yes]").wait_for()
    page.signal.lose()
    page.fill("#id_house_no", "12")
    page.fill("#id_people", "4")
    page.fill("#id_item_rice", "20")
    page.get_by_role("button", name="บันทึกบ้านนี้").click()
    expect(page.locator(".queue li")).to_contain_text("บ้าน 12")
    page.reload()
    expect(page.locator(".queue li")).to_contain_text("ข้าวสาร 20")
    page.signal.back()
    page.get_by_role("button", name="ส่งตอนนี้").click()
    expect(page.locator(".queue")).to_contain_text("ส่งแล้ว 1 รายการ")
    assert Need.objects.get().asked == 20


def test_without_script_a_list_is_sent_as_any_form(open_page, transactional_db):
    own, *_ = three()
    disaster = flood(own)
    page = open_page(user=user(own, "collector"), script=False)
    page.goto(at(own, disaster.pk, "list"))
    page.fill("#id_house_no", "12")
    page.fill("#id_people", "4")
    page.fill("#id_item_rice", "20")
    page.get_by_role("button", name="บันทึกบ้านนี้").click()
    expect(page.get_by_text("จดบ้าน 12 แล้ว")).to_be_visible()
    assert Need.objects.get().asked == 20
