"""A report told once: tables of text, numbers and money that become a page, a PDF, a workbook and a CSV with the same sums."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chumchon.thai.money import baht, baht_plain

from .typeset import qr_svg, typeset
from .workbook import Sheet, make

SOURCE = Path(__file__).parent / "report.typ"
TEXT, COUNT, MONEY = "text", "count", "money"


@dataclass(frozen=True)
class Column:
    """A column: its head and what stands in it. MONEY is satang, COUNT a whole number, TEXT anything said as text.

    wide columns share the room that the others leave; where none is wide the first column of text is.
    """

    head: str
    kind: str = TEXT
    wide: bool = False

    @property
    def right(self) -> bool:
        """Numbers stand on the right."""
        return self.kind != TEXT

    def say(self, value: object) -> str:
        """The cell as people read it; nothing is a dash in a column of numbers and empty in one of text."""
        if value is None or value == "":
            return "–" if self.right else ""
        if self.kind == MONEY and isinstance(value, int):
            return baht(value)
        if self.kind == COUNT and isinstance(value, int):
            return f"{value:,}"
        return str(value)

    def cell(self, value: object) -> object:
        """The cell as a workbook keeps it: money in baht."""
        return value / 100 if self.kind == MONEY and isinstance(value, int) else value


@dataclass(frozen=True)
class Cell:
    """A cell of a page; text that is not `wide` stays on one line."""

    words: str
    right: bool
    wide: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under columns, with a total that is the sum of exactly these rows (or none).

    half: small enough to share the width of a sheet with the half table that follows it.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    total: Sequence[object] = ()
    note: str = ""
    half: bool = False

    def said(self) -> list[list[str]]:
        """The rows in words."""
        return [self._say(row) for row in self.rows]

    def said_total(self) -> list[str]:
        """The total in words."""
        return self._say(self.total)

    def marked(self) -> list[list["Cell"]]:
        """The rows for a page: words, and whether they stand on the right."""
        return [self._mark(row) for row in self.rows]

    def marked_total(self) -> list["Cell"]:
        """The total for a page."""
        return self._mark(self.total)

    def _mark(self, row: Sequence[object]) -> list["Cell"]:
        return [
            Cell(words, column.right, column.wide) for column, words in zip(self.columns, self._say(row), strict=True)
        ]

    def _say(self, row: Sequence[object]) -> list[str]:
        return [column.say(value) for column, value in zip(self.columns, row, strict=True)] if row else []

    def cells(self) -> Iterator[list[object]]:
        """The rows for a workbook."""
        return (self._cells(row) for row in self.rows)

    def _cells(self, row: Sequence[object]) -> list[object]:
        return [column.cell(value) for column, value in zip(self.columns, row, strict=True)]


def summed(
    title: str, columns: Sequence[Column], rows: Sequence[Sequence[object]], words: str = "รวม", note: str = "",
    half: bool = False,
) -> Table:  # fmt: skip
    """A table whose last row is the sum of its numbers."""
    total: list[object] = [words]
    for i, column in enumerate(columns[1:], 1):
        numbers = [row[i] for row in rows]
        total.append(sum(n for n in numbers if isinstance(n, int)) if column.right else "")
    return Table(title, columns, rows, total, note, half)


@dataclass(frozen=True)
class Report:
    """A report: a title, lines under it (whose, when), tables, notes, who signs (name, position), and an address to check it."""

    title: str
    lines: Sequence[str]
    tables: Sequence[Table]
    notes: Sequence[str] = field(default_factory=tuple)
    signers: Sequence[tuple[str, str]] = field(default_factory=tuple)
    check: str = ""
    check_words: str = ""

    def pdf(self, foot: str = "") -> bytes:
        """On A4; heads of tables stand on every sheet."""
        data = {
            "title": self.title, "lines": list(self.lines), "notes": list(self.notes), "foot": foot,
            "tables": [_paper(table) for table in self.tables], "signers": [list(s) for s in self.signers],
            "qr": qr_svg(self.check).decode() if self.check else "", "check_words": self.check_words,
        }  # fmt: skip
        return typeset(SOURCE, data)

    def xlsx(self) -> bytes:
        """A sheet for each table."""
        return make([_sheet(table, self) for table in self.tables])

    def csv_rows(self) -> Iterator[list[object]]:
        """Every table one below the other; money in baht without commas, so that a program reads it."""
        for table in self.tables:
            yield [table.title]
            yield [column.head for column in table.columns]
            for row in [*table.rows, *([table.total] if table.total else [])]:
                yield [_plain(column, value) for column, value in zip(table.columns, row, strict=True)]
            yield []


def _plain(column: Column, value: object) -> object:
    if value is None:
        return ""
    return baht_plain(value) if column.kind == MONEY and isinstance(value, int) else value


def _paper(table: Table) -> dict[str, object]:
    wide = [c.wide for c in table.columns]
    if not any(wide):
        wide[next((i for i, c in enumerate(table.columns) if not c.right), 0)] = True
    return {
        "title": table.title, "head": [c.head for c in table.columns], "rows": table.said(), "total": table.said_total(),
        "right": [c.right for c in table.columns], "wide": wide, "note": table.note, "half": table.half,
    }  # fmt: skip


def _sheet(table: Table, report: Report) -> Sheet:
    widths = [
        max(12, min(44, len(c.head) + 4)) if c.right else 34 if c.wide or i == 0 else 16
        for i, c in enumerate(table.columns)
    ]
    total = [c.cell(v) for c, v in zip(table.columns, table.total, strict=True)] if table.total else ()
    title = " · ".join([report.title, *report.lines[:2], table.title])
    notes = (table.note,) if table.note else ()
    return Sheet(table.title, [c.head for c in table.columns], table.cells(), title, total, widths, notes)
