"""Claims of the story: some months a stay in hospital or a birth is paid; today some wait for somebody."""

from datetime import date, timedelta

from chumchon.access.story import at
from chumchon.thai.errors import Plain

from ..actions import claims
from ..actions.claim_payments import pay
from ..actions.claim_verdicts import give_verdict
from ..actions.evidence import add_papers
from ..models import Claim, Member
from ..queries.claims import benefit_of, decision_of, last_decision
from ..rules.claims import OWED, Event
from .cast import Stage

YES = ("chair", "deputy", "committee")


def month(stage: Stage, day: date) -> None:
    """One claim, entered by the secretary with its papers shown, approved, paid in cash."""
    number = day.year * 12 + day.month
    member = _member(stage, number, day)
    if member is None:
        return
    claim = _ask(stage, member, day, birth=number % 5 == 0)
    if claim is not None:
        _approve(stage, claim, day, YES)
        claim.refresh_from_db()
        if claim.state in OWED:
            name = member.person.name
            pay(stage.fund, claim.pk, stage.actor("treasurer"), "1010", name, stage.key(), at(day, 14), day)


def today(stage: Stage, day: date) -> None:
    """One that waits for its papers, one that nobody has answered, one with a voice still missing."""
    for place, (papers, voices) in enumerate(((False, ()), (True, ()), (True, YES[:1]))):
        member = _member(stage, 100 + 7 * place, day)
        claim = _ask(stage, member, day - timedelta(days=2 + place), papers=papers) if member else None
        if claim is not None:
            _approve(stage, claim, day, voices)


def _member(stage: Stage, place: int, day: date) -> Member | None:
    """A grown-up who has paid, another one each time; none of the committee's name."""
    rows = stage.fund.members.filter(
        status="active", kind="general", village__number__gte=2, paid_until__gte=day, joined_on__lt=day - timedelta(days=400)
    ).select_related("person__household").order_by("id")  # fmt: skip
    count = rows.count()
    return rows[place * 13 % count] if count else None


def _ask(stage: Stage, member: Member, day: date, birth: bool = False, papers: bool = True) -> Claim | None:
    """A stay of two to five nights that ended two days ago, or a child; None where the agreement pays nothing for it."""
    start = day - timedelta(days=2 + stage.rng.randrange(2, 6))
    event = Event("birth", start, start, children=1) if birth else Event("hospital", start, day - timedelta(days=2))
    secretary, name = stage.actor("secretary"), member.person.name
    try:
        claim = claims.enter(stage.fund, secretary, member, event, name, [], stage.key(), at(day, 9), day)[0]
    except Plain:
        return None
    decision = last_decision(claim)
    benefit = benefit_of(decision_of(decision)) if decision else None
    if papers and benefit is not None and claim.state == "pending_evidence":
        event_day = at(day, 10)
        add_papers(stage.fund, claim.pk, secretary, [], list(benefit.evidence), event_day, day)
        claim.refresh_from_db()
    return claim


def _approve(stage: Stage, claim: Claim, day: date, voices: tuple[str, ...]) -> None:
    """Each says yes to what stands, until it is approved; one of the claimant's house or name is left out."""
    for who in voices:
        claim.refresh_from_db()
        decision = last_decision(claim)
        if claim.state != "waiting" or decision is None:
            return
        try:
            give_verdict(stage.fund, claim.pk, stage.actor(who), "approve", "", decision.pk, at(day, 13), day)
        except Plain:
            continue
