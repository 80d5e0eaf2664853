"""The nation's year closed from raw rows, beside a bare script of the same SQL; and the national page from its figures.

`python -m bench.nation [--write] [--members N]`: columns are synthesised in a temporary folder from one seed.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.page import head, table, write_section

YEAR = 2569
BARE = """
import sys, time, duckdb
from pathlib import Path
con = duckdb.connect(config={"memory_limit": "5GB", "threads": 2, "preserve_insertion_order": False})
con.execute("SET enable_progress_bar = false")
start = time.perf_counter()
for part in Path(sys.argv[1]).read_text().split("--STEP--"):
    con.execute(part)
con.execute("SELECT * FROM report").fetchall()
print(time.perf_counter() - start)
"""
OURS = """
import resource, sys, time
from pathlib import Path
from chumchon.nation.columns.close import close_nation
start = time.perf_counter()
close_nation(Path(sys.argv[1]), int(sys.argv[2]))
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def close(members: int, turns: int = 3) -> list[tuple[str, ...]]:
    """Seconds of ours and of the bare script in turns, least of each, and our memory."""
    from chumchon.nation.columns.close import statements
    from chumchon.nation.columns.layout import Rules
    from chumchon.nation.columns.synth import synth

    with tempfile.TemporaryDirectory(prefix="chumchon-columns-") as made:
        folder = Path(made) / "columns"
        funds, claims = max(10, members * 5915 // 6_486_679), max(50, members * 700_000 // 6_486_679)
        start = time.perf_counter()
        synth(folder, members, funds, claims, YEAR, progress=lambda step: print(step, file=sys.stderr))
        made_in = time.perf_counter() - start
        script, sql = Path(made) / "bare.py", Path(made) / "bare.sql"
        script.write_text(BARE)
        sql.write_text("--STEP--".join(text for _, text in statements(folder, YEAR, Rules())))
        ours, bare, memory = [], [], 0
        for _ in range(turns):
            said = subprocess.check_output([sys.executable, "-c", OURS, str(folder), str(YEAR)], text=True).split()
            ours.append(float(said[0]))
            memory = max(memory, int(said[1]))
            bare.append(float(subprocess.check_output([sys.executable, str(script), str(sql)], text=True)))
    size = f"{members:,} members, {funds:,} funds, {claims:,} claims"
    return [
        (f"columns made up: {size}", f"{made_in:.1f} s"),
        ("close-nation, checks of the raw sums included", f"{min(ours):.1f} s ({', '.join(f'{x:.1f}' for x in ours)})"),
        ("a bare DuckDB script, the same SQL", f"{min(bare):.1f} s ({', '.join(f'{x:.1f}' for x in bare)})"),
        ("ours : bare", f"{min(ours) / min(bare):.2f}"),
        ("largest memory of close-nation", f"{memory:,} MB"),
    ]


def pages(requests: int = 40) -> list[tuple[str, ...]]:
    """p95 of the national page and of a province, from the example's figures in a new SQLite database."""
    with tempfile.TemporaryDirectory(prefix="chumchon-nation-") as made:
        os.environ.update(
            CHUMCHON_DATA=made, CHUMCHON_PLAIN_HTTP="1", DJANGO_SETTINGS_MODULE="chumchon.config.settings"
        )
        import django

        django.setup()
        from django.core.management import call_command
        from django.test import Client

        call_command("migrate", verbosity=0)
        call_command("nation_load", str(Path(__file__).parents[1] / "examples" / "nation-2565"))
        client, rows = Client(), []
        for name, address in (("The nation", "/"), ("A province", "/?area=50"), ("A district", "/?area=5001")):
            took = []
            for _ in range(requests):
                start = time.perf_counter()
                page = client.get(address)
                took.append(time.perf_counter() - start)
            took.sort()
            p95 = took[int(len(took) * 0.95) - 1]
            rows.append(
                (
                    name,
                    f"p50 {took[len(took) // 2] * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, {len(page.content) // 1024} KB",
                )
            )
        return rows


def main() -> int:
    """Measure, print, and with --write put the section into docs/benchmarks.md."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--members", type=int, default=6_486_679)
    options = asked.parse_args()
    import duckdb

    rows = [*close(options.members), *pages()]
    body = (
        head(f"DuckDB {duckdb.__version__}")
        + "; two threads, in turns, least time first.\n\n"
        + table(rows, ("What", "Figure"))
    )
    print(body)
    if options.write:
        write_section("Nation", body)
    print(f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MB at most in a child", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
