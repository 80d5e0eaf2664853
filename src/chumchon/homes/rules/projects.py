"""Decisions of a project: whose word is next, what is missing for a step, when it may end."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from chumchon.thai.dates import long_th
from chumchon.thai.errors import Plain, Refused
from chumchon.thai.money import baht

from .programmes import LEVELS

STATES = {"running": "กำลังทำ", "finished": "เสร็จแล้ว", "cancelled": "ยกเลิก", "handed_over": "ส่งต่อแล้ว"}
VERDICTS = {"pass": "ผ่าน", "return": "ส่งกลับ"}
TENURES = {
    "owned": "เจ้าของที่ดิน", "coop": "สหกรณ์เป็นเจ้าของ", "lease_treasury": "เช่าที่ราชพัสดุ", "lease_railway": "เช่าการรถไฟ",
    "lease_city": "เช่าเทศบาล/ท้องถิ่น", "lease_temple": "เช่าวัด", "lease_private": "เช่าเอกชน", "permission": "ได้รับอนุญาต",
    "rented": "เช่าบ้าน/ห้อง", "sharing": "อาศัยรวม", "encroaching": "บุกรุก", "none": "ไม่มี",
}  # fmt: skip
SETTLEMENTS = {
    "slum": "ชุมชนแออัด", "canal": "ริมคลอง", "railway": "ริมทางรถไฟ", "coast": "ชายฝั่ง", "forest": "ในเขตป่า", "village": "หมู่บ้านชนบท",
    "temple": "ที่วัด", "scattered": "กระจายทั้งตำบล", "fire": "ที่เกิดเหตุ", "other": "อื่น ๆ",
}  # fmt: skip
PARTNERS = {
    "local": "ท้องถิ่น (อปท.)", "district": "อำเภอ/จังหวัด", "university": "มหาวิทยาลัย", "water": "การประปา", "electricity": "การไฟฟ้า",
    "land_owner": "เจ้าของที่ดิน", "architect": "สถาปนิก", "network": "เครือข่ายชุมชน", "private": "เอกชน", "other": "อื่น ๆ",
}  # fmt: skip
MEETING_KINDS = {
    "community": "ประชุมชุมชน",
    "committee": "ประชุมกรรมการ",
    "city": "กรรมการเมือง/ตำบล",
    "savings": "กลุ่มออมทรัพย์",
}
PERMISSION_OF = {
    "community": "homes.write", "city": "homes.city", "region": "homes.region", "hq": "homes.hq",
}  # fmt: skip
ORDER = tuple(LEVELS)
MOVED_KM = 0.5


@dataclass(frozen=True)
class Said:
    """A word that stands already on a step."""

    level: str
    verdict: str
    user_id: int


def chain(decides: str) -> tuple[str, ...]:
    """The levels that must say yes, the community first."""
    return ORDER[: ORDER.index(decides) + 1]


def since_return(said: Sequence[Said]) -> list[Said]:
    """What still counts: a return sends the step to its beginning."""
    last = max((i for i, s in enumerate(said) if s.verdict == "return"), default=-1)
    return list(said[last + 1 :])


def next_level(decides: str, said: Sequence[Said]) -> str | None:
    """Whose word is next on the step; None when all have said yes."""
    passed = {s.level for s in since_return(said) if s.verdict == "pass"}
    return next((level for level in chain(decides) if level not in passed), None)


def check_word(
    decides: str, said: Sequence[Said], user_id: int, verdict: str, note: str, missing: Collection[str]
) -> Plain | None:  # fmt: skip
    """May this person say this word now? Codes: STEP_DONE, SAME_PERSON, MISSING_PAPERS, NO_REASON."""
    level = next_level(decides, said)
    if level is None:
        return Refused("STEP_DONE", "ขั้นนี้ผ่านครบทุกระดับแล้ว", "This step has passed already.")
    if any(s.user_id == user_id for s in since_return(said)):
        return Refused(
            "SAME_PERSON", "คุณให้ความเห็นในขั้นนี้แล้ว ระดับต่อไปต้องเป็นอีกคน", "One person does not decide two levels of a step."
        )
    if verdict == "return" and not note.strip():
        return Refused("NO_REASON", "บอกเหตุผลที่ส่งกลับ เพื่อให้ชุมชนแก้ได้", "Say why it is returned.")
    if verdict == "pass" and missing:
        names = ", ".join(sorted(missing))
        return Refused("MISSING_PAPERS", f"ยังขาดเอกสาร: {names} แนบก่อนแล้วจึงให้ผ่าน", f"Papers are missing: {names}.")
    return None


def check_ending(state: str, cash_satang: int, loans_left_satang: int, note: str) -> Plain | None:
    """A project ends only when no money lies in it. Codes: ENDED, NO_REASON, MONEY_LEFT, LOANS_LEFT."""
    if state != "running":
        return Refused("ENDED", "โครงการนี้จบไปแล้ว", "The project has ended already.")
    if not note.strip():
        return Refused("NO_REASON", "บอกเหตุผลและมติที่ให้ยกเลิกหรือส่งต่อ", "Give the reason.")
    money = check_money_left(cash_satang)
    if money is not None:
        return money
    if loans_left_satang:
        return Refused(
            "LOANS_LEFT", f"ยังมีสินเชื่อคงค้าง {baht(loans_left_satang)} บาท ปิดสัญญาหรือย้ายไปโครงการใหม่ก่อน",
            "Loans are still owed; end them first.",
        )  # fmt: skip
    return None


def check_money_left(cash_satang: int) -> Plain | None:
    """No project ends with money in it. Codes: MONEY_LEFT."""
    if not cash_satang:
        return None
    return Refused(
        "MONEY_LEFT", f"ยังมีเงินในโครงการ {baht(cash_satang)} บาท คืนหรือใช้ให้หมดและลงบัญชีก่อน",
        f"{baht(cash_satang)} baht lie in the project; return or spend them first.",
    )  # fmt: skip


def check_moved(away_km: float) -> Plain | None:
    """The community's point may be made more exact after a proof, never moved to another place. Codes: PLACE_STAYS."""
    if away_km <= MOVED_KM:
        return None
    return Refused(
        "PLACE_STAYS", f"มีรูปหน้างานเป็นหลักฐานแล้ว ย้ายพิกัด {away_km:,.1f} กม. ไม่ได้ แก้ให้แม่นขึ้นได้ไม่เกิน {MOVED_KM:g} กม. ถ้าใส่ผิดที่แจ้งเจ้าหน้าที่",
        "Photographs were measured from this place; it stays.",
    )  # fmt: skip


def check_day(day: date, started_on: date, today: date) -> Plain | None:
    """A day on which something of the project may have happened. Codes: FUTURE_DATE, BEFORE_START."""
    if day > today:
        return Refused("FUTURE_DATE", "วันที่นี้ยังมาไม่ถึง ตรวจวันอีกครั้ง", "The day lies in the future.")
    if day < started_on:
        return Refused(
            "BEFORE_START", f"โครงการเริ่ม {long_th(started_on)} ใช้วันหลังจากนั้น", "The day lies before the project began."
        )
    return None
