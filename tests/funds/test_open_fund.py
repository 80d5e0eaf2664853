"""A fund is opened from a file or on the screen: all of it or nothing."""

import json
from dataclasses import replace
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.template.loader import render_to_string
from django.test import Client

from chumchon.access.actions import create_user, grant
from chumchon.access.models import AuditEvent, Grant, Organisation, User
from chumchon.access.queries import actor_of_user
from chumchon.access.system import system_actor
from chumchon.funds.actions.fund import open_fund, open_with_users
from chumchon.funds.models import BankAccount, CommitteeSeat, CutOffSheet, Fund, PlanChange
from chumchon.funds.rules.fund import BankFacts, FundFacts, Openings, SeatFacts
from chumchon.funds.rules.fund_file import read_file
from chumchon.ledger.models import Account, Book
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Plain
from tests.factories import NOW, TODAY

LEAST = """
code = "mae-raem"
name_th = "กองทุนสวัสดิการชุมชนตำบลแม่แรม"
area = "500707"
kind = "tambon"
founded = 2553-10-01
villages = 7
"""
MORE = (
    LEAST
    + """
name_en = "Mae Raem Fund"
village_names = ["บ้านหนึ่ง", "บ้านสอง"]
entry_fee = "20.50"
year_end_month = 12
promptpay = "081-234-5678"
plan = { kind = "daily", day = 2 }

[openings]
day = "30 ก.ย. 2567"
cash = 1250
deferred = 500

[[committee]]
name = "นางบัวจันทร์ ใจดี"
position = "treasurer"
from = "1/10/2567"
until = "30/9/2571"
username = "buachan"

[[committee]]
name = "นายคำแสน ใจมา"
position = "committee"
expert = true

[[bank_accounts]]
bank = "ธ.ก.ส."
number = "020-0-12345-6"
name = "กองทุนแม่แรม"
opening = 90000.25

[[bank_accounts]]
bank = "ออมสิน"
number = "0201234567"
name = "กองทุนแม่แรม"
"""
)
FACTS = FundFacts("mae-raem", "กองทุนแม่แรม", "500707", "tambon", date(2010, 10, 1), 7)


def run(tmp_path, text, *options):
    file = tmp_path / "fund.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    call_command("open_fund", str(file), *options)


@pytest.mark.django_db
def test_six_keys_are_enough_and_the_answer_is_json_alone(tmp_path, capsys):
    run(tmp_path, LEAST, "--json")
    said = json.loads(capsys.readouterr().out)
    assert said == {
        "code": "mae-raem", "name_th": "กองทุนสวัสดิการชุมชนตำบลแม่แรม", "area": "500707", "villages": 7
    }  # fmt: skip
    fund = Fund.objects.get(organisation__code="mae-raem")
    assert fund.organisation.opened_on == date(2010, 10, 1)
    assert fund.organisation.subdistrict.villages.count() == 7
    assert (fund.day_satang, fund.month_satang, fund.year_satang) == (100, 3000, 36500)
    assert Book.objects.get(organisation=fund.organisation).year_end_month == 9
    opened = AuditEvent.objects.get(verb="fund.open")
    assert opened.actor.username == "system" and not opened.actor.is_active and not opened.actor.has_usable_password()


@pytest.mark.django_db
def test_a_full_file_opens_committee_banks_prices_and_a_draft_of_the_cut_off_sheet(tmp_path):
    run(tmp_path, MORE)
    fund = Fund.objects.get(organisation__code="mae-raem")
    book = Book.objects.get(organisation=fund.organisation)
    assert (fund.plan_kind, fund.day_satang, fund.month_satang, fund.year_satang) == ("daily", 200, 6000, 73000)
    assert (fund.entry_fee_satang, fund.promptpay_id, book.year_end_month) == (2050, "0812345678", 12)
    assert [v.name_th for v in fund.organisation.subdistrict.villages.all()][:3] == ["บ้านหนึ่ง", "บ้านสอง", ""]
    treasurer, expert = CommitteeSeat.objects.order_by("id")
    assert (treasurer.until_day, treasurer.user.username, expert.is_expert) == (date(2028, 9, 30), "buachan", True)
    assert expert.from_day == date(2010, 10, 1)
    assert Grant.objects.get(user=treasurer.user).role == "treasurer"
    assert list(BankAccount.objects.order_by("id").values_list("account__code", flat=True)) == ["1020", "1021"]
    assert Account.objects.get(book=book, code="1021").is_cash
    sheet = CutOffSheet.objects.get(fund=fund)
    assert (sheet.day, sheet.state) == (date(2024, 9, 30), "draft")
    assert sheet.amounts == {"1010": 125000, "2010": 50000, "1020": 9000025, "1021": 0}
    assert book.head_number == 0, "nothing is posted before two people have signed"
    assert PlanChange.objects.get(fund=fund).from_day == date(2010, 10, 1)


