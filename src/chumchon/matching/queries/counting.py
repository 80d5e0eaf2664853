"""Counting a fund from its own records for a round: members, money of the year, villages, kinds of benefit. Nothing is typed."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet

from chumchon.access.walls import whole_nation
from chumchon.funds.models import Contribution, Fund, Member
from chumchon.funds.queries.agreements import account_of, parsed, version_on
from chumchon.funds.queries.dues import plan_of
from chumchon.funds.queries.moving import came_from
from chumchon.funds.queries.reports import CLOSING, book_of, histories, payments_by_account
from chumchon.funds.rules import dues
from chumchon.funds.rules.reports_members import History
from chumchon.ledger import queries as ledger
from chumchon.people.models import Person

from ..models import MemberAward, MemberYear, Round, Succession
from ..rules import counting
from ..rules.counting import Condition, Counted, FundFacts, Paid, Span, Terms, Who
from ..rules.reasons import COUNTS
from .debts import whole
from .stops import members_under

PAID = ("member_id", "satang", "span_from", "span_to", "entry__day", "paid_until_before", "reversed_by__id")
MANY = 500  # persons that one query names
NEARLY_ALL = 50_000  # beyond them everybody is read: a round, not a fund


@dataclass(frozen=True)
class Row:
    """A counted member-year with who it is: keyed index of the citizen id ("" unknown), joining, how often matched before."""

    counted: Counted
    person_index: str
    joined_on: date
    times_before: int


@dataclass(frozen=True)
class Tally:
    """The count of a fund: its member-years, the round's conditions, and the figures of the request's first page."""

    rows: list[Row]
    conditions: list[Condition]
    figures: dict[str, int]
    asked_satang: int

    @property
    def asking(self) -> int:
        """Member-years that count."""
        return sum(row.counted.reason == COUNTS for row in self.rows)


def terms_of(round_: Round, fund: Fund) -> Terms:
    """What the round asks of this fund: a municipality and a district of Bangkok have a share of their own."""
    tambon = fund.kind == "tambon"
    share = round_.village_share_tambon_permille if tambon else round_.village_share_municipality_permille
    return Terms(
        round_.counting_day, round_.rate_permille, round_.ceiling_satang, round_.times_matched, share,
        round_.least_benefit_kinds, round_.fund_age_days,
    )  # fmt: skip


def count_fund(fund: Fund, round_: Round, alone: bool = False) -> Tally:
    """Count now, as of the round's day. A dozen queries, whatever the number of members.

    alone: each member by themselves, whatever the fund's own conditions say: what a look back asks.
    """
    terms = terms_of(round_, fund)
    members, people = [history.continued() for history in histories(fund)], _people(fund)
    paid = paid_of(fund, terms.counting_day)
    indexes = {index for index, _ in people.values() if index}
    before, matched = times_before(indexes, round_), matched_this_year(indexes, round_)
    year_satang, died = plan_of(fund, terms.counting_day).year_satang, deaths(fund, indexes, terms.counting_day)
    # A finding that waits is a question: it may hold back a request, it does not take back money that was paid.
    under = frozenset() if alone else members_under(fund.organisation)
    rows = []
    for history in members:
        if history.first_day() > terms.counting_day:
            continue
        index = people[history.member_id][0]
        who = Who(
            bool(index), before.get(index, 0), index in matched, history.member_id in under, died.get(history.member_id)
        )
        rows.append(counting.count_member(history, paid.get(history.member_id, Paid(None)), who, terms, year_satang))
    facts = _facts(fund, members, terms)
    found = counting.conditions(facts, terms)
    if not alone:
        rows = counting.under_conditions(rows, found)
    asked = sum(counting.due(row.satang, terms) for row in rows if row.reason == COUNTS)
    made = [Row(r, *people[r.member_id], before.get(people[r.member_id][0], 0)) for r in rows]
    return Tally(made, found, _figures(fund, round_, members, made, facts, terms, asked), asked)


def _people(fund: Fund) -> dict[int, tuple[str, date]]:
    rows = Member.objects.filter(fund=fund).values_list("id", "person__citizen_index", "joined_on")
    return {pk: (index or "", joined) for pk, index, joined in rows.iterator()}


@whole_nation()
def deaths(fund: Fund, indexes: Collection[str], day: date) -> dict[int, date]:
    """By member: the day of death on any record of the person or of the same citizen id, where it is not after `day`."""
    by_index: dict[str, date] = {}
    for some in _batches(indexes):
        dead = Person.objects.filter(died_on__lte=day).exclude(citizen_index=None)
        dead = dead if some is None else dead.filter(citizen_index__in=some)
        rows = dead.order_by("-died_on").values_list("citizen_index", "died_on")
        by_index |= {index: died for index, died in rows.iterator() if index and died}
    found: dict[int, date] = {}
    own = Member.objects.filter(fund=fund).values_list("id", "person__citizen_index", "person__died_on")
    for member, index, died in own.iterator():
        days = [d for d in (died, by_index.get(index or "")) if d is not None and d <= day]
        if days:
            found[member] = min(days)
    return found


def paid_of(fund: Fund, day: date) -> dict[int, Paid]:
    """Each member's money as the book had it at the end of that day; a receipt that was cancelled was never money."""
    before = came_from(fund)
    rows = Contribution.objects.filter(member__fund=fund, kind="due").order_by("id")
    spans: dict[int, list[Span]] = defaultdict(list)
    opening: dict[int, date | None] = {}
    for own, satang, first, last, posted, was, cancelled in itertools.chain(
        _paid_elsewhere(before), rows.values_list(*PAID).iterator()
    ):
        member = before.get(own, own)
        opening.setdefault(member, was)
        if satang > 0 and cancelled is None and posted <= day and first is not None and last is not None:
            spans[member].append(Span(first, last, satang))
    for member, until in Member.objects.filter(fund=fund).values_list("id", "paid_until"):
        opening.setdefault(member, until)
    return {member: Paid(until, tuple(spans[member])) for member, until in opening.items()}


