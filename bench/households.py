"""How long it takes to rank 1,000 households with reasons: `python -m bench.households [--write]`. The issue's limit is 300 ms.

Beside the rule alone: with every visit's seal opened and read, as the list does.
"""

import argparse
import os
import random
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import date, timedelta

os.environ.setdefault("CHUMCHON_DATA", tempfile.mkdtemp(prefix="chumchon-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chumchon.config.settings")

import django

django.setup()

from bench.page import head, table, write_section  # noqa: E402
from chumchon.households.queries import questions  # noqa: E402
from chumchon.households.queries.sealed import opened, seal  # noqa: E402
from chumchon.households.rules.need import House, rank  # noqa: E402

HOUSES, TURNS, LIMIT = 1_000, 5, 0.3
TODAY = date(2026, 11, 24)


def world(seed: int = 7) -> list[House]:
    """Households with random colours now and before, a third of them in programmes, some late."""
    dice, asked = random.Random(seed), questions.on(TODAY)

    def colours() -> dict[str, str]:
        return {q.key: dice.choices(list(q.answers), k=1)[0] for q in asked.questions}

    return [
        House(
            i, asked, colours(), {"people": dice.randint(1, 8), "elderly": dice.randint(0, 2), "bedridden": dice.randint(0, 1)}, colours(),
            frozenset({"fund"} if dice.random() < 0.3 else ()), TODAY + timedelta(days=dice.randint(-90, 90)), dice.randint(0, 1),
        )
        for i in range(HOUSES)
    ]  # fmt: skip


def best(work: Callable[[], object]) -> float:
    """Processor seconds, the least of some turns."""
    times = []
    for _ in range(TURNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    arguments = parser.parse_args()
    houses = world()
    rows = [(uuid.uuid4(), h) for h in houses]
    sealed = [
        (u, seal(u, {"answers": dict(h.answers), "counts": dict(h.counts)}), seal(u, {"answers": dict(h.before)}))
        for u, h in rows
    ]

    def whole() -> None:
        for uid, now, before in sealed:
            opened(uid, now)
            opened(uid, before)
        rank(houses, TODAY)

    told = []
    for words, work in (("the rule alone", lambda: rank(houses, TODAY)), ("2,000 seals opened, then the rule", whole)):
        seconds = best(work)
        told.append((words, f"{seconds * 1000:.0f} ms", f"{seconds / LIMIT:.2f}"))
    reasons = sum(len(r.reasons) for r in rank(houses, TODAY))
    body = f"{head()}; {HOUSES:,} households, {reasons:,} reasons; processor time, best of {TURNS}; the limit is {LIMIT * 1000:.0f} ms.\n\n"
    body += table(told, ("", "time", "time : limit"))
    sys.stdout.write(body)
    if arguments.write:
        write_section("Ranking households by need", body)


if __name__ == "__main__":
    main()
