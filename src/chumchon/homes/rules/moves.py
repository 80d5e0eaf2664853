"""Moving off the canal: what a move must say, and in which order its days come."""

from datetime import date

from chumchon.thai.dates import long_th
from chumchon.thai.errors import Plain, Refused

MOVE_STATES = {"planned": "รอย้าย", "away": "อยู่บ้านพักชั่วคราว", "home": "เข้าบ้านใหม่แล้ว"}


def state_of(left_on: date | None, home_on: date | None) -> str:
    """planned, away or home."""
    return "home" if home_on else "away" if left_on else "planned"


def check_places(from_place: str, to_place: str) -> Plain | None:
    """From where, to which plot. Codes: PLACES."""
    if not from_place.strip() or not to_place.strip() or from_place.strip() == to_place.strip():
        return Refused("PLACES", "ใส่ที่เดิมและแปลงใหม่ ซึ่งต้องไม่ใช่ที่เดียวกัน", "Say from where and to which plot.")
    return None


def check_move_day(
    state: str, what: str, day: date, left_on: date | None, started_on: date, today: date
) -> Plain | None:
    """May the house leave, or come home, on that day? Codes: ALREADY, NOT_LEFT, FUTURE_DATE, BEFORE_START, BEFORE_LEFT."""
    if day > today:
        return Refused("FUTURE_DATE", "วันที่นี้ยังมาไม่ถึง บันทึกเมื่อย้ายจริง", "The day lies in the future.")
    if day < started_on:
        return Refused(
            "BEFORE_START", f"โครงการเริ่ม {long_th(started_on)} ใช้วันหลังจากนั้น", "The day lies before the project."
        )
    if what == "left" and state != "planned":
        return Refused("ALREADY", "บ้านหลังนี้บันทึกว่าย้ายออกแล้ว", "It left already.")
    if what == "home" and state == "home":
        return Refused("ALREADY", "บ้านหลังนี้บันทึกว่าเข้าบ้านใหม่แล้ว", "It is home already.")
    if what == "home" and left_on is None:
        return Refused("NOT_LEFT", "บ้านหลังนี้ยังไม่ได้บันทึกวันที่ย้ายออกจากที่เดิม บันทึกก่อน", "It has not left yet.")
    if what == "home" and left_on is not None and day < left_on:
        return Refused("BEFORE_LEFT", f"ย้ายออกเมื่อ {long_th(left_on)} วันเข้าบ้านใหม่ต้องไม่ก่อนนั้น", "Home before it left.")
    return None
