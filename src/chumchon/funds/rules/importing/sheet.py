"""A sheet as people keep it: titles above the header, a header of one or two lines, blank, total and note rows between."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .cells import Cell, clean, is_blank
from .headers import Guess, field_of, guess, with_values
from .names import split_prefix

LOOK_FOR_HEADER = 40  # rows from the top
_TOTAL = re.compile(
    r"^(รวม|ยอดรวม|รวมทั้ง|รวมทั้งสิ้น|รวมทั้งหมด|รวมเงิน|ยอดยกไป|ยกไป|ยอดยกมา|ยกมา|จำนวนรวม|sum|total|grand total)\b|^รวม"
)
_COUNTED = re.compile(r"^[\d,.]+\s?(คน|ราย|บาท|ครัวเรือน|หลัง)?$")
_NOTE = re.compile(r"^(หมายเหตุ|ลงชื่อ|ผู้จัดทำ|ผู้ตรวจ|ผู้รายงาน|ข้อมูล ณ|ณ วันที่|หน้า(ที่)? ?\d|แผ่นที่)")


@dataclass(frozen=True)
class Table:
    """A sheet with its header found: header texts by column, the guess, and the index of the first row below it."""

    sheet: str
    headers: tuple[str, ...]
    guess: Guess
    first_row: int

    @property
    def score(self) -> tuple[bool, int, int]:
        """Sheets that look more like a register of members are greater."""
        return (self.guess.names_people, len(self.guess.mapping), self.guess.known)


def read_header(sheet: str, rows: Sequence[Sequence[Cell]]) -> Table | None:
    """The best header among the first rows, of one line or two; None where nothing names two fields."""
    best: Table | None = None
    for index in range(min(len(rows), LOOK_FOR_HEADER)):
        one = tuple(clean(c) for c in rows[index])
        if sum(bool(c) for c in one) < 2:
            continue
        tables = [Table(sheet, one, guess(one), index + 1)]
        if index + 1 < len(rows):
            both = _two_lines(one, tuple(clean(c) for c in rows[index + 1]))
            if both is not None:
                tables.append(Table(sheet, both, guess(both), index + 2))
        for table in tables:
            if len(table.guess.mapping) >= 2 and (best is None or table.score > best.score):
                best = table
    if best is not None:
        sample = rows[best.first_row : best.first_row + 200]
        mapping = with_values(best.guess.mapping, best.headers, sample)
        best = Table(best.sheet, best.headers, Guess(mapping, best.guess.known), best.first_row)
    return best


def _two_lines(top: tuple[str, ...], bottom: tuple[str, ...]) -> tuple[str, ...] | None:
    """Header texts of a group line and the line under it; None where the second line is no header."""
    if not any(field_of(b) for b in bottom) or any(re.search(r"\d{2}", b) for b in bottom):
        return None
    texts, group = [], ""
    for column in range(max(len(top), len(bottom))):
        over = top[column] if column < len(top) else ""
        under = bottom[column] if column < len(bottom) else ""
        group = over or (group if under else "")
        texts.append(_joined(group, under))
    return tuple(texts)


def _joined(over: str, under: str) -> str:
    if not under or not over:
        return under or over
    if field_of(over) != "beneficiary" and field_of(under):
        return under
    return f"{over} {under}"


def is_member_row(row: Sequence[Cell], mapping: dict[str, int], headers: Sequence[str]) -> bool:
    """Is it a person's row? Blank rows, totals, notes, village titles, repeated headers and "(1) (2) (3)" are not."""
    said = {f: row[c] for f, c in mapping.items() if c < len(row) and not is_blank(row[c])}
    texts = [t for t in (clean(c) for c in row) if t]
    personal = set(said) - {"legacy", "paid_until", "kind"}
    if not personal or texts == [str(n) for n in range(1, len(texts) + 1)] or _in_brackets(texts):
        return False
    if sum(clean(row[c]) == headers[c] != "" for c in mapping.values() if c < len(row)) >= 2:
        return False
    if {"citizen_id", "birth", "joined"} & personal:
        return True
    if any(_TOTAL.match(t) or _NOTE.match(t) for t in texts):
        return False
    name = clean(said.get("name", said.get("first", "")))
    if _COUNTED.match(name):
        return False
    return len(personal) >= 2 or (bool(name) and bool(split_prefix(name)[0] and split_prefix(name)[1]))


def _in_brackets(texts: list[str]) -> bool:
    return len(texts) >= 3 and texts == [f"({n})" for n in range(1, len(texts) + 1)]
