"""A book of benefits paid in the past: what its rows may say, and the judgement of them. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from chumchon.agreements.deaths import FUNERAL, begins, is_death
from chumchon.thai.citizen import normalise
from chumchon.thai.errors import BadInput

from . import benefit_bounds, cells
from .benefit_words import meant
from .cells import Cell, clean
from .names import split_prefix
from .rows import Fault, people_key
from .stays import Stay, Stays, overlap_th, row_th

FIELDS: dict[str, str] = {
    "number": "เลขสมาชิก", "name": "ชื่อและนามสกุล", "first": "ชื่อ", "surname": "นามสกุล", "citizen_id": "เลขบัตรประชาชน",
    "benefit": "สวัสดิการ", "start": "วันที่เกิดเหตุหรือเข้ารักษา", "end": "ถึงวันที่", "units": "จำนวนคืนหรือคน", "amount": "จำนวนเงิน (บาท)",
}  # fmt: skip
FAULTS: dict[str, str] = {
    "NO_MEMBER": "ไม่พบสมาชิกคนนี้ในทะเบียน ตรวจเลขสมาชิกหรือชื่อ",
    "MANY_MEMBERS": "มีสมาชิกชื่อนี้หลายคน ใส่เลขสมาชิก",
    "NAME_DIFFERS": "ชื่อไม่ตรงกับเลขสมาชิก ตรวจทั้งสองช่อง",
    "UNKNOWN_BENEFIT": "ไม่รู้จักสวัสดิการนี้ ใช้ชื่อตามข้อตกลงของกองทุน",
    "WHICH_BENEFIT": "คำนี้เป็นได้มากกว่าหนึ่งสวัสดิการ ใช้ชื่อตามข้อตกลงของกองทุนชื่อเดียว",
    "BAD_DATE": "อ่านวันที่ไม่ได้ พิมพ์เช่น 24/11/2569 หรือ 24 พ.ย. 69",
    "FUTURE_DATE": "วันที่นี้ยังมาไม่ถึง ตรวจปี พ.ศ. อีกครั้ง",
    "END_BEFORE_START": "วันสิ้นสุดมาก่อนวันเริ่ม ตรวจทั้งสองช่อง",
    "AFTER_DEATH": "เหตุเกิดหลังวันที่สมาชิกเสียชีวิต ตรวจวันที่",
    "ALIVE": "ทะเบียนว่าสมาชิกคนนี้ยังมีชีวิต ถ้าเสียชีวิตแล้ว บันทึกในทะเบียนก่อนแล้วนำเข้าใหม่ ถ้าคนอื่นเสียชีวิต ใช้ชื่อสวัสดิการอื่น",
    "BAD_UNITS": "จำนวนคืนหรือคนไม่ถูก ใส่เลขจำนวนเต็ม",
    "NO_UNITS": "ไม่รู้ว่านอนกี่คืน ใส่จำนวนคืน หรือวันที่ออก",
    "UNITS_DIFFER": "จำนวนคืนไม่ตรงกับวันเข้าและวันออก ตรวจทั้งสามช่อง",
    "BAD_AMOUNT": "จำนวนเงินไม่ถูก ใส่ตัวเลขมากกว่า 0",
    "DUPLICATE_ROW": "แถวนี้ซ้ำกับแถวก่อนในไฟล์",
    "IN_SYSTEM": "เหตุนี้มีคำขอในระบบแล้ว ไม่ต้องนำเข้า",
    "OVERLAP": "คืนนอนทับกับอีกรายการของคนเดียวกัน ตรวจวันเข้าและวันออก",
    "OTHER_AMOUNT": "เคยนำเข้าเหตุนี้แล้วด้วยยอดอื่น ตรวจยอด",
    "OTHER_UNITS": "เคยนำเข้าเหตุนี้แล้วด้วยจำนวนคืนหรือคนอื่น ถ้าของเดิมผิด ให้ยกเลิกการนำเข้าเดิมแล้วนำเข้าใหม่",
    **benefit_bounds.FAULTS,
}
WARNINGS = {"BEFORE_JOINING": "ก่อนวันสมัครที่บันทึกไว้ นับเป็นของสมาชิกภาพก่อน"}


@dataclass(frozen=True)
class MemberFacts:
    """A member as the judge needs them; alive: a member today, of whom nobody wrote a death."""

    id: int
    name_key: str
    joined_on: date
    died_on: date | None
    alive: bool = False


@dataclass
class Known:
    """Members by number, by the key of their citizen id and by name; benefits by the words people write; what came before.

    units: benefit key to "night" or "child". past: (member, key, first day) to (satang, units). claimed: those that stand in a claim.
    stays: nights that were slept, by member and key.
    """

    numbers: dict[str, MemberFacts] = field(default_factory=dict)
    ids: dict[str, MemberFacts] = field(default_factory=dict)
    names: dict[str, list[MemberFacts]] = field(default_factory=dict)
    benefits: dict[str, str] = field(default_factory=dict)
    units: dict[str, str | None] = field(default_factory=dict)
    past: dict[tuple[int, str, date], tuple[int, int]] = field(default_factory=dict)
    claimed: set[tuple[int, str, date]] = field(default_factory=set)
    stays: Stays = field(default_factory=Stays)


@dataclass(frozen=True)
class PastBenefit:
    """A benefit as the book says: who, which, C.E. days both included, nights or children, satang."""

    member_id: int
    key: str
    start: date
    end: date
    units: int
    satang: int


@dataclass(frozen=True)
class Judged:
    """One row: its place in the file (from 1), who by the row's own words, what it says (None where faulty), faults."""

    row_number: int
    who: str
    paid: PastBenefit | None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[str, ...] = ()
    already: bool = False


