"""What a phone kept while it had no signal (docs/api-entries.md): visits as JSON, read strictly, each on its own."""

import json
import uuid
from datetime import date, datetime
from typing import Any

from chumchon.thai.errors import BadInput

from ..rules.visits import COUNTS, VisitEntry

MOST_BYTES, MOST_ENTRIES = 512 * 1024, 100


def read_entries(raw: bytes) -> list[tuple[str, VisitEntry | BadInput]]:
    """The entries of a body with the id each said. Errors: TOO_LARGE, NOT_JSON, NO_ENTRIES, TOO_MANY."""
    if len(raw) > MOST_BYTES:
        raise BadInput("TOO_LARGE", "ข้อมูลที่ส่งใหญ่เกินไป แบ่งส่งทีละน้อย", f"At most {MOST_BYTES} bytes; send less at once.")
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadInput("NOT_JSON", "อ่านข้อมูลที่ส่งมาไม่ได้ ส่งใหม่อีกครั้ง", "The body is not JSON.") from None
    entries = body.get("entries") if isinstance(body, dict) else None
    if not isinstance(entries, list) or not entries:
        raise BadInput("NO_ENTRIES", "ไม่มีรายการในข้อมูลที่ส่งมา ส่งใหม่อีกครั้ง", 'The body must be {"entries": [...]}.')
    if len(entries) > MOST_ENTRIES:
        raise BadInput("TOO_MANY", f"ส่งได้ครั้งละไม่เกิน {MOST_ENTRIES} หลัง แบ่งส่ง", "Too many entries in one call.")
    return [_read(entry) for entry in entries]


def _read(entry: Any) -> tuple[str, VisitEntry | BadInput]:
    said = entry.get("id") if isinstance(entry, dict) else None
    said = said[:60] if isinstance(said, str) else ""
    try:
        return said, _entry(entry, said)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        fault = BadInput(
            "BAD_ENTRY", "รายการนี้ไม่ครบหรืออ่านไม่ได้ กรอกบ้านหลังนี้ใหม่", "A field of the entry is missing or wrong."
        )
        return said, fault


def _entry(entry: dict[str, Any], said: str) -> VisitEntry:
    at = datetime.fromisoformat(entry["at"])
    if at.tzinfo is None or not isinstance(entry["consent"], bool):
        raise ValueError(entry)
    common: dict[str, Any] = {
        "uid": uuid.UUID(said), "village": _whole(entry["village"]), "house_no": _text(entry["house_no"], 30),
        "consent": entry["consent"], "visited_on": date.fromisoformat(entry["visited_on"]), "at": at,
        "device": _text(entry.get("device", ""), 60),
    }  # fmt: skip
    if not entry["consent"]:
        return VisitEntry(**common)  # nothing else is even read
    counts, answers, aims = entry["counts"], entry["answers"], entry.get("aims", [])
    if not isinstance(answers, dict) or not isinstance(aims, list) or len(answers) > 100 or len(aims) > 20:
        raise TypeError(entry)
    return VisitEntry(
        **common, questions=_text(entry["questions"], 20), head=_text(entry["head"], 160), phone=_text(entry.get("phone", ""), 20),
        counts={key: _whole(counts.get(key, 0)) for key in COUNTS}, answers={_text(k, 40): _text(v, 10) for k, v in answers.items()},
        aims=tuple(_text(a, 40) for a in aims), note=_text(entry.get("note", ""), 600),
    )  # fmt: skip


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**6:
        raise ValueError(value)
    return value


def _text(value: Any, most: int) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value.strip()[:most]
