"""A council in a browser of 390 px: founded, meets with a quorum from a paper list, sends a resolution up, gets the answer."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from chumchon.access.actions import create_user, grant
from chumchon.access.models import User
from chumchon.councils.models import Council, Group, Matter, Meeting, Minutes, Resolution, Seat
from tests.councils import world
from tests.journeys.browser import DESK, look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AREA = "500705"
TEXT = "ประธานเปิดประชุม ผู้แทนทุกองค์กรแนะนำตัว แล้วเลือกประธานและลงมติ"


@pytest.fixture
def place(transactional_db):
    """A tambon whose register is open with six organisations; officers, a headman and the meetings above."""
    council = world.opened(AREA)
    for i in range(4):
        world.registered(council, world.NAMES[i], world.KINDS[i])
    world.opened("500101", "province")
    world.opened("100601", "nation")
    world.officer("", "officer_hq")
    return council


def by(open_page, name: str, **more):
    return open_page(user=User.objects.get(username=name), **more)


def type_day(page, name: str, day):
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year + 543)):
        page.fill(f"#id_{name}_{part}", str(value))


def register(open_page, council):
    """The officer enters what looks like a duplicate, looks, decides; the headman confirms."""
    page = by(open_page, "officer_province-50")
    page.goto(f"/councils/{council.code}/groups/new")
    page.fill("#id_name_th", "ออมทรัพย์ แม่แรม")
    page.select_option("#id_kind", "savings")
    page.fill("#id_purpose", "ออมเงินเพื่อการศึกษาของลูกหลาน")
    page.fill("#id_founders", "\n".join(f"นางสาวคนที่ {i}, กรรมการ" for i in "กขคงจ"))
    page.fill("#id_member_count", "32")
    page.get_by_role("button", name="บันทึก ส่งให้ยืนยัน").click()
    page.get_by_text("มีองค์กรชื่อคล้ายกัน").first.wait_for()
    page.problems.clear()  # a browser says 422 of a form that comes back
    look(page)
    page.get_by_label("ดูแล้ว ไม่ใช่องค์กรเดียวกัน").check()
    page.get_by_role("button", name="บันทึก ส่งให้ยืนยัน").click()
    page.get_by_text("คุณเป็นผู้ยื่น").wait_for()
    look(page)
    group = Group.objects.get(name_th="ออมทรัพย์ แม่แรม")
    village = by(open_page, f"headman-{AREA}")
    village.goto("/me/")
    village.get_by_role("link", name=re.compile("สภาองค์กรชุมชนตำบล")).click()
    village.get_by_role("link", name=re.compile("คำขอจดแจ้งรอยืนยัน")).click()
    village.get_by_role("link", name="ออมทรัพย์ แม่แรม").click()
    village.get_by_role("button", name="ยืนยันการจดแจ้ง").click()
    village.get_by_text("ยืนยันแล้ว พิมพ์ใบสำคัญการจดแจ้งได้").wait_for()
    look(village)
    paper = village.request.get(f"/councils/{council.code}/groups/{group.pk}/certificate")
    assert paper.ok and paper.body().startswith(b"%PDF")


def add_people(page, council):
    """Five representatives typed with their citizen ids."""
    groups = list(Group.objects.filter(council=council, state="registered").order_by("pk"))
    for i in range(5):
        page.goto(f"/councils/{council.code}/members/new")
        page.select_option("#id_sender", str(groups[i].pk))
        page.fill("#id_first_name", world.PEOPLE[i])
        page.fill("#id_surname", "ใจดี")
        page.fill("#id_citizen_id", world.person(i))
        page.get_by_role("button", name="เพิ่มสมาชิก").click()
        page.wait_for_url("**/members")
    look(page)


def call(page, council) -> Meeting:
    page.goto(f"/councils/{council.code}/meetings/new")
    type_day(page, "on", timezone.localdate())
    page.fill("#id_place", "ศาลาประชาคม")
    page.get_by_role("button", name="นัดประชุม").click()
    page.wait_for_url(re.compile(r"/meetings/\d+$"))
    look(page)
    meeting = Meeting.objects.filter(council=council).latest("id")
    for paper in ("invitation", "list"):
        assert page.request.get(f"/councils/{council.code}/meetings/{meeting.pk}/{paper}").body().startswith(b"%PDF")
    return meeting


def type_list(page, numbers: str):
    page.get_by_text("พิมพ์จากใบรายชื่อที่ลงชื่อแล้ว").click()
    page.fill("#id_present", numbers)
    page.get_by_role("button", name="บันทึกรายชื่อจากกระดาษ").click()
    page.get_by_text("บันทึกรายชื่อจากกระดาษแล้ว").wait_for()


def sign(page, council, meeting, username: str):
    page.goto(f"/councils/{council.code}/meetings/{meeting.pk}/minutes")
    page.fill("#text", TEXT)
    page.fill("#id_username", username)
    page.fill("#id_secret", "chumchon-chair")
    look(page)
    page.get_by_role("button", name="ลงนามรายงาน").click()
    page.get_by_text("ลงนามรายงานการประชุมแล้ว").wait_for()


def found(open_page, council) -> str:
    """Representatives, the founding meeting from a paper list, a chair by votes, signed, founded. Returns the chair's user name."""
    page = by(open_page, "officer_province-50")
    add_people(page, council)
    meeting = call(page, council)
    type_list(page, "1-2")
    expect(page.locator("main")).to_contain_text("ขาดอีก 1 คน")
    expect(page.get_by_role("button", name="บันทึกผลการเลือก")).to_be_hidden()
    type_list(page, "1-4")
    seats = list(Seat.objects.filter(term__council=council).order_by("number"))
    page.fill(f"#votes-{seats[0].pk}", "3")
    page.fill(f"#votes-{seats[1].pk}", "2")
    page.get_by_role("button", name="บันทึกผลการเลือก").click()
    page.get_by_text("รวม 5 เสียง แต่มาประชุม 4 คน").wait_for()
    page.problems.clear()
    page.fill(f"#votes-{seats[1].pk}", "1")
    page.get_by_role("button", name="บันทึกผลการเลือก").click()
    page.get_by_text("บันทึกผลการเลือกประธานแล้ว").wait_for()
    look(page)
    chair = world.chair_of(council).username
    sign(page, council, meeting, chair)
    page.goto(f"/councils/{council.code}/work")
    look(page)
    page.get_by_role("button", name="รับจดแจ้งการจัดตั้ง").click()
    page.get_by_text("รับจดแจ้งการจัดตั้งแล้ว").wait_for()
    assert page.request.get(f"/councils/{council.code}/certificate").body().startswith(b"%PDF")
    return chair


