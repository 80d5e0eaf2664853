"""A community in the browser: surveyed, saved, voted, approved, built against proof, lent to, until its tenth repayment."""

import sys
import uuid
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from chumchon.access.models import User
from chumchon.homes.actions import documents, loans, projects, repayments
from chumchon.homes.models import Loan, LoanPayment, Project, SavingsGroup
from chumchon.homes.queries import loans as loan_queries
from chumchon.homes.queries import projects as project_queries
from chumchon.homes.rules.loans import add_months
from chumchon.ledger.models import Book
from chumchon.ledger.verify import verify_book
from tests.factories import NOW
from tests.homes import world
from tests.journeys.browser import DESK, PHONE, look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLACE = (98.98, 18.79)
PIN = "123456"


class Clock:
    """The day that the pages take for today."""

    day = date(2025, 2, 10)

    def to(self, day: date) -> date:
        self.day = day
        return day


@pytest.fixture
def clock(monkeypatch):
    found = Clock()
    names = [n for n in sys.modules if n.startswith("chumchon.homes.views") or n == "chumchon.access.http"]
    for name in names:
        if hasattr(sys.modules[name], "today"):
            monkeypatch.setattr(f"{name}.today", lambda: found.day)
    return found


class Story:
    """One project, its people, and a page for each of them."""

    def __init__(self, open_page, clock) -> None:
        self.open_page, self.clock = open_page, clock
        self.project = world.make_project(units=3)
        self.code = self.project.code
        for role, area in (("officer_province", "50"), ("officer_region", "50"), ("officer_hq", "")):
            world.officer(role, area)
        self.pages = {}

    def page(self, who: str, size=DESK):
        """The page of a role of the project, or of an officer."""
        name = who if who.startswith("officer") else f"{who}-{self.code}"
        if (name, size) not in self.pages:
            page = self.open_page(size=size, user=User.objects.get(username=name))
            page.set_default_timeout(30_000)
            self.pages[name, size] = page
        return self.pages[name, size]

    def fresh(self) -> Project:
        self.project = Project.objects.select_related("organisation__subdistrict", "programme").get(pk=self.project.pk)
        return self.project


def type_day(page, name: str, day: date) -> None:
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year + 543)):
        page.fill(f"#id_{name}_{part}", str(value))


def press(page, button: str, says: str) -> None:
    """Press it, and wait for the next page and for what it says."""
    with page.expect_navigation():
        page.get_by_role("button", name=button).first.click()
    expect(page.locator("main")).to_contain_text(says)


def refused(page, button: str, says: str) -> None:
    """Press it: the form comes back and says why."""
    press(page, button, says)
    page.problems.clear()  # a browser says 422 of a form that comes back


def survey(story: Story) -> None:
    """The point of the community, and three houses on a phone; the second house of one household is refused."""
    page = story.page("secretary", PHONE)
    page.goto(f"/h/{story.code}/place")
    page.fill("#id_latitude", str(PLACE[1]))
    page.fill("#id_longitude", str(PLACE[0]))
    press(page, "บันทึกที่ตั้ง", "บันทึกที่ตั้งแล้ว")
    page.goto(f"/h/{story.code}/survey/new")
    for i, name in enumerate(("สมพร", "บุญมี", "จันทรา"), 1):
        _house(page, i, name, story.clock.day)
        press(page, "บันทึก แล้วหลังถัดไป", "บ้านและคน")
    _house(page, 2, "คนอื่น", story.clock.day)
    refused(page, "บันทึก แล้วหลังถัดไป", "สำรวจแล้ว")
    look(page)
    page.goto(f"/h/{story.code}/survey")
    expect(page.locator("main")).to_contain_text("3 หลัง")
    look(page)


