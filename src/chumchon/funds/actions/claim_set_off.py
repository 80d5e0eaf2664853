"""Arrears that an approved claim deducts become the member's contribution, with its receipt; and back when it is undone."""

import uuid
from datetime import date

from chumchon.agreements.decide import Decision
from chumchon.ledger.actions import PostingSession
from chumchon.ledger.rules import Draft, ReceiptDraft, commitment
from chumchon.thai.errors import Refused

from ..models import Claim, Contribution, Member
from ..queries.contributions import set_off_of, waits_on_a_sheet
from ..rules.contributions import Row, rows_digest
from ..rules.set_off import set_off, set_off_lines
from .claims import account_code
from .contributions import cannot_cancel, mirror

SET_OFF = uuid.UUID("0c7b2a56-3f0e-4d57-8f0a-5a4d1b9c6e20")  # names the entry of what a claim deducted


def post_set_off(session: PostingSession, claim: Claim, decision: Decision, actor_id: int, day: date) -> None:
    """Write what the decision deducts into the book, and move the member's paid-until by those days.

    Errors: OPEN_TAKING (the money for those days may have been taken already), YEAR_CLOSED.
    """
    found = set_off(decision)
    if found is None:
        return
    member = Member.objects.select_for_update().get(pk=claim.member_id)
    if waits_on_a_sheet(member):
        raise Refused(
            "OPEN_TAKING",
            "สมาชิกคนนี้มีเงินในใบเก็บเงินที่ยังไม่ปิดยอด ปิดยอดหรือยกเลิกรายการนั้นก่อน แล้วค่อยอนุมัติ จะได้ไม่หักเงินค้างซ้ำ",
            "The member's money waits on an open sheet; close it or undo it there, then approve.",
        )
    first, last = found.span(member.joined_on, member.paid_until)
    row = Row(commitment(bytes(member.salt or b""), member.uid), "due", found.satang, first, last)
    draft = Draft(
        day=day, kind="benefit", memo=f"หักเงินค้างจากสวัสดิการ คำขอ {claim.label}", source="claim", source_ref=claim.label,
        lines=set_off_lines(account_code(claim), found.satang), actor_id=actor_id, subsidiary_hash=rows_digest([row]),
        idempotency_key=uuid.uuid5(SET_OFF, str(claim.uid)),
    )  # fmt: skip
    entry, receipts = session.post(draft, [ReceiptDraft(row.kind, row.satang, row.commitment)])
    Contribution.objects.create(
        receipt=receipts[0], entry=entry, member=member, member_commitment=row.commitment, kind=row.kind,
        satang=row.satang, span_from=first, span_to=last, paid_until_before=member.paid_until,
    )  # fmt: skip
    member.paid_until = last
    member.save(update_fields=["paid_until"])


def undo_set_off(session: PostingSession, claim: Claim, actor_id: int, second_id: int, reason: str, day: date) -> None:
    """The days are owed again, as before the claim. Errors: OPEN_TAKING, LATER_FIRST, PAID_UNTIL_CHANGED, YEAR_CLOSED."""
    row = set_off_of(claim)
    if row is None:
        return
    member = Member.objects.select_for_update().get(pk=row.member_id)
    wrong = cannot_cancel(row, member)
    if wrong is not None:
        raise wrong
    sealed = Row(row.member_commitment, row.kind, -row.satang, row.span_from, row.span_to)
    key = uuid.uuid5(SET_OFF, f"{claim.uid} back")
    entry = session.reverse(row.entry, day, reason, actor_id, second_id, key, rows_digest([sealed]))
    mirror(entry, row, member).save()
    member.paid_until = row.paid_until_before
    member.save(update_fields=["paid_until"])
