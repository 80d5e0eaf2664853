"""Reading help that was no money."""

import json
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from chumchon.ledger.chart import BENEFITS
from chumchon.people.protect import open_with

from ..models import Fund, NonCashHelp
from .claims import HEALTH

KINDS = {key: th for key, th, _ in BENEFITS}


@dataclass(frozen=True)
class Help:
    """One piece of help in words; who is the member's name, or empty for all."""

    day: date
    kind: str
    words: str
    who: str
    value_satang: int


def help_sums(fund: Fund, since: date, until: date) -> tuple[int, int]:
    """How often help was given in a span, and what it was worth by estimate in satang; nothing is opened for it."""
    rows = NonCashHelp.objects.filter(fund=fund, day__range=(since, until))
    found = rows.aggregate(times=Count("id"), satang=Sum("value_satang"))
    return found["times"], found["satang"] or 0


def helps(fund: Fund, since: date, until: date) -> list[Help]:
    """Help of a span, the newest first."""
    rows = NonCashHelp.objects.filter(fund=fund, day__range=(since, until)).select_related("member__person")
    found = []
    for row in rows.order_by("-day", "-id"):
        kept = json.loads(open_with(HEALTH, row.uid.bytes, bytes(row.sealed)))
        who = row.member.person.name if row.member else ""
        found.append(Help(row.day, kept["kind"], kept["words"], who, row.value_satang))
    return found
