"""The savings group's book: its chart, kinds of money of a member, the seal of rows, how much must be saved for a loan."""

import uuid
from collections.abc import Sequence
from typing import NamedTuple

from chumchon.ledger.chart import ChartRow
from chumchon.ledger.rules import digest
from chumchon.thai.errors import Plain, Refused
from chumchon.thai.money import baht

CASH, BANK = "1010", "1020"
HOUSE_LOANS, SAVED, INSURANCE, OWED = "1310", "2110", "2130", "2120"
SHARES, MARGIN, INTEREST, INTEREST_PAID, OVER, SHORT = "3030", "4110", "4120", "5120", "4090", "5290"
GROUP_CHART: tuple[ChartRow, ...] = (
    ChartRow(CASH, "เงินสดในมือ", "Cash in hand", "asset", True),
    ChartRow(BANK, "เงินฝากธนาคาร", "Bank", "asset", True),
    ChartRow(HOUSE_LOANS, "ลูกหนี้สินเชื่อบ้าน", "House loans", "asset"),
    ChartRow(SAVED, "เงินออมสมาชิก", "Members' savings", "liability"),
    ChartRow(OWED, "เจ้าหนี้สินเชื่อสถาบัน", "Loan from the institute", "liability"),
    ChartRow(INSURANCE, "เบี้ยประกันรอนำส่ง", "Insurance to pass on", "liability"),
    ChartRow("3010", "ทุนสะสมของกลุ่ม", "Accumulated capital", "equity"),
    ChartRow("3020", "ยอดยกมา", "Opening balance", "equity"),
    ChartRow(SHARES, "หุ้นสมาชิก", "Members' shares", "equity"),
    ChartRow("4050", "เงินอุดหนุนและอื่น", "Grants and other", "income"),
    ChartRow(OVER, "เงินเกินบัญชี", "Over count", "income"),
    ChartRow(MARGIN, "ส่วนต่างดอกเบี้ยเข้ากองทุนกลุ่ม", "Interest margin of the group", "income"),
    ChartRow(INTEREST, "ดอกเบี้ยรับจากสินเชื่อบ้าน", "Interest on house loans", "income"),
    ChartRow(INTEREST_PAID, "ดอกเบี้ยจ่ายสถาบัน", "Interest to the institute", "expense"),
    ChartRow("5200", "ค่าบริหารจัดการ", "Administration", "expense"),
    ChartRow(SHORT, "เงินขาดบัญชี", "Short count", "expense"),
)
PROJECT_CHART: tuple[ChartRow, ...] = (
    ChartRow(CASH, "เงินสดในมือ", "Cash in hand", "asset", True),
    ChartRow(BANK, "เงินฝากธนาคาร", "Bank", "asset", True),
    ChartRow("3020", "ยอดยกมา", "Opening balance", "equity"),
    ChartRow("4210", "เงินอุดหนุนสาธารณูปโภค", "Subsidy, infrastructure", "income"),
    ChartRow("4220", "เงินอุดหนุนที่อยู่อาศัย", "Subsidy, houses", "income"),
    ChartRow("4230", "เงินสินเชื่อของครัวเรือน", "Households' loans", "income"),
    ChartRow("4240", "เงินสมทบของครัวเรือน", "Households' own money", "income"),
    ChartRow("4250", "เงินท้องถิ่นและภาคี", "Local government and partners", "income"),
    ChartRow("4260", "เงินช่วยเหลือเร่งด่วน", "Urgent aid", "income"),
    ChartRow("5310", "ค่าสาธารณูปโภค", "Infrastructure works", "expense"),
    ChartRow("5320", "ค่าก่อสร้างบ้าน", "House works", "expense"),
    ChartRow("5330", "ค่าออกแบบและบริหาร", "Design and management", "expense"),
    ChartRow("5340", "คืนเงินเหลือ", "Money returned", "expense"),
)


class RowKind(NamedTuple):
    """A kind of money of a saver: its Thai name and the account that it credits."""

    name_th: str
    account: str


ROW_KINDS = {"share": RowKind("ค่าหุ้น", SHARES), "saving": RowKind("เงินออม", SAVED)}


PAYMENT_KINDS = {"insurance": RowKind("นำส่งเบี้ยประกัน", INSURANCE), "admin": RowKind("ค่าบริหารจัดการ", "5200")}


class SealedRow(NamedTuple):
    """A saver's row as the entry's hash covers it."""

    commitment: str
    kind: str
    satang: int


def rows_digest(rows: Sequence[SealedRow]) -> str:
    """Digest of the rows under an entry, in order of their kind and person."""
    return digest([list(r) for r in sorted(rows)])


def check_share(satang: int, share_satang: int) -> Plain | None:
    """Shares are bought whole. Codes: SHARE_PART."""
    if satang % share_satang:
        return Refused("SHARE_PART", f"หุ้นละ {baht(share_satang)} บาท ใส่จำนวนที่หารลงตัว", "Shares are bought whole.")
    return None


def saved_enough(saved_satang: int, loan_satang: int, saved_bp: int) -> Plain | None:
    """Is so much saved as the loan asks for? A tenth at saved_bp 1000 [d]. Codes: SAVE_FIRST."""
    wanted = -(-loan_satang * saved_bp // 10_000)
    if saved_satang >= wanted:
        return None
    return Refused(
        "SAVE_FIRST",
        f"ต้องมีเงินออมและหุ้นอย่างน้อย {baht(wanted)} บาท (มี {baht(saved_satang)} บาท) ออมเพิ่มอีก {baht(wanted - saved_satang)} บาท"
        " หรือขอวงเงินน้อยลง",
        f"{baht(wanted)} baht must be saved first; {baht(saved_satang)} are.",
    )


def entry_key(group: uuid.UUID, what: str) -> uuid.UUID:
    """The idempotency key of something that happens once."""
    return uuid.uuid5(group, what)
