"""Whoever changes the book behind the house's back is found, and the first broken record is named."""

import json
import uuid
from datetime import date, timedelta

import pytest
from django.core.management import call_command

from chumchon.funds.actions.contributions import cancel_receipt, post_contributions
from chumchon.funds.models import Contribution
from chumchon.funds.rules.contributions import Payment
from chumchon.ledger import verify
from chumchon.ledger.actions import posting
from chumchon.ledger.models import Entry, Line, Receipt
from chumchon.ledger.rules import Draft, Posting, short_code
from chumchon.ledger.verify import verify_book
from tests.factories import NOW, TODAY, actor, make_member, user
from tests.ledger.tamper import tamper
from tests.ledger.test_posting import book_of, draft

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def pay(fund, members):
    payments = [Payment(m.id, "due", 3000, *NOVEMBER) for m in members]
    who = actor(fund, "treasurer")
    return post_contributions(fund, who, None, TODAY, payments, uuid.uuid4(), "เก็บเงินหมู่ 1", "sheet", "1", NOW)


@pytest.fixture
def book(fund):
    """Entries: 1 other income, 2 three members, 3 two members, 4 a receipt cancelled, 5 a reversal of 1."""
    members = [make_member(fund, name) for name in ("สมศรี", "สมชาย", "มะลิ", "บุญมี", "จันทร์")]
    book = book_of(fund)
    with posting(book.id, NOW) as session:
        first, _ = session.post(draft(fund, 50_000))
    pay(fund, members[:3])
    _, receipts, _ = pay(fund, members[3:])
    cancel_receipt(receipts[1], actor(fund, "treasurer"), "รับผิดคน", TODAY, NOW, uuid.uuid4())
    with posting(book.id, NOW) as session:
        session.reverse(first, TODAY, "ลงซ้ำ", user(fund, "chair").id, None, uuid.uuid4())
    book.refresh_from_db()
    return book


def first(book, **asked):
    report = verify_book(book, **asked)
    assert not report.ok
    return report.broken[0]


def entry_id(number):
    return Entry.objects.get(number=number).pk


def test_a_sound_book_is_found_sound(book):
    report = verify_book(book)
    assert report.broken == [] and report.ok
    assert (report.entries, report.receipts) == (5, 5)
    assert report.head == book.head_hash and report.short_code == short_code(book.head_hash)


def test_an_empty_book_is_sound(fund):
    assert verify_book(book_of(fund)).ok


def test_a_book_longer_than_a_batch_is_checked_to_its_end(book, fund, monkeypatch):
    monkeypatch.setattr(verify, "BATCH", 2)
    assert verify_book(book).entries == 5
    tamper(f"UPDATE ledger_entry SET memo = 'อื่น' WHERE id = {entry_id(5)}")
    assert first(book).entry == 5


def test_a_changed_line_is_named(book):
    line = Line.objects.filter(entry__number=2).order_by("position").first()
    tamper(f"UPDATE ledger_line SET satang = satang + 100 WHERE id = {line.pk}")
    found = first(book)
    assert (found.kind, found.entry) == ("unbalanced", 2)
    assert "เลขที่ 2" in found.sentence_th and "100" in found.sentence_th


def test_two_lines_changed_so_that_they_still_balance_are_named(book):
    tamper(f"UPDATE ledger_line SET satang = satang * 2 WHERE entry_id = {entry_id(1)}")
    assert (first(book).kind, first(book).entry) == ("content", 1)


def test_a_line_moved_to_another_account_is_named(book):
    other = book.accounts.get(code="5200").pk
    line = Line.objects.filter(entry__number=2).order_by("-position").first()
    tamper(f"UPDATE ledger_line SET account_id = {other} WHERE id = {line.pk}")
    assert (first(book).kind, first(book).entry) == ("control", 2)


@pytest.mark.parametrize(
    "change", ["day = '2026-11-23'", "memo = 'x'", "kind = 'expense'", "posted_at = '2026-11-24 03:00:01+00'"]
)
def test_a_changed_header_is_named(book, change):
    tamper(f"UPDATE ledger_entry SET {change} WHERE id = {entry_id(1)}")
    assert first(book).entry == 1


