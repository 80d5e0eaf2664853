"""The register's pages: what each role sees, what is answered beside the form, how many queries a list costs."""

import random
from datetime import date

import pytest
from django.db import connection

from chumchon.access.models import AuditEvent
from chumchon.funds.models import Member
from chumchon.thai import citizen
from tests import factories

pytestmark = pytest.mark.django_db
URL = "/f/mae-raem/members"
ID = citizen.synthetic(random.Random(31))
NEW = {
    "name_prefix": "นาง", "prefix_other": "", "first_name": "มาลี", "surname": "ใจดี", "citizen_id": "", "birth": "2513",
    "village": "", "house_no": "", "kind": "general", "joined_on": "1 พ.ย. 2569", "phone": "", "beneficiary": "", "number": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    for module in ("members", "members_steps", "households", "passbook", "common"):
        monkeypatch.setattr(f"chumchon.funds.views.{module}.today", lambda: factories.TODAY)


@pytest.fixture
def secretary(client, fund):
    client.force_login(factories.user(fund, "secretary"))
    return client


def text(answer):
    return answer.content.decode()


def test_a_list_of_fifty_costs_as_many_queries_as_a_list_of_one(secretary, fund, django_assert_num_queries):
    for i in range(60):
        factories.make_member(fund, f"คน{i}", 1 + i % 7, str(i))
    secretary.get(URL)
    wall = int(connection.vendor == "postgresql")  # its second wall is told who asks
    # session, user, grants, organisation, fund, prices, count, rows, segments, villages
    with django_assert_num_queries(10 + wall):
        page = secretary.get(URL)
    assert "รวมหน้านี้ 50 คน จาก 60 คน" in text(page)
    there = secretary.post(URL, {"q": "คน1"}).url  # the name stands in no address
    with django_assert_num_queries(9 + wall):
        found = secretary.get(there, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="results")
    assert "<html" not in text(found) and "คน1" in text(found)
    assert len(page.content) < 150_000


def test_filters_stand_in_the_address_and_the_total_is_of_the_rows_shown(secretary, fund):
    factories.make_member(fund, "ค้าง", 1, "1", paid_until=date(2026, 8, 31))
    factories.make_member(fund, "จ่ายแล้ว", 2, "2")
    factories.make_member(fund, "ออกแล้ว", 2, "3", status="left")
    overdue = text(secretary.get(f"{URL}?overdue=1"))
    assert "ค้าง 3 เดือน ตั้งแต่ ก.ย. 69" in overdue and "จ่ายถึง" not in overdue
    assert '<td class="money">90.00</td></tr></tfoot>' in overdue
    assert "นางจ่ายแล้ว" in text(secretary.get(f"{URL}?village=2")) and "นางค้าง" not in text(
        secretary.get(f"{URL}?village=2")
    )
    assert "นางออกแล้ว" in text(secretary.get(f"{URL}?status=former"))
    assert "นางออกแล้ว" not in text(secretary.get(URL))
    assert "นางออกแล้ว" in text(secretary.post(URL, {"q": "ออกแล้ว"}, follow=True))
    assert "ไม่พบ “ไม่มีใคร”" in text(secretary.post(URL, {"q": "ไม่มีใคร"}, follow=True))
    for odd in ("village=x", "status=?", "kind=?", "sort=?", "page=99", "page=x", "village=0"):
        assert secretary.get(f"{URL}?{odd}").status_code == 200
    assert secretary.get(f"{URL}?q=%00").status_code == 400, "a letter that no database keeps"


def test_the_register_comes_as_files_with_exactly_the_rows_asked_for(secretary, fund):
    factories.make_member(fund, "=cmd()", 1, "1", number="7", paid_until=date(2026, 8, 31))
    factories.make_member(fund, "จ่ายแล้ว", 2, "2")
    rows = secretary.get(f"{URL}?overdue=1&format=csv").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 3 and "=cmd()" in rows[1] and "90.00" in rows[2]
    pdf = secretary.get(f"{URL}?format=pdf")
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    assert secretary.get(f"{URL}?format=xlsx").content.startswith(b"PK")


def test_a_person_joins_on_the_screen_with_only_a_year_of_birth(secretary, fund):
    answer = secretary.post(f"{URL}/new", NEW)
    member = Member.objects.get()
    assert answer.url == f"{URL}/{member.id}"
    assert (member.person.birth_day, member.person.birth_precision) == (date(1970, 1, 1), "year")
    page = text(secretary.get(answer.url))
    assert "พ.ศ. 2513" in page and "รับ นางมาลี ใจดี เป็นสมาชิกเลขที่ 00001 แล้ว" in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"first_name": ""}, "ต้องใส่"),
        ({"citizen_id": "1234567890123"}, "เลขบัตรประชาชนไม่ถูก"),
        ({"joined_on": "25 พ.ย. 2569"}, "ยังมาไม่ถึง"),
        ({"joined_on": "1/1/2500"}, "วันสมัครมาก่อนวันเกิด"),
        ({"house_no": "12"}, "เลือกหมู่บ้าน"),
        ({"phone": "1"}, "เบอร์โทร"),
    ],
)
def test_a_wrong_form_is_answered_beside_the_field(secretary, fund, change, sentence):
    answer = secretary.post(f"{URL}/new", {**NEW, **change})
    assert answer.status_code == 422 and "field-error" in text(answer)
    assert sentence in text(answer) or sentence == "ต้องใส่"
    assert not Member.objects.exists()


