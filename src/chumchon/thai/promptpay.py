"""PromptPay: the text behind a QR that a bank's application reads to pay a person or a body, with the amount set.

The form is EMVCo's merchant-presented QR (field, two-digit length, value); the fields are the Bank of Thailand's Thai QR
Payment: 29 with A000000677010111 and a mobile number (01), a citizen or tax id (02) or an e-wallet (03).
"""

import re

from .digits import arabic
from .errors import BadInput

APPLICATION = "A000000677010111"
MAX_SATANG = 10**12


def _field(number: str, value: str) -> str:
    return f"{number}{len(value):02d}{value}"


def checksum(text: str) -> str:
    """CRC-16/CCITT-FALSE (polynomial 1021, start FFFF) as four capital hex digits."""
    crc = 0xFFFF
    for byte in text.encode("ascii"):
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ (0x1021 if crc & 0x8000 else 0)) & 0xFFFF
    return f"{crc:04X}"


def receiver(text: str) -> str:
    """The receiver's field of a mobile number (0812345678), a 13-digit id or a 15-digit e-wallet. Errors: BAD_PROMPTPAY."""
    digits = re.sub(r"[\s\-]", "", arabic(text)).removeprefix("+")
    if re.fullmatch(r"0[0-9]{9}|66[0-9]{9}", digits):
        return _field("01", "0066" + digits[-9:])
    if re.fullmatch(r"[0-9]{13}|[0-9]{15}", digits):
        return _field("02" if len(digits) == 13 else "03", digits)
    raise BadInput(
        "BAD_PROMPTPAY",
        "หมายเลขพร้อมเพย์ต้องเป็นเบอร์มือถือ 10 หลัก หรือเลขประจำตัว 13 หลัก ตรวจแล้วพิมพ์ใหม่",
        "A PromptPay number is a mobile number of ten digits or an id of thirteen.",
    )


def payload(to: str, satang: int = 0) -> str:
    """The QR's text; with satang above zero the amount is set and the QR is for one payment. Errors: BAD_PROMPTPAY."""
    if not 0 <= satang <= MAX_SATANG:
        raise BadInput("BAD_AMOUNT", "จำนวนเงินต้องมากกว่าศูนย์ ตรวจตัวเลขอีกครั้ง", "The amount must be above zero.")
    parts = [
        _field("00", "01"), _field("01", "12" if satang else "11"),
        _field("29", _field("00", APPLICATION) + receiver(to)), _field("58", "TH"), _field("53", "764"),
    ]  # fmt: skip
    if satang:
        parts.append(_field("54", f"{satang // 100}.{satang % 100:02d}"))
    text = "".join(parts) + "6304"
    return text + checksum(text)
