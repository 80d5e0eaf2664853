"""What makes members' payments sound, the control totals of their entry, and the digest that seals them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chumchon.ledger.rules import Posting, digest
from chumchon.thai.dates import short_th
from chumchon.thai.errors import Clash, Plain, Refused
from chumchon.thai.money import baht

from .dues import first_unpaid

CASH, OVER, SHORT = "1010", "4090", "5290"
INCOME = {"due": "4010", "entry_fee": "4020"}
MOST_PAYMENTS = 2000  # one posting: a village has some hundreds
GONE = {"left": "ลาออกแล้ว", "lapsed": "พ้นสภาพแล้ว", "died": "เสียชีวิตแล้ว"}


@dataclass(frozen=True)
class Payment:
    """Money of one member. kind: due (with a span, both days included) or entry_fee (without); satang above zero."""

    member_id: int
    kind: str
    satang: int
    span_from: date | None = None
    span_to: date | None = None


@dataclass(frozen=True)
class Payer:
    """A member as a payment sees them."""

    number: str
    status: str
    joined_on: date
    paid_until: date | None


@dataclass(frozen=True)
class Row:
    """A contribution as the chain sees it: the person only as a salted commitment (ledger.rules.commitment)."""

    commitment: str
    kind: str
    satang: int
    span_from: date | None
    span_to: date | None


def rows_digest(rows: Iterable[Row]) -> str:
    """Digest over an entry's contributions in the order of their receipts: the n-th row belongs to the n-th receipt."""
    return digest([[r.commitment, r.kind, r.satang, _iso(r.span_from), _iso(r.span_to)] for r in rows])


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def gone(payer: Payer) -> Plain | None:
    """Why nothing is taken from this person: left, lapsed or died."""
    if payer.status == "active":
        return None
    why = GONE[payer.status]
    again = "ให้รับเป็นสมาชิกใหม่ก่อน" if payer.status != "died" else "คืนเงินให้ญาติ แล้วตรวจทะเบียนสมาชิก"
    return Refused(
        "MEMBER_GONE", f"สมาชิกเลขที่ {payer.number} {why} รับเงินไม่ได้ {again}", f"Member {payer.number} is {payer.status}."
    )


def check(payment: Payment, payer: Payer) -> Plain | None:
    """The reason why this payment cannot be posted, or None. Codes: MEMBER_GONE, AMOUNT, NO_SPAN, PAID_ALREADY, GAP."""
    if payment.satang <= 0 or payment.kind not in INCOME:
        return Refused("AMOUNT", "จำนวนเงินต้องมากกว่าศูนย์ ตรวจตัวเลขอีกครั้ง", "An amount must be above zero.")
    stopped = gone(payer)
    if stopped is not None or payment.kind == "entry_fee":
        return stopped
    if payment.span_from is None or payment.span_to is None or payment.span_to < payment.span_from:
        return Refused("NO_SPAN", "ไม่รู้ว่าเงินนี้จ่ายของช่วงใด เลือกเดือนที่จ่ายอีกครั้ง", "The payment names no span of days.")
    first = first_unpaid(payer.joined_on, payer.paid_until)
    if payment.span_from < first:
        until = payer.paid_until or payer.joined_on
        return Clash(
            "PAID_ALREADY",
            f"สมาชิกเลขที่ {payer.number} จ่ายถึง {short_th(until)} แล้ว เลือกช่วงหลังจากนั้น หรือยกเลิกรายการนี้",
            f"Member {payer.number} has paid until {until}; take a later span or void this one.",
        )
    if payment.span_from > first:
        return Refused(
            "GAP",
            f"สมาชิกเลขที่ {payer.number} ยังไม่จ่ายตั้งแต่ {short_th(first)} รับของช่วงนั้นก่อน",
            f"Member {payer.number} has not paid since {first}; take that span first.",
        )
    return None


def walk(payments: Sequence[Payment], payers: dict[int, Payer]) -> dict[int, date]:
    """Check payments one after another and answer each member's new paid-until. Errors: what check says; NO_MEMBER;
    HOW_MANY (none, or more than one posting takes)."""
    if not 0 < len(payments) <= MOST_PAYMENTS:
        raise Refused("HOW_MANY", "ยังไม่มีรายการรับเงินให้ลงบัญชี รับเงินก่อนแล้วปิดยอด", "Nothing, or too much, to post.")
    moved: dict[int, date] = {}
    for payment in payments:
        payer = payers.get(payment.member_id)
        if payer is None:
            raise Refused("NO_MEMBER", "ไม่พบสมาชิกคนนี้ในกองทุน เลือกจากทะเบียนอีกครั้ง", "No such member in this fund.")
        wrong = check(payment, payer)
        if wrong is not None:
            raise wrong
        if payment.span_to is not None and payment.kind == "due":
            moved[payment.member_id] = payment.span_to
            payers[payment.member_id] = Payer(payer.number, payer.status, payer.joined_on, payment.span_to)
    return moved


def control_lines(payments: Sequence[Payment], cash_difference: int = 0) -> tuple[Posting, ...]:
    """The entry's lines: cash as it was counted, income by kind, what was over (4090) or short (5290).

    cash_difference: counted less taken, in satang. Errors: SHORT (less than nothing counted).
    """
    totals = {kind: sum(p.satang for p in payments if p.kind == kind) for kind in INCOME}
    cash = sum(totals.values()) + cash_difference
    if cash < 0:
        raise Refused("SHORT", f"เงินขาดเกินยอดที่รับ {baht(-cash)} บาท นับใหม่อีกครั้ง", "More is short than was taken.")
    lines = [Posting(CASH, cash), *(Posting(INCOME[kind], -total) for kind, total in totals.items())]
    lines.append(Posting(OVER if cash_difference > 0 else SHORT, -cash_difference))
    return tuple(line for line in lines if line.satang)
