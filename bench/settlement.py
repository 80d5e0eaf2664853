"""How long a match round of the whole nation takes to settle, and how much memory: `python -m bench.settlement [--write]`.

6,486,679 member-years in 5,915 funds, made up from a seed: of 200 persons one is in a second fund, 3 of 100 paid too little,
1 of 100 has no id, a tenth of the funds owe over-match, the budget covers four fifths. rules.settlement runs as it is; beside
it a plain loop does the same for a sample. Reading the rows out of a database and writing the awards is not in these figures.
"""

import argparse
import resource
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from bench.page import head, table, write_section
from chumchon.ledger.shares import shares
from chumchon.matching.rules.reasons import COUNTS, EARLIER_FUND, NO_ID, PAID_LESS, SAME_FUND, TIMES
from chumchon.matching.rules.settlement import Rows, Settled, Terms, settle

MEMBERS, FUNDS, SAMPLE, LIMIT_SECONDS = 6_486_679, 5_915, 200_000, 60
TERMS = Terms(times=3)
T = TypeVar("T")


def nation(members: int, funds: int, seed: int = 2569) -> tuple[Rows, np.ndarray]:
    """The columns of a round and what each fund owes."""
    chance = np.random.default_rng(seed)
    weight = chance.lognormal(0, 0.55, funds)
    fund = np.sort(chance.choice(funds, members, p=weight / weight.sum()))
    person = np.arange(1, members + 1, dtype=np.int64)
    again = chance.random(members) < 1 / 200
    person[again] = chance.integers(1, members + 1, int(again.sum()))
    person[chance.random(members) < 0.01] = 0
    reason = np.where(chance.random(members) < 0.03, PAID_LESS, COUNTS).astype(np.int8)
    rows = Rows(
        fund.astype(np.int64), person, chance.integers(735_000, 739_000, members), np.arange(members),
        chance.choice(np.array([36_000, 36_500, 24_000, 18_250]), members), reason, chance.integers(0, 5, members),
    )  # fmt: skip
    debts = np.where(chance.random(funds) < 0.1, chance.integers(36_500, 2_000_000, funds), 0)
    return rows, debts


def plain(rows: Rows, debts: np.ndarray, budget: int) -> int:
    """The same settlement with a loop and dictionaries; returns what was granted, satang."""
    columns = [c.tolist() for c in vars(rows).values()]
    kept: dict[int, int] = {}
    facts = list(zip(*columns, strict=True))
    for i in sorted(range(len(facts)), key=lambda i: (facts[i][2], facts[i][3])):
        if facts[i][5] == COUNTS and facts[i][1]:
            kept.setdefault(facts[i][1], i)
    due: list[list[int]] = [[] for _ in debts]
    for i, (fund, person, _, _, paid, reason, before) in enumerate(facts):
        counts = reason == COUNTS and person and kept[person] == i and before < TERMS.times
        due[fund].append(min(paid, TERMS.ceiling_satang) if counts else 0)
    whole = [sum(d) for d in due]
    used = [min(int(o), w) for o, w in zip(debts, whole, strict=True)]
    net = [w - u for w, u in zip(whole, used, strict=True)]
    share = net if sum(net) <= budget else shares(budget, net)
    return sum(sum(shares(u + s, d)) if sum(d) else 0 for u, s, d in zip(used, share, due, strict=True))


def timed(work: Callable[[], T]) -> tuple[T, float, float]:
    """The answer, seconds by the clock and of the processor."""
    wall, spent = time.perf_counter(), time.process_time()
    return work(), time.perf_counter() - wall, time.process_time() - spent


def budget_of(rows: Rows, debts: np.ndarray) -> int:
    """Four fifths of what would be paid without a limit."""
    free = settle(rows, debts, TERMS)
    return int(free.fund_share.sum()) * 4 // 5


def check(rows: Rows, debts: np.ndarray, found: Settled, budget: int) -> None:
    """The sums hold to the satang, or the bench says nothing."""
    by_fund = np.zeros(len(debts), np.int64)
    np.add.at(by_fund, rows.fund, found.granted)
    assert (by_fund == found.fund_debt + found.fund_share).all() and int(found.fund_share.sum()) == budget
    counted = rows.person[found.reason == COUNTS]
    assert len(np.unique(counted)) == len(counted)


def main() -> int:
    """Measure, print, and with --write keep the section; the exit code says whether 60 seconds are kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    said = parser.parse_args()
    rows, debts = nation(MEMBERS, FUNDS)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    budget = budget_of(rows, debts)
    found, wall, spent = timed(lambda: settle(rows, debts, Terms(times=3, budget_satang=budget)))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    check(rows, debts, found, budget)
    few, few_debts = nation(SAMPLE, SAMPLE * FUNDS // MEMBERS)
    few_budget = budget_of(few, few_debts)
    ours, _, few_spent = timed(lambda: settle(few, few_debts, Terms(times=3, budget_satang=few_budget)))
    theirs, _, loop_spent = timed(lambda: plain(few, few_debts, few_budget))
    assert theirs == int(ours.granted.sum())
    refused = {code: int((found.reason == code).sum()) for code in (PAID_LESS, NO_ID, EARLIER_FUND, SAME_FUND, TIMES)}
    lines = [
        (f"{MEMBERS:,} member-years, {FUNDS:,} funds", f"{wall:.1f} s", f"{spent:.1f} s", f"{most / 1024:,.0f} MB"),
        (f"… a sample of {SAMPLE:,}", "", f"{few_spent:.2f} s", ""),
        (f"a plain loop, the same {SAMPLE:,} (the same satang)", "", f"{loop_spent:.2f} s", ""),
    ]
    words = (
        f"{head(f'NumPy {np.__version__}')}; other work on the machine. The limit is {LIMIT_SECONDS} s. Memory is the process's most, "
        f"of which {held / 1024:,.0f} MB are the columns and what made them.\n\n"
        + table(lines, ("Settlement", "by the clock", "processor", "memory"))
        + f"\nCounted {int((found.reason == COUNTS).sum()):,}; in a second fund {refused[EARLIER_FUND]:,}, paid less {refused[PAID_LESS]:,}, "
        f"no id {refused[NO_ID]:,}, matched often enough {refused[TIMES]:,}. Every fund's rows sum to its award, all shares to the budget, "
        f"to the satang. On the sample the loop takes {loop_spent / few_spent:.0f} times as long. Reading rows from a database and writing "
        "awards is not in these figures.\n"
    )  # fmt: skip
    print(words)
    if said.write:
        write_section("Settling a match round", words)
    return int(wall > LIMIT_SECONDS)


if __name__ == "__main__":
    raise SystemExit(main())
