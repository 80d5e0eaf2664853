"""Referrals: kinds, states, results, and when one is late."""

from datetime import date, timedelta

KINDS = {
    "claim": "ขอสวัสดิการกองทุน",
    "repair": "ซ่อมหรือสร้างบ้าน",
    "training": "ฝึกอบรมอาชีพ",
    "agency": "หน่วยงานรัฐ",
    "other": "อื่น ๆ",
}
STATES = {"waiting": "รอคนรับ", "taken": "รับแล้ว กำลังทำ", "back": "ได้ผลกลับมา", "cancelled": "ยกเลิก"}
OPEN = ("waiting", "taken")
RESULTS = {"helped": "ได้รับความช่วยเหลือ", "partly": "ได้บางส่วน", "not": "ไม่ได้", "moot": "ไม่จำเป็นแล้ว"}
SOURCES = {
    "neighbours": "เพื่อนบ้านและชุมชน", "fund": "กองทุนสวัสดิการ", "homes": "โครงการบ้าน", "council": "สภาองค์กรชุมชน",
    "local": "อบต. หรือเทศบาล", "agency": "หน่วยงานรัฐ", "private": "วัด มูลนิธิ เอกชน",
}  # fmt: skip


def lateness(state: str, made_on: date, due_on: date, take_days: int, today: date) -> str:
    """ "nobody" where none took it within its days, "late" where it is past its due day, else ""."""
    if state == "waiting" and today > made_on + timedelta(days=take_days):
        return "nobody"
    return "late" if state in OPEN and today > due_on else ""


def late_words(lateness_: str, made_on: date, due_on: date, today: date) -> str:
    """What the list says of it."""
    if lateness_ == "nobody":
        return f"ยังไม่มีใครรับมา {(today - made_on).days} วัน"
    return f"เลยกำหนดมา {(today - due_on).days} วัน" if lateness_ == "late" else ""
