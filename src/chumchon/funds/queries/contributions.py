"""Reads of the subsidiary ledger of members' money."""

from ..models import Claim, Contribution, Member, Taking
from ..rules.contributions import Payer, Row

SET_OFF_SOURCE = "claim"
"""The source of entries that belong to a claim: contributions under such an entry moved no cash."""


def payer_of(member: Member) -> Payer:
    """The member as a payment sees them."""
    return Payer(member.number, member.status, member.joined_on, member.paid_until)


def entry_rows(entry_id: int) -> list[Row]:
    """An entry's contributions as they were sealed: in the order of their receipts. For rules.contributions.rows_digest."""
    rows = Contribution.objects.filter(entry_id=entry_id).order_by("receipt__year_be", "receipt__number", "id")
    found = rows.values_list("member_commitment", "kind", "satang", "span_from", "span_to")
    return [Row(*row) for row in found]


def later_spans(contribution: Contribution) -> list[Contribution]:
    """Spans of the member that came after this one and stand, newest first, with their receipts."""
    rows = Contribution.objects.filter(member=contribution.member_id, kind="due", reverses=None, reversed_by=None)
    return list(rows.filter(span_from__gt=contribution.span_from).select_related("receipt").order_by("-span_from"))


def waits_on_a_sheet(member: Member) -> bool:
    """Whether money of the member lies on a sheet that is not closed: it may pay for the very days that are asked about."""
    return Taking.objects.filter(member=member, kind="due", void=None, sheet__state="open").exists()


def set_off_of(claim: Claim) -> Contribution | None:
    """What the claim deducted for days not paid, as the contribution that it became; None where it stands no more."""
    rows = Contribution.objects.filter(member=claim.member_id, reverses=None, reversed_by=None)
    rows = rows.filter(entry__source=SET_OFF_SOURCE, entry__source_ref=claim.label)
    return rows.select_related("receipt", "entry").first()