def test_from_the_register_to_an_answer_of_the_nation(place, open_page):
    register(open_page, place)
    chair = found(open_page, place)
    assert Council.objects.get(pk=place.pk).label.startswith("1/")
    secretary = create_user("secretary", "นางเลขา", "x" * 12)
    grant(secretary, "secretary", world.START, place.organisation)
    page = by(open_page, "secretary")
    meeting = call(page, place)
    type_list(page, "1 2 3")
    page.fill("#id_title", "ขอซ่อมฝาย")
    page.fill("#id_text", "ฝายชำรุด เกินกำลังของชุมชน ขอให้จังหวัดช่วย")
    page.fill("#id_owner", "คณะทำงานน้ำ")
    page.get_by_role("button", name="บันทึกมติ").click()
    page.get_by_text("บันทึกมติแล้ว").wait_for()
    look(page)
    sign(page, place, meeting, chair)
    row = Resolution.objects.get()
    page.goto(f"/councils/{place.code}/resolutions/{row.pk}")
    page.get_by_role("button", name="ส่งขึ้นไป").click()
    page.get_by_text("ส่งขึ้นไปแล้ว คำตอบจะกลับมาที่หน้านี้").wait_for()
    look(page)
    matter = Matter.objects.get()
    officer = by(open_page, "officer_province-50", size=DESK)
    officer.goto(f"/councils/{matter.body.code}/inbox")
    look(officer)
    officer.get_by_role("link", name="ขอซ่อมฝาย").click()
    officer.get_by_role("button", name="ส่งขึ้นไป").click()
    officer.get_by_text("ส่งขึ้นไปแล้ว").first.wait_for()
    above = Matter.objects.get(below=matter)
    nation = by(open_page, "officer_hq-nation", size=DESK)
    nation.goto(f"/councils/{above.body.code}/inbox/{above.pk}")
    nation.get_by_label("รับไปทำ", exact=True).check()
    nation.fill("#id_answer", "กรมชลประทานรับซ่อมในปีหน้า")
    look(nation)
    nation.get_by_role("button", name=re.compile("^ตอบ ส่งกลับ")).click()
    nation.get_by_text("คำตอบกลับถึงทุกพื้นที่ที่ถาม").wait_for()
    page.reload()
    expect(page.locator("main")).to_contain_text("กรมชลประทานรับซ่อมในปีหน้า")
    public = open_page(script=False)
    public.goto(f"/councils/{place.code}/told/{row.pk}")
    expect(public.locator("main")).to_contain_text("กรมชลประทานรับซ่อมในปีหน้า")
    assert Minutes.objects.count() == 2
    assert not page.problems and not officer.problems and not nation.problems


