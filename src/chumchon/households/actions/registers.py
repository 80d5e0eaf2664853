"""A tambon's register is opened, and people are let in to it and out again."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from chumchon.access import walls
from chumchon.access.actions import grant, record, require
from chumchon.access.models import Grant, Organisation, User
from chumchon.access.rules import Actor, may_within
from chumchon.access.users import checked_names, new_user
from chumchon.thai.errors import Clash, NotAllowed, Refused

from ..models import Register, VisitorVillage

OPENERS = ("fund", "council")
ROLES = ("visitor", "household_keeper")


@transaction.atomic
def open_register(
    opener: Organisation, actor: Actor, keeper: str, now: datetime, day: date, keeper_name: str = ""
) -> tuple[Register, str]:
    """The council or the fund of the tambon opens its register and names who keeps it, never whoever opens it.

    keeper: a user name; with keeper_name a user who is new. Answers the register and the one-time password of a new user.
    Whoever opens sees nothing of it. Errors: NOT_ALLOWED, NOT_AN_OPENER, OPEN_ALREADY, OWN_ROLE, NO_USER, those of names.
    """
    require(actor, "fund.settings", opener, day)
    if not may_within(actor, "fund.settings", opener.pk, day):  # the house's operators open no register for a tambon
        raise NotAllowed(
            "NOT_ALLOWED",
            "ทะเบียนสมุดพกเปิดโดยประธานหรือเลขานุการของตำบลเอง",
            "A register is opened by people of the tambon itself.",
        )
    if opener.kind not in OPENERS:
        raise Refused("NOT_AN_OPENER", "เปิดได้จากกองทุนหรือสภาของตำบล", "Only the tambon's fund or council opens it.")
    area = opener.subdistrict
    if Organisation.objects.filter(kind="households", subdistrict=area).exists():
        raise Clash("OPEN_ALREADY", "ตำบลนี้เปิดทะเบียนสมุดพกครัวเรือนแล้ว ขอให้ผู้ดูแลเพิ่มชื่อ", "The tambon has one already.")
    organisation = Organisation.objects.create(
        code=f"passbook-{area.pk}", kind="households", name_th=f"สมุดพกครัวเรือน{area.name_th}",
        name_en=f"Household passbooks {area.name_en}", subdistrict=area, opened_on=day,
    )  # fmt: skip
    with walls.whole_nation(passbooks=True):  # nobody holds a grant in it yet
        register = Register.objects.create(organisation=organisation, opened_by=opener)
    password = _let_in(organisation, actor, keeper, keeper_name, "household_keeper", day)
    record(actor.user_id, "household.register", opener, f"organisation:{organisation.pk}", now)
    return register, password


@transaction.atomic
def let_in(
    register: Register, actor: Actor, username: str, name_th: str, role: str, now: datetime, day: date,
    villages: Sequence[int] = (),
) -> str:  # fmt: skip
    """A visitor or a second keeper from that day on; with a name a user who is new. Answers a new user's one-time password.

    villages: ids of those that a visitor goes to; none is the whole tambon. Errors: NOT_ALLOWED, NO_ROLE, OWN_ROLE, HAS_ROLE,
    NO_USER, NO_VILLAGE, those of names.
    """
    require(actor, "households.people", register.organisation, day)
    if role not in ROLES:
        raise Refused("NO_ROLE", "เลือกบทบาทจากรายการ", f"No role {role} here.")
    password = _let_in(register.organisation, actor, username, name_th, role, day)
    user = User.objects.get(username__iexact=username.strip())
    if role == "visitor":
        given = Grant.objects.filter(user=user, organisation=register.organisation, role=role).latest("id")
        _lay_out(register, given, villages)
    record(actor.user_id, "grant.add", register.organisation, f"user:{user.pk}", now, {"role": role})
    return password


@transaction.atomic
def set_villages(
    register: Register, actor: Actor, grant_id: int, villages: Sequence[int], now: datetime, day: date
) -> None:
    """A visitor goes to these villages from now on; none is the whole tambon. Errors: NOT_ALLOWED, NO_GRANT, NO_VILLAGE."""
    require(actor, "households.people", register.organisation, day)
    rows = Grant.objects.select_for_update().filter(organisation=register.organisation, role="visitor", pk=grant_id)
    given = rows.exclude(until_day__lt=day).first()
    if given is None:
        raise Refused("NO_GRANT", "บทบาทนี้สิ้นสุดแล้ว เปิดหน้ารายชื่อใหม่", "This role has ended already.")
    _lay_out(register, given, villages)
    detail = {"rows": len(set(villages))}
    record(actor.user_id, "household.villages", register.organisation, f"user:{given.user_id}", now, detail)


def _lay_out(register: Register, given: Grant, villages: Sequence[int]) -> None:
    wanted = set(villages)
    known = set(register.organisation.subdistrict.villages.values_list("pk", flat=True))
    if not wanted <= known:
        raise Refused("NO_VILLAGE", "เลือกหมู่จากรายการของตำบลนี้", "Choose villages of this tambon.")
    VisitorVillage.objects.filter(grant=given).delete()
    VisitorVillage.objects.bulk_create(VisitorVillage(grant=given, village_id=pk) for pk in sorted(wanted))


def _let_in(organisation: Organisation, actor: Actor, username: str, name_th: str, role: str, day: date) -> str:
    password = ""
    if name_th.strip():
        username, name_th = checked_names(username, name_th)
        user, password = new_user(username, name_th)
    else:
        found = User.objects.select_for_update(of=("self",)).filter(username__iexact=username.strip(), is_active=True)
        one = found.first()
        if one is None:
            raise Refused("NO_USER", "ไม่มีชื่อผู้ใช้นี้ ตรวจตัวสะกด หรือใส่ชื่อจริงเพื่อเพิ่มผู้ใช้ใหม่", "There is no such user.")
        user = one
    if user.pk == actor.user_id:
        raise Refused("OWN_ROLE", "ให้บทบาทกับตัวเองไม่ได้ ให้ชื่อผู้อื่น", "Nobody gives a role to themselves.")
    running = Grant.objects.filter(user=user, organisation=organisation, role=role).exclude(until_day__lt=day)
    if running.exists():
        raise Clash("HAS_ROLE", "ผู้ใช้นี้มีบทบาทนี้อยู่แล้ว", "The user holds this role already.")
    grant(user, role, day, organisation)
    return password


@transaction.atomic
def let_out(register: Register, actor: Actor, grant_id: int, now: datetime, day: date) -> None:
    """The role stops at once. Errors: NOT_ALLOWED, NO_GRANT, LAST_KEEPER."""
    require(actor, "households.people", register.organisation, day)
    rows = list(Grant.objects.select_for_update().filter(organisation=register.organisation).order_by("id"))
    running = [g for g in rows if g.until_day is None or g.until_day >= day]
    found = next((g for g in running if g.pk == grant_id), None)
    if found is None:
        raise Refused("NO_GRANT", "บทบาทนี้สิ้นสุดแล้ว เปิดหน้ารายชื่อใหม่", "This role has ended already.")
    keepers = [g for g in running if g.role == "household_keeper" and g.pk != found.pk]
    if found.role == "household_keeper" and not keepers:
        raise Refused("LAST_KEEPER", "เป็นผู้ดูแลคนสุดท้าย ให้บทบาทกับคนใหม่ก่อน", "Name another keeper first.")
    found.until_day = day - timedelta(days=1)
    found.save(update_fields=["until_day"])
    record(actor.user_id, "grant.end", register.organisation, f"user:{found.user_id}", now, {"role": found.role})
