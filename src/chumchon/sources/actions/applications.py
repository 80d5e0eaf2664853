"""A body writes an application, puts papers in, sends it while the call is open, or takes it back."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from chumchon.access.actions import record, require
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor
from chumchon.councils.models import Group
from chumchon.paper import vault
from chumchon.paper.scans import Paper
from chumchon.thai.errors import BadInput, Clash, Refused

from ..models import Application, ApplicationPaper, ApplicationStep, Call
from ..queries.applications import groups_of
from ..queries.areas import area_names
from ..queries.facts import facts_of_applicant, frozen
from ..queries.papers import Made, held
from ..rules.calls import AskFacts, check_ask, need_open
from ..rules.conditions import Met, fits, judge, parse
from ..rules.papers import OWN
from .common import locked, reason_of

FOLDER = KEY = "sources"
MOST_PAPERS = 12


class NotFit(Refused):
    """Conditions that do not hold, all of them at once. met: every condition with what is known."""

    def __init__(self, met: Sequence[Met]) -> None:
        failing = " · ".join(f"{m.words} ({m.reason})" for m in met if not m.holds)
        super().__init__("NOT_FIT", f"ยังไม่เข้าเกณฑ์: {failing}", "Some conditions do not hold.")
        self.met = list(met)


@transaction.atomic
def write(
    body: Organisation, call_id: int, group_id: int | None, facts: AskFacts, actor: Actor, key: uuid.UUID, now: datetime,
    day: date,
) -> Application:  # fmt: skip
    """A draft, which may be written before the call opens. The same key sent twice is one.

    Errors: NOT_ALLOWED, NO_CALL, NO_GROUP, TWICE (one is there already, with its number), OUTSIDE, those of need_open for a
    call that is over, those of check_ask.
    """
    require(actor, "sources.apply", body, day)
    call = locked(call_id)
    before = Application.objects.filter(uid=key).first()
    if before is not None:
        if before.organisation_id != body.pk or before.call_id != call.pk:
            raise Clash("OTHER_BODY", "แบบนี้ส่งไปแล้วที่อื่น เปิดแบบใหม่", "This form was sent for something else.")
        return before
    if call.state == "draft":
        raise Refused("NO_CALL", "ไม่พบแหล่งทุนนี้ เลือกจากรายการ", "There is no such call.")
    if day > call.closes_on or call.state != "open":
        need_open(call.state, min(call.opens_on, day), call.closes_on, day)
    if not body.subdistrict_id.startswith(call.area):
        raise Refused("OUTSIDE", "แหล่งทุนนี้รับเฉพาะพื้นที่อื่น", "The call is for another area.")
    group = _group(body, group_id)
    other = (
        Application.objects.filter(call=call, group=group)
        if group
        else call.applications.filter(organisation=body, group=None)
    )
    there = other.exclude(state="withdrawn").first()
    if there is not None:
        raise _twice(there)
    check_ask(facts, call.least_satang, call.most_satang)
    made = Application(call=call, organisation=body, group=group, uid=key, by_id=actor.user_id, at=now)
    _write(made, facts)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:  # the database keeps one application a body and call, whoever was quicker
        raise _twice(other.exclude(state="withdrawn").get()) from None
    record(actor.user_id, "application.write", body, f"application:{made.pk}", now)
    return made


def _twice(there: Application) -> Clash:
    number = f"เลขที่ {there.number} " if there.number else ""
    return Clash(
        "TWICE", f"ยื่นแหล่งทุนนี้แล้ว คำขอ{number}อยู่ในสถานะ “{there.get_state_display()}” เปิดคำขอเดิมแทนการยื่นใหม่",
        "An application to this call is there already.",
    )  # fmt: skip


def _group(body: Organisation, group_id: int | None) -> Group | None:
    if group_id is None:
        return None
    found = next((g for g in groups_of(body) if g.pk == group_id), None)
    if found is None:
        raise Refused("NO_GROUP", "เลือกองค์กรจากทะเบียนของสภา", "Choose an organisation of the council's register.")
    return found


def _write(row: Application, facts: AskFacts) -> None:
    row.title, row.text = " ".join(facts.title.split())[:160], facts.text.strip()
    row.asked_satang, row.people = facts.asked_satang, facts.people


@transaction.atomic
def mend(
    body: Organisation, application_id: int, facts: AskFacts, actor: Actor, now: datetime, day: date
) -> Application:
    """A draft is changed. Errors: NOT_ALLOWED, NO_APPLICATION, NOT_DRAFT, those of check_ask."""
    require(actor, "sources.apply", body, day)
    row = lock_application(body, application_id, "draft")
    check_ask(facts, row.call.least_satang, row.call.most_satang)
    _write(row, facts)
    row.save()
    record(actor.user_id, "application.write", body, f"application:{row.pk}", now)
    return row


def lock_application(body: Organisation, application_id: int, *states: str) -> Application:
    """The body's application, locked after its call. Errors: NO_APPLICATION, NOT_DRAFT."""
    rows = Application.objects.select_related("call", "group", "organisation__subdistrict")
    found = rows.filter(organisation=body, pk=application_id).first()
    if found is None:
        raise Refused("NO_APPLICATION", "ไม่พบคำขอนี้ เลือกจากรายการ", "There is no such application here.")
    call = locked(found.call_id)
    row = Application.objects.select_for_update(of=("self",)).select_related("group", "organisation").get(pk=found.pk)
    row.call = call
    if row.state not in states:
        words = f"เลขที่ {row.number} " if row.number else ""
        raise Refused(
            "NOT_DRAFT",
            f"คำขอ{words}อยู่ในสถานะ “{row.get_state_display()}” แล้ว ทำขั้นนี้อีกไม่ได้ เปิดหน้าใหม่",
            f"It is {row.state}.",
        )
    return row


