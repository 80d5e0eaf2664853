"""Text files of rows: UTF-8 with or without its mark, UTF-16, cp874; comma, semicolon, tab or bar between the cells."""

import codecs
import csv
from collections.abc import Iterator
from itertools import islice, pairwise

from .refusals import refusal

MOST_COLUMNS = 300
MOST_ROWS = 100_060  # with titles and header; reading.py counts the people
LONGEST_CELL = 5_000
_LOOKS_THAI = frozenset(chr(c) for c in range(0x0E01, 0x0E5B))


def decode(data: bytes) -> str:
    """The text of a file. Errors: BAD_ENCODING, BROKEN_FILE (cut within a letter), NOT_A_BOOK (bytes of no text)."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _as(data, "utf-16")
    if len(data) >= 8 and data[1:400:2].count(0) > len(data[1:400:2]) // 3:
        return _as(data, "utf-16-le")
    if len(data) >= 8 and data[0:400:2].count(0) > len(data[0:400:2]) // 3:
        return _as(data, "utf-16-be")
    if b"\0" in data:
        raise refusal("NOT_A_BOOK")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as first:
        if first.start >= len(data) - 3 and first.reason == "unexpected end of data":
            raise refusal("BROKEN_FILE") from None
    return _as(data, "cp874")


def _as(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as unread:
        cut = encoding.startswith("utf-16") and unread.start >= len(data) - 2
        raise refusal("BROKEN_FILE" if cut else "BAD_ENCODING") from None
    if encoding == "cp874" and not _reads_as_thai(text):
        raise refusal("BAD_ENCODING")
    return text.removeprefix("\ufeff")


def _reads_as_thai(text: str) -> bool:
    """Bytes of another alphabet decode as cp874 too, but then signs that only stand on a letter stand on none."""
    high = [c for c in text[:50_000] if c > "\u007f"]
    thai = sum(c in _LOOKS_THAI for c in high)
    signs = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e47\u0e48\u0e49\u0e4c"
    astray = sum(b in signs and not "\u0e01" <= a <= "\u0e4e" for a, b in pairwise(text[:50_000]))
    return thai * 10 >= len(high) * 9 and astray * 20 <= len(high)


def delimiter_of(text: str) -> str:
    """The sign that cuts most of the first lines into the same number of cells."""
    lines = [line for line in islice(text.splitlines(), 60) if line.strip()]

    def worth(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        most = max(set(counts), key=lambda n: (counts.count(n) if n else 0, n), default=0)
        return (counts.count(most) * most, most) if most else (0, 0)

    return max((",", ";", "\t", "|"), key=worth)


def rows(data: bytes) -> Iterator[list[str]]:
    """The rows of a file. Errors: as decode; TOO_MANY_ROWS, TOO_MANY_COLUMNS; BROKEN_FILE where a quote never ends."""
    text = decode(data)
    head = text[:300].lstrip().lower()
    if head.startswith(("<!doctype", "<html", "<?xml", "<table", "{\\rtf", "%pdf", "mime-version")):
        raise refusal("NOT_A_BOOK")
    csv.field_size_limit(1 << 16)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter_of(text), strict=True)
    try:
        for index, row in enumerate(reader):
            if index >= MOST_ROWS:
                raise refusal("TOO_MANY_ROWS")
            if len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]):
                raise refusal("TOO_MANY_COLUMNS")
            yield [cell[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]]
    except csv.Error:
        raise refusal("BROKEN_FILE") from None
