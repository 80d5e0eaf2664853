"""Which keys an agreement's file may hold, table by table, and how each value is read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from . import model
from .faults import Wrong

MOST_BAHT = 100_000_000
MOST_DAYS = 36_500
MOST_YEARS = 150
MOST_UNITS = 10_000
MOST_TEXT = 500
MOST_LIST = 60

Reader = Callable[[Any], Any]


@dataclass(frozen=True)
class Key:
    """How one key is read. `read` raises Wrong; a required key that is missing is a fault."""

    read: Reader
    required: bool = False


def _whole(least: int, most: int, unit_th: str) -> Reader:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise Wrong(
                "WRONG_TYPE", f"ต้องเป็นจำนวนเต็ม ({unit_th}) ไม่ใส่เครื่องหมายคำพูด", "must be a whole number without quotes"
            )
        if value < least:
            raise Wrong("TOO_SMALL", f"ต้องไม่น้อยกว่า {least} ({unit_th})", f"must not be below {least}")
        if value > most:
            raise Wrong("TOO_LARGE", f"ต้องไม่เกิน {most:,} ({unit_th})", f"must not be above {most}")
        return value

    return read


def hundredths(value: Any, most: int, unit_th: str) -> int:
    """A number with at most two decimals as hundredths: baht to satang, percent to hundredths of a percent."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Wrong("WRONG_TYPE", f"ต้องเป็นตัวเลข ({unit_th}) ไม่ใส่เครื่องหมายคำพูด", "must be a number without quotes")
    number = Decimal(value)
    if not number.is_finite():
        raise Wrong("WRONG_TYPE", "ต้องเป็นตัวเลขที่มีขอบเขต", "must be a finite number")
    if number < 0:
        raise Wrong("NEGATIVE", "ต้องไม่ติดลบ", "must not be negative")
    if number > most:
        raise Wrong("TOO_LARGE", f"ต้องไม่เกิน {most:,} {unit_th}", f"must not be above {most}")
    if number * 100 % 1:
        raise Wrong("TOO_FINE", "มีทศนิยมได้ไม่เกินสองตำแหน่ง", "may have two decimals at most")
    return int(number * 100)


def baht(value: Any) -> int:
    """Baht to satang."""
    return hundredths(value, MOST_BAHT, "บาท")


def some_baht(value: Any) -> int:
    """Baht to satang, more than nothing."""
    found = baht(value)
    if not found:
        raise Wrong(
            "TOO_SMALL",
            "ต้องมากกว่า 0 บาท (ถ้าไม่จำกัด ให้ลบบรรทัดนี้)",
            "must be more than zero; leave the key out for no limit",
        )
    return found


def text(value: Any) -> str:
    """A line of text."""
    if not isinstance(value, str):
        raise Wrong("WRONG_TYPE", "ต้องเป็นข้อความในเครื่องหมายคำพูด", "must be text in quotes")
    if not value.strip():
        raise Wrong("EMPTY", "ต้องไม่เว้นว่าง", "must not be empty")
    if len(value) > MOST_TEXT or not value.isprintable():
        raise Wrong(
            "BAD_TEXT", f"ต้องเป็นข้อความบรรทัดเดียว ไม่เกิน {MOST_TEXT} ตัวอักษร", "must be one line of text, not too long"
        )
    return value.strip()


def code(value: Any) -> str:
    """A short name without spaces or punctuation, in Latin or Thai letters."""
    found = text(value)
    if not re.fullmatch(r"[\w\u0e31-\u0e4e.-]{1,60}", found):
        raise Wrong("BAD_NAME", "ใช้ตัวอักษร ตัวเลข - และ _ เท่านั้น ไม่เว้นวรรค", "may hold letters, digits, - and _ only")
    return found


def clause(value: Any) -> str:
    """ "12" or "ข้อ 12" to "12"."""
    return text(value).removeprefix("ข้อ").strip()


def yes_no(value: Any) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise Wrong("WRONG_TYPE", "ต้องเป็น true (ใช่) หรือ false (ไม่ใช่)", "must be true or false")
    return value


