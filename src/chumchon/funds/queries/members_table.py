"""The register as a table for paper and spreadsheets: ทะเบียนสมาชิก."""

from collections.abc import Sequence
from datetime import date

from chumchon.paper.tables import COUNT, MONEY, Column, Report, Table
from chumchon.thai.dates import long_th, short_th

from ..models import Fund
from ..models.member import MEMBER_KINDS
from ..rules.membership import STATUS_TH
from .members import Row

COLUMNS = (
    Column("ลำดับ", COUNT), Column("เลขที่"), Column("ชื่อ นามสกุล", wide=True), Column("ประเภท"), Column("หมู่", COUNT), Column("บ้านเลขที่"),
    Column("วันสมัคร"), Column("สถานะ"), Column("จ่ายถึง หรือค้าง", wide=True), Column("ค้าง (บาท)", MONEY),
)  # fmt: skip
_KINDS = dict(MEMBER_KINDS)


def table(rows: Sequence[Row]) -> Table:
    """The rows with their number, and the arrears of exactly these rows together."""
    cells = [_cells(i, row) for i, row in enumerate(rows, 1)]
    total = ["", "", f"รวม {len(rows):,} คน", "", None, "", "", "", "", sum(r.owed_satang for r in rows)]
    return Table("ทะเบียนสมาชิก", COLUMNS, cells, total)


def _cells(i: int, row: Row) -> list[object]:
    member = row.member
    house = member.person.household.house_no if member.person.household else ""
    return [
        i, member.number, member.person.name, _KINDS[member.kind], member.village.number if member.village else None, house,
        short_th(member.joined_on), STATUS_TH[member.status], row.words if member.status == "active" else "", row.owed_satang or None,
    ]  # fmt: skip


def report(fund: Fund, rows: Sequence[Row], said: str, day: date) -> Report:
    """On A4 with lines to sign. said: the filters in words."""
    area = fund.organisation.subdistrict.label
    lines = [fund.name_th, area, " · ".join(x for x in (f"ข้อมูล ณ วันที่ {long_th(day)}", said) if x)]
    return Report("ทะเบียนสมาชิก", lines, [table(rows)], signers=[("", "นายทะเบียน"), ("", "ประธานกองทุน")])
