"""How fast receipts are posted: `python -m bench.posting [--write]`. Through the action (permission, ledger, chain, audit)
beside raw sqlite3 and psycopg that put the same rows into the same tables, django-ledger that posts the same receipts, and
beancount's check of such a journal.

Ours and raw take turns in one run, so that other work on the machine meets both. A shared machine shows little by the
wall's clock, so processor seconds stand beside it: of this process, and of the database's process that works for it.
"""

import argparse
import json
import os
import subprocess
import sys
import time
import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bench.page import head, table, write_section

SHEET, TURNS, SINGLES = 500, 7, 60
NOW, DAY = datetime(2026, 11, 24, 3, tzinfo=UTC), date(2026, 11, 24)


class Ours:
    """A fund of 500 members who pay month after month through post_contributions."""

    def __init__(self) -> None:
        from tests.factories import actor, make_fund

        from bench import world

        self.fund = make_fund("ours", "500705")
        self.actor, self.members, self.until = (
            actor(self.fund, "treasurer"),
            world.members(self.fund, SHEET, 1),
            date(2026, 10, 31),
        )

    def post(self, members: list, first: date, last: date) -> None:
        """One entry with a receipt for each of the members."""
        from chumchon.funds.actions.contributions import Payment, post_contributions

        payments = [Payment(m.pk, "due", 3000, first, last) for m in members]
        post_contributions(self.fund, self.actor, None, DAY, payments, uuid.uuid4(), "เงินสมทบ", "bench", "", NOW)

    def month(self) -> tuple[date, date]:
        """The next month that nobody has paid."""
        from chumchon.funds.rules.dues import month_end

        first = self.until + timedelta(days=1)
        self.until = month_end(first)
        return first, self.until


class Raw:
    """The same rows with the driver alone: entry, lines, receipts, contributions, paid-until, head, audit; no thinking."""

    def __init__(self) -> None:
        from tests.factories import make_fund, user

        from bench import world
        from chumchon.ledger.models import Account, Book

        fund = make_fund("raw", "500702")
        self.members, self.user = [m.pk for m in world.members(fund, SHEET, 1)], user(fund, "treasurer").pk
        self.book, self.organisation = Book.objects.get(organisation=fund.organisation).pk, fund.organisation_id
        codes = dict(Account.objects.filter(book=self.book).values_list("code", "pk"))
        self.cash, self.income, self.number, self.head, self.receipts = codes["1010"], codes["4010"], 0, "0" * 64, 0
        self.link, self.mark = _connect()

    def sql(self, text: str) -> str:
        """The driver's own way to mark a value."""
        return text if self.mark == "%s" else text.replace("%s", "?")

    def post(self, members: list[int], first: str, last: str) -> None:
        """One transaction, committed."""
        run, many = self.link.execute, self.link.cursor().executemany
        self.number += 1
        mark, before = uuid.uuid4().hex * 2, self.head
        now = NOW if self.mark == "%s" else NOW.isoformat(" ")
        if self.mark == "?":
            run("BEGIN IMMEDIATE")
        entry = run(
            self.sql(
                "INSERT INTO ledger_entry (book_id, number, day, kind, memo, source, source_ref, actor_id, idempotency_key, "
                "content_hash, previous_hash, hash, subsidiary_hash, posted_at) "
                "VALUES (%s,%s,%s,'contribution','x','bench','',%s,%s,%s,%s,%s,%s,%s) RETURNING id"
            ),
            (self.book, self.number, DAY.isoformat(), self.user, uuid.uuid4().hex, mark, before, mark, mark, now),
        ).fetchone()[0]
        total = 3000 * len(members)
        many(
            self.sql("INSERT INTO ledger_line (entry_id, position, account_id, satang) VALUES (%s,%s,%s,%s)"),
            [(entry, 1, self.cash, total), (entry, 2, self.income, -total)],
        )
        many(
            self.sql(
                "INSERT INTO ledger_receipt (book_id, entry_id, year_be, number, day, kind, satang, payer_commitment, public_code) "
                "VALUES (%s,%s,2570,%s,%s,'due',3000,%s,%s)"
            ),
            [
                (self.book, entry, self.receipts + i + 1, DAY.isoformat(), mark, uuid.uuid4().hex[:26])
                for i in range(len(members))
            ],
        )
        self.receipts += len(members)
        made = run(self.sql("SELECT id FROM ledger_receipt WHERE entry_id = %s ORDER BY number"), (entry,)).fetchall()
        many(
            self.sql(
                "INSERT INTO funds_contribution (receipt_id, entry_id, member_id, member_commitment, kind, satang, span_from, "
                "span_to) VALUES (%s,%s,%s,%s,'due',3000,%s,%s)"
            ),
            [(receipt[0], entry, member, mark, first, last) for receipt, member in zip(made, members, strict=True)],
        )
        many(self.sql("UPDATE funds_member SET paid_until = %s WHERE id = %s"), [(last, m) for m in members])
        run(
            self.sql("UPDATE ledger_book SET head_number = %s, head_hash = %s WHERE id = %s"),
            (self.number, mark, self.book),
        )
        run(
            self.sql(
                "INSERT INTO access_auditevent (at, actor_id, organisation_id, verb, subject, detail) "
                "VALUES (%s,%s,%s,'contributions.post','entry','{}')"
            ),
            (now, self.user, self.organisation),
        )
        run("COMMIT") if self.mark == "?" else self.link.commit()
        self.head = mark


