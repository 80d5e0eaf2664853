"""Events of one house and kind that lie near each other: perhaps one flood told with two days. Asked, never paid silently."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chumchon.agreements.model import Benefit

from ..models import Claim, ClaimDecision, ClaimVerdict, Fund, Member
from ..rules.claim_checks import SAME_EVENT_DAYS, asks_same_event, is_near
from ..rules.claims import CLAIMED, Event
from . import claims as queries
from .benefit_history import past_of


@dataclass(frozen=True)
class Near:
    """Another event of the house: its day and whose; claim: None where the old book paid it before this system."""

    start: date
    member: Member
    claim: Claim | None = None


def near(fund: Fund, member: Member, event: Event, benefit: Benefit | None, without: int | None = None) -> list[Near]:
    """Near events of the member, of the house (also of who shared with it and moved out) and of the other parent."""
    if benefit is None or not asks_same_event(benefit):
        return []
    since = event.start - timedelta(days=SAME_EVENT_DAYS)
    rows = queries.claims_of(fund).filter(queries.said_since(since), state__in=CLAIMED).exclude(pk=without or 0)
    known = [(claim, queries.event_of(claim)) for claim in rows]
    found = [
        Near(other.start, claim.member, claim)
        for claim, other in known
        if is_near(event, other) and _linked(member, event, claim, other)
    ]
    return found + _before(fund, member, event)


def _linked(member: Member, event: Event, claim: Claim, other: Event) -> bool:
    house = member.person.household_id
    together = house is not None and claim.member.person.household_id == house
    shared = member.pk in other.sharers or claim.member_id in event.sharers
    parents = event.partner == claim.member_id or other.partner == member.pk
    return claim.member_id == member.pk or together or shared or parents


def _before(fund: Fund, member: Member, event: Event) -> list[Near]:
    """What the old book paid to the house."""
    house = member.person.household_id
    rows = Member.objects.filter(fund=fund).select_related("person")
    rows = rows.filter(pk=member.pk) if house is None else rows.filter(person__household=house)
    people = {one.pk: one for one in rows}
    past = ((one, Event(one.key, one.start, one.start)) for one in past_of(people))
    return [Near(one.start, people[one.member_id]) for one, known in past if is_near(event, known)]


def answered(row: ClaimDecision, found: Sequence[Near]) -> ClaimVerdict | None:
    """Who of the committee said, with the opened `words`, why it is another event, once everything near by was there to be read."""
    newest = max((one.claim.submitted_at for one in found if one.claim is not None), default=None)
    said = row.verdicts.filter(verdict="approve").exclude(reason_sealed="").select_related("user", "claim__member")
    first = (said.filter(at__gte=newest) if newest is not None else said).order_by("id").first()
    if first is not None:
        first.words = queries.opened_reason(first)
    return first


def said_before(claim: Claim) -> str:
    """The answer that the committee gave on another claim of the same event: the house's next one need not type it anew."""
    rows = ClaimVerdict.objects.filter(claim__fund=claim.fund_id, claim__event_key=claim.event_key, verdict="approve")
    row = rows.exclude(claim=claim).exclude(reason_sealed="").select_related("claim__member").order_by("-id").first()
    return queries.opened_reason(row) if row is not None else ""
