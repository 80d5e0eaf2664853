"""After fire or eviction: when the list is due, what a house on it must say, where a case may be handed over to."""

from datetime import date, timedelta

from chumchon.thai.dates import long_th
from chumchon.thai.errors import Plain, Refused
from chumchon.thai.money import baht

from .programmes import CeilingRow

EVENTS = {
    "fire": "ไฟไหม้",
    "eviction": "ถูกไล่รื้อ",
    "flood": "น้ำท่วม",
    "storm": "พายุ",
    "landslide": "ดินถล่ม",
    "other": "อื่น ๆ",
}
DAMAGES = {"whole": "เสียหายทั้งหลัง", "part": "เสียหายบางส่วน", "evicted": "ต้องย้ายออก"}


def due_on(happened_on: date, within_days: int) -> date:
    """The last day on which the list is in time."""
    return happened_on + timedelta(days=within_days)


def check_event(kind: str, happened_on: date, place: str, today: date) -> Plain | None:
    """Codes: KIND, PLACE, FUTURE_DATE."""
    if kind not in EVENTS:
        return Refused("KIND", "เลือกว่าเกิดเหตุอะไร", "Choose what happened.")
    if not place.strip():
        return Refused("PLACE", "บอกที่เกิดเหตุ", "Say where.")
    if happened_on > today:
        return Refused("FUTURE_DATE", "วันที่เกิดเหตุยังมาไม่ถึง ตรวจวันอีกครั้ง", "The day lies in the future.")
    return None


def check_listed(damage: str, listed_on: date, happened_on: date, due: date, late_why: str) -> Plain | None:
    """A house comes onto the list; after the last day only with a reason. Codes: KIND, BEFORE_EVENT, LATE."""
    if damage not in DAMAGES:
        return Refused("KIND", "เลือกว่าเสียหายแค่ไหน", "Choose the damage.")
    if listed_on < happened_on:
        return Refused("BEFORE_EVENT", f"เกิดเหตุ {long_th(happened_on)} วันขึ้นรายชื่อต้องไม่ก่อนนั้น", "Before it happened.")
    if listed_on > due and not late_why.strip():
        return Refused(
            "LATE", f"รายชื่อต้องส่งภายใน {long_th(due)} เพิ่มหลังวันนี้ต้องบอกเหตุผลที่ช้า", "The list was due; say why it is late."
        )
    return None


def check_aid(satang: int, top: CeilingRow | None) -> Plain | None:
    """Aid to one house. Codes: AMOUNT, NO_CEILING, OVER_CEILING."""
    if satang <= 0:
        return Refused("AMOUNT", "ใส่จำนวนเงินมากกว่าศูนย์", "The amount must be above zero.")
    if top is None:
        return Refused("NO_CEILING", "โครงการนี้ไม่มีเงินช่วยเหลือรายครัวเรือน", "The programme gives no aid.")
    if satang > top.satang:
        return Refused(
            "OVER_CEILING",
            f"{baht(satang)} บาท เกินเพดานต่อครัวเรือน {baht(top.satang)} บาท",
            f"Above {top.satang} satang a household.",
        )
    return None


def check_lasting(way: str, state: str, same_province: bool, same_project: bool) -> Plain | None:
    """May a case be handed over there? Codes: SAME_PROJECT, URGENT_TOO, LASTING_ENDED, OTHER_PROVINCE."""
    if same_project:
        return Refused("SAME_PROJECT", "ส่งต่อให้โครงการเดิมไม่ได้ เลือกโครงการถาวร", "Hand over to another project.")
    if way not in ("build", "canal", "repair"):
        return Refused("URGENT_TOO", "โครงการปลายทางต้องเป็นโครงการที่อยู่อาศัยถาวร", "The other is no lasting project.")
    if state != "running":
        return Refused("LASTING_ENDED", "โครงการปลายทางจบไปแล้ว เลือกโครงการที่ยังทำอยู่", "The other has ended.")
    if not same_province:
        return Refused(
            "OTHER_PROVINCE", "โครงการปลายทางอยู่คนละจังหวัด ตรวจรหัสอีกครั้ง", "The other lies in another province."
        )
    return None
