"""Each sibling programme goes its own way in the browser, to its result: a tambon, a canal, a centre, a fire."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from chumchon.access.models import User
from chumchon.homes.models import HandOver, Move, PathPerson, RepairHouse, UrgentHouse
from chumchon.homes.queries.results import Result, results
from tests.homes import siblings, world
from tests.journeys.browser import DESK, PHONE, look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def page_of(open_page, project, role, size=PHONE):
    """A page of a role of the project."""
    return open_page(size=size, user=User.objects.get(username=f"{role}-{project.code}"))


def press(page, button: str, says: str) -> None:
    """Press it, wait for the next page and for what it says."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_text(says).first).to_be_visible()


def type_day(page, name: str, day: date) -> None:
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year + 543)):
        page.fill(f"#id_{name}_{part}", str(value))


def sign(page, project, button: str, says: str) -> None:
    """The chair signs beside the treasurer, from the bank."""
    page.select_option("#id_box", "1020")
    page.fill("#id_second", f"chair-{project.code}")
    page.fill("#id_secret", "123456")
    press(page, button, says)


def send_photo(page, path: str, which: str, seed: int, on: str, says: str) -> None:
    page.goto(f"{path}/photo")
    page.check(f"#id_which input[value={which}]")
    raw = siblings.drawn(seed, siblings.HERE, siblings.day(on))
    page.set_input_files("#id_photo", {"name": "house.jpg", "mimeType": "image/jpeg", "buffer": raw})
    press(page, "แนบรูป", says)


def test_a_tambon_repairs_a_house_from_its_list_and_it_counts(open_page):
    project = siblings.tambon(quota=1, houses=2)
    siblings.money(project, 5_000_000)
    siblings.met(project)
    base = f"/h/{project.code}/repairs"
    secretary = page_of(open_page, project, "secretary")
    for number in (1, 2):
        secretary.goto(f"{base}/new")
        secretary.select_option("#id_house", index=1)
        secretary.check("input[name=needs][value=roof]")
        secretary.fill("#id_why", "หลังคารั่วทุกฤดูฝน")
        secretary.fill("#id_asked_satang", f"{17_000 + number}")
        press(secretary, "เสนอบ้านหลังนี้", "เสนอบ้านเข้ารายชื่อแล้ว")
    secretary.goto(f"{base}/choose")
    first, second = RepairHouse.objects.order_by("id")
    secretary.fill(f"#id_rank-{second.pk}", "1")
    secretary.fill(f"#id_rank-{first.pk}", "2")
    secretary.select_option("#id_meeting", index=1)
    press(secretary, "บันทึกมติที่เลือก", "เลือกได้อีก 1 หลัง")
    secretary.problems.clear()
    secretary.fill(f"#id_rank-{first.pk}", "")
    press(secretary, "บันทึกมติที่เลือก", "ที่ประชุมเลือก 1 หลัง")
    look(secretary)
    house = f"{base}/{second.pk}"
    secretary.goto(f"{house}/amount")
    secretary.fill("#id_satang", "19,999.99")
    press(secretary, "บันทึกจำนวนเงิน", "ตั้งเงินซ่อมแล้ว")
    committee = page_of(open_page, project, "committee")
    send_photo(committee, house, "before", 1, "2026:11:05", "แนบรูปแล้ว")
    treasurer = page_of(open_page, project, "treasurer", DESK)
    treasurer.goto(f"{house}/pay")
    sign(treasurer, project, "ลงชื่อสองคนและจ่าย", "จ่าย 19,999.99 บาท")
    send_photo(committee, house, "after", 1, "2026:11:20", "รูปนี้เคยใช้เป็นหลักฐานแล้ว")
    committee.problems.clear()
    send_photo(committee, house, "after", 2, "2026:11:20", "แนบรูปแล้ว")
    committee.goto(f"{house}/finish")
    committee.fill("#id_labour_days", "12")
    press(committee, "ตรวจรับ", "บ้านหลังนี้นับเป็นผลงาน")
    look(committee)
    year = timezone.localdate().year + 543
    assert results() == [Result("baan_por_piang", "por-piang", "50", year, 1, 1)]
    assert not secretary.problems and not treasurer.problems and not committee.problems


