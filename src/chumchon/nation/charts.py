"""Charts and the province map as shapes for an SVG in the page: they print, need no script and pass the strict policy."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

GEOMETRY = Path(__file__).parents[1] / "areas" / "geometry.json"
PERCENT_BANDS = (50, 65, 75, 85)
LABELLED = ("50", "40", "30", "84", "90")


@cache
def geometry() -> dict[str, Any]:
    """Paths and label points by province code, the size of the picture, and the inset around Bangkok."""
    data: dict[str, Any] = json.loads(GEOMETRY.read_text())
    return data


@dataclass(frozen=True)
class Trend:
    """An area chart: line and filled area as SVG points, marks of both axes, the last point."""

    line: str
    area: str
    years: list[tuple[float, int]]
    marks: list[tuple[float, str]]
    last: tuple[float, float, str]
    width: int
    height: int


def _step(top: float) -> float:
    size: float = 10 ** (len(str(int(top))) - 1) if top >= 1 else 1
    for part in (1, 2, 5, 10):
        if top / (size * part) <= 3:
            return size * part
    return size * 10


def trend(points: list[tuple[int, float]], words: str, width: int = 620, height: int = 210) -> Trend | None:
    """points: (B.E. year, value) from the oldest; words: the last value as it is written on the chart."""
    if len(points) < 2:
        return None
    left, right, top, bottom = 48, 40, 34, 32
    first, last = points[0][0], points[-1][0]
    highest = max(max(v for _, v in points), 1)
    step = _step(highest)
    ceiling = max(highest, step * (int(highest / step)))
    across, up = (width - left - right) / max(last - first, 1), (height - top - bottom) / ceiling
    at = [(left + (y - first) * across, height - bottom - v * up) for y, v in points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    base = height - bottom
    area = f"{at[0][0]:.1f},{base} {line} {at[-1][0]:.1f},{base}"
    every = max(1, round((last - first) / 5))
    years = [(left + (y - first) * across, y) for y in range(last, first - 1, -every)]
    marks = [(base - i * step * up, f"{i * step:,.0f}") for i in range(int(ceiling / step) + 1)]
    return Trend(line, area, years, marks, (at[-1][0], at[-1][1], words), width, height)


@dataclass(frozen=True)
class Slice:
    """A part of a bar: from x, how wide (both in thousandths of the bar), its class, its words and value."""

    x: float
    width: float
    kind: int
    code: str
    words: str
    value: int


def bar(parts: list[tuple[str, str, int]], whole: int) -> list[Slice]:
    """Parts beside each other on a bar of 1000 that stands for `whole`."""
    made, x = [], 0.0
    for i, (code, words, value) in enumerate(parts):
        width = 1000 * value / whole if whole else 0
        made.append(Slice(round(x, 2), round(width, 2), i, code, words, value))
        x += width
    return made
