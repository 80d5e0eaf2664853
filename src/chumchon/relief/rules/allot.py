"""Which pledge goes to which need: the greatest shortage first, from the nearest pledge that still holds something."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heapify, heappop
from math import cos, radians

Point = tuple[float, float]
# Beginnings of an area code, nearest first: village, subdistrict, district, province, the nation.
STEPS = (8, 6, 4, 2, 0)
NOWHERE = 1e9


@dataclass(frozen=True)
class Need:
    """What a house lacks: `asked` and `delivered` in the item's unit; the area code has up to 8 digits; point (lat, lon)."""

    id: int
    item: str
    asked: int
    delivered: int
    area_code: str
    point: Point | None = None

    @property
    def missing(self) -> int:
        """Still missing, never below nothing."""
        return max(self.asked - self.delivered, 0)


@dataclass(frozen=True)
class Pledge:
    """What an organisation still has to give of an item, in its unit, and where it lies."""

    id: int
    item: str
    left: int
    area_code: str
    point: Point | None = None


@dataclass(frozen=True)
class Allotment:
    """So much of a pledge for a need."""

    need_id: int
    pledge_id: int
    quantity: int


def by_distance(point: Point | None, pledges: list[Pledge]) -> list[tuple[float, int, Pledge]]:
    """A heap of pledges, nearest first (square degrees over flat ground); one without a point lies behind all others."""
    if point is None:
        return [(NOWHERE, p.id, p) for p in pledges]
    lat, lon = point
    east = cos(radians(lat)) ** 2
    heap = [
        ((p.point[0] - lat) ** 2 + (p.point[1] - lon) ** 2 * east if p.point else NOWHERE, p.id, p) for p in pledges
    ]
    heapify(heap)
    return heap


def _urgency(need: Need) -> tuple[int, int]:
    """The greatest part still missing first (millionths of what was asked), then whoever told first."""
    return -(need.missing * 1_000_000 // need.asked), need.id


def allot(needs: Iterable[Need], pledges: Iterable[Pledge]) -> list[Allotment]:
    """Match needs to pledges: deterministic, in whole units, never more than pledged and never more than missing."""
    left: dict[int, int] = {}
    near: dict[tuple[str, int, str], list[Pledge]] = defaultdict(list)
    for pledge in sorted(pledges, key=lambda p: p.id):
        left[pledge.id] = pledge.left
        for step in {min(step, len(pledge.area_code)) for step in STEPS}:
            near[pledge.item, step, pledge.area_code[:step]].append(pledge)
    made: list[Allotment] = []
    for need in sorted((n for n in needs if n.missing > 0), key=_urgency):
        missing = need.missing
        for step in STEPS:
            bucket = (need.item, step, need.area_code[:step])
            if not missing or bucket not in near:
                continue
            near[bucket] = [p for p in near[bucket] if left[p.id] > 0]
            heap = by_distance(need.point, near[bucket])
            while missing and heap:
                pledge = heappop(heap)[2]
                quantity = min(missing, left[pledge.id])
                left[pledge.id] -= quantity
                missing -= quantity
                made.append(Allotment(need.id, pledge.id, quantity))
    return made
