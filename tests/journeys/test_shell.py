"""The shell in a real browser: home, errors, sign-in, menu, large letters, language, every piece of a form."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.journeys.browser import DESK, PHONE, SIZES, look

pytestmark = pytest.mark.browser


@pytest.fixture
def samples(settings):
    settings.ROOT_URLCONF = "tests.web.samples"


@pytest.mark.parametrize(
    ("path", "status"),
    [("/about", 200), ("/accounts/login/", 200), ("/accounts/password/reset/", 200), ("/nowhere", 404)],
)
def test_what_anybody_sees_reads_well_at_both_sizes(visit, path, status):
    visit(path, status=status)


@pytest.mark.parametrize(
    "path",
    [
        "/me/account", "/me/pin", "/accounts/password/change/", "/accounts/2fa/", "/accounts/sessions/",
        "/accounts/logout/", "/accounts/reauthenticate/", "/f/mae-raem/users", "/f/mae-raem/audit",
    ],
)  # fmt: skip
def test_what_a_chair_sees_reads_well_at_both_sizes(visit, fund, path):
    visit(path, user=factories.user(fund, "chair"))


@pytest.mark.parametrize("kind", ["bad", "clash", "no", "refused", "other"])
def test_every_error_reads_well_at_both_sizes(samples, visit, kind):
    visit(f"/fails/{kind}", status={"bad": 400, "clash": 409, "no": 403, "refused": 422, "other": 500}[kind])


@pytest.mark.parametrize("size", SIZES)
def test_every_piece_reads_well_with_large_letters_and_with_every_error(samples, open_page, size):
    page = open_page(size=size)
    page.goto("/sample")
    look(page)
    page.get_by_role("button", name="ตัวใหญ่").click()
    expect(page.locator("html")).to_have_css("font-size", "22px")
    look(page)
    page.locator("form.card button", has_text="บันทึก").click()
    page.wait_for_selector(".field-wrong")
    page.problems.clear()  # the browser calls the 422 of a form with mistakes an error
    look(page)
    wrong = page.get_by_label("ชื่อ", exact=True)
    expect(wrong).to_have_attribute("aria-invalid", "true")
    described = wrong.get_attribute("aria-describedby").split()
    expect(page.locator(f"#{described[0]}")).to_contain_text("ชื่อตามบัตร")
    expect(page.locator(f"#{described[1]}")).to_be_visible()


def test_letters_and_language_are_chosen_without_script(samples, open_page):
    page = open_page(size=DESK, script=False)
    page.goto("/sample?x=1")
    page.get_by_role("button", name="ตัวใหญ่").click()
    expect(page.locator("html.big")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/sample\?x=1$"))
    page.get_by_role("button", name="English").click()
    expect(page.locator("html[lang=en]")).to_have_count(1)
    expect(page.get_by_role("button", name="Normal text")).to_be_visible()


def test_the_menu_of_a_phone_opens_without_script_and_names_where_one_is(open_page, fund):
    page = open_page(size=PHONE, user=factories.user(fund, "chair"), script=False)
    page.goto("/f/mae-raem/audit")
    expect(page.get_by_role("link", name="หน้ากองทุน")).to_be_hidden()
    page.locator(".menu summary").click()
    expect(page.get_by_role("link", name="หน้ากองทุน")).to_be_visible()


def test_a_person_signs_in_looks_at_the_typed_password_and_signs_out(open_page, fund):
    page = open_page(size=PHONE)
    page.goto("/accounts/login/")
    page.get_by_label("ชื่อผู้ใช้").fill("treasurer-mae-raem")
    page.get_by_label("รหัสผ่าน", exact=True).fill("wrong")
    page.locator("main button[type=submit]").first.click()
    expect(page.get_by_role("alert")).to_be_visible()
    look(page)
    page.get_by_label("รหัสผ่าน", exact=True).fill("chumchon-treasurer")
    page.get_by_role("button", name="แสดงรหัสผ่าน").click()
    expect(page.locator("#id_password")).to_have_attribute("type", "text")
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    page.goto("/me/account")
    page.get_by_role("button", name="ออกจากระบบ").click()
    page.wait_for_url(lambda url: "/me/account" not in url)
    page.goto("/me/account")
    expect(page).to_have_url(re.compile("/accounts/login/"))


def test_a_tambon_is_found_while_one_types_and_chosen_with_one_touch(samples, open_page):
    page = open_page(size=PHONE)
    page.goto("/sample")
    page.get_by_label("ตำบล", exact=True).press_sequentially("แม่แรม")
    page.get_by_role("button", name="ต.แม่แรม อ.แม่ริม จ.เชียงใหม่").click()
    expect(page.get_by_label("ตำบล", exact=True)).to_have_value("ต.แม่แรม อ.แม่ริม จ.เชียงใหม่")
    expect(page.locator(".found-one")).to_have_count(0)


def test_a_day_pasted_whole_is_shared_among_the_boxes(samples, open_page):
    page = open_page(size=PHONE)
    page.goto("/sample")
    page.get_by_label("วัน", exact=True).fill("24/11/2569")
    for part, text in (("day", "24"), ("month", "11"), ("year", "2569")):
        expect(page.locator(f"#id_born_{part}")).to_have_value(text)
    page.get_by_label("วัน", exact=True).fill("5/")
    expect(page.locator("#id_born_month")).to_be_focused()


def test_a_page_prints_without_its_buttons_and_keeps_its_table(samples, open_page):
    page = open_page(size=DESK)
    page.goto("/sample")
    page.emulate_media(media="print")
    expect(page.locator(".head")).to_be_hidden()
    expect(page.get_by_role("button", name="บันทึก")).to_be_hidden()
    expect(page.get_by_role("table")).to_be_visible()
    assert page.pdf(format="A5").startswith(b"%PDF")


@pytest.mark.parametrize("language", ["th", "en"])
def test_on_a_phone_the_name_of_the_house_and_the_buttons_beside_it_do_not_lie_over_each_other(
    open_page, live_server, language
):
    page = open_page()
    page.context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
    page.goto("/about")
    expect(page.locator("html")).to_have_attribute("lang", language)
    end = "e => { const { left, width } = e.getBoundingClientRect(); return left + (width > 1 ? e.scrollWidth : 0); }"
    name = page.locator(".brand-words").evaluate(end)  # where its letters end; one pixel is for readers alone
    assert name <= page.locator(".head-row .head-button").first.bounding_box()["x"]
    look(page)
