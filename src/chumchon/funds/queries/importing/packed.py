"""Zip files before anybody unpacks them: how large they say they are, how large they are, and what they carry."""

import re
import zipfile
from io import BytesIO

from .refusals import refusal

MOST_MEMBERS = 2_000
MOST_BYTES = 300_000_000  # unpacked, all members together: 100,000 rows of a register are about a third
MOST_RATIO = 300  # of a member above RATIO_FROM bytes; sheets of members reach 20 to 40
RATIO_FROM = 20_000_000
MOST_SHARED_TEXT = 60_000_000
_CHUNK = 1 << 18
_UNCOMPUTED = re.compile(rb"</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>")


def inspect(data: bytes) -> tuple[str, int]:
    """("xlsx" or "ods", number of formula cells without a stored result).

    Errors: BROKEN_FILE, ZIP_BOMB, HAS_MACROS, ENCRYPTED, NOT_A_BOOK.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as book:
            kind = _kind(book)
            _declared(book.infolist())
            return kind, _actual(book)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError, ValueError):
        raise refusal("BROKEN_FILE") from None
    except RuntimeError:  # zipfile's word for a member that is locked
        raise refusal("ENCRYPTED") from None
    except Exception as broken:  # zlib.error has no family of its own
        if type(broken).__name__ == "error":
            raise refusal("BROKEN_FILE") from None
        raise


def _kind(book: zipfile.ZipFile) -> str:
    infos = book.infolist()
    if len(infos) > MOST_MEMBERS:
        raise refusal("ZIP_BOMB")
    names = {i.filename.lower() for i in infos}
    if len(names) != len(infos):
        raise refusal("BROKEN_FILE")
    if any("vbaproject" in n or n.startswith(("basic/", "scripts/")) or "/macrosheets/" in n for n in names):
        raise refusal("HAS_MACROS")
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "spreadsheet" in _small(book, "mimetype"):
        if "encryption-data" in _small(book, "META-INF/manifest.xml", 1 << 20):
            raise refusal("ENCRYPTED")
        if "content.xml" in names:
            return "ods"
    raise refusal("NOT_A_BOOK")


def _small(book: zipfile.ZipFile, name: str, most: int = 200) -> str:
    try:
        with book.open(name) as member:
            return member.read(most).decode("ascii", "replace")
    except KeyError:
        return ""


def _declared(infos: list[zipfile.ZipInfo]) -> None:
    if sum(i.file_size for i in infos) > MOST_BYTES:
        raise refusal("ZIP_BOMB")
    for info in infos:
        if info.file_size > RATIO_FROM and info.file_size > MOST_RATIO * max(info.compress_size, 1):
            raise refusal("ZIP_BOMB")


def _actual(book: zipfile.ZipFile) -> int:
    """Unpack every member piece by piece without keeping it: what a header says of its size is not believed."""
    total = uncomputed = 0
    for info in book.infolist():
        sheet = info.filename.startswith("xl/worksheets/")
        here, tail = 0, b""
        with book.open(info) as member:
            while piece := member.read(_CHUNK):
                here += len(piece)
                total += len(piece)
                if total > MOST_BYTES or (here > RATIO_FROM and here > MOST_RATIO * max(info.compress_size, 1)):
                    raise refusal("ZIP_BOMB")
                if here > MOST_SHARED_TEXT and info.filename.lower().endswith("sharedstrings.xml"):
                    raise refusal("TOO_HEAVY")
                if here == len(piece) and b"<!ENTITY" in piece:
                    raise refusal("BROKEN_FILE")
                if sheet:
                    seen = tail + piece
                    uncomputed += len(_UNCOMPUTED.findall(seen))
                    tail = seen[seen.rfind(b"<f") :] if b"<f" in seen[-200:] else b""
    return uncomputed
