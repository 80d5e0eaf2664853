"""Tables whose rows are only ever added: the database itself refuses the rest, in the words of SQLite and PostgreSQL."""

from typing import Any

from django.db.migrations.operations.base import Operation

TABLES: set[str] = set()
"""Every table that a migration made append-only; full once the migrations were loaded (web/doctor)."""


class OnBoth(Operation):
    """Statements of either database. It touches no model, so that the history of the models is not built anew for it,
    which takes most of the time of a migration."""

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
        _run(editor, self.sqlite, self.postgres)

    def database_backwards(self, app_label: str, editor: Any, from_state: Any, to_state: Any) -> None:
        """Those that take them back."""
        _run(editor, self.undo_sqlite, self.undo_postgres)

    def describe(self) -> str:
        """For `migrate --plan`."""
        return "Statements for the database itself"


def _run(editor: Any, sqlite: list[str], postgres: list[str]) -> None:
    for statement in sqlite if editor.connection.vendor == "sqlite" else postgres:
        editor.execute(statement, params=None)


def set_aside(guards: OnBoth) -> tuple[OnBoth, OnBoth]:
    """Operations that lift guards inside a migration, and that put them back before it ends: for what must be sealed.

    What is blanked between them leaves no bytes behind in a file of SQLite.
    """
    lifting = ["PRAGMA secure_delete=ON", *guards.undo_sqlite]
    lift = OnBoth(lifting, guards.undo_postgres, guards.sqlite, guards.postgres)
    return lift, OnBoth(guards.sqlite, guards.postgres, lifting, guards.undo_postgres)


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
    return OnBoth(
        sqlite,
        postgres,
        [f"DROP TRIGGER IF EXISTS {table}_{what}" for what in ("no_update", "no_delete", "no_replace")],
        [f"DROP TRIGGER IF EXISTS {table}_{what} ON {table}" for what in ("no_change", "no_truncate")],
    )
