"""Visits, from the form or from a phone's queue, each through the same door; and which of two counts."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.people.actions import find_or_create_household, house_number
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Plain, Refused

from ..models import Passbook, Register, Visit
from ..queries import questions
from ..queries.sealed import digest, seal
from ..rules import visits as rules
from ..rules.questions import QuestionSet
from .common import locked_passbook, locked_register, need_own_village
from .consents import forget, say
from .plans import aims_of_a_visit

OLDER_TH = "บันทึกแล้ว เป็นการเยี่ยมก่อนครั้งล่าสุดของบ้านนี้ จึงเก็บไว้ในประวัติ"
DOUBLE_TH = "บันทึกแล้ว แต่มีคนอื่นเยี่ยมบ้านนี้ในสัปดาห์เดียวกัน ผู้ดูแลจะเลือกว่านับครั้งไหน"
OLDER_WORD_TH = "บันทึกแล้ว แต่ครอบครัวยินยอมในวันหลังจากนี้ จึงยึดคำล่าสุด"


@dataclass(frozen=True)
class Kept:
    """What became of a visit: the passbook, whether it is new, and a code and sentence where it is not simply the newest."""

    passbook: Passbook
    new: bool = True
    code: str = ""
    th: str = ""


@dataclass(frozen=True)
class Answer:
    """What became of one entry of a phone: accepted, already, conflict or rejected; a sentence where there is one to say.

    drop: the phone forgets its copy though it was not kept, since the family took its word back.
    """

    status: str
    code: str = ""
    th: str = ""
    drop: bool = False


@transaction.atomic
def keep_visit(register: Register, actor: Actor, entry: rules.VisitEntry, now: datetime, day: date) -> Kept:
    """Keep a visit, or the family's no. The id sent again with the same content is the visit that was kept.

    Errors: NOT_ALLOWED, ID_REUSED, OTHER_VILLAGE, rules.visits.check_entry, check_word (nothing is kept).
    """
    row = locked_register(register, actor, "households.visit", day)
    ahead = entry.at > now + rules.SKEW
    entry = replace(entry, at=min(entry.at, now))  # a phone's clock that runs ahead
    there = Visit.objects.filter(uid=entry.uid).select_related("passbook").first()
    if there is not None:
        if there.passbook.register_id != row.pk or there.digest != digest(entry.content()):
            raise Clash(
                "ID_REUSED", "รายการนี้เคยส่งแล้วด้วยข้อมูลอื่น เปิดหน้าเยี่ยมบ้านใหม่", "This id was sent with another content."
            )
        return Kept(there.passbook, False)
    villages = {v.number: v for v in row.organisation.subdistrict.villages.all()}
    asked = questions.version(entry.questions)
    rules.check_entry(entry, asked, villages, day)
    village = villages[entry.village]
    need_own_village(row, actor, village.pk, day)
    known = Passbook.objects.select_for_update(of=("self",)).filter(
        register=row, household__village=village, household__house_no=house_number(entry.house_no)
    )
    passbook = known.first()
    word = rules.Word(passbook.state, passbook.state_at) if passbook else None
    rules.check_clock(word, entry, ahead)
    rules.check_word(word, entry)
    if passbook is None:
        household = find_or_create_household(village, entry.house_no)
        passbook = Passbook.objects.create(
            register=row, household=household, state="open" if entry.consent else "refused", state_at=entry.at
        )
        say(passbook, "given" if entry.consent else "refused", actor, now, day)
        record(actor.user_id, _verb(entry), row.organisation, f"passbook:{passbook.pk}", now)
        return _visited(passbook, asked, actor, entry, now, day) if entry.consent and asked else Kept(passbook)
    if not entry.consent:
        return _no(passbook, actor, entry, now, day)
    if passbook.state != "open":  # the family changed its mind
        say(passbook, "given", actor, now, day)
    passbook.state, passbook.state_at = "open", max(passbook.state_at, entry.at)
    passbook.save(update_fields=["state", "state_at"])
    record(actor.user_id, _verb(entry), row.organisation, f"passbook:{passbook.pk}", now)
    assert asked is not None  # noqa: S101 - check_entry refused it
    return _visited(passbook, asked, actor, entry, now, day)


def _verb(entry: rules.VisitEntry) -> str:
    return "household.visit" if entry.consent else "household.refuse"


def _no(passbook: Passbook, actor: Actor, entry: rules.VisitEntry, now: datetime, day: date) -> Kept:
    """The family's no: what was kept goes, unless the family said yes after this no was heard."""
    if passbook.state != "open" and passbook.state_at >= entry.at:
        return Kept(passbook, False)
    if passbook.state == "open" and passbook.state_at > entry.at:
        say(passbook, "refused", actor, now, day)
        return Kept(passbook, True, "OLDER_WORD", OLDER_WORD_TH)
    say(passbook, "withdrawn" if passbook.state == "open" else "refused", actor, now, day)
    forget(passbook, "refused", entry.at)
    record(actor.user_id, "household.refuse", passbook.register.organisation, f"passbook:{passbook.pk}", now)
    return Kept(passbook)


