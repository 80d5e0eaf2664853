"""What several writes of the room share."""

from datetime import date

from chumchon.access.rules import Actor, may
from chumchon.thai.errors import BadInput, NotAllowed, Refused

from ..models import Call


def require_area(actor: Actor, permission: str, area: str, day: date) -> None:
    """May the actor do this for the whole area of a call ("" the nation)? Errors: NOT_ALLOWED."""
    if not may(actor, permission, None, area, day):
        raise NotAllowed(
            "NOT_ALLOWED", "แหล่งทุนนี้อยู่นอกพื้นที่ของคุณ ให้เจ้าหน้าที่ของพื้นที่นั้นทำ", "This call lies outside of your area."
        )


def reason_of(text: str, most: int = 300) -> str:
    """The reason as it is kept. Errors: NO_REASON."""
    reason = " ".join(text.split())[:most]
    if len(reason) < 3:
        raise BadInput("NO_REASON", "บอกเหตุผลสั้น ๆ", "Give a reason.")
    return reason


def locked(call_id: int) -> Call:
    """The call's row locked until the transaction ends: numbers have no gaps, and nobody is quicker than its closing.

    Errors: NO_CALL.
    """
    row = Call.objects.select_for_update(of=("self",)).filter(pk=call_id).first()
    if row is None:
        raise Refused("NO_CALL", "ไม่พบแหล่งทุนนี้ เลือกจากรายการ", "There is no such call.")
    return row
