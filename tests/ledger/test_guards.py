"""What a person with the database's password cannot do by accident: change, delete, replace, unbalance."""

import pytest
from django.db import DatabaseError, connection, transaction

from chumchon.ledger.actions import posting
from chumchon.ledger.models import Entry, Line
from chumchon.ledger.rules import ReceiptDraft
from tests.factories import NOW
from tests.ledger.test_posting import book_of, draft

TABLES = ["ledger_entry", "ledger_line", "ledger_receipt"]


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def posted(fund):
    with posting(book_of(fund).id, NOW) as session:
        return session.post(draft(fund), [ReceiptDraft("due", 3000, "a" * 64)])[0]


@pytest.mark.parametrize("table", TABLES)
def test_no_row_of_the_book_is_changed_or_deleted(posted, table):
    for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match="append-only"):
            run(statement)


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_replaced_or_truncated(posted, table):
    if connection.vendor == "sqlite":
        with pytest.raises(DatabaseError, match=r"append-only|sealed"):
            run(f"REPLACE INTO {table} SELECT * FROM {table}")
    else:
        run("SET CONSTRAINTS ALL IMMEDIATE")  # the test's own transaction still owes its foreign keys' checks
        with pytest.raises(DatabaseError, match="append-only"):
            run(f"TRUNCATE {table} CASCADE")


def test_no_line_is_added_to_a_sealed_entry(posted):
    account = Line.objects.filter(entry=posted).first().account
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        Line.objects.create(entry=posted, position=9, account=account, satang=1)


def test_the_head_moves_only_onto_a_balanced_entry_of_the_chain(posted):
    for change in ("head_number = head_number + 1", "head_number = head_number - 1", "head_number = 99"):
        with pytest.raises(DatabaseError, match="head"):
            run(f"UPDATE ledger_book SET {change}")


def test_the_database_itself_refuses_an_unbalanced_entry(fund, monkeypatch):
    from chumchon.ledger import rules

    monkeypatch.setattr(rules, "check_draft", lambda *_: None)
    wrong = draft(fund, lines=(rules.Posting("1010", 100), rules.Posting("4010", -99)))
    with pytest.raises(DatabaseError, match="head"), posting(book_of(fund).id, NOW) as session:
        session.post(wrong)
    assert Entry.objects.count() == 0
