"""The officers' desk: what waits in one's own area, which books are silent, a fund's whole file on one page."""

import csv
import io
from datetime import date

import pytest

from chumchon.access.actions import create_user, grant
from chumchon.access.models import Organisation, User
from chumchon.funds.models import CommitteeSeat, Fund
from chumchon.ledger.models import Book
from chumchon.nation.actions.facts import refresh_books
from chumchon.nation.desk import queries
from chumchon.nation.desk.queries import Asked
from chumchon.nation.models import Network
from tests.access import addresses
from tests.factories import TODAY, make_fund

pytestmark = pytest.mark.django_db


def officer(role: str = "officer_province", area: str = "50") -> User:
    person = create_user(f"o-{role}-{area or 'all'}".lower(), "นางสาวกัลยา พรหมมา", "x" * 12)
    grant(person, role, date(2020, 1, 1), area_prefix=area)
    return person


@pytest.fixture
def world(db, monkeypatch):
    """A living fund and an empty one in Chiang Mai, and one in Bangkok; today is the tests' day."""
    for module in ("chumchon.nation.desk.views", "chumchon.nation.desk.area_views", "chumchon.access.http"):
        monkeypatch.setattr(f"{module}.today", lambda: TODAY)
    living, empty, far = make_fund(), make_fund("empty", "500701"), make_fund("far", "100401")
    for fund in (living, far):
        addresses.fill(fund)
    refresh_books(TODAY)
    return living, empty, far


def rows(client, query: str = "") -> list[list[str]]:
    answer = client.get(f"/desk/funds?format=csv&{query}")
    found = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:]
    return [row for row in found if not row[2].startswith("giver-")]  # the flood of the example brings its giver


def test_an_officer_sees_their_area_and_nothing_of_another(client, world):
    client.force_login(officer())
    assert {r[2] for r in rows(client)} == {"mae-raem", "empty"}
    page = client.get("/desk").content.decode()
    assert "เชียงใหม่" in page and "สมุดเงียบ" in page and "/desk/funds/empty" in page and "/desk/funds/far" not in page
    assert client.get("/desk/funds/far").status_code == 403
    assert {r[2] for r in rows(client, "place=10")} == set(), "a filter never widens the area"
    client.force_login(officer("officer_hq", ""))
    assert {r[2] for r in rows(client)} == {"mae-raem", "empty", "far"}
    assert {r[2] for r in rows(client, "place=R4")} == {"far"}
    assert {r[2] for r in rows(client, "place=5007")} == {"mae-raem", "empty"}


def test_the_header_shows_the_desk_to_officers_and_to_nobody_else(client, world):
    client.force_login(officer())
    assert client.get("/me/").url == "/desk"
    assert 'href="/desk"' in client.get("/").content.decode()
    desk = client.get("/desk").content.decode()
    assert 'href="/desk/funds"' in desk and 'href="/desk/networks"' in desk
    assert 'href="/desk/funds/mae-raem"' in client.get("/f/mae-raem/").content.decode()
    client.force_login(User.objects.get(username="chair-mae-raem"))
    assert client.get("/me/").url == "/f/mae-raem/"
    assert 'href="/desk"' not in client.get("/").content.decode()
    assert client.get("/desk").status_code == 403


def test_a_book_is_silent_by_calendar_months_since_its_newest_entry(client, world):
    client.force_login(officer())
    assert {r[2] for r in rows(client, "months=1")} == {"empty"}
    later = date(2027, 1, 31)
    found = {o.code: queries.months_late(o.last_day, later) for o in queries.funds(("50",), Asked(months=2), later)}
    assert found == {"mae-raem": 2, "empty": None}
    assert {o.code for o in queries.funds(("50",), Asked(months=3), later)} == {"empty"}


def test_an_empty_chair_and_a_missing_agreement_are_found(client, world):
    living = world[0]
    client.force_login(officer())
    assert {r[2] for r in rows(client, "seats=1")} == {"mae-raem", "empty"}
    for position in ("treasurer", "secretary"):
        CommitteeSeat.objects.create(fund=living, person_name="นางใจ", position=position, from_day=date(2024, 1, 1))
    assert {r[2] for r in rows(client, "seats=1")} == {"empty"}
    CommitteeSeat.objects.filter(fund=living, position="secretary").update(until_day=date(2026, 11, 23))
    assert {r[2] for r in rows(client, "seats=1")} == {"mae-raem", "empty"}
    assert {r[2] for r in rows(client, "agreement=1")} == {"empty"}


def test_the_totals_are_those_of_the_rows(client, world):
    client.force_login(officer())
    found = client.get("/desk/funds")
    assert found.context["sums"]["money"] == found.context["here"]["money"] > 0
    assert found.context["sums"]["funds"] == 2 and found.context["sums"]["members"] == 1


def test_the_list_asks_the_database_the_same_few_questions_for_any_number_of_funds(
    client, world, django_assert_num_queries
):
    person = officer()
    client.force_login(person)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get("/desk/funds")
    with CaptureQueriesContext(connection) as few:
        client.get("/desk/funds")
    for i in range(5):
        make_fund(f"more-{i}", "500702")
    with CaptureQueriesContext(connection) as many:
        client.get("/desk/funds")
    assert len(many) == len(few) < 20


