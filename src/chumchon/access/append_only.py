"""Tables whose rows are only ever added: the database itself refuses the rest, in the words of SQLite and PostgreSQL."""

from typing import Any

from django.db import migrations

TABLES: set[str] = set()
"""Every table that a migration made append-only; full once the migrations were loaded (web/doctor)."""


def on_both(
    sqlite: list[str], postgres: list[str], undo_sqlite: list[str], undo_postgres: list[str]
) -> migrations.RunPython:
    def forwards(apps: Any, editor: Any) -> None:
        for statement in sqlite if editor.connection.vendor == "sqlite" else postgres:
            editor.execute(statement, params=None)

    def backwards(apps: Any, editor: Any) -> None:
        for statement in undo_sqlite if editor.connection.vendor == "sqlite" else undo_postgres:
            editor.execute(statement, params=None)

    return migrations.RunPython(forwards, backwards, elidable=False)


def append_only(table: str, key: str = "id") -> migrations.RunPython:
    """Rows of the table are only ever added. On SQLite REPLACE slips past UPDATE and DELETE triggers, hence the third."""
    TABLES.add(table)
    sqlite = [
        f"""CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
            BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END""",
        f"""CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
            BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END""",
        f"""CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
            WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})
            BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END""",  # noqa: S608 - names from our migrations
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
    return on_both(
        sqlite,
        postgres,
        [f"DROP TRIGGER IF EXISTS {table}_{what}" for what in ("no_update", "no_delete", "no_replace")],
        [f"DROP TRIGGER IF EXISTS {table}_{what} ON {table}" for what in ("no_change", "no_truncate")],
    )
