"""The form of an agreement as its page shows it: boxes with labels, units, help and what is wrong."""

from dataclasses import dataclass, field
from typing import Any

from chumchon.agreements import words

from ..rules.approvals import read
from .agreements import LADDERS, WAYS, Box, Sheet, flags_for

_MEMBER = (
    ("waiting_days", "ระยะรอหลังสมัคร", "วัน", "0 คือไม่ต้องรอ", False),
    ("grace_days", "ขาดส่งได้ไม่เกิน", "วัน", "เกินกว่านี้พ้นสภาพสมาชิก", False),
    ("per_day", "เงินสมทบวันละ", "บาท", "", True),
    ("claim_within_days", "ยื่นขอรับภายใน", "วัน", "นับหลังวันสิ้นสุดเหตุ เว้นว่างคือไม่จำกัด", True),
    ("join_min_age", "อายุเมื่อสมัครอย่างน้อย", "ปี", "", True), ("join_max_age", "อายุเมื่อสมัครไม่เกิน", "ปี", "", True),
)  # fmt: skip
_CAPS = (
    ("min", "ครั้งหนึ่งไม่น้อยกว่า", "บาท"), ("max", "ครั้งหนึ่งไม่เกิน (ก่อนแบ่งในบ้าน)", "บาท"),
    ("event_max", "เพดานต่อครั้ง", "บาท"), ("year_units", "ปีละไม่เกิน (คืนหรือคน)", "หน่วย"),
    ("year_max", "ปีละไม่เกิน", "บาท"), ("year_events", "ปีละไม่เกิน", "ครั้ง"),
    ("lifetime_units", "ตลอดชีพไม่เกิน (คืนหรือคน)", "หน่วย"),
)  # fmt: skip
_WHO = (
    ("min_age", "อายุตั้งแต่", "ปี"), ("max_age", "อายุไม่เกิน", "ปี"), ("min_tenure", "เป็นสมาชิกครบ", "ปี"),
)  # fmt: skip


@dataclass
class Rung:
    """A row of a ladder: where it begins, what it is worth."""

    at: Box
    value: Box


@dataclass
class Excluded:
    """A row of exclusions: the reason chosen, and until how many years of membership (empty: always)."""

    flag: str
    name: str
    years: Box
    error: str


@dataclass
class Card:
    """A benefit on its card."""

    place: int
    prefix: str
    title: str
    way: str
    way_words: str
    ladder: str
    ladder_words: str
    name: Box
    rate: Box
    clause: Box
    approve: Box
    evidence: Box
    caps: list[Box]
    who: list[Box]
    rungs: list[Rung]
    excluded: list[Excluded]
    waived: list[tuple[str, str, bool]]
    account: str
    checks: list[tuple[str, str, bool]]
    key: str
    wrong: bool
    open: bool
    others: list[str] = field(default_factory=list)


def shown(sheet: Sheet, accounts: list[tuple[str, str]]) -> dict[str, Any]:
    """What the template needs: boxes of the membership, cards, the ladder of the fund ratio, and every choice."""

    def box(name: str, label: str, unit: str = "", hint: str = "", optional: bool = True, text: bool = False) -> Box:
        return Box(name, label, sheet.get(name), sheet.errors.get(name, ""), unit, hint, optional, text)

    ratio = [
        Rung(box(f"r{i}_at", f"ขั้นที่ {i + 1} ตั้งแต่", "เท่า", "", False), box(f"r{i}_share", "จ่ายร้อยละ", "", "", False))
        for i, _ in enumerate(sheet.rows("r", "at", "share"))
    ]
    cards = [_card(sheet, place, box) for place in sheet.cards]
    return {
        "member": [box(n, label, unit, hint, optional) for n, label, unit, hint, optional in _MEMBER],
        "deduct": bool(sheet.get("deduct_arrears")), "m_clause": box("m_clause", "ข้อที่", text=True),
        "year": [box("year_amount", "ทุกสวัสดิการรวมกันไม่เกินปีละ", "บาท", "เว้นว่างคือไม่จำกัด"), box("y_clause", "ข้อที่", text=True)],
        "ratio": ratio, "ratio_boxes": [box("floor", "แต่ไม่ต่ำกว่า", "บาท"), box("r_clause", "ข้อที่", text=True)],
        "selects": [
            ("cap_year", "เพดานต่อปีนับตาม", list(words.CAP_YEARS.items()), sheet.get("cap_year")),
            ("rounding", "เศษของบาท", list(words.ROUNDINGS.items()), sheet.get("rounding")),
            ("leap_day", "สมัครหรือเกิด 29 ก.พ. ครบปีวันที่", [("feb28", "28 ก.พ."), ("mar1", "1 มี.ค.")], sheet.get("leap_day")),
        ],
        "cards": cards, "ways": WAYS, "ladders": list(LADDERS.items()), "flags": flags_for(sheet), "accounts": accounts,
        "card_list": ",".join(str(place) for place in sheet.cards), "general": sheet.errors.get("", ""),
        "problems": [(name, th) for name, th in sheet.errors.items() if name], "revision": sheet.get("revision"),
    }  # fmt: skip


