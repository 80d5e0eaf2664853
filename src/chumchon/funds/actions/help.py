"""ความช่วยเหลือที่ไม่ใช่เงิน: written down, so that the year's report tells of it too."""

import json
import uuid
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.people.protect import seal_with
from chumchon.thai.errors import BadInput

from ..models import Fund, Member, NonCashHelp
from ..queries.claims import HEALTH
from ..queries.help import KINDS


@transaction.atomic
def give_help(
    fund: Fund, actor: Actor, member: Member | None, kind: str, words: str, value_satang: int, on: date, key: uuid.UUID,
    now: datetime, day: date,
) -> NonCashHelp:  # fmt: skip
    """Keep what was given: a kind of the status form, in words, worth about so much. Said twice with one key it is one.

    Errors: NOT_ALLOWED, NO_WORDS, NO_KIND, FUTURE_DATE.
    """
    require(actor, "claims.enter", fund.organisation, day)
    before = NonCashHelp.objects.filter(uid=key, fund=fund).first()
    if before is not None:
        return before
    told = " ".join(words.split())[:300]
    if not told:
        raise BadInput("NO_WORDS", "บอกว่าช่วยอะไร เช่น เยี่ยมไข้ ข้าวสาร 1 กระสอบ", "Say what was given.")
    if kind not in KINDS:
        raise BadInput("NO_KIND", "เลือกประเภทของความช่วยเหลือ", "Choose the kind.")
    if on > day:
        raise BadInput("FUTURE_DATE", "วันที่นี้ยังมาไม่ถึง ตรวจปี พ.ศ. อีกครั้ง", "The day lies in the future.")
    sealed = seal_with(HEALTH, key.bytes, json.dumps({"kind": kind, "words": told}, ensure_ascii=False).encode())
    made = NonCashHelp.objects.create(
        fund=fund, uid=key, member=member, day=on, sealed=sealed, value_satang=value_satang, by_id=actor.user_id, at=now
    )
    record(actor.user_id, "claim.help", fund.organisation, f"help:{made.pk}", now)
    return made
