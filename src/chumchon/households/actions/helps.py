"""Help that reached a house, written down by hand."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record
from chumchon.access.rules import Actor
from chumchon.thai.errors import BadInput, Clash

from ..models import HouseholdHelp, Register
from ..queries.sealed import seal
from ..rules.referrals import SOURCES
from .common import locked_passbook


@dataclass(frozen=True)
class HelpFacts:
    """What came, from whom, on which day, worth how many satang (0: not money)."""

    source: str
    words: str
    day: date
    satang: int = 0


@transaction.atomic
def add_help(
    register: Register, pass_id: int, actor: Actor, facts: HelpFacts, key: uuid.UUID, now: datetime, day: date
) -> HouseholdHelp:
    """Said twice with one key it is one. Errors: NOT_ALLOWED, NO_PASSBOOK, NOT_OPEN, KEY_REUSED, NO_WORDS, CHOICE, FUTURE_DATE, BAD_AMOUNT."""
    row = locked_passbook(register, pass_id, actor, "households.visit", day)
    there = HouseholdHelp.objects.filter(uid=key).first()
    if there is not None:
        if there.passbook_id != row.pk:
            raise Clash("KEY_REUSED", "หน้านี้ใช้บันทึกเรื่องอื่นไปแล้ว เปิดหน้าใหม่", "This key was used for another household.")
        return there
    words = " ".join(facts.words.split())[:300]
    for fails, code, th, en in (
        (not words, "NO_WORDS", "บอกว่าช่วยอะไร", "Say what the help was."),
        (facts.source not in SOURCES, "CHOICE", "เลือกว่าใครช่วย", "Choose who helped."),
        (facts.day > day, "FUTURE_DATE", "วันที่นี้ยังมาไม่ถึง ตรวจปี พ.ศ.", "The day lies ahead."),
        (not 0 <= facts.satang <= 10**12, "BAD_AMOUNT", "มูลค่าไม่น่าเป็นไปได้ ตรวจตัวเลข", "The value is out of bounds."),
    ):
        if fails:
            raise BadInput(code, th, en)
    made = HouseholdHelp.objects.create(
        passbook=row, uid=key, day=facts.day, source=facts.source, satang=facts.satang, sealed=seal(key, {"words": words}),
        by_id=actor.user_id, at=now,
    )  # fmt: skip
    record(actor.user_id, "household.help", register.organisation, f"passbook:{row.pk}", now)
    return made