def _connect():
    """A connection of the driver itself, as durable as the house's own."""
    from django.db import connection

    if connection.vendor == "sqlite":
        import sqlite3

        link = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, timeout=30)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON"):
            link.execute(f"PRAGMA {pragma}")
        return link, "?"
    import psycopg

    return psycopg.connect(os.environ["CHUMCHON_DATABASE_URL"]), "%s"


def timed(work, server: int = 0) -> tuple[float, float, float]:
    """Seconds of the wall's clock, of this process's processor, and of the server's process that works for it."""
    wall, own, far = time.perf_counter(), time.process_time(), _served(server)
    work()
    return time.perf_counter() - wall, time.process_time() - own, _served(server) - far


def _served(pid: int) -> float:
    """Processor seconds of a PostgreSQL backend on this machine; 0 for SQLite, which works in this process."""
    if not pid:
        return 0.0
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def one_database() -> dict[str, float]:
    """Seconds for a sheet and for one receipt, ours and raw."""
    from django.db import connection

    from bench import world

    world.settle()
    ours, raw = Ours(), Raw()
    pids = {"ours": 0, "raw": 0}
    if connection.vendor == "postgresql":
        pids = {"ours": _pid(connection.cursor()), "raw": _pid(raw.link.cursor())}
        raw.link.commit()
    sheets: dict[str, list[tuple[float, float, float]]] = {"ours": [], "raw": []}
    for _ in range(TURNS):
        first, last = ours.month()
        sheets["ours"].append(timed(lambda f=first, n=last: ours.post(ours.members, f, n), pids["ours"]))
        sheets["raw"].append(
            timed(lambda f=first, n=last: raw.post(raw.members, f.isoformat(), n.isoformat()), pids["raw"])
        )
    singles: dict[str, list[tuple[float, float, float]]] = {"ours": [], "raw": []}
    first, last = ours.month()
    for i in range(SINGLES):
        singles["ours"].append(timed(lambda i=i: ours.post(ours.members[i : i + 1], first, last), pids["ours"]))
        one = raw.members[i : i + 1]
        singles["raw"].append(timed(lambda m=one: raw.post(m, first.isoformat(), last.isoformat()), pids["raw"]))
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        version = cursor.fetchone()[0]
    found = {"version": version, "vendor": connection.vendor}
    for name, turns in (("sheet", sheets), ("one", singles)):
        for who, times in turns.items():
            found[f"{name}_{who}_wall"] = min(wall for wall, *_ in times)
            # The least in this process; the server's clock ticks too coarsely for that, so its mean.
            found[f"{name}_{who}_cpu"] = min(own for _, own, _ in times) + sum(far for *_, far in times) / len(times)
    return found


