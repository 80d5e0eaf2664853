"""A person without a home goes their way: met under an alias, step by step; the name rests sealed; erased when they ask."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.people.protect import open_with, seal_with
from chumchon.thai.errors import Clash, Refused, raise_any

from ..models import PathPerson, PathStep, Project
from ..rules import paths as rules
from .projects import locked

KEY = "homes-path"


@transaction.atomic
def meet(project: Project, actor: Actor, alias: str, name: str, met_on: date, now: datetime, day: date) -> PathPerson:
    """A person is met; name "" was not given. Errors: NOT_ALLOWED, WAY, rules.check_person, ALIAS_TAKEN, ENDED."""
    require(actor, "homes.path", project.organisation, day)
    row = locked(project)
    first = row.programme.steps.first()
    if row.programme.way != "path" or first is None:
        raise Refused("WAY", "โครงการนี้ไม่ใช่ศูนย์คนไร้บ้าน", "This programme has no path.")
    raise_any(rules.check_person(alias, met_on, row.started_on, day))
    made = PathPerson(
        project=row, alias=" ".join(alias.split())[:60], step=first, met_on=met_on, by_id=actor.user_id, at=now
    )
    if name.strip():
        made.name_sealed = seal_with(KEY, made.uid.bytes, name.strip()[:160].encode())
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise Clash(
            "ALIAS_TAKEN", f"มีคนชื่อ {made.alias} ในศูนย์แล้ว เติมคำให้ต่างกัน", "Somebody is called so already."
        ) from None
    PathStep.objects.create(person=made, step=first, day=met_on, by_id=actor.user_id, at=now)
    record(actor.user_id, "path.meet", project.organisation, f"path:{made.pk}", now)
    return made


@transaction.atomic
def take_step(
    project: Project, actor: Actor, person_id: int, to: str, happened_on: date, now: datetime, day: date
) -> PathPerson:
    """The person goes to another step (its code) or leaves (rules.LEFT); the first day in the home of the result step is kept.

    Errors: NOT_ALLOWED, NOT_FOUND, NO_STEP, rules.check_step, ENDED.
    """
    require(actor, "homes.path", project.organisation, day)
    row = locked(project)
    found = _one(row, person_id)
    step = row.programme.steps.filter(code=to).first() if to != rules.LEFT else None
    if step is None and to != rules.LEFT:
        raise Refused("NO_STEP", "เลือกขั้นจากรายการ", "Choose a step.")
    now_code = found.step.code if found.step else rules.LEFT
    last = found.steps.last()
    last_day = last.day if last else found.met_on
    raise_any(rules.check_step(found.erased_on is not None, now_code, to, last_day, happened_on, day))
    PathStep.objects.create(person=found, step=step, day=happened_on, by_id=actor.user_id, at=now)
    found.step = step
    if step is not None and step.is_result and found.home_on is None:
        found.home_on = happened_on
    found.save(update_fields=["step", "home_on"])
    record(actor.user_id, "path.step", project.organisation, f"path:{found.pk}", now)
    return found


@transaction.atomic
def read_name(project: Project, actor: Actor, person_id: int, now: datetime, day: date) -> str:
    """The real name, "" where none was given; each reading is written down. Errors: NOT_ALLOWED, NOT_FOUND."""
    require(actor, "homes.path", project.organisation, day)
    found = PathPerson.objects.filter(project=project, pk=person_id).first()
    if found is None:
        raise _not_found()
    record(actor.user_id, "path.read", project.organisation, f"path:{found.pk}", now)
    return open_with(KEY, found.uid.bytes, bytes(found.name_sealed)).decode() if found.name_sealed else ""


@transaction.atomic
def erase(project: Project, actor: Actor, person_id: int, now: datetime, day: date) -> PathPerson:
    """The person asks to be forgotten: alias and name go; the days of the steps stay and tell of nobody.

    Also when the centre has ended. Errors: NOT_ALLOWED, NOT_FOUND, ALREADY.
    """
    require(actor, "homes.path", project.organisation, day)
    found = _one(project, person_id)
    if found.erased_on is not None:
        raise Clash("ALREADY", "ลบข้อมูลแล้ว", "Erased already.")
    found.alias, found.name_sealed, found.erased_on = rules.ERASED, None, day
    found.save(update_fields=["alias", "name_sealed", "erased_on"])
    record(actor.user_id, "path.erase", project.organisation, f"path:{found.pk}", now)
    return found


def _one(project: Project, person_id: int) -> PathPerson:
    rows = PathPerson.objects.select_for_update(of=("self",)).select_related("step")
    found = rows.filter(project=project, pk=person_id).first()
    if found is None:
        raise _not_found()
    return found


def _not_found() -> Refused:
    return Refused("NOT_FOUND", "ไม่พบคนนี้ในศูนย์", "No such person.")
