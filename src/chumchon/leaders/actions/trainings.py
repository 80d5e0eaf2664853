"""A training is set, its list filled, its days ticked off on the phone or from paper, and its list closed."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from chumchon.access.actions import record, require
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor
from chumchon.thai.errors import BadInput, Clash, Refused
from chumchon.thai.lists import lines_of_paper

from ..models import Attendance, Course, Leader, Trainee, Training, TrainingDay
from ..queries.places import leaders_of, villages_of
from ..rules.trainings import MOST_TRAINEES, Name, TrainingFacts, check, names_of
from .common import locked, reason_of
from .leaders import LeaderFacts, enter


@transaction.atomic
def set_training(
    body: Organisation, facts: TrainingFacts, actor: Actor, key: uuid.UUID, now: datetime, day: date
) -> Training:
    """A new training. The same key sent twice is one training. Errors: NOT_ALLOWED, NO_COURSE, those of rules.trainings.check."""
    require(actor, "leaders.write", body, day)
    locked(body)
    before = Training.objects.filter(uid=key).first()
    if before is not None:
        if before.organisation_id != body.pk:
            raise Clash("OTHER_BODY", "แบบนี้ส่งไปแล้วที่องค์กรอื่น เปิดแบบใหม่", "This form was sent for another body.")
        return before
    _check(facts)
    made = Training(organisation=body, uid=key, by_id=actor.user_id, at=now)
    _write(made, facts)
    made.save()
    _days(made, facts)
    record(actor.user_id, "training.set", body, f"training:{made.pk}", now)
    return made


@transaction.atomic
def change_training(
    body: Organisation, training_id: int, facts: TrainingFacts, actor: Actor, now: datetime, day: date
) -> Training:
    """Other days or another place. Days on which somebody was ticked stay. Errors: NOT_ALLOWED, NO_TRAINING, NOT_OPEN, DAY_USED."""
    require(actor, "leaders.write", body, day)
    training = lock_training(body, training_id, "planned")
    _check(facts)
    kept = {d.day for d in facts.days}
    if Attendance.objects.filter(day__training=training).exclude(day__day__in=kept).exists():
        raise Refused("DAY_USED", "มีวันที่เช็กชื่อไปแล้ว ลบวันนั้นไม่ได้ คงวันเดิมไว้", "Somebody was ticked on a day that would go.")
    _write(training, facts)
    training.changes += 1
    training.at = now
    training.save()
    training.days.exclude(day__in=kept).delete()
    _days(training, facts)
    record(actor.user_id, "training.change", body, f"training:{training.pk}", now)
    return training


def _check(facts: TrainingFacts) -> None:
    check(facts)
    if not Course.objects.filter(pk=facts.course, is_on=True).exists():
        raise BadInput("NO_COURSE", "เลือกหลักสูตรจากรายการ", "Choose a course.")


def _write(training: Training, facts: TrainingFacts) -> None:
    days = sorted(d.day for d in facts.days)
    training.course_id, training.title = facts.course, " ".join(facts.title.split())
    training.place, training.trainer = " ".join(facts.place.split())[:160], " ".join(facts.trainer.split())[:160]
    training.first_day, training.last_day = days[0], days[-1]


def _days(training: Training, facts: TrainingFacts) -> None:
    for d in facts.days:
        said = {"starts": d.starts, "minutes": d.minutes}
        TrainingDay.objects.update_or_create(training=training, day=d.day, defaults=said)


def lock_training(body: Organisation, training_id: int, *states: str) -> Training:
    """The training, locked. Errors: NO_TRAINING, NOT_OPEN."""
    rows = Training.objects.select_for_update(of=("self",)).select_related("course")
    row = rows.filter(organisation=body, pk=training_id).first()
    if row is None:
        raise Refused("NO_TRAINING", "ไม่พบการอบรมนี้ เลือกจากรายการ", "There is no such training here.")
    if row.state not in states:
        raise Refused(
            "NOT_OPEN",
            f"การอบรมนี้อยู่ในสถานะ “{row.get_state_display()}” ทำขั้นนี้ไม่ได้ เปิดหน้าใหม่",
            f"The training is {row.state}.",
        )
    return row


@transaction.atomic
def enlist(
    body: Organisation, training_id: int, leader_ids: Iterable[int], lines: str, actor: Actor, now: datetime, day: date
) -> int:
    """People on the list: known leaders by id, and names as on a paper list, a line each. How many were added.

    A name that the place knows is that leader; one that it does not know becomes a leader. Who is on the list already
    stays there once. Errors: NOT_ALLOWED, NO_TRAINING, NOT_OPEN, NOBODY, TWO_OF_A_NAME, TOO_MANY, those of names_of.
    """
    require(actor, "leaders.write", body, day)
    locked(body)
    training = lock_training(body, training_id, "planned")
    wanted = list(dict.fromkeys(leader_ids))
    names = names_of(lines)
    known = {row.pk: row for row in leaders_of(body).filter(pk__in=wanted)}
    people = [known[pk] for pk in wanted if pk in known] + _persons(body, names, actor, now, day)
    if not people:
        raise BadInput("NOBODY", "เลือกคนจากรายชื่อ หรือพิมพ์ชื่อบรรทัดละคน", "Choose people, or type a name a line.")
    there = set(training.trainees.values_list("leader_id", flat=True))
    new = [p for p in dict.fromkeys(people) if p.pk not in there]
    if len(there) + len(new) > MOST_TRAINEES:
        raise Refused(
            "TOO_MANY", f"อบรมครั้งหนึ่งมีได้ไม่เกิน {MOST_TRAINEES} คน แบ่งเป็นสองรุ่น", "Too many people in one training."
        )
    last = training.trainees.aggregate(m=Max("number"))["m"] or 0
    Trainee.objects.bulk_create(Trainee(training=training, leader=p, number=last + i) for i, p in enumerate(new, 1))
    record(actor.user_id, "training.enlist", body, f"training:{training.pk}", now, {"rows": len(new)})
    return len(new)


def _persons(body: Organisation, names: list[Name], actor: Actor, now: datetime, day: date) -> list[Leader]:
    """The leaders of these names, in two reads whatever their number; who is not known yet is entered."""
    found: dict[tuple[str, str], list[Leader]] = defaultdict(list)
    for row in leaders_of(body).filter(person__surname__in={n.surname for n in names}):
        found[row.person.first_name, row.person.surname].append(row)
    villages = {v.number: v.pk for v in villages_of(body)} if names else {}
    people = []
    for name in names:
        same = found[name.first_name, name.surname]
        if len(same) > 1:
            raise Clash(
                "TWO_OF_A_NAME", f"ทะเบียนมี {name.first_name} {name.surname} สองคน เลือกคนที่ถูกจากรายชื่อแทนการพิมพ์",
                "Two leaders have that name; choose the right one from the list.",
            )  # fmt: skip
        village = villages.get(name.village) if name.village else None
        facts = LeaderFacts(name.first_name, name.surname, name.prefix, None, name.phone, village)
        people.append(same[0] if same else enter(body, facts, actor, True, now, day))
    return people


@transaction.atomic
def strike_trainee(
    body: Organisation, training_id: int, trainee_id: int, actor: Actor, now: datetime, day: date
) -> None:
    """Somebody who was never there leaves the list. Errors: NOT_ALLOWED, NO_TRAINING, NOT_OPEN, WAS_THERE."""
    require(actor, "leaders.write", body, day)
    training = lock_training(body, training_id, "planned")
    row = training.trainees.filter(pk=trainee_id).first()
    if row is None:
        return
    if row.attendance.exists():
        raise Refused("WAS_THERE", "คนนี้เช็กชื่อแล้ว เอาเครื่องหมายมาออกก่อนจึงลบได้", "This person was ticked; untick first.")
    row.delete()
    record(actor.user_id, "training.strike", body, f"training:{training.pk}", now)


@transaction.atomic
def touch(
    body: Organisation,
    training_id: int,
    day_id: int,
    trainee_id: int,
    there: bool,
    actor: Actor,
    now: datetime,
    day: date,
) -> None:
    """One person on one day. The same touch twice is once. Errors: NOT_ALLOWED, NO_TRAINING, NOT_OPEN, NO_DAY, NOT_YET, NO_LINE."""
    require(actor, "leaders.write", body, day)
    training = lock_training(body, training_id, "planned")
    on = _day(training, day_id, day)
    if not training.trainees.filter(pk=trainee_id).exists():
        raise Refused("NO_LINE", "ไม่มีคนนี้ในใบรายชื่อ เปิดหน้าใหม่", "This person is not on the list.")
    if there:
        Attendance.objects.get_or_create(day=on, trainee_id=trainee_id, defaults={"source": "phone"})
    else:
        Attendance.objects.filter(day=on, trainee_id=trainee_id).delete()


@transaction.atomic
def from_paper(
    body: Organisation, training_id: int, day_id: int, numbers: str, actor: Actor, now: datetime, day: date
) -> int:
    """The numbers of a day's signed paper list; what was there of that day is replaced. How many came.

    Errors: NOT_ALLOWED, NO_TRAINING, NOT_OPEN, NO_DAY, NOT_YET, BAD_LINES.
    """
    require(actor, "leaders.write", body, day)
    training = lock_training(body, training_id, "planned")
    on = _day(training, day_id, day)
    lines = dict(training.trainees.values_list("number", "pk"))
    came = lines_of_paper(numbers, list(lines))
    on.attendance.all().delete()
    Attendance.objects.bulk_create(Attendance(day=on, trainee_id=lines[n], source="paper") for n in came)
    detail = {"rows": len(came), "kind": on.day.isoformat()}
    record(actor.user_id, "training.paper", body, f"training:{training.pk}", now, detail)
    return len(came)


def _day(training: Training, day_id: int, today: date) -> TrainingDay:
    row = training.days.filter(pk=day_id).first()
    if row is None:
        raise Refused("NO_DAY", "วันอบรมนี้ไม่มีแล้ว เปิดหน้าใหม่", "There is no such day.")
    if row.day > today:
        raise Refused("NOT_YET", "ยังไม่ถึงวันอบรม เช็กชื่อได้ตั้งแต่วันนั้น", "The day has not come yet.")
    return row


@transaction.atomic
def close_list(body: Organisation, training_id: int, actor: Actor, now: datetime, day: date) -> Training:
    """The list is complete: from now on nobody is ticked. Errors: NOT_ALLOWED, NO_TRAINING, NOT_OPEN, NOT_YET, NOBODY, EMPTY_DAY."""
    require(actor, "leaders.write", body, day)
    training = lock_training(body, training_id, "planned")
    if training.last_day > day:
        raise Refused("NOT_YET", "ยังอบรมไม่ครบทุกวัน ปิดรายชื่อได้หลังวันสุดท้าย", "The last day has not come yet.")
    if not training.trainees.exists():
        raise Refused("NOBODY", "ยังไม่มีผู้เข้าอบรม เพิ่มรายชื่อก่อน", "Nobody is on the list.")
    empty = next((d for d in training.days.all() if not d.attendance.exists()), None)
    if empty is not None:
        raise Refused(
            "EMPTY_DAY", f"วันที่ {empty.day.day}/{empty.day.month} ยังไม่ได้เช็กชื่อใครเลย เช็กหรือพิมพ์จากใบรายชื่อก่อน",
            "Nobody was ticked on one of the days.",
        )  # fmt: skip
    training.state, training.closed_by_id, training.closed_at = "closed", actor.user_id, now
    training.save(update_fields=["state", "closed_by", "closed_at"])
    record(actor.user_id, "training.close", body, f"training:{training.pk}", now)
    return training


@transaction.atomic
def open_again(body: Organisation, training_id: int, actor: Actor, now: datetime, day: date) -> Training:
    """A list that was closed too early opens again, as long as no certificate was given. Errors: NOT_ALLOWED, NO_TRAINING, NOT_OPEN."""
    require(actor, "leaders.write", body, day)
    training = lock_training(body, training_id, "closed")
    training.state, training.closed_by, training.closed_at = "planned", None, None
    training.save(update_fields=["state", "closed_by", "closed_at"])
    record(actor.user_id, "training.open", body, f"training:{training.pk}", now)
    return training


@transaction.atomic
def cancel(body: Organisation, training_id: int, reason: str, actor: Actor, now: datetime, day: date) -> Training:
    """It does not take place. Errors: NOT_ALLOWED, NO_TRAINING, NOT_OPEN, NO_REASON."""
    require(actor, "leaders.write", body, day)
    training = lock_training(body, training_id, "planned")
    training.state, training.cancel_reason, training.at = "cancelled", reason_of(reason), now
    training.changes += 1
    training.save(update_fields=["state", "cancel_reason", "changes", "at"])
    detail = {"reason": training.cancel_reason}
    record(actor.user_id, "training.cancel", body, f"training:{training.pk}", now, detail)
    return training