def test_a_changed_receipt_is_named(book):
    receipt = Receipt.objects.get(number=2)
    tamper(f"UPDATE ledger_receipt SET satang = 2000 WHERE id = {receipt.pk}")
    found = first(book)
    assert (found.kind, found.receipt) == ("receipt_sum", receipt.label)


def test_a_receipt_with_another_public_code_is_noticed(book):
    tamper(f"UPDATE ledger_receipt SET public_code = '{'f' * 26}' WHERE number = 2")
    assert (first(book).kind, first(book).entry) == ("subsidiary", 2)


def test_a_deleted_receipt_is_named_even_with_its_contribution(book):
    receipt = Receipt.objects.get(number=3)
    tamper(
        f"DELETE FROM funds_contribution WHERE receipt_id = {receipt.pk}",
        f"DELETE FROM ledger_receipt WHERE id = {receipt.pk}",
    )
    assert not verify_book(book).ok
    assert {f.entry for f in verify_book(book).broken} >= {2, 3}


def test_a_changed_contribution_is_named(book):
    row = Contribution.objects.filter(entry__number=2).order_by("id").last()
    tamper(f"UPDATE funds_contribution SET span_to = '2026-12-31' WHERE id = {row.pk}")
    assert (first(book).kind, first(book).entry) == ("subsidiary", 2)


def test_money_moved_to_another_member_is_named(book):
    one, two = Contribution.objects.filter(entry__number=2).order_by("id")[:2]
    tamper(f"UPDATE funds_contribution SET member_id = {one.member_id} WHERE id = {two.pk}")
    found = first(book)
    assert (found.kind, found.receipt) == ("stranger", two.receipt.label)


def test_an_added_contribution_is_noticed(book):
    tamper(
        "INSERT INTO funds_contribution (receipt_id, entry_id, member_id, member_commitment, kind, satang, span_from,"
        f" span_to, paid_until_before, reverses_id) SELECT receipt_id, {entry_id(1)}, member_id, member_commitment, kind,"
        f" satang, span_from, span_to, paid_until_before, NULL FROM funds_contribution WHERE entry_id = {entry_id(4)}"
    )
    assert (first(book).kind, first(book).entry) == ("subsidiary", 1)


def test_an_erased_person_leaves_the_chain_sound(book):
    tamper("UPDATE funds_member SET salt = NULL")
    assert verify_book(book).ok


def test_a_deleted_last_entry_is_named(book):
    pk = entry_id(5)
    tamper(f"DELETE FROM ledger_line WHERE entry_id = {pk}", f"DELETE FROM ledger_entry WHERE id = {pk}")
    assert (first(book).kind, first(book).entry) == ("entry_missing", 5)


def test_a_book_cut_with_its_head_is_shown_by_a_code_that_was_printed(book):
    printed, pk, before = short_code(book.head_hash), entry_id(5), Entry.objects.get(number=4)
    tamper(
        f"DELETE FROM ledger_line WHERE entry_id = {pk}", f"DELETE FROM ledger_entry WHERE id = {pk}",
        f"UPDATE ledger_book SET head_number = 4, head_hash = '{before.hash}' WHERE id = {book.pk}",
    )  # fmt: skip
    assert verify_book(book).ok  # by itself the shorter chain is sound
    assert first(book, printed=printed).kind == "printed"
    assert verify_book(book, printed=short_code(before.hash)).ok


def test_two_swapped_entries_are_noticed(book):
    tamper(
        "UPDATE ledger_entry SET number = 999 WHERE number = 2",
        "UPDATE ledger_entry SET number = 2 WHERE number = 3",
        "UPDATE ledger_entry SET number = 3 WHERE number = 999",
    )
    assert first(book).entry == 2


def test_a_gap_in_the_numbers_is_named(book):
    for table in ("ledger_receipt", "funds_contribution"):
        tamper(f"UPDATE {table} SET entry_id = {entry_id(2)} WHERE entry_id = {entry_id(3)}")
    pk = entry_id(3)
    tamper(f"DELETE FROM ledger_line WHERE entry_id = {pk}", f"DELETE FROM ledger_entry WHERE id = {pk}")
    assert "entry_missing" in {f.kind for f in verify_book(book).broken}


