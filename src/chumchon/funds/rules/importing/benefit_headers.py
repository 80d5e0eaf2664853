"""Which column of a book of past benefits says what. Pure."""

import re
from collections.abc import Sequence

from .cells import Cell, clean
from .headers import Guess, field_of, plain
from .sheet import LOOK_FOR_HEADER, Table

_PATTERNS = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"^ชื่อผู้|^ผู้รับ|^ผู้ป่วย", "name"),
        (r"^(ที่|ลำดับ|ลำดับที่|no)$|หมายเหตุ|ใบสำคัญ|เลขที่(ใบ|เอกสาร)", ""),
        (r"เงิน|บาท|^จำนวน$|amount|baht", "amount"),
        (r"จำนวน(วัน|คืน|คน|เด็ก|ครั้ง)|คืน$|วันนอน$|night|units", "units"),
        (r"ถึง|สิ้นสุด|ออกจาก|จำหน่าย|วันที่ออก|^end", "end"),
        (r"เกิดเหตุ|วัน.*(เหตุ|เข้า|นอน|เริ่ม|คลอด|เสียชีวิต|ใช้สิทธิ)|^(วันที่|วดป|วันเดือนปี|ตั้งแต่วันที่|ตั้งแต่)$|^start|^date", "start"),
        (r"วัน.*(จ่าย|รับ|เบิก)", "paid"),
        (r"สวัสดิการ|ประเภท|รายการ|เรื่อง|สิทธิ|benefit|^kind", "benefit"),
    )
)
_WHO = ("number", "name", "first", "surname", "citizen_id")


def field_for(header: str) -> str | None:
    """The field of a header; "" one that is known and left, None one that nobody knows."""
    words = plain(re.sub(r"\(.*?\)|\[.*?\]", "", clean(header))) or plain(clean(header))
    if not words or len(words) > 80:
        return None
    for pattern, name in _PATTERNS:
        if pattern.search(words):
            return name
    found = field_of(header)
    return found if found in _WHO else None if found is None else ""


def guess(headers: Sequence[str]) -> Guess:
    """The mapping that the headers say; of two columns for one field the first stands. A day of paying stands for the event's."""
    found: dict[str, int] = {}
    known = 0
    for column, header in enumerate(headers):
        name = field_for(header)
        known += name is not None
        if name and name not in found:
            found[name] = column
    paid = found.pop("paid", None)
    if "start" not in found and paid is not None:
        found["start"] = paid
    if "first" in found and "surname" not in found:
        found["name"] = found.pop("first")
    return Guess(found, known)


def read_header(sheet: str, rows: Sequence[Sequence[Cell]]) -> Table | None:
    """The best header among the first rows: it names a person, a benefit or a day, and an amount; None where none does."""
    best: Table | None = None
    for index in range(min(len(rows), LOOK_FOR_HEADER)):
        headers = tuple(clean(c) for c in rows[index])
        table = Table(sheet, headers, guess(headers), index + 1)
        found = table.guess.mapping
        whole = found.keys() & set(_WHO) and found.keys() & {"benefit", "start"} and "amount" in found
        if whole and (best is None or len(found) > len(best.guess.mapping)):
            best = table
    return best
