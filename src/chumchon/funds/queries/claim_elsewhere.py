"""Events of a member that stand in no claim of this fund: paid by the old book, or asked for in a fund that ended."""

from collections.abc import Sequence

from chumchon.access.walls import whole_nation
from chumchon.agreements.model import Benefit

from ..models import Claim, Fund, Member
from ..rules.claim_checks import Ended
from ..rules.claims import CLAIMED, Earlier, Event
from ..rules.membership import STATUS_TH, last_step
from . import claims as queries
from .benefit_history import PastBenefit, past_of
from .members_history import happenings
from .moving import lineage


def _before(past: PastBenefit, own: bool) -> Earlier:
    return Earlier("", Event(past.key, past.start, max(past.start, past.end), past.units), own, before=True)


@whole_nation()
def elsewhere(members: Sequence[Member]) -> dict[int, list[Earlier]]:
    """By member: what was paid before this system, and claims of the memberships that theirs goes on from."""
    of = {before: member.pk for member in members for before in lineage(member)}
    found: dict[int, list[Earlier]] = {member.pk: [] for member in members}
    for past in past_of(of):
        found[of[past.member_id]].append(_before(past, True))
    old = [pk for pk in of if pk not in found]
    for claim in Claim.objects.filter(member__in=old, state__in=CLAIMED).order_by("id") if old else ():
        found[of[claim.member_id]].append(Earlier(f"{claim.label} ของกองทุนเดิม", queries.event_of(claim)))
    return found


def paid_to_others(fund: Fund, member: Member, event: Event, benefit: Benefit) -> list[Earlier]:
    """What the old book paid to the house or to the other parent, where one event pays once."""
    if not benefit.once_per_event:
        return []
    rows = Member.objects.filter(fund=fund).exclude(pk=member.pk)
    house = member.person.household_id
    ids = set(rows.filter(person__household=house).values_list("pk", flat=True)) if house is not None else set()
    if event.partner and event.partner != member.pk:
        ids.add(event.partner)
    return [_before(past, False) for past in past_of(ids)] if ids else []


def ended(member: Member) -> Ended | None:
    """When and how a membership ended by leaving or lapsing; None while it goes on, and where death ended it."""
    step = last_step(happenings(member)) if member.status in ("left", "lapsed") else None
    return Ended(step.day, STATUS_TH[member.status]) if step is not None else None
