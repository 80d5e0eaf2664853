"""What a phone kept while it had no signal (docs/api-entries.md): visits as JSON, read strictly, each on its own."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from chumchon.forms.phone import entries_of, read_one, said_id, text, whole
from chumchon.thai.errors import BadInput

from ..queries.phones import opened_from_phone
from ..rules.visits import COUNTS, VisitEntry

MOST_BYTES, MOST_ENTRIES, MOST_PEOPLE = 512 * 1024, 100, 10**6
AGAIN = "กรอกบ้านหลังนี้ใหม่"


@dataclass(frozen=True)
class Said:
    """An entry with the id that it said. opened: its own words, where the phone had sealed them and they could be opened."""

    id: str
    entry: VisitEntry | BadInput
    opened: dict[str, Any] | None = None


def read_entries(raw: bytes, user_id: int) -> list[Said]:
    """The entries of a body. Errors: TOO_LARGE, NOT_JSON, NO_ENTRIES (also none), TOO_MANY."""
    entries = entries_of(raw, MOST_BYTES, MOST_ENTRIES)
    if not entries:
        raise BadInput("NO_ENTRIES", "ไม่มีรายการในข้อมูลที่ส่งมา ส่งใหม่อีกครั้ง", 'The body must be {"entries": [...]}.')
    return [_one(entry, user_id) for entry in entries]


def _one(entry: Any, user_id: int) -> Said:
    if not isinstance(entry, dict) or "sealed" not in entry:
        return Said(*read_one(entry, _entry, AGAIN))
    said = said_id(entry)
    try:
        words = opened_from_phone(entry["sealed"])
        writer, inner = words["user"], words["entry"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return Said(said, BadInput(
            "SEAL", "เปิดข้อมูลที่โทรศัพท์ปิดผนึกไว้ไม่ได้ ข้อมูลยังอยู่ในโทรศัพท์ แจ้งผู้ดูแลระบบ", "What the phone sealed does not open here."
        ))  # fmt: skip
    if writer != user_id:
        return Said(said, BadInput(
            "OTHER_USER", "รายการนี้เป็นของผู้ใช้อีกคน ให้คนนั้นเข้าสู่ระบบแล้วส่งเอง", "Another person wrote this; they sign in and send."
        ))  # fmt: skip
    named, read = read_one(inner, _entry, AGAIN)
    if named != said or not isinstance(inner, dict):
        return Said(said, BadInput("BAD_ENTRY", f"รายการนี้ไม่ครบหรืออ่านไม่ได้ {AGAIN}", "The id within is another."))
    return Said(said, read, inner)


def _entry(entry: dict[str, Any], said: str) -> VisitEntry:
    at = datetime.fromisoformat(entry["at"])
    if at.tzinfo is None or not isinstance(entry["consent"], bool):
        raise ValueError(entry)
    common: dict[str, Any] = {
        "uid": uuid.UUID(said), "village": whole(entry["village"], MOST_PEOPLE), "house_no": text(entry["house_no"], 30),
        "consent": entry["consent"], "visited_on": date.fromisoformat(entry["visited_on"]), "at": at,
        "device": text(entry.get("device", ""), 60),
    }  # fmt: skip
    if not entry["consent"]:
        return VisitEntry(**common)  # nothing else is even read
    counts, answers, aims = entry["counts"], entry["answers"], entry.get("aims", [])
    if not isinstance(answers, dict) or not isinstance(aims, list) or len(answers) > 100 or len(aims) > 20:
        raise TypeError(entry)
    return VisitEntry(
        **common, questions=text(entry["questions"], 20), head=text(entry["head"], 160), phone=text(entry.get("phone", ""), 20),
        counts={key: whole(counts.get(key, 0), MOST_PEOPLE) for key in COUNTS}, answers={text(k, 40): text(v, 10) for k, v in answers.items()},
        aims=tuple(text(a, 40) for a in aims), note=text(entry.get("note", ""), 600),
    )  # fmt: skip
