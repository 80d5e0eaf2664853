"""Putting receipts on paper: every printing is written down, so that a second paper says it is a copy."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.ledger.models import Book, Receipt
from chumchon.thai.errors import Refused

from ..models import Fund, ReceiptPrint
from ..rules.receipts import check_how_many


@transaction.atomic
def print_receipts(
    fund: Fund, receipt_ids: Sequence[int], a_page: int, actor: Actor, now: datetime, day: date
) -> dict[int, int]:
    """Write the printing down and answer which printing it is, by receipt. a_page: 1 (A5), 2 or 4 receipts to an A4.

    The book is locked, so that two who print at once do not both get the original.
    Errors: NOT_ALLOWED, NOTHING_CHOSEN, TOO_MANY, BAD_PAPER, NO_RECEIPT (not of this fund).
    """
    require(actor, "receipts.print", fund.organisation, day)
    wanted = list(dict.fromkeys(receipt_ids))
    check_how_many(len(wanted), a_page)
    book = Book.objects.select_for_update().get(organisation_id=fund.organisation_id)
    rows = Receipt.objects.filter(book=book, pk__in=wanted).annotate(last=Max("prints__nth")).values_list("pk", "last")
    last = dict(rows)
    if len(last) < len(wanted):
        raise Refused("NO_RECEIPT", "ไม่พบใบเสร็จบางใบในกองทุนนี้ เปิดรายการใบเสร็จใหม่", "Some receipts are not of this fund.")
    nth = {pk: (last[pk] or 0) + 1 for pk in wanted}
    ReceiptPrint.objects.bulk_create(
        ReceiptPrint(receipt_id=pk, nth=n, actor_id=actor.user_id, at=now) for pk, n in nth.items()
    )
    subject = f"receipt:{wanted[0]}" if len(wanted) == 1 else f"book:{book.pk}"
    record(
        actor.user_id,
        "receipt.print",
        fund.organisation,
        subject,
        now,
        {"rows": len(wanted), "copies": max(nth.values())},
    )
    return nth
