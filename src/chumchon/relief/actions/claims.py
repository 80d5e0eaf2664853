"""Benefit claims of members of affected houses, entered with one touch; what was claimed before is not claimed again."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import require
from chumchon.access.rules import Actor
from chumchon.funds.actions import claims as funds_claims
from chumchon.funds.models import Claim, Fund
from chumchon.thai.errors import NotAllowed, Plain, Refused

from ..models import Disaster, DisasterClaim
from ..queries.claims import House, benefit_of, event_for, houses
from .common import note

SPACE = uuid.UUID("0b8a3c1e-6a6c-4d0f-8f5b-1f0f5b9f2f11")


@dataclass(frozen=True)
class Told:
    """What became of one house: the claims that were made, or why none."""

    house: House
    made: int = 0
    why: str = ""


def enter_claims(
    fund: Fund, disaster: Disaster, actor: Actor, household_ids: Sequence[int], now: datetime, day: date
) -> list[Told]:
    """A claim for every member of these houses who shares; each house stands for itself, a second touch makes nothing new.

    They wait for their papers (or for the committee) like claims that were typed. Errors: NOT_ALLOWED, NO_BENEFIT.
    """
    require(actor, "claims.enter", fund.organisation, day)
    if benefit_of(fund, disaster) is None:
        raise Refused(
            "NO_BENEFIT", "ข้อตกลงของกองทุนไม่มีสวัสดิการภัยพิบัติในวันที่เกิดภัย ยื่นจากหน้านี้ไม่ได้", "No benefit for disasters that day."
        )
    wanted = set(household_ids)
    told = [_enter(fund, disaster, actor, h, now, day) for h in houses(fund, disaster) if h.household.pk in wanted]
    with transaction.atomic():
        note(actor, "claims", fund.organisation, disaster, now, rows=sum(t.made for t in told))
    return told


def _enter(fund: Fund, disaster: Disaster, actor: Actor, house: House, now: datetime, day: date) -> Told:
    if house.claimed:
        return Told(house, 0, f"ยื่นไว้แล้ว คำขอที่ {house.claimed}")
    if not house.members:
        return Told(house, 0, "ไม่มีสมาชิกของกองทุนในบ้านนี้")
    shared = benefit_of(fund, disaster)
    whole = shared is not None and shared.per_household
    made: list[Claim] = []
    why = ""
    for member in house.members:
        try:
            with transaction.atomic():
                key = uuid.uuid5(SPACE, f"{disaster.pk}:{house.household.pk}:{member.pk}")
                event = event_for(fund, disaster, house)
                made += funds_claims.enter(
                    fund, actor, member, event, member.person.name, (), key, now, day, whole_house=whole
                )
        except NotAllowed:
            raise
        except Plain as refused:
            why = why or refused.th
        else:
            if whole:  # the first who may claim brings the others of the house along
                break
    with transaction.atomic():
        return Told(house, _link(disaster, made, actor, now), "" if made else why)


def _link(disaster: Disaster, made: Sequence[Claim], actor: Actor, now: datetime) -> int:
    known = set(DisasterClaim.objects.filter(claim__in=made).values_list("claim_id", flat=True))
    rows = [DisasterClaim(disaster=disaster, claim=c, by_id=actor.user_id, at=now) for c in made if c.pk not in known]
    DisasterClaim.objects.bulk_create(rows)
    return len(rows)
