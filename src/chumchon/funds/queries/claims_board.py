"""What the committee sees: claims that wait by age, benefits by the kinds of the status form, help that was no money."""

from dataclasses import dataclass
from datetime import date

from chumchon.ledger.chart import BENEFITS
from chumchon.ledger.models import Book

from ..models import Claim, Fund
from ..rules.claims import OWED
from .benefit_people import Helped, helped

AGES = ((0, 7, "ไม่เกิน 7 วัน"), (8, 15, "8 ถึง 15 วัน"), (16, 30, "16 ถึง 30 วัน"), (31, 10**6, "เกิน 30 วัน"))
CODES = {str(5101 + i): th for i, (_, th, _) in enumerate(BENEFITS)}
WAITS = ("waiting", "pending_evidence", "returned")


@dataclass(frozen=True)
class Age:
    """Claims of one span of age: how many wait for an answer and how many for their money."""

    words: str
    answer: int
    money: int


@dataclass(frozen=True)
class Kind:
    """One kind of the status form: claims and people helped, satang."""

    code: str
    words: str
    times: int
    people: int
    satang: int


def ages(fund: Fund, day: date) -> list[Age]:
    """Open claims by days since they were handed in."""
    rows = list(Claim.objects.filter(fund=fund, state__in=(*WAITS, *OWED)).values_list("claim_day", "state"))
    old = [((day - since).days, state in OWED) for since, state in rows]
    return [
        Age(
            words,
            sum(least <= d <= most and not owed for d, owed in old),
            sum(least <= d <= most and owed for d, owed in old),
        )
        for least, most, words in AGES
    ]


def kinds(fund: Fund, book: Book, since: date, until: date) -> list[Kind]:
    """Benefits of the span (both days included) by kind, as the status form counts them. Every kind has its row."""
    found = helped(fund, book, since, until)
    none = Helped()
    return [
        Kind(code, th, (kind := found.get(code, none)).times, kind.people, kind.satang) for code, th in CODES.items()
    ]
