"""What touches a member as a person: reading the full citizen id, forgetting the person, a sign-in of their own."""

from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import grant, record, require
from chumchon.access.models import User
from chumchon.access.queries import in_force
from chumchon.access.rules import Actor
from chumchon.access.users import add_user
from chumchon.people.actions import PersonFacts, create_person, erase_person
from chumchon.people.queries import full_citizen_id
from chumchon.thai.errors import BadInput, Clash, Refused

from ..models import Member
from . import members_history as history
from .evidence import forget_claims
from .members import PERMISSION, _fresh, _refuse_erased

ERASED_WORDS = "ลบข้อมูลตามคำขอ"


@transaction.atomic
def read_citizen_id(member: Member, actor: Actor, day: date, now: datetime) -> str:
    """The full thirteen digits; each reading stands on the trail. Errors: NOT_ALLOWED, NO_CITIZEN_ID."""
    organisation = member.fund.organisation
    require(actor, "members.read_id", organisation, day)
    digits = full_citizen_id(member.person)
    record(actor.user_id, "member.read_id", organisation, f"member:{member.id}", now, {"number": member.number})
    return digits


@transaction.atomic
def erase(member: Member, actor: Actor, reason: str, day: date, now: datetime) -> Member:
    """Forget a former member by request: name, id, birth, house, beneficiary, papers of claims and salt go; money stays.

    The chain holds only salted commitments, so it verifies as before and no longer speaks of this person. Whatever the
    salt sealed (history, who received a benefit) opens for nobody.
    Errors: NOT_ALLOWED, STILL_MEMBER, NO_REASON, ERASED, CLAIMS_OPEN.
    """
    organisation = member.fund.organisation
    require(actor, PERMISSION, organisation, day)
    require(actor, "members.read_id", organisation, day)
    member = _fresh(member)
    _refuse_erased(member)
    if member.status == "active":
        raise Refused(
            "STILL_MEMBER", "ยังเป็นสมาชิกอยู่ บันทึกลาออกก่อน แล้วจึงลบข้อมูล", "Still a member: record the leaving first."
        )
    if not reason.strip():
        raise BadInput("NO_REASON", "บอกเหตุผล เช่น เจ้าของข้อมูลขอให้ลบ", "Give the reason.")
    forget_claims(member)
    if member.person.memberships.exclude(pk=member.pk).exists():
        member.person = create_person(PersonFacts(ERASED_WORDS), None)
    else:
        erase_person(member.person, ERASED_WORDS)
    member.salt, member.beneficiary, member.user = None, "", None
    member.save(update_fields=["person", "salt", "beneficiary", "user"])
    member.events.model.objects.create(
        member=member, kind="erase", day=day, reason=reason.strip()[:300], actor_id=actor.user_id, at=now
    )
    record(actor.user_id, "member.erase", organisation, f"member:{member.id}", now, {"number": member.number})
    return member


@transaction.atomic
def link_user(member: Member, actor: Actor, username: str, day: date, now: datetime) -> Member:
    """Let somebody who signs in already see this member's passbook as their own.

    Errors: NOT_ALLOWED, NO_USER, USER_LINKED, ERASED.
    """
    require(actor, "fund.settings", member.fund.organisation, day)
    user = User.objects.filter(username__iexact=username.strip(), is_active=True).first()
    if user is None:
        raise Refused("NO_USER", "ไม่มีชื่อผู้ใช้นี้ ตรวจตัวสะกด หรือสร้างชื่อใหม่ให้สมาชิก", "There is no such user.")
    return _link(member, actor, user, day, now)


@transaction.atomic
def give_sign_in(member: Member, actor: Actor, username: str, day: date, now: datetime) -> tuple[Member, str]:
    """A new user for the member, and the one-time password to hand over. Errors: those of add_user and link_user."""
    user, password = add_user(member.fund.organisation, actor, username, member.person.name, "member", day, now)
    return _link(member, actor, user, day, now), password


def _link(member: Member, actor: Actor, user: User, day: date, now: datetime) -> Member:
    fund = member.fund
    member = _fresh(member)
    _refuse_erased(member)
    other = Member.objects.filter(fund=fund, user=user).exclude(pk=member.pk).first()
    if other is not None:
        raise Clash("USER_LINKED", f"ชื่อผู้ใช้นี้เป็นของสมาชิกเลขที่ {other.number} แล้ว ใช้ชื่ออื่น", "This user is another member's.")
    before = history.state_of(member)
    member.user = user
    member.save(update_fields=["user"])
    if not in_force(day).filter(user=user, organisation=fund.organisation).exists():
        grant(user, "member", day, fund.organisation)
    history.write(member, "change", day, "", before, actor, now)
    record(actor.user_id, "member.link_user", fund.organisation, f"member:{member.id}", now, {"number": member.number})
    return member


@transaction.atomic
def unlink_user(member: Member, actor: Actor, day: date, now: datetime) -> Member:
    """The sign-in no longer opens this passbook. Errors: NOT_ALLOWED, NO_USER."""
    require(actor, "fund.settings", member.fund.organisation, day)
    member = _fresh(member)
    if member.user is None:
        raise Refused("NO_USER", "สมาชิกนี้ไม่มีชื่อผู้ใช้อยู่แล้ว", "No user is linked to this member.")
    before = history.state_of(member)
    member.user = None
    member.save(update_fields=["user"])
    history.write(member, "change", day, "", before, actor, now)
    record(actor.user_id, "member.unlink_user", member.fund.organisation, f"member:{member.id}", now)
    return member
