"""What may leave the tambon: counts of ten and more, from which nobody can be told apart."""

from collections.abc import Collection, Mapping

LEAST = 10


def disclosed(base: int, counts: Mapping[str, int]) -> tuple[int | None, dict[str, int | None]]:
    """The base and each count, or None where it may not be told.

    A count is told when it and what is left of the base are ten and more: "all but three are in need" tells of three, and
    "all are in need" tells of every one. Below ten households nothing is told at all.
    """
    if base < LEAST:
        return None, dict.fromkeys(counts)
    return base, {key: n if LEAST <= n <= base - LEAST else None for key, n in counts.items()}


def moved(before: Collection[int], now: Collection[int]) -> int:
    """By how many households, at least, two tellings differ: visits that came in, or that went with a no, whichever is more.

    A house that was revisited takes one visit out and puts one in, so it is one household on both sides.
    """
    old, new = set(before), set(now)
    return max(len(new - old), len(old - new))


def summed(told: list[int | None]) -> int | None:
    """A sum over places is a sum of what was told, so that no difference gives away what was not; None where nothing was."""
    known = [n for n in told if n is not None]
    return sum(known) if known else None
