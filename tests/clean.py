"""How a test that really commits (transactional_db, live_server) leaves the database as it found it.

Django's own way, `flush`, cannot work here: the book's tables refuse DELETE and TRUNCATE on both databases, and it
would load the nation's 7,436 tambons anew after every test. So, for the test database only: the guards are set aside,
every table that was empty after the migrations is emptied again, the guards are put back, all in one transaction.
Tables that the migrations filled (areas, permissions) are left alone; tests do not change them.
A test of the guards themselves meets them as they are: nothing is set aside while a test runs.
"""

from django.db import connection, transaction
from django.test import TransactionTestCase

_emptied: list[str] = []


def install() -> None:
    """Remember which tables hold nothing after the migrations, and clean those from now on instead of flushing."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT 1 FROM {quote(table)} LIMIT 1")
            if cursor.fetchone() is None:
                _emptied.append(table)
    TransactionTestCase._fixture_teardown = lambda self: clean()


def clean() -> None:
    """Empty the tables that hold rows, with their guards set aside in the same transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        found = _filled(cursor)
        if connection.vendor == "sqlite":
            _clean_sqlite(cursor, found)
        else:
            _clean_postgres(cursor, found)


def _filled(cursor) -> list[str]:
    """Few tables hold rows after a test, and looking is cheaper than emptying them all and rebuilding every guard."""
    cursor.execute(" UNION ALL ".join(f"SELECT '{t}' WHERE EXISTS (SELECT 1 FROM \"{t}\")" for t in _emptied))
    return [table for (table,) in cursor.fetchall()]


def _clean_sqlite(cursor, found: list[str]) -> None:
    cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
    guards = [(name, sql) for name, table, sql in cursor.fetchall() if table in found]
    for name, _ in guards:
        cursor.execute(f'DROP TRIGGER "{name}"')
    for table in found:
        cursor.execute(f'DELETE FROM "{table}"')
    for _, sql in guards:
        cursor.execute(sql)


def _clean_postgres(cursor, found: list[str]) -> None:
    cursor.execute(
        "SELECT tgrelid::regclass::text, quote_ident(tgname) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'"
    )
    guards = [(table, name) for table, name in cursor.fetchall() if table.strip('"') in found]
    for table, name in guards:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
    for table in found:
        cursor.execute(f'DELETE FROM "{table}"')
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or the guards wait for the foreign keys, which look at commit
    for table, name in guards:
        cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
