"""What was decided by an agreement already: a version that was used stays, and no later one reaches behind it."""

from datetime import date

from ..models import AgreementVersion, Claim, ClaimDecision, Fund
from ..rules.agreements import Standing
from .agreements import rows_in_force
from .claims import event_of, said_since

SETTLED = ("approved", "part_paid", "paid", "refused")
"""States of a claim whose answer a person has given."""


def is_used(row: AgreementVersion) -> bool:
    """Whether any claim was decided by this version."""
    return ClaimDecision.objects.filter(version=row).exists()


def standing(fund: Fund, starts: date) -> Standing:
    """What a version that starts that day must fit."""
    settled = Claim.objects.filter(said_since(starts), fund=fund, state__in=SETTLED)
    days = [event_of(claim).start for claim in settled.iterator()]
    return Standing(frozenset(row.effective_from for row in rows_in_force(fund)), max(days, default=None))