def day(value: Any) -> date:
    """A C.E. day such as 2025-04-01."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Wrong(
            "WRONG_TYPE",
            "ต้องเป็นวันที่ ค.ศ. เช่น 2025-04-01 ไม่ใส่เครื่องหมายคำพูด",
            "must be a day such as 2025-04-01, without quotes",
        )
    if value.year >= 2400:
        raise Wrong(
            "BUDDHIST_YEAR",
            f"เขียนปี ค.ศ. ที่นี่ ({value.year} คือ {value.year - 543})",
            f"must be a C.E. year ({value.year - 543})",
        )
    if not 1970 <= value.year <= 2199:
        raise Wrong("BAD_DATE", "ปีต้องอยู่ระหว่าง ค.ศ. 1970 ถึง 2199", "must lie between 1970 and 2199")
    return value


def choice(*allowed: str) -> Reader:
    """One of a closed list of words."""

    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise Wrong("WRONG_TYPE", "ต้องเป็นข้อความในเครื่องหมายคำพูด", "must be text in quotes")
        if value not in allowed:
            listed = ", ".join(f'"{word}"' for word in allowed)
            raise Wrong("BAD_CHOICE", f"“{value}” ใช้ไม่ได้ เลือกจาก {listed}", f"{value!r} is none of {listed}")
        return value

    return read


def names(read_one: Reader) -> Reader:
    """A list without repetition."""

    def read(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise Wrong("WRONG_TYPE", 'ต้องเป็นรายการในวงเล็บเหลี่ยม เช่น ["ก", "ข"]', "must be a list in brackets")
        if len(value) > MOST_LIST:
            raise Wrong("TOO_LARGE", f"มีได้ไม่เกิน {MOST_LIST} รายการ", f"may hold {MOST_LIST} at most")
        found = tuple(read_one(one) for one in value)
        for one in found:
            if found.count(one) > 1:
                raise Wrong("TWICE", f"“{one}” เขียนซ้ำ", f"{one!r} stands twice")
        return found

    return read


def raw(value: Any) -> Any:
    """Read later: amounts, bands and tables need to know their neighbours."""
    return value


_DAYS = _whole(0, MOST_DAYS, "วัน")
_YEARS = _whole(0, MOST_YEARS, "ปี")
_TIMES = _whole(1, MOST_UNITS, "หน่วย")

AGREEMENT: Mapping[str, Key] = {
    "fund": Key(code, True),
    "name_th": Key(text, True),
    "version": Key(_whole(1, 9999, "ฉบับที่"), True),
    "effective_from": Key(day, True),
    "resolution_th": Key(text),
    "version_by": Key(choice("event_start")),
    "cap_year": Key(choice(*model.CAP_YEARS)),
    "leap_day": Key(choice(*model.LEAP_DAYS)),
    "rounding": Key(choice(*model.ROUNDINGS)),
    "steps": Key(names(choice(*model.STEPS))),
}
MEMBERSHIP: Mapping[str, Key] = {
    "contribution_per_day": Key(baht),
    "waiting_days": Key(_DAYS, True),
    "grace_days": Key(_DAYS, True),
    "deduct_arrears": Key(yes_no),
    "rejoin": Key(choice("restart")),
    "claim_within_days": Key(_DAYS),
    "join_min_age": Key(_YEARS),
    "join_max_age": Key(_YEARS),
    "clause": Key(clause),
}
MEMBER_YEAR: Mapping[str, Key] = {
    "amount": Key(some_baht, True),
    "except": Key(names(code)),
    "th": Key(text),
    "clause": Key(clause),
}
FUND_RATIO: Mapping[str, Key] = {
    "measure": Key(choice(model.RATIO), True),
    "applies_to": Key(names(code), True),
    "bands": Key(raw, True),
    "floor": Key(baht),
    "clause": Key(clause),
}
BENEFIT: Mapping[str, Key] = {
    "th": Key(text, True),
    "amount": Key(raw, True),
    "event_max": Key(some_baht),
    "year_units": Key(_TIMES),
    "year_max": Key(some_baht),
    "year_events": Key(_TIMES),
    "lifetime_units": Key(_TIMES),
    "per": Key(choice("household_event")),
    "once_per": Key(choice("event")),
    "waiting_waived": Key(names(code)),
    "exclude": Key(names(code)),
    "exclude_until_years": Key(raw),
    "min_age": Key(_YEARS),
    "max_age": Key(_YEARS),
    "min_tenure_years": Key(_YEARS),
    "evidence": Key(names(text)),
    "approve": Key(text),
    "clause": Key(clause),
}
AMOUNT: Mapping[str, Key] = {
    "kind": Key(choice(*model.KINDS), True),
    "unit": Key(choice(*model.UNITS)),
    "of": Key(choice(*model.BASES)),
    "rate": Key(raw),
    "by": Key(choice(*model.LADDERS)),
    "bands": Key(raw),
    "min": Key(baht),
    "max": Key(baht),
}
TOP: Mapping[str, Key] = {
    "schema": Key(_whole(1, 1, "รุ่นของแฟ้ม"), True),
    "agreement": Key(raw, True),
    "membership": Key(raw, True),
    "caps": Key(raw),
    "fund_ratio": Key(raw),
    "benefit": Key(raw, True),
}
CAPS: Mapping[str, Key] = {"member_year": Key(raw)}
YEARS_OF_EXCLUSION = _whole(1, MOST_YEARS, "ปี")

HOMES: Mapping[str, Mapping[str, Key]] = {
    "": TOP,
    "[agreement]": AGREEMENT,
    "[membership]": MEMBERSHIP,
    "[caps]": CAPS,
    "[caps.member_year]": MEMBER_YEAR,
    "[fund_ratio]": FUND_RATIO,
    "[benefit.…]": BENEFIT,
    "amount = {…}": AMOUNT,
}
"""The tables by the name that a message gives them."""
