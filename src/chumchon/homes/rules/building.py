"""How far houses and the whole building are: stages of a house, delay against the plan of days, cost against the plan of money.

Shares of the work that a stage stands for are [d]: they weigh progress, they never pay.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from chumchon.thai.dates import long_th
from chumchon.thai.errors import Plain, Refused

STAGES = {
    "waiting": "ยังไม่เริ่ม", "started": "ลงมือ วางฐานราก", "frame": "ตั้งเสาและโครงหลังคา", "walls": "ก่อผนัง มุงหลังคา",
    "finished": "สร้างเสร็จ รอตรวจรับ", "accepted": "ตรวจรับแล้ว",
}  # fmt: skip
ORDER = tuple(STAGES)
SHARES = {"waiting": 0, "started": 20, "frame": 45, "walls": 75, "finished": 100, "accepted": 100}  # percent [d]
SAID = ("started", "frame", "walls", "finished")
NEXT = {
    "waiting": "ลงมือวางฐานราก", "started": "ตั้งเสาและโครงหลังคา", "frame": "ก่อผนัง มุงหลังคา", "walls": "สร้างให้เสร็จแล้วถ่ายรูป",
    "finished": "ให้กรรมการอีกคนตรวจรับ", "accepted": "เข้าอยู่",
}  # fmt: skip


def check_stage(now: str, to: str, note: str, has_photo: bool) -> Plain | None:
    """May a house go from one stage to another? Back only with a reason. Codes: STAGE, ACCEPTED, SAME_STAGE, NO_REASON, NO_PHOTO."""
    if to not in SAID:
        return Refused("STAGE", "เลือกว่าบ้านถึงขั้นไหน", "Choose the stage.")
    if now == "accepted":
        return Refused("ACCEPTED", "บ้านหลังนี้ตรวจรับแล้ว แก้ขั้นไม่ได้", "The house was accepted.")
    if now == to:
        return Refused("SAME_STAGE", f"บ้านอยู่ขั้น{STAGES[to]}อยู่แล้ว", "The house stands at this stage.")
    if ORDER.index(to) < ORDER.index(now) and not note.strip():
        return Refused("NO_REASON", "ย้อนขั้น ต้องบอกเหตุผล เช่น รื้อทำใหม่", "Going back needs a reason.")
    if to == "finished" and not has_photo:
        return Refused("NO_PHOTO", "บ้านที่สร้างเสร็จต้องมีรูปถ่ายที่มีวันและพิกัด แนบรูปก่อน", "A finished house needs its photograph.")
    return None


def check_acceptance(stage: str, said_by: int | None, user_id: int) -> Plain | None:
    """May this person accept the house? Codes: NOT_FINISHED, SAME_PERSON."""
    if stage != "finished":
        return Refused("NOT_FINISHED", "ตรวจรับได้เมื่อบ้านสร้างเสร็จและมีรูปแล้ว", "Only a finished house is accepted.")
    if said_by == user_id:
        return Refused("SAME_PERSON", "คนที่บอกว่าสร้างเสร็จตรวจรับเองไม่ได้ ให้กรรมการอีกคน", "Another person must accept it.")
    return None


def percent_done(stages: Mapping[str, int], units: int) -> int:
    """Percent of the work: houses by stage, weighed, over the units planned (houses that nobody said anything of wait)."""
    return min(sum(SHARES[stage] * n for stage, n in stages.items()) // max(units, 1), 100)


@dataclass(frozen=True)
class Pace:
    """Where the building should be and is, percent; behind: days that the plan is ahead of the work; late: days after its end."""

    planned: int
    done: int
    behind: int
    late: int


def pace(starts_on: date, ends_on: date, done: int, day: date) -> Pace:
    """The plan goes evenly from its first day to its last. done: percent."""
    whole = max((ends_on - starts_on).days, 1)
    gone = min(max((day - starts_on).days, 0), whole)
    if done >= 100:
        return Pace(gone * 100 // whole, 100, 0, 0)
    here = starts_on + timedelta(days=whole * done // 100)
    return Pace(gone * 100 // whole, done, max((day - here).days, 0), max((day - ends_on).days, 0))


def check_days(starts_on: date, ends_on: date, started_on: date, again: bool, reason: str) -> Plain | None:
    """A plan of days; another one needs its reason. Codes: BEFORE_START, ENDS_FIRST, TOO_LONG, NO_REASON."""
    if starts_on < started_on:
        return Refused("BEFORE_START", f"โครงการเริ่ม {long_th(started_on)} ใช้วันหลังจากนั้น", "The project began later.")
    if ends_on <= starts_on:
        return Refused("ENDS_FIRST", "วันสร้างเสร็จต้องอยู่หลังวันลงมือ", "It ends before it begins.")
    if (ends_on - starts_on).days > 3650:
        return Refused("TOO_LONG", "แผนยาวเกินสิบปี ตรวจปี พ.ศ.", "More than ten years.")
    if again and not reason.strip():
        return Refused("NO_REASON", "เลื่อนแผน ต้องบอกเหตุผล แผนแรกยังอยู่ให้เทียบ", "Another plan needs its reason.")
    return None
