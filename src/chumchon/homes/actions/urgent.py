"""After fire or eviction: the event, the list of houses in time, aid by two, and the hand-over to a lasting project."""

import uuid
from collections.abc import Collection
from datetime import date, datetime
from itertools import count

from django.db import IntegrityError, transaction
from django.db.models import Q

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.ledger.actions import PostingSession
from chumchon.ledger.rules import Draft, Posting, ReceiptDraft, digest, year_be
from chumchon.thai.errors import BadInput, Clash, Refused, raise_any

from ..models import HandOver, Project, SurveyedHouse, TemporaryStay, UrgentEvent, UrgentHouse
from ..queries.programmes import ceiling, term
from ..queries.savings import check_cash
from ..queries.urgent import WITHIN_DAYS
from ..rules import urgent as rules
from ..rules.projects import check_day
from . import payouts
from .projects import end_project, locked
from .repairs import FISCAL_END


@transaction.atomic
def tell_event(
    project: Project, actor: Actor, kind: str, happened_on: date, place_th: str, words: str, now: datetime, day: date
) -> UrgentEvent:  # fmt: skip
    """What happened; told once. Errors: NOT_ALLOWED, WAY, rules.check_event, ALREADY, ENDED."""
    require(actor, "homes.write", project.organisation, day)
    row = locked(project)
    if row.programme.way != "urgent":
        raise Refused("WAY", "โครงการนี้ไม่ใช่กรณีเร่งด่วน", "This is no urgent case.")
    raise_any(rules.check_event(kind, happened_on, place_th, day))
    try:
        with transaction.atomic():
            made = UrgentEvent.objects.create(
                project=row, kind=kind, happened_on=happened_on, place_th=place_th.strip()[:160], words=words.strip()[:600],
                by_id=actor.user_id, at=now,
            )  # fmt: skip
    except IntegrityError:
        raise Clash("ALREADY", "บันทึกเหตุแล้ว เหตุใหม่ให้เปิดโครงการใหม่", "The event is told already.") from None
    record(actor.user_id, "urgent.event", project.organisation, f"project:{row.pk}", now)
    return made


@transaction.atomic
def list_houses(
    project: Project, actor: Actor, house_ids: Collection[int], damage: str, listed_on: date, late_why: str,
    now: datetime, day: date,
) -> list[UrgentHouse]:  # fmt: skip
    """Surveyed houses come onto the list, all or none; those on it stay as they are.

    A house that has a place to stay already counts at once, from the day of the event at the earliest. Errors: NOT_ALLOWED, NO_EVENT, NOBODY, NOT_FOUND, rules.check_listed,
    FUTURE_DATE, ENDED.
    """
    require(actor, "homes.survey", project.organisation, day)
    row = locked(project)
    event = UrgentEvent.objects.filter(project=row).first()
    if event is None:
        raise Refused("NO_EVENT", "บันทึกก่อนว่าเกิดเหตุอะไร เมื่อไร", "Tell the event first.")
    if listed_on > day:
        raise BadInput("FUTURE_DATE", "วันที่นี้ยังมาไม่ถึง ตรวจวันอีกครั้ง", "The day lies in the future.")
    due = rules.due_on(event.happened_on, term(row.programme, "list_within_days", WITHIN_DAYS))
    raise_any(rules.check_listed(damage, listed_on, event.happened_on, due, late_why))
    wanted = set(house_ids)
    if not wanted:
        raise BadInput("NOBODY", "ยังไม่ได้เลือกบ้าน", "No house was chosen.")
    if row.houses.filter(pk__in=wanted).count() < len(wanted):
        raise Refused("NOT_FOUND", "มีบ้านที่ไม่อยู่ในการสำรวจของโครงการนี้", "A house is not in the survey.")
    there = set(UrgentHouse.objects.filter(house__in=wanted).values_list("house", flat=True))
    stays: dict[int, date] = {}
    since = TemporaryStay.objects.filter(Q(until_day=None) | Q(until_day__gte=event.happened_on), house__in=wanted)
    for house_id, from_day in since.values_list("house", "from_day"):
        first = max(from_day, event.happened_on)
        stays[house_id] = min(first, stays.get(house_id, first))
    made = UrgentHouse.objects.bulk_create(
        UrgentHouse(
            project=row, house_id=pk, damage=damage, listed_on=listed_on, housed_on=stays.get(pk), by_id=actor.user_id, at=now,
            late_why=late_why.strip()[:300] if listed_on > due else "",
        )
        for pk in sorted(wanted - there)
    )  # fmt: skip
    record(actor.user_id, "urgent.list", project.organisation, f"project:{row.pk}", now, {"rows": len(made)})
    return made


