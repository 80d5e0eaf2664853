"""A leader gets a certificate, in a browser of 390 px: set, listed from paper, closed by one, given by another, checked by anybody."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from chumchon.leaders.models import Certificate, Training
from tests.journeys.browser import look
from tests.leaders import world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def body(transactional_db):
    return world.body()


def test_a_leader_gets_a_certificate(body, open_page):
    page = open_page(user=world.user(body, "secretary"))
    page.set_default_timeout(60_000)
    page.goto(f"/leaders/{body.code}/trainings/new")
    page.select_option("#id_course", "fund-accounts")
    page.fill("#id_title", "บัญชีกองทุน รุ่นที่ 2")
    page.fill("#id_place", "ศาลาประชาคม")
    page.fill("#id_trainer", "นางครู บัญชี")
    day = timezone.localdate()
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year + 543)):
        page.fill(f"#id_first_{part}", str(value))
    look(page)
    page.get_by_role("button", name="นัดอบรม").click()
    page.wait_for_url(re.compile(r"/trainings/\d+$"))
    page.fill("#names", "นางคำ ใจดี\nนายบุญมี ตาคำ")
    page.get_by_role("button", name="เพิ่มในรายชื่อ").click()
    expect(page.get_by_text("เพิ่มรายชื่อแล้ว")).to_be_visible()
    page.fill("#numbers", "1")
    page.get_by_role("button", name="บันทึกรายชื่อจากกระดาษ").click()
    expect(page.get_by_text("บันทึกรายชื่อจากกระดาษแล้ว")).to_be_visible()
    look(page)
    page.get_by_role("link", name="เช็กชื่อ", exact=True).click()
    page.get_by_role("button", name="มา นายบุญมี").click()
    expect(page.locator("#roll-count")).to_contain_text("2 จาก 2 คน")
    look(page)
    page.get_by_role("link", name="เสร็จ").click()
    page.get_by_role("button", name="ปิดรายชื่อ ส่งให้ออกใบรับรอง").click()
    expect(page.get_by_text("คุณเป็นผู้ปิดรายชื่อ")).to_be_visible()
    signer = open_page(user=world.user(body, "chair"), script=False)
    signer.set_default_timeout(60_000)
    signer.goto(f"/leaders/{body.code}/trainings/{Training.objects.get().pk}")
    signer.get_by_role("button", name="ออกใบรับรอง 2 ใบ").click()
    expect(signer.get_by_text("ออกใบรับรองแล้ว พิมพ์ได้ทันที")).to_be_visible()
    row = Certificate.objects.order_by("number").first()
    assert page.request.get(f"/leaders/{body.code}/certificates/{row.pk}").body().startswith(b"%PDF")
    anybody = open_page()
    anybody.goto(f"/leaders/check/{row.public_code}")
    expect(anybody.get_by_text("ใบรับรองจริงและยังใช้ได้")).to_be_visible()
    expect(anybody.locator("main")).not_to_contain_text("ใจดี")
    look(anybody)
    assert not page.problems


BODY_PAGES = (
    "people", "people/new", "people/{leader}", "skills", "skills/need", "trainings", "trainings/{training}", "trainings/{training}/change",
    "trainings/{training}/attend", "certificates", "events", "events/new", "stories", "stories/new", "stories/{story}",
)  # fmt: skip
PUBLIC_PAGES = ("/calendar/", "/stories/", "/stories/{story}", "/leaders/", "/leaders/person/{uid}", "/me/leader")


@pytest.mark.parametrize("part", range(2))
def test_every_page_of_leaders_reads_well_at_both_sizes(body, visit, part):
    from chumchon.leaders.actions import leaders

    row = world.issued(body)[0].leader
    day = timezone.localdate()
    open_one = world.training(body, 1, first=day)
    world.event(body, today=day)
    story = world.published(body)
    leaders.consent_on_paper(body, row.pk, True, "แฟ้ม", world.by(body), world.NOW, world.TODAY)
    names = {"leader": row.pk, "training": open_one.pk, "story": story.pk, "uid": row.uid}
    paths = [f"/leaders/{body.code}/{p.format(**names)}" for p in BODY_PAGES] + [
        p.format(**names) for p in PUBLIC_PAGES
    ]
    for path in paths[part::2]:
        visit(path, world.user(body, "secretary"))
