"""Writes of houses: members move to another house, or a part of a house becomes a house of its own."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.people.actions import find_or_create_household, house_number
from chumchon.people.models import Household
from chumchon.thai.errors import BadInput, Refused

from ..models import Fund, Member
from ..queries import members as queries
from ..rules.membership import check_day
from . import members_history as history

LONGEST_HOUSE_NO = 30


@transaction.atomic
def move(
    fund: Fund, actor: Actor, members: Sequence[Member], village_id: int | None, house_no: str, day: date, now: datetime,
    *, reason: str = "", since: date | None = None,
) -> Household:  # fmt: skip
    """Move members of the fund into a house of a village, which is made where nobody lived in it yet.

    since: from which day they live there, today where nobody says. An event that a house shares asks where people lived on
    its day, so a house that was written down wrongly is put right by its true day, also for who is in that house already.
    Errors: NOT_ALLOWED, FUTURE_DATE, NOBODY, NO_VILLAGE, NO_HOUSE, NOT_HERE (not of this fund, or erased).
    """
    require(actor, "members.write", fund.organisation, day)
    check_day(since or day, day, None)
    if not members:
        raise BadInput("NOBODY", "เลือกคนที่จะย้ายอย่างน้อยหนึ่งคน", "Choose who moves.")
    village = queries.villages(fund).filter(pk=village_id).first() if village_id else None
    if village is None:
        raise BadInput("NO_VILLAGE", "เลือกหมู่บ้านที่ย้ายไป", "Choose the village.")
    house_no = house_number(house_no)
    if not 1 <= len(house_no) <= LONGEST_HOUSE_NO:
        raise BadInput("NO_HOUSE", "ใส่บ้านเลขที่ที่ย้ายไป เช่น 12/1", "Give the house number.")
    rows = Member.objects.select_related("person__household", "user").select_for_update(of=("self",))
    moving = list(rows.filter(fund=fund, salt__isnull=False, pk__in=[m.pk for m in members]).order_by("id"))
    if len(moving) != len({m.pk for m in members}):
        raise Refused("NOT_HERE", "มีคนที่ไม่อยู่ในทะเบียนของกองทุนนี้ เปิดหน้าบ้านใหม่", "Not all are members of this fund.")
    house = find_or_create_household(village, house_no)
    for member in moving:
        before = history.state_of(member)
        if member.person.household_id == house.pk and member.village_id == village.pk:
            if since is None:
                continue
            before = {name: what for name, what in before.items() if name not in ("village", "house_no")}
        member.person.household, member.village = house, village
        member.person.save(update_fields=["household"])
        member.save(update_fields=["village"])
        history.write(member, "change", since or day, reason, before, actor, now)
        record(actor.user_id, "member.move", fund.organisation, f"member:{member.id}", now, {"number": member.number})
    return house
