"""One cell of a book as its writer meant it: text, day, baht, village, name. Nothing here guesses beyond the rules."""

import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache

from chumchon.thai.dates import MONTHS, SHORT, ParsedDay, parse_day
from chumchon.thai.digits import arabic
from chumchon.thai.errors import BadInput
from chumchon.thai.money import parse_baht

Cell = str | int | float | bool | date | datetime | None
PLACEHOLDERS = frozenset(
    {"-", "--", "---", "–", "—", ".", "..", "...", "?", "ไม่มี", "ไม่ทราบ", "ไม่ระบุ", "n/a", "na", "null", "none"}
)
YEARS_AHEAD = 10  # a two-digit paid-until may lie this many years ahead
MOST_SATANG = 10**13
_INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = re.compile(r"[ T]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?(น\.?|AM|PM))?$", re.IGNORECASE)
_COMMON = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}")
_WORD = re.compile(r"[A-Za-zก-๙.]*[A-Za-zก-๙][A-Za-zก-๙.]*")


@lru_cache(maxsize=8192, typed=True)  # a row asks for its cells several times
def clean(cell: Cell) -> str:
    """The cell as text: one way to write ำ and แ, single blanks, no invisible marks; whole floats lose their ".0"."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        cell = int(cell) if math.isfinite(cell) and cell == int(cell) else cell
    text = cell.isoformat() if isinstance(cell, date) else str(cell)
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).replace("\u0e4d\u0e32", "\u0e33").replace("เเ", "แ")
    text = " ".join(text.split())
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1]
    return text[1:].strip() if text.startswith("'") else text


@lru_cache(maxsize=8192, typed=True)
def is_blank(cell: Cell) -> bool:
    """Empty, or a mark that stands for "nothing": -, ไม่มี, ไม่ทราบ."""
    text = clean(cell)
    return not text or text.lower() in PLACEHOLDERS


def text(cell: Cell) -> str:
    """Cleaned text, "" where the cell says nothing."""
    return "" if is_blank(cell) else clean(cell)


def _month_number(word: str) -> int:
    """มกราคม, ม.ค., มค, มกรา, Jan and January are 1; 0 where it is no month."""
    plain = word.replace(".", "").lower()
    for number, (long, short) in enumerate(zip(MONTHS, SHORT, strict=True), 1):
        if plain == short.replace(".", "") or (len(plain) >= 4 and long.startswith(plain)):
            return number
        if plain[:3] == _ENGLISH[number - 1] and plain.isascii():
            return number
    return 0


def _plain_day(cell: str) -> str:
    """Words around a day taken away and its month as a number: "วันที่ 5 เดือน ม.ค. พ.ศ. 2510" to "5/1/2510"."""
    if _COMMON.fullmatch(cell):
        return cell
    said = _TIME.sub("", arabic(clean(cell)))
    said = re.sub(r"พ\.?\s?ศ\.?(?=\s?\d)|ค\.?\s?ศ\.?(?=\s?\d)|เดือน|^วัน[ก-๙]*ที่|^เมื่อวันที่|ปี(?=\s?\d)", " ", said)
    said = re.sub(r"^[\s–-]+/[\s–-]+/", "", said).strip()  # "-/-/2510": only the year is known
    word = _WORD.search(said)
    if word:
        number = _month_number(word.group())
        if not number:
            return said
        said = f"{said[: word.start()].strip(' -/,')}/{number}/{said[word.end() :].strip(' -/,')}"
    whole = re.fullmatch(r"(\d{4})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{1,2})", said)
    if whole:
        return f"{whole[3]}/{whole[2]}/{whole[1]}"
    packed = re.fullmatch(r"(\d{2})(\d{2})(2[45]\d{2})", said)
    return "/".join(packed.groups()) if packed else said


@lru_cache(maxsize=8192, typed=True)  # a village joins and pays on the same few days
def read_day(cell: Cell, today: date, *, year_only: bool = False) -> ParsedDay:
    """A day of birth or joining. A two-digit year is the latest that is not ahead as a year: 69 is 2569 all of 2569.

    Errors: BAD_DATE. A day that lies ahead is read as it stands; the row's judge says FUTURE_DATE.
    """
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and 80_000 < cell < 400_000:
        cell = date(1899, 12, 30) + timedelta(days=int(cell))  # 2510 typed as such into a day, seen as a number
    end_of_year = date(today.year, 12, 31)
    found = parse_day(_plain_day(cell) if isinstance(cell, str) else cell, end_of_year, allow_year_only=year_only)
    if not 1850 <= found.day.year <= 2157:
        raise BadInput("BAD_DATE", f"อ่านวันที่ “{clean(cell)}” ไม่ได้", f"No such day: {cell!r}.")
    return found


@lru_cache(maxsize=8192, typed=True)
def read_paid_until(cell: Cell, today: date) -> date | None:
    """The last day that is paid for; it may lie ahead. A month alone ("ก.ย. 69") is paid to its end. None: not readable."""
    ahead = date(today.year + YEARS_AHEAD, 12, 31)
    said = _plain_day(cell) if isinstance(cell, str) else cell
    if isinstance(said, str):
        month = re.fullmatch(r"/?(\d{1,2})\s?[/.-]\s?(\d{4}|\d{2})", said)
        if month and 1 <= int(month[1]) <= 12:
            first = _or_none(f"1/{month[1]}/{month[2]}", ahead)
            return None if first is None else (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(1)
    return _or_none(said, ahead)


def _or_none(cell: Cell, latest: date) -> date | None:
    try:
        found = parse_day(cell, latest).day
    except BadInput:
        return None
    return found if found.year < 2158 else None


def read_satang(cell: Cell) -> int:
    """Baht of zero or more, in satang; an empty cell is zero. Errors: BAD_AMOUNT."""
    if is_blank(cell):
        return 0
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        satang = round(cell * 100) if math.isfinite(cell) else -1
        exact = abs(cell * 100 - satang) < 0.01
    else:
        satang, exact = parse_baht(clean(cell)), True
    if satang < 0 or satang > MOST_SATANG or not exact:
        raise BadInput(
            "BAD_AMOUNT",
            f"“{clean(cell)}” ไม่ใช่จำนวนเงินที่รับได้ ใส่ตัวเลขตั้งแต่ 0 ขึ้นไป ทศนิยมไม่เกิน 2 ตำแหน่ง",
            "An amount is zero or more, with at most two decimals.",
        )
    return satang


def read_village(cell: Cell, names: Mapping[str, int]) -> int | None:
    """The number in "7", "ม.7", "หมู่ที่ ๗ บ้านแม่แรม", or of a village known by name ("บ้านแม่แรม"). None: not readable."""
    if isinstance(cell, float) and not cell.is_integer():
        return None
    said = arabic(clean(cell))
    found = re.match(r"(?:หมู่บ้าน|หมู่|ชุมชน|บ้าน|moo|ม)?\s?\.?\s?(?:ที่)?\s?(\d{1,4})(?!\d)", said, re.IGNORECASE)
    if found:
        return int(found[1])
    return names.get(re.sub(r"^(ชุมชน|หมู่บ้าน|บ้าน)|\s", "", said))


def read_address(cell: Cell) -> tuple[str, str]:
    """House number and village text out of an address in one cell: "35/2 หมู่ที่ 7 ต.แม่แรม" to ("35/2", "7")."""
    said = arabic(clean(cell))
    village = re.search(r"(?:หมู่บ้าน|หมู่|ม)\s?\.?\s?(?:ที่)?\s?(\d{1,3})(?!\d)", said)
    house = re.match(r"(?:บ้าน)?\s?(?:เลขที่)?\s?(\d[\d/.-]*(?:\s?[ก-ฮ](?![ก-๙.]))?)", said)
    return (house[1].strip() if house else ""), (village[1] if village else "")


def read_house(cell: Cell) -> str:
    """A house number: "35/2", "๓๕/๒", "บ้านเลขที่ 35/2"; "" where the cell holds more than that (see read_address).

    A spreadsheet makes a day of "15/3": it is turned back.
    """
    if isinstance(cell, date):
        return f"{cell.day}/{cell.month}"
    said = re.sub(r"^(บ้าน)?\s?(เลขที่)?\s*", "", arabic(text(cell)))
    return said if len(said) <= 30 and not re.search(r"หมู่|ม\.\s?\d|ต\.|ตำบล", said) else ""


def plain_digits(cell: Cell) -> str:
    """An id as text without the ".0" that a program put behind thirteen digits, and without dashes of any kind."""
    said = re.sub(r"[\s‐-―_/]", "", arabic(clean(cell)))
    return re.sub(r"^(\d{13})\.0+$", r"\1", said)


def read_number(cell: Cell) -> str:
    """A member's number as text with Arabic digits; "" where there is none."""
    return arabic(text(cell))


def number_key(number: str) -> str:
    """Equal for numbers that people hold for the same: "0042", "42" and "๔๒"."""
    return re.sub(r"\d+", lambda m: m[0].lstrip("0") or "0", re.sub(r"\s", "", arabic(number)).lower())


def read_phone(cell: Cell) -> str:
    """The digits of a telephone number; a number cell lost its leading zero."""
    said = arabic(text(cell))
    if isinstance(cell, (int, float)) and re.fullmatch(r"[2-9]\d{7,8}", said):
        said = "0" + said
    return re.sub(r"[^\d+,/ ]", "", said).strip()[:20].rstrip(" ,/")
