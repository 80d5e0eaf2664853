"""ใบสรุปประจำเดือน: one sheet for the village's board, with the head of the book so that anybody may check it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chumchon.paper.tables import COUNT, MONEY, Column, Report, Table, summed
from chumchon.thai.dates import MONTHS, long_th

from .reports import Balance, Place, members_table
from .reports_members import History


@dataclass(frozen=True)
class Moved:
    """A kind of receipt or payment with its satang."""

    name_th: str
    satang: int


@dataclass(frozen=True)
class Collected:
    """What a collector handed in over the month: closed sheets and the cash counted, satang."""

    name: str
    sheets: int
    satang: int


@dataclass(frozen=True)
class MonthFacts:
    """What the sheet is made of. Days are C.E., both included; head_number and code are the book's newest entry."""

    place: Place
    since: date
    until: date
    balances: Sequence[Balance]
    receipts: Sequence[Moved]
    payments: Sequence[Moved]
    histories: Sequence[History]
    collected: Sequence[Collected]
    signers: Sequence[tuple[str, str]]
    head_number: int
    code: str
    check: str


def _cash(balances: Sequence[Balance]) -> Table:
    columns = [Column("เงินสดและธนาคาร"), Column("ยอดยกมา (บาท)", MONEY), Column("คงเหลือ (บาท)", MONEY)]
    rows = [(b.name_th, b.opening_satang, b.closing_satang) for b in balances]
    return summed("ยอดยกมาและคงเหลือ", columns, rows, note="ยอดยกมา + รับเงิน - จ่ายเงิน = คงเหลือ")


def _sums(title: str, rows: Sequence[Moved]) -> Table:
    return summed(title, [Column("รายการ"), Column("บาท", MONEY)], [(r.name_th, r.satang) for r in rows], half=True)


def month_sheet(facts: MonthFacts) -> Report:
    """The sheet: opening, received, paid, closing, members by village, who collected. No member's name stands on it."""
    collected = summed(
        "ผู้เก็บเงิน", [Column("ผู้เก็บเงิน"), Column("ใบเก็บเงิน", COUNT), Column("เงินที่นับได้ (บาท)", MONEY)],
        [(c.name, c.sheets, c.satang) for c in facts.collected],
    )  # fmt: skip
    tables = [
        _cash(facts.balances), _sums("รับเงิน", facts.receipts), _sums("จ่ายเงิน", facts.payments),
        members_table("สมาชิก", facts.place, facts.histories, facts.since, facts.until), collected,
    ]  # fmt: skip
    title = f"ใบสรุปประจำเดือน{MONTHS[facts.since.month - 1]} พ.ศ. {facts.since.year + 543}"
    lines = [facts.place.fund_name, facts.place.area, f"{long_th(facts.since)} ถึง {long_th(facts.until)}"]
    words = f"รหัสตรวจสมุด {facts.code} ที่รายการเลขที่ {facts.head_number}" if facts.code else ""
    return Report(title, lines, tables, (), facts.signers, facts.check, words)
