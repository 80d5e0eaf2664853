"""PDFs that people send, made harmless: nothing that acts, no marks of camera or maker, nothing that unpacks without end."""

import io
import zlib
from collections.abc import Iterator

import pikepdf

from chumchon.thai.errors import BadInput

MOST_PAGES = 20
MOST_DRAWING = 16 * 1024 * 1024
"""Bytes of drawing orders of all pages, unpacked: a scan has some hundred, a map some million; reading 16 MB takes two seconds."""
MOST_PICTURE = 64 * 1024 * 1024
MOST_ODD = 64 * 1024
"""Bytes of a packed stream whose packing cannot be undone piece by piece."""
_ACTS = (
    "/OpenAction", "/AA", "/AcroForm", "/JavaScript", "/Names", "/Metadata", "/PieceInfo", "/Collection", "/Outlines",
    "/Dests", "/URI", "/Threads", "/StructTreeRoot",
)  # fmt: skip
_JPEG, _JPEG_2000 = "/DCTDecode", "/JPXDecode"
_KEPT = (0xE0, 0xEE)  # JFIF, and Adobe's, without which colours come out wrong


def clean_pdf(raw: bytes) -> tuple[bytes, int]:
    """The PDF made anew, and its pages. Errors: LOCKED_PDF, TOO_MANY_PAGES, TOO_LARGE, NOT_A_PAPER."""
    try:
        with pikepdf.open(io.BytesIO(raw)) as given:
            if given.is_encrypted:
                raise _locked()
            pages = len(given.pages)
            if pages > MOST_PAGES:
                raise BadInput(
                    "TOO_MANY_PAGES", f"PDF มี {pages} หน้า ส่งได้ไม่เกิน {MOST_PAGES} หน้า ส่งเฉพาะหน้าที่ใช้", "Too many pages."
                )
            made = pikepdf.new()
            made.pages.extend(given.pages)
            _disarm(made)
            _weigh(made)
            made.remove_unreferenced_resources()
            out = io.BytesIO()
            made.save(out, deterministic_id=True)
    except pikepdf.PasswordError:
        raise _locked() from None
    except (pikepdf.PdfError, zlib.error, ValueError, RuntimeError, TypeError, AttributeError, IndexError):
        raise not_a_paper() from None
    if not pages:
        raise not_a_paper()
    return out.getvalue(), pages


def not_a_paper() -> BadInput:
    """NOT_A_PAPER: neither a photograph nor a PDF that can be read."""
    return BadInput("NOT_A_PAPER", "ไฟล์นี้ไม่ใช่รูปถ่ายหรือ PDF ที่อ่านได้ ถ่ายรูปเอกสารแล้วส่งใหม่", "Neither a photograph nor a PDF.")


def _locked() -> BadInput:
    return BadInput("LOCKED_PDF", "PDF มีรหัสผ่าน เอารหัสออกหรือถ่ายรูปเอกสารแล้วส่งใหม่", "The PDF is encrypted.")


def _too_large() -> BadInput:
    return BadInput("TOO_LARGE", "PDF นี้ซับซ้อนเกินไป ถ่ายรูปเอกสารแล้วส่งแทน", "The PDF unpacks to too much.")


def _disarm(pdf: pikepdf.Pdf) -> None:
    """Only what is drawn on the pages stays: no script, no action, no form, no file inside, no marks of maker or camera."""
    for name in _ACTS:
        if name in pdf.Root:
            del pdf.Root[name]
    for page in pdf.pages:
        for name in ("/Annots", "/AA", "/Metadata", "/PieceInfo", "/B"):
            if name in page.obj:
                del page.obj[name]
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            for name in ("/Metadata", "/PieceInfo", "/AA", "/JS", "/EF", "/AF"):
                if name in thing:
                    del thing[name]
        if isinstance(thing, pikepdf.Stream):
            _unmark(thing)


def _filters(stream: pikepdf.Stream) -> list[str]:
    said = stream.get("/Filter")
    if said is None:
        return []
    return [str(name) for name in said] if isinstance(said, pikepdf.Array) else [str(said)]


