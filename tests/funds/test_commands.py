"""The house's commands end in one way: 0 done, 1 something is wrong with what was looked at, 2 not done and why."""

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys

import pytest

from tests.funds.importing_books import HEADERS, people, xlsx

CHUMCHON = [sys.executable, "-m", "chumchon"]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A data folder with a database of its own in which a fund was opened and its book imported, by real processes, which
    do not see the test's transaction. Every test may be the first that asks for it."""
    folder = tmp_path_factory.mktemp("data")
    env = {**os.environ, "CHUMCHON_DATA": str(folder), "CHUMCHON_DATABASE_URL": f"sqlite:///{folder}/chumchon.sqlite3"}
    subprocess.run([*CHUMCHON, "migrate", "-v0"], env=env, check=True)
    fund = folder / "fund.toml"
    fund.write_text(
        'code = "ban-rai"\nname_th = "กองทุนสวัสดิการตำบลแม่แรม"\narea = "500705"\nkind = "tambon"\nfounded = 2553-01-01\nvillages = 7\n'
    )
    (folder / "book.xlsx").write_bytes(xlsx([HEADERS, *people(300)]))
    for words in (["open-fund", "fund.toml"], ["import-members", "book.xlsx", "--fund", "ban-rai"]):
        done = run((folder, env), *words)
        assert done.returncode == 0, done.stderr
    return folder, env


def run(home, *words: str) -> subprocess.CompletedProcess[str]:
    folder, env = home
    return subprocess.run([*CHUMCHON, *words], env=env, cwd=folder, capture_output=True, text=True, timeout=120)


def test_what_is_done_ends_with_0_and_what_is_not_done_with_2_and_two_sentences(home):
    assert run(home, "verify-book", "--fund", "ban-rai").returncode == 0
    for words, code in (
        (["open-fund", "fund.toml"], "CODE_TAKEN"), (["open-fund", "none.toml"], "NO_FILE"),
        (["import-members", "none.xlsx", "--fund", "ban-rai"], "NO_FILE"), (["import-members", "book.xlsx", "--fund", "x"], "NO_FUND"),
        (["import-benefits", "book.xlsx", "--fund", "ban-rai"], "NO_HEADER"), (["import-members", "--fund", "ban-rai"], "USAGE"),
        (["import-members", "--undo", "77", "--fund", "ban-rai"], "NO_BATCH"),
    ):  # fmt: skip
        said = run(home, *words)
        assert said.returncode == 2 and f"[{code}]" in said.stderr, (words, said.stderr)
        assert said.stdout == "" and any("ก" <= c <= "๙" for c in said.stderr) and "Traceback" not in said.stderr
    assert run(home, "import-members").returncode == 2, "asked wrongly"


def test_a_reader_who_has_seen_enough_is_no_fault(home):
    _, env = home
    reading, writing = os.pipe()
    os.close(reading)  # as `| head` leaves it
    with open(writing, "w") as nobody:
        said = subprocess.run(
            [*CHUMCHON, "help"], env=env, stdout=nobody, stderr=subprocess.PIPE, text=True, timeout=60
        )
    assert (said.returncode, said.stderr) == (0, "")


def test_a_book_is_checked_though_its_guards_were_taken_away(home, tmp_path):
    folder, env = home
    stolen = tmp_path / "chumchon.sqlite3"
    shutil.copy(folder / "chumchon.sqlite3", stolen)
    with contextlib.closing(sqlite3.connect(stolen)) as db, db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP TRIGGER "{name}"')
        db.execute("UPDATE ledger_book SET head_hash = 'x'")
    there = (folder, {**env, "CHUMCHON_DATABASE_URL": f"sqlite:///{stolen}"})
    told = run(there, "verify-book", "--fund", "ban-rai", "--json")
    assert told.stdout, told.stderr[-3000:]
    said = json.loads(told.stdout)
    assert told.returncode == 1 and not said["ok"] and said["first_broken"] and "ledger_line_no_update" in said["weak"]
    assert run(there, "trial-balance", "--fund", "ban-rai").returncode != 0
