"""Receipts, reports and the public checks in a real browser: nothing cut off, targets large, axe content, at both sizes."""

import pytest
from playwright.sync_api import expect

from chumchon.funds.queries.reports import book_of
from chumchon.ledger.rules import short_code
from tests.factories import make_fund, make_member, user
from tests.funds.test_month import november
from tests.funds.test_receipts import take

pytestmark = pytest.mark.browser


@pytest.fixture
def world(transactional_db):

    fund = make_fund()
    fund.promptpay_id = "0812345678"
    fund.save()
    november(fund)
    receipts = take(fund, [make_member(fund, "เฉลิมพระเกียรติมหัศจรรย์")])[1]
    return fund, receipts[0]


def test_the_pages_of_the_desk_read_well(visit, world):
    fund, receipt = world
    member = receipt.contributions.get().member_id
    for page in (
        "receipts", "receipts?state=cancelled&since=x", f"receipts/{receipt.pk}", f"receipts/{receipt.pk}/cancel", "reports",
        "reports/month", "reports/year?year=2569", "reports/behind", "reports/status", "reports/close/2569",
        "reports/close/2570", f"members/{member}/promptpay",
    ):  # fmt: skip
        visit(f"/f/mae-raem/{page}", user=user(fund, "treasurer"), status=400 if "since=x" in page else 200)


def test_what_a_stranger_sees_reads_well(visit, world):
    fund, receipt = world
    for page in (
        f"/r/{receipt.public_code}",
        "/r/none",
        f"/b/mae-raem/{short_code(book_of(fund).head_hash)}",
        "/b/mae-raem/none",
    ):
        visit(page, status=404 if page.endswith("none") else 200)


def test_a_chosen_receipt_is_printed_and_the_page_then_says_so(open_page, world):
    fund, receipt = world
    page = open_page(user=user(fund, "treasurer"))
    page.goto("/f/mae-raem/receipts")
    page.get_by_label(f"เลือก {receipt.label}").check()
    with page.expect_popup() as opened:
        page.get_by_role("button", name="พิมพ์ที่เลือก").click()
    opened.value.close()
    page.goto(f"/f/mae-raem/receipts/{receipt.pk}")
    expect(page.get_by_text("ต้นฉบับ")).to_be_visible()
