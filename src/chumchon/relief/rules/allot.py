"""Which pledge goes to which need: the greatest shortage first, from the nearest pledge that still holds something."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, nan, radians

import numpy as np

Point = tuple[float, float]
# Beginnings of an area code, nearest first: village, subdistrict, district, province, the nation.
STEPS = (8, 6, 4, 2, 0)


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


class Neighbours:
    """Pledges of one item in one area that may still hold something, in the order of their ids."""

    def __init__(self, pledges: list[Pledge]) -> None:
        self.pledges = pledges
        known = [p.point or (nan, nan) for p in pledges]
        self.points = np.array(known, dtype=np.float64).reshape(len(pledges), 2)

    def nearest(self, point: Point | None) -> list[Pledge]:
        """Nearest first (square degrees over flat ground); what has no point lies behind all others, by its id."""
        if point is None:
            return self.pledges
        lat = radians(point[0])
        away = self.points - point
        squares = away[:, 0] ** 2 + (away[:, 1] * cos(lat)) ** 2
        order = np.argsort(np.nan_to_num(squares, nan=np.inf), kind="stable")
        return [self.pledges[i] for i in order.tolist()]

    def without_empty(self, left: dict[int, int]) -> "Neighbours":
        """The same once some pledges hold nothing more; itself while all still do."""
        full = [p for p in self.pledges if left[p.id] > 0]
        return self if len(full) == len(self.pledges) else Neighbours(full)


def _urgency(need: Need) -> tuple[int, int]:
    """The greatest part still missing first (millionths of what was asked), then whoever told first."""
    return -(need.missing * 1_000_000 // need.asked), need.id


def allot(needs: Iterable[Need], pledges: Iterable[Pledge]) -> list[Allotment]:
    """Match needs to pledges: deterministic, in whole units, never more than pledged and never more than missing."""
    left: dict[int, int] = {}
    told: dict[tuple[str, int, str], list[Pledge]] = defaultdict(list)
    for pledge in sorted(pledges, key=lambda p: p.id):
        if pledge.left > 0:
            left[pledge.id] = pledge.left
            for step in {min(step, len(pledge.area_code)) for step in STEPS}:
                told[pledge.item, step, pledge.area_code[:step]].append(pledge)
    near = {bucket: Neighbours(many) for bucket, many in told.items()}
    made: list[Allotment] = []
    for need in sorted((n for n in needs if n.missing > 0), key=_urgency):
        missing = need.missing
        for step in STEPS:
            bucket = (need.item, step, need.area_code[:step])
            if not missing or bucket not in near:
                continue
            near[bucket] = near[bucket].without_empty(left)
            for pledge in near[bucket].nearest(need.point):
                quantity = min(missing, left[pledge.id])
                left[pledge.id] -= quantity
                missing -= quantity
                if quantity:
                    made.append(Allotment(need.id, pledge.id, quantity))
                if not missing:
                    break
    return made
