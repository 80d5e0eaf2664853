"""Nights that members slept already, so that a book of past benefits adds none twice, whatever first day it gives. Pure."""

from dataclasses import dataclass, field
from datetime import date

from chumchon.thai.dates import short_th


@dataclass(frozen=True)
class Stay:
    """Nights from the first day until the morning of the last; where they stand, in Thai."""

    start: date
    end: date
    where_th: str


@dataclass
class Stays:
    """Stays by member and benefit key; kinds that are not counted by nights are not asked about."""

    known: dict[tuple[int, str], list[Stay]] = field(default_factory=dict)

    def add(self, member_id: int, key: str, stay: Stay) -> None:
        """Keep a stay."""
        self.known.setdefault((member_id, key), []).append(stay)

    def other(self, member_id: int, key: str, stay: Stay) -> Stay | None:
        """One that shares a night with this."""
        rows = self.known.get((member_id, key), [])
        return next((one for one in rows if stay.start < one.end and one.start < stay.end), None)


def _span(start: date, end: date) -> str:
    return f"({short_th(start)} ถึง {short_th(end)})"


def row_th(number: int, start: date, end: date) -> str:
    """Where a stay of this very file stands."""
    return f"แถว {number} ในไฟล์นี้ {_span(start, end)}"


def imported_th(start: date, end: date) -> str:
    """Where a stay of an earlier import stands."""
    return f"รายการที่นำเข้าไว้แล้ว {_span(start, end)}"


def claimed_th(label: str) -> str:
    """Where a stay of a claim stands: its days are health facts, and who imports need not read claims."""
    return f"คำขอ {label} ในระบบ"


def overlap_th(other: Stay) -> str:
    """What is told of a row whose nights are known."""
    return f"คืนนอนของคนนี้ทับกับ{other.where_th} ถ้าเป็นครั้งเดียวกันให้ลบแถวนี้ ถ้าคนละครั้งให้แก้วันเข้าและวันออก"
