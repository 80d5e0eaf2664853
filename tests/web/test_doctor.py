"""`chumchon doctor`: each unsafe thing is named in Thai and English and the exit code says no."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from chumchon.web.doctor import database, examine, files
from chumchon.web.doctor import settings as looked
from chumchon.web.doctor.finding import _WORDS, STOP, finding
from tests.factories import make_fund, make_member
from tests.ledger.tamper import tamper

SAFE = {
    "SECRET_KEY": "kS8-vq2LmZ0xWc7Rt4Yb9Nh6Gd3Fj1Pa5Ue_oIi7-BcXw", "DEBUG": False, "SECURE_SSL_REDIRECT": True,
    "SESSION_COOKIE_SECURE": True, "CSRF_COOKIE_SECURE": True, "ALLOWED_HOSTS": ["book.example.org"],
    "ORIGIN": "https://book.example.org",
}  # fmt: skip
on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="roles of PostgreSQL")
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="settings of SQLite")


def codes(look) -> set[str]:
    return {f.code for f in look()}


@pytest.fixture
def data(settings, tmp_path):
    """A data folder as a server has it: keys for the owner only, everything in the list of the backup."""
    (tmp_path / "keys").mkdir(mode=0o700)
    for name in ("citizen", "citizen-index"):
        key = tmp_path / "keys" / f"{name}.key"
        key.touch(mode=0o600)
        key.write_bytes(bytes(range(32)))
    (tmp_path / "evidence").mkdir(mode=0o700)
    (tmp_path / "secret.key").touch(mode=0o600)
    (tmp_path / "backup.list").write_text("keys\nevidence/\nsecret.key\n")
    tmp_path.chmod(0o700)
    settings.DATA_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    return tmp_path


@pytest.fixture
def safe(settings):
    for name, value in SAFE.items():
        setattr(settings, name, value)
    return settings


def test_safe_settings_are_silent(safe):
    assert codes(looked.look) == set()


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("SECRET_KEY", "short", "SECRET_WEAK"), ("SECRET_KEY", "x" * 60, "SECRET_WEAK"),
        ("SECRET_KEY", "django-insecure-" + SAFE["SECRET_KEY"], "SECRET_WEAK"), ("DEBUG", True, "DEBUG"),
        ("SECURE_SSL_REDIRECT", False, "PLAIN_HTTP"), ("SESSION_COOKIE_SECURE", False, "COOKIES"),
        ("ALLOWED_HOSTS", ["*"], "HOSTS_ANY"), ("ALLOWED_HOSTS", ["localhost", "127.0.0.1"], "HOSTS_DEFAULT"),
        ("ORIGIN", "http://book.example.org", "ORIGIN_PLAIN"), ("ORIGIN", "", "ORIGIN_NONE"),
        ("TIME_ZONE", "UTC", "TIME_ZONE"), ("USE_TZ", False, "TIME_ZONE"),
    ],
)  # fmt: skip
def test_an_unsafe_setting_is_named(safe, name, value, code):
    setattr(safe, name, value)
    assert codes(looked.look) == {code}


def test_a_clock_of_another_age_is_named(safe, monkeypatch):
    from datetime import UTC, datetime

    class Then(datetime):
        @classmethod
        def now(cls, zone=None):
            return datetime(1970, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(looked, "datetime", Then)
    assert codes(looked.look) == {"CLOCK"}


def test_a_folder_as_it_should_be_is_silent(data):
    assert codes(files.look) - {"DISK_FULL"} == set()


@pytest.mark.parametrize("path", ["keys/citizen.key", "secret.key", "keys", "."])
def test_a_key_that_others_may_read_is_named(data, path):
    (data / path).chmod(0o744)
    found = [f for f in files.look() if f.code == "OPEN_TO_OTHERS"]
    assert len(found) == 1 and path.split("/")[-1].strip(".") in found[0].th and "chmod" in found[0].en


def test_what_the_backup_forgets_is_named(data):
    (data / "papers").mkdir()
    assert [f.en for f in files.look() if f.code == "NOT_IN_BACKUP"] == [finding("NOT_IN_BACKUP", "papers").en]
    (data / "backup.list").unlink()
    assert "NO_BACKUP_LIST" in codes(files.look)


@pytest.mark.parametrize(("name", "code"), [("LETTERS", "NO_FONTS"), ("PAGES", "NO_STATIC")])
def test_a_missing_letter_or_page_is_named(data, monkeypatch, name, code):
    monkeypatch.setattr(files, name, ("nowhere.ttf",))
    assert code in codes(files.look)


def test_a_house_that_cannot_print_and_a_full_disk_are_named(data, monkeypatch):
    def broken(*given):
        raise RuntimeError("no typst")

    monkeypatch.setattr(files, "typeset", broken)
    monkeypatch.setattr(files.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 5_000_000}))
    assert {"NO_PAPER", "DISK_FULL"} <= codes(files.look)


@on_sqlite
def test_the_database_of_the_tests_keeps_its_promises(db):
    assert codes(database.look) - {"WEAK_DATABASE"} == set()
    assert all("journal_mode" in f.en for f in database.look()), "the tests' own lies in memory or a file of its own"


def test_guards_that_were_dropped_are_named(db):
    tamper()
    found = {f.en for f in database.look() if f.code in ("NO_GUARD", "WEAK_DATABASE")}
    assert any("ledger_entry" in words for words in found)
    assert "NO_GUARD" in codes(database.look)


def test_append_only_tables_of_every_room_are_asked_for(db):
    from chumchon.access.append_only import TABLES

    database._waiting(connection)
    assert {
        "ledger_entry",
        "access_auditevent",
        "funds_memberevent",
        "funds_contribution",
        "funds_claimpayment",
    } <= TABLES


@on_sqlite
def test_a_guard_of_one_table_that_is_gone_is_named_by_its_table(db):
    database._waiting(connection)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER funds_memberevent_no_delete")
    assert [f.th for f in database.look() if f.code == "NO_GUARD"] == [finding("NO_GUARD", "funds_memberevent").th]


def test_sealed_ids_without_their_key_are_named(data, db):
    assert "NO_KEYS" not in codes(database.look)
    make_member(make_fund())
    (data / "keys" / "citizen-index.key").unlink()
    assert [f.en for f in database.look() if f.code == "NO_KEYS"] == [finding("NO_KEYS", "keys/citizen-index.key").en]


def test_migrations_that_wait_are_named_and_nothing_else_is_asked(db, monkeypatch):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'nation'")
    found = list(database.look())
    assert [f.code for f in found] == ["NOT_MIGRATED"] and "nation.0001_tables" in found[0].en


@on_postgres
def test_the_tests_superuser_and_an_open_wall_are_named(db):
    found = codes(database.look)
    assert {"ROLE_SUPER", "WALL_OFF"} <= found


@on_postgres
def test_the_applications_role_with_rights_and_wall_is_silent_and_each_lapse_is_named(db, monkeypatch):
    docs = Path(__file__).parents[2] / "docs"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'chumchon_app'")
        if cursor.fetchone() is None:
            cursor.execute("CREATE ROLE chumchon_app")
        cursor.execute((docs / "rights.sql").read_text().split("-- Every table")[0])
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%\\_no\\_change'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM chumchon_app")
        cursor.execute((docs / "walls.sql").read_text())
        cursor.execute("SET LOCAL ROLE chumchon_app")
        assert codes(database.look) == set()
        cursor.execute("SET LOCAL synchronous_commit = off")
        assert codes(database.look) == {"WEAK_DATABASE"}
        cursor.execute("SET LOCAL synchronous_commit = on; RESET ROLE")
        cursor.execute(
            "GRANT DELETE ON ledger_line TO chumchon_app; ALTER TABLE funds_member DISABLE ROW LEVEL SECURITY"
        )
        cursor.execute("ALTER ROLE chumchon_app BYPASSRLS; SET LOCAL ROLE chumchon_app")
        assert codes(database.look) == {"ROLE_CHANGES", "WALL_OFF", "ROLE_BYPASS"}
        monkeypatch.setenv("CHUMCHON_WALL", "off")
        assert codes(database.look) == {"ROLE_CHANGES", "WALL_DECLARED_OFF", "ROLE_BYPASS"}
        cursor.execute(
            "RESET ROLE; ALTER ROLE chumchon_app NOBYPASSRLS; ALTER TABLE ledger_entry OWNER TO chumchon_app"
        )
        cursor.execute("SET LOCAL ROLE chumchon_app")
        assert "ROLE_OWNER" in codes(database.look)
        cursor.execute(
            "RESET ROLE; ALTER TABLE ledger_line DISABLE TRIGGER ledger_line_no_change; SET LOCAL ROLE chumchon_app"
        )
        assert "NO_GUARD" in codes(database.look)


def test_every_fault_speaks_thai_and_english_and_says_what():
    for code, (severity, _, _) in _WORDS.items():
        said = finding(code, "X")
        assert severity in ("stop", "warn") and "{" not in said.th + said.en
        assert code == "WEAK_DATABASE" or (any("ก" <= c <= "๛" for c in said.th) and said.en.isascii())


def test_the_command_exits_with_one_where_something_is_to_be_mended(db, safe, data, capsys):
    safe.DEBUG = True
    with pytest.raises(CommandError) as refused:
        call_command("doctor", "--json")
    said = json.loads(capsys.readouterr().out)
    assert refused.value.returncode == 1 and not said["ok"]
    assert {"DEBUG"} <= {f["code"] for f in said["findings"] if f["severity"] == STOP}
    assert all(f["th"] and f["en"] for f in said["findings"])
    assert len(list(examine())) == len(said["findings"])


def test_a_database_that_does_not_answer_is_named_and_not_a_trace(tmp_path):
    """The real command in a process of its own: no system check stops it before it can say what is wrong."""
    env = {
        "PATH": os.environ["PATH"], "CHUMCHON_DATA": str(tmp_path), "CHUMCHON_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    }  # fmt: skip
    program = Path(sys.executable).parent / "chumchon"
    done = subprocess.run([program, "doctor", "--json"], env=env, capture_output=True, text=True, timeout=120)
    said = json.loads(done.stdout)
    assert done.returncode == 1 and "NO_DATABASE" in {f["code"] for f in said["findings"]}
    assert "Traceback" not in done.stderr and "ยังไม่ควรเปิดใช้" in done.stderr
