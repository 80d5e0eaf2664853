"""What a phone kept while it had no signal (docs/api-entries.md): a JSON body of entries, each read strictly and on its own."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

from chumchon.thai.errors import BadInput

Read = TypeVar("Read")
MOST_BYTES, MOST_ENTRIES = 256 * 1024, 300


def entries_of(raw: bytes, most_bytes: int = MOST_BYTES, most_entries: int = MOST_ENTRIES) -> list[Any]:
    """What a body lists, each still unread. Errors: TOO_LARGE, NOT_JSON, NO_ENTRIES, TOO_MANY."""
    if len(raw) > most_bytes:
        raise BadInput("TOO_LARGE", "ข้อมูลที่ส่งใหญ่เกินไป แบ่งส่งทีละน้อย", f"At most {most_bytes} bytes; send less at once.")
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadInput("NOT_JSON", "อ่านข้อมูลที่ส่งมาไม่ได้ ส่งใหม่อีกครั้ง", "The body is not JSON.") from None
    entries = body.get("entries") if isinstance(body, dict) else None
    if not isinstance(entries, list):
        raise BadInput("NO_ENTRIES", "ไม่มีรายการในข้อมูลที่ส่งมา ส่งใหม่อีกครั้ง", 'The body must be {"entries": [...]}.')
    if len(entries) > most_entries:
        raise BadInput("TOO_MANY", f"ส่งได้ครั้งละไม่เกิน {most_entries} รายการ แบ่งส่ง", "Too many entries in one call.")
    return entries


def said_id(entry: Any) -> str:
    """The id that an entry says of itself, at most 60 letters; "" where it says none."""
    said = entry.get("id") if isinstance(entry, dict) else None
    return said[:60] if isinstance(said, str) else ""


def read_one(entry: Any, read: Callable[[dict[str, Any], str], Read], again_th: str) -> tuple[str, Read | BadInput]:
    """An entry with the id that it said, or why it cannot be read: a bad one spoils only itself. again_th: what to do."""
    said = said_id(entry)
    try:
        return said, read(entry, said)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        words = f"รายการนี้ไม่ครบหรืออ่านไม่ได้ {again_th}"
        return said, BadInput("BAD_ENTRY", words, "A field of the entry is missing or wrong.")


def whole(value: Any, most: int = 10**12, least: int = 0) -> int:
    """A whole number from least to below most. Errors: ValueError."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value < most:
        raise ValueError(value)
    return value


def real(value: Any) -> float | None:
    """A number or nothing. Errors: TypeError."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(value)
    return float(value)


def text(value: Any, most: int = 300) -> str:
    """Words without blanks around them, cut at most letters. Errors: TypeError."""
    if not isinstance(value, str):
        raise TypeError(value)
    return value.strip()[:most]
