"""Faults planted into a synthetic province of 100,000 members: `python -m bench.faults [--write] [--members N] [--seed S]`.

Prints recall and precision of every check, and false cases for each fund and year. The checks are those that run on a
fund's own records (chumchon.checks.rules), on the same columns.
"""

import argparse
import resource
import sys
import time
from collections import Counter

from bench.faults_plants import PLANTS, Label
from bench.faults_world import FUNDS, MEMBERS, YEARS, build
from bench.page import head, table, write_section
from chumchon.checks.catalogue import CATALOGUE
from chumchon.checks.rules import RULES
from chumchon.checks.rules.found import Found

Figures = dict[str, tuple[int, int, int, int]]


def judge(found: list[Found], labels: list[Label]) -> tuple[Figures, list[Found]]:
    """By check: planted, of these found, findings, of these false; and the false ones."""
    wanted = {(one.code, one.fund, one.row): one for one in labels}
    allowed = {(code, one.row) for one in labels for code in one.besides}
    touched = {one.row for one in labels}
    hit: set[Label] = set()
    false: list[Found] = []
    for f in found:
        mine = [wanted[f.code, f.fund, row] for row in f.rows if (f.code, f.fund, row) in wanted]
        hit.update(mine)
        if not mine and not any((f.code, row) in allowed for row in f.rows):
            false.append(f)
    planted, told = Counter(one.code for one in labels), Counter(one.code for one in hit)
    counts, wrong = Counter(f.code for f in found), Counter(f.code for f in false)
    assert touched
    return {s.code: (planted[s.code], told[s.code], counts[s.code], wrong[s.code]) for s in CATALOGUE}, false


def main() -> int:
    """Build, plant, check, tell. Exit 1 where an aim is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--members", type=int, default=MEMBERS)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--false", action="store_true", help="print the false cases")
    asked = parser.parse_args()
    started = time.perf_counter()
    world = build(asked.seed, asked.members)
    labels = [label for plant in PLANTS for label in plant(world)]
    made = time.perf_counter() - started
    columns = world.columns()
    found: list[Found] = []
    started = time.process_time()
    for spec in CATALOGUE:
        found += RULES[spec.code](columns, {p.key: p.value for p in spec.parameters})
    seconds = time.process_time() - started
    figures, false = judge(found, labels)
    rows = [
        (s.name_th, s.code, f"{p}", f"{h / p:.1%}" if p else "–", f"{(n - w) / n:.1%}" if n else "–", f"{w}")
        for s in CATALOGUE
        for p, h, n, w in [figures[s.code]]
    ]
    planted, hits = sum(f[0] for f in figures.values()), sum(f[1] for f in figures.values())
    rate = len(false) / (FUNDS * YEARS)
    rows.append(
        ("**รวม**", "", f"{planted}", f"{hits / planted:.1%}", f"{1 - len(false) / len(found):.1%}", f"{len(false)}")
    )
    titles = ("check", "code", "planted", "recall", "precision", "false")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    note = (
        f"{asked.members:,} members, {FUNDS} funds, {YEARS} years, {len(columns):,} rows, seed {asked.seed}. All checks: "
        f"{seconds:.1f} processor seconds, {memory:,} MB at most (made in {made:.0f} s). "
        f"Kinds planted: {sum(1 for f in figures.values() if f[0])}. False cases for each fund and year: **{rate:.2f}** (aim: at most 1). "
        f"Recall over all: **{hits / planted:.1%}** (aim: 95 %)."
    )
    sys.stdout.write(f"{note}\n\n{table(rows, titles)}")
    if asked.false:
        for f in false:
            sys.stdout.write(f"{f.code} fund {f.fund} {f.rows[:4]} {f.facts}\n")
    if asked.write:
        world_note = (
            "Noise in the honest province: twins (some without a card), common names, years of birth without a day, people who "
            "left and came back, a flood over twelve funds and one in a single fund, campaigns for members, odd amounts, late "
            "entries, cash that is short now and then, neighbours who fetch money. A finding counts as false unless its evidence "
            "holds a planted row under the planted check, or under one that the plant names as another view of the same fault."
        )
        write_section("Faults", f"{head()}.\n\n{note}\n\n{table(rows, titles)}\n{world_note}")
    return int(rate > 1 or hits / planted < 0.95)


if __name__ == "__main__":
    sys.exit(main())
