"""A community's outline as GeoJSON: one closed ring that does not cross itself and lies in its province."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from chumchon.areas.shapes import KM_A_DEGREE, Point, kilometres_from, lies_in
from chumchon.thai.errors import BadInput

MOST_BYTES, MOST_POINTS, MOST_RAI = 512 * 1024, 1500, 20_000
SQUARE_METRES_A_RAI = 1600


@dataclass(frozen=True)
class Outline:
    """A ring of (longitude, latitude), the first point not repeated; area in square metres; its middle."""

    ring: tuple[Point, ...]
    square_metres: int
    middle: Point

    @property
    def rai(self) -> float:
        """Area in rai, as land is spoken of."""
        return round(self.square_metres / SQUARE_METRES_A_RAI, 2)

    def geojson(self) -> dict[str, object]:
        """As it is kept: a Polygon with its ring closed."""
        return {"type": "Polygon", "coordinates": [[list(p) for p in (*self.ring, self.ring[0])]]}


def _unreadable(en: str) -> BadInput:
    return BadInput("NOT_GEOJSON", "อ่านไฟล์ขอบเขตไม่ได้ ใช้ไฟล์ GeoJSON ที่มีรูปปิดรูปเดียว (Polygon)", en)


def read_outline(text: str | bytes, province: str) -> Outline:
    """The outline of a file. Errors: TOO_LARGE, NOT_GEOJSON, MANY_SHAPES, CROSSES_ITSELF, OTHER_PROVINCE."""
    if len(text) > MOST_BYTES:
        raise BadInput("TOO_LARGE", "ไฟล์ขอบเขตใหญ่เกินไป ลดจุดให้น้อยลง", "The outline's file is too large.")
    try:
        ring = _ring(json.loads(text))
    except (ValueError, TypeError, KeyError, IndexError, RecursionError, AttributeError):
        raise _unreadable("The file is not a GeoJSON polygon.") from None
    return check_ring(ring, province)


def _ring(data: dict[str, object]) -> tuple[Point, ...]:
    kind = data["type"]
    if kind == "FeatureCollection":
        features = list(data["features"])  # type: ignore[call-overload]
        if len(features) != 1:
            raise BadInput("MANY_SHAPES", "ไฟล์มีหลายรูป เลือกรูปขอบเขตชุมชนรูปเดียว", "The file holds more than one shape.")
        return _ring(features[0])
    if kind == "Feature":
        return _ring(data["geometry"])  # type: ignore[arg-type]
    rings = data["coordinates"]
    if kind == "MultiPolygon":
        if len(rings) != 1:  # type: ignore[arg-type]
            raise BadInput("MANY_SHAPES", "ไฟล์มีหลายรูป เลือกรูปขอบเขตชุมชนรูปเดียว", "The file holds more than one shape.")
        rings = rings[0]  # type: ignore[index]
    elif kind != "Polygon":
        raise ValueError(kind)
    points = [(float(p[0]), float(p[1])) for p in rings[0]]  # type: ignore[index]
    return tuple(points[:-1] if points[0] == points[-1] else points)


def check_ring(ring: Sequence[Point], province: str) -> Outline:
    """A sound ring. Errors: NOT_GEOJSON, TOO_MANY_POINTS, CROSSES_ITSELF, OTHER_PROVINCE, TOO_LARGE."""
    if len(ring) < 3 or any(not (-180 <= x <= 180 and -90 <= y <= 90) for x, y in ring):
        raise _unreadable("A ring needs three points in degrees, longitude first.")
    if len(ring) > MOST_POINTS:
        raise BadInput("TOO_MANY_POINTS", f"ขอบเขตมี {len(ring)} จุด ลดให้ไม่เกิน {MOST_POINTS} จุด", "Too many points.")
    if crosses_itself(ring):
        raise BadInput(
            "CROSSES_ITSELF", "เส้นขอบเขตตัดกันเอง วาดใหม่ให้เส้นวนรอบชุมชนรอบเดียวโดยไม่ทับกัน", "The outline crosses itself."
        )
    far = max((kilometres_from(province, p) for p in ring if not lies_in(province, p)), default=0.0)
    if far:
        raise BadInput(
            "OTHER_PROVINCE", f"ขอบเขตอยู่นอกจังหวัดของโครงการประมาณ {far:,.0f} กม. ตรวจไฟล์ (ลองจิจูดมาก่อนละติจูด) หรือตำบลของโครงการ",
            f"The outline lies {far:.0f} km outside the project's province.",
        )  # fmt: skip
    area = _square_metres(ring)
    if area > MOST_RAI * SQUARE_METRES_A_RAI:
        raise BadInput("TOO_LARGE", f"ขอบเขตใหญ่ {area / 1600:,.0f} ไร่ ตรวจไฟล์อีกครั้ง", "The outline is far too large.")
    middle = (sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring))
    return Outline(tuple(ring), area, middle)


def _side(a: Point, b: Point, c: Point) -> int:
    turn = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (turn > 1e-18) - (turn < -1e-18)


def _on(a: Point, b: Point, c: Point) -> bool:
    return min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    one, two, three, four = _side(a, b, c), _side(a, b, d), _side(c, d, a), _side(c, d, b)
    if one != two and three != four and one * two <= 0 and three * four <= 0:
        return True
    pairs = ((one, a, b, c), (two, a, b, d), (three, c, d, a), (four, c, d, b))
    return any(side == 0 and _on(p, q, r) for side, p, q, r in pairs)


def crosses_itself(ring: Sequence[Point]) -> bool:
    """Do two sides meet that are no neighbours, or does a side run back over the one before?"""
    sides = list(pairwise((*ring, ring[0])))
    if any(a == b for a, b in sides):
        return True
    n = len(sides)
    for i, (a, b) in enumerate(sides):
        following = sides[(i + 1) % n][1]
        if _side(a, b, following) == 0 and (_on(a, b, following) or _on(b, following, a)):
            return True
        low, high = min(a[1], b[1]), max(a[1], b[1])
        for j in range(i + 2, n if i else n - 1):
            c, d = sides[j]
            if max(c[1], d[1]) >= low and min(c[1], d[1]) <= high and _meet(a, b, c, d):
                return True
    return False


def _square_metres(ring: Sequence[Point]) -> int:
    middle = sum(y for _, y in ring) / len(ring)
    metre = KM_A_DEGREE * 1000
    east = metre * math.cos(math.radians(middle))
    x0, y0 = ring[0]
    flat = [((x - x0) * east, (y - y0) * metre) for x, y in ring]
    return round(abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise((*flat, flat[0])))) / 2)


def check_point(longitude: float, latitude: float, province: str) -> None:
    """A place in degrees. Errors: NOT_A_PLACE, OTHER_PROVINCE."""
    if not (97 <= longitude <= 106 and 5 <= latitude <= 21):
        raise BadInput("NOT_A_PLACE", "พิกัดนี้ไม่อยู่ในประเทศไทย ตรวจละติจูดและลองจิจูด", "The place lies outside Thailand.")
    if not lies_in(province, (longitude, latitude)):
        raise BadInput(
            "OTHER_PROVINCE", "พิกัดอยู่นอกจังหวัดของโครงการ ตรวจพิกัดหรือตำบล", "The place lies in another province."
        )
