"""Reads for the fund's status form."""

from datetime import date, timedelta

from chumchon.ledger import queries as ledger
from chumchon.ledger.models import Book
from chumchon.ledger.rules import year_be

from ..models import Fund
from ..models.fund import POSITIONS
from ..rules.reports import Figure
from ..rules.status_form import People, Seat, StatusFacts
from .benefit_people import helped, helped_before, together
from .reports import CLOSING, balances, book_of, histories, place_of, seats_on, signers, year_span

MATCH_MONTH, MATCH_DAY = 9, 30  # full years of membership are asked on 30 September [f]


def match_day(day: date) -> date:
    """The last 30 September on or before a day."""
    this = date(day.year, MATCH_MONTH, MATCH_DAY)
    return this if this <= day else date(day.year - 1, MATCH_MONTH, MATCH_DAY)


def status_facts(fund: Fund, day: date) -> StatusFacts:
    """Everything of the form as of a day."""
    book = book_of(fund)
    since, _ = year_span(book, year_be(day, book.year_end_month))
    earlier = ledger.balances(book, since - timedelta(days=1), without=CLOSING)
    figures = [
        Figure(a.code, a.name_th, a.kind, sign * a.satang, sign * earlier[a.code])
        for a in ledger.accounts(book, day, since, without=CLOSING)
        if (sign := {"income": -1, "expense": 1}.get(a.kind, 0))
    ]
    opening = ledger.balances(book, day, without=CLOSING)["3020"]
    return StatusFacts(
        place=place_of(fund), day=day, match_day=match_day(day), founded=fund.organisation.opened_on,
        village_count=fund.village_count, histories=histories(fund), figures=figures, opening_satang=-opening,
        people=people(fund, book, since, day), balances=balances(book, since, day),
        seats=[Seat(s.person_name, dict(POSITIONS)[s.position], s.is_expert) for s in seats_on(fund, day)],
        signers=signers(fund, day, ("chair", "treasurer", "secretary")),
    )  # fmt: skip


def people(fund: Fund, book: Book, since: date, day: date) -> People:
    """Who was helped this year (from `since`) and in all years until the day."""
    year, ever, before = helped(fund, book, since, day), helped(fund, book, None, day), helped_before(fund, None, day)
    recent = helped_before(fund, since, day) if before else {}
    return People(
        {code: (year[code].people if code in year else 0, kind.people) for code, kind in ever.items()},
        (together(year), together(ever)),
        (sum(k.unnamed for k in year.values()), sum(k.unnamed for k in ever.values())),
        {code: (kind.people, kind.satang) for code, kind in before.items()},
        (together(recent), sum(k.satang for k in recent.values())),
    )
