"""Referrals: sent on with the family's consent, taken by somebody, opened as a claim or a survey, and back with a result."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor
from chumchon.funds.actions import claims
from chumchon.funds.models import Claim, Fund, Member
from chumchon.funds.rules.claims import Event
from chumchon.homes.actions.survey import survey_house
from chumchon.homes.models import Project, SurveyedHouse
from chumchon.homes.rules.survey import HouseEntry
from chumchon.leaders.actions import trainings
from chumchon.leaders.models import Trainee
from chumchon.leaders.rules.trainings import names_of
from chumchon.thai.errors import BadInput, Clash, Refused

from ..models import Passbook, Referral, Register
from ..queries import targets
from ..queries.sealed import opened, seal
from ..rules.referrals import KINDS, OPEN, RESULTS
from .common import locked_passbook, locked_register, need_own_village, stale

TAKERS = {"claim": "claims.enter", "repair": "homes.survey", "training": "leaders.learners"}
AT_A_BODY = ("claim", "repair")
"""Kinds that always go to a body of the tambon; a training goes to one, or by word to somebody outside."""
"""What the person who takes it needs, in the organisation that it goes to."""


@dataclass(frozen=True)
class ReferralFacts:
    """What is sent on. to: the fund or project (claim, repair), a training with who wants to learn, or, for others, words;
    agreed: the family said yes to this one."""

    kind: str
    words: str
    due_on: date
    agreed: bool
    organisation_id: int | None = None
    member_id: int | None = None
    to_words: str = ""
    aim: str = ""
    own: bool = False
    training_id: int | None = None
    learner: str = ""


@transaction.atomic
def send(
    register: Register, pass_id: int, actor: Actor, facts: ReferralFacts, key: uuid.UUID, now: datetime, day: date
) -> Referral:
    """Sent once with one key. With `own` the visitor is its owner from the beginning (an agency by word).

    Errors: NOT_ALLOWED, NO_PASSBOOK, NOT_OPEN, NOT_AGREED, NO_WORDS, CHOICE, NO_TARGET, NO_MEMBER, DUE, KEY_REUSED.
    """
    row = locked_register(register, actor, "households.refer", day)
    passbook = locked_passbook(register, pass_id, actor, "households.refer", day)
    there = Referral.objects.filter(uid=key).first()
    if there is not None:
        if there.passbook_id != passbook.pk:
            raise Clash("KEY_REUSED", "หน้านี้ใช้ส่งเรื่องอื่นไปแล้ว เปิดหน้าใหม่", "This key was used for another household.")
        return there
    said, taker = _checked(register, passbook, facts, day)
    row.last_referral += 1
    row.save(update_fields=["last_referral"])
    own = facts.own and taker is None
    made = Referral.objects.create(
        register=row, passbook=passbook, uid=key, number=row.last_referral, kind=facts.kind,
        organisation_id=taker,
        member_id=facts.member_id if facts.kind == "claim" else None, state="taken" if own else "waiting",
        owner_id=actor.user_id if own else None, made_on=day, due_on=facts.due_on, sealed=seal(key, said), by_id=actor.user_id, at=now,
    )  # fmt: skip
    record(actor.user_id, "referral.send", row.organisation, f"referral:{made.pk}", now, {"number": made.number})
    return made


def _checked(
    register: Register, passbook: Passbook, facts: ReferralFacts, day: date
) -> tuple[dict[str, object], int | None]:  # fmt: skip
    """What the other side gets to read, and nothing more of the passbook; and the body that takes it, where there is one."""
    words, to = " ".join(facts.words.split())[:300], " ".join(facts.to_words.split())[:160]
    by_word = facts.kind not in AT_A_BODY and facts.training_id is None
    for fails, code, th, en in (
        (not facts.agreed, "NOT_AGREED", "ต้องให้ครอบครัวยินยอมก่อนส่งเรื่องต่อ ถามแล้วทำเครื่องหมาย", "The family must agree."),
        (facts.kind not in KINDS, "CHOICE", "เลือกว่าส่งเรื่องอะไร", "Choose what is sent."),
        (not words, "NO_WORDS", "บอกสั้น ๆ ว่าต้องการอะไร", "Say what is asked for."),
        (facts.due_on < day, "DUE", "วันครบกำหนดต้องไม่ก่อนวันนี้", "The due day lies behind."),
        (by_word and not to, "NO_TARGET", "บอกว่าส่งถึงใครหรือหน่วยงานใด", "Say to whom it goes."),
    ):
        if fails:
            raise BadInput(code, th, en)
    house = passbook.household
    said: dict[str, object] = {
        "words": words, "to": to, "aim": facts.aim, "house": f"บ้านเลขที่ {house.house_no} {house.village.label}",
    }  # fmt: skip
    if by_word:
        return said, None
    if facts.kind in AT_A_BODY:
        more, taker = _body(register, passbook, facts)
    else:
        more, taker = _training(register, facts, day)
    return {**said, **more}, taker


def _body(register: Register, passbook: Passbook, facts: ReferralFacts) -> tuple[dict[str, object], int]:
    """The fund with its member, or the project with the house. How many live there, and how they fare, the project asks itself."""
    house = passbook.household
    target = next(
        (t for t in targets.of(register.organisation.subdistrict_id, facts.kind) if t.pk == facts.organisation_id), None
    )
    if target is None:
        raise BadInput("NO_TARGET", "เลือกกองทุนหรือโครงการในตำบลนี้", "Choose a fund or project of this tambon.")
    if facts.kind == "repair":
        seen = opened(passbook.newest.uid, passbook.newest.sealed) if passbook.newest else {}
        return {
            "to": target.name_th, "village": house.village.number, "house_no": house.house_no, "head": seen.get("head", ""),
        }, target.pk  # fmt: skip
    member = next((m for m in targets.members(house.pk, facts.organisation_id) if m.pk == facts.member_id), None)
    if member is None:
        raise BadInput("NO_MEMBER", "เลือกสมาชิกกองทุนที่อยู่ในบ้านนี้", "Choose a member of the fund who lives here.")
    return {"to": target.name_th, "member": member.person.name}, target.pk


def _training(register: Register, facts: ReferralFacts, day: date) -> tuple[dict[str, object], int]:
    """A training of a body of the tambon whose list is still open, and who wants to learn."""
    learner = " ".join(facts.learner.split())[:160]
    found = next(
        (t for t in targets.trainings(register.organisation.subdistrict_id, day) if t.pk == facts.training_id), None
    )
    if found is None:
        raise BadInput("NO_TRAINING", "การอบรมนี้ไม่เปิดรับแล้ว เลือกใหม่", "The training takes nobody any more.")
    if " " not in learner:
        raise BadInput("NO_LEARNER", "ใส่ชื่อและนามสกุลของคนที่อยากเรียน", "Give name and surname of who wants to learn.")
    return {
        "to": f"{found.title} ({found.organisation.name_th})",
        "learner": learner,
        "training": found.pk,
    }, found.organisation_id


def _locked(referral_id: int, seen: int | None = None) -> Referral:
    """The referral, for this transaction alone. Errors: NO_REFERRAL, STALE, ENDED."""
    row = Referral.objects.select_for_update(of=("self",)).filter(pk=referral_id).first()
    if row is None:
        raise Refused("NO_REFERRAL", "ไม่พบเรื่องส่งต่อนี้ เปิดรายการใหม่", "No such referral.")
    if seen is not None:
        stale(row.step, seen)
    if row.state not in OPEN:
        raise Clash("ENDED", "เรื่องนี้จบแล้ว เปิดหน้าใหม่เพื่อดูผล", "This referral has ended.")
    return row


def _may_take(row: Referral, actor: Actor, organisation: Organisation, day: date) -> None:
    """Whoever works in the organisation that it goes to; others go to the register's own people. Errors: NOT_ALLOWED, NO_REFERRAL."""
    if row.organisation_id is not None:
        if row.organisation_id != organisation.pk:
            raise Refused("NO_REFERRAL", "เรื่องนี้ไม่ได้ส่งมาที่นี่", "This referral was not sent here.")
        require(actor, TAKERS[row.kind], organisation, day)
        return
    if row.register_id != Register.objects.get(organisation=organisation).pk:
        raise Refused("NO_REFERRAL", "เรื่องนี้ไม่ได้ส่งมาที่นี่", "This referral was not sent here.")
    require(actor, "households.refer", organisation, day)
    need_own_village(row.register, actor, row.passbook.household.village_id, day)


