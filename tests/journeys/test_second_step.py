"""Two-step sign-in as a person sets it up on a phone: app, recovery codes, passkey, and the door that asks for it."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.access.test_sign_in import totp
from tests.journeys.browser import SIZES, look

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _no_tries_remembered():
    from django.core.cache import cache

    cache.clear()


@pytest.mark.parametrize("size", SIZES)
def test_every_page_of_the_second_step_reads_well(open_page, fund, size):
    page = open_page(size=size, user=factories.user(fund, "treasurer"))
    page.goto("/accounts/2fa/totp/activate/")
    look(page)  # show that it is you
    page.get_by_label("รหัสผ่าน", exact=True).fill("chumchon-treasurer")
    page.get_by_role("button", name="ยืนยัน").click()
    secret = page.locator("#authenticator_secret").input_value()
    look(page)
    page.locator("#id_code").fill("000000")
    page.get_by_role("button", name="เริ่มใช้").click()
    expect(page.locator(".field-error")).to_contain_text("รหัสไม่ถูก")
    look(page)
    page.locator("#id_code").fill(totp(secret))
    page.get_by_role("button", name="เริ่มใช้").click()
    page.wait_for_url(lambda url: "/totp/activate/" not in url)  # the next visit must not overtake this form
    for path in ("", "recovery-codes/", "recovery-codes/generate/", "totp/deactivate/", "webauthn/", "webauthn/add/"):
        page.goto(f"/accounts/2fa/{path}")
        look(page)


@pytest.mark.parametrize("size", SIZES)
def test_the_door_asks_for_the_second_step(open_page, fund, size):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    secret = generate_totp_secret()
    TOTP.activate(factories.user(fund, "chair"), secret)
    page = open_page(size=size)
    page.goto("/accounts/login/")
    page.get_by_label("ชื่อผู้ใช้").fill("chair-mae-raem")
    page.get_by_label("รหัสผ่าน", exact=True).fill("chumchon-chair")
    page.locator("main button.button-wide[type=submit]").first.click()
    page.wait_for_url("**/2fa/authenticate/**")
    look(page)
    page.locator("#id_code").fill(totp(secret))
    page.locator("main button.button-wide[type=submit]").first.click()
    page.wait_for_url("**/f/mae-raem/**")
    look(page)
