"""What a fund is when it opens: the facts, and what can be no fund. Pure: no database, no clock."""

import re
from dataclasses import dataclass, field
from datetime import date

from chumchon.thai.errors import BadInput

from .dues import Plan

KINDS = {"tambon": "ตำบล", "municipality": "เทศบาล", "district": "เขต"}
PLAN_KINDS = {"flat_month": "รายเดือน", "daily": "รายวัน"}
POSITION_KEYS = ("chair", "deputy", "treasurer", "secretary", "registrar", "committee", "collector", "auditor")
MAX_VILLAGES = 200
MAX_PRICE_SATANG = 10_000_00  # ten thousand baht a head: a typing error, not a fund of one baht a day
BANGKOK = "10"
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{1,39}")


@dataclass(frozen=True)
class SeatFacts:
    """A committee member with a term; a username gives them the sign-in and the role of the position."""

    person_name: str
    position: str
    from_day: date
    until_day: date | None = None
    is_expert: bool = False
    username: str = ""


@dataclass(frozen=True)
class BankFacts:
    """A bank account; opening_satang stands on the cut-off sheet's draft."""

    bank: str
    number: str
    name: str
    opening_satang: int = 0


@dataclass(frozen=True)
class Openings:
    """What a cut-off sheet's draft begins with: the day, notes and coins in satang, benefits owed in satang."""

    day: date
    cash_satang: int = 0
    deferred_satang: int = 0


@dataclass(frozen=True)
class FundFacts:
    """Everything that opens a fund. area: six digits; founded and terms: C.E. days; money in satang."""

    code: str
    name_th: str
    area: str
    kind: str
    founded: date
    villages: int
    name_en: str = ""
    village_names: dict[int, str] = field(default_factory=dict)
    plan: Plan = field(default_factory=lambda: Plan("flat_month"))
    entry_fee_satang: int = 2000
    year_end_month: int = 9
    promptpay: str = ""
    committee: tuple[SeatFacts, ...] = ()
    bank_accounts: tuple[BankFacts, ...] = ()
    openings: Openings | None = None


def wrong(code: str, th: str, en: str) -> BadInput:
    """A fault of what was typed or sent."""
    return BadInput(code, th, en)


def check_fund(facts: FundFacts, today: date) -> None:
    """Refuse what can be no fund. Errors: BAD_CODE, NO_NAME, BAD_AREA, BAD_KIND, KIND_AREA, FUTURE_DATE, BAD_VILLAGES,
    BAD_VILLAGE_NAMES, BAD_MONTH, and those of check_plan, check_seat and check_bank."""
    if not _CODE.fullmatch(facts.code):
        raise wrong(
            "BAD_CODE", "รหัสกองทุนใช้ตัวอักษรอังกฤษ ตัวเลข และขีด 2 ถึง 40 ตัว เช่น mae-raem",
            "A fund's code has 2 to 40 letters, digits or hyphens.",
        )  # fmt: skip
    if not 2 <= len(facts.name_th.strip()) <= 160:
        raise wrong("NO_NAME", "ใส่ชื่อกองทุนภาษาไทย 2 ถึง 160 ตัวอักษร", "Give the fund's Thai name, 2 to 160 characters.")
    if not re.fullmatch(r"[0-9]{6}", facts.area):
        raise wrong("BAD_AREA", "รหัสตำบลต้องเป็นตัวเลข 6 หลัก ดูจากรหัสของกรมการปกครอง", "An area code has six digits.")
    check_kind(facts.kind, facts.area)
    if facts.founded > today:
        raise wrong("FUTURE_DATE", "วันก่อตั้งยังมาไม่ถึง ตรวจปี พ.ศ. อีกครั้ง", "The founding day lies in the future.")
    if not 1 <= facts.villages <= MAX_VILLAGES:
        raise wrong(
            "BAD_VILLAGES", f"จำนวนหมู่บ้านต้องอยู่ระหว่าง 1 ถึง {MAX_VILLAGES}", f"Villages must be 1 to {MAX_VILLAGES}."
        )
    if any(not 1 <= n <= facts.villages or len(name) > 80 for n, name in facts.village_names.items()):
        raise wrong(
            "BAD_VILLAGE_NAMES", f"ชื่อหมู่บ้านมีเลขหมู่เกิน {facts.villages} หรือชื่อยาวเกินไป แก้ให้ตรงจำนวนหมู่บ้าน",
            "A village name has a number beyond the villages, or is too long.",
        )  # fmt: skip
    if not 1 <= facts.year_end_month <= 12:
        raise wrong("BAD_MONTH", "เดือนสิ้นปีบัญชีต้องเป็น 1 ถึง 12", "The year's last month must be 1 to 12.")
    check_plan(facts.plan, facts.entry_fee_satang)
    for seat in facts.committee:
        check_seat(seat)
    for bank in facts.bank_accounts:
        check_bank(bank)
    check_openings(facts, today)


