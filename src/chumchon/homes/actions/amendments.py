"""A passed plan is amended: drafted beside it, sent up, and in force when the same levels said yes. No book is touched."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.thai.errors import BadInput, Clash, Refused, raise_any

from ..models import AmendmentVersion, AmendmentWord, Instalment, Meeting, PlanAmendment, PlanVersion, Project
from ..queries import amendments as queries
from ..queries import plans as plan_queries
from ..rules import amendments as rules
from ..rules.plans import Line, check_plan
from ..rules.programmes import LEVELS
from ..rules.projects import VERDICTS, check_day, check_word, next_level
from . import plans
from .projects import locked, of_level


@transaction.atomic
def open_amendment(project: Project, actor: Actor, reason: str, now: datetime, day: date) -> PlanAmendment:
    """A draft beside the plan that passed, as its copy. Errors: NOT_ALLOWED, NOT_PASSED, NO_REASON, OPEN_ALREADY, ENDED."""
    require(actor, "homes.write", project.organisation, day)
    row = locked(project)
    base = plan_queries.newest(row)
    if base is None or not plan_queries.plan_passed(row):
        raise Refused("NOT_PASSED", "แผนยังไม่ผ่านครบทุกระดับ แก้ที่แผนเดิมได้เลย", "The plan has not passed; change it itself.")
    raise_any(rules.check_reason(reason))
    standing = queries.open_one(row)
    if standing is not None:
        raise Clash(
            "OPEN_ALREADY", f"มีการขอแก้แผนครั้งที่ {standing.number} อยู่แล้ว แก้ต่อในครั้งนั้น หรือเลิกครั้งนั้นก่อน",
            "Another amendment is open; go on with that one.",
        )  # fmt: skip
    last = row.amendments.aggregate(m=Max("number"))["m"] or 0
    made = PlanAmendment.objects.create(
        project=row, number=last + 1, base=base, reason=reason.strip()[:300], units=base.units,
        lines=_rows(rules.copied(queries.lines_of(base))), by_id=actor.user_id, at=now,
    )  # fmt: skip
    _record(made, actor, "open", now, reason=made.reason[:200])
    return made


def _rows(rows: Sequence[Line | rules.Change]) -> list[list[object]]:
    return [list(r.__dict__.values()) for r in rows]


def _record(amendment: PlanAmendment, actor: Actor, verb: str, now: datetime, **detail: object) -> None:
    organisation = amendment.project.organisation
    said = {"number": amendment.number, **detail}
    record(actor.user_id, f"amendment.{verb}", organisation, f"amendment:{amendment.pk}", now, said)


def _open(project: Project, number: int, to: str = "") -> PlanAmendment:
    row = locked(project)
    found = PlanAmendment.objects.select_related("base").filter(project=row, number=number).first()
    if found is None:
        raise Refused("NOT_FOUND", "ไม่พบการขอแก้แผนครั้งนี้", "No such amendment.")
    found.project = row
    raise_any(rules.check_open(found.state, to or found.state))
    return found


@transaction.atomic
def keep_draft(
    project: Project, actor: Actor, number: int, edits: int, reason: str, units: int, sums: Mapping[int, int],
    instalments: Mapping[int, int], more: Sequence[rules.Line], now: datetime, day: date,
) -> PlanAmendment:  # fmt: skip
    """Keep the draft. sums: satang by the place of a line in the draft (0: it is taken out); instalments: satang by id (0: it falls
    away); more: new lines; edits: of the draft that was read.

    Errors: NOT_ALLOWED, NOT_FOUND, STALE, NO_REASON, UNITS, KIND, AMOUNT, TOO_MANY, ENDED, rules.check_open.
    """
    require(actor, "homes.write", project.organisation, day)
    found = _open(project, number, "draft")
    if found.edits != edits:
        raise Clash("STALE", "มีคนแก้ร่างนี้หลังจากที่คุณเปิด เปิดหน้าใหม่แล้วแก้อีกครั้ง", "Somebody changed the draft; open it anew.")
    raise_any(rules.check_reason(reason))
    raise_any(rules.check_units(units, units, 0))
    for line in more:
        plans.check_line(line)
    if any(not 0 <= satang <= plans.MOST_SATANG for satang in (*sums.values(), *instalments.values())):
        raise BadInput("AMOUNT", "จำนวนเงินต้องไม่ต่ำกว่าศูนย์ ใส่ 0 เพื่อตัดออก", "No amount below zero.")
    before = queries.draft_lines(found)
    lines = [rules.Line(x.side, x.kind, x.words, sums.get(i, x.satang), x.origin) for i, x in enumerate(before)]
    lines = [x for x in lines if x.satang or x.origin is not None] + list(more)
    if len(lines) > plans.MOST_LINES:
        raise Refused("TOO_MANY", f"แผนมีได้ไม่เกิน {plans.MOST_LINES} บรรทัด", "Too many lines.")
    found.reason, found.units, found.lines = reason.strip()[:300], units, _rows(lines)
    found.instalments = _rows(
        [
            rules.Change(i.pk, i.number, i.kind, i.stage_th, i.satang, instalments[i.pk])
            for i in queries.unpaid(found.project)
            if instalments.get(i.pk, i.satang) != i.satang
        ]
    )
    found.edits += 1
    found.save(update_fields=["reason", "units", "lines", "instalments", "edits"])
    _record(found, actor, "draft", now, rows=len(lines))
    return found


@transaction.atomic
def send_up(project: Project, actor: Actor, number: int, now: datetime, day: date) -> AmendmentVersion:
    """Freeze the draft as what the levels say yes to. Errors: NOT_ALLOWED, NOT_FOUND, ENDED, rules.check_open, those of may_be."""
    require(actor, "homes.write", project.organisation, day)
    found = _open(project, number, "draft")
    may_be(found, found, day)
    last = found.versions.aggregate(m=Max("number"))["m"] or 0
    made = AmendmentVersion.objects.create(
        amendment=found, number=last + 1, reason=found.reason, units=found.units, lines=found.lines, instalments=found.instalments,
        by_id=actor.user_id, at=now,
    )  # fmt: skip
    found.state = "sent"
    found.save(update_fields=["state"])
    _record(found, actor, "send", now, rows=made.number)
    return made


def may_be(amendment: PlanAmendment, said: PlanAmendment | AmendmentVersion, day: date) -> None:
    """Does the money that moved allow it, today? Errors: rules.check_new, check_units, check_changes, check_instalments, check_booked,
    rules.plans.check_plan."""
    project, base = amendment.project, queries.lines_of(amendment.base)
    lines, changes = queries.draft_lines(said), queries.draft_changes(said)
    standing = queries.parts(project)
    raise_any(rules.check_new(base, amendment.base.units, lines, said.units, changes))
    raise_any(rules.check_units(amendment.base.units, said.units, queries.houses_begun(project)))
    raise_any(rules.check_changes(standing, changes))
    raise_any(rules.check_instalments(lines, rules.applied(standing, changes)))
    raise_any(rules.check_booked(base, lines, queries.booked(project), queries.lent(project)))
    raise_any(check_plan(rules.standing(lines), said.units, queries.tops(project, day)))


@transaction.atomic
def recall(project: Project, actor: Actor, number: int, now: datetime, day: date) -> PlanAmendment:
    """Take back what was sent up, before the first yes. Errors: NOT_ALLOWED, NOT_FOUND, HAS_YES, ENDED, rules.check_open."""
    require(actor, "homes.write", project.organisation, day)
    found = _open(project, number, "sent")
    raise_any(rules.check_recall(queries.said_on(_sent(found))))
    found.state = "draft"
    found.save(update_fields=["state"])
    _record(found, actor, "recall", now)
    return found


@transaction.atomic
def drop(project: Project, actor: Actor, number: int, reason: str, now: datetime, day: date) -> PlanAmendment:
    """It is not wanted any more; the plan that passed holds. Not while a level that said yes waits for the next.

    Errors: NOT_ALLOWED, NOT_FOUND, NO_REASON, HAS_YES, ENDED, rules.check_open.
    """
    require(actor, "homes.write", project.organisation, day)
    found = _open(project, number)
    raise_any(rules.check_reason(reason))
    if found.state == "sent":
        raise_any(rules.check_recall(queries.said_on(_sent(found))))
    found.state, found.dropped_why = "dropped", reason.strip()[:300]
    found.save(update_fields=["state", "dropped_why"])
    _record(found, actor, "drop", now, reason=found.dropped_why[:200])
    return found


def _sent(amendment: PlanAmendment) -> AmendmentVersion:
    return amendment.versions.latest("number")


@transaction.atomic
def say_word(
    project: Project, actor: Actor, number: int, read: int, verdict: str, note: str, decided_on: date, meeting_id: int | None,
    now: datetime, day: date,
) -> AmendmentWord:  # fmt: skip
    """The word of the level whose turn it is on what was sent up; the last yes puts it in force. read: the number that was read.

    Errors: NOT_ALLOWED, NOT_FOUND, CHANGED (another was sent up since), NOT_YOUR_LEVEL, SAME_PERSON, NO_REASON, NOT_CARRIED,
    FUTURE_DATE, BEFORE_START, ENDED, rules.check_open, those of may_be.
    """
    require(actor, "homes.decide", project.organisation, day)
    found = _open(project, number, "sent")
    version, step = _sent(found), queries.step_of(found.project)
    decides = step.decides if step is not None else "hq"
    if version.number != read:
        raise Clash(
            "CHANGED",
            "มีการส่งแผนแก้ฉบับใหม่หลังจากที่คุณอ่าน เปิดหน้านี้ใหม่ อ่านแล้วให้ความเห็น",
            "Another one was sent up since; read it first.",
        )
    said = queries.said_on(version)
    level = next_level(decides, said) or ""
    if not of_level(actor, level, project.organisation, day):
        raise Refused("NOT_YOUR_LEVEL", f"การแก้แผนนี้รอ{LEVELS[level]}ให้ความเห็น", f"It is the turn of {level}.")
    if verdict not in VERDICTS:
        raise BadInput("VERDICT", "เลือกให้ผ่านหรือส่งกลับ", "Pass or return.")
    raise_any(check_day(decided_on, found.project.started_on, day))
    raise_any(check_word(decides, said, actor.user_id, verdict, note, ()))
    raise_any(rules.check_last(decides, said, actor.user_id, version.by_id, verdict))
    meeting = Meeting.objects.filter(project=found.project, pk=meeting_id).first() if meeting_id else None
    if meeting is not None and verdict == "pass" and not meeting.carried:
        raise Refused(
            "NOT_CARRIED", "การประชุมนั้นไม่ครบองค์ประชุมหรือเสียงไม่เกินครึ่ง เลือกการประชุมอื่น", "That meeting did not carry it."
        )
    if verdict == "pass":
        may_be(found, version, day)
    word = AmendmentWord.objects.create(
        version=version, level=level, verdict=verdict, decided_on=decided_on, note=note.strip()[:300], meeting=meeting,
        by_id=actor.user_id, at=now,
    )  # fmt: skip
    _record(found, actor, verdict, now, state=level)
    if verdict == "return":
        found.state = "draft"
        found.save(update_fields=["state"])
    elif len(said) + 1 == len(rules.chain(decides)):
        _put_in_force(found, version, actor, now)
    return word


def _put_in_force(amendment: PlanAmendment, version: AmendmentVersion, actor: Actor, now: datetime) -> None:
    project = amendment.project
    lines = rules.standing(queries.draft_lines(version))
    made = PlanVersion.objects.create(
        project=project, number=amendment.base.number + 1, units=version.units, lines=_rows(lines),
        satang=sum(x.satang for x in lines if x.side == "source"), by_id=version.by_id, at=now,
    )  # fmt: skip
    project.units_planned = version.units
    project.save(update_fields=["units_planned"])
    for change in queries.draft_changes(version):
        _move(amendment, change, actor, now)
    amendment.state, amendment.made = "passed", made
    amendment.save(update_fields=["state", "made"])
    _record(amendment, actor, "force", now, satang=made.satang, rows=made.number)


def _move(amendment: PlanAmendment, change: rules.Change, actor: Actor, now: datetime) -> None:
    rows = Instalment.objects.filter(project=amendment.project, pk=change.instalment_id, released_on=None)
    if change.now:
        rows.update(satang=change.now)
    else:
        rows.delete()
    detail = {"satang": change.now, "number": change.number, "reason": f"แก้แผนครั้งที่ {amendment.number}"}
    subject = f"instalment:{change.instalment_id}"
    record(actor.user_id, "instalment.mend", amendment.project.organisation, subject, now, detail)
