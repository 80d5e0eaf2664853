"""A process of its own that opens somebody's workbook, with little memory and time; run by reading.py, never imported.

Standard input: one line of JSON {"kind", "sheet"}, then the file's bytes. Standard output: lines of JSON, first
{"sheets": [[name, visible], …]}, then for each sheet that is read {"sheet": name} and its rows as lists: all rows of
the sheet that was named or of the only one, else the first of each.
A day is {"d": "2026-11-24"}. An error ends it: {"error": CODE}.
"""

import gc
import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

MEMORY = 400 * 1024 * 1024
CPU_SECONDS = 30
ANSWER = 80_000_000  # letters of the answer
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 100_060, 300, 5_000
MOST_SHEETS = 60
MOST_BLANK = 1_048_576  # rows of the tallest sheet there is
PEEK = 240  # rows of each sheet that are shown to choose among them


def plain(cell: Any) -> Any:
    """A cell for JSON."""
    if type(cell) is float or (type(cell) is str and len(cell) <= LONGEST_CELL):
        return cell
    if isinstance(cell, datetime):
        return {"d": cell.date().isoformat()}
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    return cell[:LONGEST_CELL] if isinstance(cell, str) else cell


class Stop(Exception):
    """Reading ends here with a code."""


told = 0


def tell(thing: Any) -> None:
    """One line. Errors: Stop where the answer grows past ANSWER bytes."""
    global told
    line = json.dumps(thing, ensure_ascii=False, separators=(",", ":"))
    told += len(line)
    if told > ANSWER:
        raise Stop("TOO_HEAVY")
    sys.stdout.write(line + "\n")


def width_of(row: list[Any]) -> int:
    """Cells up to the last that is not empty."""
    width = len(row)
    while width and row[width - 1] in ("", None):
        width -= 1
    return width


def send(book: Any, name: str, most: int) -> None:
    """The rows of a sheet from its first row on; {"blank": n} stands for n blank rows, so that numbers are the file's."""
    sheet = book.get_sheet_by_name(name)
    tell({"sheet": name})
    if sheet.start is None:
        return
    left = [""] * min(sheet.start[1], MOST_COLUMNS + 1)
    blank = sent = 0
    for cells in sheet.iter_rows():
        width = width_of(cells)
        if not width:
            blank += 1
            if blank > MOST_BLANK:
                raise Stop("TOO_MANY_ROWS")
            continue
        if sent >= most:
            return
        if width + len(left) > MOST_COLUMNS:
            raise Stop("TOO_MANY_COLUMNS")
        if sent >= MOST_ROWS:
            raise Stop("TOO_MANY_ROWS")
        if blank:
            tell({"blank": blank})
        sent, blank = sent + 1, 0
        tell(left + [plain(c) for c in cells[:width]])


def main() -> None:
    """Read the order, then the file, then answer."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import python_calamine

    gc.disable()  # rows come and go; there are no cycles
    order = json.loads(sys.stdin.buffer.readline())
    try:
        book = python_calamine.load_workbook(BytesIO(sys.stdin.buffer.read()))
        sheets = [
            (m.name, m.visible == python_calamine.SheetVisibleEnum.Visible)
            for m in book.sheets_metadata
            if m.typ == python_calamine.SheetTypeEnum.WorkSheet
        ][:MOST_SHEETS]
        tell({"sheets": sheets})
        for name in [order["sheet"]] if order["sheet"] else [n for n, _ in sheets]:
            send(book, name, MOST_ROWS + 1 if order["sheet"] or len(sheets) == 1 else PEEK)
    except Stop as stop:
        print(json.dumps({"error": str(stop)}))
    except python_calamine.PasswordError:
        print('{"error":"ENCRYPTED"}')
    except python_calamine.WorksheetNotFound:
        print('{"error":"NO_SHEET"}')
    except MemoryError:
        print('{"error":"TOO_HEAVY"}')
    except BaseException:  # also a panic of the reader, which is no Exception
        print('{"error":"BROKEN_FILE"}')


if __name__ == "__main__":
    main()
