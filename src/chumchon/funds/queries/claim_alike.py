"""Claims that may be for the same birth though nobody said so: shown to who enters and to the committee, never refused."""

from dataclasses import dataclass
from datetime import timedelta

from chumchon.agreements.model import Benefit

from ..models import Claim, Fund, Member
from ..rules.claim_checks import SAME_EVENT_DAYS
from ..rules.claims import CLAIMED, Event
from . import claims as queries

APART = timedelta(days=200)
"""Two births of one woman do not lie nearer together."""


@dataclass(frozen=True)
class Alike:
    """Another claim that may be for the same birth; own: of the same member, of a day near by."""

    claim: Claim
    same_surname: bool
    own: bool = False


def alike(fund: Fund, member: Member, event: Event, benefit: Benefit, without: int | None = None) -> list[Alike]:
    """Claims of people who do not share this event, for the same benefit and day where one event pays once; and births
    of the same member that lie too near, but farther than those that are asked about (claim_near)."""
    found = _own(fund, member, event, without) if benefit.amount.unit == "child" else []
    if not benefit.once_per_event:
        return found
    house = member.person.household_id
    for claim, other in queries.same_day(fund, event, without):
        person = claim.member.person
        linked = event.partner == claim.member_id or other.partner == member.pk
        if claim.member_id != member.pk and not linked and (house is None or person.household_id != house):
            found.append(Alike(claim, bool(person.surname) and person.surname == member.person.surname))
    return found


def _own(fund: Fund, member: Member, event: Event, without: int | None) -> list[Alike]:
    rows = queries.claims_of(fund).filter(member=member, state__in=CLAIMED).exclude(pk=without or 0)
    known = ((claim, queries.event_of(claim)) for claim in rows)
    return [
        Alike(claim, True, own=True)
        for claim, other in known
        if other.benefit == event.benefit and timedelta(days=SAME_EVENT_DAYS) < abs(other.start - event.start) < APART
    ]
