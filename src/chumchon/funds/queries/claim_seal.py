"""Payments of claims under entries, sealed anew for the ledger's check (ledger.verify)."""

from collections.abc import Mapping, Sequence

from chumchon.ledger.subsidiary import Part

from ..models import ClaimPayment
from ..rules.claims import payment_digest


def claim_parts(entry_ids: Sequence[int]) -> Mapping[int, Part]:
    """The part of each entry that pays a claim or undoes one. One query."""
    rows = ClaimPayment.objects.filter(entry_id__in=entry_ids).select_related("claim", "account")
    return {
        row.entry_id: Part(
            payment_digest([(str(row.claim.uid), row.label, row.satang, row.deferred_satang, row.public_code)]),
            {row.account.code: row.satang},
        )
        for row in rows
    }