@pytest.mark.django_db
def test_the_same_file_twice_is_refused_and_changes_nothing(tmp_path):
    run(tmp_path, LEAST)
    before = (Organisation.objects.count(), Account.objects.count(), AuditEvent.objects.count())
    with pytest.raises(CommandError, match="CODE_TAKEN") as refused:
        run(tmp_path, LEAST)
    assert refused.value.returncode == 2
    assert (Organisation.objects.count(), Account.objects.count(), AuditEvent.objects.count()) == before


WRONG = [
    (LEAST + "colour = 1\n", "UNKNOWN_KEY"),
    (LEAST + "[plan]\nweek = 7\n", "UNKNOWN_KEY"),
    (LEAST + "[[committee]]\nname = 'ก ข'\nposition = 'chair'\nage = 4\n", "UNKNOWN_KEY"),
    (LEAST.replace("villages = 7", ""), "MISSING_KEY"),
    (LEAST.replace("500707", "509999"), "NO_AREA"),
    (LEAST.replace("500707", "5007"), "BAD_AREA"),
    (LEAST.replace('"500707"', "[1]"), "BAD_VALUE"),
    (LEAST.replace('"tambon"', '"village"'), "BAD_KIND"),
    (LEAST.replace('"tambon"', '"district"'), "KIND_AREA"),
    (LEAST.replace("500707", "100101"), "KIND_AREA"),
    (LEAST.replace('"mae-raem"', '"แม่แรม"'), "BAD_CODE"),
    (LEAST.replace('"mae-raem"', '""'), "BAD_VALUE"),
    (LEAST.replace('"กองทุนสวัสดิการชุมชนตำบลแม่แรม"', "5"), "BAD_VALUE"),
    (LEAST.replace("2553-10-01", "2700-10-01"), "FUTURE_DATE"),
    (LEAST.replace("2553-10-01", '"31 ก.พ. 2553"'), "BAD_DATE"),
    (LEAST.replace("2553-10-01", "1"), "BAD_DATE"),
    (LEAST.replace("villages = 7", "villages = 0"), "BAD_VILLAGES"),
    (LEAST.replace("villages = 7", "villages = 201"), "BAD_VILLAGES"),
    (LEAST.replace("villages = 7", "villages = true"), "BAD_VALUE"),
    (LEAST.replace("villages = 7", 'villages = "7"'), "BAD_VALUE"),
    (LEAST + 'village_names = {"8" = "บ้านแปด"}\n', "BAD_VILLAGE_NAMES"),
    (LEAST + "entry_fee = -1\n", "BAD_AMOUNT"),
    (LEAST + "entry_fee = nan\n", "BAD_AMOUNT"),
    (LEAST + "plan = { day = 0 }\n", "BAD_AMOUNT"),
    (LEAST + "year_end_month = 13\n", "BAD_MONTH"),
    (LEAST + 'promptpay = "12345"\n', "BAD_PROMPTPAY"),
    (LEAST + "[[committee]]\nname = 'ก ข'\nposition = 'king'\n", "BAD_POSITION"),
    (LEAST + "[[committee]]\nname = 'ก ข'\nposition = 'chair'\nuntil = '1/1/2550'\n", "BAD_TERM"),
    (LEAST + "[[committee]]\nname = 'ก ข'\nposition = 'chair'\nusername = 'ก ข'\n", "BAD_USERNAME"),
    (LEAST + "[[bank_accounts]]\nbank = 'ออมสิน'\nname = 'กองทุน'\nnumber = '12'\n", "BAD_BANK"),
    (LEAST + "[openings]\nday = '1/1/2550'\n", "BAD_OPENINGS"),
    (LEAST + "openings = 5\n", "BAD_VALUE"),
    (LEAST + "[[bank_accounts]]\nbank = 'ออมสิน'\nnumber = '020123456'\nname = 'กองทุน'\nopening = 5\n", "BAD_OPENINGS"),
    (LEAST + "committee = 5\n", "BAD_VALUE"),
    ("code = ", "BAD_FILE"),
    (LEAST.replace("2553-10-01", "2555-02-29"), "BAD_FILE"),
    (b"\xff\xfe\x00", "BAD_FILE"),
    (b"# " + b"x" * 1_000_001, "BAD_FILE"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "code"), WRONG)
