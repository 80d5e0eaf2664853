"""A disaster is opened over an area, grows, is closed and opened again; points where things are received."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from chumchon.access.actions import require
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor
from chumchon.areas.models import District, Province, Subdistrict, Village
from chumchon.thai.dates import long_th
from chumchon.thai.errors import BadInput, Clash, Refused

from ..models import Disaster, DisasterArea, Load, Point
from ..words import DISASTERS
from .common import check_day, helper, locked, note

OLDEST_DAYS, MOST_AREAS = 366, 60


@dataclass(frozen=True)
class DisasterFacts:
    """What is said when it is opened. areas: beginnings of area codes with 2, 4, 6 or 8 digits; days C.E., both included."""

    kind: str
    name_th: str
    from_day: date
    areas: tuple[str, ...]
    until_day: date | None = None


@transaction.atomic
def open_disaster(
    organisation: Organisation,
    actor: Actor,
    facts: DisasterFacts,
    key: uuid.UUID,
    again: bool,
    now: datetime,
    day: date,
) -> Disaster:
    """Open it; said twice with one key it is one. again: "it is another one", where one of the kind is open in the area.

    Errors: NOT_ALLOWED, NOT_A_HELPER, KIND, NAME, NO_AREA, BAD_DAYS, FUTURE_DATE, OPEN_ALREADY.
    """
    require(actor, "relief.open", organisation, day)
    helper(organisation)
    # Two who open at one moment queue here: the second sees the first.
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    before = Disaster.objects.filter(uid=key).first()
    if before is not None:
        return before
    areas = _checked(organisation, facts, day)
    if not again:
        _same(facts, areas)
    made = Disaster.objects.create(
        uid=key, kind=facts.kind, name_th=" ".join(facts.name_th.split()), host=organisation, from_day=facts.from_day,
        until_day=facts.until_day, opened_by_id=actor.user_id, opened_at=now,
    )  # fmt: skip
    DisasterArea.objects.bulk_create(DisasterArea(disaster=made, code=code) for code in areas)
    note(actor, "open", organisation, made, now)
    return made


def _checked(organisation: Organisation, facts: DisasterFacts, day: date) -> list[str]:
    if facts.kind not in DISASTERS:
        raise BadInput("KIND", "เลือกชนิดของภัย", "Choose the kind.")
    if not 3 <= len(" ".join(facts.name_th.split())) <= 120:
        raise BadInput("NAME", "ตั้งชื่อภัยให้คนในพื้นที่รู้จัก เช่น น้ำท่วมแม่แรม พ.ย. 2569", "Give it a name.")
    check_day(facts.from_day, day, date.min)
    if (day - facts.from_day).days > OLDEST_DAYS or (facts.until_day and facts.until_day < facts.from_day):
        raise BadInput("BAD_DAYS", "วันเริ่มหรือวันสิ้นสุดไม่น่าถูก ตรวจปี พ.ศ. อีกครั้ง", "The days cannot be so.")
    areas = _without_inner(facts.areas)
    if not areas or len(areas) > MOST_AREAS or not all(_known(code) for code in areas):
        raise BadInput("NO_AREA", "เลือกพื้นที่ที่เกิดภัยจากรายการ", "Choose the area.")
    own = organisation.subdistrict_id
    if not any(own.startswith(code) or code.startswith(own) for code in areas) and organisation.kind == "fund":
        raise Refused(
            "OTHER_AREA", "กองทุนเปิดภัยได้เฉพาะที่ถึงตำบลของตน ภัยที่อื่นให้กองทุนที่นั่นหรือเครือข่ายเปิด",
            "A fund opens a disaster that reaches its own tambon.",
        )  # fmt: skip
    return areas


def _without_inner(codes: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for code in sorted(set(codes)):
        if not any(code.startswith(wide) for wide in kept):
            kept.append(code)
    return kept


def _known(code: str) -> bool:
    if len(code) == 8 and code.isdecimal():
        return Village.objects.filter(subdistrict_id=code[:6], number=int(code[6:])).exists()
    model: Any = {2: Province, 4: District, 6: Subdistrict}.get(len(code))
    return model is not None and bool(model.objects.filter(pk=code).exists())


def _same(facts: DisasterFacts, areas: list[str]) -> None:
    rows = Disaster.objects.filter(kind=facts.kind, state="open").prefetch_related("areas")
    for row in rows:
        codes = [a.code for a in row.areas.all()]
        if any(mine.startswith(code) or code.startswith(mine) for mine in areas for code in codes):
            raise Clash(
                "OPEN_ALREADY",
                f"พื้นที่นี้มี “{row.name_th}” เปิดอยู่ตั้งแต่ {long_th(row.from_day)} ใช้อันเดิม หรือเลือก “เป็นคนละเหตุ”",
                "Such a disaster is open here already.",
            )


@transaction.atomic
def widen(disaster_id: int, actor: Actor, codes: Iterable[str], now: datetime, day: date) -> Disaster:
    """It reaches further than was said: areas are added, never taken away, since houses may be listed there already.

    Errors: NOT_ALLOWED (the host's matter), DISASTER_CLOSED, NO_AREA.
    """
    row = locked(disaster_id)
    require(actor, "relief.open", row.host, day)
    known = {a.code for a in row.areas.all()}
    wanted = [code for code in _without_inner([*known, *codes]) if code not in known]
    if len(wanted) + len(known) > MOST_AREAS or not all(_known(code) for code in wanted):
        raise BadInput("NO_AREA", "เลือกพื้นที่ที่เกิดภัยจากรายการ", "Choose the area.")
    DisasterArea.objects.bulk_create(DisasterArea(disaster=row, code=code) for code in wanted)
    if wanted:
        note(actor, "widen", row.host, row, now)
    return row


@transaction.atomic
def close(disaster_id: int, actor: Actor, now: datetime, day: date) -> Disaster:
    """No more needs and pledges; what is on the way must have arrived or come back. Errors: NOT_ALLOWED, ON_THE_WAY."""
    row = locked(disaster_id, open_only=False)
    require(actor, "relief.open", row.host, day)
    if not row.is_open:
        return row
    moving = Load.objects.filter(disaster=row, state__in=("preparing", "sent")).count()
    if moving:
        raise Refused(
            "ON_THE_WAY",
            f"ยังมี {moving} เที่ยวที่กำลังจัดหรืออยู่ระหว่างทาง รับของหรือรับรถกลับให้ครบก่อนปิด",
            "Loads are still on the way.",
        )
    row.state, row.closed_on = "closed", day
    row.until_day = row.until_day or day
    row.save(update_fields=["state", "closed_on", "until_day"])
    note(actor, "close", row.host, row, now)
    return row


@transaction.atomic
def reopen(disaster_id: int, actor: Actor, now: datetime, day: date) -> Disaster:
    """It is not over after all. Errors: NOT_ALLOWED."""
    row = locked(disaster_id, open_only=False)
    require(actor, "relief.open", row.host, day)
    if not row.is_open:
        row.state, row.closed_on = "open", None
        row.save(update_fields=["state", "closed_on"])
        note(actor, "reopen", row.host, row, now)
    return row


@transaction.atomic
def add_point(
    organisation: Organisation, disaster_id: int, actor: Actor, name_th: str, village: int, now: datetime, day: date
) -> Point:
    """A shelter or hall of the own tambon where things are received. The same name is the same point.

    Errors: NOT_ALLOWED, NAME, NO_VILLAGE.
    """
    require(actor, "relief.write", organisation, day)
    helper(organisation)
    row = locked(disaster_id)
    name = " ".join(name_th.split())
    if not 3 <= len(name) <= 120:
        raise BadInput("NAME", "ใส่ชื่อจุดรับของ เช่น ศาลาวัดบ้านใหม่", "Give the point's name.")
    if village and not Village.objects.filter(subdistrict_id=organisation.subdistrict_id, number=village).exists():
        raise BadInput("NO_VILLAGE", "ไม่พบหมู่นี้ในตำบล เลือกหมู่จากรายการ", "No such village.")
    made, new = Point.objects.get_or_create(
        disaster=row, organisation=organisation, name_th=name,
        defaults={
            "area_code": organisation.subdistrict_id + (f"{village:02}" if village else ""), "by_id": actor.user_id, "at": now,
        },
    )  # fmt: skip
    if new:
        note(actor, "point", organisation, row, now)
    return made
