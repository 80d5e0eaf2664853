"""A year is closed once, by two people, when everything is in order; after that nothing comes into it."""

import threading
import uuid
from datetime import date

import pytest
from django.db import connection, connections

from chumchon.access.models import AuditEvent
from chumchon.funds.actions import closing, sheets
from chumchon.funds.actions.closing import close_year
from chumchon.funds.models import BankAccount, BankLine, CashDraft, CollectionSheet, FiscalYear, Taking
from chumchon.funds.queries.closing import year_facts
from chumchon.funds.rules.closing import blockers, closing_lines
from chumchon.ledger.actions import posting
from chumchon.ledger.models import Account, Book, Entry, Line
from chumchon.ledger.queries import balances, trial_balance
from chumchon.ledger.rules import Draft, Posting
from chumchon.ledger.verify import verify_book
from chumchon.thai.errors import Clash, NotAllowed, Plain, Refused
from tests.factories import NOW, TODAY, actor, make_fund, make_member, user

YEAR, LAST = 2569, date(2026, 9, 30)


def book_of(fund):
    return Book.objects.get(organisation=fund.organisation)


def post(fund, *lines, day=date(2026, 3, 1), kind="other"):
    draft = Draft(
        day=day, kind=kind, memo="ทดสอบ", lines=tuple(Posting(*line) for line in lines), source="test",
        actor_id=user(fund, "treasurer").id, idempotency_key=uuid.uuid4(),
    )  # fmt: skip
    with posting(book_of(fund).pk, NOW) as session:
        return session.post(draft)[0]


def a_year(fund):
    post(fund, ("1010", 500_00), ("3020", -500_00), day=date(2025, 10, 1), kind="opening")
    post(fund, ("1010", 365_00), ("4010", -365_00))
    post(fund, ("5101", 100_00), ("1010", -100_00))


def close(fund, year=YEAR, day=TODAY):
    return close_year(fund, year, actor(fund, "treasurer"), actor(fund, "chair"), NOW, day)


def test_the_result_and_the_opening_balance_move_into_the_accumulated_fund(fund):
    a_year(fund)
    made = close(fund)
    book = book_of(fund)
    after = balances(book, LAST)
    assert after["3010"] == -765_00 and after["1010"] == 765_00
    assert all(after[code] == 0 for code in ("3020", "4010", "5101"))
    assert (
        sum(r.debit_satang for r in trial_balance(book)) == sum(r.credit_satang for r in trial_balance(book)) == 765_00
    )
    assert book.closed_through == LAST and made.head_hash == book.head_hash
    assert made.entry.kind == "closing" and made.entry.checker == user(fund, "chair") and made.entry.day == LAST
    assert made.figures["accounts"] == {"4010": 365_00, "5101": 100_00}
    assert verify_book(book).ok
    assert AuditEvent.objects.get(verb="year.close").subject == f"year:{made.pk}"


def test_nothing_is_posted_into_a_closed_year_and_the_next_one_goes_on(fund):
    a_year(fund)
    close(fund)
    with pytest.raises(Refused, match="YEAR_CLOSED"):
        post(fund, ("1010", 100), ("4010", -100), day=LAST)
    post(fund, ("1010", 100), ("4010", -100), day=date(2026, 10, 1))
    assert balances(book_of(fund))["4010"] == -100


def test_a_year_is_closed_once(fund):
    a_year(fund)
    close(fund)
    with pytest.raises(Clash, match="YEAR_CLOSED"):
        close(fund)
    assert FiscalYear.objects.count() == 1 and Entry.objects.filter(kind="closing").count() == 1


def test_a_year_without_money_is_closed_without_an_entry(fund):
    made = close(fund)
    assert made.entry is None and book_of(fund).closed_through == LAST
    assert verify_book(book_of(fund)).ok


def test_everything_that_stands_against_the_closing_is_said_at_once(fund):
    a_year(fund)
    village = fund.organisation.subdistrict.villages.get(number=1)
    treasurer = user(fund, "treasurer")
    CollectionSheet.objects.create(fund=fund, village=village, day=LAST, collector=treasurer)
    done = CollectionSheet.objects.create(fund=fund, village=village, day=LAST, collector=treasurer, state="closed")
    Taking.objects.create(uid=uuid.uuid4(), sheet=done, member=make_member(fund), kind="due", satang=3000, at=NOW,
                          received_at=NOW, actor=treasurer, late=True)  # fmt: skip
    CashDraft.objects.create(fund=fund, kind="income", day=LAST, satang=1, memo="ดอกเบี้ย", maker=treasurer, made_at=NOW)
    account = Account.objects.create(book=book_of(fund), code="1020", name_th="ธ.ก.ส.", name_en="Bank", kind="asset")
    bank = BankAccount.objects.create(fund=fund, bank="ธ.ก.ส.", number="1", name="กองทุน", account=account)
    BankLine.objects.create(bank_account=bank, day=LAST, satang=1, digest="d")
    said = {b.code: b for b in blockers(year_facts(fund, book_of(fund), YEAR, TODAY))}
    assert set(said) == {"OPEN_SHEETS", "WAITING_DRAFTS", "LATE_TAKINGS", "UNMATCHED"}
    assert said["UNMATCHED"].warning and not said["OPEN_SHEETS"].warning
    with pytest.raises(Refused, match="NOT_READY") as refused:
        close(fund)
    assert all(words in refused.value.th for words in ("ปิดยอดก่อน", "ตรวจก่อน", "หลังปิดยอด"))
    assert FiscalYear.objects.count() == 0 and book_of(fund).closed_through is None


