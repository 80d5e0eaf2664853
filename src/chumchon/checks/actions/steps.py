"""What people do with a finding: ask the fund, answer, note, confirm, resolve, dismiss. Each is a step that stays."""

from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.models import Grant
from chumchon.access.rules import Actor
from chumchon.access.walls import whole_nation
from chumchon.funds.models import Member
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Refused

from ..models import WAITING, Finding, FindingStep
from ..queries.evidence import households_of, persons_of
from ..rules.steps import DECISIONS, NEXT

DECIDE, ANSWER = "findings.decide", "findings.answer"
MOST_LETTERS = 1000


@transaction.atomic
def take(
    finding_id: int, actor: Actor, kind: str, text: str, seen_step: int, now: datetime, day: date
) -> FindingStep:  # fmt: skip
    """One step. kind: ask, note, confirm, resolve, dismiss (findings.decide) or answer (findings.answer).

    seen_step: id of the newest step that the page showed (0: none), so that two officers at once are told.
    Errors: NOT_ALLOWED, OWN_FINDING, NO_FINDING, NO_STEP, NO_WORDS, SETTLED, FINDING_MOVED (Clash).
    """
    finding = (
        Finding.objects.select_for_update(of=("self",))
        .select_related("organisation", "check_of")
        .filter(pk=finding_id)
        .first()
    )
    if finding is None:
        raise Refused("NO_FINDING", "ไม่พบข้อค้นพบนี้ เปิดรายการใหม่", "No such finding.")
    require(actor, ANSWER if kind == "answer" else DECIDE, finding.organisation, day)
    if kind not in NEXT:
        raise BadInput("NO_STEP", "เลือกสิ่งที่จะทำจากรายการ", f"No step {kind}.")
    if kind in DECISIONS:
        _not_their_own(finding, actor)
    newest = FindingStep.objects.filter(finding=finding).order_by("-id").values_list("id", flat=True).first() or 0
    if newest != seen_step:
        raise Clash(
            "FINDING_MOVED", "มีคนทำข้อนี้ไปแล้วเมื่อครู่ อ่านสิ่งที่เพิ่งบันทึก แล้วทำต่อถ้ายังจำเป็น",
            "Somebody took a step meanwhile; read it first.",
        )  # fmt: skip
    if finding.state not in WAITING and kind != "note":
        raise Refused("SETTLED", "ข้อนี้ปิดแล้ว บันทึกเพิ่มได้อย่างเดียว", "The finding is settled; only a note can be added.")
    words = " ".join(text.split())
    if not words:
        raise BadInput("NO_WORDS", "เขียนสั้น ๆ ว่าเพราะอะไร หรืออยากให้กองทุนดูอะไร", "Say why, or what you ask.")
    if len(words) > MOST_LETTERS:
        raise BadInput("TOO_LONG", f"เขียนได้ไม่เกิน {MOST_LETTERS:,} ตัวอักษร", f"At most {MOST_LETTERS} letters.")
    made = FindingStep.objects.create(finding=finding, kind=kind, actor_id=actor.user_id, text=words, at=now)
    after = NEXT[kind]
    if after and after != finding.state:
        finding.state = after
        finding.save(update_fields=["state"])
    detail = {"number": finding.pk, "check": finding.check_of_id}
    record(actor.user_id, f"finding.{kind}", finding.organisation, f"finding:{finding.pk}", now, detail)
    return made


def is_their_own(finding: Finding, actor: Actor) -> bool:
    """Is the finding about this person, their house, what they signed, or a fund whose office they hold?"""
    if ["user", actor.user_id] in finding.evidence:
        return True
    if (
        Grant.objects.filter(user_id=actor.user_id, organisation_id=finding.organisation_id)
        .exclude(role="member")
        .exists()
    ):
        return True
    with whole_nation():  # they may be a member anywhere
        mine = list(Member.objects.filter(user_id=actor.user_id).values_list("person_id", "person__household_id"))
        persons, houses = {p for p, _ in mine}, {h for _, h in mine if h is not None}
        return bool(persons & persons_of(finding) or houses & households_of(finding))


def _not_their_own(finding: Finding, actor: Actor) -> None:
    if is_their_own(finding, actor):
        raise NotAllowed(
            "OWN_FINDING", "ข้อนี้เกี่ยวกับคุณ คนในบ้าน หรือกองทุนที่คุณทำงานอยู่ ให้เจ้าหน้าที่คนอื่นตัดสิน",
            "The finding is about you, your house or your own fund; another officer decides.",
        )  # fmt: skip