def test_a_namesake_is_shown_and_a_person_decides(secretary, fund):
    secretary.post(f"{URL}/new", NEW)
    asked = secretary.post(f"{URL}/new", NEW)
    assert asked.status_code == 422 and "เป็นคนละคนกัน" in text(asked)
    assert secretary.post(f"{URL}/new", {**NEW, "alike_ok": "1"}).status_code == 302
    assert Member.objects.count() == 2


def test_facts_are_put_right_and_the_page_tells_what_stood_before(secretary, fund):
    member = factories.make_member(fund)
    page = text(secretary.get(f"{URL}/{member.id}/change"))
    assert 'value="สมศรี"' in page and member.person.citizen_masked not in page
    said = {**NEW, "number": member.number, "joined_on": "1/1/2558", "first_name": "สมศรี", "birth": "1/1/2513"}
    assert secretary.post(f"{URL}/{member.id}/change", said).status_code == 302
    told = text(secretary.get(f"{URL}/{member.id}"))
    assert "นามสกุล: ตั้งใจดี เป็น <b>ใจดี</b>" in told
    member.person.refresh_from_db()
    assert member.person.citizen_masked


def test_a_step_is_written_with_its_day_and_taken_back(secretary, fund):
    member = factories.make_member(fund)
    wrong = secretary.post(f"{URL}/{member.id}/leave", {"on": "1/1/2550", "reason": "ย้าย"})
    assert wrong.status_code == 422 and "มาก่อนวันสมัคร" in text(wrong)
    assert secretary.post(f"{URL}/{member.id}/leave", {"on": "1/11/2569", "reason": "ย้าย"}).status_code == 302
    page = text(secretary.get(f"{URL}/{member.id}"))
    assert "เหตุผล: ย้าย" in page and "สมัครใหม่" in page and "ยกเลิกรายการล่าสุด" in page
    assert secretary.post(f"{URL}/{member.id}/undo", {"reason": "ผิดคน"}).status_code == 302
    member.refresh_from_db()
    assert member.status == "active"


def test_each_reading_of_a_full_citizen_id_stands_on_the_trail_and_in_no_address(secretary, fund):
    member = factories.make_member(fund)
    assert secretary.get(f"{URL}/{member.id}/citizen-id").status_code == 302
    assert not AuditEvent.objects.filter(verb="member.read_id").exists()
    for number in (1, 2):
        answer = secretary.post(f"{URL}/{member.id}/citizen-id")
        assert "-9999-" in text(answer) and "XXXXX" not in text(answer) and "no-store" in answer["Cache-Control"]
        assert AuditEvent.objects.filter(verb="member.read_id", subject=f"member:{member.id}").count() == number
    bit = secretary.post(f"{URL}/{member.id}/citizen-id", HTTP_HX_REQUEST="true")
    assert "<html" not in text(bit) and "-9999-" in text(bit)
    secretary.force_login(factories.user(fund, "chair"))
    assert secretary.post(f"{URL}/{member.id}/citizen-id").status_code == 403
    assert "ดูเลขเต็ม" not in text(secretary.get(f"{URL}/{member.id}"))


def test_a_reader_sees_no_buttons_and_another_fund_sees_nothing(client, fund):
    member = factories.make_member(fund)
    client.force_login(factories.user(fund, "auditor"))
    page = text(client.get(f"{URL}/{member.id}"))
    assert "ลาออก</a>" not in page and "แก้ข้อมูล" not in page
    for path in ("/change", "/leave", "/undo", "/erase", "/sign-in"):
        assert client.get(f"{URL}/{member.id}{path}").status_code == 403
    other = factories.make_fund("other", "500701")
    client.force_login(factories.user(other, "secretary"))
    assert client.get(f"{URL}/{member.id}").status_code == 403
    assert client.get(f"/f/other/members/{member.id}").status_code == 404
    assert client.get(f"/f/other/members/houses/{member.person.household_id}").status_code == 404
