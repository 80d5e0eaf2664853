"""Writes about the people of an organisation: a new user, another role, the end of a role, one's own PIN."""

import secrets
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction

from chumchon.thai.digits import arabic
from chumchon.thai.errors import BadInput, Clash, Refused

from .actions import create_user, grant, record, require
from .models import Grant, Organisation, User
from .queries import in_force
from .rules import FUND_ROLES, PERMISSIONS, ROLES, Actor, pin_is_weak, roles_clash

PERMISSION = "fund.settings"


def one_time_password() -> str:
    """Twelve digits in three groups, 40 bits: easy to read out and to type on a phone."""
    return "-".join(f"{secrets.randbelow(10_000):04d}" for _ in range(3))


def new_user(username: str, name_th: str) -> tuple[User, str]:
    """A user and the one-time password to hand over, which is kept nowhere in the clear and must be changed at once."""
    password = one_time_password()
    return create_user(username, name_th, password, must_choose=True), password


def plain_username(text: str) -> str:
    """A user name as it is kept: small letters, no blanks around it; "" where it has not 3 to 40 fitting characters."""
    username = text.strip().lower()
    try:
        User.username_validator(username)
    except ValidationError:
        return ""
    return username if 3 <= len(username) <= 40 else ""


def checked_names(username: str, name_th: str) -> tuple[str, str]:
    """Both as they are kept. Errors: BAD_USERNAME, BAD_NAME, USERNAME_TAKEN."""
    username, name_th = plain_username(username), " ".join(name_th.split())
    if not username:
        raise BadInput(
            "BAD_USERNAME",
            "ตั้งชื่อผู้ใช้ 3 ถึง 40 ตัว ใช้ตัวอักษรและตัวเลข ไม่เว้นวรรค",
            "A user name has 3 to 40 letters or digits.",
        )
    if not 2 <= len(name_th) <= 160:
        raise BadInput("BAD_NAME", "ใส่ชื่อและนามสกุลของผู้ใช้", "Give the person's name.")
    if User.objects.filter(username__iexact=username).exists():
        raise Clash("USERNAME_TAKEN", "มีชื่อผู้ใช้นี้แล้ว ตั้งชื่ออื่น หรือให้บทบาทกับชื่อเดิม", "This user name is taken.")
    return username, name_th


@transaction.atomic
def add_user(
    organisation: Organisation, actor: Actor, username: str, name_th: str, role: str, day: date, now: datetime
) -> tuple[User, str]:
    """A new user with a role from `day` on, and the one-time password, which is not kept anywhere in the clear.

    Errors: NOT_ALLOWED, BAD_USERNAME, BAD_NAME, USERNAME_TAKEN, NO_ROLE.
    """
    require(actor, PERMISSION, organisation, day)
    username, name_th = checked_names(username, name_th)
    _fund_role(role)
    user, password = new_user(username, name_th)
    given = grant(user, role, day, organisation)
    record(actor.user_id, "user.add", organisation, f"user:{user.id}", now, {"role": role, "grant": given.id})
    return user, password


@transaction.atomic
def add_role(organisation: Organisation, actor: Actor, username: str, role: str, day: date, now: datetime) -> Grant:
    """Give a role to somebody who has a user name. Errors: NOT_ALLOWED, NO_USER, OWN_ROLE, HAS_ROLE, ROLES_CLASH."""
    require(actor, PERMISSION, organisation, day)
    _fund_role(role)
    user = User.objects.select_for_update(of=("self",)).filter(username__iexact=username.strip()).first()
    if user is None or not user.is_active:
        raise Refused("NO_USER", "ไม่มีชื่อผู้ใช้นี้ ตรวจตัวสะกด หรือเพิ่มผู้ใช้ใหม่", "There is no such user.")
    if user.id == actor.user_id:
        raise Refused("OWN_ROLE", "ให้บทบาทกับตัวเองไม่ได้ ให้ผู้มีสิทธิอีกคนทำ", "Nobody gives a role to themselves.")
    held = {g.role for g in in_force(day).filter(user=user, organisation=organisation)}
    if role in held:
        raise Clash("HAS_ROLE", "ผู้ใช้นี้มีบทบาทนี้อยู่แล้ว", "The user holds this role already.")
    if roles_clash(held, role):
        raise Refused(
            "ROLES_CLASH", "ผู้ตรวจสอบต้องไม่เป็นคนถือเงินหรือสมุด เลือกคนอื่น", "An auditor does not keep the money or the book."
        )
    given = grant(user, role, day, organisation)
    record(actor.user_id, "grant.add", organisation, f"user:{user.id}", now, {"role": role, "grant": given.id})
    return given


