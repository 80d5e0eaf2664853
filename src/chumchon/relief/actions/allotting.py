"""Pledges are laid out to needs by the rule (rules/allot), for a whole disaster at once; an allotment is called off."""

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from chumchon.access.actions import require
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor, may
from chumchon.thai.errors import BadInput, NotAllowed, Refused

from ..models import Allotment, Need, Pledge
from ..rules import allot as rules
from .common import locked, note


@transaction.atomic
def allot(disaster_id: int, actor: Actor, now: datetime, day: date) -> list[Allotment]:
    """Lay out what is promised and free to what is missing and promised to nobody. Said again, it lays out only what is new.

    Nobody gives to itself in money. Errors: NOT_ALLOWED (the host's matter), DISASTER_CLOSED.
    """
    disaster = locked(disaster_id)
    require(actor, "relief.open", disaster.host, day)
    needs = {n.pk: n for n in Need.objects.filter(disaster=disaster, asked__gt=F("allotted")).select_related("point")}
    pledges = {
        p.pk: p for p in Pledge.objects.filter(disaster=disaster, state="open").select_related("giver") if p.left
    }
    made: list[Allotment] = []
    for group in _groups(needs, pledges):
        found = rules.allot([_need(needs[i]) for i in group[0]], [_pledge(pledges[i]) for i in group[1]])
        for one in found:
            need, pledge = needs[one.need_id], pledges[one.pledge_id]
            need.allotted += one.quantity
            pledge.allotted += one.quantity
            made.append(
                Allotment(
                    disaster=disaster, need=need, pledge=pledge, quantity=one.quantity, by_id=actor.user_id, at=now
                )
            )
    Need.objects.bulk_update([needs[i] for i in {a.need_id for a in made}], ["allotted"], batch_size=500)
    Pledge.objects.bulk_update([pledges[i] for i in {a.pledge_id for a in made}], ["allotted"], batch_size=500)
    Allotment.objects.bulk_create(made, batch_size=500)
    if made:
        note(actor, "allot", disaster.host, disaster, now, rows=len(made))
    return made


def _groups(needs: dict[int, Need], pledges: dict[int, Pledge]) -> list[tuple[list[int], list[int]]]:
    """Goods and hands all at once; money receiver by receiver, without the receiver's own pledges."""
    things = [i for i, n in needs.items() if n.item_id != "money"]
    goods = [i for i, p in pledges.items() if p.item_id != "money"]
    groups = [(things, goods)]
    by_receiver: dict[int, list[int]] = defaultdict(list)
    for i, need in needs.items():
        if need.item_id == "money" and need.point is not None:
            by_receiver[need.point.organisation_id].append(i)
    for receiver, ids in sorted(by_receiver.items()):
        groups.append((ids, [i for i, p in pledges.items() if p.item_id == "money" and p.giver_id != receiver]))
    return groups


def _need(need: Need) -> rules.Need:
    """What is laid out already is, to the rule, as good as there."""
    point = None if need.latitude is None or need.longitude is None else (need.latitude, need.longitude)
    return rules.Need(need.pk, need.item_id, need.asked, need.allotted, need.area_code, point)


def _pledge(pledge: Pledge) -> rules.Pledge:
    return rules.Pledge(pledge.pk, pledge.item_id, pledge.left, pledge.area_code)


@transaction.atomic
def call_off(organisation: Organisation, allotment_id: int, actor: Actor, now: datetime, day: date) -> Allotment:
    """What stands on no load goes back: the need is open again, the pledge free. By the giver, or by the host.

    Errors: NOT_ALLOWED, NO_ALLOTMENT, ON_A_LOAD.
    """
    row = Allotment.objects.select_related("pledge", "need", "disaster__host").filter(pk=allotment_id).first()
    if row is None or organisation.pk not in (row.pledge.giver_id, row.disaster.host_id):
        raise Refused("NO_ALLOTMENT", "ไม่พบการจัดนี้ เปิดหน้าใหม่", "No such allotment.")
    if not any(
        may(actor, permission, organisation.pk, organisation.subdistrict_id, day)
        for permission in (("relief.give",) if organisation.pk == row.pledge.giver_id else ("relief.open",))
    ):
        raise NotAllowed("NOT_ALLOWED", "บทบาทของคุณทำเรื่องนี้ไม่ได้ ให้ผู้มีหน้าที่ทำ", "Your role may not do this.")
    disaster = locked(row.disaster_id, open_only=False)
    row.refresh_from_db()
    free = row.unsent
    if not free:
        raise Refused("ON_A_LOAD", "ของนี้ขึ้นรถแล้ว ถ้าไม่ได้ส่ง ให้รับรถกลับก่อน", "It stands on a load already.")
    give_back(row, free)
    note(actor, "call_off", organisation, disaster, now)
    return row


def give_back(row: Allotment, quantity: int) -> None:
    """So much of an allotment is laid out no more. Call with the disaster locked."""
    if quantity < 1:
        raise BadInput("QUANTITY", "จำนวนต้องมากกว่าศูนย์", "The quantity must be above zero.")
    Allotment.objects.filter(pk=row.pk).update(quantity=F("quantity") - quantity)
    Need.objects.filter(pk=row.need_id).update(allotted=F("allotted") - quantity)
    Pledge.objects.filter(pk=row.pledge_id).update(allotted=F("allotted") - quantity)
    row.refresh_from_db()
