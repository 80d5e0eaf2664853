"""What an event on the calendar must say. Meetings and trainings come to the calendar from their own records."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from chumchon.thai.errors import BadInput

EVENT_KINDS = [
    ("market", "ตลาดและงานออกร้าน"), ("culture", "ประเพณีและวัฒนธรรม"), ("work", "ลงแขกและงานอาสา"), ("learning", "ดูงานและแลกเปลี่ยน"),
    ("meeting", "ประชุม"), ("other", "อื่น ๆ"),
]  # fmt: skip
MOST_DAYS, MOST_AHEAD = 31, 800


@dataclass(frozen=True)
class EventFacts:
    """What is said of an event. Days are C.E.; until is the last of several days, ends the hour of one day."""

    kind: str
    title: str
    place: str
    day: date
    starts: time
    until: date | None = None
    ends: time | None = None
    about: str = ""


def check(facts: EventFacts, today: date) -> None:
    """Errors: BAD_KIND, BAD_TITLE, BAD_PLACE, PAST_DAY, FAR_DAY, BAD_SPAN."""
    if facts.kind not in dict(EVENT_KINDS):
        raise BadInput("BAD_KIND", "เลือกชนิดของงานจากรายการ", "Choose a kind.")
    if not 4 <= len(facts.title.strip()) <= 160:
        raise BadInput("BAD_TITLE", "ใส่ชื่องานอย่างน้อย 4 ตัวอักษร", "Give the event's name.")
    if not facts.place.strip():
        raise BadInput("BAD_PLACE", "บอกสถานที่ เพื่อให้คนไปถูก", "Say where it is.")
    last = facts.until or facts.day
    if last < today:
        raise BadInput("PAST_DAY", "วันงานผ่านไปแล้ว ใส่วันที่ยังมาไม่ถึง", "The day lies in the past.")
    if facts.day > today + timedelta(days=MOST_AHEAD):
        raise BadInput("FAR_DAY", "วันงานไกลเกินสองปี ตรวจปี พ.ศ. อีกครั้ง", "The day lies more than two years ahead.")
    if not 0 <= (last - facts.day).days < MOST_DAYS:
        raise BadInput(
            "BAD_SPAN", f"วันสุดท้ายต้องไม่ก่อนวันแรก และงานยาวไม่เกิน {MOST_DAYS} วัน", "The days are not in order or too many."
        )
    if facts.until is None and facts.ends is not None and facts.ends <= facts.starts:
        raise BadInput("BAD_SPAN", "เวลาเลิกต้องหลังเวลาเริ่ม ถ้าข้ามวันให้ใส่วันสุดท้าย", "It ends before it begins.")