def _pid(cursor) -> int:
    """The process of the server behind a connection."""
    cursor.execute("SELECT pg_backend_pid()")
    return cursor.fetchone()[0]


def beancount() -> tuple[str, str]:
    """Receipts a second that beancount checks when every receipt is a transaction of a journal."""
    try:
        from beancount import __version__, loader
    except ImportError:
        return "beancount", "skipped: not installed"
    count = 4 * SHEET
    text = "2020-01-01 open Assets:Cash THB\n2020-01-01 open Income:Members THB\n" + "".join(
        f'2026-11-24 * "receipt {i}"\n  Assets:Cash  30.00 THB\n  Income:Members  -30.00 THB\n' for i in range(count)
    )
    seconds = min(timed(lambda: loader.load_string(text))[1] for _ in range(3))
    return (
        f"beancount {__version__} reads and checks such a journal (nothing is stored)",
        f"{count / seconds:,.0f} receipts/s",
    )


def django_ledger() -> list[tuple[str, str]]:
    """The same receipts in django-ledger, where CHUMCHON_PEERS_PYTHON names an environment that holds bench/peers.txt."""
    python = os.environ.get("CHUMCHON_PEERS_PYTHON", "")
    if not python:
        return [("django-ledger", "skipped: CHUMCHON_PEERS_PYTHON names no environment with bench/peers.txt")]
    script = Path(__file__).with_name("posting_django_ledger.py")
    found = json.loads(subprocess.run([python, str(script)], capture_output=True, text=True, check=True).stdout)
    name = f"django-ledger {found['version']}, SQLite"
    return [
        (f"{name}: one entry of {SHEET} receipts, posted", f"{found['sheet']:,.0f} receipts/s"),
        (f"{name}: one by one, each committed", f"{found['one']:,.0f} receipts/s"),
    ]


def rows_of(found: dict) -> list[tuple[str, ...]]:
    """The figures of one database as rows."""
    name = f"{'SQLite' if found['vendor'] == 'sqlite' else 'PostgreSQL'} {found['version'].split(' ')[0]}"
    rows = []
    for key, words, count in (("sheet", f"a sheet of {SHEET}", SHEET), ("one", "one by one, each committed", 1)):
        wall, cpu = found[f"{key}_ours_wall"], found[f"{key}_ours_cpu"]
        raw_wall, raw_cpu = found[f"{key}_raw_wall"], found[f"{key}_raw_cpu"]
        rows.append(
            (f"{name}: {words}", f"{wall * 1000:.1f} ms", f"{cpu * 1000:.1f} ms", f"{count / cpu:,.0f}/s",
             f"{count / raw_cpu:,.0f}/s", f"{raw_cpu / cpu:.2f}", f"{raw_wall / wall:.2f}")
        )  # fmt: skip
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    parser.add_argument("--here", action="store_true", help="measure the database of this environment, answer as JSON")
    arguments = parser.parse_args()
    if arguments.here:
        sys.stdout.write(json.dumps(one_database()) + "\n")
        return
    me, house = [sys.executable, "-m", "bench.posting", "--here"], Path(__file__).parents[1]
    postgres = [sys.executable, str(house / "scripts" / "on_postgres.py"), *me]
    rows: list[tuple[str, ...]] = []
    for command in (me, postgres):
        said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=house).stdout
        rows += rows_of(json.loads(said.strip().splitlines()[-1]))
    titles = ("", "least time", "processor", "receipts a processor second", "raw driver, same rows", "ours : raw (processor)",
              "ours : raw (least time)")  # fmt: skip
    others = table([beancount(), *django_ledger()], ("beside", ""))
    body = f"{head()}; {TURNS} sheets and {SINGLES} single receipts, ours and raw in turns. Least time: wall clock, best turn. Processor: this process (best turn) and the database's process that works for it (mean).\n\n"
    body += table(rows, titles) + "\n" + others
    sys.stdout.write(body)
    if arguments.write:
        write_section("Posting receipts", body)


if __name__ == "__main__":
    main()
