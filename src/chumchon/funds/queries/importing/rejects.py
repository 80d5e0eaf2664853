"""The rows that did not come in as a workbook: mended there, it is imported as it is."""

from collections.abc import Iterable, Sequence
from datetime import date

from chumchon.paper import workbook
from chumchon.thai.citizen import normalise

from ...rules.importing.cells import Cell, clean
from ...rules.importing.headers import FIELDS

TO_MEND = "สิ่งที่ต้องแก้"


def cell_for_sheet(cell: Cell, field: str | None) -> object:
    """A cell that reads the same when it comes back: days in B.E., ids as text."""
    if isinstance(cell, date):
        be = cell.year if cell.year >= 2400 else cell.year + 543
        return f"{cell.day}/{cell.month}/{be}"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if field == "citizen_id" and isinstance(cell, int):
        return normalise(cell) or str(cell)
    return cell if isinstance(cell, (int, float)) and not isinstance(cell, bool) else clean(cell)


def rejects_workbook(
    headers: Sequence[str],
    mapping: dict[str, int],
    rows: Iterable[tuple[int, Sequence[Cell], Sequence[tuple[str, str]]]],
) -> bytes:
    """The .xlsx of rows (row number, cells, [(field, sentence)]); the first column says what to mend. It has no title, so
    that it is imported like any book: the column TO_MEND is one that we leave alone."""
    fields = {column: field for field, column in mapping.items()}

    def lines() -> Iterable[list[object]]:
        for number, cells, faults in rows:
            said = " · ".join(f"{FIELDS.get(field, '')}: {th}" if field in FIELDS else th for field, th in faults)
            padded = [*cells, *[None] * (len(headers) - len(cells))][: len(headers)]
            yield [f"แถว {number} {said}", *(cell_for_sheet(c, fields.get(i)) for i, c in enumerate(padded))]

    widths = [48, *(max(12, min(30, len(h) + 6)) for h in headers)]
    return workbook.make([workbook.Sheet("ต้องแก้", [TO_MEND, *headers], lines(), widths=widths)])
