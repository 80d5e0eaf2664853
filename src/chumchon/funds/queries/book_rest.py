"""What a fund keeps beside its entries, checked anew for the ledger's check (ledger.verify): days of collection, who has paid
until when, decisions of claims. Each is computed from the rows that only grow."""

from collections.abc import Iterator
from datetime import date

from cryptography.exceptions import InvalidTag
from django.db.models import Sum

from chumchon.ledger.faults import Fault, fault
from chumchon.ledger.models import Book

from ..models import Claim, ClaimDecision, CollectionSheet, Contribution, Fund, Member, MemberEvent, Taking
from ..rules.cutoff import counted_satang
from ..rules.membership import stood_until
from .claims import decision_of


def fund_rest(book: Book) -> Iterator[Fault]:
    """Everything of the fund that the book belongs to; nothing for another organisation's book."""
    fund = Fund.objects.filter(organisation=book.organisation_id).first()
    if fund is not None:
        yield from _sheets(fund)
        yield from _members(fund)
        yield from _decisions(fund)
        yield from _claims(fund)


def _sheets(fund: Fund) -> Iterator[Fault]:
    """A closed sheet posted what was taken on it, and its count is what was taken and the difference."""
    taken = dict(
        Taking.objects.filter(sheet__fund=fund, void=None, late=False).values_list("sheet").annotate(s=Sum("satang"))
    )
    posted = dict(
        Contribution.objects.filter(entry__sheet__fund=fund, reverses=None)
        .values_list("entry__sheet")
        .annotate(s=Sum("satang"))
    )
    rows = CollectionSheet.objects.filter(fund=fund, state="closed").select_related("entry").order_by("id")
    for sheet in rows:
        number = sheet.entry.number if sheet.entry is not None else None
        if taken.get(sheet.pk, 0) != posted.get(sheet.pk, 0):
            yield fault("taking", entry=number, receipt=str(sheet.pk))
        expected = taken.get(sheet.pk, 0) + sheet.difference_satang
        if not (sheet.counted_satang or 0) == expected == counted_satang(sheet.counted):
            yield fault("counted", entry=number, receipt=str(sheet.pk))


def _members(fund: Fund) -> Iterator[Fault]:
    """Paid-until is what the last receipt or the history says; older payments are those of the signed cut-off sheet.

    Before that sheet is signed the register is still being written, and only who has receipts is bound by them.
    """
    receipts: dict[int, list[tuple[date | None, date | None, bool]]] = {}
    dues = Contribution.objects.filter(member__fund=fund, kind="due", reverses=None).order_by("id")
    for pk, before, until, undone in dues.values_list("member_id", "paid_until_before", "span_to", "reversed_by"):
        receipts.setdefault(pk, []).append((before, until, undone is None))
    steps: dict[int, list[tuple[str, str | None, str | None]]] = {}
    legacy: dict[int, int] = {}
    events = MemberEvent.objects.filter(member__fund=fund, after__has_key="paid_until").order_by("id")
    for pk, kind, before, after in events.values_list("member_id", "kind", "before", "after"):
        steps.setdefault(pk, []).append((kind, before.get("paid_until"), after["paid_until"]))
        if kind == "cut_off":
            legacy[pk] = int(after["legacy_satang"])
    signed = fund.cut_off_day is not None
    rows = Member.objects.filter(fund=fund).order_by("number_key", "id")
    for pk, number, until, older, moved in rows.values_list(
        "pk", "number", "paid_until", "legacy_satang", "moved_from_id"
    ):
        stood = stood_until(receipts.get(pk, ()), steps.get(pk, ()) if signed or pk in receipts else ())
        if stood and until not in stood:
            yield fault("paid_until", receipt=number)
        if pk in legacy and moved is None and legacy[pk] != older:
            yield fault("legacy", receipt=number)


def _decisions(fund: Fund) -> Iterator[Fault]:
    """The sums of a decision are those of its sealed copy."""
    rows = ClaimDecision.objects.filter(claim__fund=fund).select_related("claim").order_by("id")
    for row in rows.iterator(chunk_size=500):
        try:
            kept = decision_of(row)
        except (InvalidTag, ValueError, KeyError):
            yield fault("decision", receipt=row.claim.label)
            continue
        if (kept.amount_satang, kept.deferred_satang) != (row.amount_satang, row.deferred_satang):
            yield fault("decision", receipt=row.claim.label)


def _claims(fund: Fund) -> Iterator[Fault]:
    """What a claim says that it was paid is the sum of its vouchers, those that undo one included."""
    rows = Claim.objects.filter(fund=fund).annotate(vouchers=Sum("payments__satang")).order_by("id")
    for claim in rows:
        if claim.satang_paid != (claim.vouchers or 0):
            yield fault("claim", receipt=claim.label)
