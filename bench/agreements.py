"""How fast claims are decided: `python -m bench.agreements [--write]`. Figures go to docs/benchmarks.md.

A nation of 5,915 funds with made-up agreements of every kind and 700,000 claims. Times are the best of a few runs, in
processor seconds of one core, since other work may share the machine. `--openfisca PYTHON` names an interpreter that has
OpenFisca-Core; without it that comparison is left out and says so.
"""

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from tests.agreements import world

from bench import agreements_openfisca as other
from bench import page
from chumchon.agreements import load, shelf, write
from chumchon.agreements.claims import KINDS, Claims
from chumchon.agreements.columns import Book
from chumchon.agreements.decide import decide
from chumchon.agreements.explain import decision_th
from chumchon.agreements.model import Agreement, Band

FUNDS, CLAIMS, SCALAR, CORES = 5_915, 700_000, 40_000, 2


NOTES = """
Claims come fund by fund from books; in random order fetching each claim's rules costs a third. Both pass 2 million a
second on one core. OpenFisca-Core holds one agreement in one system: a nation is 5,915 systems, and its formulas give
amounts alone, without codes, exclusions, deadlines, evidence and counters over two years; with one agreement for
everybody it is faster than we are. A whole run here begins with agreements that were just read: their numbers are read
into columns anew in each run, which takes a little longer than deciding the claims (until 30 November 2026 a rule was made
of each benefit first, which took more than twice as long: 11.7 times). The aim of 20 times its whole run over the nation is
reached for the claims. Where every member asks for all three benefits it is not: we decide three times as many claims then,
while OpenFisca spends its time on its systems and simulations, whose number stays the same. Both give the same baht for
every claim, which the bench checks before it compares.
"""


def best(work: Callable[[], object], runs: int, clock: Callable[[], float] = time.process_time) -> float:
    """The least seconds of a few runs, of one core unless another clock is named."""
    times = []
    for _ in range(runs):
        gc.collect()
        started = clock()
        work()
        times.append(clock() - started)
    return min(times)


