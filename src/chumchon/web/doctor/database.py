"""What the database promises: settings, guards, migrations, the application's role, and the second wall."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError

from chumchon.access.append_only import TABLES as APPEND_ONLY
from chumchon.ledger.durability import weaknesses
from chumchon.people import protect

from .finding import Finding, finding

OLDEST_POSTGRES = 150_000
WALLED = r"^(ledger|funds|matching|checks)_"
CLOCKS_APART = 5  # seconds between this machine and the database's


def look() -> Iterator[Finding]:
    """Faults of the database; without one that answers, only that."""
    connection = connections[DEFAULT_DB_ALIAS]
    try:
        connection.ensure_connection()
    except DatabaseError as fault:
        yield finding("NO_DATABASE", str(fault).splitlines()[0][:200])
        return
    waiting = _waiting(connection)
    if waiting:
        yield finding("NOT_MIGRATED", waiting)
        return
    for weak in weaknesses(connection):
        yield finding("WEAK_DATABASE", weak.th, weak.en)
    for table in _unguarded(connection):
        yield finding("NO_GUARD", table)
    yield from _keys()
    if connection.vendor == "postgresql":
        yield from _postgres(connection)


def _waiting(connection: BaseDatabaseWrapper) -> str:
    """Migrations that are not applied, in a word; also fills the list of append-only tables, which they declare."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    names = [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
    return " ".join(names[:3]) + (f" +{len(names) - 3}" if len(names) > 3 else "")


def _unguarded(connection: BaseDatabaseWrapper) -> list[str]:
    """Append-only tables that lack one of their triggers, or hold one that is switched off."""
    sqlite = connection.vendor == "sqlite"
    ends = ("no_update", "no_delete", "no_replace") if sqlite else ("no_change", "no_truncate")
    with connection.cursor() as cursor:
        if sqlite:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'")
        standing = {name for (name,) in cursor.fetchall()}
    tables = set(connection.introspection.table_names())
    return sorted(t for t in APPEND_ONLY & tables if any(f"{t}_{end}" not in standing for end in ends))


def _keys() -> Iterator[Finding]:
    """Whoever sealed something needs the key again."""
    from chumchon.people.models import Person

    sealed = Person.objects.filter(citizen_cipher__isnull=False).exists()
    for name in ("citizen", "citizen-index"):
        if sealed and not protect.has_key(name):
            yield finding("NO_KEYS", f"keys/{name}.key")


def _one(cursor: Any, sql: str) -> Any:
    cursor.execute(sql)
    return cursor.fetchone()[0]


def _postgres(connection: BaseDatabaseWrapper) -> Iterator[Finding]:
    with connection.cursor() as cursor:
        version = int(_one(cursor, "SHOW server_version_num"))
        if version < OLDEST_POSTGRES:
            yield finding("OLD_POSTGRES", str(version // 10_000))
        there: datetime = _one(cursor, "SELECT clock_timestamp()")
        apart = abs((datetime.now(UTC) - there).total_seconds())
        if apart > CLOCKS_APART:
            yield finding("CLOCK", f"ต่างจากฐานข้อมูล {apart:.0f} วินาที", f"{apart:.0f} s apart from the database")
        yield from _role(cursor)
        yield from _wall(cursor)
    host = str(connection.settings_dict.get("HOST") or "")
    options = connection.settings_dict.get("OPTIONS", {})
    if host and not host.startswith(("/", "127.", "localhost", "::1")) and options.get("sslmode") not in ("require", "verify-ca", "verify-full"):  # fmt: skip
        yield finding("NO_TLS", host)


def _role(cursor: Any) -> Iterator[Finding]:
    """The application reads and adds; it owns nothing and is nobody's superuser."""
    cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
    name, is_super, bypasses = cursor.fetchone()
    if is_super:
        yield finding("ROLE_SUPER", name)
    elif bypasses:
        yield finding("ROLE_BYPASS", name)
    owner = "SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE oid = 'ledger_entry'::regclass"
    if not is_super and _one(cursor, owner):
        yield finding("ROLE_OWNER", name)
    if is_super:
        return
    cursor.execute(
        "SELECT t FROM unnest(%s::text[]) AS t WHERE to_regclass(t) IS NOT NULL AND (has_table_privilege(t, 'UPDATE')"
        " OR has_table_privilege(t, 'DELETE') OR has_table_privilege(t, 'TRUNCATE')) ORDER BY t",
        [sorted(APPEND_ONLY)],
    )
    changing = [t for (t,) in cursor.fetchall()]
    if changing:
        yield finding("ROLE_CHANGES", _few(changing))


def _wall(cursor: Any) -> Iterator[Finding]:
    """Every table that names an organisation, a fund or a book is behind the wall, and persons."""
    cursor.execute(
        "SELECT DISTINCT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped"
        " WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT c.relrowsecurity"
        " AND ((c.relname ~ %s AND a.attname IN ('organisation_id', 'fund_id', 'book_id')) OR c.relname = 'people_person')"
        " ORDER BY 1",
        [WALLED],
    )
    open_tables = [t for (t,) in cursor.fetchall()]
    if not open_tables:
        return
    if os.environ.get("CHUMCHON_WALL", "").strip().lower() == "off":
        yield finding("WALL_DECLARED_OFF")
    else:
        yield finding("WALL_OFF", _few(open_tables))


def _few(names: list[str]) -> str:
    return ", ".join(names[:4]) + (f" +{len(names) - 4}" if len(names) > 4 else "")
