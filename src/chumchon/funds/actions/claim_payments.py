"""Money of approved claims: paid in order and never beyond the cash, undone with a reason. The book is locked meanwhile."""

import secrets
import uuid
from datetime import date, datetime

from django.db.models import Max

from chumchon.access.actions import record, require, require_another
from chumchon.access.rules import Actor
from chumchon.ledger.actions import PostingSession, posting
from chumchon.ledger.models import Account, Entry
from chumchon.ledger.rules import Draft, year_be
from chumchon.thai.errors import BadInput, Clash, Refused

from ..models import Claim, ClaimPayment, ClaimSeatVote, Fund
from ..queries import counters
from ..queries.claims import receiver_of, seal_words
from ..rules import claims as rules
from ..rules.approvals import is_receiver
from .claim_set_off import undo_set_off
from .claim_verdicts import DEFERRAL
from .claims import account_code, locked, set_state

CASH = "1010"


def pay(
    fund: Fund, claim_id: int, actor: Actor, account: str, receiver_th: str, key: uuid.UUID, now: datetime, day: date
) -> ClaimPayment:
    """Pay what may be paid now from that account (1010 is cash, a bank's code a transfer). Said twice with one key it is one.

    Errors: NOT_ALLOWED, ALREADY (paid or not approved), NO_RECEIVER, OWN_MONEY, NO_ACCOUNT, NO_CASH, OUT_OF_ORDER, KEY_REUSED, YEAR_CLOSED.
    """
    require(actor, "claims.pay", fund.organisation, day)
    with posting(counters.book_of(fund).pk, now) as session:
        claim = locked(fund, claim_id)
        before = session.find(key)
        if before is not None:
            return _same(before, claim)
        if claim.state not in rules.OWED:
            raise Clash(
                "ALREADY", f"คำขอนี้{claim.get_state_display()}แล้ว ไม่มีเงินให้จ่ายตอนนี้", f"The claim is {claim.state}."
            )
        receiver = " ".join(receiver_th.split())[:160]
        if not receiver:
            raise BadInput("NO_RECEIVER", "บอกชื่อผู้รับเงิน", "Say who receives the money.")
        if is_receiver(actor.name_th, receiver) and not is_receiver(actor.name_th, receiver_of(claim)):
            raise Refused(
                "OWN_MONEY",
                "กรรมการไม่ได้อนุมัติให้คุณเป็นผู้รับเงิน ใส่ชื่อผู้ที่มารับจริง หรือให้ส่งคำขอใหม่ถ้าผู้รับเปลี่ยน",
                "Who pays does not become the receiver that the committee never saw.",
            )
        box = Account.objects.filter(book=session.book, code=account, is_cash=True).first()
        if box is None:
            raise BadInput("NO_ACCOUNT", "เลือกว่าจ่ายจากเงินสดหรือบัญชีธนาคารใด", "Choose cash or a bank account.")
        cash = counters.cash_of(session.book)
        share = rules.share_now(counters.owed_of(claim), counters.owed(fund, claim.pk), cash)
        rules.check_account(box.name_th, counters.balance(box), share.satang)
        payment = _pay(session, claim, actor, box, receiver, share, key, now, day)
        claim.satang_paid += share.satang
        claim.satang_deferred -= share.deferred_satang
        claim.state = "paid" if claim.satang_left == 0 else "part_paid"
        claim.save(update_fields=["satang_paid", "satang_deferred", "state"])
        detail = {"number": payment.label, "satang": share.satang}
        record(actor.user_id, "claim.pay", fund.organisation, f"claim:{claim.pk}", now, detail)
        return payment


def _same(entry: Entry, claim: Claim) -> ClaimPayment:
    found = ClaimPayment.objects.filter(entry=entry, claim=claim, reverses=None).first()
    if found is None:
        raise Clash("KEY_REUSED", "หน้านี้ใช้จ่ายรายการอื่นไปแล้ว เปิดหน้าใหม่", "This key was used for another payment.")
    return found


def _pay(
    session: PostingSession, claim: Claim, actor: Actor, box: Account, receiver: str, share: rules.Share, key: uuid.UUID,
    now: datetime, day: date,
) -> ClaimPayment:  # fmt: skip
    payment = ClaimPayment(
        fund=claim.fund, claim=claim, satang=share.satang, deferred_satang=share.deferred_satang, account=box,
        method="cash" if box.code == CASH else "transfer", receiver_sealed=seal_words(claim.member, receiver), day=day, by_id=actor.user_id,
        checker_id=_checker(claim, actor), public_code=secrets.token_hex(13), at=now,
    )  # fmt: skip
    _number(session, payment)
    draft = Draft(
        day=day, kind="claim", memo=f"จ่ายสวัสดิการ คำขอ {claim.label} ใบสำคัญ {payment.label}",
        lines=rules.payment_lines(account_code(claim), share, box.code), source="claim", source_ref=claim.label,
        actor_id=actor.user_id, checker_id=payment.checker_id, idempotency_key=key, subsidiary_hash=_digest(payment),
    )  # fmt: skip
    payment.entry, _ = session.post(draft)
    payment.save()
    return payment


