"""Entries as a phone sends them (docs/api-entries.md): every field checked and bounded; a bad one spoils only itself."""

import uuid
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from chumchon.forms.phone import entries_of, read_one, whole
from chumchon.thai.errors import BadInput

from ..rules.collecting import Entry, Touch

KINDS = ("due", "entry_fee", "void")


def read_entries(raw: bytes, now: datetime) -> list[Entry]:
    """The entries of a body. Errors: those of entries_of."""
    return [_read(entry, now) for entry in entries_of(raw)]


def _read(entry: Any, now: datetime) -> Entry:
    said, found = read_one(entry, partial(_entry, now=now), "รับเงินใหม่ในใบ")
    return Entry(said, fault=found) if isinstance(found, BadInput) else found


def _entry(entry: dict[str, Any], said: str, *, now: datetime) -> Entry:
    uid, sheet, kind = uuid.UUID(said), whole(entry["sheet"], least=1), entry["kind"]
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
        whole(entry["member"], least=1),
        kind,
        whole(entry["satang"], least=1),
        first,
        last,
        min(at.astimezone(UTC), now),
        device[:60],
    )
    return Entry(said, sheet, uid, touch)


def _day(value: Any) -> date | None:
    return None if value is None else date.fromisoformat(value)