def _house(page, number: int, name: str, day: date) -> None:
    page.select_option("#id_village", "1")
    page.fill("#id_house_no", f"{number}/1")
    page.fill("#id_first_name", name)
    page.fill("#id_surname", "ตั้งใจดี")
    page.fill("#id_people", "4")
    page.fill("#id_income_satang", "12,000")
    page.fill("#id_saving_satang", "500")
    page.select_option("#id_tenure", "encroaching")
    page.locator("input[name=condition][value=poor]").check()
    page.locator("input[name=needs][value=rebuild]").check()
    page.fill("#id_latitude", str(PLACE[1] + number / 5000))
    page.fill("#id_longitude", str(PLACE[0]))
    type_day(page, "surveyed_on", day)


def meet(story: Story, topic: str) -> None:
    page = story.page("secretary")
    page.goto(f"/h/{story.code}/meetings/new")
    type_day(page, "day", story.clock.day)
    page.fill("#id_place_th", "ศาลาชุมชน")
    page.fill("#id_topic", topic)
    for name, value in (("invited", 40), ("present", 34), ("in_favour", 33), ("against", 1)):
        page.fill(f"#id_{name}", str(value))
    page.fill("#id_resolution", "เห็นชอบ")
    press(page, "บันทึกการประชุม", "บันทึกการประชุมแล้ว")


