"""Days as Thai people write them. Inside the house a day is a C.E. date; B.E. stands only on paper and screens."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .digits import arabic
from .errors import BadInput

MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม",
    "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
_NAMES = {re.sub(r"[.\s]", "", n): i for names in (MONTHS, SHORT) for i, n in enumerate(names, 1)}


@dataclass(frozen=True)
class ParsedDay:
    """A C.E. day and how much of it was said: precision "day", or "year" (1 January of that year)."""

    day: date
    precision: str = "day"


def _bad(text: object) -> BadInput:
    return BadInput(
        "BAD_DATE", f"อ่านวันที่ “{text}” ไม่ได้ พิมพ์เช่น 24/11/2569 หรือ 24 พ.ย. 69", f"Cannot read the day {text!r}."
    )


def year_ce(year: int, today: date, future_ok: bool = False) -> int:
    """A year as written to C.E.: two digits are the latest B.E. year not in the future; 2400 and more are B.E."""
    if 0 <= year < 100:
        now_be = today.year + 543 + (30 if future_ok else 0)
        return year + now_be - now_be % 100 - (100 if year > now_be % 100 else 0) - 543
    if 2400 <= year <= 2700:
        return year - 543
    if 1900 <= year <= 2100:
        return year
    raise ValueError(year)


def parse_day(cell: object, today: date, *, allow_year_only: bool = False, future_ok: bool = False) -> ParsedDay:
    """Read a day from text, a date cell or a spreadsheet's serial number. Errors: BAD_DATE."""
    if isinstance(cell, datetime):
        cell = cell.date()
    try:
        if isinstance(cell, date):
            return ParsedDay(cell.replace(year=year_ce(cell.year, today)))
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):
            if allow_year_only and (2400 <= cell <= 2700 or 1900 <= cell <= 2100):
                return ParsedDay(date(year_ce(int(cell), today), 1, 1), "year")
            if 3000 <= cell <= 80000:
                return ParsedDay(date(1899, 12, 30) + timedelta(days=int(cell)))
            raise _bad(cell)
        return _parse_text(str(cell), today, allow_year_only, future_ok)
    except (ValueError, OverflowError):
        raise _bad(cell) from None


def _parse_text(raw: str, today: date, allow_year_only: bool, future_ok: bool) -> ParsedDay:
    text = re.sub(r"พ\.?\s*ศ\.?|ค\.?\s*ศ\.?", " ", arabic(raw)).strip()
    text = re.sub(r"^(วันที่|วัน\S+ที่)\s*", "", text)
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?", text)
    if iso:
        return ParsedDay(date(year_ce(int(iso[1]), today), int(iso[2]), int(iso[3])))
    if allow_year_only and re.fullmatch(r"\d{4}", text):
        return ParsedDay(date(year_ce(int(text), today), 1, 1), "year")
    parts = re.fullmatch(r"(\d{1,2})\s*[/\-. ]\s*(\d{1,2})\s*[/\-. ]\s*(\d{4}|\d{2})", text)
    if parts:
        day, month, year = (int(p) for p in parts.groups())
    else:
        named = re.fullmatch(r"(\d{1,2})[\s\-/]*([ก-๙.\s]+?)[\s\-/]*(\d{4}|\d{2})", text)
        if named is None:
            raise ValueError(raw)
        month = _NAMES.get(re.sub(r"[.\s]", "", named[2].removeprefix("เดือน")), 0)
        day, year = int(named[1]), int(named[3])
    ce = year_ce(year, today, future_ok)
    found = date(ce, month, day)
    if year < 100 and found > today and not future_ok:
        found = date(ce - 100, month, day)
    return ParsedDay(found)


def long_th(day: date) -> str:
    """24 พฤศจิกายน 2569."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year + 543}"


def short_th(day: date) -> str:
    """24 พ.ย. 69."""
    return f"{day.day} {SHORT[day.month - 1]} {(day.year + 543) % 100:02d}"


def month_th(day: date) -> str:
    """พ.ย. 69."""
    return f"{SHORT[day.month - 1]} {(day.year + 543) % 100:02d}"


def until_th(day: date) -> str:
    """Until when somebody paid: พ.ย. 69 where it is the whole month, else 12 พ.ย. 69."""
    return month_th(day) if (day + timedelta(days=1)).day == 1 else short_th(day)


def long_en(day: date) -> str:
    """24 November 2026: the C.E. year, for pages that speak English."""
    return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"


def short_en(day: date) -> str:
    """24 Nov 2026."""
    return f"{day.day} {month_en(day)}"


def month_en(day: date) -> str:
    """Nov 2026."""
    return f"{MONTHS_EN[day.month - 1][:3]} {day.year}"


def day_name_th(day: date) -> str:
    """เสาร์."""
    return WEEKDAYS[day.weekday()]


def fiscal_year_be(day: date, end_month: int = 9) -> int:
    """The B.E. fiscal year in which a C.E. day lies, named by the year it ends."""
    return day.year + 543 + (1 if day.month > end_month else 0)
