"""The store of a project: materials come in from a purchase or a gift and go out to a house; never below nothing."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.thai.errors import BadInput, Clash, Refused

from ..models import Material, MaterialMove, Project
from ..rules import stock as rules
from ..rules.projects import check_day
from .projects import locked

MOST_MATERIALS = 500


@dataclass(frozen=True)
class Moved:
    """What moved: milli thousandths of the unit, above zero; out: it left the store. name and unit where the material is new."""

    milli: int
    out: bool
    day: date
    material_id: int | None = None
    name: str = ""
    unit: str = ""
    house_id: int | None = None
    purchase_id: int | None = None
    note: str = ""


@transaction.atomic
def move(project: Project, actor: Actor, said: Moved, uid: uuid.UUID, now: datetime, today: date) -> MaterialMove:
    """Write it down; one key is one move.

    Errors: NOT_ALLOWED, NAME, NOT_FOUND, NOT_THERE (more than lies there, also on a day in between), KEY_REUSED, ENDED, FUTURE_DATE.
    """
    require(actor, "homes.survey", project.organisation, today)
    row = locked(project)
    milli = -said.milli if said.out else said.milli
    before = MaterialMove.objects.filter(uid=uid).select_related("material").first()
    if before is not None:
        if before.material.project_id != row.pk or before.milli != milli:
            raise Clash("KEY_REUSED", "หน้านี้ใช้ลงของไปแล้ว เปิดหน้าใหม่", "This key was used for another move.")
        return before
    refused = check_day(said.day, row.started_on, today)
    if refused is not None:
        raise refused
    if not 0 < said.milli <= rules.MOST_MILLI:
        raise BadInput("AMOUNT", "จำนวนต้องมากกว่าศูนย์", "The quantity must be above zero.")
    material = _material(row, said)
    if said.out:
        moves = list(material.moves.values_list("day", "milli"))
        refused = rules.check_out(rules.lowest_from(moves, said.day), said.milli, material.name_th, material.unit_th)
        if refused is not None:
            raise refused
    made = MaterialMove.objects.create(
        material=material, uid=uid, milli=milli, day=said.day, house_id=_house(row, said), purchase_id=_purchase(row, said),
        note=said.note.strip()[:200], by_id=actor.user_id, at=now,
    )  # fmt: skip
    record(actor.user_id, "stock.out" if said.out else "stock.in", project.organisation, f"material:{material.pk}", now)
    return made


def _material(project: Project, said: Moved) -> Material:
    if said.material_id is not None:
        found = project.materials.filter(pk=said.material_id).first()
        if found is None:
            raise Refused("NOT_FOUND", "ไม่พบวัสดุนี้ในโครงการ", "No such material.")
        return found
    name, unit = " ".join(said.name.split())[:120], said.unit.strip()[:30]
    found = project.materials.filter(name_th=name).first() if name else None
    if found is not None:
        return found
    if said.out or not name or not unit:
        raise BadInput("NAME", "เลือกวัสดุ หรือใส่ชื่อกับหน่วยของวัสดุใหม่", "Choose a material, or name a new one with its unit.")
    if project.materials.count() >= MOST_MATERIALS:
        raise Refused("TOO_MANY", f"มีวัสดุได้ไม่เกิน {MOST_MATERIALS} อย่าง", "Too many materials.")
    return Material.objects.create(project=project, name_th=name, unit_th=unit)


def _house(project: Project, said: Moved) -> int | None:
    if said.house_id is None:
        return None
    if not project.houses.filter(pk=said.house_id).exists():
        raise Refused("NOT_FOUND", "ไม่พบบ้านหลังนี้ในโครงการ", "No such house.")
    return said.house_id


def _purchase(project: Project, said: Moved) -> int | None:
    if said.purchase_id is None or said.out:
        return None
    if not project.purchases.filter(pk=said.purchase_id).exists():
        raise Refused("NOT_FOUND", "ไม่พบรายการจัดซื้อนี้", "No such purchase.")
    return said.purchase_id
