"""Entries that a phone kept while it had no signal: each is a list or a delivery, through the same door as the form's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chumchon.access.actions import require
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Plain

from ..rules.needs import ListEntry
from .deliveries import DeliveryEntry, deliver
from .lists import keep_list

KEPT = {
    "double": ("DOUBLE", "บ้านนี้มีคนจดไว้แล้วและไม่เหมือนกัน เก็บไว้ให้แล้ว รอผู้ประสานงานตัดสินว่านับอย่างไร"),
    "late": ("LATE", "ภัยนี้ปิดไปแล้ว เก็บไว้ให้แล้ว รอผู้ประสานงานตัดสินว่านับอย่างไร"),
    "dropped": ("SAME", "อีกคนจดบ้านนี้ไว้เหมือนกันแล้ว ไม่นับซ้ำ"),
}
"""What a phone is told of a list that was kept and does not count (yet)."""


@dataclass(frozen=True)
class Answer:
    """What became of one entry: accepted, already, conflict or rejected; code and sentence where there is something to say."""

    status: str
    code: str = ""
    th: str = ""


def accept(
    organisation: Organisation, disaster_id: int, actor: Actor, entries: Sequence[ListEntry | DeliveryEntry | BadInput],
    now: datetime, day: date,
) -> list[Answer]:  # fmt: skip
    """One answer an entry, in their order; what was kept stays kept when a later one fails. Errors: NOT_ALLOWED."""
    require(actor, "relief.write", organisation, day)
    return [_answer(organisation, disaster_id, actor, entry, now, day) for entry in entries]


def _answer(
    organisation: Organisation, disaster_id: int, actor: Actor, entry: ListEntry | DeliveryEntry | BadInput, now: datetime,
    day: date,
) -> Answer:  # fmt: skip
    if isinstance(entry, BadInput):
        return Answer("rejected", entry.code, entry.th)
    try:
        if isinstance(entry, DeliveryEntry):
            return Answer("accepted" if deliver(organisation, actor, entry, now, day)[1] else "already")
        _, word, new = keep_list(organisation, disaster_id, actor, entry, now, day)
        return Answer("accepted" if new else "already", *KEPT.get(word, ("", "")))
    except NotAllowed:
        raise
    except Clash as clash:
        return Answer("conflict", clash.code, clash.th)
    except Plain as refused:
        return Answer("rejected", refused.code, refused.th)