class Judge:
    """Judges the rows of one file in their order. id_key: thirteen digits to the key under which `known.ids` has them."""

    def __init__(self, mapping: Mapping[str, int], today: date, known: Known, id_key: Callable[[str], str]) -> None:
        self.mapping, self.today, self.known, self.id_key = mapping, today, known, id_key
        self.seen: set[tuple[int, str, date]] = set()

    def judge_all(self, rows: Iterable[tuple[int, Sequence[Cell]]]) -> Iterator[Judged]:
        """Each row once, lazily."""
        for number, row in rows:
            yield self.judge(number, row)

    def judge(self, row_number: int, row: Sequence[Cell]) -> Judged:
        """One row with everything that is wrong in it."""
        said = {f: row[c] if c < len(row) else None for f, c in self.mapping.items()}
        faults: list[Fault] = []
        who = " ".join(clean(said.get(f)) for f in ("number", "name", "first", "surname") if clean(said.get(f)))
        member = self._member(said, faults)
        key = self._benefit(said.get("benefit"), faults)
        start, end = self._days(said, faults)
        units, end = self._units(said.get("units"), key, start, end, faults)
        bounds = (start, end, units, self.known.units.get(key or ""), self.today, not cells.is_blank(said.get("end")))
        for code, where in benefit_bounds.out_of_bounds(*bounds):
            _tell(faults, code, where)
        satang = self._amount(said.get("amount"), faults)
        warnings: list[str] = []
        if member is not None and start is not None:
            dies = is_death(key or "")
            if dies and member.alive:
                _tell(faults, "ALIVE", "benefit")
            if member.died_on is not None and start > member.died_on and not (dies or begins(key or "", FUNERAL)):
                _tell(faults, "AFTER_DEATH", "start")
            elif start < member.joined_on:
                warnings.append("BEFORE_JOINING")
        if faults or member is None or key is None or start is None or end is None:
            return Judged(row_number, who, None, tuple(faults))
        return self._settled(
            Judged(row_number, who, PastBenefit(member.id, key, start, end, units, satang), (), tuple(warnings))
        )

    def _settled(self, row: Judged) -> Judged:
        """The same row where it is the first of its event; else a fault, or "already" where it came in before."""
        paid = row.paid
        assert paid is not None  # noqa: S101 - only rows without a fault come here
        event = (paid.member_id, paid.key, paid.start)
        before = self.known.past.get(event)
        if event in self.seen:
            return Judged(row.row_number, row.who, None, (Fault("DUPLICATE_ROW", "benefit", FAULTS["DUPLICATE_ROW"]),))
        self.seen.add(event)
        if before is None and event in self.known.claimed:
            return Judged(row.row_number, row.who, None, (Fault("IN_SYSTEM", "benefit", FAULTS["IN_SYSTEM"]),))
        if before is None:
            return self._slept(row, paid)
        if before == (paid.satang, paid.units):
            return Judged(row.row_number, row.who, None, already=True)
        code, where = ("OTHER_AMOUNT", "amount") if before[0] != paid.satang else ("OTHER_UNITS", "units")
        return Judged(row.row_number, row.who, None, (Fault(code, where, FAULTS[code]),))

    def _slept(self, row: Judged, paid: PastBenefit) -> Judged:
        """The same row where nobody slept these nights yet: no night is slept twice, whatever first day another row gives."""
        if self.known.units.get(paid.key) != "night":
            return row
        here = Stay(paid.start, paid.end, row_th(row.row_number, paid.start, paid.end))
        other = self.known.stays.other(paid.member_id, paid.key, here)
        if other is not None:
            return Judged(row.row_number, row.who, None, (Fault("OVERLAP", "start", overlap_th(other)),))
        self.known.stays.add(paid.member_id, paid.key, here)
        return row

    def _member(self, said: Mapping[str, Cell], faults: list[Fault]) -> MemberFacts | None:
        full = (
            cells.text(said.get("name")) or f"{cells.text(said.get('first'))} {cells.text(said.get('surname'))}".strip()
        )
        name = people_key(split_prefix(full)[1], "") if full else ""
        citizen = said.get("citizen_id")
        digits = None if cells.is_blank(citizen) else normalise(cells.plain_digits(citizen))
        number = cells.number_key(cells.read_number(said.get("number")))
        found = (
            self.known.numbers.get(number) if number else self.known.ids.get(self.id_key(digits)) if digits else None
        )
        if found is None and not number and not digits and name:
            alike = self.known.names.get(name, [])
            if len(alike) > 1:
                _tell(faults, "MANY_MEMBERS", "number")
                return None
            found = alike[0] if alike else None
        if found is None:
            _tell(faults, "NO_MEMBER", "number" if number else "name")
        elif name and found.name_key != name:
            _tell(faults, "NAME_DIFFERS", "name")
            return None
        return found

    def _benefit(self, cell: Cell, faults: list[Fault]) -> str | None:
        key, why = meant(cells.text(cell), self.known.benefits)
        if key is None:
            _tell(faults, why, "benefit")
        return key

    def _days(self, said: Mapping[str, Cell], faults: list[Fault]) -> tuple[date | None, date | None]:
        days: dict[str, date | None] = {"start": None, "end": None}
        for name in days:
            if name == "end" and cells.is_blank(said.get("end")):
                continue
            try:
                days[name] = cells.read_day(said.get(name), self.today).day
            except BadInput:
                _tell(faults, "BAD_DATE", name)
                continue
            if (days[name] or date.min) > self.today:
                _tell(faults, "FUTURE_DATE", name)
        start, end = days["start"], days["end"]
        if start is not None and end is not None and end < start:
            _tell(faults, "END_BEFORE_START", "end")
        return start, end

    def _units(
        self, cell: Cell, key: str | None, start: date | None, end: date | None, faults: list[Fault]
    ) -> tuple[int, date | None]:
        unit = self.known.units.get(key or "")
        text = cells.read_number(cell)
        if text and not re.fullmatch(r"\d{1,4}", re.sub(r"\s*(คืน|วัน|คน|ครั้ง)$", "", text)):
            _tell(faults, "BAD_UNITS", "units")
            return 0, end
        said = int(re.sub(r"\D", "", text)) if text else None
        if unit != "night" or start is None:
            return (said or 1) if unit == "child" else 0, end or start
        nights = (end - start).days if end is not None else None
        if said is None and nights is None:
            _tell(faults, "NO_UNITS", "units")
        elif said is not None and nights is not None and said != nights:
            _tell(faults, "UNITS_DIFFER", "units")
        count = said if said is not None else nights or 0
        return count, end if end is not None else start + timedelta(days=count)

    def _amount(self, cell: Cell, faults: list[Fault]) -> int:
        try:
            satang = cells.read_satang(cell)
        except BadInput:
            satang = 0
        if satang <= 0:
            _tell(faults, "BAD_AMOUNT", "amount")
        return satang


def _tell(faults: list[Fault], code: str, where: str) -> None:
    faults.append(Fault(code, where, FAULTS[code]))


def report(judged: Sequence[Judged]) -> dict[str, object]:
    """Figures of a file: rows, accepted, already, rejected, satang, and how many rows have which fault or warning first."""
    to_mend: dict[str, int] = {}
    warned: dict[str, int] = {}
    for row in judged:
        if row.faults:
            to_mend[row.faults[0].code] = to_mend.get(row.faults[0].code, 0) + 1
        for code in row.warnings:
            warned[code] = warned.get(code, 0) + 1
    good = [row.paid for row in judged if row.paid is not None]
    return {
        "rows": len(judged), "accepted": len(good), "already": sum(row.already for row in judged),
        "rejected": sum(to_mend.values()), "satang": sum(paid.satang for paid in good), "to_mend": to_mend, "warnings": warned,
    }  # fmt: skip
