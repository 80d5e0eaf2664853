"""The chair makes a draft by form, sees who gains and who loses, and puts it in force with the secretary's PIN."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from chumchon.funds.models import AgreementVersion
from chumchon.funds.queries.agreements import parsed
from tests.factories import make_fund, make_member, user
from tests.funds.agreements_world import FIRST, example_of, in_force
from tests.journeys.browser import DESK, PHONE, look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAID = date(2099, 12, 31)


@pytest.fixture
def fund(transactional_db):
    made = make_fund()
    make_member(made, "สมศรี", joined_on=date(2010, 1, 1), paid_until=PAID)
    make_member(made, "บุญมี", joined_on=date(2024, 1, 1), paid_until=PAID)
    in_force(made, replace(example_of(made), effective_from=FIRST))
    return made


@pytest.mark.parametrize(("size", "script"), [(PHONE, True), (DESK, False)], ids=["phone", "desk without script"])
def test_from_a_draft_by_form_to_the_agreement_in_force(fund, open_page, size, script):
    page = open_page(size=size, user=user(fund, "chair"), script=script)
    check = look if script else lambda page: None
    page.goto("/f/mae-raem/agreement")
    check(page)
    page.get_by_role("link", name="ทำร่างใหม่").click()
    check(page)
    page.get_by_role("button", name="ทำร่างจากฉบับที่ 1").click()
    page.wait_for_url(re.compile(r"/drafts/\d+$"))
    page.locator("#b1 summary").click()
    page.locator("#b1").get_by_role("button", name="แบ่งขั้นตามอายุสมาชิก").click()
    page.locator("#id_b1_band1_at").wait_for()
    check(page)
    page.fill("#id_b1_band0_value", "80")
    page.fill("#id_b1_band1_at", "๕")
    page.fill("#id_b1_band1_value", "-")
    page.get_by_role("button", name="บันทึกร่าง", exact=True).last.click()
    page.locator("#id_b1_band1_value_error").wait_for()
    page.problems.clear()  # the browser's console says 422 of a form that is meant to be one
    check(page)
    page.fill("#id_b1_band1_value", "150")
    page.get_by_role("button", name="บันทึกแล้วเทียบฉบับเดิม").click()
    page.wait_for_url("**/compare")
    check(page)
    expect(page.locator("main")).to_contain_text(re.compile("เปลี่ยน|เพิ่ม"))
    page.get_by_role("link", name=re.compile("ดูว่าใครได้")).click()
    page.wait_for_url("**/effect")
    check(page)
    expect(page.locator("#people")).to_contain_text("บุญมี")
    expect(page.locator("#people")).to_contain_text("-60.00")
    page.get_by_role("link", name="ได้มากขึ้น").click()
    page.locator("#people").get_by_text("+150.00").locator("visible=true").first.wait_for()

    page.get_by_role("link", name="ลงมติ").click()
    check(page)
    said = date.today() - timedelta(days=1)
    page.fill("#id_meeting_th", "ที่ประชุมสมาชิกวิสามัญ")
    for part, value in (("day", said.day), ("month", said.month), ("year", said.year + 543)):
        page.fill(f"#id_day_{part}", str(value))
    for name, value in (("entitled", "2"), ("present", "2"), ("votes_for", "2"), ("votes_against", "0")):
        page.fill(f"#id_{name}", value)
    page.fill("#id_witness", "secretary-mae-raem")
    page.fill("#id_secret", "123456")
    page.get_by_role("button", name="ประกาศใช้ตามมติ").click()
    page.wait_for_url("**/versions/2")
    check(page)
    expect(page.locator("main")).to_contain_text("ประกาศใช้ข้อตกลงฉบับที่ 2 แล้ว")
    row = AgreementVersion.objects.get(number=2)
    assert row.state == "in_force" and str(row.checker) == "นางsecretary"
    assert [(b.at, b.value) for b in parsed(row).benefits[1].amount.bands] == [(0, 8000), (5, 15000)]
