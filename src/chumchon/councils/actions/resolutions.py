"""Resolutions: decided with a quorum, followed step by step, sent up to the province."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from chumchon.access.actions import record
from chumchon.access.rules import Actor
from chumchon.thai.errors import BadInput, Refused

from ..models import Council, Matter, MatterStep, Resolution, ResolutionStep
from ..queries.councils import above
from ..queries.meetings import present_count, seats_at
from ..queries.settings import numbers_on
from ..rules.councils import Votes, check_votes, need_quorum
from ..rules.travel import MAY_SEND, level_above, need_move
from .common import locked, require_council
from .meetings import lock_meeting


@dataclass(frozen=True)
class ResolutionFacts:
    """What was decided. votes None: all who are present agreed."""

    title: str
    text: str
    votes: Votes | None
    owner: str = ""
    due_day: date | None = None
    item_id: int | None = None


@transaction.atomic
def resolve(
    council: Council, meeting_id: int, facts: ResolutionFacts, actor: Actor, key: uuid.UUID, now: datetime, day: date
) -> Resolution:
    """A resolution of an open meeting. The same key sent twice is one resolution.

    Errors: NOT_ALLOWED, NO_MEETING, CLOSED, NO_QUORUM, VOTES_ABOVE, NOT_CARRIED, NO_TEXT.
    """
    require_council(actor, "councils.meet", council, day)
    meeting = lock_meeting(council, meeting_id)
    before = Resolution.objects.filter(council=council, uid=key).first()
    if before is not None:
        return before
    if len(facts.title.strip()) < 3 or len(facts.text.strip()) < 5:
        raise BadInput("NO_TEXT", "เขียนชื่อเรื่องและข้อความของมติ", "Write what was decided.")
    if facts.due_day is not None and facts.due_day < meeting.day:
        raise BadInput("BAD_DUE", "วันกำหนดเสร็จอยู่ก่อนวันประชุม", "It would be due before the meeting.")
    present = present_count(meeting)
    need_quorum(present, len(seats_at(meeting)), numbers_on(meeting.day))
    votes = facts.votes or Votes(present)
    check_votes(votes, present)
    last = Resolution.objects.filter(council=council, year_be=meeting.year_be).aggregate(m=Max("number"))["m"] or 0
    made = Resolution.objects.create(
        council=council, meeting=meeting, item_id=facts.item_id, uid=key, year_be=meeting.year_be, number=last + 1,
        title=facts.title.strip()[:160], text=facts.text.strip()[:1200], votes_for=votes.yes, votes_against=votes.no,
        abstained=votes.abstained, owner=facts.owner.strip()[:160], due_day=facts.due_day, by_id=actor.user_id, at=now,
    )  # fmt: skip
    _step(made, "open", "", actor, now)
    record(actor.user_id, "resolution.make", council.organisation, f"resolution:{made.pk}", now, {"number": made.label})
    return made


@transaction.atomic
def strike(council: Council, meeting_id: int, resolution_id: int, actor: Actor, now: datetime, day: date) -> Resolution:
    """Taken back before the minutes are signed; its number stays with it. Errors: NOT_ALLOWED, NO_MEETING, CLOSED, NO_RESOLUTION, BAD_STEP."""
    require_council(actor, "councils.meet", council, day)
    lock_meeting(council, meeting_id)
    row = _lock(council, resolution_id)
    if row.meeting_id != meeting_id or row.state not in MAY_SEND:
        raise Refused("BAD_STEP", "มตินี้ถอนไม่ได้แล้ว", "This resolution cannot be taken back.")
    return _move(row, "struck", "", actor, now, "resolution.strike")


@transaction.atomic
def step(
    council: Council, resolution_id: int, state: str, note: str, actor: Actor, now: datetime, day: date
) -> Resolution:  # fmt: skip
    """What became of it. Errors: NOT_ALLOWED, NO_RESOLUTION, BAD_STEP, NO_NOTE."""
    require_council(actor, "councils.meet", council, day)
    locked(council)
    row = _lock(council, resolution_id)
    need_move(row.state, state)
    if len(note.strip()) < 3:
        raise BadInput("NO_NOTE", "เขียนสั้น ๆ ว่าทำอะไรไปแล้ว", "Say what was done.")
    return _move(row, state, note.strip()[:1200], actor, now, "resolution.step")


@transaction.atomic
def send_up(
    council: Council, resolution_id: int, note: str, actor: Actor, now: datetime, day: date
) -> tuple[Matter, bool]:
    """The resolution goes to the meeting above as a matter of its inbox. Sent twice it is the same matter: (matter, is it new).

    Errors: NOT_ALLOWED, NO_RESOLUTION, NOT_SIGNED, BAD_STEP, NO_MEETING_ABOVE, TOP.
    """
    require_council(actor, "councils.meet", council, day)
    locked(council)
    row = _lock(council, resolution_id)
    sent = Matter.objects.filter(resolution=row).first()
    if sent is not None:
        return sent, False
    if row.state not in MAY_SEND:
        raise Refused("BAD_STEP", "มตินี้จบแล้ว ส่งต่อไม่ได้", "This resolution is finished and cannot be sent.")
    if row.meeting.state != "signed":
        raise Refused("NOT_SIGNED", "ลงนามรายงานการประชุมก่อน แล้วจึงส่งมติขึ้นไป", "Sign the minutes of the meeting first.")
    body = body_above(council)
    matter = new_matter(body, row.title, row.text, now, resolution=row)
    add_step(
        matter, "received", note.strip()[:1200] or f"จาก{council.organisation.name_th} {row.label}", actor.user_id, now
    )
    _move(row, "sent", note.strip()[:1200], actor, now, "resolution.send")
    return matter, True


def body_above(council: Council) -> Council:
    """The meeting that a council's matters go to. Errors: NO_MEETING_ABOVE, TOP."""
    kind = level_above(council.kind)
    body = above(council, kind)
    if body is None:
        words = "ระดับจังหวัด" if kind == "province" else "ระดับชาติ"
        raise Refused(
            "NO_MEETING_ABOVE",
            f"ยังไม่มีการประชุม{words}ในระบบ แจ้งเจ้าหน้าที่ให้เปิดก่อน แล้วส่งใหม่",
            "The meeting above is not opened yet.",
        )
    return body


