"""A project opens, gets its place and partners, meets, and goes on step by step; it ends when no money lies in it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from chumchon.access.actions import grant, record, require
from chumchon.access.models import Organisation, User
from chumchon.access.rules import Actor, may
from chumchon.access.users import new_user, plain_username
from chumchon.areas.models import Subdistrict
from chumchon.ledger.actions import open_book
from chumchon.thai.errors import BadInput, Clash, Refused, raise_any

from ..models import Meeting, Programme, ProgrammeStep, Project, StepDecision
from ..queries import projects as queries
from ..rules import projects as rules
from ..rules.outlines import check_point, read_outline
from ..rules.plans import distance_km
from ..rules.programmes import LEVELS
from ..rules.savings import PROJECT_CHART

PEOPLE = ("chair", "treasurer", "secretary", "committee", "architect")


@dataclass(frozen=True)
class ProjectFacts:
    """What opens a project. people: (role, user name, name); a user name that exists gets the role beside its others."""

    code: str
    name_th: str
    programme: str
    area: str
    settlement: str
    tenure_now: str
    tenure_wanted: str
    units_planned: int
    started_on: date
    land_owner: str = ""
    story: str = ""
    people: Sequence[tuple[str, str, str]] = ()


@dataclass(frozen=True)
class OpenedProject:
    """The project and the one-time passwords of new users, shown once."""

    project: Project
    passwords: dict[str, str]


@transaction.atomic
def open_project(
    facts: ProjectFacts, actor: Actor, now: datetime, day: date, origin: Project | None = None
) -> OpenedProject:
    """A community begins. Errors: NOT_ALLOWED, NO_AREA, NO_PROGRAMME, BAD_CODE, CODE_TAKEN, NAME, FUTURE_DATE, UNITS, BAD_USERNAME."""
    area = Subdistrict.objects.select_related("district__province").filter(code=facts.area, valid_to=None).first()
    if area is None:
        raise Refused("NO_AREA", "ไม่มีตำบลนี้ในทะเบียนของรัฐ เลือกตำบลใหม่", "There is no such area.")
    programme = Programme.objects.filter(code=facts.programme).first()
    if programme is None:
        raise Refused("NO_PROGRAMME", "ไม่มีโครงการนี้ เลือกจากรายการ", "There is no such programme.")
    code = facts.code.strip().lower()
    if not (3 <= len(code) <= 40 and code.isascii() and code.replace("-", "").isalnum()):
        raise BadInput("BAD_CODE", "รหัสใช้ตัวอักษรอังกฤษเล็ก ตัวเลข และขีด 3 ถึง 40 ตัว", "Small letters, digits and dashes.")
    if len(facts.name_th.strip()) < 2 or facts.units_planned < 1:
        raise BadInput("NAME", "ใส่ชื่อชุมชน และจำนวนหน่วยที่จะทำอย่างน้อย 1", "Give the community's name and its units.")
    if facts.started_on > day:
        raise BadInput("FUTURE_DATE", "วันที่เริ่มยังมาไม่ถึง ตรวจปี พ.ศ.", "The day lies in the future.")
    organisation = Organisation(
        code=code, kind="housing", name_th=facts.name_th.strip()[:160], subdistrict=area, opened_on=facts.started_on
    )
    require(actor, "homes.open", organisation, day)
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError:
        raise Clash("CODE_TAKEN", f"รหัส {code} มีผู้ใช้แล้ว ตั้งรหัสอื่น", "This code is taken.") from None
    open_book(organisation.pk, chart=PROJECT_CHART)
    project = Project.objects.create(
        organisation=organisation, programme=programme, settlement=facts.settlement, tenure_now=facts.tenure_now,
        tenure_wanted=facts.tenure_wanted, land_owner=facts.land_owner.strip(), units_planned=facts.units_planned,
        started_on=facts.started_on, story=facts.story.strip(), origin=origin,
    )  # fmt: skip
    passwords = _people(organisation, facts, day)
    detail = {"code": code, "area": area.code, "programme": programme.code}
    record(actor.user_id, "project.open", organisation, f"project:{project.pk}", now, detail)
    return OpenedProject(project, passwords)


def _people(organisation: Organisation, facts: ProjectFacts, day: date) -> dict[str, str]:
    passwords = {}
    for role, username, name_th in facts.people:
        if role not in PEOPLE:
            raise BadInput("BAD_ROLE", "เลือกบทบาทของผู้ใช้ใหม่", "An unknown role.")
        user = User.objects.filter(username__iexact=username.strip()).first()
        if user is None:
            plain = plain_username(username)
            if not plain or not name_th.strip():
                raise BadInput(
                    "BAD_USERNAME", "ใส่ชื่อผู้ใช้ 3 ถึง 40 ตัว และชื่อ สกุล", "A user name of 3 to 40 letters, and a name."
                )
            user, passwords[plain] = new_user(plain, name_th.strip())
        grant(user, role, min(facts.started_on, day), organisation)
    return passwords


def locked(project: Project) -> Project:
    """The project's row, locked: whoever writes on one project queues here. Errors: ENDED."""
    row = Project.objects.select_for_update().get(pk=project.pk)
    row.organisation, row.programme = project.organisation, project.programme
    if row.state != "running":
        raise Refused("ENDED", "โครงการนี้จบไปแล้ว แก้ไม่ได้", "The project has ended.")
    return row