def test_a_file_that_cannot_be_right_says_so_in_two_languages_and_makes_nothing(tmp_path, text, code):
    with pytest.raises(CommandError) as refused:
        run(tmp_path, text)
    assert f"[{code}]" in str(refused.value) and refused.value.returncode == 2
    assert any("\u0e01" <= ch <= "\u0e59" for ch in str(refused.value).split("\n")[0])
    assert not Organisation.objects.exists() and not Fund.objects.exists() and not Book.objects.exists()


@pytest.mark.django_db
def test_a_file_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(CommandError) as refused:
        call_command("open_fund", str(tmp_path / "nowhere.toml"))
    assert refused.value.returncode == 2


def test_a_founding_day_is_read_as_thai_people_write_it():
    for said in ("2553-10-01", "2010-10-01", '"1 ต.ค. 2553"', '"๑/๑๐/๒๕๕๓"', "2553-10-01T00:00:00"):
        assert read_file(LEAST.replace("2553-10-01", said).encode(), TODAY).founded == date(2010, 10, 1)


@pytest.mark.django_db
def test_a_district_of_bangkok_may_have_a_fund():
    fund = open_fund(replace(FACTS, area="100101", kind="district"), system_actor(), NOW, TODAY)
    assert fund.kind == "district"


def officer(area="50"):
    user = create_user("officer", "นายเจ้าหน้าที่", "chumchon-officer")
    grant(user, "officer_province", date(2010, 1, 1), None, area)
    return user


@pytest.mark.django_db
def test_an_officer_opens_funds_in_the_own_province_only():
    actor = actor_of_user(officer("57"))
    with pytest.raises(NotAllowed):
        open_fund(FACTS, actor, NOW, TODAY)
    assert not Organisation.objects.exists()
    assert open_fund(replace(FACTS, area="570101"), actor, NOW, TODAY).code == "mae-raem"


@pytest.mark.django_db
def test_an_officer_gives_no_role_to_themselves():
    user = officer()
    seat = SeatFacts("นายเจ้าหน้าที่", "treasurer", date(2010, 10, 1), username="officer")
    with pytest.raises(Plain) as refused:
        open_with_users(replace(FACTS, committee=(seat,)), actor_of_user(user), NOW, TODAY)
    assert refused.value.code == "OWN_ROLE" and not Organisation.objects.exists()


@pytest.mark.django_db
def test_the_answer_names_new_people_with_their_password_and_old_ones_without(client):
    create_user("kham", "นางคำ ใจดี", "x" * 12)
    seats = (
        SeatFacts("นางคำ ใจดี", "chair", date(2010, 10, 1), username="kham"),
        SeatFacts("นายสม ดีงาม", "treasurer", date(2010, 10, 1), username="som"),
    )
    opened = open_with_users(replace(FACTS, committee=seats), actor_of_user(officer()), NOW, TODAY)
    assert [(p.username, p.role, bool(p.password)) for p in opened.people] == [
        ("kham", "ประธาน", False),
        ("som", "เหรัญญิก", True),
    ]
    page = render_to_string("funds/fund_opened.html", {"opened": opened, "organisation": opened.fund.organisation})
    assert "นางคำ ใจดี" in page and "ใช้รหัสเดิมของตน" in page and opened.passwords["som"] in page


