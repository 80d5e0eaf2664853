"""Conditions of a call as data: a fact, an operator, a value. The lists are closed; nothing that is typed is ever run.

A fact that nobody knows of a body (None) fails its condition, with a sentence that says how to make it known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chumchon.thai.errors import BadInput
from chumchon.thai.money import baht

KINDS: dict[str, str] = {
    "fund": "กองทุนสวัสดิการชุมชน",
    "council": "สภาองค์กรชุมชน",
    "savings_group": "กลุ่มออมทรัพย์",
    "housing": "โครงการที่อยู่อาศัย",
    "group": "องค์กรที่จดแจ้งไว้กับสภา",
}
AT_LEAST, AT_MOST, IN, IS = "at_least", "at_most", "in", "is"


@dataclass(frozen=True)
class FactKind:
    """A fact: its Thai name, its unit, its operators, and how to make it known."""

    name_th: str
    unit_th: str
    operators: tuple[str, ...]
    mend_th: str
    is_money: bool = False


FACTS: dict[str, FactKind] = {
    "kind": FactKind("ชนิดขององค์กร", "", (IN,), ""),
    "area": FactKind("พื้นที่", "", (IN,), ""),
    "age": FactKind("ตั้งมาแล้ว", "ปี", (AT_LEAST, AT_MOST), "ใส่วันก่อตั้งในทะเบียน"),
    "members": FactKind("สมาชิก", "คน", (AT_LEAST, AT_MOST), "ยืนยันข้อมูลประจำปีในทะเบียนองค์กร"),
    "money": FactKind("เงินหรือทุนหมุนเวียน", "บาท", (AT_LEAST, AT_MOST), "ยืนยันข้อมูลประจำปี หรือลงบัญชีให้เป็นปัจจุบัน", True),
    "has_council": FactKind("ตำบลมีสภาองค์กรชุมชนที่จัดตั้งแล้ว", "", (IS,), "ชวนองค์กรในตำบลจัดตั้งสภา"),
    "has_fund": FactKind("ตำบลมีกองทุนสวัสดิการชุมชน", "", (IS,), "ชวนคนในตำบลตั้งกองทุนสวัสดิการ"),
    "registered": FactKind("จดแจ้งไว้กับสภา", "", (IS,), "ยื่นจดแจ้งที่ทะเบียนองค์กรของสภา"),
    "closed_years": FactKind("ปิดปีบัญชีแล้ว", "ปี", (AT_LEAST,), "ปิดปีบัญชีที่หน้ารายงานของกองทุน"),
    "meetings": FactKind("ประชุมที่ลงนามรายงานแล้วใน 12 เดือน", "ครั้ง", (AT_LEAST,), "จัดประชุมและลงนามรายงาน"),
    "late_reports": FactKind("รายงานของทุนเดิมที่เลยกำหนด", "ฉบับ", (AT_MOST,), "ส่งรายงานที่ค้างก่อน"),
    "awards": FactKind("ทุนจากระบบนี้ที่ได้ในสองปี", "ทุน", (AT_MOST,), "เปิดทางให้ชุมชนที่ยังไม่เคยได้"),
}
OPERATORS: dict[str, str] = {AT_LEAST: "อย่างน้อย", AT_MOST: "ไม่เกิน", IN: "เป็นหนึ่งใน", IS: "ต้องมี"}
MOST_CONDITIONS, MOST_VALUE = 20, 10**14
Value = int | bool | tuple[str, ...]


@dataclass(frozen=True)
class Condition:
    """One condition. The value is a whole number (satang for money, years, people), yes or no, or a list of keys."""

    fact: str
    operator: str
    value: Value


@dataclass(frozen=True)
class Facts:
    """What is known of a body today; None is not known. area: six digits. money in satang, age in whole years."""

    kind: str
    area: str
    age: int | None = None
    members: int | None = None
    money: int | None = None
    has_council: bool | None = None
    has_fund: bool | None = None
    registered: bool | None = None
    closed_years: int | None = None
    meetings: int | None = None
    late_reports: int | None = 0
    awards: int | None = 0


@dataclass(frozen=True)
class Met:
    """A condition beside what is known: does it hold, and the sentence that says so."""

    condition: Condition
    holds: bool
    words: str
    reason: str = ""


def parse(rows: object) -> list[Condition]:
    """Conditions of the rows that rest in a call. Errors: BAD_CONDITIONS, naming every row that is wrong at once."""
    if not isinstance(rows, list) or len(rows) > MOST_CONDITIONS:
        raise _bad([f"มีเงื่อนไขได้ไม่เกิน {MOST_CONDITIONS} ข้อ"])
    made: list[Condition] = []
    faults: list[str] = []
    for number, row in enumerate(rows, 1):
        fault = _fault(row)
        if fault:
            faults.append(f"ข้อ {number}: {fault}")
            continue
        fact, operator, value = row
        made.append(Condition(fact, operator, tuple(value) if isinstance(value, list) else value))
    pairs = [(c.fact, c.operator) for c in made]
    faults += [
        f"เงื่อนไข “{FACTS[f].name_th} {OPERATORS[o]}” มีสองข้อ" for f, o in sorted(set(pairs)) if pairs.count((f, o)) > 1
    ]
    if faults:
        raise _bad(faults)
    return made


def _bad(faults: Sequence[str]) -> BadInput:
    return BadInput("BAD_CONDITIONS", "เงื่อนไขไม่ถูก " + " · ".join(faults), f"{len(faults)} conditions are wrong.")


def _fault(row: object) -> str:
    if not isinstance(row, list | tuple) or len(row) != 3 or not isinstance(row[0], str) or row[0] not in FACTS:
        return "ไม่รู้จักเรื่องที่ถาม"
    fact, operator, value = row
    if operator not in FACTS[fact].operators:
        return f"“{FACTS[fact].name_th}” ใช้กับคำนี้ไม่ได้"
    if operator == IN:
        return _keys_fault(fact, value)
    if operator == IS:
        return "" if isinstance(value, bool) else "ต้องเป็นใช่หรือไม่"
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_VALUE:
        return f"“{FACTS[fact].name_th}” ต้องเป็นจำนวนตั้งแต่ 0"
    return ""


def _keys_fault(fact: str, value: object) -> str:
    if not isinstance(value, list | tuple) or not value or not all(isinstance(v, str) for v in value):
        return "เลือกอย่างน้อยหนึ่งอย่าง"
    if fact == "kind":
        return "" if set(value) <= KINDS.keys() else "ไม่รู้จักชนิดขององค์กร"
    fits = all(v.isascii() and v.isdigit() and len(v) in (2, 4, 6) for v in value)
    return "" if fits else "รหัสพื้นที่ต้องเป็นเลข 2, 4 หรือ 6 หลัก"


def words_of(condition: Condition, areas: Mapping[str, str] | None = None) -> str:
    """The condition as people read it. areas: names of area codes."""
    fact = FACTS[condition.fact]
    if isinstance(condition.value, tuple):
        names = KINDS if condition.fact == "kind" else (areas or {})
        return f"{fact.name_th}: " + " หรือ ".join(names.get(v, v) for v in condition.value)
    if isinstance(condition.value, bool):
        return fact.name_th if condition.value else f"ยังไม่{_without(fact.name_th)}"
    return f"{fact.name_th}{OPERATORS[condition.operator]} {_number(condition.fact, condition.value)}"


def _without(name: str) -> str:
    return name if name.startswith("จดแจ้ง") else name.replace("ตำบลมี", "มี", 1)


def _number(fact: str, value: int) -> str:
    words = baht(value).removesuffix(".00") if FACTS[fact].is_money else f"{value:,}"
    return f"{words} {FACTS[fact].unit_th}"


def judge(conditions: Sequence[Condition], facts: Facts, areas: Mapping[str, str] | None = None) -> list[Met]:
    """Every condition beside the facts, those that fail too, all at once and in their order."""
    return [_judge(c, facts, areas) for c in conditions]


def fits(met: Sequence[Met]) -> bool:
    """Do all hold?"""
    return all(m.holds for m in met)


def _judge(c: Condition, facts: Facts, areas: Mapping[str, str] | None) -> Met:
    words, known, fact = words_of(c, areas), getattr(facts, c.fact), FACTS[c.fact]
    if known is None:
        return Met(c, False, words, f"ยังไม่มีข้อมูล{fact.name_th}" + (f" {fact.mend_th}" if fact.mend_th else ""))
    if c.operator == IN:
        assert isinstance(c.value, tuple)  # noqa: S101 - parse has seen to it
        holds = known in c.value if c.fact == "kind" else any(str(known).startswith(v) for v in c.value)
        reason = f"เป็น{KINDS.get(known, known)}" if c.fact == "kind" else "อยู่นอกพื้นที่ที่รับ"
        return Met(c, holds, words, "" if holds else reason)
    if c.operator == IS:
        holds = known == c.value
        reason = fact.mend_th if c.value else fact.name_th.removesuffix("แล้ว") + "แล้ว"
        return Met(c, holds, words, "" if holds else reason)
    assert isinstance(c.value, int)  # noqa: S101 - parse has seen to it
    holds = known >= c.value if c.operator == AT_LEAST else known <= c.value
    if holds:
        return Met(c, True, words)
    gap = _number(c.fact, abs(known - c.value))
    less = f"ขาดอีก {gap}" if c.operator == AT_LEAST else f"เกินไป {gap}"
    mend = f" {fact.mend_th}" if c.fact in ("closed_years", "meetings", "late_reports") else ""
    return Met(c, False, words, f"ตอนนี้ {_number(c.fact, known)} {less}{mend}")
