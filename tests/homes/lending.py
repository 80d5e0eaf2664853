"""A group that saved and lends: three who saved 40,000 baht each, and 10 million baht of capital at the institute."""

import uuid
from dataclasses import replace
from datetime import date

from chumchon.homes.actions import loans, repayments
from chumchon.homes.actions.repayments import Repayment
from tests.factories import NOW, TODAY
from tests.homes import world

LENT, DUE = date(2025, 6, 1), date(2025, 7, 5)


def make():
    """A group of three who saved 40,000 baht each, with 10 million baht of capital at the institute."""
    found = world.make_group(world.make_project())
    savers = world.make_savers(found)
    world.save(found, [(s, "saving", 4_000_000) for s in savers], day=date(2025, 5, 1), box="1020")
    loans.bring_capital(world.officer(), 1_000_000_000, "ทุนหมุนเวียน", date(2025, 1, 5), uuid.uuid4(), NOW)
    return found


def ask(group, saver=None, satang=30_000_000, **more):
    asked = loans.Asked(saver.pk if saver else None, satang, 180, "สร้างบ้าน", 200 if saver else 0)
    return loans.ask_loan(
        group, world.actor(group.project, "secretary"), replace(asked, **more), uuid.uuid4(), NOW, LENT
    )


def lend(group, loan, who=None, day=LENT, due=DUE):
    who = who or (world.actor(group.project, "chair") if loan.saver_id else world.officer())
    return loans.lend(group, loan.pk, who, "1020", due, NOW, day)


def repay(group, loan, satang, day, early="", key=None, box="1020", today=TODAY):
    treasurer, chair = world.actor(group.project, "treasurer"), world.actor(group.project, "chair")
    return repayments.repay(
        group, loan.pk, treasurer, chair, Repayment(satang, box, day, key or uuid.uuid4(), early), NOW, today
    )


def own_and_house(group):
    """The group's own loan of 600,000 and a house's of 300,000 out of it."""
    own = lend(group, ask(group, satang=60_000_000))
    return own, lend(group, ask(group, group.savers.first()))
