"""Writes of the register: enrol, change, leave, lapse, die, join again, and take the newest step back."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.areas.models import Village
from chumchon.people.actions import PersonFacts, change_person, create_person, find_or_create_household, house_number
from chumchon.people.derived import natural_key
from chumchon.thai.errors import BadInput, Clash, Refused

from ..models import Fund, Member
from ..queries import members as queries
from ..queries.members_history import happenings
from ..rules import membership
from ..rules.membership import FundMemberFacts, Membership
from . import members_history as history

PERMISSION = "members.write"


@transaction.atomic
def enrol(
    fund: Fund,
    actor: Actor,
    facts: FundMemberFacts,
    day: date,
    now: datetime,
    *,
    reason: str = "",
    alike_ok: bool = False,
) -> Member:
    """A new member; an empty number takes the next one. alike_ok: a person said that a namesake is somebody else.

    Errors: NOT_ALLOWED, what membership.check_facts refuses, YEAR_CLOSED, DUPLICATE_CITIZEN_ID, DUPLICATE_MEMBER_NO,
    LOOKS_ALIKE, NO_VILLAGE.
    """
    require(actor, PERMISSION, fund.organisation, day)
    facts = _tidy(facts)
    membership.check_facts(facts, day)
    membership.check_day(facts.joined_on, day, queries.closed_through(fund))
    _lock(fund)
    _refuse_known_id(fund, facts)
    if not alike_ok and queries.alike(fund, facts):
        raise Clash(
            "LOOKS_ALIKE",
            "มีสมาชิกชื่อและวันเกิดนี้อยู่แล้ว ดูรายชื่อข้างล่าง ถ้าเป็นคนละคนให้ทำเครื่องหมายแล้วบันทึกอีกครั้ง",
            "A member of this name and birth day is there already; say so if it is another person.",
        )
    number = facts.number or queries.suggested_number(fund)
    _refuse_taken_number(fund, number)
    village = _village(fund, facts.village)
    member = Member.objects.create(
        fund=fund, person=create_person(_person(facts), _household(village, facts.house_no)), number=number,
        kind=facts.kind, village=village, joined_on=facts.joined_on, beneficiary=facts.beneficiary,
    )  # fmt: skip
    history.write(member, "join", facts.joined_on, reason, {}, actor, now)
    record(actor.user_id, "member.enrol", fund.organisation, f"member:{member.id}", now, {"number": number})
    return member


@transaction.atomic
def change_member(
    member: Member, actor: Actor, facts: FundMemberFacts, day: date, now: datetime, *, reason: str = "",
    seen: int | None = None,
) -> Member:  # fmt: skip
    """Put right what is known of a member; an empty number and a citizen id of None stay as they are.

    seen: the id of the newest event that the person saw; somebody else's change in between is not written over.
    Errors: NOT_ALLOWED, ERASED, CHANGED, NO_REASON (another join day), BAD_DATE, and those of enrol.
    """
    fund = member.fund
    require(actor, PERMISSION, fund.organisation, day)
    facts = _tidy(facts)
    membership.check_facts(facts, day)
    _lock(fund)
    member = _fresh(member)
    _refuse_erased(member)
    newest = member.events.order_by("-id").values_list("id", flat=True).first()
    if seen is not None and newest is not None and newest != seen:
        raise Clash("CHANGED", "มีคนแก้ข้อมูลสมาชิกนี้ก่อนหน้า เปิดหน้าสมาชิกใหม่แล้วแก้อีกครั้ง", "Somebody else changed this member.")
    _refuse_known_id(fund, facts, member)
    _check_join_day(member, facts, day, reason)
    before = history.state_of(member)
    if facts.number and facts.number != member.number:
        _refuse_taken_number(fund, facts.number, member)
        member.number = facts.number
    village = _village(fund, facts.village)
    change_person(member.person, _person(facts), _household(village, facts.house_no))
    member.kind, member.village, member.beneficiary = facts.kind, village, facts.beneficiary
    member.joined_on = facts.joined_on
    member.save(update_fields=["number", "number_key", "kind", "village", "joined_on", "beneficiary"])
    member = _fresh(member)
    if history.state_of(member) == before and facts.citizen_id is None:
        return member
    history.write(member, "change", day, reason, before, actor, now)
    record(actor.user_id, "member.change", fund.organisation, f"member:{member.id}", now, {"number": member.number})
    return member


def leave(member: Member, actor: Actor, on: date, reason: str, day: date, now: datetime) -> Member:
    """ลาออก on a day up to today. Errors: NOT_ALLOWED and what membership.take_step refuses."""
    return _step("leave", member, actor, on, reason, day, now)


def lapse(member: Member, actor: Actor, on: date, reason: str, day: date, now: datetime) -> Member:
    """พ้นสภาพ by the fund's rule on arrears, or by the committee's decision. Errors: as leave."""
    return _step("lapse", member, actor, on, reason, day, now)


def die(member: Member, actor: Actor, on: date, reason: str, day: date, now: datetime) -> Member:
    """เสียชีวิต, also of who was written as gone on a later day. Errors: as leave."""
    return _step("die", member, actor, on, reason, day, now)


def die_by_claim(member: Member, actor: Actor, on: date, reason: str, day: date, now: datetime) -> bool:
    """The death that a claim was approved for ends the membership on its true day; whether it did. Who was written as left or
    lapsed after that day died as a member; who was erased, or went on with another fund, stays as they are.

    A death that comes to light after its year was closed is told then too: the register counts the person as gone from
    the day they died, the closed year's money stays as it is. The permission is the approver's: claims.approve.
    """
    now_there = Member.objects.get(pk=member.pk)
    gone = now_there.status != "active" and membership.last_step(happenings(now_there)) is None
    if now_there.status == "died" or now_there.salt is None or gone:
        return False
    _step("die", member, actor, on, reason, day, now, permission="claims.approve", closed_too=True)
    return True


def rejoin(member: Member, actor: Actor, on: date, reason: str, day: date, now: datetime) -> Member:
    """Member again after leaving or lapsing: the day of joining, and with it every waiting period, starts anew."""
    return _step("rejoin", member, actor, on, reason, day, now)


@transaction.atomic
def _step(
    kind: str,
    member: Member,
    actor: Actor,
    on: date,
    reason: str,
    day: date,
    now: datetime,
    permission: str = PERMISSION,
    closed_too: bool = False,
) -> Member:
    fund = member.fund
    require(actor, permission, fund.organisation, day)
    member = _fresh(member)
    _refuse_erased(member)
    last = membership.last_step(happenings(member))
    at = Membership(member.status, member.joined_on, last.day if last else member.joined_on, member.paid_until)
    closed = None if closed_too else queries.closed_through(fund)
    after = membership.take_step(kind, at, on, day, closed, reason)
    before = history.state_of(member)
    member.status, member.joined_on, member.paid_until = after.status, after.joined_on, after.paid_until
    member.save(update_fields=["status", "joined_on", "paid_until"])
    if kind == "die":
        member.person.died_on = on
        member.person.save(update_fields=["died_on"])
    history.write(member, kind, on, reason, before, actor, now)
    record(actor.user_id, f"member.{kind}", fund.organisation, f"member:{member.id}", now, {"number": member.number})
    return member


@transaction.atomic
def undo_step(member: Member, actor: Actor, reason: str, day: date, now: datetime) -> Member:
    """Take the newest step back: it was a mistake. Both rows stay in the history.

    Errors: NOT_ALLOWED, NO_STEP, NO_REASON, YEAR_CLOSED, PAID_SINCE (money came after joining again).
    """
    fund = member.fund
    require(actor, PERMISSION, fund.organisation, day)
    member = _fresh(member)
    _refuse_erased(member)
    step = membership.last_step(happenings(member))
    if step is None:
        raise Refused("NO_STEP", "ไม่มีรายการให้ยกเลิก เปิดหน้าสมาชิกใหม่", "There is no step to take back.")
    if not reason.strip():
        raise BadInput("NO_REASON", "บอกเหตุผลที่ยกเลิก เช่น บันทึกผิดคน", "Give the reason.")
    told_late = step.kind == "die" and queries.told_after_closing(member, step.day)
    membership.check_day(step.day, day, None if told_late else queries.closed_through(fund))
    if step.kind == "rejoin" and history.state_of(member)["paid_until"] != step.after.get("paid_until", _paid(member)):
        raise Refused(
            "PAID_SINCE", "มีการรับเงินหลังสมัครใหม่แล้ว ถ้าไม่เป็นสมาชิกต่อให้ใช้ ลาออก", "Money was taken since; use leave instead."
        )
    before = history.state_of(member)
    member.status = str(step.before.get("status", member.status))
    member.joined_on = _day(step.before.get("joined_on")) or member.joined_on
    if "paid_until" in step.before:
        member.paid_until = _day(step.before["paid_until"])
    member.save(update_fields=["status", "joined_on", "paid_until"])
    if step.kind == "die":
        member.person.died_on = None
        member.person.save(update_fields=["died_on"])
    history.write(member, "undo", day, reason, before, actor, now)
    record(actor.user_id, "member.undo", fund.organisation, f"member:{member.id}", now, {"number": member.number})
    return member


def _paid(member: Member) -> str | None:
    return member.paid_until.isoformat() if member.paid_until else None


def _day(text: object) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) else None


def _lock(fund: Fund) -> None:
    """One writer of a register at a time: two phones never give one number or one citizen id twice."""
    Fund.objects.select_for_update().get(pk=fund.pk)


def _fresh(member: Member) -> Member:
    rows = Member.objects.select_related("person__household", "fund__organisation__subdistrict", "user", "village")
    return rows.select_for_update(of=("self",)).get(pk=member.pk)


def _tidy(facts: FundMemberFacts) -> FundMemberFacts:
    def squeeze(text: str) -> str:
        return " ".join(text.split())

    return replace(
        facts, prefix=squeeze(facts.prefix), first_name=squeeze(facts.first_name), surname=squeeze(facts.surname),
        phone=squeeze(facts.phone), number=squeeze(facts.number), house_no=house_number(facts.house_no),
        beneficiary=squeeze(facts.beneficiary), birth_precision=facts.birth_precision if facts.birth_day else "none",
    )  # fmt: skip


def _person(facts: FundMemberFacts) -> PersonFacts:
    return PersonFacts(
        facts.first_name,
        facts.surname,
        facts.prefix,
        facts.citizen_id,
        facts.birth_day,
        facts.birth_precision,
        facts.phone,
    )


def _village(fund: Fund, village_id: int | None) -> Village | None:
    if village_id is None:
        return None
    village = queries.villages(fund).filter(pk=village_id).first()
    if village is None:
        raise BadInput("NO_VILLAGE", "เลือกหมู่บ้านจากรายการ", "The village is not one of this fund's.")
    return village


def _household(village: Village | None, house_no: str) -> int | None:
    return find_or_create_household(village, house_no).id if village is not None and house_no else None


def _refuse_known_id(fund: Fund, facts: FundMemberFacts, member: Member | None = None) -> None:
    known = queries.with_citizen_id(fund, facts.citizen_id) if facts.citizen_id else None
    if known is None or (member is not None and known.pk == member.pk):
        return
    again = known.status in ("left", "lapsed")
    raise Clash(
        "DUPLICATE_CITIZEN_ID",
        f"เลขบัตรนี้เป็นของสมาชิกเลขที่ {known.number} {known.person.name} "
        + ("เปิดหน้าสมาชิกนั้นแล้วกด สมัครใหม่" if again else "ตรวจเลขบัตรอีกครั้ง หรือแก้ข้อมูลที่หน้าสมาชิกนั้น"),
        f"This citizen id belongs to member {known.number}.",
    )


def _refuse_taken_number(fund: Fund, number: str, member: Member | None = None) -> None:
    taken = Member.objects.filter(fund=fund, number_key=natural_key(number)).exclude(pk=member.pk if member else 0)
    if taken.exists():
        raise Clash(
            "DUPLICATE_MEMBER_NO",
            f"มีสมาชิกเลขที่ {number} แล้ว เว้นว่างให้ระบบตั้งเลขถัดไป",
            f"Member number {number} is taken; leave it empty for the next one.",
        )


def _refuse_erased(member: Member) -> None:
    if member.salt is None:
        raise Refused(
            "ERASED", "ข้อมูลของสมาชิกนี้ลบไปแล้วตามคำขอ แก้ไม่ได้อีก ถ้าสมัครใหม่ให้ลงทะเบียนใหม่", "This member's data were erased."
        )


def _check_join_day(member: Member, facts: FundMemberFacts, day: date, reason: str) -> None:
    if facts.joined_on == member.joined_on:
        return
    if not reason.strip():
        raise BadInput("NO_REASON", "แก้วันสมัครมีผลต่อสิทธิ บอกเหตุผลด้วย", "Another join day needs a reason.")
    closed = queries.closed_through(member.fund)
    membership.check_day(min(facts.joined_on, member.joined_on), day, closed)
    last = membership.last_step(happenings(member))
    if last is not None:
        raise Refused(
            "BEFORE_LAST_STEP",
            "สมาชิกนี้มีรายการหลังวันสมัครแล้ว ยกเลิกรายการนั้นก่อนแล้วจึงแก้วันสมัคร",
            "Take the newest step back before you change the day of joining.",
        )
