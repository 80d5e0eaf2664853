"""Temporary homes: a family goes in, comes out, and the project pays within the ceiling of the house."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Sum

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.ledger.rules import year_be
from chumchon.thai.dates import long_th
from chumchon.thai.errors import Clash, Refused

from ..models import Project, TemporaryStay, UrgentEvent, UrgentHouse
from ..queries.programmes import ceiling
from ..rules import stays as rules
from . import payouts
from .projects import locked
from .repairs import FISCAL_END


@dataclass(frozen=True)
class StayFacts:
    """Where a house stays meanwhile; day_satang 0 where it costs nothing."""

    house_id: int
    kind: str
    place_th: str
    from_day: date
    day_satang: int


@transaction.atomic
def begin_stay(project: Project, actor: Actor, facts: StayFacts, now: datetime, day: date) -> TemporaryStay:
    """A family goes in; a house of an urgent case has a place to stay from that day on, and counts.

    Errors: NOT_ALLOWED, NOT_FOUND, rules.check_stay, BEFORE_EVENT, STAYS (it stays somewhere already), ENDED.
    """
    require(actor, "homes.survey", project.organisation, day)
    row = locked(project)
    house = row.houses.filter(pk=facts.house_id).first()
    if house is None:
        raise Refused("NOT_FOUND", "ไม่พบบ้านหลังนี้ในการสำรวจ", "No such house in the survey.")
    event = UrgentEvent.objects.filter(
        project=row
    ).first()  # shelter of the same night, before anybody opened the project
    if event is not None and facts.from_day < event.happened_on:
        raise Refused("BEFORE_EVENT", f"เกิดเหตุ {long_th(event.happened_on)} วันเข้าพักต้องไม่ก่อนนั้น", "Before it happened.")
    earliest = min(row.started_on, event.happened_on) if event else row.started_on
    refused = rules.check_stay(facts.kind, facts.place_th, facts.from_day, facts.day_satang, earliest, day)
    if refused is not None:
        raise refused
    before = TemporaryStay.objects.filter(house=house, until_day__gte=facts.from_day).exists()
    try:
        with transaction.atomic():
            made = TemporaryStay(
                project=row, house=house, kind=facts.kind, place_th=facts.place_th.strip()[:160], from_day=facts.from_day,
                day_satang=facts.day_satang, by_id=actor.user_id, at=now,
            )  # fmt: skip
            if before:
                raise IntegrityError
            made.save()
    except IntegrityError:
        raise Clash("STAYS", "บ้านหลังนี้มีที่พักในวันนั้นอยู่แล้ว บันทึกวันออกจากที่เดิมก่อน", "It stays somewhere already.") from None
    UrgentHouse.objects.filter(project=row, house=house, housed_on=None).update(housed_on=facts.from_day)
    record(actor.user_id, "stay.begin", project.organisation, f"stay:{made.pk}", now)
    return made


@transaction.atomic
def end_stay(project: Project, actor: Actor, stay_id: int, until_day: date, now: datetime, day: date) -> TemporaryStay:
    """The family's last day there. Errors: NOT_ALLOWED, NOT_FOUND, ALREADY, FUTURE_DATE, BEFORE_START, ENDED."""
    require(actor, "homes.survey", project.organisation, day)
    found = _one(locked(project), stay_id)
    if found.until_day is not None:
        raise Clash("ALREADY", "บันทึกวันออกแล้ว", "It ended already.")
    if until_day > day:
        raise Refused("FUTURE_DATE", "วันที่นี้ยังมาไม่ถึง บันทึกเมื่อออกจริง", "The day lies in the future.")
    if until_day < found.from_day:
        raise Refused("BEFORE_START", "วันออกต้องไม่ก่อนวันเข้าพัก", "It ends before it began.")
    found.until_day = until_day
    found.save(update_fields=["until_day"])
    record(actor.user_id, "stay.end", project.organisation, f"stay:{found.pk}", now)
    return found


def pay(project: Project, two: payouts.Two, stay_id: int, now: datetime, today: date) -> TemporaryStay:
    """What an ended stay cost, as far as the house's ceiling goes, by two, once. The family bears the rest.

    Errors: payouts, NOT_FOUND, NOT_ENDED, ALREADY, NOTHING (it cost nothing, or the ceiling is used), NO_CASH.
    """
    with payouts.two_at_the_book(project, two, now, today, payouts.STAYS) as (session, row):
        found = _one(row, stay_id)
        if found.entry_id is not None:
            raise Clash("ALREADY", "ค่าพักนี้จ่ายแล้ว", "Paid already.")
        if found.until_day is None:
            raise Refused("NOT_ENDED", "ยังพักอยู่ บันทึกวันออกก่อนจึงรู้ค่าพัก", "The stay has not ended.")
        cost = rules.cost_of(found.from_day, found.until_day, found.day_satang)
        paid = TemporaryStay.objects.filter(house=found.house_id).aggregate(s=Sum("paid_satang"))["s"] or 0
        top = ceiling(row.programme, "temporary_home", year_be(found.from_day, FISCAL_END))
        satang = rules.payable(cost, paid, top)
        if not satang:
            raise Refused(
                "NOTHING",
                "ไม่มีค่าพักที่โครงการจ่ายได้ ค่าพักเป็นศูนย์หรือเต็มเพดานแล้ว",
                "Nothing to pay: no cost, or the ceiling is used.",
            )
        memo = f"ค่าบ้านพักชั่วคราว {rules.days_of(found.from_day, found.until_day)} วัน รายการที่ {found.pk}"
        key = uuid.uuid5(project.organisation_key, f"stay {found.pk}")
        found.entry = payouts.pay(session, two, payouts.STAYS, satang, memo, key)
        found.paid_satang = satang
        found.save(update_fields=["entry", "paid_satang"])
        record(two.actor.user_id, "stay.pay", project.organisation, f"stay:{found.pk}", now, {"satang": satang})
        return found


def _one(project: Project, stay_id: int) -> TemporaryStay:
    found = TemporaryStay.objects.select_for_update(of=("self",)).filter(project=project, pk=stay_id).first()
    if found is None:
        raise Refused("NOT_FOUND", "ไม่พบที่พักนี้ในโครงการ", "No such stay.")
    return found
