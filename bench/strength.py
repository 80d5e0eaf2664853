"""Strong tambons: every subdistrict's fifteen years scored anew, and the page of one tambon. `python -m bench.strength [--write]`.

Counts are made up from a seed for the real subdistrict codes, in a new database (SQLite; PostgreSQL where
CHUMCHON_DATABASE_URL says so, as scripts/on_postgres.py does). Reading, scoring and writing the rows are all in the figure;
a plain loop scores the same rows beside. The page is the demo's living tambon, with all that stands on it.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from bench.page import head, table, write_section

YEARS, TURNS, PAGES = 15, 3, 60


def fill(years: int) -> int:
    """Made-up counts of every tambon and year; answers how many rows."""
    import numpy as np

    from chumchon.areas.models import Subdistrict
    from chumchon.ledger.bulk import insert_rows, maker
    from chumchon.nation.models import TambonYear
    from chumchon.nation.strength.counts import NAMES

    chance = np.random.default_rng(2569)
    codes = list(Subdistrict.objects.filter(valid_to=None).order_by("code").values_list("code", flat=True))
    most = {name: 3_000_000 if name.endswith("satang") else 1_500 if name == "fund_members" else 25 for name in NAMES}
    make = maker(TambonYear, "area", "year_be", "counts")
    rows = []
    for year in range(2570 - years, 2570):
        columns = {name: chance.integers(0, top, len(codes)).tolist() for name, top in most.items()}
        for i, code in enumerate(codes):
            rows.append(
                make(code, year, json.dumps({name: values[i] for name, values in columns.items() if values[i]}))
            )
    insert_rows(rows)
    return len(rows)


def plain(rows: list[dict[str, int]]) -> int:
    """The same scores row by row; answers their sum, which must be the same."""
    from chumchon.nation.strength.load import catalogue

    book, total = catalogue(), 0
    whole = sum(i.weight for i in book.indicators)
    for row in rows:
        made = 0
        for i in book.indicators:
            count = row.get(i.count, 0)
            if i.formula == "have":
                part = 1000 if count > 0 else 0
            elif i.formula == "reach":
                part = min(count * 1000 // i.goal, 1000)
            else:
                of = row.get(i.of, 0)
                part = min(count * 1000 // of, 1000) if of > 0 else 0
            made += part * i.weight
        total += made // whole
    return total


def scores() -> list[tuple[str, ...]]:
    """Seconds of scoring all anew, of its arithmetic alone, and of a plain loop over the same rows."""
    from django.db import connection, transaction

    from chumchon.nation.models import Strength, TambonYear
    from chumchon.nation.queries.places import NATION, children
    from chumchon.nation.strength.actions import columns, rescore
    from chumchon.nation.strength.load import catalogue
    from chumchon.nation.strength.queries import lines
    from chumchon.nation.strength.rules import score

    with transaction.atomic():
        rows = fill(YEARS)
    took = []
    for _ in range(TURNS):
        start = time.perf_counter()
        done = rescore()
        took.append(time.perf_counter() - start)
        assert done == rows == Strength.objects.count()
    counted = [
        json.loads(text) for text in TambonYear.objects.order_by("year_be", "area").values_list("counts", flat=True)
    ]
    start = time.perf_counter()
    made = score(catalogue(), columns(counted), {})
    alone = time.perf_counter() - start
    start = time.perf_counter()
    total = plain(counted)
    loop = time.perf_counter() - start
    assert total == int(made.total.sum()), "both score alike"
    start = time.perf_counter()
    lines([NATION, *children(NATION)], 2569)
    picture = time.perf_counter() - start
    return [
        (f"{rows:,} tambon-years scored anew, read and written ({connection.vendor})", f"{min(took):.1f} s ({', '.join(f'{x:.1f}' for x in took)})"),
        ("of it the arithmetic, in NumPy with the columns made", f"{alone:.2f} s"),
        ("a plain loop over the same rows", f"{loop:.2f} s, {loop / alone:.1f} times"),
        ("the national picture of a year, by region", f"{picture * 1000:.0f} ms"),
    ]  # fmt: skip


def page() -> list[tuple[str, ...]]:
    """p95 and queries of the living tambon's page, from the demo that stands in CHUMCHON_DATA. Time of the clock and of the
    processor: on a busy machine the first says more of the others."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from chumchon.funds.models import Fund
    from chumchon.nation.strength.actions import refresh

    refresh(date.today(), 4)
    code = Fund.objects.order_by("pk").first().organisation.subdistrict_id  # type: ignore[union-attr]
    client, took, worked = Client(), [], []
    client.get(f"/tambons/{code}")
    for _ in range(PAGES):
        start, busy = time.perf_counter(), time.process_time()
        answer = client.get(f"/tambons/{code}")
        took.append(time.perf_counter() - start)
        worked.append(time.process_time() - busy)
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/tambons/{code}")
    clock, own = (
        f"p50 {sorted(t)[PAGES // 2] * 1000:.0f} ms, p95 {sorted(t)[int(PAGES * 0.95) - 1] * 1000:.0f} ms"
        for t in (took, worked)
    )
    size = len(answer.content) // 1024
    return [
        ("the living tambon's page, by the clock", f"{clock}, {len(asked)} queries, {size} KB"),
        ("of it the processor's own time", own),
    ]


def page_of(folder: Path) -> list[tuple[str, ...]]:
    """The page measured by another process on a copy of the demo's folder; the demo is made where there is none."""
    with tempfile.TemporaryDirectory(prefix="chumchon-tambon-") as made:
        data = Path(made) / "data"
        if folder.exists():
            shutil.copytree(folder, data)
        env = {**os.environ, "CHUMCHON_DATA": str(data), "CHUMCHON_DATABASE_URL": "", "CHUMCHON_PLAIN_HTTP": "1"}
        subprocess.run(
            [sys.executable, "-m", "chumchon", "demo", "--no-serve", "--json"],
            env=env,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        said = subprocess.check_output([sys.executable, "-m", "bench.strength", "--only-page"], env=env, text=True)
    return [tuple(row) for row in json.loads(said.splitlines()[-1])]


def main() -> int:
    """Measure, print, and with --write put the section into docs/benchmarks.md."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--without-page", action="store_true")
    asked.add_argument("--only-page", action="store_true", help="as JSON, of the demo in CHUMCHON_DATA")
    asked.add_argument(
        "--demo", type=Path, default=Path("-"), help="a folder that `chumchon demo --no-serve` made; copied"
    )
    options = asked.parse_args()
    if options.only_page:
        os.environ["DJANGO_SETTINGS_MODULE"] = "chumchon.config.settings"
        import django

        django.setup()
        print(json.dumps(page()))
        return 0
    with tempfile.TemporaryDirectory(prefix="chumchon-strength-") as made:
        os.environ.update(
            CHUMCHON_DATA=made, CHUMCHON_PLAIN_HTTP="1", DJANGO_SETTINGS_MODULE="chumchon.config.settings"
        )
        import django
        import numpy

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        rows = scores()
    if not options.without_page:
        rows += page_of(options.demo)
    body = head(f"NumPy {numpy.__version__}", f"load {os.getloadavg()[0]:.1f}") + "; least time of three.\n\n"
    body += table(rows, ("What", "Figure"))
    print(body)
    if options.write:
        write_section("Strong tambons", body)
    sys.stderr.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