def _unmark(stream: pikepdf.Stream) -> None:
    """A picture inside may carry what a photograph carries: place, day, device."""
    kinds = _filters(stream)
    if not kinds or kinds[-1] not in (_JPEG, _JPEG_2000):
        return
    picture = stream.read_raw_bytes()
    for kind in kinds[:-1]:
        if kind != "/FlateDecode":
            raise not_a_paper()
        picture = _unpacked(picture, MOST_PICTURE)
    plain = without_marks(picture) if kinds[-1] == _JPEG else _without_boxes(picture)
    stream.write(plain, filter=pikepdf.Name(kinds[-1]))


def without_marks(jpeg: bytes) -> bytes:
    """A JPEG without its segments for programs (EXIF, XMP, colour profiles) and comments; what is drawn stays the same bytes.

    Errors: ValueError where it is no JPEG.
    """
    if jpeg[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    kept, at = bytearray(b"\xff\xd8"), 2
    while at + 4 <= len(jpeg):
        if jpeg[at] != 0xFF:
            raise ValueError("a segment was expected")
        kind = jpeg[at + 1]
        if kind == 0xFF:  # filling
            at += 1
            continue
        if kind == 0xDA:  # from here on the picture itself; what may follow its end is dropped
            end = jpeg.rfind(b"\xff\xd9")
            return bytes(kept) + jpeg[at : end + 2 if end > at else len(jpeg)]
        until = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4])
        if kind in _KEPT or not (0xE0 <= kind <= 0xEF or kind == 0xFE):
            kept += jpeg[at:until]
        at = until
    raise ValueError("a JPEG without a picture")


def _without_boxes(picture: bytes) -> bytes:
    """A JPEG 2000 without its boxes of other people's words (uuid, xml). One that has no boxes has no such words."""
    if picture[4:8] != b"jP  ":
        return picture
    kept, at = bytearray(), 0
    while at + 8 <= len(picture):
        size, kind = int.from_bytes(picture[at : at + 4]), picture[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(picture[at + 8 : at + 16])
        until = len(picture) if size == 0 else at + size
        if until < at + 8:
            raise ValueError("a box of no size")
        if kind not in (b"uuid", b"xml ", b"uinf"):
            kept += picture[at:until]
        at = until
    return bytes(kept)


def _weigh(pdf: pikepdf.Pdf) -> None:
    """What a reader must go through to draw the pages, before anybody does. Errors: TOO_LARGE."""
    left = MOST_DRAWING
    for page in pdf.pages:
        for stream in _drawn(page):
            left -= _size(stream, left)


def _drawn(page: pikepdf.Page) -> Iterator[pikepdf.Stream]:
    """The orders of a page, and those of the forms that it may use, each once."""
    found = page.obj.get("/Contents")
    orders = list(found) if isinstance(found, pikepdf.Array) else [found]
    yield from (stream for stream in orders if isinstance(stream, pikepdf.Stream))
    known: set[tuple[int, int]] = set()
    waiting = [page.resources]
    while waiting:
        inside = waiting.pop().get("/XObject")
        for thing in inside.values() if isinstance(inside, pikepdf.Dictionary) else ():
            if not isinstance(thing, pikepdf.Stream) or thing.get("/Subtype") != "/Form" or thing.objgen in known:
                continue
            known.add(thing.objgen)
            yield thing
            if isinstance(more := thing.get("/Resources"), pikepdf.Dictionary):
                waiting.append(more)


def _size(stream: pikepdf.Stream, most: int) -> int:
    raw, kinds = stream.read_raw_bytes(), _filters(stream)
    if set(kinds) <= {"/FlateDecode"}:
        for _ in kinds:  # packed twice, a few thousand bytes would be gigabytes
            raw = _unpacked(raw, most)
        size = len(raw)
    elif len(kinds) > 1 or len(raw) > MOST_ODD:
        raise _too_large()
    else:
        size = len(stream.read_bytes())
    if size > most:
        raise _too_large()
    return size


def _unpacked(packed: bytes, most: int) -> bytes:
    """Unpacked up to a bound. Errors: TOO_LARGE."""
    opener = zlib.decompressobj()
    found = opener.decompress(packed, most + 1)
    if len(found) > most:
        raise _too_large()
    return found
