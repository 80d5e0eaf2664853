"""A call is written, opened, given more time, closed or cancelled."""

import uuid
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record
from chumchon.access.rules import Actor
from chumchon.areas.queries import names_of
from chumchon.thai.errors import BadInput, Clash, Refused

from ..models import Call, CallStep
from ..rules.calls import CallFacts, check_call
from .common import locked, reason_of, require_area


@transaction.atomic
def write(facts: CallFacts, actor: Actor, key: uuid.UUID, now: datetime, day: date) -> Call:
    """A draft. The same key sent twice is one. Errors: NOT_ALLOWED, NO_AREA, TWICE, those of rules.calls.check_call."""
    _check(facts, actor, day)
    before = Call.objects.filter(uid=key).first()
    if before is not None:
        if before.by_id != actor.user_id:
            raise Clash("TWICE", "แบบนี้มีคนส่งแล้ว เปิดแบบใหม่", "This form was sent by somebody else.")
        return before
    made = Call(uid=key, by_id=actor.user_id, at=now)
    _write(made, facts)
    made.save()
    record(actor.user_id, "call.write", None, f"call:{made.pk}", now)
    return made


@transaction.atomic
def mend(call_id: int, facts: CallFacts, actor: Actor, now: datetime, day: date) -> Call:
    """A draft is changed; an open call is not. Errors: NOT_ALLOWED, NO_CALL, NOT_DRAFT, those of write."""
    row = locked(call_id)
    require_area(actor, "sources.open", row.area, day)
    if row.state != "draft":
        raise Refused(
            "NOT_DRAFT",
            "เปิดรับแล้วแก้เงื่อนไขไม่ได้ เพื่อให้ทุกคนได้กติกาเดียวกัน ขยายเวลา ปิด หรือยกเลิกได้",
            "An open call is not changed.",
        )
    _check(facts, actor, day)
    _write(row, facts)
    row.save()
    record(actor.user_id, "call.write", None, f"call:{row.pk}", now)
    return row


def _check(facts: CallFacts, actor: Actor, day: date) -> None:
    require_area(actor, "sources.open", facts.area, day)
    if facts.area not in names_of([facts.area]):
        raise BadInput("NO_AREA", "ไม่พบพื้นที่นี้ เลือกจากรายการ", "There is no such area.")
    check_call(facts, day)


def _write(row: Call, facts: CallFacts) -> None:
    row.title, row.giver, row.help = " ".join(facts.title.split()), " ".join(facts.giver.split()), facts.help
    row.purpose, row.area = facts.purpose.strip(), facts.area
    row.least_satang, row.most_satang, row.budget_satang = facts.least_satang, facts.most_satang, facts.budget_satang
    row.opens_on, row.closes_on = facts.opens_on, facts.closes_on
    row.conditions = [[f, o, list(v) if isinstance(v, tuple) else v] for f, o, v in facts.conditions]
    row.papers, row.schedule = list(facts.papers), [list(s) for s in facts.schedule]
    row.source, row.contact = facts.source.strip()[:200], facts.contact.strip()[:200]


@transaction.atomic
def open_call(call_id: int, actor: Actor, now: datetime, day: date) -> Call:
    """From now on everybody sees it. Errors: NOT_ALLOWED, NO_CALL, NOT_DRAFT, BAD_SPAN."""
    row = locked(call_id)
    require_area(actor, "sources.open", row.area, day)
    if row.state != "draft":
        raise Refused("NOT_DRAFT", "แหล่งทุนนี้เปิดไปแล้ว", "This call was opened already.")
    if row.closes_on < day:
        raise BadInput("BAD_SPAN", "วันปิดรับผ่านไปแล้ว แก้วันก่อนเปิด", "Its last day has passed.")
    return _step(row, "opened", "open", "", actor, now)


@transaction.atomic
def extend(call_id: int, closes_on: date, reason: str, actor: Actor, now: datetime, day: date) -> Call:
    """More time for everybody; never less. Errors: NOT_ALLOWED, NO_CALL, NOT_OPEN, BAD_SPAN, NO_REASON."""
    row = _open(call_id, actor, day)
    if closes_on <= row.closes_on or closes_on < day:
        raise BadInput("BAD_SPAN", "วันใหม่ต้องหลังวันปิดรับเดิม", "The new day must lie after the old one.")
    row.closes_on = closes_on
    return _step(row, "extended", "open", reason_of(reason), actor, now)


@transaction.atomic
def close(call_id: int, reason: str, actor: Actor, now: datetime, day: date) -> Call:
    """No more applications; those that were sent wait for their result. Errors: NOT_ALLOWED, NO_CALL, NOT_OPEN, NO_REASON."""
    row = _open(call_id, actor, day)
    return _step(row, "closed", "closed", reason_of(reason), actor, now)


@transaction.atomic
def cancel(call_id: int, reason: str, actor: Actor, now: datetime, day: date) -> Call:
    """It does not take place, with nothing given. Errors: NOT_ALLOWED, NO_CALL, NOT_OPEN, HAS_WINNER, NO_REASON."""
    row = _open(call_id, actor, day, "open", "closed", "draft")
    if row.applications.filter(state="won").exists():
        raise Refused("HAS_WINNER", "ให้ทุนไปแล้ว ยกเลิกไม่ได้ ปิดรับแทน", "Somebody won; close it instead.")
    return _step(row, "cancelled", "cancelled", reason_of(reason), actor, now)


def _open(call_id: int, actor: Actor, day: date, *states: str) -> Call:
    row = locked(call_id)
    require_area(actor, "sources.open", row.area, day)
    if row.state not in (states or ("open",)):
        words = row.get_state_display()
        raise Refused("NOT_OPEN", f"แหล่งทุนนี้อยู่ในสถานะ “{words}” แล้ว เปิดหน้าใหม่", f"The call is {row.state}.")
    return row


def _step(row: Call, kind: str, state: str, note: str, actor: Actor, now: datetime) -> Call:
    row.state, row.reason = state, note
    row.save(update_fields=["state", "reason", "closes_on"])
    CallStep.objects.create(call=row, kind=kind, note=note, closes_on=row.closes_on, by_id=actor.user_id, at=now)
    record(actor.user_id, f"call.{kind}", None, f"call:{row.pk}", now, {"reason": note})
    return row
