"""A savings group pays others by two: insurance that it took for the insurer, its own administration."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.ledger.actions import posting
from chumchon.ledger.models import Entry
from chumchon.ledger.queries import balances
from chumchon.ledger.rules import Draft, Posting
from chumchon.thai.errors import BadInput, Refused
from chumchon.thai.money import baht

from ..models import SavingsGroup
from ..queries import savings
from ..rules import savings as rules
from ..rules.projects import check_day


@dataclass(frozen=True)
class Payment:
    """What is paid (rules.savings.PAYMENT_KINDS), to whom, satang out of which box, on which day, under which key."""

    kind: str
    whom: str
    satang: int
    box: str
    day: date
    key: uuid.UUID


def pay_out(group: SavingsGroup, actor: Actor, second: Actor, paid: Payment, now: datetime, today: date) -> Entry:
    """Out of the group's box or bank, by two. Said twice with one key it is one.

    Errors: NOT_ALLOWED, SAME_PERSON, KIND, NAME, AMOUNT, NOT_HELD (more insurance than was taken), NO_ACCOUNT, NO_CASH,
    FUTURE_DATE, BEFORE_START, YEAR_CLOSED, KEY_REUSED.
    """
    require(actor, "homes.money", group.organisation, today)
    require(second, "homes.sign", group.organisation, today)
    if second.user_id == actor.user_id:
        raise Refused("SAME_PERSON", "ผู้จ่ายกับผู้ลงชื่อต้องเป็นคนละคน", "Two people must sign.")
    if paid.kind not in rules.PAYMENT_KINDS:
        raise BadInput("KIND", "เลือกว่าจ่ายค่าอะไร", "Choose what is paid.")
    if not paid.whom.strip():
        raise BadInput("NAME", "ใส่ว่าจ่ายให้ใคร", "Say to whom.")
    if paid.satang <= 0:
        raise BadInput("AMOUNT", "จำนวนเงินต้องมากกว่าศูนย์", "The amount must be above zero.")
    refused = check_day(paid.day, group.organisation.opened_on, today)
    if refused is not None:
        raise refused
    kind = rules.PAYMENT_KINDS[paid.kind]
    with posting(savings.book_of(group).pk, now) as session:
        before = session.find(paid.key)
        if before is None:
            _check_held(-balances(session.book).get(kind.account, 0), paid)
            savings.check_cash(session.book, paid.box, paid.satang)
        draft = Draft(
            day=paid.day, kind="expense", memo=f"{kind.name_th} · จ่ายให้ {paid.whom.strip()}"[:300], source="savings",
            lines=(Posting(kind.account, paid.satang), Posting(paid.box, -paid.satang)), actor_id=actor.user_id,
            checker_id=second.user_id, idempotency_key=paid.key,
        )  # fmt: skip
        entry, _ = session.post(draft)
        if before is None:
            record(actor.user_id, "group.pay", group.organisation, f"entry:{entry.pk}", now, {"satang": paid.satang})
        return entry


def _check_held(held: int, paid: Payment) -> None:
    """Insurance is others' money: no more goes on than came in."""
    if paid.kind == "insurance" and paid.satang > held:
        raise Refused(
            "NOT_HELD", f"รับเบี้ยประกันไว้และยังไม่นำส่ง {baht(held)} บาท นำส่งได้ไม่เกินนี้", f"Only {baht(held)} baht were taken."
        )