def _visited(
    passbook: Passbook, asked: QuestionSet, actor: Actor, entry: rules.VisitEntry, now: datetime, day: date
) -> Kept:
    others = [
        rules.Other(on, by) for on, by in passbook.visits.filter(state="counted").values_list("visited_on", "by_id")
    ]
    double = rules.is_double(others, entry.visited_on, actor.user_id, asked.need.double_days)
    visit = Visit.objects.create(
        passbook=passbook, uid=entry.uid, questions=asked.version, visited_on=entry.visited_on, said_at=entry.at,
        by_id=actor.user_id, device=entry.device[:60], state="double" if double else "counted",
        sealed=seal(entry.uid, entry.sealed()), digest=digest(entry.content()), arrived_at=now,
    )  # fmt: skip
    if double:
        return Kept(passbook, True, "DOUBLE", DOUBLE_TH)
    set_newest(passbook)
    if passbook.newest_id != visit.pk:
        return Kept(passbook, True, "OLDER", OLDER_TH)
    aims_of_a_visit(passbook, entry.aims, actor, now, entry.visited_on)
    return Kept(passbook)


def set_newest(passbook: Passbook) -> None:
    """The two last visits that count, by the day they were made, whenever they came; and when to come again."""
    last = list(passbook.visits.filter(state="counted").order_by("-visited_on", "-said_at", "-id")[:2])
    passbook.newest, passbook.before = (*last, None, None)[:2]
    passbook.revisit_on = None
    if last:
        asked = questions.version(last[0].questions) or questions.on(last[0].visited_on)
        passbook.revisit_on = last[0].visited_on + timedelta(days=asked.need.revisit_days)
    passbook.save(update_fields=["newest", "before", "revisit_on"])


@transaction.atomic
def settle_double(
    register: Register, visit_id: int, actor: Actor, counts: bool, now: datetime, day: date
) -> Visit:  # fmt: skip
    """A person says whether the second visit counts as well; the one that does not is kept and stands apart.

    Errors: NOT_ALLOWED, NO_VISIT, those of locked_passbook.
    """
    require(actor, "households.settle", register.organisation, day)
    found = Visit.objects.filter(passbook__register=register, pk=visit_id).first()
    if found is None:
        raise Refused("NO_VISIT", "ไม่พบการเยี่ยมนี้ เปิดรายการใหม่", "No such visit.")
    passbook = locked_passbook(register, found.passbook_id, actor, "households.settle", day)
    visit = Visit.objects.select_for_update().get(pk=visit_id)
    if visit.state != "double":
        raise Clash("SETTLED", "มีคนตัดสินการเยี่ยมนี้แล้ว เปิดรายการใหม่", "Somebody settled this already.")
    visit.state = "counted" if counts else "set_aside"
    visit.save(update_fields=["state"])
    set_newest(passbook)
    record(actor.user_id, "household.settle", register.organisation, f"passbook:{passbook.pk}", now)
    return visit


def accept(
    register: Register, actor: Actor, entries: Sequence[rules.VisitEntry | BadInput], now: datetime, day: date
) -> list[Answer]:
    """One answer an entry, in their order; what was kept stays kept when a later one fails. Errors: NOT_ALLOWED."""
    require(actor, "households.visit", register.organisation, day)
    return [_answer(register, actor, entry, now, day) for entry in entries]


def _answer(
    register: Register, actor: Actor, entry: rules.VisitEntry | BadInput, now: datetime, day: date
) -> Answer:  # fmt: skip
    if isinstance(entry, BadInput):
        return Answer("rejected", entry.code, entry.th)
    try:
        kept = keep_visit(register, actor, entry, now, day)
    except NotAllowed:
        raise
    except Clash as clash:
        return Answer("conflict", clash.code, clash.th)
    except Plain as refused:
        return Answer("rejected", refused.code, refused.th, refused.code in ("REFUSED", "ERASED"))
    return Answer("accepted" if kept.new else "already", kept.code, kept.th)


def new_uid() -> uuid.UUID:
    """The name of a visit that is typed at a desk."""
    return uuid.uuid4()
