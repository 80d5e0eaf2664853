"""Loads: allotments are put on a truck, it leaves, and what nobody took comes back to the store."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max

from chumchon.access import walls
from chumchon.access.actions import require
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor
from chumchon.ledger.models import Account
from chumchon.thai.errors import BadInput, Clash, Refused

from ..models import Allotment, Load, LoadLine, Pledge, Returned
from .allotting import give_back
from .common import locked, note, reason_of
from .money import check_cash

MOST_LINES = 1_000


@transaction.atomic
def make_load(
    organisation: Organisation, disaster_id: int, actor: Actor, quantities: Mapping[int, int], driver: str, plate: str,
    key: uuid.UUID, now: datetime, day: date, *, account: str = "",
) -> Load:  # fmt: skip
    """Put allotments (id to quantity) of the giver's on a load. account: the code of the giver's account, for money alone.

    Said twice with one key it is one load. Errors: NOT_ALLOWED, DISASTER_CLOSED, NO_TRUCK, NOTHING, NO_ALLOTMENT, QUANTITY,
    MIXED (money and goods), NO_ACCOUNT, ONE_RECEIVER.
    """
    require(actor, "relief.money" if account else "relief.give", organisation, day)
    disaster = locked(disaster_id, open_only=False)
    before = Load.objects.filter(uid=key).first()
    if before is not None:
        return before
    rows = _rows(organisation, disaster.pk, quantities)
    kind = "money" if account else "truck"
    if {r.pledge.item.is_money for r in rows} != {kind == "money"}:
        raise BadInput("MIXED", "เงินส่งทางบัญชี ของส่งทางรถ เลือกแยกกัน", "Money and goods travel apart.")
    if kind == "truck" and not (driver.strip() and plate.strip()):
        raise BadInput("NO_TRUCK", "ใส่ชื่อคนขับและทะเบียนรถ", "Give the driver and the plate.")
    if kind == "money" and len({r.need_id for r in rows}) > 1:
        raise BadInput("ONE_RECEIVER", "ส่งเงินครั้งละหนึ่งกองทุน เลือกใหม่", "Money goes to one receiver at a time.")
    last = Load.objects.filter(disaster=disaster).aggregate(m=Max("number"))["m"] or 0
    made = Load.objects.create(
        uid=key, disaster=disaster, giver=organisation, number=last + 1, kind=kind, driver=" ".join(driver.split())[:80],
        plate=" ".join(plate.split())[:30], account=_account(organisation, account) if account else None,
        made_by_id=actor.user_id, made_at=now,
    )  # fmt: skip
    LoadLine.objects.bulk_create(LoadLine(load=made, allotment=r, quantity=quantities[r.pk]) for r in rows)
    for row in rows:
        quantity = quantities[row.pk]
        Allotment.objects.filter(pk=row.pk).update(sent=F("sent") + quantity)
        Pledge.objects.filter(pk=row.pledge_id).update(sent=F("sent") + quantity)
    note(actor, "load", organisation, disaster, now, number=made.number)
    return made


def _rows(organisation: Organisation, disaster_id: int, quantities: Mapping[int, int]) -> list[Allotment]:
    if not quantities or len(quantities) > MOST_LINES:
        raise BadInput("NOTHING", "เลือกของที่จะขึ้นรถอย่างน้อยหนึ่งอย่าง", "Choose at least one thing.")
    found = Allotment.objects.select_related("pledge__item", "need").filter(
        disaster_id=disaster_id, pledge__giver=organisation, pk__in=list(quantities)
    )
    rows = list(found.order_by("pk"))
    if len(rows) != len(quantities):
        raise Refused("NO_ALLOTMENT", "มีของที่ไม่ได้จัดให้องค์กรนี้ส่ง เปิดหน้าใหม่", "Not all are this giver's allotments.")
    for row in rows:
        if not 1 <= quantities[row.pk] <= row.unsent:
            raise Clash(
                "QUANTITY", f"{row.pledge.item.name_th}ที่จัดไว้เหลือ {row.unsent:,} ขึ้นรถได้ไม่เกินนั้น เปิดหน้าใหม่เพื่อดูล่าสุด",
                "More than what waits to be loaded.",
            )  # fmt: skip
    return rows


def _account(organisation: Organisation, code: str) -> Account:
    with walls.whole_nation():
        account = Account.objects.filter(book__organisation=organisation, code=code, is_cash=True).first()
    if account is None:
        raise BadInput("NO_ACCOUNT", "เลือกเงินสดหรือบัญชีธนาคารของกองทุน", "Choose the box or a bank account.")
    return account


def own_load(organisation: Organisation, load_id: int) -> Load:
    """The giver's load with its disaster locked. Errors: NO_LOAD."""
    row = Load.objects.filter(pk=load_id, giver=organisation).first()
    if row is None:
        raise Refused("NO_LOAD", "ไม่พบเที่ยวนี้ขององค์กร เปิดหน้าใหม่", "No such load of this giver.")
    locked(row.disaster_id, open_only=False)
    row.refresh_from_db()
    return row


@transaction.atomic
def send(organisation: Organisation, load_id: int, actor: Actor, now: datetime, day: date) -> Load:
    """It leaves. Errors: NOT_ALLOWED, NO_LOAD, LOAD_STATE."""
    row = own_load(organisation, load_id)
    require(actor, "relief.money" if row.kind == "money" else "relief.give", organisation, day)
    if row.state == "sent":
        return row
    if row.state != "preparing":
        raise Clash("LOAD_STATE", f"{row.label}{row.get_state_display()}แล้ว", "The load has left already.")
    if row.kind == "money":
        check_cash(row, day)
    row.state, row.sent_by_id, row.sent_at = "sent", actor.user_id, now
    row.save(update_fields=["state", "sent_by", "sent_at"])
    note(actor, "send", organisation, row.disaster, now, number=row.number)
    return row


@transaction.atomic
def bring_back(organisation: Organisation, load_id: int, actor: Actor, reason: str, now: datetime, day: date) -> Load:
    """What nobody took comes back: to the store, free for others. A load that never left is called off.

    Errors: NOT_ALLOWED, NO_LOAD, LOAD_STATE, NO_REASON.
    """
    row = own_load(organisation, load_id)
    require(actor, "relief.money" if row.kind == "money" else "relief.give", organisation, day)
    if row.state not in ("preparing", "sent"):
        raise Clash("LOAD_STATE", f"{row.label}{row.get_state_display()}แล้ว ไม่มีของค้างบนรถ", "Nothing is left on it.")
    why = reason_of(reason)
    left_before = row.state == "sent"
    for line in row.lines.select_related("allotment").order_by("pk"):
        back = line.left
        if not back:
            continue
        if left_before:
            Returned.objects.create(line=line, quantity=back, reason=why, by_id=actor.user_id, at=now)
        line.returned += back
        line.save(update_fields=["returned"])
        Allotment.objects.filter(pk=line.allotment_id).update(sent=F("sent") - back)
        Pledge.objects.filter(pk=line.allotment.pledge_id).update(sent=F("sent") - back)
        give_back(line.allotment, back)
    row.state = "done" if left_before and row.lines.filter(delivered__gt=0).exists() else "cancelled"
    row.save(update_fields=["state"])
    note(actor, "bring_back", organisation, row.disaster, now, number=row.number)
    return row