def new_matter(body: Council, title: str, text: str, now: datetime, **origin: object) -> Matter:
    """A matter in the inbox of a meeting, with the next number of the year."""
    Council.objects.select_for_update(of=("self",)).get(pk=body.pk)
    year = timezone.localtime(now).year + 543
    last = Matter.objects.filter(body=body, year_be=year).aggregate(m=Max("number"))["m"] or 0
    return Matter.objects.create(
        body=body, year_be=year, number=last + 1, title=title[:160], text=text[:1200], at=now, **origin
    )  # fmt: skip


def add_step(matter: Matter, kind: str, note: str, by_id: int | None, now: datetime) -> None:
    """One more step of a matter."""
    MatterStep.objects.create(matter=matter, kind=kind, note=note[:1200], by_id=by_id, at=now)


def _step(row: Resolution, state: str, note: str, actor: Actor | None, now: datetime) -> None:
    ResolutionStep.objects.create(
        resolution=row, state=state, note=note[:1200], by_id=actor.user_id if actor else None, at=now
    )


def _move(row: Resolution, state: str, note: str, actor: Actor, now: datetime, verb: str) -> Resolution:
    row.state = state
    row.save(update_fields=["state"])
    _step(row, state, note, actor, now)
    detail = {"number": row.label}
    record(actor.user_id, verb, row.council.organisation, f"resolution:{row.pk}", now, detail)
    return row


def answer_comes_back(row: Resolution, note: str, now: datetime) -> None:
    """The answer from above stands at the resolution of the village that asked."""
    row.state = "answered"
    row.save(update_fields=["state"])
    _step(row, "answered", note, None, now)


def _lock(council: Council, resolution_id: int) -> Resolution:
    row = (
        Resolution.objects.select_for_update(of=("self",))
        .select_related("meeting", "council__organisation")
        .filter(council=council, pk=resolution_id)
        .first()
    )
    if row is None:
        raise Refused("NO_RESOLUTION", "ไม่พบมตินี้ เลือกจากรายการ", "There is no such resolution here.")
    return row
