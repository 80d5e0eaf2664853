"""Reads for the monthly sheet."""

from datetime import date

from django.db.models import Count, Sum

from chumchon.ledger.queries import receipts_and_payments
from chumchon.ledger.rules import short_code

from ..models import CollectionSheet, Fund
from ..rules.months import Collected, MonthFacts, Moved
from ..rules.reports import Balance
from .reports import book_of, histories, month_span, place_of, signers


def collected(fund: Fund, since: date, until: date) -> list[Collected]:
    """Closed sheets of a span by collector, with the cash that was counted."""
    sheets = CollectionSheet.objects.filter(fund=fund, state="closed", day__gte=since, day__lte=until)
    rows = sheets.values("collector__name_th").annotate(n=Count("id"), satang=Sum("counted_satang"))
    return [Collected(r["collector__name_th"], r["n"], r["satang"] or 0) for r in rows.order_by("collector__name_th")]


def month_facts(fund: Fund, year: int, month: int, today: date) -> MonthFacts:
    """Everything of the sheet of a month of a C.E. year, until today while the month runs."""
    book = book_of(fund)
    since, last = month_span(year, month)
    until = max(since, min(last, today))
    moved = receipts_and_payments(book, since, until)
    closing = {a.code: a.satang for a in moved.closing}
    return MonthFacts(
        place=place_of(fund), since=since, until=until,
        balances=[Balance(a.code, a.name_th, a.kind, a.satang, closing[a.code]) for a in moved.opening],
        receipts=[Moved(a.name_th, a.satang) for a in moved.receipts],
        payments=[Moved(a.name_th, a.satang) for a in moved.payments],
        histories=histories(fund), collected=collected(fund, since, until),
        signers=signers(fund, until, ("chair", "treasurer", "secretary")), head_number=book.head_number,
        code=short_code(book.head_hash) if book.head_number else "", check="",
    )  # fmt: skip
