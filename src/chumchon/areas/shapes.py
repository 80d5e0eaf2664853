"""Outlines of provinces in degrees, from the map that the house draws: coarse, good to tell that a place lies elsewhere.

The map is equirectangular (scripts/province_map.py); its corners are read back here. It is simplified, so that a border
may be off by some kilometres: `lies_in` allows SLACK_KM.
"""

import json
import math
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

GEOMETRY = Path(__file__).parent / "geometry.json"
WEST, NORTH, SOUTH = 97.344, 20.465, 5.613
KM_A_DEGREE, SLACK_KM = 111.2, 15.0
Point = tuple[float, float]


@cache
def outlines(province: str) -> tuple[tuple[Point, ...], ...]:
    """Rings of a province (two digits) as (longitude, latitude). Errors: KeyError."""
    data = json.loads(GEOMETRY.read_text())
    scale = data["height"] / (NORTH - SOUTH)
    squeeze = math.cos(math.radians((NORTH + SOUTH) / 2)) * scale
    rings = data["provinces"][province]["d"].split("Z")
    pairs = [re.findall(r"(-?[\d.]+) (-?[\d.]+)", ring) for ring in rings if ring]
    return tuple(tuple((WEST + float(x) / squeeze, NORTH - float(y) / scale) for x, y in ring) for ring in pairs)


def inside(ring: tuple[Point, ...], point: Point) -> bool:
    """Does the point lie in the ring? By the crossings of a line to the east."""
    x, y = point
    crossings = 0
    for (ax, ay), (bx, by) in pairwise((*ring, ring[0])):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            crossings += 1
    return crossings % 2 == 1


def kilometres_from(province: str, point: Point) -> float:
    """How far outside the province the point lies; 0 inside."""
    rings = outlines(province)
    if any(inside(ring, point) for ring in rings):
        return 0.0
    return min(_to_edge(point, a, b) for ring in rings for a, b in pairwise((*ring, ring[0])))


def _to_edge(p: Point, a: Point, b: Point) -> float:
    east = math.cos(math.radians(p[1])) * KM_A_DEGREE
    ax, ay, bx, by = (
        (a[0] - p[0]) * east,
        (a[1] - p[1]) * KM_A_DEGREE,
        (b[0] - p[0]) * east,
        (b[1] - p[1]) * KM_A_DEGREE,
    )
    dx, dy = bx - ax, by - ay
    along = 0.0 if dx == dy == 0 else max(0.0, min(1.0, -(ax * dx + ay * dy) / (dx * dx + dy * dy)))
    return math.hypot(ax + along * dx, ay + along * dy)


def lies_in(province: str, point: Point) -> bool:
    """Does (longitude, latitude) lie in the province, or so near that the coarse map cannot tell?"""
    return kilometres_from(province, point) <= SLACK_KM
