"""What the reports say is what the book says, to the satang, whatever was posted."""

import io
import random
import uuid
from datetime import date, timedelta

import openpyxl
import pytest

from chumchon.access.models import AuditEvent
from chumchon.funds.actions.closing import close_year
from chumchon.funds.models import CommitteeSeat, Contribution, MemberEvent
from chumchon.funds.queries.months import month_facts
from chumchon.funds.queries.reports import annual_facts, book_of, year_span
from chumchon.funds.queries.status_form import status_facts
from chumchon.funds.rules import months, reports, status_form
from chumchon.ledger.actions import posting
from chumchon.ledger.models import Account, Line
from chumchon.ledger.rules import Draft, Posting, ReceiptDraft
from tests.factories import NOW, TODAY, actor, make_member, user

INCOME = ("4010", "4020", "4030", "4060", "4070", "4090")
SPENT = ("5101", "5102", "5104", "5117", "5200", "5290")


def post(fund, day, *lines, kind="other", receipts=()):
    draft = Draft(
        day=day, kind=kind, memo="ทดสอบ", lines=tuple(Posting(*line) for line in lines), source="test",
        actor_id=user(fund, "treasurer").id, idempotency_key=uuid.uuid4(),
    )  # fmt: skip
    with posting(book_of(fund).pk, NOW) as session:
        return session.post(draft, receipts)


def random_book(fund, seed, first=date(2024, 10, 1), days=780):
    """An opening, then income, spending, transfers, debts and reversals on days of three years."""
    rng = random.Random(seed)
    Account.objects.create(
        book=book_of(fund), code="1020", name_th="ธนาคาร", name_en="Bank", kind="asset", is_cash=True
    )
    post(fund, first, ("1010", 50_000_00), ("1020", 9_000_25), ("3020", -59_000_25), kind="opening")
    entries = []
    for _ in range(60):
        day, satang = first + timedelta(days=rng.randrange(days)), rng.randrange(1, 500_000)
        cash = rng.choice(["1010", "1020"])
        lines = rng.choice([
            ((cash, satang), (rng.choice(INCOME), -satang)), ((rng.choice(SPENT), satang), (cash, -satang)),
            (("1020", satang), ("1010", -satang)), ((rng.choice(SPENT), satang), ("2010", -satang)), (("2010", satang), (cash, -satang)),
        ])  # fmt: skip
        entries.append(post(fund, day, *lines)[0])
    for entry in rng.sample(entries, 6):
        with posting(book_of(fund).pk, NOW) as session:
            session.reverse(
                entry, entry.day + timedelta(days=3), "ลงผิด", user(fund, "treasurer").id, None, uuid.uuid4()
            )


def summed(fund, since, until, *codes):
    """The ledger itself, added up line by line, without the reports' own reads."""
    rows = Line.objects.filter(account__book=book_of(fund), entry__day__gte=since, entry__day__lte=until)
    return sum(rows.filter(account__code__in=codes).exclude(entry__kind="closing").values_list("satang", flat=True))


def table(report, title):
    return next(t for t in report.tables if t.title == title)


@pytest.mark.parametrize("seed", range(4))
def test_the_annual_report_of_a_random_book_equals_the_ledger(fund, seed):
    random_book(fund, seed)
    for year in (2568, 2569):
        since, until = year_span(book_of(fund), year)
        before = year_span(book_of(fund), year - 1)
        report = reports.annual(annual_facts(fund, year, TODAY))
        income, spent = table(report, "รายรับ").total, table(report, "รายจ่าย").total
        assert income[1:] == [-summed(fund, since, until, *INCOME), -summed(fund, *before, *INCOME)]
        assert spent[1:] == [summed(fund, since, until, *SPENT), summed(fund, *before, *SPENT)]
        money = table(report, "เงินคงเหลือ").total
        start = date(2000, 1, 1)
        assert money[2] == summed(fund, start, until, "1010", "1020", "2010")
        assert money[2] - money[1] == income[1] - spent[1]
        benefits = table(report, "สวัสดิการที่จ่าย").total
        assert benefits[2] == summed(fund, since, until, *(c for c in SPENT if c < "5200"))


@pytest.mark.parametrize("seed", range(4))
def test_every_month_of_a_random_book_begins_where_the_last_one_ended(fund, seed):
    random_book(fund, seed)
    before, received = None, 0
    for n in range(26):
        year, month = divmod(2024 * 12 + 9 + n, 12)
        facts = month_facts(fund, year, month + 1, TODAY)
        opening, closing = (sum(getattr(b, f"{end}_satang") for b in facts.balances) for end in ("opening", "closing"))
        moved = sum(r.satang for r in facts.receipts) - sum(p.satang for p in facts.payments)
        assert opening + moved == closing
        assert before in (None, opening)
        before, received = closing, received + moved
        assert table(months.month_sheet(facts), "ยอดยกมาและคงเหลือ").total[1:] == [opening, closing]
    assert before == summed(fund, date(2000, 1, 1), TODAY, "1010", "1020")


