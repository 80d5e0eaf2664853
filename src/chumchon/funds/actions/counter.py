"""รับเงินที่โต๊ะ: one member at the table, the receipt at once."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import require
from chumchon.access.rules import Actor
from chumchon.ledger.models import Book
from chumchon.thai.errors import Clash
from chumchon.thai.money import baht_short

from ..models import Fund, Member
from ..queries.dues import entry_fee_of, plan_of
from ..queries.takings import fee_payers, payers, waiting
from ..rules.collecting import Touch, judge
from ..rules.contributions import Payment
from .contributions import Posted, post_contributions


@transaction.atomic
def take_at_counter(
    fund: Fund, actor: Actor, payments: Sequence[Payment], day: date, now: datetime, key: uuid.UUID
) -> Posted:  # fmt: skip
    """Post a member's payments now: one entry, a receipt each. Said twice with one key it is said once.

    Errors: WAITS_ON_SHEET (money of the member is on an open sheet), and what judge and post_contributions refuse.
    """
    require(actor, "collect.take", fund.organisation, day)
    # The book first, then the member: the order in which every posting locks.
    book = Book.objects.select_for_update().get(organisation_id=fund.organisation_id)
    ids = {p.member_id for p in payments}
    members = list(Member.objects.select_for_update().filter(fund=fund, id__in=ids).order_by("id"))
    if len(members) == len(ids) and not book.entries.filter(idempotency_key=key).exists():
        _check(fund, members, payments, day, now)
    memo = f"รับเงินที่โต๊ะ สมาชิกเลขที่ {', '.join(m.number for m in members)}"
    return post_contributions(fund, actor, None, day, payments, key, memo, "counter", "", now)


def _check(fund: Fund, members: list[Member], payments: Sequence[Payment], day: date, now: datetime) -> None:
    held = waiting(fund).filter(member__in=members).select_related("sheet__village", "member").first()
    if held is not None:
        raise Clash(
            "WAITS_ON_SHEET",
            f"สมาชิกเลขที่ {held.member.number} จ่าย {baht_short(held.satang)} ไว้ในใบเก็บเงิน {held.sheet.village.label} "
            "ที่ยังไม่ปิดยอด ปิดยอดใบนั้นก่อน หรือยกเลิกรายการในใบ",
            "The member's money waits on an open sheet; close it or undo it there first.",
        )
    found, plan = payers(members), plan_of(fund, day)
    fee, paid = entry_fee_of(fund, day), fee_payers(found)
    for payment in payments:
        payer = found[payment.member_id]
        touch = Touch(
            uuid.uuid4(), payment.member_id, payment.kind, payment.satang, payment.span_from, payment.span_to, now
        )
        wrong = judge(touch, payer, plan, fee, payment.member_id in paid)
        if wrong is not None:
            raise wrong
        if payment.kind == "due":
            found[payment.member_id] = replace(payer, paid_until=payment.span_to)
        else:
            paid.add(payment.member_id)
