"""What a tambon says it needs, and what headquarters adds to the lists of courses, skills and honours."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor, may
from chumchon.thai.errors import BadInput, Clash, NotAllowed

from ..models import Course, HonourKind, Skill, SkillNeed
from .common import reason_of, source_of

MOST_NEEDED = 500


@transaction.atomic
def say_need(
    body: Organisation, skill: str, least: int, reason: str, actor: Actor, now: datetime, day: date
) -> SkillNeed:
    """How many people of a skill the tambon itself says it needs. Errors: NOT_ALLOWED, NO_SKILL, BAD_COUNT, NO_REASON."""
    require(actor, "leaders.write", body, day)
    if not Skill.objects.filter(pk=skill, is_on=True).exists():
        raise BadInput("NO_SKILL", "เลือกทักษะจากรายการ", "Choose a skill.")
    if not 0 <= least <= MOST_NEEDED:
        raise BadInput("BAD_COUNT", f"จำนวนคนต้องอยู่ระหว่าง 0 ถึง {MOST_NEEDED}", "The number cannot be right.")
    made = SkillNeed.objects.create(
        subdistrict_id=body.subdistrict_id, skill_id=skill, least=least, reason=reason_of(reason)[:200],
        by_id=actor.user_id, at=now,
    )  # fmt: skip
    record(actor.user_id, "skill.need", body, f"skill:{made.pk}", now)
    return made


TABLES: dict[str, Any] = {"skill": Skill, "course": Course, "honour": HonourKind}


@transaction.atomic
def add_setting(
    table: str, code: str, fields: dict[str, object], source: str, actor: Actor, now: datetime, day: date
) -> Any:
    """A new course, skill or honour for the whole nation. Errors: NOT_ALLOWED, BAD_CODE, TWICE, NO_SOURCE."""
    _require(actor, day)
    model = TABLES[table]
    if model.objects.filter(pk=code).exists():
        raise Clash("TWICE", "มีรหัสนี้แล้ว ใช้รหัสอื่น", "This code is taken.")
    last = model.objects.order_by("-position").values_list("position", flat=True).first() or 0
    made = model.objects.create(pk=code, position=last + 1, source=source_of(source), **fields)
    record(actor.user_id, "leaders.setting", None, f"{table}:{code}", now)
    return made


@transaction.atomic
def turn(table: str, code: str, on: bool, actor: Actor, now: datetime, day: date) -> None:
    """No longer offered, or offered again; what was given stays. Errors: NOT_ALLOWED."""
    _require(actor, day)
    TABLES[table].objects.filter(pk=code).update(is_on=on)
    record(actor.user_id, "leaders.setting", None, f"{table}:{code}", now)


def _require(actor: Actor, day: date) -> None:
    if not may(actor, "leaders.settings", None, "", day):
        raise NotAllowed("NOT_ALLOWED", "หลักสูตร ทักษะ และเกียรติคุณ ให้ส่วนกลางเพิ่ม", "Headquarters keeps these lists.")