def test_a_canal_house_moves_in_its_wave_on_leased_land(open_page):
    project = world.make_project("khlong-bang-sai", "canal")
    house, _ = world.survey(project, 2)
    chair, today = page_of(open_page, project, "chair"), timezone.localdate()
    chair.goto(f"/h/{project.code}/lease/new")
    chair.fill("#id_contract_no", "12/2569")
    type_day(chair, "from_day", today)
    chair.fill("#id_rent_satang", "1,200")
    press(chair, "บันทึกสัญญา", "บันทึกสัญญาเช่าแล้ว")
    look(chair)
    treasurer = page_of(open_page, project, "treasurer")
    siblings.money(project, 2_000_000)
    treasurer.goto(f"/h/{project.code}/lease/pay")
    sign(treasurer, project, "ลงชื่อสองคนและจ่าย", "จ่ายค่าเช่างวดที่ 1 1,200.00 บาทแล้ว")
    chair.goto(f"/h/{project.code}/moves/waves/new")
    chair.fill("#id_words", "ริมน้ำฝั่งตะวันตก")
    type_day(chair, "planned_on", today + timedelta(days=30))
    press(chair, "บันทึกรุ่น", "วางแผนรุ่นที่ 1 แล้ว")
    chair.get_by_role("link", name="จัดบ้านเข้ารุ่น").click()
    chair.select_option("#id_house", str(house.pk))
    chair.fill("#id_from_place", "ริมน้ำ ช่วงสะพาน 2")
    chair.fill("#id_to_place", "แปลง A1")
    press(chair, "จัดเข้ารุ่น", "จัดบ้านเข้ารุ่นแล้ว")
    chair.goto(f"/h/{project.code}/moves/{Move.objects.get().pk}")
    type_day(chair, "day", date(2026, 8, 1))
    press(chair, "บันทึกวัน", "บันทึกวันย้ายออกแล้ว")
    chair.goto(f"/h/{project.code}/stays/new")
    chair.select_option("#id_house", str(house.pk))
    chair.select_option("#id_kind", "rented")
    chair.fill("#id_place_th", "ห้องเช่าท้ายตลาด")
    type_day(chair, "from_day", date(2026, 8, 1))
    chair.fill("#id_day_satang", "100")
    press(chair, "บันทึกที่พัก", "บันทึกที่พักชั่วคราวแล้ว")
    chair.get_by_role("link", name="ออก บ้าน").click()
    type_day(chair, "day", date(2026, 10, 31))
    press(chair, "บันทึกวันออก", "บันทึกวันออกแล้ว")
    treasurer.goto(f"/h/{project.code}/stays")
    treasurer.get_by_role("link", name="จ่าย ค่าพัก").click()
    sign(treasurer, project, "ลงชื่อสองคนและจ่าย", "จ่ายค่าพัก 9,200.00 บาทแล้ว")
    look(treasurer)
    chair.goto(f"/h/{project.code}/moves")
    chair.get_by_role("link", name="เข้าบ้านใหม่").click()
    type_day(chair, "day", date(2026, 11, 1))
    press(chair, "บันทึกวัน", "บ้านหลังนี้นับเป็นผลงาน")
    look(chair)
    assert results() == [Result("canal", "canal", "50", 2569, 1, 1)]
    assert not chair.problems and not treasurer.problems


