"""Reading the house of an event: who lived in it and was a member that day, and what it has asked for already."""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from ..models import Claim, Fund, Member, MemberEvent
from ..rules.claim_checks import same_event
from ..rules.claim_house import Asked, Place, lived_in, shared_by
from ..rules.claims import COUNTED, Event, another, with_days
from ..rules.membership import Happening
from . import claims as queries
from .claim_elsewhere import ended
from .members_history import SEALED, unpack


def asked_of(fund: Fund, event: Event, without: int | None = None) -> list[Asked]:
    """Claims of this benefit and day that a house shares; without: the claim that looks, which is no word against itself."""
    return [
        Asked(claim.pk, claim.label, claim.member_id, known, claim.state in COUNTED)
        for claim, known in queries.same_day(fund, event, without)
        if known.sharers
    ]


def event_key_of(fund: Fund, member: Member, event: Event, without: int | None = None) -> uuid.UUID | None:
    """That of another claim for the same event: of those who share it, or of the other parent; None where there is none."""
    _, agreement = queries.version_row(fund, event.start)
    benefit = agreement.benefit(event.benefit) if agreement else None
    if benefit is None:
        return None
    if benefit.per_household:
        event = with_days(event, benefit)
        shared = shared_by(member.pk, asked_of(fund, event, without))
        for claim, known in queries.same_day(fund, event, without) if shared else ():
            if known.sharers == shared:
                return claim.event_key
    if benefit.once_per_event:
        others = queries.earlier(fund, member, event, benefit, without)
        found = same_event(event, benefit, [e for _, e in others])
        if found is not None:
            return next(claim.event_key for claim, e in others if e is found)
    return None


def key_after(fund: Fund, claim: Claim, event: Event) -> uuid.UUID:
    """The key of a claim's event once it is changed to this one: that of who asked for it too, else its own while it is
    the same event."""
    own = uuid.uuid4() if another(queries.event_of(claim), event) else claim.event_key
    return event_key_of(fund, claim.member, event, claim.pk) or own


def papers_after(fund: Fund, claim: Claim, event: Event) -> list[str]:
    """Labels of the papers that count for a claim once it is changed to this event."""
    rows = queries.papers_of(fund, key_after(fund, claim, event))
    if not another(queries.event_of(claim), event):
        rows += queries.evidence_of(claim)
    return [paper.label for paper in rows]


def house_members(fund: Fund, member: Member, start: date) -> list[Member]:
    """Members of the fund who lived in this member's house and were members that day, by registration.

    Whoever has left, lapsed, died or moved away since shares what struck the house while they lived in it.
    """
    house = place_on(member, start)
    if not house.number:
        return [member]
    rows = Member.objects.filter(Q(_now_in(house)) | Q(pk__in=_moved_out(fund, house, start)), fund=fund)
    rows = rows.filter(joined_on__lte=start).exclude(pk=member.pk)
    others = rows.select_related("person__household").prefetch_related("events")
    there = [m for m in others if _was_member(m, start) and place_on(m, start) == house]
    return sorted([member, *there], key=lambda m: (m.joined_on, m.pk))


def _now_in(house: Place) -> Q:
    return Q(person__household__village=house.village, person__household__house_no=house.number)


def _was_member(member: Member, day: date) -> bool:
    """Whether the membership had begun and was not over yet; the last day still counts."""
    if member.status == "active":
        return True
    if member.person.died_on is not None and member.person.died_on >= day:
        return True
    end = ended(member)
    return end is not None and end.on >= day


def _moved_out(fund: Fund, house: Place, day: date) -> set[int]:
    """Members who were written out of this house for a day after that one."""
    rows = MemberEvent.objects.filter(member__fund=fund, kind="change", day__gt=day)
    rows = rows.filter(Q(before__has_key="village") | Q(before__has_key=SEALED)).select_related("member")
    found = set()
    for row in rows:
        before = unpack(row.member.salt, row.before)
        number, village = before.get("house_no", house.number), before.get("village", house.village)
        if {"house_no", "village"} & set(before) and (number, village) == (house.number, house.village):
            found.add(row.member_id)
    return found


def place_on(member: Member, day: date, *, as_known: bool = False) -> Place:
    """The house of a member that day by what the register says of it now; as_known: by what it said that day."""
    house = member.person.household
    if house is None:
        return Place(None, "")
    return lived_in(_told(member, as_known), Place(house.village_id, house.house_no), day)


def _told(member: Member, as_known: bool) -> list[Happening]:
    rows: Iterable[MemberEvent] = sorted(member.events.all(), key=lambda e: e.pk)
    told = [(e, Happening(e.kind, e.day, unpack(member.salt, e.before), unpack(member.salt, e.after))) for e in rows]
    return [replace(one, day=localdate(e.at)) if as_known else one for e, one in told]


def housemates(fund: Fund, member: Member, event: Event, without: int | None = None) -> list[Claim]:
    """Claims of the same benefit and day that do not share this one, of people who lived in the same house that day by one
    telling of the register or the other: shown to who enters and to the committee, never refused."""
    mine = _places(member, event.start)
    return [
        claim
        for claim, other in queries.same_day(fund, event, without)
        if claim.member_id not in {member.pk, *event.sharers}
        and member.pk not in other.sharers
        and mine & _places(claim.member, event.start)
    ]


def _places(member: Member, day: date) -> set[Place]:
    told = (place_on(member, day), place_on(member, day, as_known=True))
    return {place for place in told if place.number}
