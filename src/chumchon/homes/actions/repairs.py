"""Repair of single houses: a tambon's quota, the list, the choice of a meeting, photographs, money, the end of each house."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from chumchon.access.actions import record, require
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor
from chumchon.access.walls import whole_nation
from chumchon.areas.models import Subdistrict
from chumchon.ledger.rules import year_be
from chumchon.thai.errors import BadInput, Clash, Refused, raise_any

from ..models import Meeting, Programme, Project, RepairHouse, RepairQuota
from ..queries import repairs as queries
from ..queries.programmes import ceiling, term
from ..rules import repairs as rules
from ..rules.outlines import check_point
from ..rules.plans import Photo
from ..rules.projects import check_day
from . import documents, payouts
from .projects import locked

FISCAL_END = 9  # the state's year ends in September
LABELS = {"before": "ภาพก่อนซ่อม", "after": "ภาพหลังซ่อม"}


@transaction.atomic
def set_quota(
    programme: Programme, area: Subdistrict, year: int, houses: int, source: str, actor: Actor, now: datetime, day: date
) -> RepairQuota:  # fmt: skip
    """How many houses a tambon may repair in a B.E. fiscal year, by an officer. Errors: NOT_ALLOWED, WAY, YEAR, SOURCE, QUOTA_USED."""
    require(actor, "homes.open", Organisation(code="", kind="housing", subdistrict=area), day)
    if programme.way != "repair":
        raise BadInput("WAY", "โควตามีเฉพาะโครงการซ่อมรายหลัง", "Only programmes of repair have quotas.")
    if abs(year - year_be(day, FISCAL_END)) > 20:
        raise BadInput("YEAR", "ปีงบประมาณไม่ถูก ใส่เป็น พ.ศ.", "The year is wrong.")
    if not source.strip():
        raise BadInput("SOURCE", "บอกที่มาของโควตา เช่น เลขหนังสือ", "Say where the quota is from.")
    asked = {"programme": programme, "subdistrict": area, "year_be": year}
    found = RepairQuota.objects.select_for_update().filter(**asked).first()
    used = queries.chosen_count(programme.pk, area.pk, year)
    if not used <= houses <= 10_000:
        raise Refused("QUOTA_USED", f"เลือกบ้านไปแล้ว {used} หลัง โควตาต้องไม่น้อยกว่านั้น", f"{used} houses are chosen already.")
    if found is None:
        found, _ = RepairQuota.objects.get_or_create(**asked, defaults={"houses": houses, "source": source[:200]})
    found.houses, found.source = houses, source.strip()[:200]
    found.save(update_fields=["houses", "source"])
    detail = {"area": area.pk, "year": year, "rows": houses}
    record(actor.user_id, "quota.set", None, f"quota:{found.pk}", now, detail)
    return found


@transaction.atomic
def propose(
    project: Project, actor: Actor, house_id: int, needs: Collection[str], why: str, asked_satang: int, now: datetime, day: date
) -> RepairHouse:  # fmt: skip
    """A surveyed house comes onto the list. Errors: NOT_ALLOWED, WAY, NOT_FOUND, NEEDS, AMOUNT, ON_LIST, REPAIRED, ENDED."""
    require(actor, "homes.survey", project.organisation, day)
    row = _repairing(project)
    house = row.houses.select_related("household").filter(pk=house_id).first()
    if house is None:
        raise Refused("NOT_FOUND", "ไม่พบบ้านหลังนี้ในการสำรวจ สำรวจก่อนแล้วจึงเสนอ", "No such house in the survey.")
    raise_any(rules.check_needs(needs, why, asked_satang))
    years = term(row.programme, "repair_again_years", rules.AGAIN_YEARS)
    with whole_nation():  # by another body's project too
        finished = RepairHouse.objects.filter(household=house.household, state="finished")
        last = finished.aggregate(m=Max("finished_on"))["m"]
    if last is not None and day.year - last.year < years:
        raise Refused(
            "REPAIRED",
            f"บ้านหลังนี้ซ่อมเสร็จเมื่อปี {last.year + 543} ซ่อมซ้ำได้หลัง {years} ปี",
            f"Repaired in {last.year} already.",
        )
    try:
        with transaction.atomic():
            made = RepairHouse.objects.create(
                project=row, house=house, household=house.household, needs=[n for n in rules.NEEDS if n in needs],
                why=why.strip()[:300], asked_satang=asked_satang, by_id=actor.user_id, at=now,
            )  # fmt: skip
    except IntegrityError:
        raise Clash(
            "ON_LIST", "บ้านหลังนี้อยู่ในรายชื่อซ่อมแล้ว หนึ่งครัวเรือนมีรายการเดียว", "The house is on a list already."
        ) from None
    record(actor.user_id, "repair.propose", project.organisation, f"repair:{made.pk}", now, {"satang": asked_satang})
    return made


@transaction.atomic
def choose(
    project: Project, actor: Actor, meeting_id: int, ranks: Mapping[int, int], now: datetime, day: date
) -> list[RepairHouse]:
    """A meeting chose these, in their order (repair: rank), within what is left of the tambon's quota of the meeting's fiscal year.

    Two people at once never choose more than the quota. Errors: NOT_ALLOWED, WAY, NOT_FOUND, NOT_PROPOSED, rules.check_choice, ENDED.
    """
    require(actor, "homes.write", project.organisation, day)
    row = _repairing(project)
    meeting = Meeting.objects.filter(project=row, pk=meeting_id).first()
    if meeting is None:
        raise Refused("NOT_FOUND", "เลือกการประชุมที่บันทึกไว้", "Choose a meeting.")
    year, area = year_be(meeting.day, FISCAL_END), project.organisation.subdistrict_id
    quota = (
        RepairQuota.objects.select_for_update().filter(programme=row.programme, subdistrict=area, year_be=year).first()
    )
    houses = {
        h.pk: h
        for h in RepairHouse.objects.select_for_update(of=("self",)).filter(
            project=row, pk__in=list(ranks), state="proposed"
        )
    }
    if len(houses) < len(ranks):
        raise Clash("NOT_PROPOSED", "มีบ้านที่เลือกหรือถอนไปแล้ว เปิดหน้ารายชื่อใหม่", "A house is chosen or dropped already.")
    before = queries.chosen_count(row.programme_id, area, year)
    held = quota.houses if quota else None
    raise_any(rules.check_choice(list(ranks.values()), before, held, meeting.carried, meeting.kind, year))
    last = row.repairs.filter(year_be=year).aggregate(m=Max("rank"))["m"] or 0
    found = []
    for place, pk in enumerate(sorted(ranks, key=lambda pk: ranks[pk]), last + 1):
        house = houses[pk]
        house.state, house.rank, house.meeting, house.year_be = "chosen", place, meeting, year
        house.save(update_fields=["state", "rank", "meeting", "year_be"])
        found.append(house)
    record(actor.user_id, "repair.choose", project.organisation, f"meeting:{meeting.pk}", now, {"rows": len(found)})
    return found


@transaction.atomic
def set_amount(project: Project, actor: Actor, repair_id: int, satang: int, now: datetime, day: date) -> RepairHouse:
    """What a chosen house gets, to the satang. Errors: NOT_ALLOWED, NOT_FOUND, NOT_CHOSEN, ALREADY (it is paid), rules.check_amount, ENDED."""
    require(actor, "homes.write", project.organisation, day)
    found = _chosen(locked(project), repair_id)
    if found.entry_id is not None:
        raise Clash("ALREADY", "จ่ายแล้ว แก้จำนวนไม่ได้", "Paid already.")
    raise_any(rules.check_amount(satang, ceiling(project.programme, "subsidy_house", found.year_be or 0)))
    found.satang = satang
    found.save(update_fields=["satang"])
    record(actor.user_id, "repair.amount", project.organisation, f"repair:{found.pk}", now, {"satang": satang})
    return found


@transaction.atomic
def add_picture(
    project: Project, actor: Actor, repair_id: int, which: str, raw: bytes, now: datetime, day: date
) -> RepairHouse:
    """A photograph before or after, with its own day and place; another takes its place until the money (before) or the end (after).

    Errors: NOT_ALLOWED, NOT_FOUND, NOT_CHOSEN, WHICH, ALREADY, NO_BEFORE, clean, OTHER_PROVINCE, rules.check_picture, ENDED.
    """
    require(actor, "homes.survey", project.organisation, day)
    if which not in LABELS:
        raise BadInput("WHICH", "เลือกว่าเป็นรูปก่อนหรือหลังซ่อม", "Before or after.")
    paper, said = documents.prepared(raw)
    row = locked(project)
    found = _chosen(row, repair_id)
    if which == "before" and found.entry_id is not None:
        raise Clash("ALREADY", "จ่ายเงินแล้ว เปลี่ยนรูปก่อนซ่อมไม่ได้", "Paid already.")
    if which == "after" and found.before is None:
        raise Refused("NO_BEFORE", "ยังไม่มีรูปก่อนซ่อม แนบรูปก่อนซ่อมก่อน", "The picture before is missing.")
    document = documents.keep(row, actor, LABELS[which], paper, said, now)
    photo = Photo(document.taken_on, document.longitude, document.latitude)
    house = found.house
    place = (house.longitude, house.latitude) if house.longitude is not None and house.latitude is not None else None
    earliest = row.started_on
    if which == "after" and found.before is not None:
        earliest = found.before.taken_on or earliest
    raise_any(rules.check_picture(photo, place, documents.used_before(document), earliest, day))
    if photo.longitude is not None and photo.latitude is not None:
        check_point(photo.longitude, photo.latitude, project.organisation.subdistrict_id[:2])
    setattr(found, which, document)
    found.save(update_fields=[which])
    record(actor.user_id, "repair.photo", project.organisation, f"repair:{found.pk}", now)
    return found


def pay(project: Project, two: payouts.Two, repair_id: int, now: datetime, today: date) -> RepairHouse:
    """The house's money out of the project's book, by two, once. Errors: payouts, NOT_FOUND, NOT_CHOSEN, ALREADY, NOT_READY."""
    with payouts.two_at_the_book(project, two, now, today) as (session, row):
        found = _chosen(row, repair_id)
        if found.entry_id is not None:
            raise Clash("ALREADY", "บ้านหลังนี้จ่ายแล้ว", "Paid already.")
        if found.satang is None or found.before is None:
            waits = rules.missing(found.satang, True, found.before is not None, True)
            raise Refused("NOT_READY", f"ยังขาด: {', '.join(waits)} จึงจ่ายไม่ได้", "Amount or picture is missing.")
        memo = f"ซ่อมบ้านลำดับที่ {found.rank} ปี {found.year_be}"  # no house number: the chain keeps its words for ever
        key = uuid.uuid5(project.organisation_key, f"repair {found.pk}")
        found.entry = payouts.pay(session, two, payouts.REPAIRS, found.satang, memo, key)
        found.save(update_fields=["entry"])
        detail = {"satang": found.satang}
        record(two.actor.user_id, "repair.pay", project.organisation, f"repair:{found.pk}", now, detail)
        return found


@transaction.atomic
def finish(
    project: Project, actor: Actor, repair_id: int, finished_on: date, labour_days: int, now: datetime, day: date
) -> RepairHouse:
    """Another person than who proposed it saw that it is done: the house counts.

    Errors: NOT_ALLOWED, NOT_FOUND, NOT_CHOSEN, SAME_PERSON, NOT_READY, FUTURE_DATE, BEFORE_START, OTHER_DAY, LABOUR, ENDED.
    """
    require(actor, "homes.vouch", project.organisation, day)
    row = locked(project)
    found = _chosen(row, repair_id)
    if found.by_id == actor.user_id:
        raise Refused("SAME_PERSON", "ผู้เสนอบ้านตรวจรับเองไม่ได้ ให้กรรมการอีกคนตรวจ", "Who proposed it does not inspect it.")
    waits = rules.missing(found.satang, found.entry_id is not None, found.before is not None, found.after is not None)
    if waits or found.after is None:
        raise Refused("NOT_READY", f"ยังขาด: {', '.join(waits)} จึงตรวจรับไม่ได้", f"Still missing: {len(waits)}.")
    raise_any(check_day(finished_on, row.started_on, day))
    if found.after.taken_on is not None and finished_on < found.after.taken_on:
        raise Refused("OTHER_DAY", "วันตรวจรับต้องไม่ก่อนวันที่ถ่ายรูปหลังซ่อม", "Inspected before the picture was taken.")
    if not 0 <= labour_days <= 10_000:
        raise BadInput("LABOUR", "จำนวนวันแรงงานไม่ถูก ใส่ 0 ถ้าไม่มี", "Days of labour are out of bounds.")
    found.state, found.inspector_id, found.labour_days = "finished", actor.user_id, labour_days
    found.finished_on, found.finished_year_be = finished_on, finished_on.year + 543
    found.save(update_fields=["state", "inspector", "labour_days", "finished_on", "finished_year_be"])
    record(actor.user_id, "repair.finish", project.organisation, f"repair:{found.pk}", now)
    return found


@transaction.atomic
def drop(project: Project, actor: Actor, repair_id: int, why: str, now: datetime, day: date) -> RepairHouse:
    """Take a house off the list; its place in the quota is free again. Errors: NOT_ALLOWED, NOT_FOUND, NO_REASON, ALREADY (paid), ENDED."""
    require(actor, "homes.write", project.organisation, day)
    found = _one(locked(project), repair_id)
    if not why.strip():
        raise BadInput("NO_REASON", "บอกเหตุผลที่ถอนบ้านหลังนี้", "Give the reason.")
    if found.state not in rules.OPEN or found.entry_id is not None:
        raise Clash("ALREADY", "บ้านหลังนี้จ่ายหรือถอนไปแล้ว ถอนอีกไม่ได้", "Paid or dropped already.")
    found.state, found.dropped_why = "dropped", why.strip()[:300]
    found.save(update_fields=["state", "dropped_why"])
    record(actor.user_id, "repair.drop", project.organisation, f"repair:{found.pk}", now, {"reason": why.strip()[:200]})
    return found


def _repairing(project: Project) -> Project:
    row = locked(project)
    if row.programme.way != "repair":
        raise Refused("WAY", "โครงการนี้ไม่ใช่โครงการซ่อมรายหลัง", "This is no programme of repair.")
    return row


def _one(project: Project, repair_id: int) -> RepairHouse:
    rows = RepairHouse.objects.select_for_update(of=("self",)).select_related("house", "household", "before", "after")
    found = rows.filter(project=project, pk=repair_id).first()
    if found is None:
        raise Refused("NOT_FOUND", "ไม่พบบ้านหลังนี้ในรายชื่อซ่อม", "No such house on the list.")
    return found


def _chosen(project: Project, repair_id: int) -> RepairHouse:
    found = _one(project, repair_id)
    if found.state != "chosen":
        raise Refused(
            "NOT_CHOSEN", f"บ้านหลังนี้สถานะ {found.get_state_display()} ทำขั้นนี้ไม่ได้", f"The house is {found.state}."
        )
    return found
