"""What a collector takes and undoes: durable at each touch, once for each uid, never two spans that overlap.

Locks are always taken in one order (sheet, then book, then members by id), so that nobody waits in a circle.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.thai.errors import Clash, Plain, Refused

from ..models import CollectionSheet, Fund, Member, Taking, TakingVoid
from ..queries.dues import entry_fee_of, plan_of
from ..queries.takings import WAITING, fee_payers, payers
from ..rules.collecting import Answer, Touch, judge, refusal
from ..rules.contributions import Payer
from ..rules.dues import Plan

MOST_TOUCHES = 500  # in one call


def lock_sheet(fund: Fund, sheet_id: int) -> CollectionSheet:
    """The sheet of this fund, locked: touches and the closing of one sheet queue here. Errors: NO_SHEET."""
    sheet = CollectionSheet.objects.select_for_update().filter(pk=sheet_id, fund=fund).first()
    if sheet is None:
        raise Refused("NO_SHEET", "ไม่พบใบเก็บเงินนี้ กลับไปเลือกจากรายการ", "No such sheet in this fund.")
    return sheet


@transaction.atomic
def take(
    fund: Fund, sheet_id: int, actor: Actor, touches: Sequence[Touch], day: date, now: datetime, together: bool = False
) -> list[Answer]:  # fmt: skip
    """Keep touches on a sheet; one answer each, in their order. On a closed sheet they are kept as late.

    together: all or nothing, the first one that is refused raises its error. Errors: NOT_ALLOWED, NO_SHEET, TOO_MANY.
    """
    require(actor, "collect.take", fund.organisation, day)
    if len(touches) > MOST_TOUCHES:
        raise Refused("TOO_MANY", f"ส่งได้ครั้งละไม่เกิน {MOST_TOUCHES} รายการ แบ่งส่ง", "Too many touches in one call.")
    sheet = lock_sheet(fund, sheet_id)
    table = _table(fund, sheet, touches)
    kept: list[Taking] = []
    answers: list[Answer] = []
    for touch in touches:
        before, wrong = table.said.get(touch.uid), None
        if before is None:
            wrong = table.judge(touch)
        if wrong is not None and together:
            raise wrong
        if before is not None:
            answers.append(_said_before(touch, before, sheet))
        elif wrong is not None:
            answers.append(refusal(touch.uid, wrong))
        else:
            kept.append(table.keep(_taking(sheet, touch, actor, now)))
            answers.append(_kept(touch, sheet))
    if kept:
        Taking.objects.bulk_create(kept)
        detail = {"rows": len(kept), "satang": sum(t.satang for t in kept), "late": kept[0].late}
        record(actor.user_id, "taking.add", fund.organisation, f"sheet:{sheet.pk}", now, detail)
    return answers


@dataclass
class _Table:
    """What touches meet, one after another: the payers as they stand by then, the plan, and what was said before."""

    plan: Plan
    fee: int
    payers: dict[int, Payer]
    fee_payers: set[int]
    said: dict[uuid.UUID, Taking]

    def judge(self, touch: Touch) -> Plain | None:
        """Why the touch is not taken, or None."""
        payer = self.payers.get(touch.member_id)
        if payer is None:
            return Refused("NO_MEMBER", "ไม่พบสมาชิกคนนี้ในกองทุน เลือกจากทะเบียนอีกครั้ง", "No such member in this fund.")
        return judge(touch, payer, self.plan, self.fee, touch.member_id in self.fee_payers)

    def keep(self, taking: Taking) -> Taking:
        """The touches that follow see this one."""
        self.said[taking.uid] = taking
        if taking.kind == "due":
            self.payers[taking.member_id] = replace(self.payers[taking.member_id], paid_until=taking.span_to)
        else:
            self.fee_payers.add(taking.member_id)
        return taking


def _table(fund: Fund, sheet: CollectionSheet, touches: Sequence[Touch]) -> _Table:
    """The members are locked: another sheet or the counter waits with its touch until this one is kept."""
    ids = {t.member_id for t in touches}
    members = list(Member.objects.select_for_update().filter(fund=fund, id__in=ids).order_by("id"))
    fees = any(t.kind == "entry_fee" for t in touches)
    said = Taking.objects.filter(uid__in=[t.uid for t in touches])
    return _Table(
        plan=plan_of(fund, sheet.day), fee=entry_fee_of(fund, sheet.day) if fees else 0, payers=payers(members),
        fee_payers=fee_payers(ids) if fees else set(), said={t.uid: t for t in said},
    )  # fmt: skip


def _kept(touch: Touch, sheet: CollectionSheet) -> Answer:
    if sheet.state == "open":
        return Answer(touch.uid, "accepted")
    return Answer(touch.uid, "accepted", "LATE", "ใบนี้ปิดยอดแล้ว เก็บไว้ในรายการมาช้า ให้เลือกใบใหม่ที่หน้ารายการมาช้า", late=True)


def _said_before(touch: Touch, before: Taking, sheet: CollectionSheet) -> Answer:
    same = (before.member_id, before.kind, before.satang, before.span_from, before.span_to) == touch.content
    if same and before.sheet_id == sheet.pk:
        return Answer(touch.uid, "already", late=before.late)
    return refusal(
        touch.uid, Clash("ID_REUSED", "รายการนี้เคยส่งแล้วด้วยเนื้อหาอื่น เปิดหน้าใหม่แล้วรับอีกครั้ง", "This id was used for another taking.")
    )  # fmt: skip


def _taking(sheet: CollectionSheet, touch: Touch, actor: Actor, now: datetime) -> Taking:
    return Taking(
        uid=touch.uid, sheet=sheet, member_id=touch.member_id, kind=touch.kind, satang=touch.satang,
        span_from=touch.span_from, span_to=touch.span_to, device=touch.device[:60], at=min(touch.at, now),
        received_at=now, actor_id=actor.user_id, late=sheet.state == "closed",
    )  # fmt: skip


@transaction.atomic
def void(fund: Fund, taking_uid: uuid.UUID, actor: Actor, day: date, now: datetime, reason: str = "") -> Answer:
    """Undo a taking that is not in the book yet. Undone twice it is undone once ("already").

    Errors: NOT_ALLOWED, NO_TAKING, SHEET_CLOSED (cancel the receipt instead), LATER_FIRST.
    """
    require(actor, "collect.take", fund.organisation, day)
    taking = Taking.objects.filter(uid=taking_uid, sheet__fund=fund).first()
    if taking is None:
        raise Refused("NO_TAKING", "ไม่พบรายการรับเงินนี้ เปิดหน้าใหม่แล้วลองอีกครั้ง", "No such taking in this fund.")
    sheet = lock_sheet(fund, taking.sheet_id)
    Member.objects.select_for_update().get(pk=taking.member_id)
    if TakingVoid.objects.filter(taking=taking).exists():
        return Answer(taking_uid, "already")
    if sheet.state == "closed" and not taking.late:
        raise Refused(
            "SHEET_CLOSED", "ใบนี้ปิดยอดและออกใบเสร็จแล้ว ให้เหรัญญิกยกเลิกใบเสร็จแทน", "The sheet is closed; cancel the receipt."
        )
    later = Taking.objects.filter(WAITING, member=taking.member_id, kind="due", span_from__gt=taking.span_from)
    if taking.kind == "due" and later.exists():
        raise Refused(
            "LATER_FIRST", "สมาชิกคนนี้จ่ายเดือนหลังจากนี้ไว้ด้วย ยกเลิกรายการหลังก่อน", "Undo the member's later taking first."
        )
    TakingVoid.objects.create(taking=taking, at=now, actor_id=actor.user_id, reason=reason.strip()[:200])
    detail = {"satang": taking.satang, "reason": reason.strip()[:200]}
    record(actor.user_id, "taking.void", fund.organisation, f"taking:{taking.pk}", now, detail)
    return Answer(taking_uid, "accepted")


@transaction.atomic
def move_late(fund: Fund, taking_uid: uuid.UUID, sheet_id: int, actor: Actor, day: date, now: datetime) -> Answer:
    """Put a late taking on an open sheet: the late one is voided, the new one names it. Moved twice it is moved once.

    Errors: NOT_LATE, SHEET_CLOSED, and what void and take refuse.
    """
    taking = Taking.objects.filter(uid=taking_uid, sheet__fund=fund, late=True).first()
    if taking is None:
        raise Refused("NOT_LATE", "รายการนี้ไม่อยู่ในรายการมาช้า เปิดหน้าใหม่แล้วดูอีกครั้ง", "Not a late taking of this fund.")
    moved = uuid.uuid5(taking_uid, "moved")
    if Taking.objects.filter(uid=moved).exists():
        return Answer(moved, "already")
    if lock_sheet(fund, sheet_id).state == "closed":
        raise Refused("SHEET_CLOSED", "ใบที่เลือกปิดยอดแล้ว เลือกใบที่ยังเปิดอยู่", "That sheet is closed; choose an open one.")
    void(fund, taking_uid, actor, day, now, f"ย้ายไปใบเก็บเงินที่ {sheet_id}")
    touch = Touch(
        moved,
        taking.member_id,
        taking.kind,
        taking.satang,
        taking.span_from,
        taking.span_to,
        taking.at,
        f"late:{taking.uid}",
    )
    [answer] = take(fund, sheet_id, actor, [touch], day, now, together=True)
    record(actor.user_id, "taking.move", fund.organisation, f"taking:{taking.pk}", now, {"sheet": sheet_id})
    return answer
