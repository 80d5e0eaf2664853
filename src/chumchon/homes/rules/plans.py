"""A plan's money: sources equal uses to the satang, within ceilings; proof before an instalment; three prices above a limit."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chumchon.areas.shapes import KM_A_DEGREE
from chumchon.thai.errors import Plain, Refused
from chumchon.thai.money import baht

from .programmes import CEILING_KINDS, CeilingRow

OPTION_KINDS = {"layout": "ผังชุมชน", "house": "แบบบ้าน"}
SOURCES = {
    "subsidy_infrastructure": "อุดหนุนสาธารณูปโภค", "subsidy_house": "อุดหนุนที่อยู่อาศัย", "loan": "สินเชื่อ", "savings": "เงินออมและเงินของครัวเรือน",
    "local": "ท้องถิ่น", "partner": "ภาคีอื่น", "labour": "แรงงานชุมชน (คิดเป็นเงิน)", "aid": "เงินช่วยเหลือ", "temporary_home": "บ้านพักชั่วคราว",
}  # fmt: skip
USES = {
    "infrastructure": "สาธารณูปโภค",
    "houses": "ก่อสร้างหรือซ่อมบ้าน",
    "land": "ที่ดิน",
    "design": "ออกแบบและบริหาร",
    "relief": "ช่วยเหลือเฉพาะหน้า",
}
ACCOUNT_OF_USE = {"infrastructure": "5310", "houses": "5320", "land": "5320", "design": "5330", "relief": "5320"}
ACCOUNT_OF_SOURCE = {"subsidy_infrastructure": "4210", "subsidy_house": "4220", "aid": "4260", "temporary_home": "4260"}
FAR_KM, WITNESSES, QUOTES = 3.0, 2, 3


@dataclass(frozen=True)
class Line:
    """A line of a plan: side source or use, its kind, satang."""

    side: str
    kind: str
    words: str
    satang: int


def check_plan(lines: Sequence[Line], units: int, ceilings: Mapping[str, CeilingRow | None]) -> Plain | None:
    """May the plan go up? Codes: NO_LINES, NOT_EQUAL, NO_CEILING (the programme gives none of that), OVER_CEILING."""
    sources = sum(x.satang for x in lines if x.side == "source")
    uses = sum(x.satang for x in lines if x.side == "use")
    if not sources or not uses:
        return Refused("NO_LINES", "ใส่ทั้งแหล่งเงินและรายการใช้เงินก่อนส่ง", "A plan needs sources and uses.")
    if sources != uses:
        side, less = ("แหล่งเงินขาด", uses - sources) if uses > sources else ("แหล่งเงินเกิน", sources - uses)
        return Refused(
            "NOT_EQUAL", f"แหล่งเงิน {baht(sources)} บาท ไม่เท่ากับใช้เงิน {baht(uses)} บาท {side} {baht(less)} บาท แก้ให้เท่ากันก่อนส่ง",
            f"Sources {sources} and uses {uses} satang differ.",
        )  # fmt: skip
    for kind in CEILING_KINDS:
        wants = sum(x.satang for x in lines if x.side == "source" and x.kind == kind)
        top = ceilings.get(kind)
        if wants and top is None:
            return Refused(
                "NO_CEILING", f"โครงการนี้ไม่มี{CEILING_KINDS[kind]} ย้ายไปแหล่งเงินอื่น", f"No {kind} in this programme."
            )
        if wants and top is not None and wants > top.satang * units:
            return Refused(
                "OVER_CEILING", f"{CEILING_KINDS[kind]} {baht(wants)} บาท เกินเพดาน {baht(top.satang)} บาท × {units} หน่วย = {baht(top.satang * units)} บาท",
                f"{kind} is above its ceiling of {top.satang * units} satang.",
            )  # fmt: skip
    return None


@dataclass(frozen=True)
class Photo:
    """A photograph of a stage: day and place that it said itself (None: it did not)."""

    taken_on: date | None
    longitude: float | None
    latitude: float | None


def check_photo(
    photo: Photo, place: tuple[float, float] | None, started_on: date, today: date, used_before: bool
) -> Plain | None:
    """Is it of this work? Codes: USED_TWICE, NO_MARKS, OTHER_PLACE, OTHER_DAY, NO_POINT."""
    if used_before:
        return Refused("USED_TWICE", "รูปนี้เคยใช้เป็นหลักฐานแล้ว ถ่ายรูปใหม่ที่หน้างาน", "This picture was used before.")
    if place is None:
        return Refused("NO_POINT", "โครงการยังไม่ได้ใส่พิกัดชุมชน ใส่ที่ตั้งก่อน", "The project has no place yet.")
    if photo.taken_on is None or photo.longitude is None or photo.latitude is None:
        return Refused(
            "NO_MARKS", "รูปนี้ไม่มีวันและพิกัด เปิดตำแหน่งในกล้องแล้วถ่ายใหม่ อย่าส่งผ่านแชต", "The picture says neither day nor place."
        )
    away = distance_km((photo.longitude, photo.latitude), place)
    if away > FAR_KM:
        return Refused("OTHER_PLACE", f"รูปถ่ายห่างจากชุมชน {away:,.0f} กม. ถ่ายที่หน้างาน", f"Taken {away:.0f} km away.")
    if not started_on <= photo.taken_on <= today:
        return Refused(
            "OTHER_DAY", "วันที่ในรูปอยู่นอกช่วงโครงการ ตรวจวันที่ของกล้องแล้วถ่ายใหม่", "Its day lies outside of the project."
        )
    return None


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two places (longitude, latitude), flat: right enough for some kilometres."""
    east = math.cos(math.radians((a[1] + b[1]) / 2)) * KM_A_DEGREE
    return math.hypot((a[0] - b[0]) * east, (a[1] - b[1]) * KM_A_DEGREE)


def missing_proof(photos: int, witnesses: int, architects: int, wanted: int = WITNESSES) -> list[str]:
    """What an instalment still waits for, in words."""
    found = []
    if photos < 1:
        found.append("รูปถ่ายหน้างาน")
    if witnesses < wanted:
        found.append(f"พยานชุมชนอีก {wanted - witnesses} คน")
    if architects < 1:
        found.append("สถาปนิกรับรอง")
    return found


@dataclass(frozen=True)
class Quote:
    """A price that was asked."""

    supplier: str
    satang: int


def check_quotes(satang: int, supplier: str, quotes: Iterable[Quote], above_satang: int) -> Plain | None:
    """Three prices of three sellers above the limit, and the lowest is bought. Codes: THREE_QUOTES, NOT_LOWEST."""
    rows = [q for q in quotes if q.satang > 0 and q.supplier.strip()]
    if satang <= above_satang:
        return None
    if len({q.supplier.strip() for q in rows}) < QUOTES:
        return Refused(
            "THREE_QUOTES", f"ซื้อเกิน {baht(above_satang)} บาท ต้องมีใบเสนอราคาสามร้าน", "Three quotes are needed."
        )
    lowest = min(rows, key=lambda q: q.satang)
    cheapest = {q.supplier.strip() for q in rows if q.satang == lowest.satang}
    if satang > lowest.satang or supplier.strip() not in cheapest:
        return Refused(
            "NOT_LOWEST", f"ร้านที่ถูกที่สุดคือ {lowest.supplier} {baht(lowest.satang)} บาท ซื้อร้านนั้น", "Buy from the lowest."
        )
    return None
