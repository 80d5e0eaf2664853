"""Deliveries of money under their entries, sealed anew for the ledger's check (ledger.verify)."""

from collections.abc import Mapping, Sequence

from django.db.models import Q

from chumchon.ledger.subsidiary import Part

from ..models import Delivery
from ..rules.giving import money_digest


def seal_of(row: Delivery) -> str:
    """What both entries of a delivery carry."""
    point = row.line.allotment.need.point
    return money_digest(str(row.uid), str(row.line.load.uid), str(point.uid if point else ""), row.quantity)


def relief_parts(entry_ids: Sequence[int]) -> Mapping[int, Part]:
    """The part of each entry that moved help from fund to fund: the giver's credits its box or bank, the receiver's 4070."""
    rows = Delivery.objects.filter(Q(entry_giver__in=entry_ids) | Q(entry_receiver__in=entry_ids))
    found: dict[int, Part] = {}
    for row in rows.select_related("line__load__account", "line__allotment__need__point"):
        account = row.line.load.account
        credits = {row.entry_giver_id: account.code if account else "", row.entry_receiver_id: "4070"}
        for entry_id, code in credits.items():
            if entry_id is not None and entry_id in entry_ids:
                found[entry_id] = Part(seal_of(row), {code: row.quantity} if code else {})
    return found
