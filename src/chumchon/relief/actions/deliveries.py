"""What arrived at a house or point: at once or from a phone that comes back later, in parts, never twice; undone by naming it."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from chumchon.access.actions import require
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor
from chumchon.ledger.models import Entry
from chumchon.thai.errors import BadInput, Clash, Refused

from ..models import Allotment, Delivery, Load, LoadLine, Need, Pledge
from ..rules import giving as rules
from ..words import RECEIVERS
from .common import check_day, locked, note, reason_of, thing


@dataclass(frozen=True)
class DeliveryEntry:
    """So much of a line of a load arrived, in the item's unit. receiver: a key of words.RECEIVERS; at: the touch."""

    uid: uuid.UUID
    line: int
    quantity: int
    receiver: str
    at: datetime
    day: date
    device: str = ""


@transaction.atomic
def deliver(
    organisation: Organisation, actor: Actor, entry: DeliveryEntry, now: datetime, day: date
) -> tuple[Delivery, bool]:
    """Confirm goods or hands. The same id with the same content is the delivery that was kept (False).

    Whoever sends it (the giver) or receives it (an organisation of the need's tambon) confirms. A disaster that was closed
    meanwhile takes it still. Errors: NOT_ALLOWED, NO_LINE, ID_REUSED, NOT_SENT, RECEIVER, MONEY, rules.giving.check_delivery.
    """
    require(actor, "relief.write", organisation, day)
    line = line_of(organisation, entry.line)
    disaster = locked(line.load.disaster_id, open_only=False)
    before = Delivery.objects.filter(uid=entry.uid).first()
    if before is not None:
        if (before.line_id, before.quantity) != (line.pk, entry.quantity):
            raise Clash(
                "ID_REUSED", "รายการนี้เคยส่งแล้วด้วยจำนวนอื่น เปิดหน้าเที่ยวรถเพื่อดู", "This id was sent with another content."
            )
        return before, False
    line = line_of(organisation, entry.line)  # as it stands now that the disaster is locked
    item = line.allotment.pledge.item
    if item.is_money:
        raise Refused("MONEY", "เงินยืนยันรับที่หน้ารับเงินของกองทุน ลงบัญชีสองฝ่ายพร้อมกัน", "Money is confirmed on its own page.")
    if entry.receiver not in RECEIVERS or entry.receiver == "treasurer":
        raise BadInput("RECEIVER", "เลือกว่าใครเป็นผู้รับของ", "Choose who took it.")
    not_sent(line.load)
    check_day(entry.day, day, disaster.from_day)
    rules.check_delivery(thing(item), entry.quantity, line.left, line.delivered)
    made = Delivery.objects.create(
        uid=entry.uid, line=line, quantity=entry.quantity, receiver=entry.receiver, day=entry.day, device=entry.device[:60],
        by_id=actor.user_id, at=entry.at, kept_at=now,
    )  # fmt: skip
    move(line, entry.quantity)
    note(actor, "deliver", organisation, disaster, now, number=line.load.number)
    return made, True


def line_of(organisation: Organisation, line_id: int) -> LoadLine:
    """A line of a load that the organisation sends, or whose need lies in its tambon. Errors: NO_LINE."""
    rows = LoadLine.objects.select_related(
        "load__giver", "allotment__pledge__item", "allotment__need__point__organisation"
    )
    line = rows.filter(pk=line_id).first()
    if line is None or not (
        line.load.giver_id == organisation.pk
        or line.allotment.need.area_code.startswith(organisation.subdistrict_id)
        or line.load.disaster.host_id == organisation.pk
    ):
        raise Refused("NO_LINE", "ไม่พบของรายการนี้บนรถ เปิดหน้าเที่ยวรถใหม่", "No such line of a load.")
    return line


def not_sent(load: Load) -> None:
    """Errors: NOT_SENT, CAME_BACK."""
    if load.state == "preparing":
        raise Refused("NOT_SENT", f"{load.label}ยังไม่ได้บันทึกว่าออกรถ ให้ผู้ให้กด “ออกรถ” ก่อน", "The load has not left yet.")
    if load.state == "cancelled":
        raise Refused("CAME_BACK", f"{load.label}กลับไปแล้ว ของไม่ได้ส่ง ถามผู้ให้อีกครั้ง", "The load came back.")


def move(line: LoadLine, quantity: int) -> None:
    """Count what arrived (or, below zero, what did not) on every row above it. Call with the disaster locked."""
    LoadLine.objects.filter(pk=line.pk).update(delivered=F("delivered") + quantity)
    Allotment.objects.filter(pk=line.allotment_id).update(delivered=F("delivered") + quantity)
    Pledge.objects.filter(pk=line.allotment.pledge_id).update(delivered=F("delivered") + quantity)
    Need.objects.filter(pk=line.allotment.need_id).update(delivered=F("delivered") + quantity)
    rows = LoadLine.objects.filter(load_id=line.load_id)
    open_lines = rows.filter(quantity__gt=F("delivered") + F("returned")).exists()
    Load.objects.filter(pk=line.load_id, state__in=("sent", "done")).update(state="sent" if open_lines else "done")


@transaction.atomic
def undo(
    organisation: Organisation, delivery_id: int, actor: Actor, reason: str, key: uuid.UUID, now: datetime, day: date
) -> Delivery:
    """It did not arrive, or not so much: a row below zero names it, and what it was lies on the load again.

    Errors: NOT_ALLOWED, NO_DELIVERY, UNDONE, MONEY, NO_REASON.
    """
    require(actor, "relief.decide", organisation, day)
    found = Delivery.objects.select_related("line").filter(pk=delivery_id).first()
    if found is None:
        raise no_delivery()
    line = line_of(organisation, found.line_id)
    disaster = locked(line.load.disaster_id, open_only=False)
    if line.allotment.pledge.item.is_money:
        raise Refused("MONEY", "เงินยกเลิกที่หน้ารับเงิน ลงบัญชีกลับทั้งสองฝ่าย", "Money is undone on its own page.")
    why = reason_of(reason)
    made = reverse_row(found, actor, why, key, now, day)
    move(line, -found.quantity)
    note(actor, "undo", organisation, disaster, now, number=line.load.number)
    return made


def no_delivery() -> Refused:
    """What is said of a delivery that is not there."""
    return Refused("NO_DELIVERY", "ไม่พบการส่งมอบนี้ เปิดหน้าใหม่", "No such delivery.")


def reverse_row(
    found: Delivery, actor: Actor, why: str, key: uuid.UUID, now: datetime, day: date, **entries: Entry
) -> Delivery:
    """The row that undoes another. Errors: UNDONE."""
    if found.reverses_id is not None or Delivery.objects.filter(reverses=found).exists():
        raise Clash("UNDONE", "การส่งมอบนี้ยกเลิกไปแล้ว", "This delivery was undone already.")
    return Delivery.objects.create(
        uid=key, line_id=found.line_id, quantity=-found.quantity, receiver=found.receiver, day=day, by_id=actor.user_id, at=now,
        kept_at=now, reason=why, reverses=found, **entries,
    )  # fmt: skip
