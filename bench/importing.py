"""A workbook of 20,000 members through the import, beside what nothing can go below: plain calamine and raw inserts.

python -m bench.importing [ROWS]: makes its own workbook, works in a data folder and a database of its own, prints the
figures and the ratio of one run. The aim: 20,000 rows in under 10 s.
"""

import io
import os
import random
import sqlite3
import sys
import tempfile
import time
from datetime import date

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else 20_000


def workbook(rows: int) -> bytes:
    """A right register of that many made-up members."""
    from openpyxl import Workbook

    from chumchon.thai import citizen

    rng, seen = random.Random(7), set()
    book = Workbook(write_only=True)
    page = book.create_sheet("ทะเบียนสมาชิก")
    page.append(
        ["เลขสมาชิก", "คำนำหน้า", "ชื่อ", "สกุล", "เลขบัตรประชาชน", "วันเกิด", "บ้านเลขที่", "หมู่ที่", "วันที่สมัคร", "ชำระถึง", "สะสม"]
    )
    for number in range(1, rows + 1):
        made = citizen.synthetic(rng)
        while made in seen:
            made = citizen.synthetic(rng)
        seen.add(made)
        page.append([f"{number:05d}", "นาง", f"สมศรี{number % 97}", f"ใจดี{number % 89}", made, f"{number % 28 + 1}/5/2510", f"{number // 3}",
                     number % 7 + 1, "1 ม.ค. 60", "30/9/2569", 3650])  # fmt: skip
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def raw(data: bytes, folder: str) -> float:
    """Seconds for calamine's rows into three plain tables, nothing looked at."""
    import python_calamine

    began = time.perf_counter()
    rows = python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()[1:]
    with sqlite3.connect(f"{folder}/raw.db") as base:
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("PRAGMA synchronous=FULL")
        columns = ",".join("abcdefghijk")
        for table in ("person", "member", "event"):
            base.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, {columns})")
            base.executemany(f"INSERT INTO {table} ({columns}) VALUES ({','.join('?' * 11)})", rows)
    base.close()
    return time.perf_counter() - began


def ours(data: bytes) -> dict[str, float]:
    """Seconds for reading, and for judging and writing with permission, seals, events and audit."""
    from django.utils import timezone
    from tests import factories

    from chumchon.access.system import system_actor
    from chumchon.funds.actions.importing import import_book
    from chumchon.funds.queries.importing.reading import read_book

    fund = factories.make_fund("bench", villages=7)
    now = timezone.now()
    began, cpu = time.perf_counter(), time.process_time()
    book = read_book(data)
    read = time.perf_counter()
    done = import_book(
        fund, system_actor("registrar"), book, book.table.guess.mapping, "bench.xlsx", "0", now, date(2026, 11, 24)
    )
    end = time.perf_counter()
    if done.report["accepted"] != ROWS:
        raise SystemExit(f"the import did not take every row: {done.report}")
    return {
        "read": read - began,
        "judge and write": end - read,
        "all": end - began,
        "processor": time.process_time() - cpu,
    }


def main() -> None:
    """Print the figures of one run."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(CHUMCHON_DATA=folder, CHUMCHON_PLAIN_HTTP="1", CHUMCHON_SECRET_KEY="bench" * 12)
        os.environ["DJANGO_SETTINGS_MODULE"] = "chumchon.config.settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        data = workbook(ROWS)
        plain, full = raw(data, folder), ours(data)
        print(
            f"import of {ROWS:,} rows ({len(data):,} bytes), {os.environ.get('CHUMCHON_DATABASE_URL', 'sqlite').split(':')[0]}"
        )
        for what, seconds in full.items():
            print(f"  {what:<16} {seconds:7.2f} s")
        print(f"  {'plain and raw':<16} {plain:7.2f} s   calamine in this process, the cells into three bare tables")
        print(f"  ratio {full['all'] / plain:.1f}; {ROWS / full['all']:,.0f} rows a second; aim under 10 s for 20,000")


if __name__ == "__main__":
    main()
