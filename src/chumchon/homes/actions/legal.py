"""The community's legal body is written down; a correction is another row."""

from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.thai.errors import BadInput, Clash

from ..models import LegalBody, Project
from ..rules.legal import KINDS
from .projects import locked


@transaction.atomic
def register(
    project: Project, actor: Actor, kind: str, name_th: str, number: str, registered_on: date, now: datetime, day: date
) -> LegalBody:
    """A cooperative or group with its number and day. It may be older than the project. Errors: NOT_ALLOWED, NAME, FUTURE_DATE, NUMBER_TAKEN, ENDED."""
    require(actor, "homes.write", project.organisation, day)
    row = locked(project)
    name, said = " ".join(name_th.split())[:200], " ".join(number.split())[:60]
    if kind not in KINDS or len(name) < 2 or not said:
        raise BadInput("NAME", "ใส่ประเภท ชื่อ และเลขทะเบียนนิติบุคคล", "Give kind, name and number.")
    if registered_on > day:
        raise BadInput("FUTURE_DATE", "วันจดทะเบียนยังมาไม่ถึง ตรวจปี พ.ศ.", "The day lies in the future.")
    other = (
        LegalBody.objects.filter(kind=kind, number=said).exclude(project=row).select_related("project__organisation")
    )
    there = other.first()
    if there is not None:
        raise Clash(
            "NUMBER_TAKEN",
            f"เลขทะเบียนนี้เป็นของ{there.project.name_th}แล้ว ตรวจเลขอีกครั้ง",
            "This number is another community's.",
        )
    made = LegalBody.objects.create(
        project=row, kind=kind, name_th=name, number=said, registered_on=registered_on, by_id=actor.user_id, at=now
    )
    record(actor.user_id, "legal.register", project.organisation, f"legal:{made.pk}", now)
    return made
