"""Doubles among synthetic Thai people, our blocks and score beside Splink: `python -m bench.duplicates [--size N] [--splink PYTHON] [--write]`.

Both get the same rows, and both are judged by every pair that is labelled. `--splink PYTHON` names an interpreter that has
Splink 4 and DuckDB (it stays out of this house's requirements); without it that side is left out and says so.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from bench.duplicates_people import people, write
from bench.page import head, table, write_section
from chumchon.checks.rules.duplicates import compare

PRECISION, RECALL = 0.99, 0.86


def judge(
    pairs: np.ndarray, score: np.ndarray, truth: np.ndarray, size: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Recall and precision at each score, the highest first. pairs and truth: (n, 2) of places a < b."""
    wanted = np.sort(truth[:, 0].astype(np.int64) * size + truth[:, 1])
    packed = pairs[:, 0].astype(np.int64) * size + pairs[:, 1]
    at = np.minimum(np.searchsorted(wanted, packed), len(wanted) - 1)
    right = wanted[at] == packed
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(right[order])
    return hits / len(wanted), hits / np.arange(1, len(order) + 1), score[order]


def best(recall: np.ndarray, precision: np.ndarray, score: np.ndarray) -> tuple[float, float, float]:
    """The most recall with a precision of at least PRECISION: recall, precision and the score there; equal scores stand together."""
    last = np.append(score[1:] != score[:-1], True)
    good = np.flatnonzero(last & (precision >= PRECISION))
    if not len(good):
        return 0.0, 0.0, 0.0
    i = good[np.argmax(recall[good])]
    return float(recall[i]), float(precision[i]), float(score[i])


def ours(size: int) -> dict[str, float]:
    """Our side: seconds of the clock and of the processor, memory, and how well."""
    rows, truth = people(size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wall, cpu = time.perf_counter(), time.process_time()
    found = compare(rows)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    recall, precision, at = best(*judge(np.stack([found.a, found.b], axis=1), found.score, truth, size))
    told = found.score >= 60
    told_recall, told_precision, _ = judge(
        np.stack([found.a[told], found.b[told]], axis=1), found.score[told], truth, size
    )
    return {
        "wall": wall, "cpu": cpu, "mb": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024, "before": before / 1024,
        "recall": recall, "precision": precision, "at": at, "pairs": len(found.a), "recall_60": float(told_recall[-1]),
        "precision_60": float(told_precision[-1]),
    }  # fmt: skip


def splink(python: str, size: int, *more: str) -> dict[str, float]:
    """The other side, in a process of its own."""
    rows, truth = people(size)
    with tempfile.TemporaryDirectory(prefix="chumchon-duplicates-") as folder:
        file = write(rows, Path(folder))
        script = Path(__file__).parent / "duplicates_splink.py"
        said = json.loads(subprocess.check_output([python, str(script), str(file), *more], text=True).splitlines()[-1])
        got = np.load(said.pop("file"))
    pairs = np.sort(np.stack([got["l"], got["r"]], axis=1), axis=1)
    recall, precision, at = best(*judge(pairs, got["p"], truth, size))
    return {**said, "recall": recall, "precision": precision, "at": at, "pairs": len(pairs)}


def main() -> int:
    """Both sides; exit 1 where an aim is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--splink", metavar="PYTHON")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--ours", action="store_true", help="our side alone, as JSON (used by the bench itself)")
    asked = parser.parse_args()
    if asked.ours:
        sys.stdout.write(json.dumps(ours(asked.size)))
        return 0
    mine = json.loads(
        subprocess.check_output(
            [sys.executable, "-m", "bench.duplicates", "--ours", "--size", str(asked.size)], text=True
        )
    )
    rows = [_row("Ours (NumPy, blocks and fixed weights)", mine)]
    other = None
    if asked.splink:
        other = splink(asked.splink, asked.size)
        name = f"Splink {other['version']} on DuckDB {other['duckdb']}, learned weights"
        rows.append(_row(name, other))
        rows.append(_row("… the same, given the names as ours folds them", splink(asked.splink, asked.size, "heard")))
    else:
        rows.append(("Splink", "skipped: --splink PYTHON", *[""] * 5))
    titles = (
        "",
        "seconds",
        "processor",
        "memory",
        "pairs scored",
        f"recall at precision {PRECISION}",
        "precision there",
    )
    note = (
        f"{asked.size:,} people, {int(asked.size * 0.08):,} of them written twice. Aim: precision {PRECISION} at recall {RECALL}, not slower than Splink. "
        f"At the check's own threshold (60): recall {mine['recall_60']:.3f}, precision {mine['precision_60']:.3f}."
    )
    if asked.size < 1_000_000:
        note += " A smaller set than the million of the aim: the machine was shared."
    sys.stdout.write(f"{note}\n\n{table(rows, titles)}")
    if asked.write:
        write_section("Duplicates", f"{head(f'NumPy {np.__version__}')}.\n\n{note}\n\n{table(rows, titles)}")
    slower = other is not None and mine["wall"] > other["wall"]
    return int(mine["recall"] < RECALL or slower)


def _row(name: str, figures: dict[str, float]) -> tuple[str, ...]:
    return (
        name, f"{figures['wall']:.1f} s", f"{figures['cpu']:.1f} s", f"{figures['mb']:,.0f} MB", f"{figures['pairs']:,.0f}",
        f"{figures['recall']:.3f}", f"{figures['precision']:.3f}",
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
