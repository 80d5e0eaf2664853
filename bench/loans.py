"""How fast the nation's house loans are reckoned anew: `python -m bench.loans [--write] [--financial PYTHON]`.

130,000 loans of 20 years in columns (rules.loan_columns: every instalment exact to the satang, margin, grace, steps, both
day counts), beside our own scalar schedule, a plain loop of floats, and numpy-financial where an interpreter that has it
is named (its ppmt and ipmt give floats that are not rounded, one loan a call).
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date

import numpy as np

from bench.page import head, table, write_section
from chumchon.homes.rules import loan_columns
from chumchon.homes.rules.loans import DAILY, MONTHLY, Step, Terms, schedule

LOANS, MONTHS, SAMPLE = 130_000, 240, 1_000
THEIRS = """
import json, sys, time
import numpy as np, numpy_financial as nf
rate, principal = 0.06 / 12, 300_000.0
per = np.arange(240) + 1
began = time.process_time()
for i in range(int(sys.argv[1])):
    ipmt = nf.ipmt(rate, per, 240, principal + i); ppmt = nf.ppmt(rate, per, 240, principal + i)
print(json.dumps([time.process_time() - began, nf.__version__ if hasattr(nf, "__version__") else "1"]))
"""


def terms(n: int) -> list[Terms]:
    """Loans of all kinds; the same ones in every run."""
    random = np.random.default_rng(2546)
    principal, kind = random.integers(5_000_000, 36_000_001, n), random.integers(0, 4, n)
    day = random.integers(1, 28, n)
    return [
        Terms(
            int(principal[i]), 600, MONTHS, date(2010 + i % 15, 1 + i % 12, 1), date(2010 + i % 15, 1 + i % 12, 1 + int(day[i])),
            200, DAILY if kind[i] == 1 else MONTHLY, 6 if kind[i] == 2 else 0,
            (Step(1, 90), Step(37, 100), Step(73, 110)) if kind[i] == 3 else (),
        )
        for i in range(n)
    ]  # fmt: skip


def seconds(work: Callable[[], object], turns: int) -> float:
    """Least processor seconds."""
    best = float("inf")
    for _ in range(turns):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def plain(n: int) -> float:
    """A float loop with nothing exact about it."""
    total = 0.0
    for i in range(n):
        balance, rate = 300_000.0 + i, 0.06 / 12
        pays = balance * rate / (1 - (1 + rate) ** -MONTHS)
        for _ in range(MONTHS):
            interest = balance * rate
            balance -= pays - interest
            total += interest
    return total


def theirs(python: str | None, n: int) -> tuple[str, float] | None:
    """numpy-financial's seconds for n loans, or None where it is not named."""
    if python is None:
        return None
    found = subprocess.run([python, "-c", THEIRS, str(n)], capture_output=True, text=True, check=True)
    spent, version = json.loads(found.stdout)
    return version, spent


def main() -> int:
    """Measure, print, and with --write keep the section; the exit code says whether 10 seconds are kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--financial", help="an interpreter that has numpy-financial")
    said = parser.parse_args()
    agreed = terms(LOANS)
    loans = loan_columns.columns(agreed)
    wall = time.perf_counter()
    spent = seconds(lambda: [b.principal.sum() for b in loan_columns.blocks(loans)], said.turns)
    wall = (time.perf_counter() - wall) / said.turns
    scalar = seconds(lambda: [schedule(t) for t in agreed[:SAMPLE]], said.turns) / SAMPLE
    loop = seconds(lambda: plain(SAMPLE), said.turns) / SAMPLE
    ours = spent / LOANS
    rows = [
        [f"{LOANS:,} loans x {MONTHS} months in columns, every instalment", f"{spent:.2f} s processor, {wall:.2f} s by the clock", ""],
        ["our scalar schedule (the same satang)", f"{scalar * 1e6:,.0f} µs a loan", f"{scalar / ours:.0f}"],
        ["a plain loop of floats (not exact)", f"{loop * 1e6:,.0f} µs a loan", f"{loop / ours:.1f}"],
    ]  # fmt: skip
    other = theirs(said.financial, SAMPLE)
    if other is None:
        rows.append(["numpy-financial", "skipped: not installed", ""])
    else:
        version, took = other
        each = took / SAMPLE
        rows.append([f"numpy-financial {version}, ipmt and ppmt (floats)", f"{each * 1e6:,.0f} µs a loan", f"{each / ours:.1f}"])  # fmt: skip
    titles = ("", "time", "columns are faster by")
    line = head(f"NumPy {np.__version__}; least processor time of {said.turns} turns, one core.")
    text = f"{line}\n\n{table([tuple(r) for r in rows], titles)}"
    print(text)
    if said.write:
        write_section("Loans", text)
    return int(wall > 10)


if __name__ == "__main__":
    sys.exit(main())