@whole_nation()
def _paid_elsewhere(before: Collection[int]) -> list[tuple[Any, ...]]:
    """What was paid into funds that ended in this one, by the memberships there."""
    if not before:
        return []
    rows = Contribution.objects.filter(member__moved_to__isnull=False, kind="due").order_by("id")
    return [row for row in rows.values_list(*PAID).iterator() if row[0] in before]


def _batches(indexes: Collection[str]) -> Iterator[list[str] | None]:
    """Persons as a query may name them, some hundreds at a time; None: nearly everybody, who are read without names."""
    if len(indexes) > NEARLY_ALL:
        yield None
        return
    named = sorted(indexes)
    for start in range(0, len(named), MANY):
        yield named[start : start + MANY]


def _matched(indexes: list[str] | None) -> QuerySet[MemberAward]:
    """Member-years that were matched and stand; what became a debt in full was no match."""
    rows = MemberAward.objects.filter(satang__gt=0).exclude(pk__in=whole())
    return rows if indexes is None else rows.filter(member_year__person_index__in=indexes)


@whole_nation()
def times_before(indexes: Collection[str], round_: Round) -> dict[str, int]:
    """How often each person was matched in rounds of earlier counting days."""
    found: dict[str, int] = {}
    for some in _batches(indexes):
        rows = _matched(some).filter(award__request__round__counting_day__lt=round_.counting_day)
        counted = rows.values(index=F("member_year__person_index")).annotate(times=Count("id"))
        found |= {row["index"]: row["times"] for row in counted.iterator() if row["index"]}
    return found


@whole_nation()
def matched_this_year(indexes: Collection[str], round_: Round) -> set[str]:
    """Persons of whom another round of the same fiscal year has matched the year already."""
    found: set[str] = set()
    for some in _batches(indexes):
        rows = _matched(some).filter(award__request__round__fiscal_year_be=round_.fiscal_year_be)
        rows = rows.exclude(award__request__round=round_)
        found.update(rows.values_list("member_year__person_index", flat=True).iterator())
    return found


def _facts(fund: Fund, members: list[History], terms: Terms) -> FundFacts:
    day = terms.counting_day
    opened = [fund.organisation.opened_on]
    earlier = Succession.objects.filter(successor=fund.organisation, day__lte=day)
    opened += earlier.values_list("predecessor__opened_on", flat=True)
    villages = {h.village_on(day) for h in members if h.present_on(day)} - {None}
    paid = {code for code, n in payments_by_account(book_of(fund), None, day).items() if n and "5101" <= code <= "5117"}
    version = version_on(fund, day)
    agreed = {account_of(version, b.key) for b in parsed(version).benefits} if version is not None else set()
    return FundFacts(min(opened), fund.village_count, len(villages), len(paid), len(agreed))


def _figures(
    fund: Fund, round_: Round, members: list[History], rows: list[Row], facts: FundFacts, terms: Terms, asked: int
) -> dict[str, int]:
    day, plan = terms.counting_day, plan_of(fund, terms.counting_day)
    paid, present = paid_of(fund, day), [h for h in members if h.present_on(day)]
    behind = 0
    owed = 0
    for history in present:
        at = dues.standing(plan, history.member_since(day) or day, paid.get(history.member_id, Paid(None)).until, day)
        behind += at.owed_satang > 0
        owed += at.owed_satang
    balances = ledger.balances(book_of(fund), day, without=CLOSING)
    cash = set(ledger.cash_accounts(book_of(fund)).values_list("code", flat=True))
    counting_rows = [r for r in rows if r.counted.reason == COUNTS]
    return {
        "members_ever": sum(h.first_day() <= day for h in members), "members_now": len(present),
        "asking": len(counting_rows), "asked_satang": asked, "local_satang": asked * round_.local_rate_permille // 1000,
        "paid_satang": sum(r.counted.satang for r in counting_rows),
        "from_opening_satang": sum(r.counted.from_opening_satang for r in counting_rows),
        "villages": facts.villages, "village_count": facts.village_count, "kinds_paid": facts.kinds_paid,
        "kinds_agreed": facts.kinds_agreed, "age_days": (day - facts.opened_on).days, "behind": behind,
        "owed_satang": owed, "cash_satang": sum(balances[code] for code in cash), "elsewhere": _elsewhere(fund, round_, counting_rows),
    }  # fmt: skip


def _elsewhere(fund: Fund, round_: Round, rows: list[Row]) -> int:
    """Member-years whose person already counts in another fund's request of this round. Who counts is settled later."""
    mine = {row.person_index for row in rows}
    others = MemberYear.objects.filter(
        request__round=round_, count_no=F("request__count_no"), reason=COUNTS, person_index__gt=""
    ).exclude(request__fund=fund)
    return sum(1 for index in others.values_list("person_index", flat=True).iterator() if index in mine)


def by_reason(rows: list[Row]) -> Counter[int]:
    """How many member-years have each reason."""
    return Counter(row.counted.reason for row in rows)