@transaction.atomic
def end_grant(organisation: Organisation, actor: Actor, grant_id: int, day: date, now: datetime) -> Grant:
    """The role stops at once: `day` is the first day without it. Errors: NOT_ALLOWED, NO_GRANT, LAST_KEEPER."""
    require(actor, PERMISSION, organisation, day)
    locked = list(Grant.objects.select_for_update().filter(organisation=organisation).order_by("id"))
    running = [g for g in locked if g.until_day is None or g.until_day >= day]
    found = next((g for g in running if g.id == grant_id), None)
    if found is None:
        raise Refused("NO_GRANT", "บทบาทนี้สิ้นสุดแล้ว เปิดหน้ารายชื่อใหม่", "This role has ended already.")
    keepers = [g for g in running if PERMISSION in PERMISSIONS[g.role] and g.from_day <= day and g.id != found.id]
    if PERMISSION in PERMISSIONS[found.role] and not keepers:
        raise Refused("LAST_KEEPER", "เป็นคนสุดท้ายที่ดูแลรายชื่อผู้ใช้ ให้บทบาทกับคนใหม่ก่อน", "Give somebody else this duty first.")
    found.until_day = date.fromordinal(day.toordinal() - 1)
    found.save(update_fields=["until_day"])
    record(
        actor.user_id, "grant.end", organisation, f"user:{found.user_id}", now, {"role": found.role, "grant": found.id}
    )
    return found


@transaction.atomic
def choose_password(user: User, password: str, now: datetime) -> None:
    """A password of one's own, checked before (access.adapter): from here on all that one may open is open."""
    user.set_password(password)
    user.must_choose_password = False
    user.save(update_fields=["password", "must_choose_password"])
    record(user.id, "password.choose", None, f"user:{user.id}", now)


def set_pin(user: User, password: str, pin: str, again: str, now: datetime) -> None:
    """One's own PIN for the second signature. Errors: WRONG_PASSWORD, BAD_PIN, WEAK_PIN, PIN_DIFFERS."""
    pin, again = arabic(pin.strip()), arabic(again.strip())
    if not user.check_password(password):
        record(user.id, "pin.wrong_password", None, f"user:{user.id}", now)
        raise Refused("WRONG_PASSWORD", "รหัสผ่านไม่ถูก พิมพ์รหัสผ่านที่ใช้เข้าสู่ระบบ", "The password is wrong.")
    if len(pin) != 6 or not (pin.isascii() and pin.isdigit()):
        raise BadInput("BAD_PIN", "รหัสลงชื่อต้องเป็นตัวเลข 6 ตัว", "A PIN has six digits.")
    if pin_is_weak(pin):
        raise BadInput("WEAK_PIN", "รหัสนี้เดาง่าย เลือกเลข 6 ตัวที่ไม่ซ้ำและไม่เรียงกัน", "This PIN is easy to guess.")
    if pin != again:
        raise BadInput("PIN_DIFFERS", "รหัสสองช่องไม่ตรงกัน พิมพ์ใหม่ทั้งสองช่อง", "The two PINs differ.")
    with transaction.atomic():
        user.pin_hash = make_password(pin)
        user.save(update_fields=["pin_hash"])
        record(user.id, "pin.set", None, f"user:{user.id}", now)


def _fund_role(role: str) -> None:
    if role not in FUND_ROLES or role not in ROLES:
        raise Refused("NO_ROLE", "เลือกบทบาทจากรายการ", f"No role {role} in a fund.")
