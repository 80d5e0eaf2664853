"""Certificates: given by another than who closed the list, numbered without gaps, withdrawn with a reason."""

from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor
from chumchon.thai.errors import Refused

from ..models import Certificate, CertificateSeries, CertificateStep, HeldSkill
from ..queries.trainings import roll_of
from .common import public_code, reason_of
from .trainings import lock_training


@transaction.atomic
def issue(body: Organisation, training_id: int, actor: Actor, now: datetime, day: date) -> list[Certificate]:
    """A certificate to each who was there long enough, and the skill of the course.

    Errors: NOT_ALLOWED, NO_TRAINING, NOT_OPEN (issued already), SAME_PERSON, NOBODY_PASSED.
    """
    require(actor, "leaders.sign", body, day)
    training = lock_training(body, training_id, "closed")
    if training.closed_by_id == actor.user_id:
        raise Refused(
            "SAME_PERSON",
            "คนปิดรายชื่อออกใบรับรองเองไม่ได้ ให้ประธานหรือกรรมการอีกคนกด",
            "Whoever closed the list may not sign.",
        )
    roll = roll_of(training)
    passed = [line for line in roll.lines if line.outcome.passed]
    if not passed:
        raise Refused(
            "NOBODY_PASSED", "ยังไม่มีใครเข้าอบรมครบตามเกณฑ์ เปิดรายชื่อแล้วตรวจการเช็กชื่ออีกครั้ง", "Nobody was there long enough."
        )
    year_be = day.year + 543
    series, _ = CertificateSeries.objects.get_or_create(organisation=body, year_be=year_be)
    series = CertificateSeries.objects.select_for_update().get(pk=series.pk)
    made = Certificate.objects.bulk_create(
        Certificate(
            organisation=body, year_be=year_be, number=series.next_number + i, trainee=line.trainee,
            leader=line.trainee.leader, course=training.course, course_th=training.course.name_th, title=training.title,
            trainer=training.trainer, place=training.place, first_day=training.first_day, last_day=training.last_day,
            minutes=line.outcome.minutes, of_minutes=line.outcome.of_minutes, day=day, public_code=public_code(),
            by_id=actor.user_id, at=now,
        )
        for i, line in enumerate(passed)
    )  # fmt: skip
    series.next_number += len(made)
    series.save(update_fields=["next_number"])
    CertificateStep.objects.bulk_create(
        CertificateStep(certificate=c, kind="issued", by_id=actor.user_id, at=now) for c in made
    )
    _give_skill(made, training.course.skill_id, actor, now)
    training.state = "issued"
    training.save(update_fields=["state"])
    record(actor.user_id, "certificate.issue", body, f"training:{training.pk}", now, {"rows": len(made)})
    return made


def _give_skill(made: list[Certificate], skill: str | None, actor: Actor, now: datetime) -> None:
    """The skill of the course to those who do not have it; one that was only said gets its certificate."""
    if skill is None:
        return
    before = {h.leader_id: h for h in HeldSkill.objects.filter(skill_id=skill, leader__in=[c.leader_id for c in made])}
    new = []
    for c in made:
        row = before.get(c.leader_id)
        if row is None:
            new.append(HeldSkill(leader_id=c.leader_id, skill_id=skill, certificate=c, by_id=actor.user_id, at=now))
        elif row.certificate_id is None:
            row.certificate = c
            row.save(update_fields=["certificate"])
    HeldSkill.objects.bulk_create(new)


@transaction.atomic
def withdraw(
    body: Organisation, certificate_id: int, reason: str, actor: Actor, now: datetime, day: date
) -> Certificate:
    """It no longer holds; its number is never used again, and a skill that came from it alone goes.

    Errors: NOT_ALLOWED, NO_CERTIFICATE, ALREADY, NO_REASON.
    """
    require(actor, "leaders.sign", body, day)
    rows = Certificate.objects.select_for_update(of=("self",))
    row = rows.filter(organisation=body, pk=certificate_id).first()
    if row is None:
        raise Refused("NO_CERTIFICATE", "ไม่พบใบรับรองนี้ เลือกจากรายการ", "There is no such certificate here.")
    if row.state == "withdrawn":
        raise Refused("ALREADY", "ใบรับรองนี้ยกเลิกไปแล้ว", "This certificate was withdrawn already.")
    words = reason_of(reason)
    row.state = "withdrawn"
    row.save(update_fields=["state"])
    CertificateStep.objects.create(certificate=row, kind="withdrawn", reason=words, by_id=actor.user_id, at=now)
    for held in row.skills.all():
        other = row.leader.certificates.filter(course__skill_id=held.skill_id, state="valid").first()
        if other is not None:
            held.certificate = other
            held.save(update_fields=["certificate"])
        elif held.note:  # somebody had said so before the certificate
            held.certificate = None
            held.save(update_fields=["certificate"])
        else:
            held.delete()
    detail = {"reason": words, "number": row.label}
    record(actor.user_id, "certificate.withdraw", body, f"certificate:{row.pk}", now, detail)
    return row
