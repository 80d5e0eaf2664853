"""A meeting is called, its agenda written, its list checked; people are elected in it."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Max

from chumchon.access.actions import record
from chumchon.access.rules import Actor
from chumchon.thai.errors import BadInput, Refused
from chumchon.thai.lists import lines_of_paper

from ..models import AgendaItem, Attendance, Ballot, Council, Matter, Meeting, Seat
from ..models.council import POSITIONS
from ..models.meeting import MEETING_KINDS, PRESENCE
from ..queries.councils import term_on
from ..queries.meetings import present_count, seats_at
from ..queries.settings import numbers_on
from ..rules.councils import need_quorum, winner
from .common import locked, reason_of, require_council
from .seats import give_role

AGENDA = (
    "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ", "รับรองรายงานการประชุมครั้งก่อน", "เรื่องสืบเนื่อง ติดตามมติ", "เรื่องเพื่อพิจารณา", "เรื่องอื่น ๆ",
)  # fmt: skip
FOUNDING_AGENDA = (
    "แนะนำองค์กรที่จดแจ้งและผู้แทน", "เลือกประธาน รองประธาน และเลขานุการ", "คัดเลือกผู้ทรงคุณวุฒิ", "มติจัดตั้งสภา", "เรื่องอื่น ๆ",
)  # fmt: skip


@transaction.atomic
def call(
    council: Council,
    kind: str,
    on: date,
    starts: time,
    place: str,
    actor: Actor,
    key: uuid.UUID,
    now: datetime,
    day: date,
) -> Meeting:
    """A meeting with the usual agenda. The same key sent twice is one meeting.

    Errors: NOT_ALLOWED, BAD_KIND, NO_PLACE, NO_TERM, NOT_FOUNDED, ALREADY.
    """
    require_council(actor, "councils.meet", council, day)
    council = locked(council)
    before = Meeting.objects.filter(council=council, uid=key).first()
    if before is not None:
        return before
    _check_call(council, kind, place)
    term = term_on(council, on)
    if term is None:
        raise Refused("NO_TERM", "วันประชุมอยู่หลังวาระของสภา เริ่มวาระใหม่ก่อน", "That day lies after the council's term.")
    year = on.year + 543
    last = Meeting.objects.filter(council=council, year_be=year).aggregate(m=Max("number"))["m"] or 0
    meeting = Meeting.objects.create(
        council=council, term=term, uid=key, year_be=year, number=last + 1, kind=kind, day=on, starts=starts,
        place=place.strip()[:160], called_by_id=actor.user_id, called_at=now,
    )  # fmt: skip
    _write_agenda(meeting, FOUNDING_AGENDA if kind == "founding" else AGENDA)
    record(actor.user_id, "meeting.call", council.organisation, f"meeting:{meeting.pk}", now, {"number": meeting.label})
    return meeting


def _check_call(council: Council, kind: str, place: str) -> None:
    if kind not in dict(MEETING_KINDS):
        raise BadInput("BAD_KIND", "เลือกชนิดการประชุม", "Choose the kind of meeting.")
    if len(place.strip()) < 3:
        raise BadInput("NO_PLACE", "บอกสถานที่ประชุม", "Say where the meeting is.")
    if council.is_local and kind != "founding" and council.state != "founded":
        raise Refused(
            "NOT_FOUNDED",
            "สภายังไม่ได้จัดตั้ง นัดได้เฉพาะการประชุมจัดตั้ง",
            "Before the founding only the founding meeting is called.",
        )
    if kind == "founding" and council.state == "founded":
        raise Refused("ALREADY", "สภานี้จัดตั้งแล้ว ให้นัดประชุมสามัญหรือวิสามัญ", "The council is founded already.")


@transaction.atomic
def change(
    council: Council, meeting_id: int, on: date, starts: time, place: str, actor: Actor, now: datetime, day: date
) -> Meeting:
    """Another day, hour or place, within the same B.E. year. Errors: NOT_ALLOWED, NO_MEETING, CLOSED, NO_PLACE, OTHER_YEAR,
    TOO_EARLY."""
    require_council(actor, "councils.meet", council, day)
    meeting = lock_meeting(council, meeting_id)
    if len(place.strip()) < 3:
        raise BadInput("NO_PLACE", "บอกสถานที่ประชุม", "Say where the meeting is.")
    if on.year + 543 != meeting.year_be:
        raise BadInput(
            "OTHER_YEAR", "เลื่อนข้ามปีไม่ได้ เพราะเลขครั้งเป็นของปีนี้ ให้งดครั้งนี้แล้วนัดใหม่", "Cancel and call anew in the other year."
        )
    if meeting.state == "held" and on > day:
        raise Refused(
            "TOO_EARLY", "ครั้งนี้เช็กชื่อแล้ว เลื่อนไปข้างหน้าไม่ได้ ถ้ายังไม่ได้ประชุม ให้งดครั้งนี้แล้วนัดใหม่",
            "Its list was checked already; it cannot lie in the future.",
        )  # fmt: skip
    meeting.day, meeting.starts, meeting.place = on, starts, place.strip()[:160]
    meeting.save(update_fields=["day", "starts", "place"])
    record(actor.user_id, "meeting.change", council.organisation, f"meeting:{meeting.pk}", now)
    return meeting


@transaction.atomic
def cancel(council: Council, meeting_id: int, reason: str, actor: Actor, now: datetime, day: date) -> Meeting:
    """It does not take place; the number stays with it. Errors: NOT_ALLOWED, NO_MEETING, CLOSED, HAS_RESOLUTIONS, NO_REASON."""
    require_council(actor, "councils.meet", council, day)
    meeting = lock_meeting(council, meeting_id)
    if meeting.resolutions.exclude(state="struck").exists():
        raise Refused("HAS_RESOLUTIONS", "ครั้งนี้มีมติแล้ว งดไม่ได้", "This meeting decided something already.")
    meeting.state, meeting.cancel_reason = "cancelled", reason_of(reason)
    meeting.save(update_fields=["state", "cancel_reason"])
    detail = {"reason": meeting.cancel_reason, "number": meeting.label}
    record(actor.user_id, "meeting.cancel", council.organisation, f"meeting:{meeting.pk}", now, detail)
    return meeting


@transaction.atomic
def set_agenda(
    council: Council, meeting_id: int, titles: Sequence[str], matter_ids: Iterable[int], actor: Actor, now: datetime, day: date,
) -> Meeting:  # fmt: skip
    """The agenda anew, a title a line, and matters of the inbox after it. Errors: NOT_ALLOWED, NO_MEETING, CLOSED, NO_AGENDA."""
    require_council(actor, "councils.meet", council, day)
    meeting = lock_meeting(council, meeting_id)
    kept = [" ".join(t.split())[:200] for t in titles if t.strip()]
    if not 1 <= len(kept) <= 40:
        raise BadInput("NO_AGENDA", "ใส่ระเบียบวาระอย่างน้อยหนึ่งเรื่อง บรรทัดละเรื่อง", "Give at least one line.")
    before = {item.title: item for item in meeting.agenda.all()}
    decided = meeting.resolutions.exclude(item=None).values("item")
    AgendaItem.objects.filter(meeting=meeting).exclude(title__in=kept).exclude(pk__in=decided).delete()
    for position, title in enumerate(kept, 1):
        if title in before:
            AgendaItem.objects.filter(pk=before[title].pk).update(position=position)
        else:
            AgendaItem.objects.create(meeting=meeting, position=position, title=title)
    for offset, matter in enumerate(Matter.objects.filter(body=council, pk__in=list(matter_ids)), 1):
        AgendaItem.objects.get_or_create(
            meeting=meeting, matter=matter, defaults={"position": len(kept) + offset, "title": matter.title[:200]}
        )
    record(actor.user_id, "meeting.agenda", council.organisation, f"meeting:{meeting.pk}", now)
    return meeting


def _write_agenda(meeting: Meeting, titles: Sequence[str]) -> None:
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=i, title=title) for i, title in enumerate(titles, 1)
    )


@transaction.atomic
def attend(
    council: Council, meeting_id: int, seat_id: int, state: str, actor: Actor, now: datetime, day: date
) -> int:  # fmt: skip
    """One touch on the phone; touched again it changes. Returns how many are present. Errors: NOT_ALLOWED, NO_MEETING, CLOSED, TOO_EARLY, NO_SEAT."""
    require_council(actor, "councils.meet", council, day)
    meeting = lock_meeting(council, meeting_id)
    _need_day(meeting, day)
    if state not in dict(PRESENCE):
        raise BadInput("BAD_STATE", "เลือก มา ลา หรือไม่มา", "Choose present, excused or absent.")
    if seat_id not in {s.pk for s in seats_at(meeting)}:
        raise Refused("NO_SEAT", "คนนี้ไม่ได้เป็นสมาชิกในวันประชุม", "This person had no seat that day.")
    _mark(meeting, seat_id, state, False, actor, now)
    _hold(meeting)
    record(actor.user_id, "meeting.attend", council.organisation, f"meeting:{meeting.pk}", now, {"rows": 1})
    return present_count(meeting)


@transaction.atomic
def attend_from_paper(
    council: Council, meeting_id: int, present: str, excused: str, guests: int, actor: Actor, now: datetime, day: date
) -> int:
    """The whole list at once from the numbers on paper: who is in neither line did not come. Returns how many are present.

    Errors: NOT_ALLOWED, NO_MEETING, CLOSED, TOO_EARLY, BAD_LINES, BOTH (a number in both lines).
    """
    require_council(actor, "councils.meet", council, day)
    meeting = lock_meeting(council, meeting_id)
    _need_day(meeting, day)
    seats = {s.number: s.pk for s in seats_at(meeting)}
    came, away = (set(lines_of_paper(text, list(seats))) for text in (present, excused))
    if came & away:
        words = ", ".join(map(str, sorted(came & away)))
        raise BadInput("BOTH", f"ลำดับที่ {words} อยู่ทั้งในช่องมาและช่องลา แก้ให้อยู่ช่องเดียว", "A number stands in both lines.")
    if not came:
        raise BadInput("BAD_LINES", "ใส่เลขลำดับของคนที่มา เช่น 1 2 5-9", "Type the numbers of those who came.")
    if not 0 <= guests <= 5000:
        raise BadInput("BAD_GUESTS", "จำนวนผู้เข้าร่วมอื่นไม่ถูก", "The number of guests cannot be right.")
    for number, seat_id in seats.items():
        state = "present" if number in came else "excused" if number in away else "absent"
        _mark(meeting, seat_id, state, True, actor, now)
    meeting.guests = guests
    _hold(meeting)
    record(actor.user_id, "meeting.attend", council.organisation, f"meeting:{meeting.pk}", now, {"rows": len(seats)})
    return len(came)


def _need_day(meeting: Meeting, day: date) -> None:
    if meeting.day > day:
        raise Refused("TOO_EARLY", "ยังไม่ถึงวันประชุม เช็กชื่อได้ตั้งแต่วันประชุม", "The day of the meeting has not come.")


def _mark(meeting: Meeting, seat_id: int, state: str, from_paper: bool, actor: Actor, now: datetime) -> None:
    Attendance.objects.update_or_create(
        meeting=meeting, seat_id=seat_id,
        defaults={"state": state, "from_paper": from_paper, "by_id": actor.user_id, "at": now},
    )  # fmt: skip


def _hold(meeting: Meeting) -> None:
    meeting.state = "held"
    meeting.save(update_fields=["state", "guests"])


@transaction.atomic
def elect(
    council: Council, meeting_id: int, position: str, votes: Mapping[int, int], actor: Actor, now: datetime, day: date
) -> Ballot:
    """Whoever has most votes takes the position from now on; who held it before is a member again.

    Errors: NOT_ALLOWED, NO_MEETING, CLOSED, NO_QUORUM, VOTES_ABOVE, TIE, BAD_VOTES, BAD_POSITION, NO_SEAT.
    """
    require_council(actor, "councils.meet", council, day)
    meeting = lock_meeting(council, meeting_id)
    if position not in dict(POSITIONS) or position == "committee":
        raise BadInput("BAD_POSITION", "เลือกตำแหน่งที่เลือกตั้ง", "Choose the position.")
    seats = {s.pk: s for s in seats_at(meeting)}
    present = present_count(meeting)
    need_quorum(present, len(seats), numbers_on(meeting.day))
    if not set(votes) <= set(seats):
        raise Refused("NO_SEAT", "ผู้สมัครต้องเป็นสมาชิกในวันประชุม", "Candidates must sit in the council.")
    elected = seats[winner(votes, present)]
    before = Seat.objects.select_related("term", "user").filter(
        term=meeting.term, position=position, ended_on__isnull=True
    )
    for seat in before.exclude(pk=elected.pk) if position != "deputy" else ():
        seat.position = "committee"
        seat.save(update_fields=["position"])
        give_role(council, seat, day)
    elected.position = position
    elected.save(update_fields=["position"])
    give_role(council, elected, day)
    made = Ballot.objects.create(
        meeting=meeting, position=position, votes=sorted(map(list, votes.items())), elected=elected, present=present,
        by_id=actor.user_id, at=now,
    )  # fmt: skip
    detail = {"role": position, "number": elected.number}
    record(actor.user_id, "meeting.elect", council.organisation, f"meeting:{meeting.pk}", now, detail)
    return made


def lock_meeting(council: Council, meeting_id: int) -> Meeting:
    """The council's meeting, locked, still open to change. Errors: NO_MEETING, CLOSED."""
    locked(council)
    meeting = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("term", "council")
        .filter(council=council, pk=meeting_id)
        .first()
    )
    if meeting is None:
        raise Refused("NO_MEETING", "ไม่พบการประชุมนี้ เลือกจากรายการ", "There is no such meeting here.")
    if not meeting.is_open:
        raise Refused(
            "CLOSED",
            "การประชุมนี้ปิดแล้ว รายงานที่ลงนามไม่เปลี่ยน ถ้าต้องแก้ ให้ทำรายงานฉบับใหม่",
            "This meeting is closed: make a new version of its minutes.",
        )
    return meeting
