"""Reads of cash counts."""

from django.db.models import QuerySet

from ..models import CashCount, Fund
from ..rules.cash import Counted


def counts(fund: Fund) -> QuerySet[CashCount]:
    """Counts of a fund, newest first."""
    return CashCount.objects.filter(fund=fund).select_related("counter", "witness").order_by("-id")


def count_of(fund: Fund, count_id: int) -> CashCount | None:
    """One count of this fund."""
    return counts(fund).filter(pk=count_id).first()


def facts(count: CashCount) -> Counted:
    """The count as the rules see it."""
    return Counted(count.counted_satang, count.book_satang)
