"""The fund's first page: what each role sees first."""

import uuid
from datetime import date

import pytest
from django.test import Client

from chumchon.funds.actions import committee
from chumchon.funds.models import CashDraft, CollectionSheet, Taking
from chumchon.funds.queries.home import home_of
from chumchon.funds.rules.fund import BankFacts
from chumchon.ledger.actions import posting
from chumchon.ledger.models import Account, Book
from chumchon.ledger.rules import Draft, Posting
from tests.factories import NOW, TODAY, actor, make_fund, make_member, user


@pytest.fixture
def busy(fund):
    """A fund with money, members, an open sheet with one taking, and a draft that waits."""
    committee.add_bank_account(fund, BankFacts("ออมสิน", "0201234567", "กองทุน"), actor(fund, "chair"), NOW, TODAY)
    me = user(fund, "treasurer")
    lines = (Posting("1010", 50_000), Posting("1020", 1_000_000), Posting("4070", -1_050_000))
    with posting(Book.objects.get().id, NOW) as session:
        session.post(Draft(TODAY, "income", "บริจาค", lines, "test", me.id, uuid.uuid4()))
    member = make_member(fund)
    make_member(fund, paid_until=date(2026, 9, 30))
    make_member(fund, paid_until=None, joined_on=date(2026, 11, 2))
    make_member(fund, status="left")
    sheet = CollectionSheet.objects.create(
        fund=fund, village=member.village, day=TODAY, collector=user(fund, "collector")
    )
    Taking.objects.create(
        uid=uuid.uuid4(), sheet=sheet, member=member, kind="due", satang=3000, at=NOW, received_at=NOW, actor=me
    )
    Taking.objects.create(
        uid=uuid.uuid4(),
        sheet=sheet,
        member=member,
        kind="due",
        satang=700,
        at=NOW,
        received_at=NOW,
        actor=me,
        late=True,
    )
    CashDraft.objects.create(
        fund=fund, kind="income", day=TODAY, satang=100, memo="ดอกเบี้ย", maker=me, made_at=NOW,
        debit_account=Account.objects.get(code="1010"), credit_account=Account.objects.get(code="4060"),
    )  # fmt: skip
    return fund


def page(fund, role):
    client = Client()
    client.force_login(user(fund, role))
    return client.get(f"/f/{fund.code}/")


def test_the_page_counts_money_members_and_what_waits(busy):
    home = home_of(busy, TODAY)
    assert (home.cash_satang, home.bank_satang, home.total_satang) == (50_000, 1_000_000, 1_050_000)
    assert (home.active, home.joined_this_month, home.overdue) == (3, 1, 1)
    assert (home.waiting, home.late, home.open_satang, home.open_sheets[0].takings) == (1, 1, 3000, 1)
    assert (home.closed_through, home.cut_off) == (None, "none")


def test_the_page_asks_the_database_a_fixed_number_of_times(busy, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        home_of(busy, TODAY)


def test_a_treasurer_sees_the_money_and_the_button_of_the_day(busy):
    text = page(busy, "treasurer").content.decode()
    assert "500.00" in text and "10,000.00" in text and "ใบยอดยกมา" in text


def test_a_collector_sees_the_own_work_and_no_bank(busy):
    answer = page(busy, "collector")
    text = answer.content.decode()
    assert answer.status_code == 200 and "10,000.00" not in text and "30.00" in text
    assert "ตั้งค่ากองทุน" not in text


def test_an_auditor_reads_and_gets_no_button_that_changes(busy):
    text = page(busy, "auditor").content.decode()
    assert "10,000.00" in text and "ประวัติการทำรายการ" in text
    assert "เก็บเงินวันนี้" not in text and "ตั้งค่ากองทุน" not in text


def test_another_funds_treasurer_is_not_let_in(busy):
    other = make_fund("nong-bua", "500101")
    client = Client()
    client.force_login(user(other, "treasurer"))
    assert client.get(f"/f/{busy.code}/").status_code == 403


def test_a_fund_that_ended_says_so_and_offers_no_collection(client, fund):
    client.force_login(user(fund, "treasurer"))
    assert "เก็บเงินวันนี้" in client.get("/f/mae-raem/").content.decode()
    fund.organisation.closed_on = TODAY
    fund.organisation.save(update_fields=["closed_on"])
    body = client.get("/f/mae-raem/").content.decode()
    assert "กองทุนนี้สิ้นสุดตั้งแต่" in body and "เก็บเงินวันนี้" not in body