def test_a_person_reaches_a_home_and_an_officer_hears_only_of_tens(open_page):
    project = siblings.centre(9, 9)
    chair = page_of(open_page, project, "chair")
    chair.goto(f"/h/{project.code}/path/new")
    chair.fill("#id_alias", "ลุงดำ")
    chair.fill("#id_name", "นายสมมติ ให้ชื่อไว้")
    type_day(chair, "met_on", date(2026, 1, 5))
    press(chair, "บันทึก", "รับเข้าเส้นทางแล้ว")
    officer = open_page(size=DESK, user=User.objects.get(pk=world.officer().user_id))
    officer.goto(f"/h/{project.code}/path")
    expect(officer.get_by_role("main")).not_to_contain_text("ลุงดำ")
    expect(officer.locator(".stat-value").first).to_contain_text("น้อยกว่า 10")
    look(officer)
    assert results() == []
    chair.get_by_role("link", name="ลุงดำ").click()
    press(chair, "เปิดดูชื่อจริง", "นายสมมติ ให้ชื่อไว้")
    chair.select_option("#id_to", "home")
    type_day(chair, "day", date(2026, 6, 1))
    press(chair, "บันทึกก้าวนี้", "มีบ้านแล้ว ยินดีด้วย")
    look(chair)
    officer.reload()
    expect(officer.locator(".stat-value").first).to_contain_text("10")
    assert results() == [Result("homeless", "homeless", "50", 2569, 1, 10)]
    chair.get_by_role("link", name="เจ้าตัวขอให้ลบข้อมูล").click()
    chair.check("#id_sure")
    press(chair, "ลบข้อมูล", "ลบข้อมูลแล้ว")
    assert PathPerson.objects.filter(name_sealed__isnull=False).count() == 0
    assert not chair.problems and not officer.problems


def test_a_fire_has_its_list_aid_and_homes_and_goes_on_as_a_lasting_project(open_page):
    project, lasting = world.make_project("fire-talat", "urgent"), world.make_project()
    house = world.survey(project, 1)[0]
    siblings.money(project, 500_000)
    committee, chair = (page_of(open_page, project, role) for role in ("committee", "chair"))
    today = timezone.localdate()
    chair.goto(f"/h/{project.code}/urgent")
    chair.get_by_role("link", name="บันทึกเหตุ").click()
    type_day(chair, "happened_on", today - timedelta(days=3))
    chair.fill("#id_place_th", "ตลาดเก่า")
    press(chair, "บันทึกเหตุ", "บันทึกเหตุแล้ว")
    expect(chair.get_by_text("เหลือ 4 วัน")).to_be_visible()
    committee.goto(f"/h/{project.code}/urgent/houses")
    committee.check(f"input[name=houses][value='{house.pk}']")
    press(committee, "ขึ้นรายชื่อ", "ขึ้นรายชื่อ 1 หลังแล้ว")
    treasurer = page_of(open_page, project, "treasurer")
    treasurer.goto(f"/h/{project.code}/urgent/houses/{UrgentHouse.objects.get().pk}/aid")
    treasurer.fill("#id_satang", "5,000")
    sign(treasurer, project, "ลงชื่อสองคนและจ่าย", "จ่ายเงินช่วยเหลือ 5,000.00 บาทแล้ว")
    look(treasurer)
    committee.goto(f"/h/{project.code}/stays/new")
    committee.select_option("#id_house", str(house.pk))
    committee.fill("#id_place_th", "ศาลาวัด")
    press(committee, "บันทึกที่พัก", "บันทึกที่พักชั่วคราวแล้ว")
    officer = open_page(size=DESK, user=User.objects.get(pk=world.officer().user_id))
    officer.goto(f"/h/{project.code}/urgent/hand-over")
    officer.select_option("#id_lasting", lasting.code)
    officer.fill("#id_note", "มติกรรมการเมือง")
    press(officer, "ส่งต่อและปิดกรณีนี้", "ส่งต่อ 1 หลังให้")
    look(officer)
    officer.locator(".notice a").click()
    expect(officer.get_by_text("รับช่วง 1 หลังจาก").first).to_be_visible()
    assert HandOver.objects.get().lasting_id == lasting.pk and lasting.houses.count() == 1
    assert results() == [Result("urgent", "urgent", "50", today.year + 543, 1, 1)]
    assert not any(page.problems for page in (chair, committee, treasurer, officer))
