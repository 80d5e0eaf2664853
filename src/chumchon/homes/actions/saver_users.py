"""A member of a savings group gets a sign-in that opens their own house, loan and savings, and nobody else's."""

from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import grant, record, require
from chumchon.access.models import User
from chumchon.access.queries import in_force
from chumchon.access.rules import Actor
from chumchon.access.users import checked_names, new_user
from chumchon.thai.errors import Clash, Refused

from ..models import Saver, SavingsGroup


@transaction.atomic
def give_sign_in(
    group: SavingsGroup, actor: Actor, saver_id: int, username: str, now: datetime, day: date
) -> tuple[Saver, str]:
    """A new user for the member, and the one-time password to hand over. Errors: NOT_ALLOWED, NOT_FOUND, HAS_USER, checked_names."""
    saver = _saver(group, actor, saver_id, day)
    name, full = checked_names(username, saver.person.name)
    user, password = new_user(name, full)
    return _link(group, actor, saver, user, now, day), password


@transaction.atomic
def link_user(group: SavingsGroup, actor: Actor, saver_id: int, username: str, now: datetime, day: date) -> Saver:
    """Somebody who signs in already opens this passbook. Errors: NOT_ALLOWED, NOT_FOUND, HAS_USER, NO_USER, USER_LINKED."""
    saver = _saver(group, actor, saver_id, day)
    user = User.objects.filter(username__iexact=username.strip(), is_active=True).first()
    if user is None:
        raise Refused("NO_USER", "ไม่มีชื่อผู้ใช้นี้ ตรวจตัวสะกด หรือสร้างชื่อใหม่ให้สมาชิก", "There is no such user.")
    return _link(group, actor, saver, user, now, day)


@transaction.atomic
def unlink_user(group: SavingsGroup, actor: Actor, saver_id: int, now: datetime, day: date) -> Saver:
    """The sign-in no longer opens this passbook. Errors: NOT_ALLOWED, NOT_FOUND, NO_USER."""
    require(actor, "homes.write", group.organisation, day)
    saver = Saver.objects.select_for_update(of=("self",)).filter(group=group, pk=saver_id).first()
    if saver is None or saver.user_id is None:
        raise Refused("NO_USER", "สมาชิกนี้ไม่มีชื่อผู้ใช้อยู่แล้ว", "No user is linked to this member.")
    saver.user = None
    saver.save(update_fields=["user"])
    record(actor.user_id, "saver.unlink_user", group.organisation, f"saver:{saver.pk}", now, {"number": saver.number})
    return saver


def _saver(group: SavingsGroup, actor: Actor, saver_id: int, day: date) -> Saver:
    require(actor, "homes.write", group.organisation, day)
    rows = Saver.objects.select_for_update(of=("self",)).filter(group=group, pk=saver_id).select_related("person")
    saver = rows.first()
    if saver is None:
        raise Refused("NOT_FOUND", "ไม่พบสมาชิกคนนี้ในกลุ่ม", "No such member.")
    if saver.user_id is not None:
        raise Clash("HAS_USER", "สมาชิกนี้มีชื่อผู้ใช้แล้ว ยกเลิกชื่อเดิมก่อน", "A user is linked already.")
    return saver


def _link(group: SavingsGroup, actor: Actor, saver: Saver, user: User, now: datetime, day: date) -> Saver:
    other = Saver.objects.filter(group=group, user=user).exclude(pk=saver.pk).first()
    if other is not None:
        raise Clash("USER_LINKED", f"ชื่อผู้ใช้นี้เป็นของสมาชิกเลขที่ {other.number} แล้ว ใช้ชื่ออื่น", "This user is another member's.")
    saver.user = user
    saver.save(update_fields=["user"])
    if not in_force(day).filter(user=user, organisation=group.organisation).exists():
        grant(user, "member", day, group.organisation)
    record(actor.user_id, "saver.link_user", group.organisation, f"saver:{saver.pk}", now, {"number": saver.number})
    return saver
