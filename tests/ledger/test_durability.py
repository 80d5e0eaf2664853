"""The house does not open on a database that could lose an acknowledged receipt or let a row be rewritten."""

import os
import sqlite3
import subprocess
import sys

import pytest
from django.db import connection

from chumchon.ledger import durability
from chumchon.thai.errors import Refused
from tests.ledger.tamper import tamper

BIN = os.path.dirname(sys.executable)


def names():
    return {w.name for w in durability.weaknesses(connection)} - {"journal_mode"}  # the tests' own lies in memory


def test_the_settings_and_guards_of_the_house_are_strong_enough(db):
    assert names() == set()


def test_a_guard_that_was_dropped_is_missed(db):
    tamper()
    assert {"ledger_entry_no_update", "ledger_entry_no_change"} & names() and "book_head" in names()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="settings of PostgreSQL")
def test_postgresql_without_synchronous_commit_is_refused(db):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    assert names() == {"synchronous_commit"}
    with pytest.raises(Refused) as refused:
        durability.refuse_weak_database()
    assert refused.value.code == "WEAK_DATABASE" and "synchronous_commit" in refused.value.th


@pytest.mark.skipif(connection.vendor != "postgresql", reason="roles of PostgreSQL")
def test_a_role_that_may_change_the_ledger_is_warned_of(db):
    assert [w.id for w in durability.check_role(None)] == ["ledger.role"]
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE ROLE reader_and_adder; GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO reader_and_adder"
        )
        cursor.execute("SET LOCAL ROLE reader_and_adder")
    assert durability.check_role(None) == []


def chumchon(tmp_path, *command, setup="PRAGMA synchronous=FULL"):
    """Run the real command on a real file, with one pragma of the settings replaced."""
    script = (
        "import sys\nfrom chumchon.config import settings\n"
        "o = settings.DATABASES['default'].get('OPTIONS', {})\n"
        f"o['init_command'] = o['init_command'] + '; {setup}'\n"
        "from chumchon.__main__ import main\nsys.argv = ['chumchon', *sys.argv[1:]]\nmain()\n"
    )
    env = {
        **os.environ, "CHUMCHON_DATA": str(tmp_path), "CHUMCHON_DATABASE_URL": f"sqlite:///{tmp_path}/book.sqlite3",
        "DJANGO_SETTINGS_MODULE": "chumchon.config.settings",
    }  # fmt: skip
    return subprocess.run([sys.executable, "-c", script, *command], env=env, capture_output=True, text=True)


@pytest.mark.parametrize("weak", ["PRAGMA synchronous=NORMAL", "PRAGMA foreign_keys=OFF", "PRAGMA journal_mode=DELETE"])
def test_a_command_on_weaker_sqlite_says_so_in_two_languages_and_stops(tmp_path, weak):
    answer = chumchon(tmp_path, "trial-balance", "--fund", "x", "--json", setup=weak)
    name = weak.split()[1].split("=")[0]
    assert answer.returncode != 0 and answer.stdout == ""
    assert f"ตั้งค่า {name}" in answer.stderr and f"has {name}" in answer.stderr and "Traceback" not in answer.stderr


def test_the_same_command_on_the_house_s_own_settings_is_not_stopped(tmp_path):
    sqlite3.connect(tmp_path / "book.sqlite3").close()
    assert chumchon(tmp_path, "check").returncode == 0


def test_the_web_server_does_not_start_on_a_weak_database(monkeypatch, db):
    monkeypatch.setattr(durability, "weaknesses", lambda _: [durability.Weakness("fsync", "อ่อน", "weak")])
    with pytest.raises(Refused):
        durability.refuse_weak_database()
