"""The survey of houses: what an entry says, what is wrong with it, sums over a community, where houses stand on a plan."""

import math
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from json import dumps

from chumchon.areas.shapes import KM_A_DEGREE
from chumchon.thai.errors import BadInput

from .outlines import check_point
from .projects import TENURES

CONDITIONS = {"good": "ดี", "fair": "พอใช้", "poor": "ทรุดโทรม", "none": "ไม่มีบ้าน"}
NEEDS = {
    "stay": "อยู่ที่เดิม", "rebuild": "สร้างใหม่", "repair": "ซ่อม", "move": "ย้าย", "land": "ที่ดินมั่นคง", "water": "น้ำประปา", "power": "ไฟฟ้า",
    "path": "ทางเดิน/ระบายน้ำ", "register": "ทะเบียนบ้าน",
}  # fmt: skip
MOST_PEOPLE, MOST_SATANG = 40, 100_000_000
COUNTS = ("children", "elderly", "disabled", "bedridden")


@dataclass(frozen=True)
class HouseEntry:
    """A house as it was surveyed. Sums are satang a month; place in degrees or None."""

    uid: uuid.UUID
    village: int
    house_no: str
    prefix: str
    first_name: str
    surname: str
    people: int
    tenure: str
    condition: str
    surveyed_on: date
    children: int = 0
    elderly: int = 0
    disabled: int = 0
    bedridden: int = 0
    income_satang: int = 0
    saving_satang: int = 0
    needs: tuple[str, ...] = ()
    longitude: float | None = None
    latitude: float | None = None
    phone: str = ""
    note: str = ""

    def content(self) -> str:
        """Hash of what it says: the same id with another content is another entry."""
        return sha256(dumps(asdict(self), sort_keys=True, default=str).encode()).hexdigest()


def check_entry(entry: HouseEntry, province: str, villages: Iterable[int], started_on: date, today: date) -> None:
    """Errors: VILLAGE, HOUSE_NO, NAME, PEOPLE, MONEY, CHOICE, FUTURE_DATE, NOT_A_PLACE, OTHER_PROVINCE."""
    for fails, code, th, en in _faults(entry, villages, started_on, today):
        if fails:
            raise BadInput(code, th, en)
    if entry.longitude is not None and entry.latitude is not None:
        check_point(entry.longitude, entry.latitude, province)


def _faults(
    e: HouseEntry, villages: Iterable[int], started_on: date, today: date
) -> Sequence[tuple[bool, str, str, str]]:
    counts = [getattr(e, name) for name in COUNTS]
    return (
        (e.village not in set(villages), "VILLAGE", "ไม่มีหมู่นี้ในตำบลของโครงการ เลือกหมู่ใหม่", "No such village in the tambon."),
        (not e.house_no.strip(), "HOUSE_NO", "ใส่บ้านเลขที่ ถ้าไม่มีทะเบียนให้ใส่เลขที่ชุมชนให้", "Give the house number."),
        (not e.first_name.strip(), "NAME", "ใส่ชื่อหัวหน้าครัวเรือน", "Give the name of the head of the household."),
        (
            not 1 <= e.people <= MOST_PEOPLE or any(not 0 <= n <= e.people for n in counts), "PEOPLE",
            "จำนวนคนไม่ถูก เด็ก ผู้สูงอายุ ผู้พิการ ต้องไม่เกินจำนวนคนในบ้าน", "Counts do not fit the people in the house.",
        ),
        (
            not 0 <= e.income_satang <= MOST_SATANG or not 0 <= e.saving_satang <= MOST_SATANG, "MONEY",
            "รายได้หรือเงินออมต่อเดือนไม่น่าเป็นไปได้ ตรวจตัวเลข", "Income or savings out of bounds.",
        ),
        (
            e.tenure not in TENURES or e.condition not in CONDITIONS or not set(e.needs) <= set(NEEDS), "CHOICE",
            "ตัวเลือกไม่ถูก เลือกใหม่", "An unknown choice.",
        ),
        (
            e.surveyed_on > today or e.surveyed_on.year < started_on.year - 5, "FUTURE_DATE",
            "วันที่สำรวจไม่ถูก ตรวจปี พ.ศ.", "The day of the survey is wrong.",
        ),
        ((e.longitude is None) != (e.latitude is None), "NOT_A_PLACE", "พิกัดต้องมีทั้งสองค่า", "A place needs both degrees."),
    )  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """A house on a plan: centre in the picture's units, and what it is."""

    x: float
    y: float
    key: int
    words: str
    kind: str

    @property
    def left(self) -> str:
        """Left edge of a square of 8, as SVG writes it."""
        return f"{self.x - 4:.1f}"

    @property
    def top(self) -> str:
        """Upper edge of a square of 8, as SVG writes it."""
        return f"{self.y - 4:.1f}"


@dataclass(frozen=True)
class Plan:
    """A plan as SVG needs it: size, the outline's points, houses, and metres of the scale bar with its length."""

    width: float
    height: float
    outline: str
    marks: list[Mark]
    bar: float
    bar_metres: int

    @property
    def tall(self) -> float:
        """Height with the scale bar below."""
        return self.height + 24


def plan(
    outline: Sequence[tuple[float, float]], houses: Iterable[tuple[int, float, float, str, str]], width: float = 360.0
) -> Plan | None:  # fmt: skip
    """Houses (key, longitude, latitude, words, kind) within the outline; None where nothing has a place. North is up."""
    rows = list(houses)
    points = [*outline, *((x, y) for _, x, y, _, _ in rows)]
    if not points:
        return None
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    wide = max((east - west) * squeeze, (north - south) / 1.6, 0.0002)
    margin, scale = 14.0, (width - 28.0) / wide
    height = max((north - south) * scale + 2 * margin, 60.0)
    left = (width - (east - west) * squeeze * scale) / 2

    def at(x: float, y: float) -> tuple[float, float]:
        return round(left + (x - west) * squeeze * scale, 1), round(margin + (north - y) * scale, 1)

    drawn = " ".join(f"{x},{y}" for x, y in (at(*p) for p in outline))
    metre = scale / (KM_A_DEGREE * 1000)
    metres = max((m for m in (5, 10, 20, 50, 100, 200, 500, 1000, 2000) if m * metre <= width / 3), default=5)
    marks = [Mark(*at(x, y), key, words, kind) for key, x, y, words, kind in rows]
    return Plan(width, round(height, 1), drawn, marks, round(metres * metre, 1), metres)


def shares(counts: Mapping[str, int], words: Mapping[str, str]) -> list[tuple[str, int, int]]:
    """(word, count, percent) of the choices that were made, the most common first."""
    total = sum(counts.values())
    rows = [(words[k], n, round(n * 100 / total)) for k, n in counts.items() if n]
    return sorted(rows, key=lambda r: -r[1])