@pytest.mark.parametrize("seed", range(4))
def test_the_status_form_of_a_random_book_equals_the_ledger(fund, seed):
    random_book(fund, seed)
    day, first = date(2026, 6, 30), date(2025, 10, 1)
    report = status_form.status_form(status_facts(fund, day))
    money = table(report, "เงินเข้ากองทุน ตามแหล่ง").total
    ever = date(2000, 1, 1), day
    assert money[1] == -summed(fund, first, day, *INCOME) and money[3] == -summed(fund, *ever, *INCOME, "3020")
    benefits, other = table(report, "สวัสดิการที่จ่าย ตามประเภท"), table(report, "รายจ่ายอื่น")
    assert len(benefits.rows) == 17
    assert benefits.total[4] + other.total[3] == summed(fund, *ever, *SPENT)
    assert table(report, "เงินคงเหลือ").total[2] == money[3] - benefits.total[4] - other.total[3]


def test_a_closed_year_says_the_same_as_before_it_was_closed(fund):
    random_book(fund, 7)
    before = {y: reports.annual(annual_facts(fund, y, TODAY)).tables for y in (2568, 2569, 2570)}
    form = status_form.status_form(status_facts(fund, TODAY)).tables
    for year in (2568, 2569):
        close_year(fund, year, actor(fund, "treasurer"), actor(fund, "chair"), NOW, TODAY)
    assert {y: reports.annual(annual_facts(fund, y, TODAY)).tables for y in before} == before
    assert status_form.status_form(status_facts(fund, TODAY)).tables == form


def pay(fund, member, day, span_from, span_to, satang=3000):
    """A posted due, as the counter posts it."""
    entry, made = post(
        fund,
        day,
        ("1010", satang),
        ("4010", -satang),
        kind="contribution",
        receipts=[ReceiptDraft("due", satang, "a" * 64)],
    )
    row = Contribution.objects.create(
        receipt=made[0], entry=entry, member=member, member_commitment="a" * 64, kind="due", satang=satang,
        span_from=span_from, span_to=span_to, paid_until_before=member.paid_until,
    )  # fmt: skip
    member.paid_until = span_to
    member.save()
    return row


def test_who_was_behind_is_told_as_it_was_on_that_day_and_not_as_it_is_now(fund):
    late = make_member(fund, "สมศรี", paid_until=date(2026, 5, 31))
    make_member(fund, "บุญมี", paid_until=date(2026, 9, 30))
    pay(fund, late, date(2026, 11, 1), date(2026, 6, 1), date(2026, 11, 30), 18000)
    facts = annual_facts(fund, 2569, TODAY)
    assert [(d.name, d.months, d.satang, d.paid_until) for d in facts.debtors] == [
        ("นางสมศรี ตั้งใจดี", 4, 12000, date(2026, 5, 31))
    ]
    assert [d.name for d in annual_facts(fund, 2570, TODAY).debtors] == ["นางบุญมี ตั้งใจดี"]
    said = reports.unpaid(facts.place, facts.debtors, TODAY).tables[0]
    assert said.total[-1] == 12000 and said.total[0] == "รวม 1 คน"


def test_the_annual_report_carries_no_member_s_name(fund):
    make_member(fund, "สมศรีมหัศจรรย์", paid_until=date(2025, 1, 31))
    report = reports.annual(annual_facts(fund, 2569, TODAY))
    assert "มหัศจรรย์" not in str([t.said() for t in report.tables])
    assert table(report, "เงินสมทบที่ค้าง").total[1] == 1


def test_members_are_told_as_of_the_last_day_of_the_year(fund):
    gone, moved = make_member(fund, village=1), make_member(fund, village=2)
    treasurer, other = user(fund, "treasurer"), fund.organisation.subdistrict.villages.get(number=3)
    MemberEvent.objects.create(member=gone, kind="die", day=date(2026, 10, 20), before={"status": "active"},
                               after={"status": "died"}, actor=treasurer, at=NOW)  # fmt: skip
    MemberEvent.objects.create(member=moved, kind="change", day=date(2026, 11, 1), before={"village": moved.village_id},
                               after={"village": other.pk}, actor=treasurer, at=NOW)  # fmt: skip
    gone.status, moved.village = "died", other
    gone.save()
    moved.save()
    past, now = (table(reports.annual(annual_facts(fund, y, TODAY)), "สมาชิก") for y in (2569, 2570))
    assert [(r[0], r[-1]) for r in past.rows] == [("หมู่ 1", 1), ("หมู่ 2", 1)]
    assert [(r[0], r[-2], r[-1]) for r in now.rows] == [("หมู่ 1", 1, 0), ("หมู่ 3", 0, 1)]


