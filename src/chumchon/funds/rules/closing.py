"""Closing a year of a fund: what must be in order first, said all at once. Pure. The entry itself: ledger.closing."""

import json
from dataclasses import dataclass
from datetime import date

from chumchon.ledger.closing import closing_lines
from chumchon.ledger.rules import digest
from chumchon.thai.dates import long_th

__all__ = ["Blocker", "YearFacts", "blockers", "closing_lines", "figures_digest"]


@dataclass(frozen=True)
class Blocker:
    """Something that stands against the closing; a warning is said and does not stop it."""

    code: str
    th: str
    warning: bool = False


@dataclass(frozen=True)
class YearFacts:
    """How a year stands. earlier_year: the oldest B.E. year with entries that is not closed, where it is before this one;
    fault: what the book's own check says is broken ("" where it verifies). Days are C.E."""

    year_be: int
    last_day: date
    today: date
    closed: bool = False
    earlier_year: int | None = None
    open_sheets: int = 0
    waiting_drafts: int = 0
    late_takings: int = 0
    unmatched_bank_lines: int = 0
    draft_cut_off: bool = False
    fault: str = ""


def blockers(facts: YearFacts) -> list[Blocker]:
    """Everything that stands against closing this year. Codes: YEAR_CLOSED, YEAR_RUNS, EARLIER_YEAR, OPEN_SHEETS,
    WAITING_DRAFTS, LATE_TAKINGS, DRAFT_CUT_OFF, BROKEN_BOOK, and the warning UNMATCHED."""
    if facts.closed:
        return [Blocker("YEAR_CLOSED", f"ปี {facts.year_be} ปิดแล้ว ดูรายงานประจำปีได้เลย")]
    days_left = (facts.last_day - facts.today).days + 1
    said = [
        (days_left > 0, "YEAR_RUNS", f"ปี {facts.year_be} จบวันที่ {long_th(facts.last_day)} รออีก {days_left:,} วัน"),
        (facts.earlier_year is not None, "EARLIER_YEAR", f"ปี {facts.earlier_year} ยังไม่ปิด ปิดปีนั้นก่อน"),
        (facts.open_sheets > 0, "OPEN_SHEETS", f"มีใบเก็บเงินที่ยังไม่ปิดยอด {facts.open_sheets:,} ใบ ปิดยอดก่อน"),
        (
            facts.waiting_drafts > 0,
            "WAITING_DRAFTS",
            f"มีรายการรอตรวจ {facts.waiting_drafts:,} รายการ ให้กรรมการอีกคนตรวจก่อน",
        ),
        (
            facts.late_takings > 0,
            "LATE_TAKINGS",
            f"มีเงินรับที่ส่งมาหลังปิดยอด {facts.late_takings:,} รายการ ย้ายไปใบเก็บเงินใหม่หรือยกเลิกก่อน",
        ),
        (facts.draft_cut_off, "DRAFT_CUT_OFF", "ใบยอดยกมายังไม่ได้ลงชื่อ ให้สองคนลงชื่อก่อน"),
        (bool(facts.fault), "BROKEN_BOOK", f"ตรวจสมุดไม่ผ่าน: {facts.fault} แจ้งผู้ดูแลระบบก่อน อย่าลงรายการเพิ่ม"),
    ]
    found = [Blocker(code, th) for applies, code, th in said if applies]
    if facts.unmatched_bank_lines:
        th = f"มีรายการธนาคารที่ยังไม่จับคู่ {facts.unmatched_bank_lines:,} รายการ ปิดปีได้ แต่ควรกระทบยอดก่อน"
        found.append(Blocker("UNMATCHED", th, warning=True))
    return found


def figures_digest(figures: object) -> str:
    """Seals the figures of a closed year under its closing entry; the order of keys does not matter, as JSON keeps none."""
    return digest([json.dumps(figures, ensure_ascii=False, sort_keys=True, separators=(",", ":"))])