def check_kind(kind: str, area: str) -> None:
    """A district's fund lies in Bangkok, the two others elsewhere. Errors: BAD_KIND, KIND_AREA."""
    if kind not in KINDS:
        raise wrong(
            "BAD_KIND", "ชนิดกองทุนต้องเป็น tambon (ตำบล) municipality (เทศบาล) หรือ district (เขตใน กทม.)",
            "The kind is tambon, municipality or district.",
        )  # fmt: skip
    if (kind == "district") != area.startswith(BANGKOK):
        raise wrong(
            "KIND_AREA", "กองทุนระดับเขตมีเฉพาะในกรุงเทพมหานคร นอกนั้นเลือกตำบลหรือเทศบาล ตรวจชนิดกับรหัสพื้นที่",
            "District funds are in Bangkok only; elsewhere the kind is tambon or municipality.",
        )  # fmt: skip


def check_plan(plan: Plan, entry_fee_satang: int) -> None:
    """Prices above zero, the entry fee zero or more. Errors: BAD_PLAN, BAD_AMOUNT."""
    if plan.kind not in PLAN_KINDS:
        raise wrong(
            "BAD_PLAN", "แบบเก็บเงินต้องเป็น flat_month (รายเดือน) หรือ daily (รายวัน)", "The plan is flat_month or daily."
        )
    prices = (plan.day_satang, plan.month_satang, plan.year_satang)
    if any(not 0 < p <= MAX_PRICE_SATANG for p in prices) or not 0 <= entry_fee_satang <= MAX_PRICE_SATANG:
        raise wrong(
            "BAD_AMOUNT", "อัตราเงินสมทบต้องมากกว่าศูนย์และไม่เกิน 10,000 บาท ตรวจตัวเลขอีกครั้ง",
            "Prices are above zero and at most 10,000 baht.",
        )  # fmt: skip


def check_seat(seat: SeatFacts) -> None:
    """A name, a position of the list, a term that runs forward. Errors: NO_NAME, BAD_POSITION, BAD_TERM."""
    if not 2 <= len(seat.person_name.strip()) <= 160:
        raise wrong("NO_NAME", "ใส่ชื่อและนามสกุลของกรรมการ", "Give the committee member's name.")
    if seat.position not in POSITION_KEYS:
        raise wrong(
            "BAD_POSITION", f"ไม่มีตำแหน่ง “{seat.position}” เลือกตำแหน่งจากรายการ", f"No position {seat.position!r}."
        )
    if seat.until_day is not None and seat.until_day < seat.from_day:
        raise wrong("BAD_TERM", f"วาระของ{seat.person_name}สิ้นสุดก่อนวันเริ่ม แก้วันให้ถูก", "A term ends before it begins.")


def check_bank(bank: BankFacts) -> None:
    """A bank, a number of 8 to 15 digits, a name. Errors: BAD_BANK."""
    if not 2 <= len(bank.bank.strip()) <= 60 or not 2 <= len(bank.name.strip()) <= 160:
        raise wrong("BAD_BANK", "ใส่ชื่อธนาคารและชื่อบัญชีให้ครบ", "Give the bank and the account's name.")
    if not re.fullmatch(r"[0-9]{8,15}", re.sub(r"[\s-]", "", bank.number)) or len(bank.number) > 20:
        raise wrong(
            "BAD_BANK", f"เลขที่บัญชี “{bank.number}” ไม่ถูก ต้องเป็นตัวเลข 8 ถึง 15 หลัก ดูจากสมุดบัญชีธนาคาร",
            f"Account number {bank.number!r} must have 8 to 15 digits.",
        )  # fmt: skip


def check_openings(facts: FundFacts, today: date) -> None:
    """Openings lie between the founding day and today and are not below zero. Errors: BAD_OPENINGS."""
    openings = facts.openings
    amounts = [b.opening_satang for b in facts.bank_accounts]
    if openings is None:
        if any(amounts):
            raise wrong(
                "BAD_OPENINGS", "มียอดยกมาของบัญชีธนาคารแต่ไม่มีวันตัดยอด เพิ่ม [openings] พร้อม day = … หรือลบยอดยกมาออก",
                "A bank account has an opening balance but there is no cut-off day; add [openings] with its day.",
            )  # fmt: skip
        return
    if not facts.founded <= openings.day <= today:
        raise wrong(
            "BAD_OPENINGS", "วันตัดยอดต้องไม่ก่อนวันก่อตั้งและไม่เกินวันนี้", "The cut-off day is not within the fund's life."
        )
    if min([openings.cash_satang, openings.deferred_satang, *amounts]) < 0:
        raise wrong("BAD_OPENINGS", "ยอดยกมาต้องไม่ติดลบ", "Opening balances are not below zero.")
