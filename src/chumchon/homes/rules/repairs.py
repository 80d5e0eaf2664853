"""Repair of single houses: what a list may hold, what a house may get, what its photographs must say, when it is finished."""

from collections.abc import Collection, Sequence
from datetime import date

from chumchon.thai.errors import Plain, Refused
from chumchon.thai.money import baht

from .plans import FAR_KM, Photo, distance_km
from .programmes import CeilingRow

STATES = {"proposed": "เสนอ", "chosen": "ได้รับเลือก", "finished": "ซ่อมเสร็จ", "dropped": "ถอนออก"}
OPEN = ("proposed", "chosen")
NEEDS = {
    "roof": "หลังคา", "wall": "ฝา", "floor": "พื้น", "post": "เสาและโครง", "toilet": "ห้องน้ำ", "kitchen": "ครัว", "ramp": "ทางลาด ราวจับ",
    "wiring": "สายไฟ", "water": "น้ำใช้", "whole": "ทั้งหลัง",
}  # fmt: skip
MEETINGS = ("community", "city")
AGAIN_YEARS = 5


def check_choice(
    ranks: Sequence[int], chosen: int, quota: int | None, carried: bool, kind: str, year_be: int
) -> Plain | None:
    """May a meeting choose so many? chosen: those of the year before. Codes: NOBODY, RANK_TWICE, NOT_CARRIED, MEETING_KIND, NO_QUOTA, OVER_QUOTA."""
    if not ranks:
        return Refused("NOBODY", "ยังไม่ได้ใส่ลำดับให้บ้านหลังใด", "No house has a rank.")
    if len(set(ranks)) < len(ranks) or min(ranks) < 1:
        return Refused("RANK_TWICE", "ลำดับซ้ำกัน ให้บ้านแต่ละหลังมีลำดับของตนเอง เริ่มจาก 1", "A rank stands twice.")
    if kind not in MEETINGS:
        return Refused(
            "MEETING_KIND", "ต้องเลือกโดยที่ประชุมชุมชนหรือกรรมการตำบล", "The community or the tambon's committee chooses."
        )
    if not carried:
        return Refused(
            "NOT_CARRIED", "การประชุมนั้นไม่ครบองค์ประชุมหรือเสียงไม่เกินครึ่ง เลือกการประชุมอื่น", "That meeting did not carry it."
        )
    if quota is None:
        return Refused(
            "NO_QUOTA",
            f"ตำบลนี้ยังไม่มีโควตาซ่อมบ้านปีงบประมาณ {year_be} ให้เจ้าหน้าที่ใส่โควตาก่อน",
            "The tambon has no quota that year.",
        )
    if chosen + len(ranks) > quota:
        return Refused(
            "OVER_QUOTA", f"โควตาปี {year_be} {quota} หลัง เลือกไปแล้ว {chosen} หลัง เลือกได้อีก {max(quota - chosen, 0)} หลัง",
            f"The quota is {quota} houses, {chosen} are chosen.",
        )  # fmt: skip
    return None


def check_amount(satang: int, top: CeilingRow | None) -> Plain | None:
    """What one house gets. Codes: AMOUNT, NO_CEILING, OVER_CEILING."""
    if satang <= 0:
        return Refused("AMOUNT", "ใส่จำนวนเงินมากกว่าศูนย์", "The amount must be above zero.")
    if top is None:
        return Refused("NO_CEILING", "โครงการนี้ไม่มีเงินอุดหนุนรายหลัง", "The programme gives nothing for a house.")
    if satang > top.satang:
        return Refused(
            "OVER_CEILING", f"{baht(satang)} บาท เกินเพดานต่อหลัง {baht(top.satang)} บาท ส่วนที่เกินให้หาแหล่งอื่นสมทบ",
            f"Above the ceiling of {top.satang} satang a house.",
        )  # fmt: skip
    return None


def check_picture(
    photo: Photo, place: tuple[float, float] | None, used_before: bool, earliest: date, today: date
) -> Plain | None:
    """A photograph of the house; place of the house, or None (then the province alone is looked at, elsewhere).

    Codes: USED_TWICE, NO_MARKS, OTHER_PLACE, OTHER_DAY.
    """
    if used_before:
        return Refused("USED_TWICE", "รูปนี้เคยใช้เป็นหลักฐานแล้ว ถ่ายรูปใหม่ที่บ้านหลังนี้", "This picture was used before.")
    if photo.taken_on is None or photo.longitude is None or photo.latitude is None:
        return Refused(
            "NO_MARKS", "รูปนี้ไม่มีวันและพิกัด เปิดตำแหน่งในกล้องแล้วถ่ายใหม่ อย่าส่งผ่านแชต", "The picture says neither day nor place."
        )
    if place is not None:
        away = distance_km((photo.longitude, photo.latitude), place)
        if away > FAR_KM:
            return Refused("OTHER_PLACE", f"รูปถ่ายห่างจากบ้าน {away:,.0f} กม. ถ่ายที่บ้านหลังนี้", f"Taken {away:.0f} km away.")
    if not earliest <= photo.taken_on <= today:
        return Refused(
            "OTHER_DAY", "วันที่ในรูปไม่ถูกช่วง รูปหลังซ่อมต้องถ่ายหลังรูปก่อนซ่อม ตรวจวันที่ของกล้องแล้วถ่ายใหม่",
            "Its day lies before the work or after today.",
        )  # fmt: skip
    return None


def missing(satang: int | None, paid: bool, before: bool, after: bool) -> list[str]:
    """What a chosen house still waits for before it is finished, in words."""
    waits = ((satang is None, "จำนวนเงิน"), (not before, "รูปก่อนซ่อม"), (not paid, "จ่ายเงิน"), (not after, "รูปหลังซ่อม"))
    return [words for wait, words in waits if wait]


def check_needs(needs: Collection[str], why: str, asked_satang: int) -> Plain | None:
    """A proposal says what is needed and why. Codes: NEEDS, AMOUNT."""
    if not needs or not set(needs) <= set(NEEDS) or not why.strip():
        return Refused("NEEDS", "เลือกว่าต้องซ่อมอะไร และบอกว่าทำไมบ้านหลังนี้เดือดร้อน", "Say what is needed and why.")
    if not 0 < asked_satang <= 10**10:
        return Refused("AMOUNT", "ใส่ราคาที่ประมาณไว้", "Give the estimate.")
    return None
