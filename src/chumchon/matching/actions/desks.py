"""What each desk says of a request: it passes, goes back to be mended, or is refused. Nobody sits at two desks of one request."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from chumchon.access.actions import record
from chumchon.access.rules import Actor
from chumchon.funds.queries.reports import book_of
from chumchon.thai.errors import BadInput, Clash, Plain, Refused

from ..models import Request, Signature, Step
from ..queries import stops
from ..queries.requests import missing, signatures
from ..rules.desks import BY_KEY, VERDICTS, after
from .doors import require_here
from .requests import locked, move


def decide(
    request_id: int, desk: str, verdict: str, reason: str, actor: Actor, now: datetime, day: date,
    count_no: int | None = None,
) -> Request:  # fmt: skip
    """One desk's verdict: "pass", "return" (with a reason; the fund mends and counts anew) or "refuse" (with a reason).

    Errors: NO_VERDICT, NO_REASON, NOT_ALLOWED, BEYOND_AREA, DECIDED (another officer was quicker, or it was counted anew),
    TWO_DESKS (this person decided at another desk, or is of the fund), NO_LOCAL_HEAD, FINDINGS, BOOK_CHANGED, STALE.
    """
    if desk not in BY_KEY:
        raise BadInput("NO_VERDICT", "ไม่มีโต๊ะนี้ เปิดหน้าคำขอใหม่", "There is no such desk.")
    try:
        with transaction.atomic():
            request = locked(request_id)
            require_here(actor, BY_KEY[desk].permission, request.fund.organisation, day)
            state = after(request.state, desk, verdict, reason)
            wrong = _another(request, desk, actor, count_no) or (_unsound(request, desk) if verdict == "pass" else None)
            if wrong is not None:
                raise wrong
            Step.objects.create(
                request=request, count_no=request.count_no, desk=desk, verdict=verdict, reason=reason.strip()[:500],
                actor_id=actor.user_id, at=now,
            )  # fmt: skip
            move(request, state)
            detail = {"desk": desk, "verdict": verdict, "reason": reason.strip()[:500] or VERDICTS[verdict]}
            record(actor.user_id, f"match.{verdict}", request.fund.organisation, f"request:{request.pk}", now, detail)
    except IntegrityError:  # the desk has spoken in the same moment
        raise _quicker() from None
    return request


def _quicker() -> Clash:
    return Clash(
        "DECIDED", "มีเจ้าหน้าที่อีกคนตัดสินคำขอนี้พอดี เปิดหน้าใหม่เพื่อดูผล", "Another officer was quicker; reload the request."
    )


def _another(request: Request, desk: str, actor: Actor, count_no: int | None) -> Plain | None:
    if count_no is not None and count_no != request.count_no:
        return Clash(
            "DECIDED", "กองทุนนับคำขอใหม่แล้ว เปิดหน้าใหม่แล้วอ่านตัวเลขใหม่ก่อนตัดสิน", "It was counted anew; read it first."
        )
    elsewhere = Step.objects.filter(request=request, actor_id=actor.user_id).exclude(desk=desk).exists()
    signed = Signature.objects.filter(request=request, user_id=actor.user_id).exists()
    if elsewhere or signed or request.counted_by_id == actor.user_id:
        return Refused(
            "TWO_DESKS", "คุณทำคำขอนี้ที่โต๊ะอื่นมาแล้ว คนหนึ่งตัดสินคำขอเดียวกันสองโต๊ะไม่ได้ ให้เจ้าหน้าที่อีกคนตัดสิน",
            "You acted on this request at another desk; another officer decides here.",
        )  # fmt: skip
    return None


def _unsound(request: Request, desk: str) -> Plain | None:
    if request.round.settle_started_at is not None:
        return Refused(
            "ROUND_SETTLED", "รอบนี้เริ่มจัดสรรแล้ว คำขอนี้จึงผ่านต่อไม่ได้ ส่งคืนให้กองทุนขอในรอบหน้า",
            "The settlement of this round has begun; return the request for the next round.",
        )  # fmt: skip
    if desk == "province" and missing(signatures(request))[2]:
        return Refused(
            "NO_LOCAL_HEAD", "ยังไม่ได้บันทึกหนังสือที่ผู้บริหารท้องถิ่นลงชื่อ บันทึกเลขที่หนังสือก่อนให้ผ่าน",
            "Record the paper signed by the local government's head first.",
        )  # fmt: skip
    return stops.by_findings(request.fund.organisation) or stops.by_book(request, book_of(request.fund))
