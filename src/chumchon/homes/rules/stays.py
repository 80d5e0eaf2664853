"""Temporary homes: days, both ends counted, their cost, and how much of it the project may pay."""

from datetime import date

from chumchon.thai.errors import Plain, Refused

from .programmes import CeilingRow

STAYS = {"shelter": "ศูนย์พักพิง", "built": "บ้านพักที่สร้างชั่วคราว", "rented": "ห้องเช่า", "relatives": "บ้านญาติ"}


def days_of(from_day: date, until_day: date) -> int:
    """Days of a stay; the first and the last count."""
    return (until_day - from_day).days + 1


def cost_of(from_day: date, until_day: date, day_satang: int) -> int:
    """What it costs, satang."""
    return days_of(from_day, until_day) * day_satang


def payable(cost_satang: int, paid_before: int, top: CeilingRow | None) -> int:
    """What the project may pay of a stay: no more than its cost and what is left of the house's ceiling. The family bears the rest."""
    return max(min(cost_satang, (top.satang if top else 0) - paid_before), 0)


def check_stay(kind: str, place: str, from_day: date, day_satang: int, started_on: date, today: date) -> Plain | None:
    """Codes: KIND, PLACE, FUTURE_DATE, BEFORE_START, AMOUNT."""
    if kind not in STAYS:
        return Refused("KIND", "เลือกว่าพักแบบไหน", "Choose the kind of stay.")
    if not place.strip():
        return Refused("PLACE", "บอกว่าพักที่ไหน", "Say where.")
    if from_day > today:
        return Refused("FUTURE_DATE", "วันที่นี้ยังมาไม่ถึง บันทึกเมื่อเข้าพักจริง", "The day lies in the future.")
    if from_day < started_on:
        return Refused("BEFORE_START", "วันเข้าพักอยู่ก่อนวันเริ่มโครงการ ตรวจวันที่", "The day lies before the project.")
    if not 0 <= day_satang <= 1_000_000:
        return Refused("AMOUNT", "ค่าพักต่อวันไม่น่าเป็นไปได้ ใส่ 0 ถ้าไม่เสียเงิน", "The cost a day is out of bounds.")
    return None
