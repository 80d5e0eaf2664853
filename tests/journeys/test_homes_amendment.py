"""Prices rose after the plan had passed: the community amends it on a phone without script, one level sends it back, then all say yes."""

import sys
from datetime import date

import pytest
from playwright.sync_api import expect

from chumchon.access.models import User
from chumchon.homes.actions import building
from chumchon.homes.models import Project
from chumchon.homes.queries.projects import book_of
from chumchon.ledger.institute import institute_book
from tests.factories import NOW
from tests.homes import planning, world
from tests.journeys.browser import PHONE, look, look_at_both, press
from tests.journeys.homes_story import type_day

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = date(2026, 11, 30)


@pytest.fixture
def project(transactional_db, monkeypatch):
    for name in [n for n in sys.modules if n.startswith("chumchon.homes.views") or n == "chumchon.access.http"]:
        if hasattr(sys.modules[name], "today"):
            monkeypatch.setattr(f"{name}.today", lambda: DAY)
    made = planning.passed(planning.make())
    for role, area in (("officer_province", "50"), ("officer_region", "50"), ("officer_hq", "")):
        world.officer(role, area)
    paid, _ = planning.instalment(made, 20_000_000, proof=False), planning.instalment(made, 25_000_000)
    building.release(made, world.officer(), paid.pk, NOW, DAY)
    return made


def _button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def say(page, path, verdict="pass", note=""):
    """A level reads the old beside the new and says its word."""
    page.goto(path)
    page.locator("summary", has_text="ให้ความเห็นการแก้แผนนี้").click()
    page.locator(f"input[name=verdict][value={verdict}]").check()
    type_day(page, "decided_on", DAY)
    page.fill("#id_note", note)
    press(page, _button(page, "บันทึกความเห็น"))
    expect(page.get_by_text("บันทึกความเห็นแล้ว").first).to_be_visible()


def test_a_plan_that_passed_is_amended_from_the_reason_to_the_last_yes(open_page, project):
    heads = [book_of(project).head_hash, institute_book(NOW).head_hash]
    code = project.code
    pages = {
        who: open_page(size=size, user=User.objects.get(username=who), script=script)
        for who, size, script in (
            (f"secretary-{code}", PHONE, False), (f"chair-{code}", PHONE, True), ("officer_province-50", (1280, 800), True),
            ("officer_region-50", (1280, 800), True), ("officer_hq-all", (1280, 800), True),
        )
    }  # fmt: skip
    phone = pages[f"secretary-{code}"]
    phone.goto(f"/h/{code}/plan")
    press(phone, phone.get_by_role("link", name="ขอแก้แผน"))
    phone.fill("#id_reason", "ปูนและเหล็กขึ้นราคา")
    press(phone, _button(phone, "เริ่มร่างแผนที่แก้"))
    phone.locator("[name=line-3]").fill("600,000")
    phone.locator("[name^=part-]").fill("300000")
    phone.locator("[name=what]").select_option("source:savings")
    phone.fill("#id_words", "เงินของครัวเรือน")
    phone.fill("#id_satang", "90,000")
    press(phone, _button(phone, "บันทึกร่าง"))
    expect(phone.locator("body")).to_contain_text("ยังต่างกัน 10,000.00 บาท")
    press(phone, _button(phone, "ส่งขออนุมัติ"))
    expect(phone.locator("main")).to_contain_text("แหล่งเงินขาด 10,000.00 บาท")
    phone.goto(f"/h/{code}/plan/amendments/1/edit")
    phone.locator("[name=line-5]").fill("100,000")
    press(phone, _button(phone, "บันทึกร่าง"))
    press(phone, _button(phone, "ส่งขออนุมัติ"))
    expect(phone.locator("main")).to_contain_text("รอชุมชนให้ความเห็น")
    path = f"/h/{code}/plan/amendments/1"
    say(pages[f"chair-{code}"], path)
    say(pages["officer_province-50"], path, "return", "ขอให้ลดราคาท่อ")
    phone.goto(path)
    expect(phone.locator("main")).to_contain_text("ขอให้ลดราคาท่อ")
    press(phone, phone.get_by_role("link", name="แก้ร่าง"))
    for name, baht in (("line-3", "560,000"), ("line-5", "60,000")):
        phone.locator(f"[name={name}]").fill(baht)
    press(phone, _button(phone, "บันทึกร่าง"))
    press(phone, _button(phone, "ส่งขออนุมัติ"))
    chair = pages[f"chair-{code}"]
    chair.goto(path)
    look_at_both(chair)
    for who in (f"chair-{code}", "officer_province-50", "officer_region-50", "officer_hq-all"):
        assert project.plans.count() == 1
        say(pages[who], path)
    expect(pages["officer_hq-all"].locator("main")).to_contain_text("ใช้เป็นแผนฉบับที่ 2")
    chair.goto(f"/h/{code}/plan")
    expect(chair.locator("main")).to_contain_text("1,860,000.00")
    look_at_both(chair)
    press(chair, chair.get_by_role("link", name="แผนฉบับที่ 1"))
    expect(chair.locator("main")).to_contain_text("1,800,000.00")
    look(chair)
    chair.goto(f"{path}?show=changed")
    expect(chair.locator("main")).to_contain_text("รวม 1 งวดที่เปลี่ยน")
    found = Project.objects.get(pk=project.pk)
    assert list(found.instalments.values_list("satang", flat=True)) == [20_000_000, 30_000_000]
    assert heads == [book_of(project).head_hash, institute_book(NOW).head_hash]
    for page in pages.values():
        assert [p for p in page.problems if "422" not in p] == []
