"""The family's plan: its own aims, what is done for each, and who goes along."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record
from chumchon.access.rules import Actor
from chumchon.thai.errors import BadInput

from ..models import FamilyPlan, Passbook, Register
from ..queries import questions
from ..queries.sealed import opened, seal
from ..rules.plans import Aim, check_aims
from .common import locked_passbook, stale


@transaction.atomic
def make_plan(
    register: Register, pass_id: int, actor: Actor, aims: Sequence[Aim], seen: int, now: datetime, day: date
) -> FamilyPlan:
    """A further number of the plan. seen: the number that stood on the page (0: none).

    Errors: NOT_ALLOWED, NO_PASSBOOK, NOT_OPEN, NOT_VISITED, STALE, rules.plans.check_aims.
    """
    row = locked_passbook(register, pass_id, actor, "households.visit", day)
    if row.newest is None:
        raise BadInput("NOT_VISITED", "ยังไม่ได้เยี่ยมบ้านนี้ เยี่ยมแล้วให้ครอบครัวเลือกเป้าหมาย", "Visit the house first.")
    asked = questions.version(row.newest.questions) or questions.on(row.newest.visited_on)
    check_aims(asked, aims)
    last = row.plans.order_by("-number").first()
    stale(last.number if last else 0, seen)
    made = _write(row, aims, last.number + 1 if last else 1, actor, now, day)
    record(actor.user_id, "household.plan", register.organisation, f"passbook:{row.pk}", now)
    return made


def aims_of_a_visit(passbook: Passbook, keys: Sequence[str], actor: Actor, now: datetime, day: date) -> None:
    """Aims that the family chose while it was visited; what was planned for an aim that stays is kept."""
    last = passbook.plans.order_by("-number").first()
    had = {a["key"]: a for a in opened(last.uid, last.sealed).get("aims", [])} if last else {}
    if not keys or list(had) == list(keys):
        return
    aims = [Aim(key, had.get(key, {}).get("do", ""), had.get(key, {}).get("helper", "")) for key in keys]
    _write(passbook, aims, last.number + 1 if last else 1, actor, now, day)


def _write(
    passbook: Passbook, aims: Sequence[Aim], number: int, actor: Actor, now: datetime, day: date
) -> FamilyPlan:  # fmt: skip
    uid = uuid.uuid4()
    said = {"aims": [{"key": a.key, "do": a.do.strip(), "helper": a.helper.strip()} for a in aims]}
    return FamilyPlan.objects.create(
        passbook=passbook, uid=uid, number=number, sealed=seal(uid, said), made_on=day, by_id=actor.user_id, at=now
    )
