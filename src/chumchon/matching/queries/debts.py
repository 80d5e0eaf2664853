"""What funds owe from over-match of earlier rounds."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce

from ..models import Debt, Round


def whole() -> QuerySet[Debt, Any]:
    """Ids of member-awards that became debts to the last satang: those are no match any more."""
    rows = Debt.objects.filter(member_award__isnull=False).values("member_award")
    found = rows.annotate(taken=Sum("satang")).filter(taken__gte=F("member_award__satang"))
    return found.values_list("member_award", flat=True)


def taken(**which: Any) -> dict[int, int]:
    """Satang that became a debt already, by member-award; which: of whom, in the words of a filter of Debt."""
    rows = Debt.objects.filter(member_award__isnull=False, **which).order_by().values_list("member_award")
    return dict(rows.annotate(taken=Sum("satang")))


def outstanding(
    organisations: Iterable[int], noted_by: datetime | None = None, settling: Round | None = None
) -> dict[int, list[tuple[Debt, int]]]:
    """Debts with what is left of each, the oldest first, by organisation. `settling`: uses by that round's own awards are
    not counted, so that a settlement that goes on sees what it saw at its start; `noted_by`: later debts wait."""
    debts = Debt.objects.filter(organisation_id__in=list(organisations))
    if noted_by is not None:
        debts = debts.filter(at__lte=noted_by)
    found: dict[int, list[tuple[Debt, int]]] = defaultdict(list)
    for debt in debts.order_by("at", "id"):
        uses = debt.uses.all()
        if settling is not None:
            uses = uses.exclude(award__request__round=settling)
        left = debt.satang - uses.aggregate(s=Coalesce(Sum("satang"), 0))["s"]
        if left > 0:
            found[debt.organisation_id].append((debt, left))
    return found


def owed(organisation_id: int) -> int:
    """Satang that one fund still owes."""
    return sum(left for _, left in outstanding([organisation_id]).get(organisation_id, []))


def account_for(debts: list[tuple[Debt, int]], satang: int) -> list[tuple[Debt, int]]:
    """Which debts an amount settles, the oldest first."""
    parts = []
    for debt, left in debts:
        part = min(left, satang)
        if part:
            parts.append((debt, part))
            satang -= part
    return parts
