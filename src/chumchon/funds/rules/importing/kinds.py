"""The two kinds of book that come in, a register of members and benefits paid in the past: fields, header, what must be there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from . import benefit_headers, benefits, headers, sheet
from .cells import Cell, clean
from .headers import Guess
from .sheet import LOOK_FOR_HEADER, Table

Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Kind:
    """permission: who may bring it in. fields: name to Thai. find: the header of a sheet that we know, None where none
    is. missing: a Thai sentence where a mapping lacks a field that must be, else "". no_header: what to say then."""

    key: str
    permission: str
    fields: Mapping[str, str]
    find: Callable[[str, Rows], Table | None]
    guess: Callable[[Sequence[str]], Guess]
    missing: Callable[[Mapping[str, int]], str]
    no_header: str

    def look(self, name: str, rows: Rows) -> Table | None:
        """The header of the sheet; where no word of it is known the row that looks like one, for a person to say which
        column is what. None where there is neither."""
        return self.find(name, rows) or _likely(name, rows, self.guess)


def _likely(name: str, rows: Rows, guess: Callable[[Sequence[str]], Guess]) -> Table | None:
    """The first row of words, at least three columns wide, that has another row below it; more known words are better."""
    best: Table | None = None
    for index in range(min(len(rows) - 1, LOOK_FOR_HEADER)):
        said = tuple(clean(c) for c in rows[index])
        words = [w for w in said if w]
        if len(words) < 3 or any(w.strip("-./, ").replace(",", "").replace(".", "").isdigit() for w in words):
            continue
        if not any(clean(c) for c in rows[index + 1]):
            continue
        found = Table(name, said, guess(said), index + 1)
        if best is None or found.guess.known > best.guess.known:
            best = found
    return best


def _missing_of_members(mapping: Mapping[str, int]) -> str:
    if "first" in mapping and "name" in mapping:
        return "มีทั้งช่องชื่อและนามสกุลรวมกัน และช่องชื่ออย่างเดียว เลือกไว้อย่างเดียว"
    return "" if {"first", "name"} & mapping.keys() else "เลือกช่องของชื่อสมาชิกก่อน"


def _missing_of_benefits(mapping: Mapping[str, int]) -> str:
    if "first" in mapping and "name" in mapping:
        return "มีทั้งช่องชื่อและนามสกุลรวมกัน และช่องชื่ออย่างเดียว เลือกไว้อย่างเดียว"
    if not {"number", "name", "first", "citizen_id"} & mapping.keys():
        return "เลือกช่องที่บอกว่าเป็นใคร เช่น เลขสมาชิก หรือชื่อ"
    left = [benefits.FIELDS[f] for f in ("benefit", "start", "amount") if f not in mapping]
    return f"เลือกช่องของ {' · '.join(left)}" if left else ""


MEMBERS = Kind(
    "members", "members.import", headers.FIELDS, sheet.read_header, headers.guess, _missing_of_members,
    "หาหัวตารางไม่พบ ต้องมีแถวที่บอกชื่อคอลัมน์ เช่น เลขสมาชิก ชื่อ-สกุล เลขบัตรประชาชน วันเกิด",
)  # fmt: skip
BENEFITS = Kind(
    "benefits", "benefits.import", benefits.FIELDS, benefit_headers.read_header, benefit_headers.guess, _missing_of_benefits,
    "หาหัวตารางไม่พบ ต้องมีคอลัมน์ เลขสมาชิกหรือชื่อ สวัสดิการ วันที่ และจำนวนเงิน",
)  # fmt: skip
KINDS = {kind.key: kind for kind in (MEMBERS, BENEFITS)}
