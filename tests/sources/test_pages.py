"""The pages of the room: doors and why they are shut, an application from the draft to its due days, the officer's side."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from chumchon.access.models import User
from chumchon.sources.models import Application, Call, Due
from tests.sources import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    return timezone.localdate()


@pytest.fixture
def body():
    return world.body()


@pytest.fixture
def call(body, day):
    return world.call(day=day, opens_on=world.TODAY - timedelta(days=1), closes_on=day + timedelta(days=20))


def as_(organisation, role="secretary") -> Client:
    client = Client()
    client.force_login(world.user(organisation, role))
    return client


def officer(name="officer_province-50") -> Client:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def thai(day) -> str:
    return f"{day.day}/{day.month}/{day.year + 543}"


ASK = {"title": "ซ่อมฝายเหมืองหลวง", "text": world.TEXT, "asked": "30,000.01", "people": "120"}


def test_a_community_sees_which_doors_are_open_and_why_the_others_are_not(body, call, day):
    world.call(
        title="ทุนกองทุนเข้มแข็ง",
        conditions=(("kind", "in", ("fund",)), ("closed_years", "at_least", 1)),
        closes_on=day + timedelta(days=9),
    )
    world.call(title="ทุนจังหวัดอื่น", closes_on=day + timedelta(days=9)) and Call.objects.filter(title="ทุนจังหวัดอื่น").update(
        area="51"
    )
    page = as_(body).get(f"/sources/{body.code}/").content.decode()
    assert "เข้าเกณฑ์" in page and "ขาด 2 ข้อ" in page and "เป็นสภาองค์กรชุมชน" in page and "ทุนจังหวัดอื่น" not in page
    only = as_(body).get(f"/sources/{body.code}/?only=fit").content.decode()
    assert call.title in only and "ทุนกองทุนเข้มแข็ง" not in only and "รวม 1 แหล่ง" in only
    file = as_(body).get(f"/sources/{body.code}/?format=csv").content.decode("utf-8-sig")
    assert len(file.strip().split("\r\n")) == 3 and "เป็นสภาองค์กรชุมชน" in file
    group = world.council().groups.get(kind="forest")
    assert "เป็นองค์กรที่จดแจ้งไว้กับสภา" in as_(body).get(f"/sources/{body.code}/?for={group.pk}").content.decode()


def test_from_the_door_to_the_money_on_the_screen(body, call, day):
    client = as_(body)
    door = client.get(f"/sources/{body.code}/calls/{call.pk}")
    assert "เข้าเกณฑ์ทุกข้อ" in door.content.decode() and "ใบสำคัญการจัดตั้งสภา" in door.content.decode()
    said = {"key": door.context["form"].initial["key"], "group": "", **ASK}
    back = client.post(f"/sources/{body.code}/calls/{call.pk}/ask", {**said, "asked": "90,000"})
    assert (
        back.status_code == 422
        and "ขอได้ตั้งแต่ 10,000 ถึง 50,000 บาท" in back.content.decode()
        and "ซ่อมฝาย" in back.content.decode()
    )
    assert client.post(f"/sources/{body.code}/calls/{call.pk}/ask", said).status_code == 302
    row = Application.objects.get()
    at = f"/sources/{body.code}/applications/{row.pk}"
    assert client.post(f"{at}/change", {**ASK, "key": said["key"], "people": "130"}).status_code == 302
    assert client.post(f"{at}/papers", {"label": "ใบเสนอราคา"}).status_code == 422
    assert [client.post(f"{at}/send").status_code for _ in range(2)] == [302, 302]
    row.refresh_from_db()
    assert (row.state, row.number, row.people) == ("sent", 1, 130)
    paper = row.papers.get()
    assert client.get(f"{at}/papers/{paper.pk}").content.startswith(b"%PDF")
    inside = f"/calls/applications/{row.pk}"
    assert "เกณฑ์ ณ วันที่ส่ง" in officer().get(inside).content.decode()
    assert officer().get(f"{inside}/papers/{paper.pk}").content.startswith(b"%PDF")
    assert officer().post(f"{inside}/decide", {"word": "win", "given": "30,000.02", "words": "ดี ๆ"}).status_code == 422
    assert (
        officer().post(f"{inside}/decide", {"word": "win", "given": "25,000", "words": "คนได้ประโยชน์มาก"}).status_code
        == 302
    )
    page = client.get(at).content.decode()
    assert "ได้รับทุน 25,000.00 บาท" in page and "งวดแรก" in page and "15,000.00" in page and "คนได้ประโยชน์มาก" in page
    due = Due.objects.get(label="งวดแรก")
    assert client.post(f"{at}/due", {"due": due.pk, "day": "", "words": ""}).status_code == 422
    assert client.post(f"{at}/due", {"due": due.pk, "day": thai(day), "words": "เข้าบัญชีสภา"}).status_code == 302
    assert "เงินเข้าแล้ว" in client.get(at).content.decode()
    assert officer().post(f"{inside}/due", {"due": due.pk, "undo": "1", "words": "คนละยอด"}).status_code == 302
    public = Client().get(f"/calls/{call.pk}").content.decode()
    assert body.name_th in public and "25,000.00" in public and "คนได้ประโยชน์มาก" not in public
    lists = client.get(f"/sources/{body.code}/applications").content.decode()
    assert "รวม 1 คำขอในหน้านี้ จาก 1" in lists and "30,000.01" in lists
    assert "รวม 1 คำขอ" in officer().get("/calls/applications?state=won").content.decode()
    assert "25000.00" in officer().get("/calls/applications?format=csv").content.decode()


def test_a_call_closed_while_one_writes_says_so_on_the_page(body, call):
    row = world.written(body, call)
    assert officer().post(f"/calls/manage/{call.pk}/step", {"word": "close", "reason": "วงเงินเต็ม"}).status_code == 302
    back = as_(body).post(f"/sources/{body.code}/applications/{row.pk}/send")
    assert back.status_code == 422 and "ปิดรับไปแล้วระหว่างที่คุณเขียน" in back.content.decode()
    assert "วงเงินเต็ม" in Client().get(f"/calls/{call.pk}").content.decode()
    again = as_(body).post(f"/sources/{body.code}/applications/{row.pk}/withdraw", {"reason": ""})
    assert again.status_code == 422
    assert (
        as_(body).post(f"/sources/{body.code}/applications/{row.pk}/withdraw", {"reason": "รอปีหน้า"}).status_code == 302
    )


def test_an_officer_writes_a_call_by_boxes_and_opens_it(body, day):
    world.officer()
    client = officer()
    address = "/calls/manage/new"
    said = {
        "key": client.get(address).context["form"].initial["key"], "title": "ทุนป่าชุมชน", "giver": "กองทุนป่าจังหวัด", "help": "grant",
        "purpose": "ให้ชุมชนดูแลป่าและทำแนวกันไฟด้วยตนเอง", "area": "50", "tambon": "", "least": "", "most": "50,000", "budget": "200,000",
        "opens_on": thai(day), "closes_on": thai(day + timedelta(days=30)), "kinds": ["council", "group"], "members_least": "๑๐",
        "late_reports_most": "0", "has_council": "yes", "papers": ["council_certificate"],
        "schedule": "เงิน, 15, 60, งวดแรก\nรายงาน, 90, รายงานปิด", "source": "ประกาศที่ 9",
    }  # fmt: skip
    back = client.post(address, said)
    assert back.status_code == 422 and "รวมได้ 60 ต้องรวมได้ 100" in back.content.decode()
    answers = [
        client.post(address, {**said, "schedule": "เงิน, 15, 100%, งวดเดียว\nรายงาน, 90 วัน, รายงานปิด"}) for _ in range(2)
    ]
    row = Call.objects.get()
    assert all(a.status_code == 302 for a in answers)
    assert row.conditions == [
        ["kind", "in", ["council", "group"]], ["members", "at_least", 10], ["late_reports", "at_most", 0], ["has_council", "is", True],
    ]  # fmt: skip
    assert Client().get(f"/calls/{row.pk}").status_code == 404
    form = client.get(f"/calls/manage/{row.pk}/change").content.decode()
    assert (
        "เงิน, 15, 100, งวดเดียว" in form and 'value="council" id="id_kinds' in form.replace("  ", " ")
    ) or "checked" in form
    fits = client.get(f"/calls/manage/{row.pk}/fits").content.decode()
    assert body.name_th in fits and "ขาดอีก" in fits
    assert "เข้า" in client.get(f"/calls/manage/{row.pk}/fits?fit=no&format=csv").content.decode()
    assert client.post(f"/calls/manage/{row.pk}/step", {"word": "open"}).status_code == 302
    assert (
        client.post(
            f"/calls/manage/{row.pk}/step", {"word": "extend", "closes_on": thai(day), "reason": "x" * 4}
        ).status_code
        == 422
    )
    later = thai(day + timedelta(days=40))
    assert (
        client.post(
            f"/calls/manage/{row.pk}/step", {"word": "extend", "closes_on": later, "reason": "น้ำท่วม"}
        ).status_code
        == 302
    )
    assert "ทุนป่าชุมชน" in Client().get("/calls/").content.decode()
    manage = client.get("/calls/manage").content.decode()
    assert "รวม 1 แหล่งในหน้านี้ จาก 1" in manage and "200,000.00" in manage
    assert client.post(f"/calls/manage/{row.pk}/step", {"word": "cancel", "reason": "ไม่มีงบ"}).status_code == 302


def test_the_public_list_has_filters_totals_and_a_file(call):
    page = Client().get("/calls/").content.decode()
    assert call.title in page and "รวม 1 แหล่งในหน้านี้ จาก 1" in page and "120,000.00" in page
    for address, there in (("?state=over", False), ("?state=", True), ("?help=loan&state=", False), ("?q=ซ่อมแหล่งน้ำ", True), ("?area=5007", True), ("?area=51", False)):  # fmt: skip
        assert (call.title in Client().get(f"/calls/{address}").content.decode()) == there, address
    assert "120000.00" in Client().get("/calls/?format=csv").content.decode()


def test_an_officer_of_another_province_is_kept_out(body, call):
    row = world.sent(body, call)
    world.officer("51")
    far = officer("officer_province-51")
    for path in (f"/calls/manage/{call.pk}", f"/calls/applications/{row.pk}", f"/calls/manage/{call.pk}/fits"):
        assert far.get(path).status_code == 403
    assert call.title not in far.get("/calls/manage").content.decode()
    other = world.body("500701", 20)
    assert as_(other).get(f"/sources/{other.code}/applications/{row.pk}").status_code == 404
    assert (
        as_(body, "auditor")
        .post(f"/sources/{body.code}/applications/{row.pk}/withdraw", {"reason": "x" * 5})
        .status_code
        == 403
    )
