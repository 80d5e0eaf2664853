"""Events on the public calendar."""

import uuid
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor
from chumchon.thai.errors import Clash, Refused

from ..models import Event
from ..rules.events import EventFacts, check
from .common import reason_of


@transaction.atomic
def put(body: Organisation, facts: EventFacts, actor: Actor, key: uuid.UUID, now: datetime, day: date) -> Event:
    """A new event. The same key sent twice is one. Errors: NOT_ALLOWED, OTHER_BODY, those of rules.events.check."""
    require(actor, "leaders.write", body, day)
    before = Event.objects.select_for_update().filter(uid=key).first()
    if before is not None:
        if before.organisation_id != body.pk:
            raise Clash("OTHER_BODY", "แบบนี้ส่งไปแล้วที่องค์กรอื่น เปิดแบบใหม่", "This form was sent for another body.")
        return before
    check(facts, day)
    made = Event(organisation=body, uid=key, by_id=actor.user_id)
    _write(made, facts, now)
    made.save()
    record(actor.user_id, "event.put", body, f"event:{made.pk}", now)
    return made


@transaction.atomic
def change(body: Organisation, event_id: int, facts: EventFacts, actor: Actor, now: datetime, day: date) -> Event:
    """Another day or place: phones that subscribed take it. Errors: NOT_ALLOWED, NO_EVENT, CANCELLED, those of check."""
    require(actor, "leaders.write", body, day)
    row = _locked(body, event_id)
    check(facts, day)
    row.changes += 1
    _write(row, facts, now)
    row.save()
    record(actor.user_id, "event.change", body, f"event:{row.pk}", now)
    return row


@transaction.atomic
def cancel(body: Organisation, event_id: int, reason: str, actor: Actor, now: datetime, day: date) -> Event:
    """It does not take place; it stays in the feed as cancelled. Errors: NOT_ALLOWED, NO_EVENT, CANCELLED, NO_REASON."""
    require(actor, "leaders.write", body, day)
    row = _locked(body, event_id)
    row.is_cancelled, row.cancel_reason, row.at = True, reason_of(reason), now
    row.changes += 1
    row.save(update_fields=["is_cancelled", "cancel_reason", "changes", "at"])
    record(actor.user_id, "event.cancel", body, f"event:{row.pk}", now, {"reason": row.cancel_reason})
    return row


def _locked(body: Organisation, event_id: int) -> Event:
    row = Event.objects.select_for_update().filter(organisation=body, pk=event_id).first()
    if row is None:
        raise Refused("NO_EVENT", "ไม่พบงานนี้ เลือกจากรายการ", "There is no such event here.")
    if row.is_cancelled:
        raise Refused("CANCELLED", "งานนี้งดไปแล้ว ถ้าจัดใหม่ให้เพิ่มเป็นงานใหม่", "This event was cancelled.")
    return row


def _write(row: Event, facts: EventFacts, now: datetime) -> None:
    row.kind, row.title, row.place = facts.kind, " ".join(facts.title.split()), " ".join(facts.place.split())[:160]
    row.day, row.starts, row.about = facts.day, facts.starts, facts.about.strip()[:1000]
    row.until = facts.until if facts.until and facts.until > facts.day else None
    row.ends = facts.ends if row.until is None else None
    row.at = now
