"""Pages of the sibling programmes: they open, say what is wrong beside the form, hand out files, and ask as much for many rows as for few."""

import sys
import uuid
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chumchon.access.models import User
from chumchon.homes.actions import moves, stays, urgent
from chumchon.homes.models import Move, RepairHouse, RepairQuota, TemporaryStay, UrgentHouse
from tests.factories import NOW, TODAY
from tests.homes import siblings, world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_day(monkeypatch):
    """The pages take the tests' day for today."""
    for name in [n for n in sys.modules if n.startswith("chumchon.homes.views") or n == "chumchon.access.http"]:
        if hasattr(sys.modules[name], "today"):
            monkeypatch.setattr(f"{name}.today", lambda: TODAY)


@pytest.fixture
def sign_in(client):
    """The client as a role of a project, or as an officer."""

    def as_role(project, role):
        client.force_login(User.objects.get(username=f"{role}-{project.code}"))
        return client

    return as_role


def _said(answer, status, *words):
    page = answer.content.decode()
    assert answer.status_code == status
    for word in words:
        assert word in page, word
    return page


def _day(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year + 543}


def _two(project, **more):
    said = {
        "key": uuid.uuid4(),
        "box": "1020",
        "second": f"chair-{project.code}",
        "secret": "123456",
        **_day("day", TODAY),
    }
    return {**said, **more}


def test_a_tambons_list_with_its_sums_filters_and_file(sign_in):
    project = siblings.tambon()
    houses = list(project.houses.order_by("id"))
    siblings.chosen(project, houses[0])
    siblings.propose(project, houses[1], 2_500_050)
    client = sign_in(project, "secretary")
    base = f"/h/{project.code}/repairs"
    page = _said(client.get(base), 200, "43,000.50", "รวม 2 หลัง", "โควตาปี 2570", "ยังขาด จำนวนเงิน")
    assert page.index("1/2570") < page.index("25,000.50")
    _said(client.get(f"{base}?state=proposed"), 200, "รวม 1 หลัง", "25,000.50")
    _said(client.post(base, {"q": "สมศรี9"}, follow=True), 200, "ไม่พบบ้านตามที่ค้น")
    rows = client.get(f"{base}?format=csv").content.decode("utf-8-sig").strip().splitlines()
    assert len(rows) == 3 and "สมศรี1" in rows[1]
    _said(client.get(f"{base}/new"), 200, "สมศรี3")
    _said(client.post(f"{base}/new", {"house": houses[2].pk, "why": "รั่ว", "asked_satang": "100"}), 422)
    _said(client.get(f"{base}/choose"), 200, "เลือกได้อีก <b>1 หลัง</b>")
    row = RepairHouse.objects.get(state="proposed")
    _said(client.post(f"{base}/choose", {"meeting": siblings.met(project).pk}), 422, "ยังไม่ได้ใส่ลำดับ")
    _said(client.get(f"{base}/{row.pk}"), 200, "หลังคารั่ว")
    assert client.get(f"{base}/999").status_code == 404
    _said(client.post(f"{base}/{row.pk}/amount", {"satang": "100"}), 422, "สถานะ เสนอ")
    assert client.post(f"{base}/{row.pk}/drop", {"why": "ย้ายออก"}).status_code == 302
    _said(client.get(f"{base}/{row.pk}"), 200, "ย้ายออก")


def test_a_tambon_without_a_quota_or_houses_says_what_comes_first(sign_in):
    project = siblings.tambon(quota=None, houses=0)
    client = sign_in(project, "chair")
    _said(client.get(f"/h/{project.code}/repairs"), 200, "ยังไม่มีโควตาซ่อมบ้าน", "ยังไม่มีบ้านในรายชื่อ")
    _said(client.get(f"/h/{project.code}/repairs/choose"), 200, "ตำบลนี้ยังไม่มีโควตา", "ไม่มีบ้านที่รอเลือก")


