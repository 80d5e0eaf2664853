"""Stores are counted, goods, hands and money are promised; money once another person agreed; what is not laid out is taken back."""

import uuid
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Refused

from ..models import Disaster, Item, Pledge, PledgeStep, StockCount
from ..queries import giving as queries
from ..rules import giving as rules
from .common import helper, locked, note, reason_of, thing


def _giver(organisation: Organisation) -> Organisation:
    """The giver's row for this transaction alone: it cannot promise one bag to two disasters at one moment."""
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


def item_of(code: str) -> Item:
    """Errors: NO_ITEM."""
    item = Item.objects.filter(pk=code, is_used=True).first()
    if item is None:
        raise BadInput("NO_ITEM", "เลือกของจากรายการ", f"No item {code}.")
    return item


@transaction.atomic
def count_stock(
    organisation: Organisation, actor: Actor, item_code: str, quantity: int, now: datetime, day: date
) -> StockCount:
    """What lies in the store now. Below what is promised it is kept too: the page then shows what is short.

    Errors: NOT_ALLOWED, NOT_A_HELPER, NO_ITEM, NO_STOCK, QUANTITY.
    """
    require(actor, "relief.give", organisation, day)
    helper(organisation)
    item = item_of(item_code)
    if not item.has_stock:
        raise Refused("NO_STOCK", f"{item.name_th}ไม่ต้องนับในที่เก็บของ", "This item does not lie in a store.")
    if not 0 <= quantity <= rules.MOST:
        raise BadInput("QUANTITY", "จำนวนที่นับไม่น่าถูก ตรวจตัวเลขอีกครั้ง", "The quantity is out of bounds.")
    made = StockCount.objects.create(
        organisation=_giver(organisation), item=item, quantity=quantity, by_id=actor.user_id, at=now
    )
    record(actor.user_id, "relief.count", organisation, f"organisation:{organisation.pk}", now)
    return made


@transaction.atomic
def pledge(
    organisation: Organisation, disaster_id: int, actor: Actor, item_code: str, quantity: int, key: uuid.UUID,
    now: datetime, day: date, *, again: bool = False, part_of: int | None = None,
) -> Pledge:  # fmt: skip
    """Promise so much of an item (money: satang). Said twice with one key it is one pledge.

    again: it is more than the one before. part_of: the network's pledge of which it is a share. Errors: NOT_ALLOWED,
    NOT_A_HELPER, DISASTER_CLOSED, KEY_REUSED, NO_ITEM, NO_BOOK, NO_WHOLE, rules.giving.check_pledge, check_part.
    """
    require(actor, "relief.give", organisation, day)
    helper(organisation)
    giver, disaster, item = _giver(organisation), locked(disaster_id), item_of(item_code)
    before = Pledge.objects.filter(uid=key).first()
    if before is not None:
        if (before.giver_id, before.disaster_id, before.item_id, before.quantity) != (
            giver.pk, disaster.pk, item.pk, quantity,
        ):  # fmt: skip
            raise Clash("KEY_REUSED", "หน้านี้ใช้บันทึกคำมั่นอื่นไปแล้ว เปิดหน้าใหม่", "This key was used for another pledge.")
        return before
    held, said = queries.held(giver, item), thing(item)
    if item.is_money and held.counted is None:
        raise Refused("NO_BOOK", "องค์กรนี้ไม่มีสมุดบัญชีในระบบ ให้เงินในนามกองทุนที่มีสมุด", "This giver keeps no book here.")
    rules.check_pledge(said, quantity, held, queries.promised_before(giver, disaster, item), again)
    whole = _part(disaster, giver, item, quantity, part_of) if part_of else None
    made = Pledge.objects.create(
        uid=key, disaster=disaster, giver=giver, item=item, quantity=quantity, part_of=whole, area_code=giver.subdistrict_id,
        state="waiting" if item.is_money else "open", by_id=actor.user_id, at=now,
    )  # fmt: skip
    _step(made, "made", quantity, "", actor, now)
    note(actor, "pledge", organisation, disaster, now)
    return made


