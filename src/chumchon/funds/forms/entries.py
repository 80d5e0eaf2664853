"""Entries as a phone sends them (docs/api-entries.md): every field checked and bounded; a bad one spoils only itself."""

import json
import uuid
from datetime import UTC, date, datetime
from typing import Any

from chumchon.thai.errors import BadInput

from ..rules.collecting import Entry, Touch

MOST_BYTES, MOST_ENTRIES = 256 * 1024, 300
KINDS = ("due", "entry_fee", "void")


def read_entries(raw: bytes, now: datetime) -> list[Entry]:
    """The entries of a body. Errors: those of entries_of."""
    return [_read(entry, now) for entry in entries_of(raw)]


def entries_of(raw: bytes) -> list[Any]:
    """What a phone's body lists, each still unread. Errors: TOO_LARGE, NOT_JSON, NO_ENTRIES, TOO_MANY."""
    if len(raw) > MOST_BYTES:
        raise BadInput("TOO_LARGE", "ข้อมูลที่ส่งใหญ่เกินไป แบ่งส่งทีละน้อย", f"At most {MOST_BYTES} bytes; send less at once.")
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadInput("NOT_JSON", "อ่านข้อมูลที่ส่งมาไม่ได้ ส่งใหม่อีกครั้ง", "The body is not JSON.") from None
    entries = body.get("entries") if isinstance(body, dict) else None
    if not isinstance(entries, list):
        raise BadInput("NO_ENTRIES", "ไม่มีรายการในข้อมูลที่ส่งมา ส่งใหม่อีกครั้ง", 'The body must be {"entries": [...]}.')
    if len(entries) > MOST_ENTRIES:
        raise BadInput("TOO_MANY", f"ส่งได้ครั้งละไม่เกิน {MOST_ENTRIES} รายการ แบ่งส่ง", "Too many entries in one call.")
    return entries


def _read(entry: Any, now: datetime) -> Entry:
    said = entry.get("id") if isinstance(entry, dict) else None
    said = said if isinstance(said, str) else ""
    try:
        return _entry(entry, said, now)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        fault = BadInput(
            "BAD_ENTRY", "รายการนี้ไม่ครบหรืออ่านไม่ได้ รับเงินใหม่ในใบ", "A field of the entry is missing or wrong."
        )
        return Entry(said[:60], fault=fault)


def _entry(entry: dict[str, Any], said: str, now: datetime) -> Entry:
    uid, sheet, kind = uuid.UUID(said), _whole(entry["sheet"]), entry["kind"]
    if kind not in KINDS or len(said) > 45:
        raise ValueError(kind)
    if kind == "void":
        return Entry(said, sheet, uid)
    first, last = (_day(x) for x in (entry.get("span") or (None, None)))
    at = datetime.fromisoformat(entry["at"])
    if at.tzinfo is None or not 2020 <= at.year <= 2199:
        raise ValueError(at)
    device = entry.get("device") or ""
    if not isinstance(device, str):
        raise TypeError(device)
    touch = Touch(
        uid,
        _whole(entry["member"]),
        kind,
        _whole(entry["satang"]),
        first,
        last,
        min(at.astimezone(UTC), now),
        device[:60],
    )
    return Entry(said, sheet, uid, touch)


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 10**12:
        raise ValueError(value)
    return value


def _day(value: Any) -> date | None:
    return None if value is None else date.fromisoformat(value)
