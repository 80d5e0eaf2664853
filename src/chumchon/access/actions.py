"""Writes of the access room: permission asked, trail written, users and grants made."""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from chumchon.thai.errors import NotAllowed, Plain, Refused

from .models import AuditEvent, Grant, Organisation, User
from .queries import actor_of_user
from .rules import ENDED_STOPS, ROLES, SHUT_TO_AREAS, Actor, may, may_within

PIN_TRIES = 5  # wrong PINs of one person in a quarter of an hour before the table must wait
PIN_WINDOW_SECONDS = 900


def require(actor: Actor, permission: str, organisation: Organisation, day: date) -> None:
    """Go on only where the policy allows it. Errors: NOT_ALLOWED, FUND_ENDED (its records are only read any more)."""
    if organisation.kind in SHUT_TO_AREAS:
        allowed = may_within(actor, permission, organisation.id, day)
    else:
        allowed = may(actor, permission, organisation.id, organisation.subdistrict_id, day)
    if not allowed:
        raise NotAllowed(
            "NOT_ALLOWED",
            "บทบาทของคุณทำเรื่องนี้ไม่ได้ ให้ผู้มีหน้าที่ทำ หรือเลือกบทบาทอื่นที่มุมบน",
            f"Your role may not do this ({permission}); ask the person in charge or choose another role.",
        )
    ended = organisation.kind == "fund" and organisation.closed_on is not None and organisation.closed_on <= day
    if ended and permission in ENDED_STOPS:
        raise Refused(
            "FUND_ENDED", "กองทุนนี้สิ้นสุดแล้ว เปิดดูและพิมพ์ได้ แต่แก้หรือรับจ่ายเงินไม่ได้ ให้ทำที่กองทุนที่รับต่อ",
            "This fund has ended; its records can be read, work goes on in the fund that followed.",
        )  # fmt: skip


def record(
    actor_id: int | None, verb: str, organisation: Organisation | None, subject: str, at: datetime,
    detail: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """Add to the audit trail. Never put a citizen id or a diagnosis into detail."""
    AuditEvent.objects.create(
        at=at, actor_id=actor_id, verb=verb, organisation=organisation, subject=subject, detail=detail or {}
    )


@transaction.atomic
def create_user(username: str, name_th: str, password: str, pin: str = "", must_choose: bool = False) -> User:
    """A user who signs in with this name; the PIN (6 digits) is for the second signature.

    must_choose: the password was given to them, and opens nothing but the page where they choose their own.
    """
    user = User(username=username, name_th=name_th, must_choose_password=must_choose)
    user.pin_hash = make_password(pin) if pin else ""
    user.set_password(password)
    user.save()
    return user


def grant(
    user: User, role: str, from_day: date, organisation: Organisation | None = None, area_prefix: str = "",
    until_day: date | None = None,
) -> Grant:  # fmt: skip
    """Give a role. Errors: NO_ROLE."""
    if role not in ROLES:
        raise Refused("NO_ROLE", "ไม่มีบทบาทนี้ เลือกบทบาทจากรายการ", f"No role {role}.")
    return Grant.objects.create(
        user=user, role=role, organisation=organisation, area_prefix=area_prefix, from_day=from_day, until_day=until_day
    )


def require_another(first: Actor, second_id: int, error: type[Plain] = Refused) -> None:
    """Refuse whoever would sign beside themselves. Errors: SAME_PERSON, of the kind that is named."""
    if second_id == first.user_id:
        raise error("SAME_PERSON", "ต้องให้กรรมการอีกคนลงชื่อ ไม่ใช่คนเดิม", "The second signature must be another person's.")


def second_signature(
    first: Actor, username: str, secret: str, permission: str, organisation: Organisation, now: datetime, day: date
) -> Actor:
    """The second person at the table signs with their own PIN or password.

    Errors: SAME_PERSON, WRONG_PIN (too many tries: WAIT), CHOOSE_PASSWORD (whoever made their sign-in still knows the
    password), NOT_ALLOWED. Every wrong try is on the trail.
    """
    user = User.objects.filter(username__iexact=username.strip(), is_active=True).first()  # phones begin with a capital
    if user is not None:
        require_another(first, user.id)
    wrong = AuditEvent.objects.filter(verb="signature.wrong", subject=f"user:{user.id if user else 0}")
    recent = [e for e in wrong.order_by("-id")[:PIN_TRIES] if (now - e.at).total_seconds() < PIN_WINDOW_SECONDS]
    if len(recent) >= PIN_TRIES:
        raise Refused("WAIT", "ใส่รหัสผิดหลายครั้ง รอ 15 นาทีแล้วลองใหม่", "Too many wrong tries; wait 15 minutes.")
    if user is None or not (
        (user.pin_hash and check_password(secret, user.pin_hash)) or (secret and user.check_password(secret))
    ):
        record(first.user_id, "signature.wrong", organisation, f"user:{user.id if user else 0}", now)
        raise Refused("WRONG_PIN", "ชื่อผู้ใช้หรือรหัสของผู้ลงชื่อคนที่สองไม่ถูก ลองอีกครั้ง", "Wrong name or PIN of the second signer.")
    if user.must_choose_password:
        raise Refused(
            "CHOOSE_PASSWORD", "ผู้ลงชื่อคนที่สองยังใช้รหัสผ่านครั้งแรก ให้เข้าสู่ระบบตั้งรหัสของตนเองก่อน แล้วจึงลงชื่อ",
            "The second signer still has the one-time password; they sign in and choose their own first.",
        )  # fmt: skip
    second = actor_of_user(user)
    if not may(second, permission, organisation.id, organisation.subdistrict_id, day):
        raise NotAllowed(
            "NOT_ALLOWED", "ผู้ลงชื่อคนที่สองไม่มีบทบาทที่ลงชื่อเรื่องนี้ได้ในกองทุนนี้ ให้กรรมการอีกคนลงชื่อ",
            "The second signer holds no role here that may sign this; ask another committee member.",
        )  # fmt: skip
    return second
