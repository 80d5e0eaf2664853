"""A touch on a collection day: is it sound, is it said already, and does the cash meet what was taken?"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from chumchon.thai.errors import Clash, Plain, Refused
from chumchon.thai.money import baht, baht_short

from .contributions import Payer, Payment, check
from .dues import Plan, begun, cost, month_end, span_for

NO_ID = uuid.UUID(int=0)


@dataclass(frozen=True)
class Touch:
    """What a collector took from a member. uid is made by the phone (or the page); at is the moment of the touch."""

    uid: uuid.UUID
    member_id: int
    kind: str
    satang: int
    span_from: date | None
    span_to: date | None
    at: datetime
    device: str = ""

    @property
    def content(self) -> tuple[int, str, int, date | None, date | None]:
        """What must be the same for the same uid."""
        return self.member_id, self.kind, self.satang, self.span_from, self.span_to


@dataclass(frozen=True)
class Entry:
    """What a phone sent under said_id: a touch; or the undoing of one (touch None, uid the id of the touch); or a fault."""

    said_id: str
    sheet_id: int = 0
    uid: uuid.UUID = NO_ID
    touch: Touch | None = None
    fault: Plain | None = None


@dataclass(frozen=True)
class Answer:
    """What became of a touch. status: accepted, already, conflict or rejected; late: kept, but its sheet was closed."""

    uid: uuid.UUID
    status: str
    code: str = ""
    th: str = ""
    late: bool = False

    @property
    def kept(self) -> bool:
        """Is the money on a sheet?"""
        return self.status in ("accepted", "already")


def refusal(uid: uuid.UUID, error: Plain) -> Answer:
    """A conflict where a person has to decide, else rejected."""
    return Answer(uid, "conflict" if isinstance(error, Clash) else "rejected", error.code, error.th)


def judge(touch: Touch, payer: Payer, plan: Plan, fee_satang: int, fee_paid: bool) -> Plain | None:
    """Why a touch is not taken, or None. payer.paid_until counts what waits on open sheets too.

    Codes: those of rules.contributions.check; WRONG_AMOUNT; FEE_PAID.
    """
    wrong = check(Payment(touch.member_id, touch.kind, touch.satang, touch.span_from, touch.span_to), payer)
    if wrong is not None:
        return wrong
    if touch.kind == "entry_fee":
        return _judge_fee(touch, payer, fee_satang, fee_paid)
    try:
        span = span_for(plan, payer.paid_until, payer.joined_on, touch.satang)
    except Refused as crooked:
        return crooked
    if span == (touch.span_from, touch.span_to) or _costs(plan, touch, payer):
        return None
    return Refused(
        "WRONG_AMOUNT",
        f"ยอด {baht_short(touch.satang)} ไม่ตรงกับเดือนที่จ่ายของสมาชิกเลขที่ {payer.number} เปิดหน้าใหม่แล้วรับอีกครั้ง",
        "The amount is not the price of that span; reload and take it again.",
    )


def _costs(plan: Plan, touch: Touch, payer: Payer) -> bool:
    """Two spans may have one price where a year is cheaper than its months: either is right."""
    first, last = touch.span_from, touch.span_to
    if first is None or last is None or (plan.kind != "daily" and last != month_end(last)):
        return False
    return cost(plan, first, last, begun(payer.joined_on, payer.paid_until)) == touch.satang


def _judge_fee(touch: Touch, payer: Payer, fee_satang: int, fee_paid: bool) -> Plain | None:
    if fee_paid:
        return Clash(
            "FEE_PAID", f"สมาชิกเลขที่ {payer.number} จ่ายค่าสมัครแล้ว ไม่ต้องรับอีก", f"Member {payer.number} has paid the fee."
        )
    if touch.satang != fee_satang:
        return Refused(
            "WRONG_AMOUNT", f"ค่าสมัครคือ {baht_short(fee_satang)} แก้จำนวนเงิน", f"The entry fee is {fee_satang}."
        )
    return None


def difference(taken: int, counted: int, reason: str) -> int:
    """Counted less taken, in satang. Errors: NO_REASON (they differ and nobody says why), NOTHING_TAKEN."""
    found = counted - taken
    if found and not taken:
        raise Refused(
            "NOTHING_TAKEN", "ใบนี้ยังไม่มีรายการรับเงิน แต่นับเงินได้ รับเงินเข้าใบก่อน หรือแก้จำนวนที่นับเป็นศูนย์", "Nothing was taken."
        )
    if found and not reason.strip():
        word = "เกิน" if found > 0 else "ขาด"
        raise Refused(
            "NO_REASON",
            f"เงินที่นับ{word} {baht(abs(found))} บาท นับอีกครั้ง หรือบอกเหตุผลที่{word}",
            "The cash differs; count again or say why.",
        )
    return found
