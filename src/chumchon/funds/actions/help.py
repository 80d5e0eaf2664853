"""ความช่วยเหลือที่ไม่ใช่เงิน: written down, so that the year's report tells of it too; taken back where that was wrong."""

import json
import uuid
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor, may
from chumchon.people.protect import seal_with
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Refused

from ..models import Fund, HelpVoid, Member, NonCashHelp
from ..queries.claims import HEALTH
from ..queries.help import KINDS, seal_reason
from .claims import reason_of


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


def undo_permission(fund: Fund, actor: Actor, by_id: int, day: date) -> str:
    """By which permission this person may take help back that by_id wrote down; empty: by none."""
    where = fund.organisation
    asked = ["claims.approve"] + (["claims.enter"] if by_id == actor.user_id else [])
    return next((one for one in asked if may(actor, one, where.pk, where.subdistrict_id, day)), "")


@transaction.atomic
def undo_help(fund: Fund, help_id: int, actor: Actor, reason: str, now: datetime, day: date) -> HelpVoid:
    """Help was written down wrongly: from here on it counts no more, and stays readable with the reason.

    One person is enough (decisions/0026): it moved no money and used up no right. Pressed twice it is once.
    Errors: NOT_ALLOWED, FUND_ENDED, NO_HELP, NO_REASON, ALREADY (somebody else took it back).
    """
    Fund.objects.select_for_update().get(pk=fund.pk)  # two who press at once wait for each other
    row = NonCashHelp.objects.filter(fund=fund, pk=help_id).first()
    require(actor, "claims.read", fund.organisation, day)
    if row is None:
        raise Refused("NO_HELP", "ไม่พบรายการนี้ในกองทุน เปิดภาพรวมสวัสดิการใหม่", "No such help in this fund.")
    permission = undo_permission(fund, actor, row.by_id, day)
    if not permission:
        raise NotAllowed(
            "NOT_ALLOWED",
            "ยกเลิกได้เฉพาะผู้บันทึกรายการนี้ หรือกรรมการผู้อนุมัติสวัสดิการ ให้คนใดคนหนึ่งทำ",
            "Only who wrote it down, or the committee, takes it back.",
        )
    require(actor, permission, fund.organisation, day)
    before = HelpVoid.objects.filter(help=row).first()
    if before is not None:
        if before.by_id == actor.user_id:
            return before
        raise Clash("ALREADY", "มีคนยกเลิกรายการนี้ไปแล้ว เปิดหน้าใหม่เพื่อดูล่าสุด", "Somebody took it back already.")
    made = HelpVoid.objects.create(
        help=row, reason_sealed=seal_reason(row, reason_of(reason)), by_id=actor.user_id, at=now
    )
    record(actor.user_id, "claim.help_undone", fund.organisation, f"help:{row.pk}", now)
    return made
