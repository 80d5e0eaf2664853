"""Tables whose rows are only ever added: the database itself refuses the rest, in the words of SQLite and PostgreSQL."""

from typing import Any

from django.db.migrations.operations.base import Operation

TABLES: set[str] = set()
"""Every table that a migration made append-only; full once the migrations were loaded (web/doctor)."""


class OnBoth(Operation):
    """Statements of either database. It touches no model, so that the history of the models is not built anew for it,
    which takes most of the time of a migration. code and reverse_code are for migrations that set a guard aside."""

    reduces_to_sql = False
    reversible = True

    def __init__(
        self, sqlite: list[str], postgres: list[str], undo_sqlite: list[str], undo_postgres: list[str]
    ) -> None:
        self.sqlite, self.postgres, self.undo_sqlite, self.undo_postgres = sqlite, postgres, undo_sqlite, undo_postgres

    def state_forwards(self, app_label: str, state: Any) -> None:
        """No model changes."""

    def database_forwards(self, app_label: str, editor: Any, from_state: Any, to_state: Any) -> None:
        """The statements."""
        self.code(None, editor)

    def database_backwards(self, app_label: str, editor: Any, from_state: Any, to_state: Any) -> None:
        """Those that take them back."""
        self.reverse_code(None, editor)

    def code(self, apps: Any, editor: Any) -> None:
        """As in RunPython."""
        for statement in self.sqlite if editor.connection.vendor == "sqlite" else self.postgres:
            editor.execute(statement, params=None)

    def reverse_code(self, apps: Any, editor: Any) -> None:
        """As in RunPython."""
        for statement in self.undo_sqlite if editor.connection.vendor == "sqlite" else self.undo_postgres:
            editor.execute(statement, params=None)

    def describe(self) -> str:
        """For `migrate --plan`."""
        return "Statements for the database itself"


def on_both(sqlite: list[str], postgres: list[str], undo_sqlite: list[str], undo_postgres: list[str]) -> OnBoth:
    """An operation of these statements, and of those that take them back."""
    return OnBoth(sqlite, postgres, undo_sqlite, undo_postgres)


def append_only(table: str, key: str = "id") -> OnBoth:
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
