"""Reads of rounds and of the institute's money for them."""

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from chumchon.ledger import queries as ledger
from chumchon.ledger.institute import BANK, BUDGET, OVER_MATCH
from chumchon.ledger.models import Book

from ..models import Request, Round
from ..rules.desks import STATES


def rounds() -> QuerySet[Round]:
    """Every round, the newest first, with how many requests it has and what they ask."""
    return Round.objects.annotate(
        asked=Coalesce(Sum("requests__asked_satang"), 0), funds=Count("requests"),
        waiting=Count("requests", filter=Q(requests__state__in=("signed", "province", "region"))),
    )  # fmt: skip


def round_of(code: str) -> Round | None:
    """The round of that code."""
    return Round.objects.filter(code=code).first()


def offered(fund_id: int) -> list[tuple[Round, Request | None]]:
    """Rounds that a fund may see (not drafts), the newest first, each with the fund's request if there is one."""
    mine = {r.round_id: r for r in Request.objects.filter(fund_id=fund_id).select_related("award", "award__payment")}
    return [(r, mine.get(r.pk)) for r in Round.objects.exclude(state="draft")]


def by_state(round_: Round) -> list[tuple[str, str, int, int]]:
    """(state, Thai, requests, satang asked) in the order of the way."""
    rows = round_.requests.values("state").annotate(n=Count("id"), s=Coalesce(Sum("asked_satang"), 0))
    found = {row["state"]: (row["n"], row["s"]) for row in rows}
    return [(state, th, *found[state]) for state, th in STATES.items() if state in found]


def institute_money(book: Book) -> dict[str, int]:
    """Satang in the institute's bank, received for the match so far, and over-match to come back."""
    balances = ledger.balances(book)
    return {"bank": balances[BANK], "budget": -balances[BUDGET], "over": balances[OVER_MATCH]}
