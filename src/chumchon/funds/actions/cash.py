"""Counting the cash: two people sign, and a difference becomes a draft that waits for a checker."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from chumchon.access.actions import record, require, second_signature
from chumchon.access.rules import Actor
from chumchon.ledger.models import Book
from chumchon.ledger.queries import cash_in_hand

from ..models import CashCount, Fund
from ..rules.cash import Counted, check, difference_accounts
from ..rules.cutoff import counted_satang
from .drafts import make_draft

COUNT, SIGN = "book.post", "collect.sign"
SAME_WITHIN = timedelta(minutes=5)


def count_cash(
    fund: Fund, actor: Actor, counted: Mapping[str, int], reason: str, witness: str, secret: str, now: datetime, day: date
) -> CashCount:  # fmt: skip
    """Keep a count of notes and coins ({"100000": pieces, …} by value in satang), signed by a second person.

    Pressed twice it is one count. The difference is not posted: it waits as a draft (over 4090, short 5290).
    Errors: NOT_ALLOWED, BAD_COUNT, NO_REASON, and those of second_signature.
    """
    require(actor, COUNT, fund.organisation, day)
    total = counted_satang(counted)
    check(Counted(total, cash_in_hand(Book.objects.get(organisation_id=fund.organisation_id))), reason)
    second = second_signature(actor, witness, secret, SIGN, fund.organisation, now, day)
    kept = {piece: pieces for piece, pieces in counted.items() if pieces}
    with transaction.atomic():
        book = Book.objects.select_for_update().get(organisation_id=fund.organisation_id)
        found = Counted(total, cash_in_hand(book))  # nobody posts from here on
        check(found, reason)
        before = CashCount.objects.filter(
            fund=fund, day=day, counter_id=actor.user_id, witness_id=second.user_id, counted_satang=total,
            at__gt=now - SAME_WITHIN,
        ).last()  # fmt: skip
        if before is not None and before.counted == kept and before.book_satang == found.book_satang:
            return before
        made = CashCount.objects.create(
            fund=fund, day=day, counted=kept, counted_satang=total, book_satang=found.book_satang, at=now,
            reason=reason.strip()[:300], counter_id=actor.user_id, witness_id=second.user_id,
        )  # fmt: skip
        detail = {"counted": total, "book": found.book_satang, "reason": made.reason}
        record(actor.user_id, "cash.count", fund.organisation, f"count:{made.pk}", now, detail)
        if found.difference_satang:
            kind, debit, credit = difference_accounts(found)
            memo = f"ตรวจนับเงินสด {found.words}: {made.reason}"[:300]
            size = abs(found.difference_satang)
            make_draft(fund, actor, kind, day, debit, credit, size, memo, uuid.uuid4(), now, day)
    return made