def test_the_list_is_touched_on_the_phone_with_and_without_script(transactional_db, open_page):
    council = world.founded(AREA)
    meeting = world.called(council, day=timezone.localdate())
    world.officer()
    for script, name in ((True, "present"), (False, "excused")):
        page = by(open_page, "officer_province-50", script=script)
        page.goto(f"/councils/{council.code}/meetings/{meeting.pk}/attend")
        seat = Seat.objects.get(term__council=council, number=1 if script else 2)
        line = page.locator(f"#line-{seat.pk}")
        line.get_by_role("button", name="มา" if script else "ลา").click()
        page.locator(f"#line-{seat.pk} [aria-pressed=true]").wait_for()
        expect(page.locator("#roll-count")).to_contain_text("มา 1 จาก 8 คน")
        if script:
            look(page)
        assert meeting.attendance.get(seat=seat).state == name and not page.problems


PAGES = (
    "", "/work", "/groups", "/groups/new", "/groups/{group}", "/groups/{group}/change", "/members", "/members/new",
    "/members/new?kind=expert", "/meetings", "/meetings/new", "/meetings/{meeting}", "/meetings/{called}",
    "/meetings/{called}/attend", "/meetings/{meeting}/minutes", "/resolutions", "/resolutions/{row}", "/told/{row}",
)  # fmt: skip


@pytest.mark.parametrize("part", range(2))
def test_every_page_of_councils_reads_well_at_both_sizes(transactional_db, visit, part):
    council = world.founded(AREA, count=4)
    province = world.opened("500101", "province")
    row = world.resolved(council)
    matter = world.sent(council, row)
    waiting = world.entered(council, "กลุ่มคนพิการร่วมใจ", "disability", True)
    called = world.called(council, day=timezone.localdate())
    names = {"group": waiting.pk, "meeting": row.meeting_id, "called": called.pk, "row": row.pk}
    paths = [f"/councils/{council.code}{p.format(**names)}" for p in PAGES]
    inbox = f"/councils/{province.code}/inbox"
    paths += ["/councils/", "/councils/organisations", "/councils/mine", "/councils/new", f"/councils/check/{council.public_code}", inbox, f"{inbox}/{matter.pk}"]  # fmt: skip
    for path in paths[part::2]:
        visit(path, User.objects.get(username="officer_province-50"))
