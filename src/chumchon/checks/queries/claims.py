"""Claims, payments and verdicts of a fund as columns. What rests sealed is opened for the rules and goes no further."""

from chumchon.agreements.columns import Book as Agreements
from chumchon.agreements.deaths import is_death
from chumchon.agreements.decide import Decision
from chumchon.agreements.model import Agreement
from chumchon.funds.models import Claim, ClaimEvidence, ClaimPayment, ClaimVerdict, Fund
from chumchon.funds.queries import agreements
from chumchon.funds.queries.claims import decision_of, event_of, receiver_of
from chumchon.funds.rules.claims import COUNTED, OPEN, Event, missing

from .. import columns as tables
from ..columns import Table
from .short import keyed, ordinal
from .users import Homes


def claim_tables(fund: Fund, book: Agreements | None, homes: Homes) -> tuple[Table, Table, Table]:
    """claims, payments, verdicts."""
    versions = agreements.rows_in_force(fund)
    papers: dict[object, set[str]] = {}
    for event_key, label in ClaimEvidence.objects.filter(claim__fund=fund).values_list("event_key", "label"):
        papers.setdefault(event_key, set()).add(label)
    rows = []
    for claim in Claim.objects.filter(fund=fund).select_related("member__person").prefetch_related("decisions"):
        event = event_of(claim)
        row = agreements.pick(versions, event.start)
        said = agreements.parsed(row) if row else None
        rows.append(_claim(claim, event, _decision(claim), said, book, papers.get(claim.event_key, set())))
    return tables.table("claims", rows), _payments(fund), _verdicts(fund, homes)


def _decision(claim: Claim) -> Decision | None:
    rows = sorted(claim.decisions.all(), key=lambda d: d.pk)
    if not rows:
        return None
    rows[-1].claim = claim
    return decision_of(rows[-1])


def _claim(
    claim: Claim,
    event: Event,
    decided: Decision | None,
    said: Agreement | None,
    book: Agreements | None,
    papers: set[str],
) -> tuple[object, ...]:
    benefit = said.benefit(event.benefit) if said else None
    facts = decided.facts if decided else None
    state = 1 if claim.state in COUNTED else 0 if claim.state in OPEN else 2
    unit = benefit.amount.unit if benefit else None
    units = sum(decided.units_by_year) if decided and unit else 0
    contributions = facts.contributions_satang if facts and facts.contributions_satang is not None else -1
    place = book.events.get(event.benefit, -1) if book else -1
    return (
        claim.pk, claim.fund_id, claim.member_id, claim.member.person.household_id or 0, claim.event_key.int >> 65, place,
        ordinal(event.start), ordinal(event.end), ordinal(claim.claim_day), state, max(claim.satang_due, claim.satang_paid),
        claim.satang_paid, len(missing(benefit, papers)) if benefit else 0, units, is_death(event.benefit), unit == "night",
        bool(benefit and benefit.once_per_event), event.children, event.damage_satang, contributions, event.household_n,
        event.household_i, ordinal(facts.paid_until) if facts else 0,
        book.table.mask(_flags(event, decided)) if book else 0,
        book.funds.get(str(claim.fund_id), -1) if book else -1, place,
    )  # fmt: skip


def _flags(event: Event, decided: Decision | None) -> frozenset[str]:
    """Causes that were said, with those that the records added ("rejoined")."""
    return event.flags | (decided.facts.flags if decided else frozenset())


def _payments(fund: Fund) -> Table:
    rows = ClaimPayment.objects.filter(fund=fund, reverses=None, reversed_by=None).select_related(
        "claim__member__person"
    )
    found = []
    for p in rows:
        member = p.claim.member
        receiver = "".join(receiver_of(p).split()) if member.salt is not None else ""
        own = receiver in (
            "",
            "".join(member.person.name.split()),
            f"{member.person.first_name}{member.person.surname}",
        )
        payee = 0 if own else keyed(receiver)
        found.append(
            (
                p.pk,
                fund.pk,
                p.claim_id,
                member.pk,
                member.person.household_id or member.pk << 32,
                ordinal(p.day),
                p.satang,
                payee,
            )
        )
    return tables.table("payments", found)


def _verdicts(fund: Fund, homes: Homes) -> Table:
    rows = ClaimVerdict.objects.filter(claim__fund=fund, verdict="approve").values_list(
        "pk", "claim_id", "user_id", "claim__member__person_id", "claim__member__person__household_id"
    )
    return tables.table("verdicts", [
        (pk, fund.pk, claim, user, homes.house(user), homes.person(user), house or 0, person)
        for pk, claim, user, person, house in rows
    ])  # fmt: skip
