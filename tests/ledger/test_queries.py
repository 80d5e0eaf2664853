"""What a book says: balances, journal, an account, receipts and payments; a year told as a story and as a property."""

import random
import uuid
from datetime import date, timedelta

import pytest

from chumchon.ledger import queries
from chumchon.ledger.actions import posting
from chumchon.ledger.models import Account
from chumchon.ledger.rules import Draft, Posting
from tests.factories import NOW, user
from tests.ledger.test_posting import book_of

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 30)


def post(fund, day, *lines, kind="income", memo="ทดสอบ"):
    said = Draft(
        day=day, kind=kind, memo=memo, source="test", actor_id=user(fund, "treasurer").id,
        lines=tuple(Posting(code, satang) for code, satang in lines), idempotency_key=uuid.uuid4(),
    )  # fmt: skip
    with posting(book_of(fund).id, NOW) as session:
        return session.post(said)[0]


@pytest.fixture
def year(fund):
    """A cut-off, a collection day, a bank deposit, a death with a part deferred, administration, a reversal."""
    book = book_of(fund)
    Account.objects.create(book=book, code="1020", name_th="ธ.ก.ส.", name_en="BAAC", kind="asset", is_cash=True)
    post(fund, date(2026, 10, 1), ("1010", 50_000), ("1020", 900_000), ("3020", -950_000), kind="opening")
    post(fund, date(2026, 10, 5), ("1010", 120_000), ("4010", -118_000), ("4020", -2_000), kind="contribution")
    post(fund, date(2026, 10, 6), ("1020", 100_000), ("1010", -100_000), kind="transfer")
    post(fund, date(2026, 10, 9), ("5104", 300_000), ("1020", -250_000), ("2010", -50_000), kind="claim")
    wrong = post(fund, date(2026, 11, 1), ("5200", 40_000), ("1010", -40_000), kind="expense")
    with posting(book.id, NOW) as session:
        session.reverse(wrong, date(2026, 11, 2), "ลงผิดบัญชี", user(fund, "chair").id, None, uuid.uuid4())
    return book


def test_balances_take_one_query_and_name_every_account(year, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = queries.balances(year)
    assert found["1010"] == 70_000 and found["1020"] == 750_000 and found["4060"] == 0
    assert sum(found.values()) == 0
    assert all(type(v) is int for v in found.values())
    assert len(found) == Account.objects.filter(book=year).count()


def test_balances_know_a_span(year):
    assert queries.balances(year, until=date(2026, 10, 5))["1010"] == 170_000
    assert queries.balances(year, since=date(2026, 10, 6), until=date(2026, 10, 9))["1020"] == -150_000
    assert queries.balances(year, without=("contribution",))["4010"] == 0


def test_the_trial_balance_has_equal_sides_and_no_empty_row(year):
    rows = queries.trial_balance(year)
    assert sum(r.debit_satang for r in rows) == sum(r.credit_satang for r in rows) == 1_120_000
    assert [r.code for r in rows] == ["1010", "1020", "2010", "3020", "4010", "4020", "5104"]
    assert all(bool(r.debit_satang) != bool(r.credit_satang) for r in rows)


def test_the_journal_is_filtered_by_day_account_and_kind(year, django_assert_num_queries):
    with django_assert_num_queries(2):
        entries = list(queries.journal(year))
        assert [len(e.lines.all()) for e in entries] == [3, 3, 2, 3, 2, 2]
        assert entries[0].lines.all()[0].account.code and str(entries[0].actor)
    assert [e.satang for e in entries] == [950_000, 120_000, 100_000, 300_000, 40_000, 40_000]
    assert [e.number for e in queries.journal(year, since=date(2026, 11, 1))] == [5, 6]
    assert [e.number for e in queries.journal(year, account="1020")] == [1, 3, 4]
    assert [e.number for e in queries.journal(year, kind="reversal")] == [6]


def test_an_account_shows_its_running_balance(year):
    page = queries.account_lines(year, "1010", since=date(2026, 10, 6), until=NOVEMBER)
    assert page.opening_satang == 170_000
    assert [(x.satang, x.balance_satang) for x in page.lines] == [
        (-100_000, 70_000), (-40_000, 30_000), (40_000, 70_000),
    ]  # fmt: skip
    assert (page.debit_satang, page.credit_satang, page.closing_satang) == (40_000, 140_000, 70_000)
    assert queries.cash_in_hand(year) == 70_000


def test_receipts_and_payments_explain_the_money_from_opening_to_closing(year):
    found = queries.receipts_and_payments(year, OCTOBER, NOVEMBER)
    assert [(r.code, r.satang) for r in found.opening] == [("1010", 50_000), ("1020", 900_000)]
    assert [(r.code, r.satang) for r in found.receipts] == [("4010", 118_000), ("4020", 2_000)]
    assert [(r.code, r.satang) for r in found.payments] == [("2010", -50_000), ("5104", 300_000)]
    assert [(r.code, r.satang) for r in found.closing] == [("1010", 70_000), ("1020", 750_000)]


def test_any_span_of_a_random_book_is_explained_to_the_satang(fund):
    rng, book = random.Random(48), book_of(fund)
    Account.objects.create(book=book, code="1020", name_th="ธนาคาร", name_en="Bank", kind="asset", is_cash=True)
    codes = list(Account.objects.filter(book=book).values_list("code", flat=True))
    for _ in range(60):
        picked = rng.sample(codes, rng.randrange(2, 5))
        sums = [rng.choice((-1, 1)) * rng.randrange(1, 10_000) for _ in picked[1:]]
        if sum(sums) == 0:
            continue
        kind = rng.choice(["income", "expense", "opening"])
        post(
            fund, OCTOBER + timedelta(days=rng.randrange(60)), *zip(picked, [-sum(sums), *sums], strict=True), kind=kind
        )
    everything = queries.balances(book)
    assert sum(everything.values()) == 0
    for _ in range(10):
        since = OCTOBER + timedelta(days=rng.randrange(60))
        until = since + timedelta(days=rng.randrange(40))
        found = queries.receipts_and_payments(book, since, until)
        assert found.opening_satang + found.receipts_satang - found.payments_satang == found.closing_satang
        for code in rng.sample(codes, 4):
            page = queries.account_lines(book, code, since, until)
            assert page.closing_satang == queries.balances(book, until=until)[code]
        rows = queries.trial_balance(book, until)
        assert sum(r.debit_satang for r in rows) == sum(r.credit_satang for r in rows)
