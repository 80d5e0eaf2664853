"""Reads of over-match that was returned as money."""

from django.db.models import QuerySet, Sum

from chumchon.funds.models import Fund
from chumchon.ledger.models import Account, Line

from ..models import Repayment


def of_fund(fund: Fund) -> QuerySet[Repayment]:
    """What the fund returned, newest first."""
    rows = Repayment.objects.filter(organisation=fund.organisation)
    return rows.select_related("account", "maker", "second", "checker", "entry_fund").order_by("-made_at", "-pk")


def all_of(state: str = "waiting") -> QuerySet[Repayment]:
    """Every fund's in one state, the oldest first."""
    rows = Repayment.objects.filter(state=state) if state else Repayment.objects.all()
    return rows.select_related(
        "organisation__subdistrict__district__province", "account", "maker", "second", "checker"
    ).order_by("made_at", "pk")


def accounts(fund: Fund) -> list[tuple[Account, int]]:
    """Where the fund's money lies, banks first, with the satang there by the book."""
    rows = Account.objects.filter(book__organisation=fund.organisation, is_cash=True, bank_account__closed_on=None)
    sums = dict(Line.objects.filter(account__in=rows).values_list("account").annotate(total=Sum("satang")))
    return sorted(((a, sums.get(a.pk, 0)) for a in rows), key=lambda pair: (pair[0].code == "1010", pair[0].code))