def pay_aid(project: Project, two: payouts.Two, urgent_id: int, satang: int, now: datetime, today: date) -> UrgentHouse:
    """Aid to one house of the list, within the ceiling, by two, once. Errors: payouts, NOT_FOUND, ALREADY, rules.check_aid, NO_CASH."""
    with payouts.two_at_the_book(project, two, now, today, payouts.AID) as (session, row):
        rows = UrgentHouse.objects.select_for_update(of=("self",))
        found = rows.filter(project=row, pk=urgent_id).first()
        if found is None:
            raise Refused("NOT_FOUND", "ไม่พบบ้านหลังนี้ในรายชื่อ", "No such house on the list.")
        if found.aid_entry_id is not None:
            raise Clash("ALREADY", "บ้านหลังนี้ได้รับเงินช่วยเหลือแล้ว", "Aid was paid already.")
        raise_any(rules.check_aid(satang, ceiling(row.programme, "aid", year_be(two.day, FISCAL_END))))
        memo = f"เงินช่วยเหลือครัวเรือน รายการที่ {found.pk}"
        key = _free_key(session, project, found.pk)
        found.aid_entry = payouts.pay(session, two, payouts.AID, satang, memo, key)
        found.aid_satang, found.aid_on = satang, two.day
        found.save(update_fields=["aid_entry", "aid_satang", "aid_on"])
        record(
            two.actor.user_id, "urgent.aid", project.organisation, f"house:{found.house_id}", now, {"satang": satang}
        )
        return found


def _free_key(session: PostingSession, project: Project, urgent_id: int) -> uuid.UUID:
    """The key of the next payment to this house: those of aid that came back stand in the book already."""
    keys = (uuid.uuid5(project.organisation_key, f"aid {urgent_id}{f' {n}' if n else ''}") for n in count())
    return next(key for key in keys if session.find(key) is None)


def take_back(
    project: Project, two: payouts.Two, urgent_id: int, reason: str, now: datetime, today: date
) -> UrgentHouse:
    """A house gives its aid back, whole, under a receipt, by two; it may be paid again. What is left goes to the institute
    by actions.returns. Errors: payouts, NOT_FOUND, NO_REASON, NOTHING (no aid stands), BEFORE_START (before it was paid), NO_ACCOUNT.
    """
    if not reason.strip():
        raise BadInput("NO_REASON", "บอกเหตุผลที่คืนเงิน", "Give the reason.")
    with payouts.two_at_the_book(project, two, now, today, payouts.AID) as (session, row):
        found = UrgentHouse.objects.select_for_update(of=("self",)).filter(project=row, pk=urgent_id).first()
        if found is None:
            raise Refused("NOT_FOUND", "ไม่พบบ้านหลังนี้ในรายชื่อ", "No such house on the list.")
        if found.aid_entry is None or found.aid_satang is None or found.aid_on is None:
            raise Clash("NOTHING", "บ้านหลังนี้ไม่มีเงินช่วยเหลือที่จ่ายไป หรือคืนแล้ว", "No aid stands with this house.")
        raise_any(check_day(two.day, found.aid_on, today))
        check_cash(session.book, two.box, 0)
        key = uuid.uuid5(found.aid_entry.idempotency_key, "back")
        draft = Draft(
            day=two.day, kind="return", memo=f"รับคืนเงินช่วยเหลือ รายการที่ {found.pk} · {reason.strip()}"[:300], source="homes",
            lines=(Posting(two.box, found.aid_satang), Posting(payouts.AID, -found.aid_satang)), actor_id=two.actor.user_id,
            checker_id=two.second.user_id, idempotency_key=key,
        )  # fmt: skip
        session.post(draft, [ReceiptDraft("return", found.aid_satang, digest(["aid", str(key)]))])
        detail = {"satang": found.aid_satang, "reason": reason.strip()[:200]}
        found.aid_entry, found.aid_satang, found.aid_on = None, None, None
        found.save(update_fields=["aid_entry", "aid_satang", "aid_on"])
        record(two.actor.user_id, "urgent.aid_back", project.organisation, f"house:{found.house_id}", now, detail)
        return found


