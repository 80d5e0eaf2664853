"""Workbooks that people open in a spreadsheet: a title, a head, rows, a total; text never runs as a formula."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEAD = PatternFill("solid", fgColor="DCEBE8")


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows of text and numbers (money as baht, float with two places); `total` stands last, in bold."""

    name: str
    head: Sequence[str]
    rows: Iterable[Sequence[object]]
    title: str = ""
    total: Sequence[object] = ()
    widths: Sequence[int] = ()
    notes: Sequence[str] = field(default_factory=tuple)


def make(sheets: Sequence[Sheet]) -> bytes:
    """The .xlsx of the sheets; rows may be a generator (they are streamed)."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _write(book, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(book: Workbook, sheet: Sheet) -> None:
    page = book.create_sheet(sheet.name[:31])
    for i, width in enumerate(sheet.widths, 1):
        page.column_dimensions[get_column_letter(i)].width = width
    page.sheet_view.showGridLines = False
    if sheet.title:
        page.append([_cell(page, sheet.title, bold=True, size=14)])
        page.append([])
    page.append([_cell(page, text, bold=True, fill=True) for text in sheet.head])
    page.freeze_panes = f"A{4 if sheet.title else 2}"
    for row in sheet.rows:
        page.append([_cell(page, value) for value in row])
    if sheet.total:
        page.append([_cell(page, value, bold=True) for value in sheet.total])
    for note in sheet.notes:
        page.append([_cell(page, note)])


def _cell(page: object, value: object, bold: bool = False, size: int = 11, fill: bool = False) -> WriteOnlyCell:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    cell = WriteOnlyCell(page, value=value if number or value is None else str(value))
    if not number and value is not None:
        cell.data_type = "s"  # "=SUM(…)" typed by somebody stays text
    cell.font = Font(name="Leelawadee UI", bold=bold, size=size)
    if isinstance(value, float):
        cell.number_format = "#,##0.00"
    if fill:
        cell.fill, cell.alignment = _HEAD, Alignment(wrap_text=True, vertical="center")
    return cell