def test_a_wrong_second_signature_and_a_picture_from_elsewhere_stand_beside_the_form(sign_in):
    project = siblings.tambon(houses=1)
    siblings.money(project, 5_000_000)
    (row,) = siblings.chosen(project, project.houses.get())
    client, house = sign_in(project, "treasurer"), f"/h/{project.code}/repairs/{row.pk}"
    client.post(f"{house}/amount", {"satang": "20,000"})
    far = SimpleUploadedFile("a.jpg", siblings.drawn(1, (98.9, 18.8), siblings.day("2026:11:05")), "image/jpeg")
    _said(client.post(f"{house}/photo", {"which": "before", "photo": far}), 422, "ห่างจากบ้าน")
    text = SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg")
    _said(client.post(f"{house}/photo", {"which": "before", "photo": text}), 422, "ไม่ใช่รูปถ่าย")
    siblings.picture(project, row, "before", 1, "2026:11:05")
    _said(client.post(f"{house}/pay", _two(project, secret="000000")), 422, "wrong")
    assert client.post(f"{house}/pay", _two(project)).status_code == 302
    _said(client.get(house), 200, "20,000.00", "ก่อนซ่อม 5 พฤศจิกายน 2569", "ยังขาด: รูปหลังซ่อม")
    committee = sign_in(project, "committee")
    _said(committee.post(f"{house}/finish", {**_day("finished_on", TODAY), "labour_days": 1}), 422, "จึงตรวจรับไม่ได้")


def test_quotas_are_set_by_the_officer_of_the_area(client):
    project = siblings.tambon(quota=None, houses=0)
    client.force_login(User.objects.get(pk=world.officer("officer_province", "50").user_id))
    said = {
        "programme": "por-piang",
        "area": project.organisation.subdistrict_id,
        "year": 2570,
        "houses": 7,
        "source": "หนังสือที่ 9",
    }
    assert client.post("/homes/quotas", said).status_code == 302
    _said(client.get("/homes/quotas?year=2570"), 200, "หนังสือที่ 9", "รวม 1 แถว")
    _said(client.get("/homes/quotas?year=2560"), 200, "ไม่มีโควตาของปีนี้")
    assert "หนังสือที่ 9" in client.get("/homes/quotas?format=csv").content.decode()
    _said(client.post("/homes/quotas", {**said, "year": 2026}), 422)
    assert client.post("/homes/quotas", {**said, "area": "100401"}).status_code == 403
    assert RepairQuota.objects.get().houses == 7