@transaction.atomic
def add_paper(
    body: Organisation, application_id: int, label: str, paper: Paper, actor: Actor, now: datetime, day: date
) -> None:
    """A paper that the applicant brings along, made harmless before. Errors: NOT_ALLOWED, NO_APPLICATION, NOT_DRAFT, TOO_MANY, NO_LABEL."""
    require(actor, "sources.apply", body, day)
    row = lock_application(body, application_id, "draft")
    if row.papers.count() >= MOST_PAPERS:
        raise BadInput("TOO_MANY", f"แนบได้ไม่เกิน {MOST_PAPERS} ไฟล์", "Too many papers.")
    words = " ".join(label.split())[:160]
    if len(words) < 3:
        raise BadInput("NO_LABEL", "บอกว่าเป็นเอกสารอะไร", "Say what the paper is.")
    _keep(row, OWN, words, paper.mime, paper.content, paper.pages, actor, now)
    record(actor.user_id, "application.paper", body, f"application:{row.pk}", now)


def _keep(
    row: Application, kind: str, label: str, mime: str, content: bytes, pages: int, actor: Actor, now: datetime
) -> None:
    uid = uuid.uuid4()
    file_name, digest = vault.keep(FOLDER, KEY, uid.bytes, content)
    ApplicationPaper.objects.create(
        application=row, uid=uid, kind=kind, label=label, file_name=file_name, sha256=digest, mime=mime, pages=pages,
        by_id=actor.user_id, at=now,
    )  # fmt: skip


@transaction.atomic
def send(
    body: Organisation, application_id: int, papers: Sequence[Made], actor: Actor, now: datetime, day: date
) -> Application:
    """The draft goes to whoever decides, with its number and everything as it stands now. Sent twice is once.

    papers: those of the house (queries.papers.make), made before so that nothing slow holds the call.
    Errors: NOT_ALLOWED, NO_APPLICATION, NOT_DRAFT, those of need_open (LATE, CALL_CLOSED, CALL_CANCELLED, NOT_OPEN_YET),
    NotFit (every condition that fails), MISSING_PAPERS (every paper that is missing), those of check_ask.
    """
    require(actor, "sources.apply", body, day)
    sent = Application.objects.filter(organisation=body, pk=application_id, state="sent").first()
    if sent is not None:
        return sent
    row = lock_application(body, application_id, "draft", "sent")
    if row.state == "sent":  # the other touch was quicker
        return row
    call = row.call
    need_open(call.state, call.opens_on, call.closes_on, day)
    check_ask(AskFacts(row.title, row.text, row.asked_satang, row.people), call.least_satang, call.most_satang)
    conditions, facts = parse(call.conditions), facts_of_applicant(body, row.group, day)
    met = judge(conditions, facts, area_names(conditions))
    if not fits(met):
        raise NotFit(met)
    _need_papers(row, call, papers)
    row.number, call.next_number = call.next_number, call.next_number + 1
    call.save(update_fields=["next_number"])
    row.state, row.sent_at, row.sent_by_id = "sent", now, actor.user_id
    row.frozen = {"facts": frozen(facts), "met": [[m.words, m.holds] for m in met]}
    row.save()
    for paper in papers:
        _keep(row, paper.kind, paper.label, "application/pdf", paper.content, 1, actor, now)
    _step(row, "sent", "", 0, actor, now)
    detail = {"number": row.number}
    record(actor.user_id, "application.send", body, f"application:{row.pk}", now, detail)
    return row


def _need_papers(row: Application, call: Call, papers: Sequence[Made]) -> None:
    brought = {p.kind for p in papers}
    missing = [h for h in held(call.papers, row.organisation, row.group) if h.kind not in brought]
    if missing:
        words = " · ".join(f"{h.name_th} ({h.words})" for h in missing)
        raise Refused("MISSING_PAPERS", f"ยังขาดเอกสาร: {words}", "Some papers are missing.")


@transaction.atomic
def withdraw(
    body: Organisation, application_id: int, reason: str, actor: Actor, now: datetime, day: date
) -> Application:
    """Taken back before the result; a new one may be written while the call is open. Errors: NOT_ALLOWED, NO_APPLICATION, NOT_DRAFT, NO_REASON."""
    require(actor, "sources.apply", body, day)
    row = lock_application(body, application_id, "draft", "sent")
    row.state, row.reason = "withdrawn", reason_of(reason)
    row.save(update_fields=["state", "reason"])
    _step(row, "withdrawn", row.reason, 0, actor, now)
    record(actor.user_id, "application.withdraw", body, f"application:{row.pk}", now, {"reason": row.reason})
    return row


def _step(row: Application, kind: str, note: str, satang: int, actor: Actor, now: datetime) -> None:
    ApplicationStep.objects.create(
        application=row, kind=kind, note=note, satang=satang, by_id=actor.user_id, at=now
    )  # fmt: skip


def read_paper(paper: ApplicationPaper, actor: Actor, organisation: Organisation | None, now: datetime) -> bytes:
    """A paper; the reading is written down. Whoever calls has asked whether the actor may. Errors: NO_FILE, BROKEN_FILE."""
    content = vault.read(FOLDER, KEY, paper.uid.bytes, paper.file_name, paper.sha256)
    record(actor.user_id, "application.read_paper", organisation, f"application:{paper.application_id}", now)
    return content
