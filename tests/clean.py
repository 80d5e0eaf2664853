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
    """Empty the tables, with the guards set aside in the same transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _clean_sqlite(cursor)
        else:
            _clean_postgres(cursor)


def _clean_sqlite(cursor) -> None:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    guards = cursor.fetchall()
    for name, _ in guards:
        cursor.execute(f'DROP TRIGGER "{name}"')
    for table in _emptied:
        cursor.execute(f'DELETE FROM "{table}"')
    for _, sql in guards:
        cursor.execute(sql)


def _clean_postgres(cursor) -> None:
    cursor.execute(
        "SELECT tgrelid::regclass::text, quote_ident(tgname) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'"
    )
    guards = cursor.fetchall()
    for table, name in guards:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
    cursor.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in _emptied))
    for table, name in guards:
        cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