def test_the_canals_pages_from_an_empty_start_to_the_day_of_moving_in(sign_in):
    project = world.make_project("khlong-bang-sai", "canal")
    house = world.survey(project, 1)[0]
    client, base = sign_in(project, "chair"), f"/h/{project.code}"
    _said(client.get(f"{base}/moves"), 200, "ยังไม่ได้วางแผนรุ่น")
    _said(client.get(f"{base}/lease"), 200, "ยังไม่มีสัญญาเช่า")
    _said(client.get(f"{base}/stays"), 200, "ยังไม่มีบ้านพักชั่วคราว")
    wave = moves.plan_wave(project, world.actor(project, "chair"), "ริมน้ำ", TODAY, NOW, TODAY)
    _said(client.post(f"{base}/moves/waves/new", {"words": "", **_day("planned_on", TODAY)}), 422)
    said = {"wave": wave.pk, "house": house.pk, "from_place": "ริมน้ำ", "to_place": "ริมน้ำ"}
    _said(client.post(f"{base}/moves/new", said), 422, "ไม่ใช่ที่เดียวกัน")
    assert client.post(f"{base}/moves/new", {**said, "to_place": "A1"}).status_code == 302
    move = Move.objects.get()
    _said(client.get(f"{base}/moves/{move.pk}"), 200, "ย้ายออกจากที่เดิม")
    assert client.post(f"{base}/moves/{move.pk}", _day("day", date(2026, 6, 1))).status_code == 302
    _said(client.post(f"{base}/moves/{move.pk}", _day("day", date(2026, 5, 1))), 422, "ต้องไม่ก่อนนั้น")
    assert client.post(f"{base}/moves/{move.pk}", _day("day", date(2026, 7, 1))).status_code == 302
    _said(client.get(f"{base}/moves"), 200, "เข้าบ้านใหม่แล้ว")
    assert "A1" in client.get(f"{base}/moves?format=csv").content.decode()
    lease = {
        "lessor": "lease_treasury",
        "lessor_name": "กรมธนารักษ์",
        "contract_no": "1",
        "years": 30,
        "rent_satang": "1000",
        "months_between": 12,
    }
    _said(client.post(f"{base}/lease/new", {**lease, "rise": "15", **_day("from_day", TODAY)}), 422, "ทั้งร้อยละและทุกกี่ปี")
    assert (
        client.post(f"{base}/lease/new", {**lease, **_day("from_day", TODAY - timedelta(days=400))}).status_code == 302
    )
    _said(client.get(f"{base}/lease"), 200, "ค้างค่าเช่า 2 งวด 2,000.00 บาท", "รวม 30 งวด", "30,000.00")
    assert len(client.get(f"{base}/lease?format=csv").content.decode().strip().splitlines()) == 31
    treasurer = sign_in(project, "treasurer")
    _said(treasurer.post(f"{base}/lease/pay", _two(project, number=1)), 422, "ไม่พอ")
    siblings.money(project, 100_000)
    assert treasurer.post(f"{base}/lease/pay", _two(project, number=1)).status_code == 302
    _said(treasurer.post(f"{base}/lease/pay", _two(project, number=1)), 422, "จ่ายแล้ว")
    _said(sign_in(project, "chair").post(f"{base}/lease/end", {"why": "", **_day("day", TODAY)}), 422)
    assert (
        sign_in(project, "chair").post(f"{base}/lease/end", {"why": "ทำใหม่", **_day("day", TODAY)}).status_code == 302
    )
    _said(client.get(f"{base}/lease"), 200, "สัญญาเดิม", "ทำใหม่")


def test_the_pages_of_a_fire_and_of_its_temporary_homes(sign_in, client):
    project, lasting = siblings.fire(2), world.make_project()
    base, chair = f"/h/{project.code}", sign_in(project, "chair")
    _said(chair.get(f"{base}/urgent"), 200, "เหลือ 3 วัน", "ยังไม่ขึ้นรายชื่อ 2 หลัง", "ยังไม่มีบ้านในรายชื่อ")
    ids = list(project.houses.values_list("pk", flat=True))
    late = {"houses": ids, "damage": "whole", "late_why": "", **_day("listed_on", TODAY)}
    project.programme.terms.filter(key="list_within_days").update(value=1)
    _said(chair.post(f"{base}/urgent/houses", late), 422, "ต้องบอกเหตุผลที่ช้า")
    assert chair.post(f"{base}/urgent/houses", {**late, "late_why": "ทางขาด"}).status_code == 302
    _said(chair.get(f"{base}/urgent"), 200, "ช้าเพราะ ทางขาด", "รวม 2 หลัง")
    _said(chair.get(f"{base}/urgent/houses"), 200, "ขึ้นรายชื่อครบแล้ว")
    assert len(chair.get(f"{base}/urgent?format=csv").content.decode().strip().splitlines()) == 3
    _said(chair.get(f"{base}/urgent/event"), 200)
    _said(
        chair.post(f"{base}/urgent/event", {"kind": "fire", "place_th": "ตลาด", **_day("happened_on", TODAY)}),
        422,
        "บันทึกเหตุแล้ว",
    )
    stay = {"house": ids[0], "kind": "shelter", "place_th": "วัด", "day_satang": "0", **_day("from_day", TODAY)}
    assert chair.post(f"{base}/stays/new", stay).status_code == 302
    _said(chair.post(f"{base}/stays/new", {**stay, "house": ids[1], "day_satang": "-5"}), 422)
    row = TemporaryStay.objects.get()
    assert chair.post(f"{base}/stays/{row.pk}/end", _day("day", TODAY)).status_code == 302
    _said(chair.get(f"{base}/stays?now=1"), 200, "ไม่มีใครพักชั่วคราว")
    treasurer = sign_in(project, "treasurer")
    _said(treasurer.post(f"{base}/stays/{row.pk}/pay", _two(project)), 422, "ค่าพักเป็นศูนย์")
    one = UrgentHouse.objects.first()
    _said(treasurer.post(f"{base}/urgent/houses/{one.pk}/aid", _two(project, satang="5,001")), 422, "เกินเพดานต่อครัวเรือน")
    assert treasurer.post(f"{base}/urgent/houses/999/aid", _two(project, satang="1")).status_code == 404
    client.force_login(User.objects.get(pk=world.officer().user_id))
    over = {"lasting": lasting.code, "houses": ids, "note": "มติ"}
    _said(client.post(f"{base}/urgent/hand-over", {**over, "lasting": "nowhere"}), 422)
    assert client.post(f"{base}/urgent/hand-over", over).status_code == 302
    _said(client.get(f"{base}/urgent"), 200, "ส่งต่อ 2 หลังให้")
    _said(client.get(f"/h/{lasting.code}/"), 200, "รับช่วง 2 หลังจาก")


