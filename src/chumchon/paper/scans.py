"""Papers that people send, made harmless: photographs drawn anew, PDFs without anything that acts, all marks taken off.

What a photograph says of itself (day, place) is read before it is drawn anew, and its look is kept as 64 bits, so that the
same picture is known again when it comes in another size.
"""

import io
import warnings
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PIL import Image, ImageOps

from chumchon.thai.errors import BadInput

from .pdfs import clean_pdf, not_a_paper

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 60_000_000
MOST_SIDE = 2000
PHOTOS = ("JPEG", "PNG", "WEBP")
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


@dataclass(frozen=True)
class Paper:
    """A paper fit to be kept: its kind, its bytes, its pages."""

    mime: str
    content: bytes
    pages: int = 1


def clean(raw: bytes) -> Paper:
    """The paper drawn anew. Errors: EMPTY_FILE, TOO_LARGE, HEIC, NOT_A_PAPER, LOCKED_PDF, TOO_MANY_PAGES."""
    if not raw:
        raise BadInput("EMPTY_FILE", "ไฟล์ว่าง ถ่ายรูปหรือเลือกไฟล์ใหม่", "The file is empty.")
    if len(raw) > MOST_BYTES:
        raise BadInput("TOO_LARGE", "ไฟล์ใหญ่เกิน 15 MB ถ่ายรูปใหม่หรือส่งทีละหน้า", "The file is larger than 15 MB.")
    if raw[4:8] == b"ftyp" and raw[8:12].lower() in _HEIC:
        raise BadInput(
            "HEIC",
            "รูปเป็นชนิด HEIC เปิดไม่ได้ทุกเครื่อง ตั้งกล้องเป็น JPEG หรือถ่ายหน้าจอรูปนั้นแล้วส่งใหม่",
            "Send a JPEG instead of HEIC.",
        )
    if b"%PDF-" in raw[:1024]:
        content, pages = clean_pdf(raw)
        return Paper("application/pdf", content, pages)
    return _photo(raw)


def _photo(raw: bytes) -> Paper:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(raw), formats=PHOTOS)
            if picture.width * picture.height > MOST_PIXELS:
                raise _bomb()
            picture.draft("RGB", (MOST_SIDE, MOST_SIDE))
            drawn = ImageOps.exif_transpose(picture).convert("RGB")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _bomb() from None
    except (OSError, ValueError, SyntaxError, EOFError):
        raise not_a_paper() from None
    drawn.thumbnail((MOST_SIDE, MOST_SIDE))
    plain = Image.new("RGB", drawn.size)  # a new picture carries no EXIF, no place, no colour profile
    plain.paste(drawn)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=85)
    return Paper("image/jpeg", out.getvalue())


def _bomb() -> BadInput:
    return BadInput("TOO_LARGE", "รูปมีจุดภาพมากเกินไป ถ่ายรูปใหม่ด้วยขนาดปกติ", "The picture has too many pixels.")


@dataclass(frozen=True)
class Said:
    """What a photograph says of itself: when it was taken (its camera's clock) and where, in degrees. None: it does not."""

    taken_at: datetime | None = None
    longitude: float | None = None
    latitude: float | None = None


def said_by(raw: bytes) -> Said:
    """Day and place from the marks of a photograph, before `clean` takes them off. Never fails: no marks, nothing said."""
    try:
        marks = Image.open(io.BytesIO(raw), formats=PHOTOS).getexif()
        place = marks.get_ifd(0x8825)
        stamp = marks.get_ifd(0x8769).get(0x9003) or marks.get(0x0132)
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, Image.DecompressionBombError):
        return Said()
    try:
        taken = datetime.strptime(str(stamp), "%Y:%m:%d %H:%M:%S")
    except ValueError:
        taken = None
    latitude, longitude = _degrees(place.get(2), place.get(1)), _degrees(place.get(4), place.get(3))
    if latitude is None or longitude is None:
        return Said(taken)
    return Said(taken, longitude, latitude)


def _degrees(parts: Any, side: Any) -> float | None:
    try:
        whole = float(parts[0]) + float(parts[1]) / 60 + float(parts[2]) / 3600
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return None
    return -whole if side in ("S", "W") else whole


def look_of(paper: Paper) -> int | None:
    """64 bits of how a photograph looks (difference hash: is each of 9 x 8 spots brighter than its neighbour?)."""
    if paper.mime != "image/jpeg":
        return None
    small = Image.open(io.BytesIO(paper.content)).convert("L").resize((9, 8), Image.Resampling.LANCZOS)
    spots = list(small.tobytes())
    bits = 0
    for row in range(8):
        for column in range(8):
            bits = bits << 1 | (spots[row * 9 + column] > spots[row * 9 + column + 1])
    return bits


def same_look(a: int, b: int, most: int = 5) -> bool:
    """Are two photographs the same picture? `most` bits may differ: another size or quality changes a few."""
    return (a ^ b).bit_count() <= most
