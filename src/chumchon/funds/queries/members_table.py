"""The register as a table for paper and spreadsheets: ทะเบียนสมาชิก."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from chumchon.paper.tables import COUNT, MONEY, Column, Report, Table
from chumchon.paper.typeset import typeset
from chumchon.thai.dates import long_th, short_th

from ..models import Fund
from ..models.member import MEMBER_KINDS
from .members import Row

PAPER = Path(__file__).parent.parent / "papers" / "members.typ"
COLUMNS = (
    Column("ลำดับ", COUNT), Column("เลขที่"), Column("ชื่อ นามสกุล", wide=True), Column("ประเภท"), Column("หมู่", COUNT),
    Column("บ้านเลขที่"), Column("วันสมัคร"), Column("สถานะ"), Column("ค้าง (บาท)", MONEY),
)  # fmt: skip
_KINDS = dict(MEMBER_KINDS)


def table(rows: Sequence[Row]) -> Table:
    """The rows with their number, and the arrears of exactly these rows together."""
    cells = [_cells(i, row) for i, row in enumerate(rows, 1)]
    total = ["", "", f"รวม {len(rows):,} คน", "", "", "", "", "", sum(r.owed_satang for r in rows)]
    return Table("ทะเบียนสมาชิก", COLUMNS, cells, total)


def _cells(i: int, row: Row) -> list[object]:
    member = row.member
    house = member.person.household.house_no if member.person.household else ""
    return [
        i, member.number, member.person.name, _KINDS[member.kind], member.village.number if member.village else None,
        house, short_th(member.joined_on), row.words, row.owed_satang or None,
    ]  # fmt: skip


def report(fund: Fund, rows: Sequence[Row], said: str, day: date) -> Report:
    """For a workbook. said: the filters in words."""
    lines = [fund.name_th, fund.organisation.subdistrict.label, _said(said, day)]
    return Report("ทะเบียนสมาชิก", lines, [table(rows)])


def paper(fund: Fund, rows: Sequence[Row], said: str, day: date) -> bytes:
    """The PDF, on A4 across, with lines to sign. said: the filters in words."""
    made = table(rows)
    total = ["" if cell == "–" else cell for cell in made.said_total()]
    return typeset(
        PAPER,
        {
            "fund": fund.name_th, "place": fund.organisation.subdistrict.label, "said": _said(said, day),
            "head": [c.head for c in COLUMNS], "rows": made.said(), "total": total,
        },
    )  # fmt: skip


def _said(said: str, day: date) -> str:
    return " · ".join(x for x in (f"ข้อมูล ณ วันที่ {long_th(day)}", said) if x)
