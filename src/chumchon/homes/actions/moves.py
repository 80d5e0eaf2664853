"""Moving off the canal in waves: a wave is planned, houses join it with their new plot, leave, and come home."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.thai.errors import BadInput, Clash, Refused, raise_any

from ..models import Move, Project, Wave
from ..rules import moves as rules
from .houses import check_one_house
from .projects import locked


@transaction.atomic
def plan_wave(project: Project, actor: Actor, words: str, planned_on: date, now: datetime, day: date) -> Wave:
    """The next wave, for a day (also one to come). Errors: NOT_ALLOWED, WAY, WORDS, DAY, ENDED."""
    require(actor, "homes.write", project.organisation, day)
    row = _canal(project)
    if not words.strip():
        raise BadInput("WORDS", "ตั้งชื่อรุ่น เช่น รุ่นที่ 1 ริมน้ำฝั่งตะวันตก", "Name the wave.")
    if not row.started_on <= planned_on <= date(day.year + 10, 12, 31):
        raise BadInput("DAY", "วันที่จะย้ายไม่น่าเป็นไปได้ ตรวจปี พ.ศ.", "The day is out of bounds.")
    last = row.waves.aggregate(m=Max("number"))["m"] or 0
    made = Wave.objects.create(project=row, number=last + 1, words=words.strip()[:160], planned_on=planned_on)
    record(actor.user_id, "wave.plan", project.organisation, f"wave:{made.pk}", now, {"number": made.number})
    return made


@transaction.atomic
def join_wave(
    project: Project,
    actor: Actor,
    wave_id: int,
    house_id: int,
    from_place: str,
    to_place: str,
    now: datetime,
    day: date,
) -> Move:
    """A surveyed house joins a wave: from where, to which plot. Errors: NOT_ALLOWED, WAY, NOT_FOUND, PLACES, SECOND_HOUSE, IN_WAVE, PLOT_TAKEN, ENDED."""
    require(actor, "homes.write", project.organisation, day)
    row = _canal(project)
    wave, house = row.waves.filter(pk=wave_id).first(), row.houses.filter(pk=house_id).first()
    if wave is None or house is None:
        raise Refused("NOT_FOUND", "เลือกรุ่นและบ้านที่สำรวจแล้ว", "Choose a wave and a surveyed house.")
    raise_any(rules.check_places(from_place, to_place))
    check_one_house(house.household_id, row)
    if Move.objects.filter(house=house).exists():
        raise Clash("IN_WAVE", "บ้านหลังนี้อยู่ในรุ่นแล้ว หนึ่งหลังย้ายครั้งเดียว", "The house is in a wave already.")
    plot = " ".join(to_place.split())[:120]
    try:
        with transaction.atomic():
            made = Move.objects.create(
                wave=wave, project=row, house=house, from_place=from_place.strip()[:120], to_place=plot,
                by_id=actor.user_id, at=now,
            )  # fmt: skip
    except IntegrityError:
        raise Clash("PLOT_TAKEN", f"แปลง {plot} ให้บ้านหลังอื่นแล้ว เลือกแปลงอื่น", "The plot is given already.") from None
    record(actor.user_id, "wave.join", project.organisation, f"wave:{wave.pk}", now, {"number": wave.number})
    return made


@transaction.atomic
def tell_day(
    project: Project, actor: Actor, move_id: int, what: str, happened_on: date, now: datetime, day: date
) -> Move:
    """The house left ("left") or its family lives in the new one ("home"). Errors: NOT_ALLOWED, WHAT, NOT_FOUND, rules.check_move_day, ENDED."""
    require(actor, "homes.survey", project.organisation, day)
    if what not in ("left", "home"):
        raise BadInput("WHAT", "เลือกว่าย้ายออกหรือเข้าบ้านใหม่", "Left or home.")
    row = locked(project)
    found = Move.objects.select_for_update(of=("self",)).filter(project=row, pk=move_id).first()
    if found is None:
        raise Refused("NOT_FOUND", "ไม่พบบ้านหลังนี้ในรุ่นที่ย้าย", "No such move.")
    state = rules.state_of(found.left_on, found.home_on)
    raise_any(rules.check_move_day(state, what, happened_on, found.left_on, row.started_on, day))
    setattr(found, f"{what}_on", happened_on)
    found.save(update_fields=[f"{what}_on"])
    record(actor.user_id, f"move.{what}", project.organisation, f"move:{found.pk}", now)
    return found


def _canal(project: Project) -> Project:
    row = locked(project)
    if row.programme.way != "canal":
        raise Refused("WAY", "โครงการนี้ไม่มีการย้ายเป็นรุ่น", "This programme has no waves.")
    return row
