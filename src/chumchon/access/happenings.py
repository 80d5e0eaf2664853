"""What happens where and when, told by each room, so that one calendar shows all of it.

A room registers a reader once (its AppConfig.ready): an area ("" the nation, else the beginning of area codes) and two
C.E. days, both included, to what it knows between them. Whoever shows the calendar asks `gather` and knows no room.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

KINDS: dict[str, str] = {
    "meeting": "ประชุม",
    "training": "อบรม",
    "market": "ตลาดและงานออกร้าน",
    "culture": "ประเพณีและวัฒนธรรม",
    "work": "ลงแขกและงานอาสา",
    "learning": "ดูงานและแลกเปลี่ยน",
    "other": "อื่น ๆ",
}


@dataclass(frozen=True)
class Happening:
    """One thing on the calendar. uid is for ever the same; area is the six digits of the tambon; link a path of the house.

    until: the last day of several; ends: the hour of the day at which it ends, where somebody said it.
    """

    uid: str
    kind: str
    title: str
    place: str
    host: str
    area: str
    area_words: str
    day: date
    starts: time
    stamp: datetime
    until: date | None = None
    ends: time | None = None
    about: str = ""
    link: str = ""
    cancelled: bool = False
    sequence: int = 0


Reader = Callable[[str, date, date], Iterable[Happening]]
_readers: dict[str, Reader] = {}


def register(room: str, reader: Reader) -> None:
    """Tell what a room knows; called once by the room."""
    _readers[room] = reader


def gather(area: str, since: date, until: date, kind: str = "") -> list[Happening]:
    """Everything of an area between two days, of one kind where one is asked for, by day and hour."""
    found = [h for reader in _readers.values() for h in reader(area, since, until) if kind in ("", h.kind)]
    return sorted(found, key=lambda h: (h.day, h.starts, h.title, h.uid))
