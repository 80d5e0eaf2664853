"""A hospital stay and a death in a browser of 390 px: entered, approved by others, paid, printed; with and without script."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from chumchon.funds.models import Claim, ClaimEvidence, ClaimPayment, Member
from chumchon.funds.queries.claims import receiver_of
from tests.factories import make_member, user
from tests.funds.claims_world import claims_fund, enter, stay
from tests.journeys.browser import look, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAID = date(2099, 9, 30)


@pytest.fixture
def village(transactional_db):
    fund = claims_fund()
    make_member(fund, "สมศรี", 4, "12/1", paid_until=PAID, beneficiary="นายมี ตั้งใจดี (บุตร)")
    return fund


def recent(days_ago: int) -> date:
    from datetime import timedelta

    from django.utils import timezone

    return timezone.localdate() - timedelta(days=days_ago)


def type_day(page, name: str, day: date):
    page.fill(f"#id_{name}_day", str(day.day))
    page.fill(f"#id_{name}_month", str(day.month))
    page.fill(f"#id_{name}_year", str(day.year + 543))


def choose(page, benefit: str):
    page.goto("/f/mae-raem/claims")
    page.get_by_role("link", name="ขอสวัสดิการ").click()
    page.fill("#q", "สมศรี")
    page.get_by_role("button", name="ค้น").click()
    page.locator(".links a", has_text="สมศรี").click()
    page.locator(".links a", has_text=benefit).click()
    page.wait_for_url("**benefit=**")


def answer(open_page, fund, who: str, claim: Claim, seen: bool = False):
    page = open_page(user=user(fund, who) if who in ("chair", "treasurer") else other(fund, who))
    page.goto(f"/f/mae-raem/claims/{claim.pk}")
    if seen:
        look(page)
    press(page, page.get_by_role("button", name=re.compile("^อนุมัติ")))
    assert not page.problems
    return page


def other(fund, who):
    from chumchon.access.models import User

    return User.objects.get(username=f"{who}-{fund.code}")


def pay_and_print(page, claim: Claim):
    page.goto(f"/f/mae-raem/claims/{claim.pk}")
    page.get_by_role("link", name="จ่ายเงิน").click()
    look(page)
    page.get_by_role("button", name=re.compile("^จ่าย ")).click()
    page.get_by_text("พิมพ์ใบสำคัญ").first.wait_for()
    look(page)
    paid = ClaimPayment.objects.get(claim=claim)
    paper = page.request.get(f"/f/mae-raem/claims/{claim.pk}/payments/{paid.pk}/voucher")
    assert paper.ok and paper.body().startswith(b"%PDF")
    page.goto(f"/c/{paid.public_code}")
    expect(page.locator("main")).not_to_contain_text("สมศรี")
    look(page)
    return paid


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_hospital_stay_from_the_phone_to_the_printed_voucher(village, open_page, script):
    page = open_page(user=user(village, "secretary"), script=script)
    choose(page, "นอนโรงพยาบาล")
    type_day(page, "start", recent(12))
    type_day(page, "end", recent(9))
    page.get_by_label("ใบรับรองแพทย์ระบุวันนอน").first.check()
    if script:
        page.locator("#decision").get_by_text("450.00").wait_for()
        look(page)
    else:
        page.get_by_role("button", name="ดูว่าได้เท่าไร").click()
        expect(page.locator("#decision")).to_contain_text("450.00")
    page.get_by_role("button", name="ส่งคำขอ").click()
    page.get_by_text("รอกรรมการอนุมัติ").first.wait_for()
    claim = Claim.objects.get()
    assert not page.problems
    answer(open_page, village, "chair", claim, seen=script)
    till = answer(open_page, village, "treasurer", claim)
    if script:
        pay_and_print(till, claim)
        claim.refresh_from_db()
        assert (claim.state, claim.satang_paid) == ("paid", 45000)


def test_a_death_from_the_phone_to_the_printed_voucher(village, open_page):
    page = open_page(user=user(village, "secretary"))
    choose(page, "เสียชีวิต")
    expect(page.locator("#id_receiver")).to_have_value("นายมี ตั้งใจดี (บุตร)")
    type_day(page, "start", recent(5))
    for box in page.get_by_label(re.compile("มรณบัตร|บัตรผู้รับประโยชน์")).all():
        if box.get_attribute("type") == "checkbox":
            box.check()
    page.locator("#decision").get_by_text("15,000.00").wait_for()
    page.get_by_role("button", name="ส่งคำขอ").click()
    page.get_by_text("รอกรรมการอนุมัติ").first.wait_for()
    claim = Claim.objects.get()
    for who in ("chair", "deputy", "treasurer"):
        last = answer(open_page, village, who, claim)
    assert Member.objects.get().status == "died"
    paid = pay_and_print(last, claim)
    assert (paid.satang, receiver_of(paid)) == (1_500_000, "นายมี ตั้งใจดี (บุตร)")


def test_a_double_tap_hands_in_once_with_its_photo(village, open_page, tmp_path):
    from PIL import Image

    photo = tmp_path / "paper.jpg"
    Image.effect_noise((1600, 1200), 60).save(photo)
    page = open_page(user=user(village, "secretary"))
    choose(page, "นอนโรงพยาบาล")
    type_day(page, "start", recent(12))
    type_day(page, "end", recent(9))
    page.locator("#paper-0").set_input_files(photo)
    page.get_by_role("button", name="ส่งคำขอ").dblclick()
    page.wait_for_url(re.compile(r"/claims/\d+$"))
    expect(page.locator("main")).to_contain_text("รูปถ่าย")
    assert Claim.objects.count() == 1 and ClaimEvidence.objects.filter(claim=Claim.objects.get()).count() == 1


@pytest.mark.parametrize(
    "where", ["claims", "claims/new?q=สมศรี", "claims/board", "claims/help", "claims/{}", "claims/{}/change"]
)
def test_every_page_of_claims_reads_well_at_both_sizes(village, visit, where):
    claim = enter(village, village.members.first(), stay(3), seen=[])
    visit(f"/f/mae-raem/{where.format(claim.pk)}", user(village, "treasurer"))
