"""A file as rows: what it is by its content, opened where it can do no harm, the register found in it."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ...rules.importing.cells import Cell
from ...rules.importing.headers import Guess
from ...rules.importing.sheet import Table, read_header
from . import delimited, packed
from .refusals import refusal

MOST_FILE_BYTES = 30_000_000
MOST_PEOPLE = 100_000  # rows below the header
WALL_SECONDS = 90
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOF = b"\x09\x08\x10\x00\x00\x06\x05\x00"  # of BIFF8: length 16, version 6, a workbook's globals
_FILEPASS = 0x002F
_CHILD = "chumchon.funds.queries.importing.child"
Rows = list[list[Cell]]
Find = Callable[[str, Rows], Table | None]
"""Where the header stands in a sheet of that name, or None."""


@dataclass(frozen=True)
class Book:
    """A file that was read: its sheets by name with their visibility, the chosen table and all rows of its sheet."""

    kind: str
    sheets: tuple[tuple[str, bool], ...]
    table: Table
    rows: Rows = field(repr=False)
    uncomputed: int = 0  # formula cells without a stored result

    def body(self) -> list[tuple[int, list[Cell]]]:
        """Rows below the header with their number in the file, from 1."""
        start = self.table.first_row
        return [(start + i + 1, row) for i, row in enumerate(self.rows[start:])]


def read_book(data: bytes, sheet: str = "", find: Find = read_header) -> Book:
    """Read a file; without a sheet's name the one that looks most like what `find` looks for (a register) is taken.

    Errors: those of refusals.py; nothing of the file is kept or run.
    """
    if not data:
        raise refusal("EMPTY_FILE")
    if len(data) > MOST_FILE_BYTES:
        raise refusal("FILE_TOO_BIG")
    if data.startswith(b"PK"):
        kind, uncomputed = packed.inspect(data)
        return _workbook(data, kind, sheet, uncomputed, find)
    if data.startswith(_OLE):
        _look_into_ole(data)
        return _workbook(data, "xls", sheet, 0, find)
    if data.startswith((b"%PDF", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")):
        raise refusal("NOT_A_BOOK")
    said = list(delimited.rows(data))
    if not any(cell.strip() for row in said for cell in row):
        raise refusal("EMPTY_SHEET")
    rows: Rows = [list(row) for row in said]
    return Book("csv", (("", True),), _table("", rows, find), rows)


def _look_into_ole(data: bytes) -> None:
    """The old container of Office: names of its parts stand in it as UTF-16."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage") or _locked_xls(data):
        raise refusal("ENCRYPTED")
    if holds("_VBA_PROJECT"):
        raise refusal("HAS_MACROS")
    if not (holds("Workbook") or holds("Book")):
        raise refusal("NOT_A_BOOK")


def _locked_xls(data: bytes) -> bool:
    """Is an old workbook under a password? Its stream begins, at the start of a sector, with BOF of the workbook, and the
    record FILEPASS stands among the first that follow; everything behind it is cipher."""
    start = data.find(_BOF)
    while start >= 0:
        at = start
        for _ in range(6 if start % 64 == 0 else 0):
            kind, length = int.from_bytes(data[at : at + 2], "little"), int.from_bytes(data[at + 2 : at + 4], "little")
            if kind == _FILEPASS:
                return True
            at += 4 + length
        start = data.find(_BOF, start + 1)
    return False


def _workbook(data: bytes, kind: str, sheet: str, uncomputed: int, find: Find) -> Book:
    names, read = _ask(data, sheet)
    if sheet and sheet not in dict(names):
        raise refusal("NO_SHEET")
    if not any(read.values()):
        raise refusal("EMPTY_SHEET")
    if not sheet:
        sheet = _choose(names, read, find)
        if len(names) > 1:
            names, read = _ask(data, sheet)
    rows = read.get(sheet, [])
    if not rows:
        raise refusal("EMPTY_SHEET")
    return Book(kind, names, _table(sheet, rows, find), rows, uncomputed)


def _table(sheet: str, rows: Rows, find: Find) -> Table:
    table = find(sheet, rows)
    if table is None:
        raise refusal("NO_HEADER")
    if len(rows) - table.first_row > MOST_PEOPLE and sum(map(any, rows)) - table.first_row > MOST_PEOPLE:
        raise refusal("TOO_MANY_ROWS")
    return table


def _choose(names: Sequence[tuple[str, bool]], read: dict[str, Rows], find: Find) -> str:
    """The sheet that looks most like a register; a hidden one only where no other does, the first of equals."""
    tables = {name: find(name, read.get(name, [])) for name, _ in names}
    nothing = Table("", (), Guess({}, 0), 0)
    best = max(names, key=lambda n: ((tables[n[0]] or nothing).score[0], n[1], (tables[n[0]] or nothing).score))
    if tables[best[0]] is None:
        raise refusal("NO_HEADER")
    return best[0]


def _ask(data: bytes, sheet: str) -> tuple[tuple[tuple[str, bool], ...], dict[str, Rows]]:
    """Let the child open the workbook. It may die of its limits; then the file is too heavy."""
    order = json.dumps({"sheet": sheet}).encode() + b"\n"
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no words of anybody else
            [sys.executable, "-m", _CHILD], input=order + data, capture_output=True, timeout=WALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise refusal("TOO_HEAVY") from None
    names: tuple[tuple[str, bool], ...] = ()
    read: dict[str, Rows] = {}
    rows: Rows = []
    for line in done.stdout.splitlines():
        said = json.loads(line)
        if isinstance(said, list):
            rows.append([_cell(c) for c in said])
        elif "blank" in said:
            rows.extend([] for _ in range(min(said["blank"], 200_000)))
        elif "sheets" in said:
            names = tuple((name, visible) for name, visible in said["sheets"])
        elif "sheet" in said:
            rows = read.setdefault(said["sheet"], [])
        elif "error" in said:
            raise refusal(said["error"])
    if done.returncode != 0:
        raise refusal("TOO_HEAVY")
    return names, read


def _cell(cell: Any) -> Cell:
    return date.fromisoformat(cell["d"]) if isinstance(cell, dict) else cell
