"""What a phone kept while it had no signal (docs/api-entries.md): visits as JSON, read strictly, each on its own."""

import uuid
from datetime import date, datetime
from typing import Any

from chumchon.forms.phone import entries_of, text, whole
from chumchon.forms.sealed import PhoneSeal, Said
from chumchon.thai.errors import BadInput

from ..rules.visits import COUNTS, VisitEntry

MOST_BYTES, MOST_ENTRIES, MOST_PEOPLE = 512 * 1024, 100, 10**6
AGAIN = "กรอกบ้านหลังนี้ใหม่"
PHONE = PhoneSeal("household-phone", "visit")
"""What phones seal visits to (docs/decisions/0018)."""


def read_entries(raw: bytes, user_id: int) -> list[Said[VisitEntry]]:
    """The entries of a body. Errors: TOO_LARGE, NOT_JSON, NO_ENTRIES (also none), TOO_MANY."""
    entries = entries_of(raw, MOST_BYTES, MOST_ENTRIES)
    if not entries:
        raise BadInput("NO_ENTRIES", "ไม่มีรายการในข้อมูลที่ส่งมา ส่งใหม่อีกครั้ง", 'The body must be {"entries": [...]}.')
    return [PHONE.read(entry, user_id, _entry, AGAIN) for entry in entries]


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