def _part(disaster: Disaster, giver: Organisation, item: Item, quantity: int, part_of: int) -> Pledge:
    whole = Pledge.objects.select_for_update().filter(pk=part_of, disaster=disaster, item=item, state="open").first()
    if whole is None or whole.giver_id == giver.pk or whole.part_of_id is not None:
        raise Refused("NO_WHOLE", "ไม่พบคำมั่นของเครือข่ายสำหรับของนี้ เปิดหน้าใหม่", "No such pledge of a network.")
    rules.check_part(thing(item), quantity, whole.left)
    whole.parted += quantity
    whole.save(update_fields=["parted"])
    return whole


def _step(row: Pledge, kind: str, quantity: int, reason: str, actor: Actor, now: datetime) -> None:
    PledgeStep.objects.create(pledge=row, kind=kind, quantity=quantity, reason=reason, by_id=actor.user_id, at=now)


def _own(organisation: Organisation, pledge_id: int) -> Pledge:
    row = Pledge.objects.select_related("item").filter(pk=pledge_id, giver=organisation).first()
    if row is None:
        raise Refused("NO_PLEDGE", "ไม่พบคำมั่นนี้ขององค์กร เปิดหน้าใหม่", "No such pledge of this giver.")
    locked(row.disaster_id, open_only=False)
    row.refresh_from_db()
    return row


@transaction.atomic
def answer(
    organisation: Organisation, pledge_id: int, actor: Actor, agreed: bool, reason: str, now: datetime, day: date
) -> Pledge:
    """Another person of the giver agrees to a pledge of money, or refuses it with a reason.

    Errors: NOT_ALLOWED, NO_PLEDGE, ANSWERED, SAME_PERSON, NO_REASON.
    """
    require(actor, "relief.approve", organisation, day)
    row = _own(organisation, pledge_id)
    word = "open" if agreed else "refused"
    if row.state != "waiting":
        if row.state == word and row.approved_by_id == actor.user_id:
            return row
        raise Clash("ANSWERED", f"คำมั่นนี้{row.get_state_display()}แล้ว", "This pledge was answered already.")
    if row.by_id == actor.user_id:
        raise NotAllowed("SAME_PERSON", "คุณเป็นผู้บันทึกคำมั่นนี้ ให้กรรมการอีกคนเห็นชอบ", "Another person must agree.")
    why = "" if agreed else reason_of(reason)
    row.state, row.approved_by_id = word, actor.user_id
    if not agreed:
        row.released = row.quantity
        _give_back_part(row, row.quantity)
    row.save(update_fields=["state", "approved_by", "released"])
    _step(row, "approved" if agreed else "refused", row.quantity, why, actor, now)
    note(actor, "approve" if agreed else "refuse", organisation, row.disaster, now)
    return row


@transaction.atomic
def release(
    organisation: Organisation, pledge_id: int, actor: Actor, quantity: int, reason: str, now: datetime, day: date
) -> Pledge:
    """Take back what is not laid out yet. A member's share goes back to its network. Errors: NOT_ALLOWED, NO_PLEDGE,
    REFUSED_ALREADY, NO_REASON, rules.giving.check_release."""
    require(actor, "relief.give", organisation, day)
    row = _own(organisation, pledge_id)
    if row.state == "refused":
        raise Clash("REFUSED_ALREADY", "คำมั่นนี้ไม่ได้รับความเห็นชอบ ไม่มีอะไรให้ถอนคืน", "This pledge was refused.")
    rules.check_release(thing(row.item), quantity, row.left)
    why = reason_of(reason)
    row.released += quantity
    row.save(update_fields=["released"])
    _give_back_part(row, quantity)
    _step(row, "released", quantity, why, actor, now)
    note(actor, "release", organisation, row.disaster, now)
    return row


def _give_back_part(row: Pledge, quantity: int) -> None:
    if row.part_of_id is not None:
        whole = Pledge.objects.select_for_update().get(pk=row.part_of_id)
        whole.parted -= quantity
        whole.save(update_fields=["parted"])