@pytest.fixture
def treasurer_client(client, fund):
    client.force_login(user(fund, "treasurer"))
    return client


@pytest.mark.parametrize("page", ["month", "year", "behind", "status"])
def test_every_report_is_a_page_a_paper_a_workbook_and_a_file(treasurer_client, fund, page):
    random_book(fund, 1)
    make_member(fund, paid_until=date(2025, 1, 31))
    CommitteeSeat.objects.create(fund=fund, person_name="นายสมพงษ์ ใจคำ", position="chair", from_day=date(2020, 1, 1))
    address = f"/f/mae-raem/reports/{page}"
    seen = treasurer_client.get(address)
    assert seen.status_code == 200 and "รวม" in seen.content.decode()
    paper = treasurer_client.get(address + "?format=pdf")
    assert paper.content.startswith(b"%PDF") and paper["Cache-Control"] == "no-store"
    book = openpyxl.load_workbook(io.BytesIO(treasurer_client.get(address + "?format=xlsx").content))
    assert book.sheetnames
    rows = treasurer_client.get(address + "?format=csv").content.decode("utf-8-sig")
    assert "รวม" in rows or "ชื่อ" in rows


def test_the_list_of_reports_names_the_years_and_the_one_to_close(treasurer_client, fund):
    random_book(fund, 1)
    page = treasurer_client.get("/f/mae-raem/reports").content.decode()
    assert all(f"ปี {y}" in page for y in (2568, 2569, 2570)) and "ปิดปี 2568" in page and "ปิดปี 2569" not in page


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("month?year=2570&month=1", "เลือกเดือนหรือปีจากรายการ"), ("month?month=13", "เลือกเดือนหรือปีจากรายการ"),
        ("year?year=2600", "เลือกเดือนหรือปีจากรายการ"), ("year?year=ขข", "เลือกเดือนหรือปีจากรายการ"),
        ("status?day=31/2/2569", "อ่านวันที่"), ("status?day=1/1/2650", "ยังมาไม่ถึง"), ("month?year=2569&month=12", "ยังมาไม่ถึง"),
    ],
)  # fmt: skip
def test_a_period_that_does_not_exist_is_answered_with_what_to_do(treasurer_client, address, sentence):
    answer = treasurer_client.get(f"/f/mae-raem/reports/{address}")
    assert answer.status_code == 400 and sentence in answer.content.decode()


def test_only_those_who_may_see_members_see_who_is_behind(client, fund):
    client.force_login(user(fund, "collector"))
    assert client.get("/f/mae-raem/reports/behind").status_code == 200
    assert client.get("/f/mae-raem/reports/year").status_code == 403
    assert client.get("/f/mae-raem/reports/close/2569").status_code == 403


def test_a_year_is_closed_on_the_screen_by_two_people(treasurer_client, fund):
    post(fund, date(2026, 3, 1), ("1010", 100), ("4010", -100))
    address, said = "/f/mae-raem/reports/close/2569", {"sure": "on", "witness": "chair-mae-raem", "secret": "123456"}
    assert "เปิดกลับไม่ได้" in treasurer_client.get(address).content.decode()
    for change, sentence in (
        ({"secret": "999999"}, "รหัสของผู้ลงชื่อคนที่สองไม่ถูก"), ({"sure": ""}, "ทำเครื่องหมายว่าเข้าใจแล้ว"),
        ({"witness": "treasurer-mae-raem"}, "ไม่ใช่คนเดิม"), ({"witness": "auditor-mae-raem"}, "คนที่สองไม่มีบทบาท"),
    ):  # fmt: skip
        answer = treasurer_client.post(address, {**said, **change})
        assert answer.status_code == 422 and sentence in answer.content.decode()
        assert fund.years.count() == 0
    answer = treasurer_client.post(address, said, follow=True)
    assert "ปิดบัญชีแล้วเมื่อ" in answer.content.decode() and fund.years.get().year_be == 2569
    assert AuditEvent.objects.filter(verb="signature.wrong").count() == 1
    again = treasurer_client.post(address, said)
    assert again.status_code == 422 and "ปี 2569 ปิดแล้ว" in again.content.decode()


def test_the_screen_says_all_that_stands_against_closing(treasurer_client, fund):
    post(fund, date(2026, 3, 1), ("1010", 100), ("4010", -100))
    page = treasurer_client.get("/f/mae-raem/reports/close/2570").content.decode()
    assert "รออีก" in page and "ปี 2569 ยังไม่ปิด" in page and "ลงชื่อและปิดปี" not in page
    assert treasurer_client.get("/f/mae-raem/reports/close/2400").status_code == 404
