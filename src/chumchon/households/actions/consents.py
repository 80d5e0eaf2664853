"""The family's word: taken back, its own copy, and everything erased on request."""

from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record
from chumchon.access.rules import Actor

from ..models import Consent, Passbook, Referral, Register
from ..rules.referrals import OPEN
from .common import locked_passbook


def say(passbook: Passbook, kind: str, actor: Actor, now: datetime, day: date) -> None:
    """Write down what the family said. Call inside a transaction."""
    Consent.objects.create(passbook=passbook, kind=kind, day=day, by_id=actor.user_id, at=now)


def forget(passbook: Passbook, state: str, at: datetime) -> None:
    """Answers, plans and help go, and the words of what was sent on; the house's number and the word itself stay.

    What a fund or a project wrote in its own book is theirs and stays there.
    """
    passbook.state, passbook.state_at = state, at
    passbook.newest = passbook.before = passbook.revisit_on = None
    passbook.save(update_fields=["state", "state_at", "newest", "before", "revisit_on"])
    for rows in (passbook.visits, passbook.plans, passbook.helps):
        rows.all().delete()
    Referral.objects.filter(passbook=passbook, state__in=OPEN).update(state="cancelled", ended_on=at.date())
    Referral.objects.filter(passbook=passbook).update(sealed=b"", member=None, house=None, claim=None, trainee=None)


@transaction.atomic
def refuse(register: Register, pass_id: int, actor: Actor, now: datetime, day: date) -> Passbook:
    """The family takes its consent back: nothing that it said is kept. Errors: NOT_ALLOWED, NO_PASSBOOK, NOT_OPEN."""
    row = locked_passbook(register, pass_id, actor, "households.visit", day)
    say(row, "withdrawn", actor, now, day)
    forget(row, "refused", now)
    record(actor.user_id, "household.refuse", register.organisation, f"passbook:{row.pk}", now)
    return row


@transaction.atomic
def erase(register: Register, pass_id: int, actor: Actor, now: datetime, day: date) -> Passbook:
    """The family asks to be forgotten, also where it refused before. Errors: NOT_ALLOWED, NO_PASSBOOK."""
    row = locked_passbook(register, pass_id, actor, "households.private", day, still_open=False)
    if row.state != "erased":
        say(row, "erased", actor, now, day)
        forget(row, "erased", now)
        Referral.objects.filter(passbook=row).delete()  # not even that something was sent on is kept
        record(actor.user_id, "household.erase", register.organisation, f"passbook:{row.pk}", now)
    return row


@transaction.atomic
def export(register: Register, pass_id: int, actor: Actor, now: datetime, day: date) -> Passbook:
    """The family gets its own copy: written down before it is handed out. Errors: NOT_ALLOWED, NO_PASSBOOK, NOT_OPEN."""
    row = locked_passbook(register, pass_id, actor, "households.private", day)
    say(row, "exported", actor, now, day)
    record(actor.user_id, "household.export", register.organisation, f"passbook:{row.pk}", now)
    return row


def record_reading(register: Register, actor: Actor, subject: str, now: datetime, verb: str = "household.read") -> None:
    """Somebody opened what rests sealed: who and when stands on the register's trail."""
    record(actor.user_id, verb, register.organisation, subject, now)
