"""The hand of somebody who owns the database: drops the guards, then writes what they like. Undone with the test."""

from django.db import connection

TABLES = (
    "ledger_entry", "ledger_line", "ledger_receipt", "ledger_book", "funds_contribution", "funds_taking", "funds_claimdecision",
)  # fmt: skip


def tamper(*statements: str) -> None:
    """Take the guards away and run raw SQL, on either database."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)
