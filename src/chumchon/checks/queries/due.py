"""Which funds are to be checked: those whose book or register grew since the last time, and those never checked."""

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import F

from chumchon.funds.models import Fund, MemberEvent
from chumchon.ledger.models import Book

from ..models import Verification


def is_due(fund: Fund) -> bool:
    """Did the book or the register grow since the fund was last checked, or was it never?"""
    return any(due_funds([fund]))


def due_funds(funds: Collection[Fund]) -> Iterator[Fund]:
    """Funds whose book or register grew since they were last checked, or that never were.

    A member who is written in moves no money: without the register a second membership would be seen a night too late.
    """
    checked, heads = _checked(funds), _heads(funds)
    changed = _changed(funds)
    for fund in funds:
        if (
            fund.organisation_id not in checked
            or checked[fund.organisation_id][1] != heads.get(fund.organisation_id)
            or fund.organisation_id in changed
        ):
            yield fund


def waiting_funds(funds: Collection[Fund], day: date, again: bool) -> Iterator[Fund]:
    """Funds whose book or register grew, or that were not checked this day: where a run that was stopped goes on."""
    checked, heads, changed = _checked(funds), _heads(funds), _changed(funds)
    for fund in funds:
        if (
            again
            or fund.organisation_id in changed
            or checked.get(fund.organisation_id) != (day, heads.get(fund.organisation_id))
        ):
            yield fund


def _checked(funds: Collection[Fund]) -> dict[int, tuple[date, int]]:
    """Organisation: the day of its last check and the number of the entry it read up to."""
    rows = Verification.objects.filter(organisation_id__in=[f.organisation_id for f in funds])
    return {v.organisation_id: (v.day, v.head_number) for v in rows}


def _changed(funds: Collection[Fund]) -> set[int]:
    """Organisations in whose register something was written after their last check."""
    rows = MemberEvent.objects.filter(member__fund__in=[f.pk for f in funds])
    rows = rows.filter(at__gt=F("member__fund__organisation__verification__at"))
    return set(rows.order_by().values_list("member__fund__organisation", flat=True).distinct())


def _heads(funds: Collection[Fund]) -> dict[int, int]:
    """Organisation: the number of its book's last entry."""
    rows = Book.objects.filter(organisation_id__in=[f.organisation_id for f in funds])
    return dict(rows.values_list("organisation_id", "head_number"))
