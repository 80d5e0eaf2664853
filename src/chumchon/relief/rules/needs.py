"""Pure decisions about lists of needs: what a sound list is, what a second list of a house counts as, what a house asks for."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chumchon.thai.errors import BadInput

MOST_PEOPLE, MOST_LINES = 60, 20
MOST_DAMAGE_SATANG = 10**10
THAILAND = ((5.5, 20.6), (97.2, 105.8))  # latitude and longitude, both ends included


@dataclass(frozen=True)
class ListEntry:
    """What a volunteer listed at one house, as a phone or a form says it. lines: item's code to quantity in its unit.

    village is the number within the volunteer's tambon; at a point, point is its id and house_no empty. damage in satang.
    """

    uid: uuid.UUID
    village: int
    house_no: str
    people: int
    lines: tuple[tuple[str, int], ...]
    at: datetime
    damage_satang: int = 0
    point: int = 0
    latitude: float | None = None
    longitude: float | None = None
    device: str = ""

    def content(self) -> str:
        """A digest of what was listed: the same id must say the same, whenever it is sent."""
        said = [
            self.village, self.house_no, self.people, sorted(self.lines), self.damage_satang, self.point,
            self.latitude, self.longitude,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Thing:
    """An item as the rules see it; `most` is the most that one house or point asks of it, in its unit."""

    name_th: str
    unit_th: str
    kind: str
    most: int


def check_list(entry: ListEntry, things: Mapping[str, Thing], first: date, today: date) -> None:
    """Refuse what cannot be so. Errors: NOTHING, NO_ITEM, QUANTITY, PEOPLE, DAMAGE, NO_HOUSE, NOT_A_PLACE, BEFORE, MONEY_ITEM."""
    if not entry.lines or len(entry.lines) > MOST_LINES or len({code for code, _ in entry.lines}) != len(entry.lines):
        raise BadInput("NOTHING", "ใส่ของที่ขาดอย่างน้อยหนึ่งอย่าง อย่างละบรรทัดเดียว", "List at least one thing, each once.")
    for code, quantity in entry.lines:
        thing = things.get(code)
        if thing is None:
            raise BadInput("NO_ITEM", "มีของที่ไม่อยู่ในรายการ เปิดหน้าใหม่แล้วเลือกใหม่", f"No item {code}.")
        if thing.kind == "money":
            raise BadInput(
                "MONEY_ITEM",
                "เงินช่วยเหลือของบ้านยื่นเป็นคำขอสวัสดิการ ไม่จดเป็นของที่ขาด",
                "Money of a house is a claim, not a need.",
            )
        most = thing.most * (max(entry.people, 1) if entry.point else 1)
        if not 1 <= quantity <= most:
            raise BadInput(
                "QUANTITY",
                f"{thing.name_th} ใส่ได้ 1 ถึง {most:,} {thing.unit_th} ตรวจตัวเลขอีกครั้ง",
                f"{code}: 1 to {most}.",
            )
    if not 1 <= entry.people <= (MOST_PEOPLE if not entry.point else 5_000):
        raise BadInput("PEOPLE", "จำนวนคนไม่น่าถูก ตรวจตัวเลขอีกครั้ง", "The number of people is out of bounds.")
    if not 0 <= entry.damage_satang <= MOST_DAMAGE_SATANG:
        raise BadInput("DAMAGE", "ค่าเสียหายไม่น่าถูก ตรวจตัวเลขอีกครั้ง", "The damage is out of bounds.")
    if not entry.point and not entry.house_no.strip():
        raise BadInput("NO_HOUSE", "ใส่บ้านเลขที่", "Give the house number.")
    _check_place(entry)
    day = entry.at.date()
    if (first - day).days > 1 or day > today:
        raise BadInput("BEFORE", "เวลาที่จดอยู่นอกช่วงภัย ตรวจวันเวลาของโทรศัพท์", "The moment lies outside the disaster.")


def _check_place(entry: ListEntry) -> None:
    given = (entry.latitude, entry.longitude)
    if given == (None, None):
        return
    for value, (low, high) in zip(given, THAILAND, strict=True):
        if value is None or not low <= value <= high:
            raise BadInput("NOT_A_PLACE", "พิกัดไม่อยู่ในประเทศไทย ปล่อยว่างหรือจับพิกัดใหม่", "The place lies outside Thailand.")


@dataclass(frozen=True)
class Kept:
    """A list that was kept: who, when, what it counts as now, and its lines."""

    by: int
    at: datetime
    word: str
    lines: tuple[tuple[str, int], ...]


def word_of(entry: ListEntry, by: int, before: Sequence[Kept], is_open: bool) -> str:
    """What a new list counts as, until a person decides where it must be decided.

    The first of a house counts. The same volunteer's newer list takes the place of the own one, as long as nobody else's
    counts. The very same lines of another are dropped as told twice. Everything else waits: it is kept and not counted.
    """
    if not is_open:
        return "late"
    counted = [k for k in before if k.word in ("counts", "adds", "replaces")]
    if not counted:
        return "counts"
    if any(sorted(k.lines) == sorted(entry.lines) for k in counted):
        return "dropped"
    if all(k.by == by and k.at <= entry.at for k in counted):
        return "replaces"
    return "double"


def asked_of(lists: Iterable[tuple[str, Sequence[tuple[str, int]]]]) -> dict[str, int]:
    """What a house asks for by item: lists in the order in which they came to count, (word, lines). Two lists are never
    simply added: only a person's "adds" adds."""
    asked: dict[str, int] = {}
    for word, lines in lists:
        if word in ("replaces", "counts"):
            asked = dict.fromkeys(asked, 0)
        if word in ("counts", "adds", "replaces"):
            for code, quantity in lines:
                asked[code] = asked.get(code, 0) + quantity
    return asked