def test_a_step_that_cannot_be_stands_beside_the_form_and_erasing_asks_first(sign_in):
    project = siblings.centre(1)
    person = project.path_people.get()
    client, page = sign_in(project, "chair"), f"/h/{project.code}/path/{person.pk}"
    _said(client.post(page, {"to": "shelter", **_day("day", date(2025, 2, 1))}), 422, "ต้องไม่ก่อนนั้น")
    _said(client.post(f"{page}/erase", {}), 422)
    _said(client.post(f"{page}/name"), 200, "ไม่ได้ให้ไว้")
    assert client.get(f"{page}/name").status_code == 302
    assert client.post(f"{page}/erase", {"sure": "on"}).status_code == 302
    _said(client.get(page), 200, "ลบข้อมูลตามคำขอเมื่อ")
    _said(client.post(f"/h/{project.code}/path", {"q": "zzz"}, follow=True), 200, "ไม่พบคนตามที่ค้น")
    _said(client.post(f"/h/{project.code}/path/new", {"alias": "", **_day("met_on", TODAY)}), 422)


def _queries(client, path):
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_a_long_list_asks_as_often_as_a_short_one(sign_in):
    project = siblings.tambon(quota=40, houses=2)
    canal, fire = world.make_project("khlong-bang-sai", "canal"), siblings.fire(0)
    houses = list(project.houses.order_by("id"))
    siblings.chosen(project, houses[0])
    chair = world.actor(canal, "chair")
    wave = moves.plan_wave(canal, chair, "รุ่น", TODAY, NOW, TODAY)

    def grow(start, end):
        for n in range(start, end):
            for one in (canal, fire):
                house = world.survey_house(one, world.actor(one, "chair"), world.entry(n), NOW, TODAY)[0]
                stays.begin_stay(
                    one, world.actor(one, "chair"), stays.StayFacts(house.pk, "built", "วัด", TODAY, 100), NOW, TODAY
                )
                if one is canal:
                    moves.join_wave(canal, chair, wave.pk, house.pk, "ริมน้ำ", f"A{n}", NOW, TODAY)
            urgent.list_houses(
                fire,
                world.actor(fire, "chair"),
                fire.houses.values_list("pk", flat=True),
                "whole",
                TODAY,
                "",
                NOW,
                TODAY,
            )
            if n > 2:
                siblings.propose(
                    project, world.survey_house(project, world.actor(project, "chair"), world.entry(n), NOW, TODAY)[0]
                )

    def asked():
        return [
            _queries(sign_in(one, "chair"), f"/h/{one.code}/{page}")
            for one, page in ((project, "repairs"), (canal, "moves"), (canal, "stays"), (fire, "urgent"))
        ]

    grow(1, 3)
    asked()
    few = asked()
    grow(3, 15)
    assert asked() == few and max(few) < 20