def test_what_lies_in_the_next_year_does_not_stand_against_closing_this_one(fund):
    a_year(fund)
    village = fund.organisation.subdistrict.villages.get(number=1)
    CollectionSheet.objects.create(fund=fund, village=village, day=TODAY, collector=user(fund, "treasurer"))
    assert close(fund).year_be == YEAR


def test_a_year_that_still_runs_is_not_closed(fund):
    a_year(fund)
    with pytest.raises(Refused, match="NOT_READY") as refused:
        close(fund, 2570)
    assert "30 กันยายน 2570" in refused.value.th and "ปี 2569 ยังไม่ปิด" in refused.value.th
    with pytest.raises(Refused, match="NOT_READY"):
        close(fund, YEAR, day=LAST)
    assert close(fund, YEAR, day=date(2026, 10, 1)).last_day == LAST


def test_years_are_closed_in_their_order(fund):
    post(fund, ("1010", 100), ("4010", -100), day=date(2025, 3, 1))
    a_year(fund)
    with pytest.raises(Refused, match="NOT_READY") as refused:
        close(fund)
    assert "ปี 2568 ยังไม่ปิด" in refused.value.th
    close(fund, 2568)
    close(fund)
    assert balances(book_of(fund))["3010"] == -766_00


def test_a_book_that_does_not_verify_is_not_closed(fund, monkeypatch):
    from chumchon.funds.queries import closing as reads
    from chumchon.ledger.faults import fault
    from chumchon.ledger.verify import Report

    a_year(fund)
    broken = Report(False, 1, 0, "0" * 64, [fault("content", entry=1)])
    monkeypatch.setattr(reads, "verify_book", lambda book: broken)
    with pytest.raises(Refused, match="NOT_READY") as refused:
        close(fund)
    assert "ถูกแก้หลังบันทึก" in refused.value.th


@pytest.mark.parametrize(
    ("first", "second"), [("chair", "chair"), ("collector", "chair"), ("treasurer", "auditor"), ("auditor", "chair")]
)
def test_only_two_people_with_the_right_duties_close_a_year(fund, first, second):
    a_year(fund)
    with pytest.raises(NotAllowed):
        close_year(fund, YEAR, actor(fund, first), actor(fund, second), NOW, TODAY)
    assert FiscalYear.objects.count() == 0


def test_the_closing_lines_sum_to_zero_and_leave_cash_and_debts_alone():
    kinds = {
        "1010": "asset",
        "2010": "liability",
        "3010": "equity",
        "3020": "equity",
        "4010": "income",
        "5101": "expense",
    }
    lines = closing_lines({"1010": 90, "2010": -20, "3010": -10, "3020": -30, "4010": -50, "5101": 20}, kinds)
    assert sum(p.satang for p in lines) == 0
    assert {p.account: p.satang for p in lines} == {"3020": 30, "4010": 50, "5101": -20, "3010": -60}
    assert closing_lines({"1010": 0, "4010": 0}, kinds) == ()
    assert closing_lines({"4010": -5, "5101": 5}, kinds) == (Posting("4010", 5), Posting("5101", -5))


@pytest.mark.django_db(transaction=True)
def test_two_people_who_close_at_once_make_one_closing():
    fund = make_fund("closing-race", "500703")
    a_year(fund)
    people = actor(fund, "treasurer"), actor(fund, "chair")
    answers, start = [], threading.Barrier(2)

    def run():
        start.wait()
        try:
            answers.append(close_year(fund, YEAR, *people, NOW, TODAY).year_be)
        except Clash as clash:
            answers.append(clash.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert sorted(map(str, answers)) == ["2569", "YEAR_CLOSED"]
    assert Entry.objects.filter(kind="closing").count() == 1
    assert sum(Line.objects.filter(entry__kind="closing").values_list("satang", flat=True)) == 0
    assert connection.is_usable()


def in_a_thread(job):
    """Starts the job; what it answers, or the code of its error, is the one element of the list."""
    answers = []

    def run():
        try:
            answers.append(job())
        except Plain as refused:
            answers.append(refused.code)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, answers


def old_sheet(fund):
    village = fund.organisation.subdistrict.villages.get(number=1)
    return sheets.open_sheet(fund, actor(fund, "treasurer"), village, LAST, TODAY, NOW)


@pytest.mark.django_db(transaction=True)
def test_no_sheet_of_the_year_opens_while_the_year_is_being_closed(monkeypatch):
    fund, threads = make_fund("closing-race", "500703"), []
    a_year(fund)
    counted = closing.annual_facts

    def slowly(*asked):
        """By now the closing has seen that no sheet is open; somebody opens one."""
        threads.append(in_a_thread(lambda: old_sheet(fund)))
        threads[0][0].join(timeout=1)
        return counted(*asked)

    monkeypatch.setattr(closing, "annual_facts", slowly)
    assert close(fund).year_be == YEAR
    thread, answers = threads[0]
    thread.join()
    assert answers == ["YEAR_CLOSED"]
    assert not CollectionSheet.objects.filter(day__lte=LAST).exists()


@pytest.mark.django_db(transaction=True)
def test_a_sheet_that_was_opened_first_stops_the_closing(monkeypatch):
    fund, threads = make_fund("closing-race", "500703"), []
    a_year(fund)
    told = sheets.record

    def slowly(*said):
        """The sheet stands, but is not yet committed; the closing begins."""
        threads.append(in_a_thread(lambda: close(fund)))
        threads[0][0].join(timeout=1)
        return told(*said)

    monkeypatch.setattr(sheets, "record", slowly)
    assert old_sheet(fund).state == "open"
    thread, answers = threads[0]
    thread.join()
    assert answers == ["NOT_READY"]
    assert book_of(fund).closed_through is None