@transaction.atomic
def set_point(project: Project, actor: Actor, longitude: float, latitude: float, now: datetime, day: date) -> None:
    """Where the community lies; photographs of the works are measured from it, so it stays once one was a proof.

    Errors: NOT_ALLOWED, NOT_A_PLACE, OTHER_PROVINCE, PLACE_STAYS, ENDED.
    """
    require(actor, "homes.write", project.organisation, day)
    check_point(longitude, latitude, project.organisation.subdistrict_id[:2])
    row = locked(project)
    if row.longitude is not None and row.latitude is not None and row.instalments.filter(proofs__kind="photo").exists():
        raise_any(rules.check_moved(distance_km((row.longitude, row.latitude), (longitude, latitude))))
    row.longitude, row.latitude = longitude, latitude
    row.save(update_fields=["longitude", "latitude"])
    record(actor.user_id, "project.place", project.organisation, f"project:{project.pk}", now)


@transaction.atomic
def set_outline(project: Project, actor: Actor, text: bytes, now: datetime, day: date) -> None:
    """The outline from a GeoJSON file. Errors: NOT_ALLOWED, and those of rules.outlines.read_outline."""
    require(actor, "homes.write", project.organisation, day)
    outline = read_outline(text, project.organisation.subdistrict_id[:2])
    row = locked(project)
    row.outline, row.square_metres = outline.geojson(), outline.square_metres
    if row.longitude is None:
        row.longitude, row.latitude = outline.middle
    row.save(update_fields=["outline", "square_metres", "longitude", "latitude"])
    detail = {"rai": str(outline.rai)}
    record(actor.user_id, "project.outline", project.organisation, f"project:{project.pk}", now, detail)


@dataclass(frozen=True)
class MeetingFacts:
    """What a meeting was and decided."""

    kind: str
    day: date
    place_th: str
    topic: str
    invited: int
    present: int
    in_favour: int
    against: int
    resolution: str


@transaction.atomic
def add_meeting(
    project: Project, actor: Actor, facts: MeetingFacts, uid: uuid.UUID, now: datetime, day: date
) -> Meeting:
    """Minutes of a meeting; one key is one meeting. Errors: NOT_ALLOWED, VOTES, FUTURE_DATE, BEFORE_START, KEY_REUSED."""
    require(actor, "homes.write", project.organisation, day)
    row = locked(project)
    raise_any(rules.check_day(facts.day, row.started_on, day))
    if not (facts.in_favour + facts.against <= facts.present <= facts.invited):
        raise BadInput(
            "VOTES",
            "จำนวนไม่ตรงกัน: เห็นชอบรวมไม่เห็นชอบต้องไม่เกินผู้มา และผู้มาไม่เกินผู้มีสิทธิ",
            "The votes do not fit those present.",
        )
    before = Meeting.objects.filter(uid=uid).first()
    if before is not None:
        if before.project_id != row.pk or before.resolution != facts.resolution:
            raise Clash("KEY_REUSED", "แบบนี้ใช้บันทึกประชุมอื่นแล้ว เปิดหน้าใหม่", "This key was used for another meeting.")
        return before
    made = Meeting.objects.create(project=row, uid=uid, by_id=actor.user_id, at=now, **facts.__dict__)
    detail = {"number": made.present, "rows": made.invited}
    record(actor.user_id, "meeting.add", project.organisation, f"meeting:{made.pk}", now, detail)
    return made


