"""Reading help that was no money; what was taken back is read, and counts no more."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet, Sum

from chumchon.ledger.chart import BENEFITS
from chumchon.people.protect import open_with, seal_with

from ..models import Fund, HelpVoid, NonCashHelp
from .claims import HEALTH

KINDS = {key: th for key, th, _ in BENEFITS}
MOST_OWN = 10


@dataclass(frozen=True)
class Undone:
    """Why help was taken back, by whom and when."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Help:
    """One piece of help in words; who is the member's name, or empty for all; undone: None while it counts."""

    id: int
    day: date
    kind: str
    words: str
    who: str
    value_satang: int
    by_id: int = 0
    by: str = ""
    undone: Undone | None = None


def seal_reason(row: NonCashHelp, reason: str) -> bytes:
    """Why it was taken back, bound to the row of the help."""
    return seal_with(HEALTH, row.uid.bytes + b"undone", reason.encode())


def help_sums(fund: Fund, since: date, until: date) -> tuple[int, int]:
    """How often help was given in a span, and what it was worth by estimate in satang; nothing is opened for it."""
    rows = NonCashHelp.objects.filter(fund=fund, day__range=(since, until), void=None)
    found = rows.aggregate(times=Count("id"), satang=Sum("value_satang"))
    return found["times"], found["satang"] or 0


def helps(fund: Fund, since: date, until: date) -> list[Help]:
    """Help of a span, the newest first, also what was taken back."""
    return _opened(NonCashHelp.objects.filter(fund=fund, day__range=(since, until)).order_by("-day", "-id"))


def help_one(fund: Fund, help_id: int) -> Help | None:
    """One piece of help of this fund."""
    return next(iter(_opened(NonCashHelp.objects.filter(fund=fund, pk=help_id))), None)


def written_by(fund: Fund, user_id: int) -> list[Help]:
    """What this person wrote down last: whoever erred finds it where they wrote it."""
    return _opened(NonCashHelp.objects.filter(fund=fund, by=user_id).order_by("-id")[:MOST_OWN])


def _opened(rows: QuerySet[NonCashHelp]) -> list[Help]:
    found = []
    for row in rows.select_related("member__person", "by", "void__by"):
        kept = json.loads(open_with(HEALTH, row.uid.bytes, bytes(row.sealed)))
        who = row.member.person.name if row.member else ""
        undone = _undone(row, row.void) if hasattr(row, "void") else None
        found.append(
            Help(row.pk, row.day, kept["kind"], kept["words"], who, row.value_satang, row.by_id, str(row.by), undone)
        )
    return found


def _undone(row: NonCashHelp, void: HelpVoid) -> Undone:
    reason = open_with(HEALTH, row.uid.bytes + b"undone", bytes(void.reason_sealed)).decode()
    return Undone(reason, str(void.by), void.at)