def _number(session: PostingSession, payment: ClaimPayment) -> None:
    """The next of the fund's year; the locked book lets one in at a time, so there is no gap."""
    payment.year_be = year_be(payment.day, session.book.year_end_month)
    rows = ClaimPayment.objects.filter(fund=payment.fund_id, year_be=payment.year_be)
    payment.number = (rows.aggregate(m=Max("number"))["m"] or 0) + 1


def _digest(payment: ClaimPayment) -> str:
    return rules.payment_digest(
        [(str(payment.claim.uid), payment.label, payment.satang, payment.deferred_satang, payment.public_code)]
    )


def _checker(claim: Claim, actor: Actor) -> int | None:
    """The last person who approved or wrote the committee's votes down, other than the one who pays."""
    said = claim.verdicts.filter(verdict="approve").exclude(user_id=actor.user_id).order_by("-id").first()
    if said is not None:
        return said.user_id
    votes = ClaimSeatVote.objects.filter(decision__claim=claim).order_by("-id")
    return next((pk for vote in votes for pk in (vote.by_id, vote.checker_id) if pk != actor.user_id), None)


def reverse_claim(
    fund: Fund, claim_id: int, actor: Actor, second: Actor, reason: str, now: datetime, day: date
) -> Claim:
    """Undo the payments of a claim and what was deferred: it was wrong. The rights that it used come back.

    Another person than the payer undoes it, and a second one signs beside them. A death stays in the register until the
    registrar takes it back.
    Errors: NOT_ALLOWED, NO_REASON, ALREADY, SAME_PERSON, YEAR_CLOSED; those of undo_set_off.
    """
    for who in (actor, second):
        require(who, "claims.approve", fund.organisation, day)
    require_another(actor, second.user_id)
    words = " ".join(reason.split())[:200]
    if not words:
        raise BadInput("NO_REASON", "บอกเหตุผลที่ยกเลิกการจ่าย และเงินกลับมาแล้วหรือยัง", "Give the reason.")
    with posting(counters.book_of(fund).pk, now) as session:
        claim = locked(fund, claim_id)
        if claim.state not in rules.COUNTED:
            raise Clash("ALREADY", f"คำขอนี้{claim.get_state_display()}แล้ว ยกเลิกไม่ได้", f"The claim is {claim.state}.")
        standing = list(
            claim.payments.filter(reverses=None, reversed_by=None)
            .select_related("entry", "account", "claim")
            .order_by("id")
        )
        if any(p.by_id == actor.user_id for p in standing):
            raise Refused(
                "SAME_PERSON", "ผู้จ่ายยกเลิกเองไม่ได้ ให้กรรมการอีกคนยกเลิก", "Another person than the payer must undo it."
            )
        # The reason rests on the claim: the book and the trail are in clear and can never forget it.
        why = f"เหตุผลอยู่ในคำขอ {claim.label}"
        for paid in standing:
            _reverse(session, paid, actor, second, f"ยกเลิกใบสำคัญ {paid.label} {why}", now, day)
        deferral = session.find(uuid.uuid5(DEFERRAL, str(claim.uid)))
        if deferral is not None:
            key = uuid.uuid5(DEFERRAL, f"{claim.uid} back")
            session.reverse(deferral, day, f"ยกเลิกค้างจ่าย {why}", actor.user_id, second.user_id, key)
        undo_set_off(session, claim, actor.user_id, second.user_id, f"คืนเงินค้างที่หักไว้ {why}", day)
        set_state(claim, "reversed", words)
        claim.satang_due = claim.satang_paid = claim.satang_deferred = 0
        claim.save(update_fields=["satang_due", "satang_paid", "satang_deferred"])
        detail = {"number": claim.label, "satang": sum(p.satang for p in standing), "second": second.user_id}
        record(actor.user_id, "claim.reverse", fund.organisation, f"claim:{claim.pk}", now, detail)
        return claim


def _reverse(
    session: PostingSession, paid: ClaimPayment, actor: Actor, second: Actor, reason: str, now: datetime, day: date
) -> None:
    back = ClaimPayment(
        fund_id=paid.fund_id, claim=paid.claim, satang=-paid.satang, deferred_satang=-paid.deferred_satang,
        account=paid.account, method=paid.method, receiver_sealed=paid.receiver_sealed, day=day, by_id=actor.user_id,
        checker_id=second.user_id, public_code=secrets.token_hex(13), reverses=paid, at=now,
    )  # fmt: skip
    _number(session, back)
    key = uuid.uuid5(paid.entry.idempotency_key, "reverse")
    back.entry = session.reverse(
        paid.entry, day, reason[:300], actor.user_id, second.user_id, key, subsidiary_hash=_digest(back)
    )
    back.save()