@transaction.atomic
def say_word(
    project: Project, actor: Actor, verdict: str, note: str, decided_on: date, meeting_id: int | None,
    now: datetime, day: date,
) -> StepDecision:  # fmt: skip
    """The word of the level whose turn it is on the step where the project stands; the last yes moves it on.

    Errors: NOT_ALLOWED, NOT_YOUR_LEVEL, SAME_PERSON, MISSING_PAPERS, NO_REASON, NOT_CARRIED, STEP_DONE, MONEY_LEFT (it is the last
    step), ENDED, FUTURE_DATE.
    """
    require(actor, "homes.decide", project.organisation, day)
    row = locked(project)
    step = ProgrammeStep.objects.get(programme=row.programme_id, number=row.step_number)
    said = queries.said_on(row, step)
    level = rules.next_level(step.decides, said)
    if level is not None and not of_level(actor, level, project.organisation, day):
        raise Refused("NOT_YOUR_LEVEL", f"ขั้นนี้รอ{LEVELS[level]}ให้ความเห็น", f"It is the turn of {level}.")
    if verdict not in rules.VERDICTS:
        raise BadInput("VERDICT", "เลือกให้ผ่านหรือส่งกลับ", "Pass or return.")
    raise_any(rules.check_day(decided_on, row.started_on, day))
    missing = queries.missing_papers(row, step) if level == "community" else ()
    raise_any(rules.check_word(step.decides, said, actor.user_id, verdict, note, missing))
    if step.code == "plan" and verdict == "pass" and row.programme.way != "path" and not row.plans.exists():
        raise Refused(
            "NO_PLAN", "ยังไม่ได้ส่งแผนเงิน ใส่แหล่งเงินกับรายการใช้เงินให้เท่ากันแล้วส่งก่อน", "Send up the plan of money first."
        )
    meeting = Meeting.objects.filter(project=row, pk=meeting_id).first() if meeting_id else None
    if meeting is not None and verdict == "pass" and not meeting.carried:
        raise Refused(
            "NOT_CARRIED", "การประชุมนั้นไม่ครบองค์ประชุมหรือเสียงไม่เกินครึ่ง เลือกการประชุมอื่น", "That meeting did not carry it."
        )
    if verdict == "pass":
        _check_last(row, step, [*said, rules.Said(level or "", verdict, actor.user_id)])
    word = StepDecision.objects.create(
        project=row, step=step, level=level or "", verdict=verdict, decided_on=decided_on, note=note.strip()[:300],
        meeting=meeting, by_id=actor.user_id, at=now,
    )  # fmt: skip
    now_said = [*said, rules.Said(word.level, word.verdict, actor.user_id)]
    if rules.next_level(step.decides, now_said) is None:
        _go_on(row, step, decided_on)
    detail = {"number": step.number, "state": verdict}
    record(actor.user_id, f"step.{verdict}", project.organisation, f"project:{row.pk}", now, detail)
    return word


def of_level(actor: Actor, level: str, organisation: Organisation, day: date) -> bool:
    """May this person speak for the level?"""
    permission = rules.PERMISSION_OF[level]
    return may(actor, permission, organisation.pk, organisation.subdistrict_id, day)


def _check_last(row: Project, step: ProgrammeStep, said: Sequence[rules.Said]) -> None:
    """Nothing is paid, received or given back once a project is finished, so no money may lie in it."""
    last = not ProgrammeStep.objects.filter(programme=row.programme_id, number__gt=step.number).exists()
    if last and rules.next_level(step.decides, said) is None:
        raise_any(rules.check_money_left(queries.cash_of(row)))


def _go_on(row: Project, step: ProgrammeStep, day: date) -> None:
    following = ProgrammeStep.objects.filter(programme=row.programme_id, number__gt=step.number).first()
    if following is None:
        row.state, row.ended_on = "finished", day
    else:
        row.step_number = following.number
    row.save(update_fields=["state", "ended_on", "step_number"])


@transaction.atomic
def end_project(project: Project, actor: Actor, state: str, note: str, now: datetime, day: date) -> None:
    """Cancel, or hand over to another project, by an officer. Errors: NOT_ALLOWED, ENDED, NO_REASON, MONEY_LEFT, LOANS_LEFT."""
    require(actor, "homes.open", project.organisation, day)
    if state not in ("cancelled", "handed_over"):
        raise BadInput("STATE", "เลือกยกเลิกหรือส่งต่อ", "Cancel or hand over.")
    row = locked(project)
    raise_any(rules.check_ending(row.state, queries.cash_of(row), queries.loans_left(row), note))
    row.state, row.ended_on = state, day
    row.save(update_fields=["state", "ended_on"])
    organisation = row.organisation
    organisation.closed_on = day
    organisation.save(update_fields=["closed_on"])
    record(actor.user_id, f"project.{state}", organisation, f"project:{row.pk}", now, {"reason": note.strip()[:200]})