@transaction.atomic
def take(
    organisation: Organisation, referral_id: int, actor: Actor, seen: int, now: datetime, day: date
) -> Referral:  # fmt: skip
    """Somebody takes it, or takes it over from the one who had it. Errors: NO_REFERRAL, STALE, ENDED, NOT_ALLOWED."""
    row = _locked(referral_id, seen)
    _may_take(row, actor, organisation, day)
    _taken(row, actor)
    row.save(update_fields=["state", "owner", "step"])
    record(actor.user_id, "referral.take", organisation, f"referral:{row.pk}", now, {"number": row.number})
    return row


def _taken(row: Referral, actor: Actor) -> None:
    row.state, row.owner_id, row.step = "taken", actor.user_id, row.step + 1


@transaction.atomic
def open_claim(
    fund: Fund, referral_id: int, actor: Actor, event: Event, receiver: str, seen_papers: Sequence[str], key: uuid.UUID,
    now: datetime, day: date,
) -> Claim:  # fmt: skip
    """The fund opens the claim that was asked for; papers may come later (รอหลักฐาน). Whoever opens it is the owner.

    Errors: as take, CLAIM_THERE, those of funds.actions.claims.enter.
    """
    row = _locked(referral_id)
    _may_take(row, actor, fund.organisation, day)
    if row.claim_id is not None:
        raise Clash("CLAIM_THERE", "เรื่องนี้เปิดคำขอแล้ว เปิดดูคำขอเดิม", "The claim was opened already.")
    member = Member.objects.filter(fund=fund, pk=row.member_id or 0).first()
    if member is None:
        raise Refused("NO_MEMBER", "สมาชิกคนนี้ไม่อยู่ในกองทุนแล้ว ส่งเรื่องกลับ", "The member is no longer in the fund.")
    claim = claims.enter(fund, actor, member, event, receiver, seen_papers, key, now, day)[0]
    _taken(row, actor)
    row.claim = claim
    row.save(update_fields=["state", "owner", "step", "claim"])
    record(actor.user_id, "referral.open", fund.organisation, f"referral:{row.pk}", now, {"number": claim.label})
    return claim