def test_the_file_holds_the_whole_fund_and_verifies_the_book_on_demand(client, world):
    living = world[0]
    client.force_login(officer())
    page = client.get(f"/desk/funds/{living.code}").content.decode()
    for words in (
        "รหัสตรวจสมุด",
        "สมาชิกคงอยู่ ตามอายุ",
        "ข้อตกลงที่ใช้อยู่",
        "กรรมการในวาระ",
        "นางคำ",
        "รายเดือน สองปีล่าสุด",
        "สวัสดิการที่จ่าย",
    ):
        assert words in page, words
    assert "สมุดครบถ้วน" not in page
    assert "สมุดครบถ้วน" in client.get(f"/desk/funds/{living.code}?check=1").content.decode()
    table = client.get(f"/desk/funds/{living.code}?format=csv").content.decode("utf-8-sig")
    assert "นางคำ" in table and "เงินเข้ากองทุน" in table


def test_a_broken_chain_stands_on_the_file(client, world):
    living = world[0]
    client.force_login(officer())
    Book.objects.filter(organisation=living.organisation).update(head_hash="f" * 64)
    assert "พบรายการที่ผิด" in client.get(f"/desk/funds/{living.code}?check=1").content.decode()


def test_a_file_of_a_body_that_is_no_fund_says_so(client, world):
    far = Organisation.objects.get(code="empty")
    Organisation.objects.create(
        code="net", kind="network", name_th="เครือข่าย", subdistrict=far.subdistrict, opened_on=TODAY
    )
    client.force_login(officer())
    assert client.get("/desk/funds/net").status_code == 404


def test_headquarters_moves_a_province_and_a_province_officer_does_not(client, world):
    client.force_login(officer())
    sent = {"province": "50", "region": "R2", "source": "คำสั่งที่ 1/2570"}
    assert client.post("/desk/regions", sent).status_code == 403
    assert "ย้ายจังหวัด" not in client.get("/desk/regions").content.decode()
    client.force_login(officer("officer_hq", ""))
    assert client.post("/desk/regions", {**sent, "source": ""}).status_code == 422
    assert client.post("/desk/regions", sent).status_code == 302
    from chumchon.areas.models import Province

    assert Province.objects.get(code="50").region_id == "R2"


def test_headquarters_records_a_tambon_that_ended_and_the_fund_goes_along(client, world):
    client.force_login(officer("officer_hq", ""))
    sent = {"old": "๕๐๐๗๐๕", "new": "500799", "from_day": "1/10/2569", "source": "ราชกิจจานุเบกษา"}
    assert client.post("/desk/tambons", {**sent, "from_day": "31/13/2569"}).status_code == 422
    assert client.post("/desk/tambons", sent).status_code == 302
    assert Fund.objects.get(pk=world[0].pk).organisation.subdistrict_id == "500799"
    assert "500799" in client.get("/desk/tambons").content.decode()


def test_a_network_is_opened_led_joined_and_left_within_the_area(client, world):
    client.force_login(officer())
    assert client.post("/desk/networks", {"area": "10", "name_th": "เครือข่ายกรุงเทพ"}).status_code == 403
    assert client.post("/desk/networks", {"area": "R1", "name_th": "เครือข่ายภาคเหนือ"}).status_code == 403
    client.post("/desk/networks", {"area": "50", "name_th": "เครือข่ายกองทุนจังหวัดเชียงใหม่"})
    network = Network.objects.get(area="50")
    address = f"/desk/networks/{network.id}"
    assert client.post(address, {"what": "chair", "chair_th": "นางบัว ใจดี", "since": "1/10/2569"}).status_code == 302
    assert client.post(address, {"what": "join", "fund": "mae-raem", "since": "1/10/2569"}).status_code == 302
    assert client.post(address, {"what": "join", "fund": "mae-raem"}).status_code == 422
    assert client.post(address, {"what": "join", "fund": "far"}).status_code == 422
    assert client.post(address, {"what": "join", "fund": "nowhere"}).status_code == 422
    assert "เครือข่ายกองทุนจังหวัดเชียงใหม่" in client.get("/desk/funds/mae-raem").content.decode()
    member = network.members.get()
    assert client.post(address, {"what": "leave", "member": member.id}).status_code == 302
    member.refresh_from_db()
    assert member.until_day == TODAY
    client.force_login(officer(area="10"))
    assert client.get(address).status_code == 404


def test_made_up_governments_say_so_on_every_screen(client, world):
    from chumchon.areas.governments import load_governments

    row = {"code": "9990001", "kind": "อบต.", "name_th": "อบต.ตัวอย่าง", "name_en": "", "province": "50", "areas": "500705",
           "valid_from": "", "valid_to": "", "successor": "", "source": ""}  # fmt: skip
    load_governments([(2, row)], TODAY, "ชุดสมมติ", made_up=True)
    client.force_login(officer())
    for address in ("/desk/governments", "/desk/funds/mae-raem"):
        page = client.get(address).content.decode()
        assert "อบต.ตัวอย่าง" in page and "ข้อมูลสมมติ" in page
    assert "ใช่" in client.get("/desk/governments?format=csv").content.decode("utf-8-sig")


def test_the_front_page_opens_where_councils_are_in_the_register_and_none_was_reported(client, world):
    page = client.get("/")
    assert page.status_code == 200 and "นับจากทะเบียนในระบบ" in page.content.decode()