@pytest.mark.django_db
def test_a_code_that_differs_only_in_its_capitals_is_taken():
    open_fund(FACTS, system_actor(), NOW, TODAY)
    with pytest.raises(Clash):
        open_fund(replace(FACTS, code="Mae-Raem"), system_actor(), NOW, TODAY)


@pytest.mark.django_db
def test_openings_below_zero_and_two_equal_bank_accounts_are_refused():
    bank = BankFacts("ออมสิน", "0201234567", "กองทุน")
    with pytest.raises(BadInput):
        open_fund(replace(FACTS, openings=Openings(date(2024, 9, 30), -1)), system_actor(), NOW, TODAY)
    with pytest.raises(Clash):
        open_fund(replace(FACTS, bank_accounts=(bank, bank)), system_actor(), NOW, TODAY)
    assert not Organisation.objects.exists()


def posted(**changes):
    said = {
        "area": "500707", "name_th": "กองทุนแม่แรม", "code": "", "kind": "tambon", "founded": "1/10/2553",
        "villages": "7", "year_end_month": "9", "promptpay": "", "plan_kind": "flat_month", "day_price": "1",
        "month_price": "30", "year_price": "365", "entry_fee": "20", "seat-TOTAL_FORMS": "2", "seat-INITIAL_FORMS": "2",
        "seat-0-position": "chair", "seat-0-person_name": "นางบัวจันทร์ ใจดี", "seat-0-username": "buachan",
        "seat-1-position": "treasurer", "seat-1-person_name": "", "bank-TOTAL_FORMS": "2", "bank-INITIAL_FORMS": "0",
        "bank-0-bank": "ธ.ก.ส.", "bank-0-number": "020012345678", "bank-0-name": "กองทุนแม่แรม",
    }  # fmt: skip
    return {**said, **changes}


@pytest.fixture
def desk(db):
    client = Client()
    client.force_login(officer())
    return client


def test_on_the_screen_the_tambon_is_found_by_name_and_the_password_is_shown_once(desk):
    assert "ต.แม่แรม อ.แม่ริม" in desk.get("/funds/new?q=แม่แรม").content.decode()
    assert "ไม่พบ" in desk.get("/funds/new?q=แม่กา").content.decode(), "another province is not the officer's"
    assert "ขั้นที่ 2" in desk.get("/funds/new?area=500707").content.decode()
    answer = desk.post("/funds/new", posted()).content.decode()
    fund = Fund.objects.get()
    assert fund.code == "mae-raem" and fund.seats.count() == 1 and fund.bank_accounts.count() == 1
    user = User.objects.get(username="buachan")
    shown = [word.split("<")[0] for word in answer.split('class="total">')[1:]]
    assert len(shown) == 1 and user.check_password(shown[0])
    assert desk.get("/f/mae-raem/").status_code == 200


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"founded": "1/10/2599"}, "ยังมาไม่ถึง"),
        ({"villages": "0"}, "1"),
        ({"kind": "district"}, "กรุงเทพมหานคร"),
        ({"area": "999999"}, "ไม่พบตำบล"),
        ({"seat-0-person_name": ""}, "ใส่ชื่อและนามสกุลของกรรมการ"),
        ({"bank-0-number": "1"}, "เลขที่บัญชี"),
        ({"promptpay": "99"}, "พร้อมเพย์"),
        ({"seat-0-until_day": "99/99/9999"}, "อ่านวันที่"),
        (
            {"seat-0-position": "auditor", "seat-1-person_name": "นางบัวจันทร์ ใจดี", "seat-1-username": "buachan"},
            "ผู้ตรวจสอบ",
        ),
    ],
)
def test_on_the_screen_a_fault_stands_beside_the_form_and_nothing_is_made(desk, changes, words):
    answer = desk.post("/funds/new", posted(**changes))
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Organisation.objects.exists() and not User.objects.filter(username="buachan").exists()


def test_on_the_screen_a_treasurer_opens_no_fund(fund):
    client = Client()
    client.force_login(User.objects.get(username="treasurer-mae-raem"))
    assert client.post("/funds/new", posted(code="other")).status_code == 403
