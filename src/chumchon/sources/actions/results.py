"""The result of an application, and what a winner gets and owes."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum

from chumchon.access.actions import record, require
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor, may
from chumchon.access.walls import whole_nation
from chumchon.thai.errors import BadInput, NotAllowed, Refused
from chumchon.thai.money import baht

from ..models import Application, ApplicationStep, Due, DueStep
from ..rules.schedule import dues, parse
from .common import locked, reason_of, require_area


@transaction.atomic
def win(application_id: int, given_satang: int, words: str, actor: Actor, now: datetime, day: date) -> Application:
    """The call gives so much; the money and the reports get their days.

    Errors: NOT_ALLOWED, NO_APPLICATION, DECIDED, SAME_PERSON, BAD_SUM, OVER_BUDGET, NO_REASON.
    """
    row = _waiting(application_id, actor, day)
    if not 0 < given_satang <= row.asked_satang:
        raise BadInput(
            "BAD_SUM",
            f"ให้ได้ไม่เกินที่ขอ {baht(row.asked_satang)} บาท และต้องมากกว่าศูนย์",
            "Between nothing and what was asked.",
        )
    with whole_nation():  # the budget is the call's, wherever the winners live
        given = row.call.applications.aggregate(s=Sum("given_satang"))["s"] or 0
    left = row.call.budget_satang - given
    if given_satang > left:
        raise Refused(
            "OVER_BUDGET", f"วงเงินรวมเหลือ {baht(left)} บาท ลดจำนวนที่ให้", f"Only {left} satang are left of the budget."
        )
    row.state, row.given_satang, row.decided_on, row.reason = "won", given_satang, day, reason_of(words, 600)
    row.save(update_fields=["state", "given_satang", "decided_on", "reason"])
    Due.objects.bulk_create(
        Due(application=row, position=i, kind=d.kind, label=d.label, day=d.day, satang=d.satang)
        for i, d in enumerate(dues(parse(row.call.schedule), given_satang, day), 1)
        if d.kind == "report" or d.satang
    )
    _step(row, "won", row.reason, given_satang, actor, now)
    detail = {"number": row.number}
    record(actor.user_id, "application.win", row.organisation, f"application:{row.pk}", now, detail)
    return row


@transaction.atomic
def refuse(application_id: int, reason: str, actor: Actor, now: datetime, day: date) -> Application:
    """Not this time, and why. Errors: NOT_ALLOWED, NO_APPLICATION, DECIDED, SAME_PERSON, NO_REASON."""
    row = _waiting(application_id, actor, day)
    row.state, row.decided_on, row.reason = "refused", day, reason_of(reason, 600)
    row.save(update_fields=["state", "decided_on", "reason"])
    _step(row, "refused", row.reason, 0, actor, now)
    detail = {"reason": row.reason, "number": row.number}
    record(actor.user_id, "application.refuse", row.organisation, f"application:{row.pk}", now, detail)
    return row


def _waiting(application_id: int, actor: Actor, day: date) -> Application:
    """The application that waits, locked after its call."""
    found = Application.objects.filter(pk=application_id).exclude(state="draft").first()
    if found is None:
        raise Refused("NO_APPLICATION", "ไม่พบคำขอนี้ เลือกจากรายการ", "There is no such application.")
    call = locked(found.call_id)
    require_area(actor, "sources.decide", call.area, day)
    row = (
        Application.objects.select_for_update(of=("self",)).select_related("organisation__subdistrict").get(pk=found.pk)
    )
    row.call = call
    if row.state != "sent":
        raise Refused(
            "DECIDED", f"คำขอนี้อยู่ในสถานะ “{row.get_state_display()}” แล้ว เปิดหน้าใหม่", f"It is {row.state} already."
        )
    if actor.user_id in (row.by_id, row.sent_by_id):
        raise Refused("SAME_PERSON", "คนที่เขียนหรือส่งคำขอตัดสินเองไม่ได้ ให้เจ้าหน้าที่อีกคนตัดสิน", "Whoever asked may not decide.")
    return row


def _step(row: Application, kind: str, note: str, satang: int, actor: Actor, now: datetime) -> None:
    ApplicationStep.objects.create(application=row, kind=kind, note=note, satang=satang, by_id=actor.user_id, at=now)


@transaction.atomic
def say_done(body: Organisation, due_id: int, on: date, words: str, actor: Actor, now: datetime, day: date) -> Due:
    """The money came, or the report was handed in, on that day. Said twice is once.

    The winner says it, or an officer of the call's area. Errors: NOT_ALLOWED, NO_DUE, FUTURE_DATE, BEFORE_AWARD, NO_REASON.
    """
    row = _due(body, due_id, actor, day)
    if row.done_on is not None:
        return row
    if on > day:
        raise BadInput("FUTURE_DATE", "วันนี้ยังมาไม่ถึง ใส่วันที่เกิดขึ้นจริง", "The day lies in the future.")
    decided = row.application.decided_on
    if decided is not None and on < decided:
        raise BadInput("BEFORE_AWARD", "วันต้องไม่ก่อนวันประกาศผล", "The day lies before the result.")
    return _due_step(row, "done", on, on, reason_of(words, 600), actor, now)


@transaction.atomic
def say_undone(body: Organisation, due_id: int, reason: str, actor: Actor, now: datetime, day: date) -> Due:
    """It was said wrongly: it is owed again, what was said stays. Errors: NOT_ALLOWED, NO_DUE, NOT_DONE, NO_REASON."""
    row = _due(body, due_id, actor, day)
    if row.done_on is None:
        raise Refused("NOT_DONE", "กำหนดนี้ยังไม่ได้ทำอยู่แล้ว เปิดหน้าใหม่", "It is not done.")
    return _due_step(row, "undone", None, day, reason_of(reason, 600), actor, now)


def _due(body: Organisation, due_id: int, actor: Actor, day: date) -> Due:
    rows = Due.objects.select_for_update(of=("self",)).select_related("application__call")
    row = rows.filter(pk=due_id, application__organisation=body, application__state="won").first()
    if row is None:
        raise Refused("NO_DUE", "ไม่พบกำหนดนี้ เปิดหน้าใหม่", "There is no such due day.")
    if not may(actor, "sources.apply", body.pk, body.subdistrict_id, day):
        try:
            require_area(actor, "sources.decide", row.application.call.area, day)
        except NotAllowed:
            require(actor, "sources.apply", body, day)
    return row


def _due_step(row: Due, kind: str, done_on: date | None, on: date, words: str, actor: Actor, now: datetime) -> Due:
    row.done_on = done_on
    row.save(update_fields=["done_on"])
    DueStep.objects.create(due=row, kind=kind, note=words, day=on, by_id=actor.user_id, at=now)
    application = row.application
    record(actor.user_id, f"due.{kind}", application.organisation, f"application:{application.pk}", now)
    return row
