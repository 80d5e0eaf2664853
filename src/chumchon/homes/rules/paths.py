"""The path of a person without a home: which step may follow, and how counts are told so that nobody is known by them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chumchon.thai.dates import long_th
from chumchon.thai.errors import Plain, Refused

LEAST_TOLD = 10
FEW = f"น้อยกว่า {LEAST_TOLD}"
LEFT = "left"
LEFT_WORDS = "ออกจากเส้นทาง"
ERASED = "ลบข้อมูลตามคำขอ"


def told(count: int) -> str:
    """A count as it may leave the centre: ten and more as they are, fewer (and none) as "fewer than ten"."""
    return f"{count:,}" if count >= LEAST_TOLD else FEW


def check_person(alias: str, met_on: date, started_on: date, today: date) -> Plain | None:
    """Codes: ALIAS, FUTURE_DATE, BEFORE_START."""
    if not 1 <= len(alias.strip()) <= 60:
        return Refused("ALIAS", "ใส่ชื่อที่เจ้าตัวให้เรียก ไม่ต้องเป็นชื่อจริง", "Give the name the person wants to be called.")
    if met_on > today:
        return Refused("FUTURE_DATE", "วันที่นี้ยังมาไม่ถึง ตรวจวันอีกครั้ง", "The day lies in the future.")
    if met_on < started_on:
        return Refused(
            "BEFORE_START", f"ศูนย์เริ่ม {long_th(started_on)} ใช้วันหลังจากนั้น", "The day lies before the centre began."
        )
    return None


def check_step(erased: bool, now: str, to: str, last_day: date, day: date, today: date) -> Plain | None:
    """May the person go there? People go forward, back, away and come again; only the days keep their order.

    now, to: codes of steps or LEFT. Codes: ERASED, ALREADY, FUTURE_DATE, BACKDATED.
    """
    if erased:
        return Refused("ERASED", "คนนี้ขอลบข้อมูลแล้ว บันทึกต่อไม่ได้", "This person was erased.")
    if now == to:
        return Refused("ALREADY", "อยู่ขั้นนี้แล้ว", "The person stands there already.")
    if day > today:
        return Refused("FUTURE_DATE", "วันที่นี้ยังมาไม่ถึง ตรวจวันอีกครั้ง", "The day lies in the future.")
    if day < last_day:
        return Refused(
            "BACKDATED", f"ขั้นก่อนหน้าเกิด {long_th(last_day)} วันของขั้นนี้ต้องไม่ก่อนนั้น", "Before the step that came first."
        )
    return None


@dataclass(frozen=True)
class Tens:
    """What is told of one area in a B.E. year: persons who reached a home (ten or more) and centres that are new in it."""

    year_be: int
    persons: int
    centres: int


def in_tens(rows: Iterable[tuple[int, int, int]]) -> list[Tens]:
    """(B.E. year, centre, persons) of one area: a year with fewer than ten waits and is told with the next that makes ten.

    Nothing is lost and nothing is told twice; what is still fewer than ten at the end is not told yet.
    """
    found: list[Tens] = []
    seen: set[int] = set()
    waiting, centres = 0, set[int]()
    sums: dict[int, list[tuple[int, int]]] = {}
    for year, centre, persons in rows:
        sums.setdefault(year, []).append((centre, persons))
    for year in sorted(sums):
        waiting += sum(n for _, n in sums[year])
        centres |= {c for c, _ in sums[year]} - seen
        if waiting >= LEAST_TOLD:
            found.append(Tens(year, waiting, len(centres)))
            seen |= centres
            waiting, centres = 0, set()
    return found
