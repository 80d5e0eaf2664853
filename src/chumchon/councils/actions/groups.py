"""จดแจ้ง: an organisation enters the register, somebody else confirms it, and it gets a number without gaps."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor
from chumchon.areas.models import Subdistrict
from chumchon.thai.errors import BadInput, Clash, Refused

from ..models import Council, Founder, Group, GroupKind, GroupSeries, GroupYear, Seat
from ..queries import groups as queries
from ..queries.settings import numbers_on
from ..rules.groups import Figures, GroupFacts, check, check_figures
from ..rules.names import fold
from .common import locked, public_code, reason_of, require_council
from .seats import leave

NO_BOOK = ("council", "assembly")


class Near(Clash):
    """There are organisations with nearly the same name: a person looks at them and decides. near: their ids."""

    def __init__(self, near: Sequence[int]) -> None:
        super().__init__(
            "NEAR", "มีองค์กรชื่อคล้ายกันในตำบลนี้แล้ว ดูรายชื่อก่อน ถ้าไม่ใช่องค์กรเดียวกันจึงบันทึก",
            "An organisation with nearly this name is registered here; look at it and decide.",
        )  # fmt: skip
        self.near = list(near)


@transaction.atomic
def enter(
    council: Council, facts: GroupFacts, actor: Actor, key: uuid.UUID, not_the_same: bool, now: datetime, day: date,
) -> Group:  # fmt: skip
    """A new organisation waits for confirmation. The same key sent twice is one organisation.

    Errors: NOT_ALLOWED, those of rules.groups.check, NO_KIND, NO_VILLAGE, Near (unless a person said they are not the same).
    """
    require_council(actor, "councils.register", council, day)
    council = locked(council)
    before = Group.objects.filter(uid=key).first()
    if before is not None:
        return _own(council, before)
    _check(council, facts, day, None, not_the_same)
    group = Group(
        council=council, uid=key, entered_by_id=actor.user_id, entered_at=now, public_code=public_code(),
        subdistrict=_subdistrict(council, facts),
    )  # fmt: skip
    _write(group, facts)
    group.save()
    _founders(group, facts)
    detail = {"name": group.name_th, "not_the_same": not_the_same}
    record(actor.user_id, "group.enter", council.organisation, f"group:{group.pk}", now, detail)
    return group


@transaction.atomic
def change(
    council: Council, group_id: int, facts: GroupFacts, actor: Actor, not_the_same: bool, now: datetime, day: date
) -> Group:
    """What was written is mended before it is confirmed; one that was sent back waits again. Whoever mends it becomes its maker.

    Errors: NOT_ALLOWED, NO_GROUP, ALREADY, those of enter.
    """
    require_council(actor, "councils.register", council, day)
    group = lock_group(council, group_id)
    _need(group, "waiting", "returned")
    _check(council, facts, day, group, not_the_same)
    _write(group, facts)
    group.subdistrict = _subdistrict(council, facts)
    group.state, group.entered_by_id, group.entered_at = "waiting", actor.user_id, now
    group.save()
    group.founders.all().delete()
    _founders(group, facts)
    record(actor.user_id, "group.change", council.organisation, f"group:{group.pk}", now, {"name": group.name_th})
    return group


@transaction.atomic
def confirm(council: Council, group_id: int, actor: Actor, now: datetime, day: date) -> Group:
    """The headman or the council says that the organisation is what it says. It gets its number of the tambon and year.

    Errors: NOT_ALLOWED, NO_GROUP, ALREADY, SAME_PERSON.
    """
    require_council(actor, "councils.confirm", council, day)
    group = lock_group(council, group_id)
    _need(group, "waiting")
    if group.entered_by_id == actor.user_id:
        raise Refused(
            "SAME_PERSON", "คนยื่นยืนยันเองไม่ได้ ให้ผู้ใหญ่บ้านหรือกรรมการอีกคนยืนยัน", "Whoever entered it may not confirm it."
        )
    group.year_be = day.year + 543
    series, _ = GroupSeries.objects.get_or_create(subdistrict_id=group.subdistrict_id, year_be=group.year_be)
    series = GroupSeries.objects.select_for_update().get(pk=series.pk)
    group.number = series.next_number
    series.next_number += 1
    series.save(update_fields=["next_number"])
    group.state, group.answer, group.registered_on = "registered", "", day
    group.confirmed_by_id, group.confirmed_at, group.confirmed_year_be = actor.user_id, now, group.year_be
    group.save()
    figures = Figures(group.member_count, group.money_satang, group.land_wah, group.forest_wah)
    _year_row(group, group.year_be, figures, "จดแจ้ง", actor, now)
    record(actor.user_id, "group.confirm", council.organisation, f"group:{group.pk}", now, {"number": group.label})
    return group


@transaction.atomic
def give_back(council: Council, group_id: int, reason: str, actor: Actor, now: datetime, day: date) -> Group:
    """Not as it should be: it goes back with what must be mended. Errors: NOT_ALLOWED, NO_GROUP, ALREADY, NO_REASON."""
    require_council(actor, "councils.confirm", council, day)
    group = lock_group(council, group_id)
    _need(group, "waiting")
    group.state, group.answer = "returned", reason_of(reason)
    group.save(update_fields=["state", "answer"])
    record(actor.user_id, "group.return", council.organisation, f"group:{group.pk}", now, {"reason": group.answer})
    return group


@transaction.atomic
def say_year(
    council: Council, group_id: int, year_be: int, figures: Figures, note: str, actor: Actor, now: datetime, day: date
) -> Group:
    """The yearly confirmation with the figures of that year; said again it is a new row, and the newest counts.

    Errors: NOT_ALLOWED, NO_GROUP, ALREADY, BAD_FIGURES, BAD_YEAR.
    """
    require_council(actor, "councils.register", council, day)
    group = lock_group(council, group_id)
    _need(group, "registered")
    check_figures(figures)
    if not (group.year_be or 0) <= year_be <= day.year + 543:
        raise BadInput(
            "BAD_YEAR", "ปีต้องไม่ก่อนปีที่จดแจ้งและไม่เกินปีนี้", "The year lies before the registration or in the future."
        )
    _year_row(group, year_be, figures, note, actor, now)
    if year_be >= (group.confirmed_year_be or 0):
        group.confirmed_year_be = year_be
        group.member_count, group.money_satang = figures.member_count, figures.money_satang
        group.land_wah, group.forest_wah = figures.land_wah, figures.forest_wah
        group.save(
            update_fields=["confirmed_year_be", "member_count", "money_satang", "land_wah", "forest_wah"]
        )  # fmt: skip
    record(actor.user_id, "group.year", council.organisation, f"group:{group.pk}", now, {"number": str(year_be)})
    return group


@transaction.atomic
def end(
    council: Council, group_id: int, last_day: date, reason: str, actor: Actor, now: datetime, day: date
) -> Group:  # fmt: skip
    """The organisation is no more; whoever it sent leaves the council that day. Errors: NOT_ALLOWED, NO_GROUP, ALREADY, NO_REASON, FUTURE_DATE."""
    require_council(actor, "councils.confirm", council, day)
    group = lock_group(council, group_id)
    _need(group, "registered")
    if last_day > day:
        raise BadInput("FUTURE_DATE", "วันเลิกยังมาไม่ถึง ใส่วันนี้หรือก่อนหน้า", "The last day lies in the future.")
    group.state, group.ended_on, group.end_reason = "ended", last_day, reason_of(reason)
    group.save(update_fields=["state", "ended_on", "end_reason"])
    for seat in Seat.objects.filter(group=group, ended_on__isnull=True):
        leave(council, seat, last_day, "องค์กรที่ส่งเลิกแล้ว", day)
    record(actor.user_id, "group.end", council.organisation, f"group:{group.pk}", now, {"reason": group.end_reason})
    return group


@transaction.atomic
def link_book(council: Council, group_id: int, code: str, actor: Actor, now: datetime, day: date) -> Group:
    """The group is the body of that code, which keeps a book here: a welfare fund, a savings group. "" takes the link away.

    Errors: NOT_ALLOWED, NO_GROUP, ALREADY, NO_BODY (none of this code in the council's tambons), TAKEN.
    """
    require_council(actor, "councils.register", council, day)
    group = lock_group(council, group_id)
    _need(group, "registered")
    body = None
    if code.strip():
        inside = queries.subdistricts_of(council)
        body = Organisation.objects.filter(code=code.strip(), subdistrict__in=inside).exclude(kind__in=NO_BOOK).first()
        if body is None:
            raise Refused(
                "NO_BODY", "ไม่มีรหัสนี้ในพื้นที่ของสภา ดูรหัสในหน้าตั้งค่าของกองทุน", "There is no such body in the council's area."
            )
        if Group.objects.filter(organisation=body).exclude(pk=group.pk).exists():
            raise Clash("TAKEN", "รหัสนี้ผูกกับองค์กรอื่นแล้ว ตรวจอีกครั้ง", "This body is linked to another organisation.")
    group.organisation = body
    group.save(update_fields=["organisation"])
    record(actor.user_id, "group.book", council.organisation, f"group:{group.pk}", now, {"number": code.strip()})
    return group


def lock_group(council: Council, group_id: int) -> Group:
    """The council's organisation, locked. Errors: NO_GROUP."""
    locked(council)
    group = Group.objects.select_for_update(of=("self",)).filter(council=council, pk=group_id).first()
    if group is None:
        raise Refused("NO_GROUP", "ไม่พบองค์กรนี้ในทะเบียนของสภา เลือกจากรายการ", "There is no such organisation here.")
    return group


def _own(council: Council, group: Group) -> Group:
    if group.council_id != council.pk:
        raise Clash("OTHER_COUNCIL", "แบบนี้ส่งไปอีกสภาหนึ่งแล้ว เปิดแบบใหม่", "This form was sent to another council.")
    return group


def _need(group: Group, *states: str) -> None:
    if group.state not in states:
        words = group.get_state_display()
        raise Refused(
            "ALREADY", f"องค์กรนี้อยู่ในสถานะ “{words}” แล้ว ทำขั้นนี้ไม่ได้ เปิดหน้าใหม่", f"The organisation is {group.state}."
        )


def _check(council: Council, facts: GroupFacts, day: date, group: Group | None, not_the_same: bool) -> None:
    check(facts, numbers_on(day).least_founders, day)
    if not GroupKind.objects.filter(code=facts.kind, is_on=True).exists():
        raise BadInput("NO_KIND", "เลือกประเภทองค์กรจากรายการ", "Choose a kind.")
    if not not_the_same:
        near = queries.near_groups(council, facts.name_th, facts.village_id, facts.kind, group)
        if near:
            raise Near([g.pk for g in near])


def _subdistrict(council: Council, facts: GroupFacts) -> Subdistrict:
    """The tambon that the number belongs to: the village's, else where the council stands."""
    if facts.village_id is None:
        return council.organisation.subdistrict
    village = queries.villages_of(council).filter(pk=facts.village_id).select_related("subdistrict").first()
    if village is None:
        raise BadInput("NO_VILLAGE", "เลือกหมู่บ้านของพื้นที่สภานี้", "Choose a village of this council.")
    return village.subdistrict


def _write(group: Group, facts: GroupFacts) -> None:
    group.name_th, group.name_key = " ".join(facts.name_th.split()), fold(facts.name_th)
    group.kind_id, group.purpose = facts.kind, facts.purpose.strip()
    group.founded_on, group.village_id = facts.founded_on, facts.village_id
    group.member_count, group.money_satang = facts.figures.member_count, facts.figures.money_satang
    group.land_wah, group.forest_wah = facts.figures.land_wah, facts.figures.forest_wah


def _founders(group: Group, facts: GroupFacts) -> None:
    Founder.objects.bulk_create(
        Founder(group=group, position=i, name=f.name, duty=f.duty, phone=f.phone)
        for i, f in enumerate(facts.founders, 1)
    )


def _year_row(group: Group, year_be: int, figures: Figures, note: str, actor: Actor, now: datetime) -> None:
    GroupYear.objects.create(
        group=group, year_be=year_be, member_count=figures.member_count, money_satang=figures.money_satang,
        land_wah=figures.land_wah, forest_wah=figures.forest_wah, note=note[:300], by_id=actor.user_id, at=now,
    )  # fmt: skip
