"""The facts of a claim from the records: rights used up, cash that is free, what the fund expects to pay. Nothing is typed."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from chumchon.agreements.decide import Decision, decide
from chumchon.agreements.facts import Facts
from chumchon.agreements.model import Agreement
from chumchon.agreements.years import cap_year_of
from chumchon.ledger.models import Account, Book, Line

from ..models import Claim, ClaimPayment, Contribution, Fund, Member
from ..rules import claims as rules
from ..rules.claim_checks import same_event
from ..rules.claim_use import used_by_all, used_ever, used_units
from ..rules.claims import OWED, Event, Owed
from . import agreements
from . import claims as queries
from .benefit_history import paid_before
from .claim_elsewhere import paid_to_others
from .records import Records, records_of


def book_of(fund: Fund) -> Book:
    """The fund's book."""
    return Book.objects.get(organisation_id=fund.organisation_id)


def cash_of(book: Book) -> int:
    """Satang in the box and in the banks, by the book."""
    return Line.objects.filter(account__book=book, account__is_cash=True).aggregate(s=Sum("satang"))["s"] or 0


def balance(account: Account) -> int:
    """Satang of one cash or bank account."""
    return Line.objects.filter(account=account).aggregate(s=Sum("satang"))["s"] or 0


def owed(fund: Fund, without: int | None = None) -> list[Owed]:
    """Approved claims that are not paid in full, in order of approval."""
    rows = Claim.objects.filter(fund=fund, state__in=OWED).exclude(pk=without or 0).order_by("approved_order")
    return [owed_of(claim) for claim in rows]


def owed_of(claim: Claim) -> Owed:
    """What one approved claim waits for."""
    return Owed(
        claim.label, claim.satang_left - claim.satang_deferred, claim.satang_deferred, claim.approved_order or 0
    )


def free_cash(fund: Fund, without: int | None = None) -> int:
    """Cash and bank less everything that was approved before and is not paid yet."""
    promised = sum(o.now_satang + o.deferred_satang for o in owed(fund, without))
    return max(0, cash_of(book_of(fund)) - promised)


def expected_outgo(fund: Fund, day: date) -> int:
    """What the last twelve months paid, old book included; 0 where less than a year is known."""
    paid = list(ClaimPayment.objects.filter(fund=fund, day__lte=day).values_list("day", "satang"))
    return rules.outgo(paid + paid_before(fund, day), day)


def birth_of(member: Member) -> date | None:
    """The day that decides an age; None where it is not known."""
    person = member.person
    if person.birth_day is None or person.birth_precision == "none":
        return None
    # Of a year alone the youngest day is taken: nobody is made older than the papers say.
    return person.birth_day if person.birth_precision == "day" else date(person.birth_day.year, 12, 31)


def _paid_in(member: Member) -> int:
    due = Contribution.objects.filter(member=member, kind="due").aggregate(s=Sum("satang"))["s"] or 0
    return max(0, member.legacy_satang + due)


@dataclass(frozen=True)
class Till:
    """What the fund itself brings to a decision, in satang: the same for everybody of a house, so it is read once."""

    cash: int
    outgo: int


def till_of(fund: Fund, claim_day: date, claim_id: int | None = None) -> Till:
    """Cash that nobody was promised, and what the next twelve months are expected to cost."""
    return Till(free_cash(fund, claim_id), expected_outgo(fund, claim_day))


def facts_for(
    fund: Fund, member: Member, event: Event, agreement: Agreement, claim_day: date, given: list[str],
    claim_id: int | None = None, till: Till | None = None, own: Records | None = None,
) -> Facts:  # fmt: skip
    """Everything that the agreement may ask of this claim, as the records say it now.

    given: labels of the papers that were shown. claim_id: the claim itself, which does not count against itself.
    till, own: where they were read already.
    """
    till = till or till_of(fund, claim_day, claim_id)
    benefit = agreement.benefit(event.benefit)
    own = own or records_of([member], agreement, event.start, claim_id)[member.pk]
    used = own.used
    join = member.joined_on
    first, last = cap_year_of(agreement, min(join, event.start), event.start)
    next_first, next_last = cap_year_of(agreement, min(join, event.start), last + timedelta(days=1))
    own_1, own_2 = (used_units(used, event.benefit, *year) for year in ((first, last), (next_first, next_last)))
    others = queries.earlier(fund, member, event, benefit, claim_id) if benefit and benefit.once_per_event else []
    older = paid_to_others(fund, member, event, benefit) if benefit else []
    papers = rules.missing(benefit, given) if benefit else ()
    again = benefit is not None and same_event(event, benefit, [*(e for _, e in others), *older])
    paid_in = benefit is not None and benefit.amount.of == "contributions_paid"
    return Facts(
        event=event.benefit, start=event.start, end=event.end, join=join,
        paid_until=rules.paid_until_on(event.start, member.paid_until, own.then, agreement.membership.grace_days), birth=birth_of(member),
        children=event.children, damage_satang=event.damage_satang, contributions_satang=_paid_in(member) if paid_in else None,
        household_n=event.household_n, household_i=event.household_i, prior_units_y1=own_1[0], prior_units_y2=own_2[0],
        prior_units_life=used_ever(used, event.benefit),
        prior_own_y1_satang=own_1[1], prior_own_y2_satang=own_2[1],
        prior_all_y1_satang=used_by_all(used, agreement, first, last),
        prior_all_y2_satang=used_by_all(used, agreement, next_first, next_last),
        prior_events=sum(1 for one in used if one.benefit == event.benefit and first <= one.start <= last),
        already_paid=bool(again), cash_satang=till.cash,
        expected_outgo_satang=till.outgo, flags=event.flags | ({"rejoined"} if own.rejoined else set()),
        claim_day=max(claim_day, event.end), evidence_ok=not papers, evidence_missing=papers,
    )  # fmt: skip


def decide_now(
    fund: Fund, member: Member, event: Event, claim_day: date, given: list[str], claim_id: int | None = None, *,
    agreement: Agreement | None = None, till: Till | None = None, own: Records | None = None,
) -> Decision:  # fmt: skip
    """The decision by the version in force on the event's first day. Without a version it says so, and pays nothing.

    agreement, till, own: that version, what the fund and what the member's records bring, where they were read already.
    """
    if agreement is None:
        row = agreements.version_on(fund, event.start)
        if row is None:
            return decide((), Facts(event=event.benefit, start=event.start, end=event.end))
        agreement = agreements.parsed(row)
    return decide(agreement, facts_for(fund, member, event, agreement, claim_day, given, claim_id, till, own))
