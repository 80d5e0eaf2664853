"""What the committee sees: claims that wait by age, benefits by the kinds of the status form, help that was no money."""

from dataclasses import dataclass
from datetime import date

from chumchon.ledger.chart import BENEFITS

from ..models import AgreementVersion, Claim, ClaimPayment, Fund
from ..rules.claims import OWED
from . import agreements
from .claims import event_of

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
    """One kind of the status form: times and people paid, satang."""

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


def kinds(fund: Fund, since: date, until: date) -> list[Kind]:
    """Benefits paid in the span (both days included) by kind; undone payments are out. Every kind has its row."""
    rows = ClaimPayment.objects.filter(fund=fund, day__range=(since, until), reverses=None, reversed_by=None)
    versions = {row.pk: row for row in AgreementVersion.objects.filter(fund=fund)}
    times: dict[str, set[int]] = {}
    people: dict[str, set[int]] = {}
    money: dict[str, int] = {}
    for paid in rows.select_related("claim"):
        decision = paid.claim.decisions.order_by("-id").values_list("version_id", flat=True).first()
        version = versions.get(decision or 0)
        code = agreements.account_of(version, event_of(paid.claim).benefit) if version else "5117"
        times.setdefault(code, set()).add(paid.claim_id)
        people.setdefault(code, set()).add(paid.claim.member_id)
        money[code] = money.get(code, 0) + paid.satang
    return [
        Kind(code, th, len(times.get(code, ())), len(people.get(code, ())), money.get(code, 0))
        for code, th in CODES.items()
    ]
