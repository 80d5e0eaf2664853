"""Files as people send them, and files that mean harm: a clear answer each, little memory, nothing run."""

import io
import os
import zipfile

import pytest

from chumchon.funds.queries.importing import packed
from chumchon.funds.queries.importing.reading import read_book
from chumchon.thai.errors import BadInput
from tests.funds.importing_books import HEADERS, csv_text, people, sheet_xml, with_members, xlsx

ROWS = [HEADERS, *people(20)]


def refused(data: bytes, sheet: str = "") -> str:
    """The code of the refusal; it carries a Thai sentence."""
    with pytest.raises(BadInput) as error:
        read_book(data, sheet)
    assert any("ก" <= c <= "๙" for c in error.value.th)
    return error.value.code


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp874"])
def test_a_text_file_is_read_in_every_encoding_and_with_every_sign(encoding, sign):
    book = read_book(csv_text(ROWS, sign).encode(encoding))
    assert len(book.body()) == 20
    assert book.body()[0][1][:2] == ["0001", "นางสมศรี ใจดี1"]


def test_the_file_is_known_by_its_content_and_its_rows_keep_their_numbers():
    book = read_book(xlsx([["ทะเบียนสมาชิก"], [], [], *ROWS]))
    assert (book.kind, book.table.first_row, book.body()[0][0]) == ("xlsx", 4, 5)


def test_the_sheet_that_looks_like_a_register_is_taken_and_another_may_be_named():
    data = xlsx(
        [["รายการ", "จำนวนเงิน"], ["เงินสด", 5]],
        [["เลขสมาชิก", "ชื่อ-สกุล"], ["1", "นางสม ใจดี"]],
        ROWS,
        names=("ยอด", "เก็บเงิน", "ทะเบียน"),
    )
    assert read_book(data).table.sheet == "ทะเบียน"
    assert read_book(data, "เก็บเงิน").table.sheet == "เก็บเงิน"
    assert refused(data, "ไม่มีแผ่นนี้") == "NO_SHEET"


def test_a_formula_gives_its_stored_result_and_one_without_is_told():
    rows = [HEADERS, ["0001", "นางสม ใจดี", "", "5/1/2510", "1", 1, "1/1/2560", "", "=300+65"]]
    assert read_book(xlsx(rows)).uncomputed == 1
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>ชื่อ-สกุล</t></is></c><c r="B1" t="inlineStr"><is><t>ยอดสะสม</t></is></c></row>'
    cells += (
        '<row r="2"><c r="A2" t="inlineStr"><is><t>นางสม ใจดี</t></is></c><c r="B2"><f>300+65</f><v>365</v></c></row>'
    )
    book = read_book(with_members(xlsx(rows), {"xl/worksheets/sheet1.xml": sheet_xml(cells)}))
    assert (book.uncomputed, book.body()[0][1][1]) == (0, 365.0)


GOOD = xlsx(ROWS)


def _lying_bomb() -> bytes:
    """A member of 400 MB whose header says a thousand bytes."""
    data = bytearray(with_members(GOOD, {"xl/worksheets/sheet1.xml": b" " * 40_000_000}))
    said = (40_000_000).to_bytes(4, "little")
    while (at := data.find(said)) >= 0:
        data[at : at + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


def _many_members() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for number in range(packed.MOST_MEMBERS + 1):
            made.writestr(f"xl/{number}", "")
    return out.getvalue()


def _word() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.xml", "x")
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000
HOSTILE = {
    "nothing": (b"", "EMPTY_FILE"),
    "blank": (b" \r\n \r\n", "EMPTY_SHEET"),
    "empty sheet": (xlsx([[]]), "EMPTY_SHEET"),
    "no header": (xlsx([[1, 2], [3, 4]]), "NO_HEADER"),
    "cut in half": (GOOD[: len(GOOD) // 2], "BROKEN_FILE"),
    "without its end": (GOOD[:-30], "BROKEN_FILE"),
    "a byte turned": (GOOD[:600] + b"\xff" * 40 + GOOD[640:], "BROKEN_FILE"),
    "macros": (with_members(GOOD, {"xl/vbaProject.bin": b"x"}), "HAS_MACROS"),
    "many members": (_many_members(), "ZIP_BOMB"),
    "zip bomb": (with_members(GOOD, {"xl/worksheets/sheet1.xml": b" " * 40_000_000}), "ZIP_BOMB"),
    "zip bomb that lies": (_lying_bomb(), "BROKEN_FILE"),
    "entities": (with_members(GOOD, {"xl/worksheets/sheet1.xml": b'<!DOCTYPE a [<!ENTITY x "y">]><worksheet/>'}), "BROKEN_FILE"),
    "a letter": (_word(), "NOT_A_BOOK"),
    "pdf": (b"%PDF-1.4", "NOT_A_BOOK"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0", "NOT_A_BOOK"),
    "web page named xls": ("<html><table><tr><td>ชื่อ".encode(), "NOT_A_BOOK"),
    "old office, locked": (OLE + "EncryptedPackage".encode("utf-16-le"), "ENCRYPTED"),
    "old office, macros": (OLE + "Workbook_VBA_PROJECT".encode("utf-16-le"), "HAS_MACROS"),
    "old office, a letter": (OLE + "WordDocument".encode("utf-16-le"), "NOT_A_BOOK"),
    "old office, torn": (OLE + "Workbook".encode("utf-16-le"), "BROKEN_FILE"),
    "latin letters": ("Nummer;Name\n1;Jürgen Größe".encode("latin-1"), "BAD_ENCODING"),
    "japanese": ("番号,名前\n一,山田太郎日本語".encode("shift-jis"), "BAD_ENCODING"),
    "cut within a letter": (csv_text(ROWS).encode() + "ก".encode()[:2], "BROKEN_FILE"),
    "a quote that never ends": (csv_text(ROWS).encode() + b'"abc\n1,2', "BROKEN_FILE"),
    "a million columns of text": (",".join("1" * 1_000_000).encode(), "TOO_MANY_COLUMNS"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_read_is_refused_in_thai(name):
    data, code = HOSTILE[name]
    assert refused(data) == code


def test_noise_is_never_more_than_a_refusal():
    for seed in range(40):
        noise = bytes((seed * 37 + i * i) % 256 for i in range(500)) + os.urandom(500)
        for head in (b"", b"PK\x03\x04", OLE[:8]):
            refused(head + noise)


def test_a_cell_at_the_far_end_of_the_sheet_takes_no_memory_from_the_server():
    far = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    assert refused(with_members(GOOD, {"xl/worksheets/sheet1.xml": sheet_xml(far)})) == "TOO_HEAVY"


def test_a_million_columns_are_too_many():
    wide = '<row r="1">' + "".join(f"<c><v>{i}</v></c>" for i in range(1_000_000)) + "</row>"
    assert refused(with_members(GOOD, {"xl/worksheets/sheet1.xml": sheet_xml(wide)})) == "TOO_MANY_COLUMNS"


def test_fifty_thousand_rows_are_read_and_more_than_a_hundred_thousand_are_too_many():
    line = csv_text([ROWS[1]])
    head = csv_text([HEADERS])
    assert len(read_book((head + line * 50_000).encode()).body()) == 50_000
    assert len(read_book((head + line * 100_000).encode()).body()) == 100_000
    assert refused((head + line * 100_001).encode()) == "TOO_MANY_ROWS"