@transaction.atomic
def open_repair(
    project: Project, referral_id: int, actor: Actor, entry: HouseEntry, now: datetime, day: date
) -> SurveyedHouse:
    """The project surveys the house, so that it stands on its list; a house that stands there already is taken as it is.

    Errors: as take, HOUSE_LISTED, those of homes.actions.survey.survey_house.
    """
    row = _locked(referral_id)
    _may_take(row, actor, project.organisation, day)
    if row.house_id is not None:
        raise Clash("HOUSE_LISTED", "เรื่องนี้อยู่ในรายชื่อบ้านของโครงการแล้ว", "The house stands on the list already.")
    house = SurveyedHouse.objects.filter(
        project=project, household__village__number=entry.village, household__house_no=entry.house_no
    ).first()
    if house is None:
        house, _ = survey_house(project, actor, entry, now, day)
    _taken(row, actor)
    row.house = house
    row.save(update_fields=["state", "owner", "step", "house"])
    record(actor.user_id, "referral.open", project.organisation, f"referral:{row.pk}", now, {"number": row.number})
    return house


@transaction.atomic
def open_seat(
    organisation: Organisation, referral_id: int, actor: Actor, training_id: int, name: str, now: datetime, day: date
) -> Trainee:
    """The body puts who wants to learn on the list of a training; whoever stands there already keeps that one line.

    Errors: as take, SEAT_THERE, those of leaders.actions.trainings.enlist.
    """
    row = _locked(referral_id)
    _may_take(row, actor, organisation, day)
    if row.trainee_id is not None and Trainee.objects.filter(pk=row.trainee_id).exists():
        raise Clash("SEAT_THERE", "เรื่องนี้อยู่ในใบรายชื่ออบรมแล้ว", "There is a seat already.")
    trainings.enlist(organisation, training_id, [], name, actor, now, day)
    one = names_of(name)[0]
    trainee = Trainee.objects.filter(
        training=training_id, leader__person__first_name=one.first_name, leader__person__surname=one.surname
    ).latest("id")
    _taken(row, actor)
    row.trainee = trainee
    row.save(update_fields=["state", "owner", "step", "trainee"])
    record(actor.user_id, "referral.open", organisation, f"referral:{row.pk}", now, {"number": row.number})
    return trainee


@transaction.atomic
def bring_back(
    organisation: Organisation, referral_id: int, actor: Actor, result: str, words: str, seen: int, now: datetime, day: date
) -> Referral:  # fmt: skip
    """The result comes back to the family, said by whoever took it or by a visitor of the register.

    Errors: NO_REFERRAL, STALE, ENDED, NOT_ALLOWED, CHOICE, NOT_TAKEN.
    """
    row = _locked(referral_id, seen)
    if organisation.kind == "households":
        require(actor, "households.refer", organisation, day)
        if row.register_id != Register.objects.get(organisation=organisation).pk:
            raise Refused("NO_REFERRAL", "ไม่พบเรื่องส่งต่อนี้ เปิดรายการใหม่", "No such referral.")
        need_own_village(row.register, actor, row.passbook.household.village_id, day)
    else:
        _may_take(row, actor, organisation, day)
    if result not in RESULTS:
        raise BadInput("CHOICE", "เลือกว่าผลเป็นอย่างไร", "Choose the result.")
    if row.owner_id is None:
        row.owner_id = actor.user_id
    said = {**opened(row.uid, row.sealed), "result": " ".join(words.split())[:300]}
    row.state, row.result, row.ended_on, row.step = "back", result, day, row.step + 1
    row.sealed = seal(row.uid, said)
    row.save(update_fields=["state", "result", "ended_on", "step", "sealed", "owner"])
    record(actor.user_id, "referral.back", organisation, f"referral:{row.pk}", now, {"number": row.number})
    return row


@transaction.atomic
def cancel(register: Register, referral_id: int, actor: Actor, seen: int, now: datetime, day: date) -> Referral:
    """A visitor takes it back; what the other side wrote in its own book stays. Errors: NO_REFERRAL, STALE, ENDED, NOT_ALLOWED."""
    require(actor, "households.refer", register.organisation, day)
    row = _locked(referral_id, seen)
    if row.register_id != register.pk:
        raise Refused("NO_REFERRAL", "ไม่พบเรื่องส่งต่อนี้ เปิดรายการใหม่", "No such referral.")
    need_own_village(register, actor, row.passbook.household.village_id, day)
    row.state, row.ended_on, row.step = "cancelled", day, row.step + 1
    row.save(update_fields=["state", "ended_on", "step"])
    record(actor.user_id, "referral.cancel", register.organisation, f"referral:{row.pk}", now, {"number": row.number})
    return row
