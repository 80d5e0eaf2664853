"""Small made-up books, good and hostile, made in code. Citizen ids carry office 9999."""

import io
import random
import zipfile
from datetime import date

import openpyxl

from chumchon.thai import citizen

HEADERS = ["เลขสมาชิก", "ชื่อ-สกุล", "เลขประจำตัวประชาชน", "วันเกิด", "บ้านเลขที่", "หมู่ที่", "วันที่สมัคร", "ชำระถึง", "ยอดสะสม"]


def ids(seed: int = 1):
    """An endless row of made-up ids, each only once."""
    rng, seen = random.Random(seed), set()
    while True:
        made = citizen.synthetic(rng)
        if made not in seen:
            seen.add(made)
            yield made


def person(number: int, citizen_id: object, **changed: object) -> list[object]:
    """A right row under HEADERS; changed: cells by header."""
    row = {
        "เลขสมาชิก": f"{number:04d}", "ชื่อ-สกุล": f"นางสมศรี ใจดี{number}", "เลขประจำตัวประชาชน": citizen_id, "วันเกิด": "5/1/2510",
        "บ้านเลขที่": f"{number}/1", "หมู่ที่": number % 7 + 1, "วันที่สมัคร": "1 ม.ค. 60", "ชำระถึง": "30/9/2569", "ยอดสะสม": 365,
    }  # fmt: skip
    return list({**row, **changed}.values())


def people(count: int, seed: int = 1) -> list[list[object]]:
    """Right rows."""
    source = ids(seed)
    return [person(n, next(source)) for n in range(1, count + 1)]


def xlsx(*sheets: list[list[object]], names: tuple[str, ...] = ()) -> bytes:
    """A workbook of sheets of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for index, rows in enumerate(sheets):
        page = book.create_sheet(names[index] if names else f"แผ่น{index + 1}")
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_text(rows: list[list[object]], sign: str = ",") -> str:
    """Rows as text, quoted where needed."""
    return "".join(sign.join(_quoted(c, sign) for c in row) + "\r\n" for row in rows)


def _quoted(cell: object, sign: str) -> str:
    text = f"{cell.day}/{cell.month}/{cell.year + 543}" if isinstance(cell, date) else str(cell)
    return f'"{text}"' if sign in text else text


def with_members(data: bytes, extra: dict[str, bytes]) -> bytes:
    """The zip with more members in it, or some replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in extra:
                new.writestr(name, old.read(name))
        for name, content in extra.items():
            new.writestr(name, content)
    return out.getvalue()


def sheet_xml(cells: str) -> bytes:
    """A worksheet's XML with these rows."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'.encode()
