"""Reads of takings: which wait for a posting, and how far members are paid with them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from ..models import Contribution, Fund, Member, Taking
from ..rules.contributions import Payer
from .contributions import payer_of

WAITING = Q(void__isnull=True) & (Q(sheet__state="open") | Q(late=True))


def waiting(fund: Fund) -> QuerySet[Taking]:
    """Money that was taken and is not in the book: on open sheets, and late ones that nobody has settled."""
    return Taking.objects.filter(WAITING, sheet__fund=fund)


def late(fund: Fund) -> QuerySet[Taking]:
    """What came after its sheet was closed and waits for a person, oldest first."""
    rows = Taking.objects.filter(sheet__fund=fund, late=True, void__isnull=True)
    return rows.select_related("member__person", "sheet__village", "actor").order_by("id")


def waiting_until(member_ids: Iterable[int]) -> dict[int, date]:
    """Paid until which day with what waits, for the members who have something waiting."""
    rows = Taking.objects.filter(WAITING, member_id__in=list(member_ids), kind="due")
    return dict(rows.values_list("member_id").annotate(until=Max("span_to")))


def payers(members: Iterable[Member]) -> dict[int, Payer]:
    """The members as a touch sees them: paid-until with what waits. One query."""
    found = {m.pk: payer_of(m) for m in members}
    for pk, until in waiting_until(found).items():
        paid = found[pk].paid_until
        found[pk] = replace(found[pk], paid_until=until if paid is None else max(paid, until))
    return found


def fee_payers(member_ids: Iterable[int]) -> set[int]:
    """Who of them has paid the entry fee, in the book or on a sheet. Two queries."""
    ids = list(member_ids)
    posted = Contribution.objects.filter(member_id__in=ids, kind="entry_fee", reverses=None, reversed_by=None)
    held = Taking.objects.filter(WAITING, member_id__in=ids, kind="entry_fee")
    return {*posted.values_list("member_id", flat=True), *held.values_list("member_id", flat=True)}


def member_of(fund: Fund, taking_uid: UUID) -> int:
    """The member of a taking; 0 where the fund has no such taking."""
    return Taking.objects.filter(uid=taking_uid, sheet__fund=fund).values_list("member_id", flat=True).first() or 0
