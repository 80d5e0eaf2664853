"""What the database itself refuses about a book: an unbalanced entry, a broken head, an entry in a closed year."""

from collections.abc import Sequence

from chumchon.access.append_only import OnBoth

Rule = tuple[str, str, str, str, str]


def book_guards() -> OnBoth:
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
    return _guards(rules)


def ended_guards() -> OnBoth:
    """A book that ended takes no entry, and never begins again. The day's bound is here too: a CHECK would make SQLite
    write the table anew, and its guards would be gone."""
    ended = "EXISTS (SELECT 1 FROM ledger_book b WHERE b.id = NEW.book_id AND b.ended_on IS NOT NULL)"
    again = """NEW.ended_on >= '2200-01-01' OR OLD.ended_on IS NOT NULL
               AND (NEW.ended_on IS NULL OR NEW.ended_on <> OLD.ended_on)"""
    return _guards([
        ("entry_ended", "INSERT", "ledger_entry", ended, "book has ended"),
        ("book_ended", "UPDATE", "ledger_book", again, "book has ended"),
    ])  # fmt: skip


def _guards(rules: Sequence[Rule]) -> OnBoth:
    """Triggers from rules: (name, verb, table, condition, words)."""
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
    return OnBoth(
        sqlite,
        postgres,
        [f"DROP TRIGGER IF EXISTS {name}" for name, *_ in rules],
        [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, _, table, *_ in rules],
    )
