"""What the database must promise before the house opens: an acknowledged receipt survives, and nothing is rewritten.

Weaker settings are refused at start-up, in Thai and English: by every command through Django's checks, and by the web
server through `refuse_weak_database`.
"""

from dataclasses import dataclass
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import OperationalError

from chumchon.thai.errors import Refused

APPEND_ONLY = ("ledger_entry", "ledger_line", "ledger_receipt")
GUARDS = ("book_head", "entry_closed", "line_late")
_SQLITE_PROMISES = {
    # name: (values that will do, what is lost without it in Thai, in English)
    "journal_mode": (("wal",), "อ่านกับเขียนพร้อมกันไม่ได้", "readers and the poster would block each other"),
    "synchronous": ((2, 3), "ไฟดับแล้วใบเสร็จที่ออกไปอาจหาย", "a power cut could lose receipts that were given out"),
    "foreign_keys": ((1,), "รายการอาจอ้างถึงสิ่งที่ไม่มี", "rows could name what does not exist"),
}
_POSTGRES_PROMISES = {
    "synchronous_commit": (
        ("on", "local", "remote_write", "remote_apply"), "เครื่องดับแล้วใบเสร็จที่ออกไปอาจหาย",
        "a crash could lose receipts that were given out",
    ),
    "fsync": (("on",), "ไฟดับแล้วสมุดอาจเสียหาย", "a power cut could destroy the book"),
    "full_page_writes": (("on",), "ไฟดับแล้วสมุดอาจเสียหาย", "a power cut could destroy the book"),
}  # fmt: skip


@dataclass(frozen=True)
class Weakness:
    """A promise that the database does not keep; two sentences that say what to do."""

    name: str
    th: str
    en: str


def weaknesses(connection: BaseDatabaseWrapper) -> list[Weakness]:
    """Promises that this connection's database does not keep: settings, and guards that are missing."""
    sqlite = connection.vendor == "sqlite"
    promises: dict[str, tuple[tuple[Any, ...], str, str]] = _SQLITE_PROMISES if sqlite else _POSTGRES_PROMISES
    found = []
    with connection.cursor() as cursor:
        for name, (enough, th, en) in promises.items():
            cursor.execute(f"PRAGMA {name}" if sqlite else f"SHOW {name}")
            value = cursor.fetchone()[0]
            if value not in enough:
                found.append(
                    Weakness(
                        name, f"ฐานข้อมูลตั้งค่า {name} เป็น {value} ไม่ปลอดภัยพอ {th} ให้ตั้งเป็น {enough[0]}",
                        f"The database has {name} = {value}: {en}. Set it to {enough[0]}.",
                    )
                )  # fmt: skip
        for name in _missing_guards(cursor, sqlite):
            found.append(
                Weakness(
                    name, f"ฐานข้อมูลไม่มีตัวกันแก้ไข {name} กู้จากสำเนาที่เชื่อถือได้แล้วสั่ง chumchon verify-book",
                    f"The guard {name} is missing or switched off: restore it, then run chumchon verify-book.",
                )
            )  # fmt: skip
    return found


def _missing_guards(cursor: Any, sqlite: bool) -> list[str]:
    """Triggers that ought to stand. None are asked for until the migration that makes them has run."""
    if sqlite:
        cursor.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'django_migrations'")
    else:
        cursor.execute("SELECT to_regclass('django_migrations')")
    if not (cursor.fetchone() or (None,))[0]:
        return []
    cursor.execute("SELECT 1 FROM django_migrations WHERE app = 'ledger' AND name LIKE %s", ["0002%"])
    if cursor.fetchone() is None:
        return []
    if sqlite:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ends: tuple[str, ...] = ("no_update", "no_delete", "no_replace")
    else:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'")
        ends = ("no_change", "no_truncate")
    standing = {name for (name,) in cursor.fetchall()}
    wanted = {f"{table}_{end}" for table in APPEND_ONLY for end in ends} | set(GUARDS)
    return sorted(wanted - standing)


def refuse_weak_database() -> None:
    """Errors: WEAK_DATABASE, with the first promise that is not kept."""
    for weak in weaknesses(connections[DEFAULT_DB_ALIAS]):
        raise Refused("WEAK_DATABASE", weak.th, weak.en)


@register(Tags.security)
def check_promises(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every command refuses to run on a weak database; one that cannot be reached is told of by the command itself."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "sqlite" and connection.is_in_memory_db():  # type: ignore[attr-defined]
        return []  # the tests' own
    try:
        return [Error(f"{w.th}\n{w.en}", id=f"ledger.{w.name}") for w in weaknesses(connection)]
    except OperationalError:
        return []


@register(Tags.security, deploy=True)
def check_role(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """On PostgreSQL the application's role should be able to read and add, and nothing else, on what never changes."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql":
        return []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('ledger_entry') IS NOT NULL")
            if not cursor.fetchone()[0]:
                return []
            tables = ", ".join(f"'{t}'" for t in APPEND_ONLY)
            cursor.execute(
                "SELECT bool_or(has_table_privilege(t, 'UPDATE') OR has_table_privilege(t, 'DELETE')"  # noqa: S608
                f" OR has_table_privilege(t, 'TRUNCATE')) FROM unnest(ARRAY[{tables}]) AS t"
            )
            may_change = cursor.fetchone()[0]
    except OperationalError:
        return []
    if not may_change:
        return []
    return [
        Warning(
            "ผู้ใช้ฐานข้อมูลของระบบแก้หรือลบตารางบัญชีได้ ให้ใช้ผู้ใช้ที่มีสิทธิ SELECT และ INSERT เท่านั้น\n"
            "The application's database role may change the ledger's tables; give it SELECT and INSERT only "
            "(docs/decisions: what the database must promise).",
            id="ledger.role",
        )
    ]
