"""Thai words for what an agreement's keys, flags and numbers say."""

import difflib
from datetime import date

from chumchon.thai.dates import SHORT

from .model import Band

UNITS = {"night": "คืน", "child": "คน"}
UNIT_OF_LIMIT = {"night": "คืน", "child": "คน", None: "หน่วย"}
BASES = {"damage": "ค่าเสียหาย", "contributions_paid": "เงินสมทบที่ส่งมาแล้ว"}
LADDERS = {"tenure_years": "อายุสมาชิก", "age_years": "อายุ"}
CAP_YEARS = {
    "calendar": "ปีปฏิทิน (1 ม.ค. ถึง 31 ธ.ค.)",
    "fiscal_oct": "ปีงบประมาณ (1 ต.ค. ถึง 30 ก.ย.)",
    "anniversary": "ปีสมาชิกของแต่ละคน (นับจากวันที่สมัคร)",
}
ROUNDINGS = {
    "baht_down": "เศษของบาทปัดทิ้ง",
    "baht_nearest": "เศษตั้งแต่ 50 สตางค์ปัดขึ้นเป็นหนึ่งบาท น้อยกว่านั้นปัดทิ้ง",
    "baht_up": "เศษของบาทปัดขึ้นเป็นหนึ่งบาท",
    "satang": "จ่ายถึงสตางค์ ไม่ปัดเศษ",
}
STEPS = {
    "version": "เลือกฉบับตามวันเกิดเหตุ", "membership": "ดูว่าเป็นสมาชิกและไม่พ้นสภาพ", "waiting": "ดูระยะรอ",
    "exclusion": "ดูข้อยกเว้นและเกณฑ์อายุ", "deadline": "ดูกำหนดยื่น", "evidence": "ดูหลักฐาน", "base": "คิดยอดตั้งต้น",
    "limits": "ปรับตามขั้นต่ำและเพดานต่อครั้ง", "caps": "ดูเพดานต่อปี", "fund_ratio": "ปรับตามสถานะการเงินกองทุน",
    "arrears": "หักเงินค้าง", "round": "ปัดเศษ", "cash": "ดูเงินสดที่มี",
}  # fmt: skip
FLAGS = {
    "accident": "อุบัติเหตุ", "cosmetic": "ศัลยกรรมเสริมความงาม", "suicide": "ฆ่าตัวตาย",
    "killed_by_beneficiary": "ถูกผู้รับประโยชน์ทำให้เสียชีวิต", "rejoined": "สมัครใหม่", "drunk": "เมาสุรา",
    "crime": "กระทำความผิดอาญา", "drugs": "ใช้ยาเสพติด", "quarrel": "ทะเลาะวิวาท",
}  # fmt: skip
"""Flags by their Thai name. A fund may name causes of its own in Thai words (may_be_flag); they are shown as they stand."""

RESULTS = {
    "OK": "จ่าย", "OK_SCALED": "จ่ายตามสถานะการเงินกองทุน", "PARTIAL_CASH": "จ่ายเท่าที่มี ที่เหลือค้างจ่าย",
    "NO_AGREEMENT": "ไม่มีข้อตกลงที่มีผลในวันนั้น", "NO_BENEFIT": "ไม่มีสวัสดิการนี้", "NOT_MEMBER": "ยังไม่เป็นสมาชิก",
    "LAPSED": "พ้นสภาพสมาชิก", "WAITING": "อยู่ในระยะรอ", "EXCLUDED": "เข้าข้อยกเว้น", "AGE": "อายุไม่เข้าเกณฑ์",
    "TENURE": "อายุสมาชิกไม่ถึงเกณฑ์", "LATE": "ยื่นเกินกำหนด", "PENDING_EVIDENCE": "รอหลักฐาน",
    "DUPLICATE_EVENT": "เหตุนี้เบิกแล้ว", "CAP_EVENTS": "ครบจำนวนครั้งของปี", "NO_UNITS": "ไม่มีจำนวนให้คิด",
    "CAP_YEAR_UNITS": "ใช้สิทธิของปีครบแล้ว", "CAP_LIFETIME": "ใช้สิทธิตลอดชีพครบแล้ว",
    "CAP_YEAR_AMOUNT": "ครบเพดานเงินของปี", "CAP_MEMBER_YEAR": "ครบเพดานรวมของปี",
}  # fmt: skip
"""A short Thai name of every code."""


def money(satang: int) -> str:
    """1150050 to "11,500.50", 1150000 to "11,500"."""
    whole, part = divmod(abs(satang), 100)
    return f"{'-' if satang < 0 else ''}{whole:,}" + (f".{part:02d}" if part else "")


def share(hundredths: int) -> str:
    """7500 to "75%", 1250 to "12.5%"."""
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".") + "%"


def ratio(ten_thousandths: int) -> str:
    """5000 to "0.50"."""
    whole, part = divmod(ten_thousandths, 10_000)
    digits = f"{part:04d}"
    return f"{whole:,}.{digits[:2]}{digits[2:].rstrip('0')}"


def day(when: date) -> str:
    """10 ม.ค. 2559."""
    return f"{when.day} {SHORT[when.month - 1]} {when.year + 543}"


def flag(name: str) -> str:
    """The Thai name of a flag."""
    return FLAGS.get(name, name)


def may_be_flag(name: str) -> bool:
    """Whether a new agreement may name it: a known one, or a cause of the fund's own in Thai that is like none of them."""
    return name in FLAGS or not (_nearest(name) or any(letter.isascii() and letter.isalpha() for letter in name))


def _nearest(name: str) -> str:
    """The known flag that was probably meant; empty where it is like none."""
    known = {**{key: key for key in FLAGS}, **{th: key for key, th in FLAGS.items()}}
    return next((known[word] for word in difflib.get_close_matches(name.lower(), known, cutoff=0.75)), "")


def misspelt(name: str) -> bool:
    """Whether it is no known flag and yet like one."""
    return name not in FLAGS and bool(_nearest(name))


def unknown_flag(name: str) -> tuple[str, str]:
    """What is said of a flag that is none of FLAGS, in Thai and in English, with the one that was probably meant."""
    near = _nearest(name)
    hint_th, hint_en = (f" หมายถึง {near} ({FLAGS[near]}) หรือไม่", f"; did you mean {near}?") if near else ("", "")
    listed = ", ".join(f"{key} ({th})" for key, th in FLAGS.items())
    return f"ไม่รู้จักเหตุ “{name}”{hint_th} เหตุที่ใช้ได้: {listed}", f"unknown flag {name!r}{hint_en}"


def clause(number: str) -> str:
    """ " (ข้อ 12)", or nothing where the agreement numbers nothing."""
    return f" (ข้อ {number})" if number else ""


def rung(bands: tuple[Band, ...], at: int) -> str:
    """The rung on which somebody stands: "8 ปีขึ้นไป แต่ไม่ถึง 10 ปี"."""
    starts = sorted(band.at for band in bands)
    place = max(i for i, start in enumerate(starts) if start <= at)
    start, until = starts[place], starts[place + 1] if place + 1 < len(starts) else None
    if until is None:
        return f"{start} ปีขึ้นไป"
    return f"ไม่ถึง {until} ปี" if start == 0 else f"{start} ปีขึ้นไป แต่ไม่ถึง {until} ปี"
