"""Bands of a picture's look: two looks of which at most five bits differ have at least one of six bands in common."""

from itertools import pairwise

BITS, MOST_DIFFERENT = 64, 5
_EDGES = (0, 11, 22, 33, 44, 54, 64)  # six bands: five bits can spoil five of them at most


def bands(look: str) -> list[int]:
    """The bands of a look (16 hex digits), each with its place: 0 to 12,287. "" has none."""
    if not look:
        return []
    bits = int(look, 16)
    return [place * 2048 + (bits >> low & (1 << high - low) - 1) for place, (low, high) in enumerate(pairwise(_EDGES))]
