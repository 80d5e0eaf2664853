"""Money in integer satang: read as people type it, shown as people read it, written out as receipts want it."""

import re

from .digits import arabic
from .errors import BadInput

_DIGIT = ["", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"]
_PLACE = ["", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน"]
_AMOUNT = re.compile(r"(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?")


def parse_baht(text: str) -> int:
    """ "1,140.50" or "๓๐ บาท" to satang. Errors: BAD_AMOUNT."""
    plain = arabic(text).replace("฿", "").replace("บาท", "").strip().removesuffix(".-").removesuffix(".")
    match = _AMOUNT.fullmatch(plain)
    if match is None:
        raise BadInput(
            "BAD_AMOUNT", f"“{text}” ไม่ใช่จำนวนเงิน พิมพ์เป็นตัวเลข เช่น 365 หรือ 365.50", f"{text!r} is not an amount of baht."
        )
    sign, whole, part = match.groups()
    satang = int(whole.replace(",", "")) * 100 + int((part or "0").ljust(2, "0"))
    return -satang if sign else satang


def baht(satang: int) -> str:
    """114000 to "1,140.00"."""
    sign = "-" if satang < 0 else ""
    whole, part = divmod(abs(satang), 100)
    return f"{sign}{whole:,}.{part:02d}"


def baht_plain(satang: int) -> str:
    """114000 to "1140.00": for a file, since a machine reads no commas."""
    return baht(satang).replace(",", "")


def baht_short(satang: int) -> str:
    """3000 to "฿30"; satang are shown only where there are any."""
    text = baht(satang)
    return ("-฿" if satang < 0 else "฿") + text.lstrip("-").removesuffix(".00")


def _under_million(n: int, tail: bool) -> str:
    words, digits = "", str(n)
    for i, ch in enumerate(digits):
        d, place = int(ch), len(digits) - 1 - i
        if d == 0:
            continue
        if place == 1:
            words += ("" if d == 1 else "ยี่" if d == 2 else _DIGIT[d]) + "สิบ"
        elif place == 0 and d == 1 and (n > 10 or tail):
            words += "เอ็ด"
        else:
            words += _DIGIT[d] + _PLACE[place]
    return words


def number_text(n: int) -> str:
    """A whole number in Thai words: 21 is ยี่สิบเอ็ด, 1,000,001 is หนึ่งล้านเอ็ด."""
    if n == 0:
        return "ศูนย์"
    millions, rest = divmod(n, 1_000_000)
    head = number_text(millions) + "ล้าน" if millions else ""
    return head + (_under_million(rest, bool(millions)) if rest else "")


def baht_text(satang: int) -> str:
    """Money in words as on a receipt: สามร้อยแปดสิบห้าบาทถ้วน; 1 satang is หนึ่งสตางค์."""
    if satang < 0:
        return "ลบ" + baht_text(-satang)
    whole, part = divmod(satang, 100)
    if part == 0:
        return number_text(whole) + "บาทถ้วน"
    return (number_text(whole) + "บาท" if whole else "") + number_text(part) + "สตางค์"
