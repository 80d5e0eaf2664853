"""Reading help that was no money."""

import json
from dataclasses import dataclass
from datetime import date

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


def helps(fund: Fund, since: date, until: date) -> list[Help]:
    """Help of a span, the newest first."""
    rows = NonCashHelp.objects.filter(fund=fund, day__range=(since, until)).select_related("member__person")
    found = []
    for row in rows.order_by("-day", "-id"):
        kept = json.loads(open_with(HEALTH, row.uid.bytes, bytes(row.sealed)))
        who = row.member.person.name if row.member else ""
        found.append(Help(row.day, kept["kind"], kept["words"], who, row.value_satang))
    return found