def rate(seconds: float) -> str:
    """Claims a second of the whole nation's claims."""
    return f"{seconds:.3f} s = {CLAIMS / seconds / 1e6:.2f} million claims/s"


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
    by_fund = claims.take(np.argsort(claims.fund, kind="stable"))
    for order, columns in (("fund by fund, as books give them", by_fund), ("in random order", claims)):
        vector = best(lambda columns=columns: book.decide(columns), 5)
        lines.append((f"Columns, {order}: {CLAIMS:,} claims, {FUNDS:,} funds", rate(vector)))
    both = best(lambda: book.decide(by_fund, threads=CORES), 5, time.perf_counter)
    lines.append((f"Columns, fund by fund, {CORES} threads, seconds of the clock", rate(both)))
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
    """Death, birth and hospital: whole runs of both, whose amounts must be the same to the baht."""
    if python is None:
        return [("OpenFisca-Core", "not measured: name an interpreter that has it with --openfisca")]
    found = subprocess.run([python, other.__file__], capture_output=True, text=True, check=False)
    if found.returncode:
        return [("OpenFisca-Core", f"not measured: {found.stderr.strip().splitlines()[-1]}")]
    theirs = json.loads(found.stdout)
    columns = other.members(CLAIMS)
    place = np.repeat(np.arange(FUNDS, dtype=np.int32), np.diff([CLAIMS * fund // FUNDS for fund in range(FUNDS + 1)]))
    three, asked = range(len(other.EVENTS)), other.events(CLAIMS)

    def run(
        agreements: list[Agreement], fund: np.ndarray, events: list[np.ndarray], threads: int = 1
    ) -> list[np.ndarray]:
        book = Book(agreements)
        key = np.array([book.events[event] for event in other.EVENTS], dtype=np.int32)
        return [book.decide(as_claims(book, columns, key[e], fund), threads).amount // 100 for e in events]

    def fresh(size: int) -> list[Agreement]:
        return [agreement(fund) for fund in range(size)]

    lines = []
    each = [np.full(CLAIMS, event) for event in three]
    for name, size, fund, events, what in (
        ("claims", FUNDS, place, [asked], f"{CLAIMS:,} claims for birth, hospital or death, {FUNDS:,} agreements"),
        ("nation", FUNDS, place, each, f"{CLAIMS:,} members, all three benefits for each, {FUNDS:,} agreements"),
        ("one", 1, place * 0, each, f"{CLAIMS:,} members, all three benefits for each, 1 agreement"),
    ):
        if other.digest(run(fresh(size), fund, events)) != theirs[f"digest_{name}"]:
            raise SystemExit("the two engines do not agree: the comparison is worth nothing")
        seconds = theirs["one" if name == "one" else "nation"]
        lines.append((f"{what}: OpenFisca-Core {theirs['version']}", f"{seconds:.2f} s, amounts"))
        for threads, clock, where in (
            (1, time.process_time, ""),
            (CORES, time.perf_counter, f", {CORES} threads, by the clock"),
        ):
            mine = min(_seconds(run, fresh(size), (fund, events, threads), clock) for _ in range(5))
            lines.append(
                (f"{what}: here{where}", f"{mine:.2f} s, amounts and codes; {seconds / mine:.1f} times as fast")
            )
    return lines


def _seconds(run: Callable[..., object], agreements: list[Agreement], more: tuple, clock: Callable[[], float]) -> float:
    """One whole run; the agreements are new ones, so that their rules are made anew, as the systems there are."""
    return best(lambda: run(agreements, *more), 1, clock)


def agreement(fund: int) -> Agreement:
    """The example's second version with a fund's own numbers."""
    baht = other.numbers(fund)
    bands = {
        "hospital": (Band(0, baht["night"] * 100), Band(5, baht["later"] * 100)),
        "death": tuple(Band(at, times * baht["death"] * 100) for at, times in other.LADDER),
    }
    v2 = world.example("v2")
    kept = [b for b in v2.benefits if b.key in ("birth", "hospital", "death")]
    changed = [
        replace(b, amount=replace(b.amount, bands=bands[b.key]))
        if b.key in bands
        else replace(b, amount=replace(b.amount, rate=baht["birth"] * 100))
        for b in kept
    ]
    return replace(v2, fund=f"fund{fund:04d}", benefits=tuple(changed))


def as_claims(book: Book, columns: dict[str, np.ndarray], event: np.ndarray, fund: np.ndarray) -> Claims:
    """The comparison's members as claims, each for its event."""
    size = len(columns["join"])
    start = np.full(size, other.TODAY, np.int32)
    nights = columns["nights"] * (event == book.events["hospital"])
    zero, one, nothing = np.zeros(size, np.int32), np.ones(size, np.int32), np.zeros(size, np.int64)
    values = {
        "fund": fund, "event": event, "start": start, "end": start + nights, "join": columns["join"],
        "paid_until": columns["paid_until"], "birth": start, "birth_known": zero, "claim": start + nights,
        "children": columns["children"], "damage": nothing, "contributions": nothing, "household_n": one, "household_i": one,
        "units_1": columns["nights_used"], "units_2": zero, "units_life": columns["children_used"], "own_1": nothing, "own_2": nothing,
        "all_1": nothing, "all_2": nothing, "prior_events": zero, "already_paid": zero, "cash": columns["cash"].astype(np.int64) * 100,
        "outgo": columns["outgo"].astype(np.int64) * 100, "flags": nothing, "evidence_ok": one,
    }  # fmt: skip
    return Claims(**{name: np.asarray(values[name]).astype(kind, copy=False) for name, kind in KINDS.items()})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--openfisca", metavar="PYTHON", default=os.environ.get("CHUMCHON_OPENFISCA"))
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    arguments = parser.parse_args()
    lines = measure(arguments.openfisca)
    lines.append(
        ("Largest memory of the whole run", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")
    )
    head = (
        page.head(f"NumPy {np.__version__}")
        + f"; processor seconds of one core, best of a few runs; load of the machine {os.getloadavg()[0]:.0f}."
    )
    body = head + "\n\n" + page.table(lines, ("What", "Figure")) + NOTES
    sys.stdout.write(body)
    if arguments.write:
        page.write_section("Agreements", body)


if __name__ == "__main__":
    main()
