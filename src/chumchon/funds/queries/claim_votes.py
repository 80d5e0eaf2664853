"""Who decides claims: the committee's voices on a day, what they said of a decision, and who may not."""

from datetime import date

from django.db.models import Q

from chumchon.access.models import Grant
from chumchon.access.rules import PERMISSIONS, Actor
from chumchon.agreements.decide import Decision
from chumchon.thai.errors import Plain

from ..models import Claim, ClaimDecision, ClaimSeatVote, CommitteeSeat, Fund, Member
from ..models.fund import POSITIONS
from ..rules import approvals
from ..rules.approvals import Approver, Approvers, Seat, voices
from ..rules.approvals import read as read_approvers
from ..rules.claims import COUNTED
from .claims import benefit_of, house_names, receiver_of


def voted_on(claim: Claim, last: ClaimDecision) -> ClaimDecision:
    """The decision that the committee approved: an approval keeps a newer one where only the cash at hand has changed."""
    if claim.state not in COUNTED:
        return last
    votes = claim.decisions.filter(Q(verdicts__verdict="approve") | Q(seat_votes__isnull=False))
    return votes.order_by("-id").first() or last


def approver(actor: Actor) -> Approver:
    """The person as the rules of approval see them: with their own memberships and houses."""
    own = list(Member.objects.filter(user_id=actor.user_id).values_list("person_id", "person__household_id"))
    return Approver(
        actor.user_id, frozenset(p for p, _ in own), frozenset(h for _, h in own if h is not None), actor.name_th
    )


def why_not(claim: Claim, actor: Actor) -> Plain | None:
    """Why this person may not decide this claim; None where they may (rules.approvals.why_not)."""
    entered = frozenset({claim.entered_by_id, claim.submitted_by_id})
    person = claim.member.person
    names, receiver = house_names(claim.member), receiver_of(claim)
    return approvals.why_not(approver(actor), entered, person.pk, person.household_id, names, receiver)


def _deciding() -> list[str]:
    return [role for role, held in PERMISSIONS.items() if "claims.approve" in held]


def committee(fund: Fund, day: date) -> tuple[Seat, ...]:
    """The voices of the committee that day: seats whose position decides on claims, signing in or not.

    A fund that has not written its committee down yet: the people who may approve.
    """
    roles = _deciding()
    rows = CommitteeSeat.objects.filter(fund=fund, position__in=roles, from_day__lte=day)
    rows = rows.filter(Q(until_day__isnull=True) | Q(until_day__gte=day)).order_by("id")
    positions = dict(POSITIONS)
    seats = voices([Seat((r.pk,), r.person_name, positions[r.position], r.user_id) for r in rows])
    return seats or who_may(fund, day)


def who_may(fund: Fund, day: date) -> tuple[Seat, ...]:
    """The people who sign in and may approve that day, with or without a seat."""
    roles = _deciding()
    grants = Grant.objects.filter(
        organisation_id=fund.organisation_id, role__in=roles, from_day__lte=day, user__is_active=True
    )
    grants = grants.filter(Q(until_day__isnull=True) | Q(until_day__gte=day)).select_related("user").order_by("id")
    people = {g.user_id: g.user for g in grants}
    return tuple(Seat((), user.name_th, "กรรมการ", pk) for pk, user in people.items())


def silent_seats(fund: Fund, day: date, row: ClaimDecision) -> list[Seat]:
    """Seats that nobody signs in for and whose vote on this decision is not written down yet."""
    said = {vote.seat_id for vote in row.seat_votes.all()}
    return [s for s in committee(fund, day) if s.user_id is None and not said & set(s.ids)]


def seats_voted(row: ClaimDecision) -> list[ClaimSeatVote]:
    """Votes that were written down for seats without a sign-in."""
    return list(row.seat_votes.select_related("seat", "by", "checker").order_by("id"))


def approvers_of(decision: Decision) -> Approvers:
    """Whom the agreement asks to approve."""
    benefit = benefit_of(decision)
    return read_approvers(benefit.approve if benefit else "")