@transaction.atomic
def hand_over(
    project: Project, actor: Actor, lasting: Project, house_ids: Collection[int], note: str, now: datetime, day: date
) -> HandOver:
    """The case ends and a lasting project goes on with these houses (ids of the survey): their survey goes along, typed once.

    Both projects say so. A house that the case housed counts here and never again there. Errors: NOT_ALLOWED (in either), WAY,
    rules.check_lasting, NOBODY, NOT_FOUND, projects.end_project (ENDED, NO_REASON, MONEY_LEFT).
    """
    require(actor, "homes.open", project.organisation, day)
    require(actor, "homes.open", lasting.organisation, day)
    rows = {p.pk: p for p in Project.objects.select_for_update().filter(pk__in=(project.pk, lasting.pk)).order_by("pk")}
    there = rows[lasting.pk]
    if project.programme.way != "urgent":
        raise Refused("WAY", "โครงการนี้ไม่ใช่กรณีเร่งด่วน", "This is no urgent case.")
    same = project.organisation.subdistrict_id[:2] == lasting.organisation.subdistrict_id[:2]
    raise_any(rules.check_lasting(lasting.programme.way, there.state, same, there.pk == project.pk))
    wanted = set(house_ids)
    if not wanted:
        raise BadInput("NOBODY", "เลือกบ้านที่จะส่งต่ออย่างน้อยหนึ่งหลัง", "No house was chosen.")
    listed = UrgentHouse.objects.filter(project=project, house__in=wanted)
    if listed.count() < len(wanted):
        raise Refused("NOT_FOUND", "มีบ้านที่ไม่อยู่ในรายชื่อผู้ประสบเหตุ", "A house is not on the list.")
    end_project(project, actor, "handed_over", note, now, day)
    _carry(list(SurveyedHouse.objects.filter(pk__in=wanted)), there, actor, now)
    listed.update(lasting=there)
    if there.origin_id is None:
        there.origin_id = project.pk
        there.save(update_fields=["origin"])
    made = HandOver.objects.create(
        urgent_id=project.pk,
        lasting=there,
        day=day,
        note=note.strip()[:300],
        houses=len(wanted),
        by_id=actor.user_id,
        at=now,
    )
    detail = {"number": len(wanted), "code": project.code}
    record(actor.user_id, "urgent.take_over", lasting.organisation, f"project:{there.pk}", now, detail)
    return made


def _carry(houses: Collection[SurveyedHouse], to: Project, actor: Actor, now: datetime) -> None:
    """The survey of houses into the lasting project, but for households that stand there."""
    there = set(to.houses.values_list("household", flat=True))
    names = [
        f.attname
        for f in SurveyedHouse._meta.concrete_fields
        if f.name not in ("id", "uid", "project", "by", "at", "household", "head")
    ]
    SurveyedHouse.objects.bulk_create(
        SurveyedHouse(
            project=to, household_id=h.household_id, head_id=h.head_id, by_id=actor.user_id, at=now,
            **{name: getattr(h, name) for name in names},
        )
        for h in houses
        if h.household_id not in there
    )  # fmt: skip