def attach(story: Story, label: str, seed: int) -> None:
    page = story.page("secretary")
    page.goto(f"/h/{story.code}/")
    page.locator("summary", has_text="แนบเอกสาร").click()
    page.fill("#id_label", label)
    page.set_input_files("#id_paper", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": world.photo(seed)})
    press(page, "แนบเอกสาร", "แนบเอกสารแล้ว")


def say(story: Story, who: str, topic: str = "", wrong: str = "") -> None:
    """A level passes the step on its page."""
    page = story.page(who)
    page.goto(f"/h/{story.code}/")
    page.locator("summary", has_text="ให้ความเห็นขั้นนี้").click()
    page.locator("input[name=verdict][value=pass]").check()
    type_day(page, "decided_on", story.clock.day)
    if topic:
        page.locator("#id_meeting").select_option(label=f"{topic} (ประชุมชุมชน)")
    if wrong:
        refused(page, "บันทึกความเห็น", wrong)
    else:
        press(page, "บันทึกความเห็น", "บันทึกความเห็นแล้ว")


def skip_to(story: Story, step: str) -> None:
    """Steps that ask for nothing new of the screens pass through the same actions."""
    project, seed = story.fresh(), 500
    until = project.programme.steps.get(code=step).number
    secretary = world.actor(project, "secretary")
    while project.step_number < until:
        now = project.programme.steps.get(number=project.step_number)
        for label in project_queries.missing_papers(project, now):
            seed += 1
            documents.attach(project, secretary, label, world.photo(seed + now.number), NOW, story.clock.day)
        words = [("community", world.actor(project, "chair"))]
        words += [
            ("city", world.officer("officer_province", "50")),
            ("region", world.officer("officer_region", "50")),
            ("hq", world.officer()),
        ]
        for level, who in words:
            projects.say_word(project, who, "pass", "", story.clock.day, None, NOW, story.clock.day)
            if level == now.decides:
                break
        project = story.fresh()


def found_group(story: Story) -> SavingsGroup:
    """The group is founded, its members come from the survey, everybody saves; the count is signed by two."""
    page = story.page("chair")
    page.goto(f"/h/{story.code}/")
    page.get_by_role("link", name="ตั้งกลุ่มออมทรัพย์").click()
    page.wait_for_url("**/group/new")
    page.fill("#id_share_satang", "100")
    page.fill("#id_monthly_satang", "500")
    type_day(page, "opened_on", story.clock.day)
    press(page, "ตั้งกลุ่ม", "ตั้งกลุ่มออมทรัพย์แล้ว")
    group = SavingsGroup.objects.get()
    for i in (1, 2, 3):
        page.goto(f"/g/{group.code}/members/new")
        page.locator("#id_person").select_option(index=1)
        type_day(page, "joined_on", story.clock.day)
        press(page, "รับสมาชิก", f"รับสมาชิกเลขที่ {i} แล้ว")
    till = story.page("treasurer", PHONE)
    till.goto(f"/g/{group.code}/collect")
    for saver in group.savers.all():
        till.fill(f"#id_saving-{saver.pk}", "40,000")
    type_day(till, "day", story.clock.day)
    till.select_option("#id_box", "1020")
    till.fill("#id_second", f"chair-{story.code}")
    till.fill("#id_counted", "119,000")
    till.fill("#id_secret", PIN)
    refused(till, "ลงชื่อสองคนและออกใบเสร็จ", "ขาด 1,000.00 บาท")
    look(till)
    till.fill("#id_counted", "120,000")
    till.fill("#id_secret", PIN)
    press(till, "ลงชื่อสองคนและออกใบเสร็จ", "ออกใบเสร็จ 3 ใบ")
    return group


def vote(story: Story) -> None:
    """Two house types stand to the vote; the meeting's most votes choose."""
    meet(story, "เลือกแบบบ้าน")
    page = story.page("secretary")
    for name, price in (("บ้านแถวสองชั้น", "220,000"), ("บ้านแฝดชั้นเดียว", "240,000")):
        page.goto(f"/h/{story.code}/plan")
        page.locator("summary", has_text="เพิ่มทางเลือก").click()
        page.locator("form[action$='/plan/options'] [name=kind]").select_option("house")
        page.fill("#id_name_th", name)
        page.locator("form[action$='/plan/options'] [name=satang]").fill(price)
        with page.expect_navigation():
            page.locator("form[action$='/plan/options'] button").click()
        expect(page.locator("main")).to_contain_text(name)
    page.locator("summary", has_text="บันทึกคะแนน").click()
    first, second = story.project.options.order_by("id")
    page.locator("form[action$='/plan/votes'] [name=meeting]").select_option(label="เลือกแบบบ้าน")
    page.fill(f"#id_option-{first.pk}", "30")
    page.fill(f"#id_option-{second.pk}", "20")
    refused(page, "บันทึกคะแนน", "คะแนนรวมเกินผู้มาประชุม")
    page.fill(f"#id_option-{second.pk}", "4")
    press(page, "บันทึกคะแนน", "บันทึกคะแนนแล้ว")
    expect(page.locator("main")).to_contain_text("ชุมชนเลือก")


LINES = (
    ("source:subsidy_infrastructure", "ถนนและท่อ", "90,000"), ("source:loan", "สินเชื่อสามหลัง", "600,000"),
    ("source:savings", "เงินออมของครัวเรือน", "60,000"), ("use:infrastructure", "ถนนและท่อ", "90,000"),
    ("use:houses", "บ้านสามหลัง", "650,000"),
)  # fmt: skip


def plan(story: Story) -> None:
    """Sources and uses line by line; what does not meet is not sent; then four levels say yes on their own pages."""
    page = story.page("secretary")
    page.goto(f"/h/{story.code}/plan")
    for what, words, baht in (*LINES, ("use:design", "ออกแบบ", "10,000")):
        if what == "use:design":
            refused(page, "ส่งแผนฉบับนี้", "แหล่งเงินเกิน 10,000.00 บาท")
        form = page.locator("form[action$='/plan/lines']")
        form.locator("[name=what]").select_option(what)
        form.locator("[name=words]").fill(words)
        form.locator("[name=satang]").fill(baht)
        with page.expect_navigation():
            form.get_by_role("button").click()
        expect(page.locator("main")).to_contain_text(words)
        page.goto(f"/h/{story.code}/plan")
    press(page, "ส่งแผนฉบับนี้", "ส่งแผนฉบับที่ 1")
    look(page)
    meet(story, "อนุมัติโครงการ")
    say(story, "chair", "อนุมัติโครงการ", wrong="ยังขาดเอกสาร: โครงการและงบประมาณ")
    attach(story, "โครงการและงบประมาณ", 77)
    say(story, "chair", "อนุมัติโครงการ")
    say(story, "officer_hq-all", wrong="ขั้นนี้รอกรรมการเมือง")
    for officer in ("officer_province-50", "officer_region-50", "officer_hq-all"):
        say(story, officer)
    assert story.fresh().programme.steps.get(number=story.project.step_number).code == "legal"


def lend(story: Story, group: SavingsGroup) -> Loan:
    """The group borrows from the institute, a member from the group; who asks never decides."""
    page = story.page("secretary")
    for saver, satang in (("", "600,000"), (str(group.savers.first().pk), "200,000")):
        page.goto(f"/g/{group.code}/loans/new")
        page.select_option("#id_saver", saver)
        page.fill("#id_satang", satang)
        page.fill("#id_years", "15")
        page.fill("#id_margin", "2")
        page.fill("#id_purpose", "สร้างบ้าน")
        press(page, "ยื่นขอ", "ยื่นขอแล้ว")
        page.get_by_text("คุณเป็นผู้ขอ รออีกคนอนุมัติ").wait_for()
    own, house = Loan.objects.filter(saver=None).get(), Loan.objects.exclude(saver=None).get()
    for who, loan in (("officer_region-50", own), ("chair", house)):
        desk = story.page(who)
        desk.goto(f"/g/{group.code}/loans/{loan.pk}")
        desk.select_option("#id_box", "1020")
        type_day(desk, "first_due", add_months(story.clock.day, 1))
        press(desk, "อนุมัติและจ่ายเงิน", "อนุมัติและจ่ายเงินแล้ว")
    look(story.page("chair"))
    return house


def build(story: Story) -> None:
    """An instalment on the contract, one that waits until picture, witnesses and architect stand; a purchase by two."""
    region, hq = story.page("officer_region-50"), story.page("officer_hq-all")
    for words, baht, contract in (("ทำสัญญา", "30,000", True), ("วางท่อเสร็จ", "60,000", False)):
        region.goto(f"/h/{story.code}/works")
        region.locator("summary", has_text="ตั้งงวด").click()
        region.locator("form[action$='/instalments'] [name=kind]").select_option("subsidy_infrastructure")
        region.fill("#id_stage_th", words)
        region.locator("form[action$='/instalments'] [name=satang]").fill(baht)
        if contract:
            region.check("#id_on_contract")
        with region.expect_navigation():
            region.locator("form[action$='/instalments'] button[type=submit]").click()
        expect(region.locator("main")).to_contain_text(words)
    region.goto(f"/h/{story.code}/works")
    refused(region, "จ่ายงวดนี้", "ผู้ตั้งงวดจ่ายเองไม่ได้")
    hq.goto(f"/h/{story.code}/works")
    press(hq, "จ่ายงวดนี้", "จ่ายงวดที่ 1 30,000.00 บาทแล้ว")
    hq.goto(f"/h/{story.code}/works")
    expect(hq.locator("main")).to_contain_text("รอหลักฐาน")
    expect(hq.get_by_role("button", name="จ่ายงวดนี้")).to_have_count(0)
    _prove(story)
    hq.goto(f"/h/{story.code}/works")
    press(hq, "จ่ายงวดนี้", "จ่ายงวดที่ 2 60,000.00 บาทแล้ว")
    look(hq)
    _buy(story)


def _prove(story: Story) -> None:
    taken = f"{story.clock.day:%Y:%m:%d} 09:00:00"
    page = story.page("architect", PHONE)
    page.goto(f"/h/{story.code}/works")
    for place, says in (((100.5, 13.7), "รูปถ่ายห่างจากชุมชน"), (PLACE, "แนบรูปหน้างานแล้ว")):
        page.locator("summary", has_text="แนบรูปหน้างาน").click()
        picture = {"name": "b.jpg", "mimeType": "image/jpeg", "buffer": world.photo(9, place, taken)}
        page.locator("input[name=photo]").set_input_files(picture)
        press(page, "แนบรูป", says)
        page.problems.clear()
    press(page, "รับรองว่างานเสร็จ", "รับรองงวดงานแล้ว")
    for who in ("committee", "treasurer"):
        witness = story.page(who, PHONE)
        witness.goto(f"/h/{story.code}/works")
        press(witness, "รับรองว่างานเสร็จ", "รับรองงวดงานแล้ว")
    look(page)


def _buy(story: Story) -> None:
    page = story.page("secretary")
    page.goto(f"/h/{story.code}/works")
    page.locator("summary", has_text="ขอซื้อหรือจ้าง").click()
    form = page.locator("form[action$='/purchases']")
    for name, value in (("what", "ท่อระบายน้ำ"), ("supplier", "ร้านวัสดุ"), ("satang", "60,000")):
        form.locator(f"[name={name}]").fill(value)
    form.locator("[name=kind]").select_option("infrastructure")
    type_day(page, "day", story.clock.day)
    refused(page, "บันทึก รออีกคนอนุมัติ", "ต้องมีใบเสนอราคาสามร้าน")
    for i, (shop, price) in enumerate((("ร้านวัสดุ", "60,000"), ("ร้านสอง", "61,000"), ("ร้านสาม", "65,000")), 1):
        form.locator(f"[name=shop{i}]").fill(shop)
        form.locator(f"[name=price{i}]").fill(price)
    press(page, "บันทึก รออีกคนอนุมัติ", "บันทึกแล้ว รอกรรมการอีกคนอนุมัติ")
    chair = story.page("chair")
    chair.goto(f"/h/{story.code}/works")
    chair.locator("form[action$='/pay'] [name=box]").select_option("1020")
    press(chair, "อนุมัติและจ่าย", "จ่าย 60,000.00 บาทแล้ว")


def repay(story: Story, group: SavingsGroup, loan: Loan) -> None:
    """Ten instalments on their days: the first and the tenth on the phone, those between through the action."""
    treasurer, chair = world.actor(story.project, "treasurer"), world.actor(story.project, "chair")
    page = story.page("treasurer", PHONE)
    for row in loan_queries.current(loan).rows[:10]:
        story.clock.to(row.due)
        if 1 < row.number < 10:
            money = repayments.Repayment(row.total, "1020", row.due, uuid.uuid4())
            repayments.repay(group, loan.pk, treasurer, chair, money, NOW, row.due)
            continue
        page.goto(f"/g/{group.code}/loans/{loan.pk}")
        page.locator("summary", has_text="รับค่างวด").click()
        form = page.locator("form[action$='/repay']")
        form.locator("[name=box]").select_option("1020")
        form.locator("[name=second]").fill(f"committee-{story.code}")
        form.locator("[name=secret]").fill(PIN)
        press(page, "ลงชื่อสองคนและออกใบเสร็จ", "เงินต้น")
    look(page)


def test_a_community_goes_from_its_survey_to_the_tenth_repayment(open_page, clock, transactional_db, capsys):
    story = Story(open_page, clock)
    loans.bring_capital(world.officer(), 1_000_000_000, "ทุนหมุนเวียน", date(2025, 1, 12), uuid.uuid4(), NOW)
    survey(story)
    meet(story, "รับรองการสำรวจ")
    say(story, "chair", wrong="ยังขาดเอกสาร: แบบสำรวจครัวเรือน")
    attach(story, "แบบสำรวจครัวเรือน", 3)
    say(story, "chair", "รับรองการสำรวจ")
    assert story.fresh().step_number == 2
    skip_to(story, "savings")
    clock.to(date(2025, 3, 5))
    group = found_group(story)
    skip_to(story, "design")
    vote(story)
    skip_to(story, "plan")
    clock.to(date(2025, 4, 20))
    plan(story)
    skip_to(story, "build")
    clock.to(date(2025, 5, 5))
    house = lend(story, group)
    clock.to(clock.day + timedelta(days=20))
    build(story)
    repay(story, group, house)
    assert LoanPayment.objects.filter(loan=house).count() == 10
    board = open_page(script=False)
    board.goto(f"/homes/board/{story.code}")
    for satang in ("90,000.00", "60,000.00"):
        expect(board.locator("main")).to_contain_text(satang)
    for book in Book.objects.select_related("organisation"):
        assert verify_book(book).ok
        call_command("verify_book", fund=book.organisation.code)
    assert capsys.readouterr().out.count("สมุดถูกต้องทุกรายการ") == 3
    assert not [p.problems for p in story.pages.values() if p.problems]