def _card(sheet: Sheet, place: int, box: Any) -> Card:
    prefix = f"b{place}_"
    way, ladder = sheet.get(prefix + "way"), sheet.get(prefix + "ladder")
    unit = "" if way in words.BASES else "บาท"
    worth = "ร้อยละ" if way in words.BASES else "จ่าย"
    rungs = [
        Rung(
            box(f"{prefix}band{i}_at", f"ขั้นที่ {i + 1} ตั้งแต่", "ปี", "", False),
            box(f"{prefix}band{i}_value", worth, unit, "", False),
        )
        for i, _ in enumerate(sheet.rows(f"{prefix}band", "at", "value") if ladder else [])
    ]
    excluded = [
        Excluded(row["flag"], f"{prefix}ex{i}", box(f"{prefix}ex{i}_years", "ก่อนเป็นสมาชิกครบ", "ปี", "เว้นว่างคือไม่คุ้มครองเลย"),
                 sheet.errors.get(f"{prefix}ex{i}_flag", ""))
        for i, row in enumerate(sheet.rows(f"{prefix}ex", "flag", "years"))
    ]  # fmt: skip
    wrong = any(name.startswith(prefix) for name in sheet.errors)
    waived = [
        (f"{prefix}waived_{flag}", th, bool(sheet.get(f"{prefix}waived_{flag}"))) for flag, th in words.FLAGS.items()
    ]
    known = {name for name, _, _ in waived}
    others = [n for n in sheet.values if n.startswith(f"{prefix}waived_") and n not in known and sheet.get(n)]
    return Card(
        place, prefix, sheet.get(prefix + "th"), way, dict(WAYS).get(way, ""), ladder, LADDERS.get(ladder, ""),
        box(prefix + "th", "ชื่อสวัสดิการ", optional=False, text=True), box(prefix + "rate", worth, unit, "", False),
        box(prefix + "clause", "ข้อที่", text=True),
        box(prefix + "approve", "ผู้อนุมัติ", hint=f"เช่น กรรมการ 2 คน หรือ คณะกรรมการ (เกิน 10,000 บาท ต้องลงมติ) · ระบบอ่านว่า {read(sheet.get(prefix + 'approve')).told}", text=True),
        box(prefix + "evidence", "หลักฐาน", hint="บรรทัดละหนึ่งอย่าง", text=True),
        [box(prefix + n, label, u) for n, label, u in _CAPS], [box(prefix + n, label, u) for n, label, u in _WHO],
        rungs, excluded, waived, sheet.get(prefix + "account"),
        [
            (prefix + "per_household", "คิดทั้งบ้านแล้วแบ่งให้สมาชิกบ้านเดียวกันเท่ากัน", bool(sheet.get(prefix + "per_household"))),
            (prefix + "once", "เหตุหนึ่งครั้งเบิกได้คนเดียว", bool(sheet.get(prefix + "once"))),
            (prefix + "ratio", "ปรับตามสถานะการเงินกองทุน", bool(sheet.get(prefix + "ratio"))),
            (prefix + "outside", "ไม่นับรวมในเพดานรวมต่อคนต่อปี", bool(sheet.get(prefix + "outside"))),
        ],
        sheet.get(prefix + "key"), wrong, wrong or sheet.touched == place, others,
    )  # fmt: skip
