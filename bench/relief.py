"""How long it takes to match 5,000 needs to 500 pledges: `python -m bench.relief [--write]`. The issue's limit is 2 s."""

import argparse
import random
import sys
import time

from bench.page import head, table, write_section
from chumchon.relief.rules.allot import Need, Pledge, allot

NEEDS, PLEDGES, TURNS, LIMIT = 5_000, 500, 3, 2.0


def world(items: int, areas: int, seed: int = 7) -> tuple[list[Need], list[Pledge]]:
    """Needs and pledges with points, spread over so many items and villages; pledged is about half of what is asked."""
    dice = random.Random(seed)
    codes = [f"5{i % 3}{1 + i % 20:02}{1 + i % 12:02}{1 + i % 9:02}" for i in range(areas)]

    def place() -> tuple[str, tuple[float, float]]:
        return dice.choice(codes), (dice.uniform(18.0, 19.5), dice.uniform(98.0, 100.0))

    needs = [Need(i, f"item{i % items}", dice.randint(1, 20), 0, *place()) for i in range(NEEDS)]
    pledges = [Pledge(i, f"item{i % items}", dice.randint(20, 80), *place()) for i in range(PLEDGES)]
    return needs, pledges


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    arguments = parser.parse_args()
    rows: list[tuple[str, ...]] = []
    for words, items, areas in (
        ("five items in 180 villages of three provinces", 5, 180),
        ("one item, all in one village", 1, 1),
    ):
        needs, pledges = world(items, areas)
        times = []
        for _ in range(TURNS):
            start = time.process_time()
            made = allot(needs, pledges)
            times.append(time.process_time() - start)
        best = min(times)
        rows.append((words, f"{best:.2f} s", f"{best / LIMIT:.2f}", f"{len(made):,}"))
    body = f"{head()}; {NEEDS:,} needs, {PLEDGES:,} pledges; processor seconds, best of {TURNS}; the limit is {LIMIT:.0f} s.\n\n"
    body += table(rows, ("", "time", "time : limit", "allotments"))
    sys.stdout.write(body)
    if arguments.write:
        write_section("Matching needs to pledges", body)


if __name__ == "__main__":
    main()
