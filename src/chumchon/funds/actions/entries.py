"""Entries that a phone kept while it had no signal: each is taken or undone as if it came touch by touch."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from chumchon.access.actions import require
from chumchon.access.rules import Actor
from chumchon.thai.errors import NotAllowed, Plain

from ..models import Fund
from ..rules.collecting import Answer, Entry, refusal
from .takings import take, void


def accept(fund: Fund, actor: Actor, entries: Sequence[Entry], day: date, now: datetime) -> list[tuple[str, Answer]]:
    """One answer an entry, in their order, under the id as it was sent. What was kept stays kept when a later one fails.

    Errors: NOT_ALLOWED; everything else is an answer.
    """
    require(actor, "collect.take", fund.organisation, day)
    answers: list[tuple[str, Answer]] = []
    for (sheet_id, is_touch), group in groupby(entries, key=lambda e: (e.sheet_id, e.touch is not None)):
        if is_touch:
            answers += _take(fund, sheet_id, actor, list(group), day, now)
        else:
            answers += [(e.said_id, _undo(fund, actor, e, day, now)) for e in group]
    return answers


def _take(
    fund: Fund, sheet_id: int, actor: Actor, entries: list[Entry], day: date, now: datetime
) -> list[tuple[str, Answer]]:  # fmt: skip
    touches = [e.touch for e in entries if e.touch is not None]
    try:
        answers = take(fund, sheet_id, actor, touches, day, now)
    except NotAllowed:
        raise
    except Plain as refused:
        answers = [refusal(t.uid, refused) for t in touches]
    return [(e.said_id, a) for e, a in zip(entries, answers, strict=True)]


def _undo(fund: Fund, actor: Actor, entry: Entry, day: date, now: datetime) -> Answer:
    if entry.fault is not None:
        return refusal(entry.uid, entry.fault)
    try:
        return void(fund, entry.uid, actor, day, now)
    except NotAllowed:
        raise
    except Plain as refused:
        return refusal(entry.uid, refused)
