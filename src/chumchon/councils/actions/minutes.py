"""Minutes: written by one, signed by another at the same table; what was signed is never changed, a new version stands beside it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from chumchon.access.actions import record, second_signature
from chumchon.access.rules import Actor
from chumchon.thai.errors import Refused

from ..models import Council, Meeting, Minutes
from ..queries.meetings import ballots_of, last_signed, resolutions_at, roll_of
from ..queries.settings import numbers_on
from ..rules.councils import need_quorum
from ..rules.minutes import check_text, digest
from .common import locked, reason_of, require_council
from .meetings import lock_meeting


@transaction.atomic
def save_draft(council: Council, meeting_id: int, text: str, actor: Actor, now: datetime, day: date) -> Meeting:
    """Keep what was written so far. Errors: NOT_ALLOWED, NO_MEETING, CLOSED."""
    require_council(actor, "councils.meet", council, day)
    meeting = lock_meeting(council, meeting_id)
    meeting.draft = text.replace("\r\n", "\n")[:20_000]
    meeting.save(update_fields=["draft"])
    record(actor.user_id, "meeting.draft", council.organisation, f"meeting:{meeting.pk}", now)
    return meeting


@transaction.atomic
def sign(
    council: Council, meeting_id: int, text: str, actor: Actor, username: str, secret: str, now: datetime, day: date
) -> Minutes:
    """The writer's minutes signed by the chair or deputy with their own PIN: the meeting closes.

    Errors: NOT_ALLOWED, NO_MEETING, CLOSED, SHORT_MINUTES, NO_QUORUM, those of access.second_signature.
    """
    require_council(actor, "councils.meet", council, day)
    meeting = lock_meeting(council, meeting_id)
    plain = check_text(text)
    roll = roll_of(meeting)
    need_quorum(roll.present, roll.seats, numbers_on(meeting.day))
    _need_votes_within(meeting, roll.present)
    signer = second_signature(actor, username, secret, "councils.sign", council.organisation, now, day)
    made = _version(meeting, 1, plain, frozen_of(meeting), "", actor, signer, now)
    meeting.state, meeting.draft = "signed", ""
    meeting.save(update_fields=["state", "draft"])
    record(actor.user_id, "meeting.sign", council.organisation, f"meeting:{meeting.pk}", now, {"number": meeting.label})
    return made


def _need_votes_within(meeting: Meeting, present: int) -> None:
    """The list may have been mended after the votes were written down. Errors: VOTES_ABOVE (which of them)."""
    counted = [(r.label, r.votes_for + r.votes_against + r.abstained) for r in resolutions_at(meeting)]
    newest = {
        b.position: b for b in ballots_of(meeting)
    }  # an election that was held again takes the place of the first
    counted += [(f"เลือก{b.get_position_words()}", sum(n for _, n in b.votes)) for b in newest.values()]
    above = [f"{name} {votes} เสียง" for name, votes in counted if votes > present]
    if above:
        raise Refused(
            "VOTES_ABOVE",
            f"{' · '.join(above)} แต่รายชื่อมีคนมา {present} คน แก้รายชื่อผู้มาประชุม หรือถอนมติแล้วลงมติใหม่",
            f"More votes than the {present} people who came; mend the list or decide again.",
        )


@transaction.atomic
def amend(
    council: Council, meeting_id: int, text: str, reason: str, actor: Actor, username: str, secret: str,
    now: datetime, day: date,
) -> Minutes:  # fmt: skip
    """Another text after signing is a new version with its reason; the old one stays. List and resolutions stay as they were.

    Errors: NOT_ALLOWED, NO_MEETING, NOT_SIGNED, SAME_TEXT, NO_REASON, SHORT_MINUTES, those of access.second_signature.
    """
    require_council(actor, "councils.meet", council, day)
    locked(council)
    meeting = Meeting.objects.select_for_update(of=("self",)).filter(council=council, pk=meeting_id).first()
    before = last_signed(meeting) if meeting is not None else None
    if meeting is None or before is None:
        raise Refused("NOT_SIGNED", "รายงานนี้ยังไม่ได้ลงนาม แก้ในร่างได้เลย", "These minutes are not signed yet.")
    plain, why = check_text(text), reason_of(reason)
    if plain == before.text:
        raise Refused("SAME_TEXT", "ข้อความเหมือนฉบับเดิม ไม่ต้องทำฉบับใหม่", "The text is the same.")
    signer = second_signature(actor, username, secret, "councils.sign", council.organisation, now, day)
    made = _version(meeting, before.version + 1, plain, before.frozen, why, actor, signer, now)
    detail = {"number": str(made.version), "reason": why}
    record(actor.user_id, "meeting.amend", council.organisation, f"meeting:{meeting.pk}", now, detail)
    return made


def frozen_of(meeting: Meeting) -> dict[str, Any]:
    """Who came and what was decided, as plain data: what a paper of this version is printed from for ever."""
    roll = roll_of(meeting)
    return {
        "present": [[line.seat.number, line.seat.person.name, line.seat.sender] for line in roll.lines if line.state == "present"],
        "excused": [[line.seat.number, line.seat.person.name, line.seat.sender] for line in roll.lines if line.state == "excused"],
        "absent": [[line.seat.number, line.seat.person.name, line.seat.sender] for line in roll.lines if line.state not in ("present", "excused")],
        "seats": roll.seats,
        "needed": roll.needed,
        "guests": meeting.guests,
        "agenda": [item.title for item in meeting.agenda.all()],
        "elections": [[b.get_position_words(), b.elected.person.name, [list(v) for v in b.votes]] for b in ballots_of(meeting)],
        "resolutions": [
            [r.label, r.title, r.text, [r.votes_for, r.votes_against, r.abstained], r.owner, str(r.due_day or "")]
            for r in resolutions_at(meeting)
        ],
    }  # fmt: skip


def _version(
    meeting: Meeting,
    version: int,
    text: str,
    frozen: dict[str, Any],
    reason: str,
    writer: Actor,
    signer: Actor,
    now: datetime,
) -> Minutes:
    return Minutes.objects.create(
        meeting=meeting, version=version, text=text, frozen=frozen, sha256=digest(text, frozen), reason=reason,
        writer_id=writer.user_id, signer_id=signer.user_id, at=now,
    )  # fmt: skip
