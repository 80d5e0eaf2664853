"""An import as a page shows it: example cells beside each column, and what is wrong beside the cell it is in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from chumchon.thai.citizen import mask, normalise
from chumchon.thai.dates import short_th

from ...models import ImportBatch
from ...rules.importing.cells import Cell, clean
from ...rules.importing.headers import FIELDS
from ...rules.importing.rows import Judged
from ...rules.importing.sheet import is_member_row
from ...rules.importing.words import FAULTS, NOTES, WARNINGS
from .reading import Book
from .sealed import open_cells

MOST_SHOWN = 100
EXAMPLES = 3
_WARNED_FIELD = {
    "NO_CITIZEN_ID": "citizen_id", "NO_BIRTH_DATE": "birth", "UNKNOWN_VILLAGE": "village", "NO_JOIN_DAY": "joined",
    "PAID_UNTIL_UNREAD": "paid_until", "NUMBER_TOO_LONG": "number",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column of the book: its place from 0, header, what stands in it, and the field it is taken for ("" none)."""

    index: int
    header: str
    examples: list[str]
    field: str


@dataclass(frozen=True)
class Wrong:
    """A cell with what is wrong: the field's name, the cell as the file has it ("" empty), and the sentence."""

    field: str
    cell: str
    th: str


@dataclass(frozen=True)
class ShownRow:
    """A row of the file that a person should look at."""

    row_number: int
    who: str
    wrong: list[Wrong]


@dataclass(frozen=True)
class Filled:
    """A member of whom the file knows more: the row, who, and [(field in Thai, what is filled)]; an id is masked."""

    row_number: int
    who: str
    fields: list[tuple[str, str]]


@dataclass(frozen=True)
class Count:
    """How many rows have this; kind: fault, warning or note."""

    th: str
    rows: int
    kind: str


def columns(book: Book, mapping: dict[str, int]) -> list[Column]:
    """Every column that has a header or a cell, with its first examples."""
    fields = {column: field for field, column in mapping.items()}
    people = [row for _, row in book.body() if row and is_member_row(row, mapping, book.table.headers)][:60]
    sample = people or [row for _, row in book.body()[:60]]
    shown = []
    for index, header in enumerate(book.table.headers):
        said = [_shown(row[index], fields.get(index, "")) for row in sample if index < len(row) and clean(row[index])]
        examples = list(dict.fromkeys(said))[:EXAMPLES]
        if header or examples:
            shown.append(Column(index, header, examples, fields.get(index, "")))
    return shown


def _shown(cell: Cell, field: str) -> str:
    """A right citizen id is shown masked; a wrong one must be seen to be mended."""
    citizen_id = normalise(cell) if field in ("citizen_id", "") and cell not in (None, "") else None
    if citizen_id:
        return mask(citizen_id)
    said = clean(cell)
    if hasattr(cell, "isoformat"):
        day = cell  # a day cell, as people read it
        said = f"{day.day}/{day.month}/{day.year + (0 if day.year >= 2400 else 543)}"  # type: ignore[union-attr]
    return said if len(said) <= 60 else said[:57] + "…"


def draft_rows(book: Book, mapping: dict[str, int], judged: Iterable[Judged]) -> tuple[list[ShownRow], list[ShownRow]]:
    """Rows to mend and rows that come in with something missing, at most MOST_SHOWN of each."""
    mend: list[ShownRow] = []
    warned: list[ShownRow] = []
    for row in judged:
        into = mend if row.faults else warned
        if row.already or len(into) >= MOST_SHOWN or not (row.faults or row.warnings or row.notes):
            continue
        faults = [(f.field, f.th) for f in row.faults]
        into.append(_row(row.row_number, book.rows[row.row_number - 1], mapping, faults, row.warnings + row.notes))
    return mend, warned


def fill_rows(judged: Iterable[Judged]) -> list[Filled]:
    """What would be filled where the register is empty, at most MOST_SHOWN rows."""
    rows = (j for j in judged if j.fill)
    return [_filled(row) for row in islice(rows, MOST_SHOWN)]


def _filled(row: Judged) -> Filled:
    facts = row.facts
    said = {
        "citizen_id": mask(facts.citizen_id) if facts.citizen_id else "", "phone": facts.phone, "village": str(facts.village),
        "birth": short_th(facts.birth_day) if facts.birth_day else "", "house": facts.house_no, "beneficiary": facts.beneficiary,
    }  # fmt: skip
    if facts.birth_day and facts.birth_precision == "year":
        said["birth"] = f"ปี {facts.birth_day.year + 543}"
    who = f"{facts.number} {facts.prefix}{facts.first_name} {facts.surname}".strip()
    return Filled(row.row_number, who, [(FIELDS[f], said[f]) for f in row.fill.fields] if row.fill else [])


def kept_rows(batch: ImportBatch) -> tuple[list[ShownRow], list[ShownRow]]:
    """The same for an import that was done, out of the rows that were kept."""
    mend: list[ShownRow] = []
    warned: list[ShownRow] = []
    for kept in batch.rows.order_by("row_number")[: MOST_SHOWN * 20]:
        into = mend if kept.faults else warned
        if len(into) < MOST_SHOWN:
            cells = open_cells(kept.cells, batch.id, kept.row_number)
            faults = [(f["field"], f["th"]) for f in kept.faults]
            into.append(_row(kept.row_number, cells, batch.mapping, faults, kept.warnings))
    return mend, warned


def _row(
    number: int, cells: Sequence[Cell], mapping: dict[str, int], faults: list[tuple[str, str]], warnings: Sequence[str]
) -> ShownRow:
    def cell(field: str) -> Cell:
        column = mapping.get(field, -1)
        return cells[column] if 0 <= column < len(cells) else None

    if not faults:
        faults = [(_WARNED_FIELD[code], {**WARNINGS, **NOTES}[code]) for code in warnings]
    who = " ".join(clean(cell(f)) for f in ("prefix", "name", "first", "surname") if clean(cell(f)))
    wrong = [Wrong(FIELDS[field], _shown(cell(field), field), th) for field, th in faults]
    return ShownRow(number, who, wrong)


def counts(report: dict[str, Any]) -> list[Count]:
    """What was found, in words, faults first."""
    shown = [Count(FAULTS[code], n, "fault") for code, n in report.get("to_mend", {}).items()]
    shown += [Count(WARNINGS[code], n, "warning") for code, n in report.get("by_code", {}).items() if code in WARNINGS]
    return shown + [Count(NOTES[code], n, "note") for code, n in report.get("notes", {}).items()]
