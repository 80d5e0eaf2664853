"""What the database itself refuses: changing the past, an unbalanced entry, an entry in a closed year.

SQLite and PostgreSQL say it in their own words; a migration runs `append_only("table")` and the book's guards.
"""

from typing import Any

from django.db import migrations


def _run(sqlite: list[str], postgres: list[str], undo_sqlite: list[str], undo_postgres: list[str]) -> migrations.RunPython:
    def forwards(apps: Any, editor: Any) -> None:
        for statement in sqlite if editor.connection.vendor == "sqlite" else postgres:
            editor.execute(statement, params=None)

    def backwards(apps: Any, editor: Any) -> None:
        for statement in undo_sqlite if editor.connection.vendor == "sqlite" else undo_postgres:
            editor.execute(statement, params=None)

    return migrations.RunPython(forwards, backwards, elidable=False)


def append_only(table: str, key: str = "id") -> migrations.RunPython:
    """Rows of the table are only ever added. On SQLite REPLACE slips past UPDATE and DELETE triggers, hence the third."""
    sqlite = [
        f"""CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
            BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END""",
        f"""CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
            BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END""",
        f"""CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
            WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})
            BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END""",
    ]
    postgres = [
        """CREATE OR REPLACE FUNCTION chumchon_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
           BEGIN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        f"""CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION chumchon_append_only()""",
        f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION chumchon_append_only()""",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_change",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_truncate",
    ]
    return _run(
        sqlite,
        postgres,
        [f"DROP TRIGGER IF EXISTS {table}_{what}" for what in ("no_update", "no_delete", "no_replace")],
        [f"DROP TRIGGER IF EXISTS {table}_{what} ON {table}" for what in ("no_change", "no_truncate")],
    )


def book_guards() -> migrations.RunPython:
    """The head of a book moves by one at a time, onto an entry that exists, carries the head's hash and sums to zero;
    no entry lies on or before the closing day (the closing entry is posted before that day is set)."""
    bad_head = """NEW.head_number <> OLD.head_number AND (
        NEW.head_number <> OLD.head_number + 1
        OR NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.book_id = NEW.id AND e.number = NEW.head_number
                       AND e.hash = NEW.head_hash AND e.previous_hash = OLD.head_hash)
        OR COALESCE((SELECT SUM(l.satang) FROM ledger_line l JOIN ledger_entry e ON e.id = l.entry_id
                     WHERE e.book_id = NEW.id AND e.number = NEW.head_number), 1) <> 0)"""
    closed = """EXISTS (SELECT 1 FROM ledger_book b WHERE b.id = NEW.book_id AND b.closed_through >= NEW.day)"""
    late_line = """EXISTS (SELECT 1 FROM ledger_entry e JOIN ledger_book b ON b.id = e.book_id
                           WHERE e.id = NEW.entry_id AND e.number <= b.head_number)"""
    rules = [
        ("book_head", "UPDATE", "ledger_book", bad_head, "unbalanced or broken head"),
        ("entry_closed", "INSERT", "ledger_entry", closed, "year is closed"),
        ("line_late", "INSERT", "ledger_line", late_line, "entry is already sealed"),
    ]
    sqlite = [
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{words}'); END"
        for name, verb, table, condition, words in rules
    ]
    postgres = []
    for name, verb, table, condition, words in rules:
        postgres += [
            f"""CREATE OR REPLACE FUNCTION chumchon_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN IF {condition} THEN RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
                RETURN NEW; END $$""",
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION chumchon_{name}()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
        ]
    return _run(
        sqlite,
        postgres,
        [f"DROP TRIGGER IF EXISTS {name}" for name, *_ in rules],
        [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, _, table, *_ in rules],
    )
