"""How fast claims are decided: `python -m bench.agreements [--write]`. Figures go to docs/benchmarks.md.

A nation of 5,915 funds with made-up agreements of every kind and 700,000 claims. Times are the best of a few runs, in
processor seconds of one core, since other work may share the machine. `--openfisca PYTHON` names an interpreter that has
OpenFisca-Core; without it that comparison is left out and says so.
"""

import argparse
import gc
import platform
import resource
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
from tests.agreements import world

from bench import agreements_openfisca as other
from chumchon.agreements import load, shelf, write
from chumchon.agreements.claims import Claims
from chumchon.agreements.columns import Book
from chumchon.agreements.decide import decide
from chumchon.agreements.explain import decision_th

FUNDS, CLAIMS, SCALAR = 5_915, 700_000, 40_000
PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"


def best(work: Callable[[], object], runs: int) -> float:
    """The least processor seconds of a few runs."""
    times = []
    for _ in range(runs):
        gc.collect()
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def nation() -> tuple[Book, shelf.Shelf, Claims, float]:
    """The nation's agreements read from text, the claims, and seconds to read one agreement."""
    texts = [write.to_toml(one) for one in world.agreements(1, FUNDS)]
    started = time.process_time()
    read = [load.parse(text) for text in texts]
    seconds = (time.process_time() - started) / len(texts)
    book = Book(read)
    return book, shelf.gather(read), world.claims(book, 2, CLAIMS), seconds


def measure(openfisca: str | None) -> list[tuple[str, str]]:
    """What was measured, line by line."""
    book, funds, claims, seconds = nation()
    lines = [("Read one agreement (strict, all faults)", f"{seconds * 1000:.2f} ms")]
    vector = best(lambda: book.decide(claims), 5)
    lines.append(
        (
            f"Columns: {CLAIMS:,} claims, {FUNDS:,} funds",
            f"{vector:.3f} s = {CLAIMS / vector / 1e6:.2f} million claims/s",
        )
    )
    tracemalloc.start()
    book.decide(claims)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    lines.append(
        (
            "Memory: rules, claims, working",
            f"{book.table.bytes / 1e6:.0f} + {claims.bytes / 1e6:.0f} + {peak / 1e6:.0f} MB",
        )
    )
    some = [world.facts(book, claims, place) for place in range(SCALAR)]
    scalar = best(lambda: [decide(funds.get(fund, ()), one).code for fund, one in some], 3)
    lines.append(("One by one with its trace, all claims", f"{SCALAR / scalar:,.0f} claims/s"))
    full = [(funds[fund], one) for fund, one in some if fund in funds and len(decide(funds[fund], one).trace) > 2]
    scalar = best(lambda: [decide(versions, one).code for versions, one in full], 3)
    lines.append(("One by one with its trace, those with a rule", f"{len(full) / scalar:,.0f} claims/s"))
    told = best(lambda: [decision_th(decide(versions, one)) for versions, one in full[:2000]], 3)
    lines.append(("One claim with its reason and changes in Thai", f"{told / 2000 * 1000:.2f} ms"))
    return lines + compare(openfisca)


def compare(python: str | None) -> list[tuple[str, str]]:
    """Death, birth and hospital by one agreement: whole runs of both, results compared first."""
    if python is None:
        return [("OpenFisca-Core", "not measured: name an interpreter that has it with --openfisca")]
    found = subprocess.run([python, other.__file__], capture_output=True, text=True, check=False)
    if found.returncode:
        return [("OpenFisca-Core", f"not measured: {found.stderr.strip().splitlines()[-1]}")]
    version, seconds, digest, years = found.stdout.split()
    book = Book([world.example("v2")])
    columns = other.members(CLAIMS)

    def ours() -> list[np.ndarray]:
        return [book.decide(as_claims(book, columns, event)).amount for event in ("birth", "hospital", "death")]

    amounts = ours()
    if other.digest([amount // 100 for amount in amounts]) != digest:
        raise SystemExit("the two engines do not agree: the comparison is worth nothing")
    mine = best(ours, 5)
    return [
        (f"OpenFisca-Core {version}, {CLAIMS:,} members × birth, hospital, death", f"{float(seconds):.2f} s ({years})"),
        ("The same here, same baht", f"{mine:.2f} s, {float(seconds) / mine:.1f} times as fast"),
    ]


def as_claims(book: Book, columns: dict[str, np.ndarray], event: str) -> Claims:
    """The comparison's members as claims for one event."""
    size = len(columns["join"])
    start = np.full(size, date(*other.DAY).toordinal())
    nights = columns["nights"] if event == "hospital" else 0
    zero, one = np.zeros(size, np.int64), np.ones(size, np.int64)
    values = {
        "fund": zero, "event": zero + book.events[event], "start": start, "end": start + nights, "join": columns["join"],
        "paid_until": columns["paid_until"], "birth": start, "birth_known": zero, "claim": start + nights,
        "children": columns["children"], "damage": zero, "contributions": zero, "household_n": one, "household_i": one,
        "units_1": columns["nights_used"], "units_2": zero, "units_life": columns["children_used"], "own_1": zero, "own_2": zero,
        "all_1": zero, "all_2": zero, "prior_events": zero, "already_paid": zero, "cash": columns["cash"] * 100,
        "outgo": columns["outgo"] * 100, "flags": zero, "evidence_ok": one,
    }  # fmt: skip
    from chumchon.agreements.claims import KINDS

    return Claims(**{name: np.asarray(values[name]).astype(kind) for name, kind in KINDS.items()})


def processor() -> str:
    """The processor's name."""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return platform.machine()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--openfisca", metavar="PYTHON")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    arguments = parser.parse_args()
    lines = measure(arguments.openfisca)
    lines.append(
        ("Largest memory of the whole run", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")
    )
    head = f"{date.today().isoformat()}, {processor()}, Python {platform.python_version()}, NumPy {np.__version__}"
    table = "\n".join(f"| {what} | {figure} |" for what, figure in lines)
    sys.stdout.write(f"{head}\n{table}\n")
    if arguments.write:
        write_page(f"{head}; processor seconds of one core, best of several runs.\n\n| | |\n|---|---|\n{table}\n")


def write_page(section: str) -> None:
    """Replace the section "Agreements" of the page."""
    text = PAGE.read_text() if PAGE.exists() else "# Benchmarks\n"
    before, found, after = text.partition("\n## Agreements\n")
    rest = after.partition("\n## ")
    PAGE.write_text(
        before.rstrip() + "\n\n## Agreements\n" + section + (("\n## " + rest[2]) if found and rest[1] else "")
    )


if __name__ == "__main__":
    main()