def test_an_entry_slipped_in_behind_the_head_is_named(book):
    tamper(
        "INSERT INTO ledger_entry (book_id, number, day, kind, memo, source, source_ref, actor_id, idempotency_key,"
        " content_hash, previous_hash, hash, subsidiary_hash, posted_at) SELECT book_id, 6, day, kind, memo, source,"
        f" source_ref, actor_id, '{uuid.uuid4().hex}', content_hash, hash, 'x', subsidiary_hash, posted_at"
        f" FROM ledger_entry WHERE id = {entry_id(5)}"
    )
    assert (first(book).kind, first(book).entry) == ("entry_extra", 6)


def test_a_counter_of_receipts_set_back_or_forward_is_noticed(book):
    tamper("UPDATE ledger_receiptseries SET next_number = 2")
    assert first(book).kind == "series"
    tamper("UPDATE ledger_receiptseries SET next_number = 9")
    assert first(book).kind == "receipt_missing" and "0006/2570" in first(book).sentence_th


def test_a_reversal_that_is_no_mirror_is_named(book):
    tamper(f"UPDATE ledger_entry SET reverses_id = {entry_id(3)} WHERE id = {entry_id(5)}")
    assert first(book).entry == 5


def test_an_entry_pushed_into_a_closed_year_is_named(fund):
    book = book_of(fund)
    with posting(book.id, NOW) as session:
        session.post(draft(fund, day=date(2026, 9, 1)))
        session.post(draft(fund, day=date(2026, 9, 30), kind="closing"))
        session.close_through(date(2026, 9, 30))
    assert verify_book(book).ok
    tamper(f"UPDATE ledger_book SET closed_through = NULL WHERE id = {book.pk}")
    assert first(book).kind == "closed_through"
    with posting(book.id, NOW + timedelta(days=1)) as session:
        session.post(draft(fund, day=date(2026, 9, 15)))
    assert (first(book).kind, first(book).entry) == ("closed", 3)


def test_faults_are_bounded(book, fund, monkeypatch):
    monkeypatch.setattr(verify, "MAX_FAULTS", 2)
    tamper("UPDATE ledger_entry SET memo = 'อื่น'")
    assert len(verify_book(book).broken) == 2


def test_the_command_prints_json_alone_and_leaves_with_zero(book, capsys):
    call_command("verify_book", "--fund", "mae-raem", "--json")
    said = capsys.readouterr()
    answer = json.loads(said.out)
    assert answer == {
        "ok": True, "entries": 5, "receipts": 5, "head": book.head_hash, "short_code": short_code(book.head_hash),
        "first_broken": None, "weak": [],
    }  # fmt: skip
    assert said.err == ""


def test_the_command_names_the_first_broken_record_and_leaves_with_one(book, capsys):
    tamper(f"UPDATE ledger_entry SET memo = 'อื่น' WHERE id = {entry_id(3)}")
    with pytest.raises(SystemExit) as left:
        call_command("verify_book", "--fund", "mae-raem", "--json")
    assert left.value.code == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is False and answer["first_broken"]["entry"] == 3


@pytest.mark.parametrize("command", [["verify_book"], ["trial_balance"], ["export_journal", "--format", "hledger"]])
def test_an_unknown_fund_is_a_sentence_in_two_languages_and_two(db, capsys, command):
    with pytest.raises(SystemExit) as left:
        call_command(*command, "--fund", "no-such", "--json")
    said = capsys.readouterr()
    assert left.value.code == 2 and said.out == ""
    assert "ไม่มีกองทุนรหัส no-such" in said.err and "no fund no-such" in said.err


def test_a_check_takes_no_more_queries_for_more_entries_of_a_batch(book, fund, django_assert_max_num_queries):
    with posting(book.id, NOW) as session:
        for _ in range(40):
            session.post(
                Draft(
                    day=TODAY,
                    kind="income",
                    memo="ดอกเบี้ย",
                    source="test",
                    actor_id=user(fund, "treasurer").id,
                    lines=(Posting("1010", 100), Posting("4060", -100)),
                    idempotency_key=uuid.uuid4(),
                )
            )
    with django_assert_max_num_queries(
        24
    ):  # two for each kind of row that rooms keep under an entry, one for each that they keep beside it
        assert verify_book(book).entries == 45
