"""Pure decisions about claims: what may be asked for, what was asked before, how much is paid now and in which order."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from chumchon.agreements.model import Benefit
from chumchon.ledger.rules import Posting, digest
from chumchon.thai.errors import Plain, Refused
from chumchon.thai.money import baht_short

OPEN = ("pending_evidence", "waiting", "returned")
COUNTED = ("approved", "part_paid", "paid")
"""Claims in these states use up rights and cash; those that were refused, withdrawn or reversed do not."""
CLAIMED = (*OPEN, *COUNTED)
OWED = ("approved", "part_paid")
DEFERRED = "2010"
IN_THE_SYSTEM = "สมุดสมาชิก"
"""A paper that the register itself is: nobody photographs it."""
MOST_LABEL = 120
"""Letters of a paper's name that are kept with it; an agreement may call it by more."""


@dataclass(frozen=True)
class Event:
    """What happened, as it rests sealed on a claim. Days are C.E., damage of the whole house in satang.

    household_n people of the house share and this member is household_i by registration, from 1; sharers: the ids of their
    memberships as the first claim of the event found them. partner: id of the other parent's membership, who may live in
    another house; 0 where that is nobody of the fund.
    """

    benefit: str
    start: date
    end: date
    children: int = 0
    damage_satang: int = 0
    flags: frozenset[str] = frozenset()
    household_n: int = 1
    household_i: int = 1
    partner: int = 0
    sharers: tuple[int, ...] = ()

    def to_bytes(self) -> bytes:
        """One line of JSON to seal."""
        kept = asdict(self) | {"flags": sorted(self.flags)}
        return json.dumps(kept, ensure_ascii=False, default=date.isoformat).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Event":
        """What to_bytes wrote."""
        kept: dict[str, Any] = json.loads(raw)
        kept |= {"start": date.fromisoformat(kept["start"]), "end": date.fromisoformat(kept["end"])}
        return cls(**kept | {"flags": frozenset(kept["flags"]), "sharers": tuple(kept.get("sharers", ()))})


@dataclass(frozen=True)
class Earlier:
    """Another claim of the same member, of the same house, or of the other parent: its number and what it was for.

    before: paid by the book before this system, where it has no number.
    """

    label: str
    event: Event
    own: bool = True
    before: bool = False


@dataclass(frozen=True)
class LeftOut:
    """A member of the house who got nothing of an event that the house shares: the code, and the sentence why."""

    member_id: int
    code: str
    why: str


def with_days(event: Event, benefit: Benefit) -> Event:
    """The event with the figures that its kind does not ask left empty: a birth has no end, a flood no children."""
    amount = benefit.amount
    return replace(
        event,
        end=event.end if amount.unit == "night" else event.start,
        children=event.children if amount.unit == "child" else 0,
        damage_satang=event.damage_satang if amount.of == "damage" else 0,
        partner=event.partner if benefit.once_per_event else 0,
    )


def as_said(event: Event) -> Event:
    """The event as a person says it: without what the register adds about the house."""
    return replace(event, household_n=1, household_i=1, sharers=())


def another(said: Event, event: Event) -> bool:
    """Whether a claim that was changed is for another event: another kind of help, or days outside those that were said.

    Its papers tell of the first event, and nobody else shares it any more.
    """
    return said.benefit != event.benefit or event.start < said.start or event.end > said.end


def claimed_on(first: date, said: Event, event: Event, today: date) -> date:
    """The day on which the event was claimed: that of the claim, today where it is changed to what it did not touch before
    or to an end after that day. So no event ends after its claim."""
    apart = event.start > said.end or event.end < said.start
    return today if event.benefit != said.benefit or apart or event.end > first else first


def missing(benefit: Benefit, given: Iterable[str]) -> tuple[str, ...]:
    """Papers of the agreement that nobody has shown yet; what stands in the system itself is never missing."""
    have = set(given)
    return tuple(x for x in benefit.evidence if x[:MOST_LABEL] not in have and x not in have and IN_THE_SYSTEM not in x)


def paid_until_on(start: date, now: date | None, then: date | None, grace_days: int) -> date | None:
    """Until when the member counts as paid at an event.

    now: as it stands, then: as it stood on the event's day. Who had lapsed by then does not buy the right back
    afterwards; who was within the grace and has paid since owes nothing more.
    """
    if then is None or (start - then).days <= grace_days:
        return now
    return then


def outgo(payments: Sequence[tuple[date, int]], day: date) -> int:
    """Expected outgo of the next twelve months: what the last twelve paid. 0 (no forecast) before a whole year is known."""
    year_ago = day - timedelta(days=365)
    if not payments or min(when for when, _ in payments) > year_ago:
        return 0
    return max(0, sum(satang for when, satang in payments if year_ago < when <= day))


@dataclass(frozen=True)
class Owed:
    """An approved claim as the till sees it: due now, deferred, and its place in the order of approval."""

    label: str
    now_satang: int
    deferred_satang: int
    order: int


@dataclass(frozen=True)
class Share:
    """What is paid at one time: of what was due at once, and of what was deferred."""

    now_satang: int
    deferred_satang: int

    @property
    def satang(self) -> int:
        """Both together."""
        return self.now_satang + self.deferred_satang


def share_now(mine: Owed, others: Sequence[Owed], cash_satang: int) -> Share:
    """What this claim may be paid now: what was approved as payable, then the deferred in order of approval.

    Errors: NO_CASH, OUT_OF_ORDER.
    """
    free = cash_satang - mine.now_satang - sum(o.now_satang for o in others)
    first = min((o for o in others if o.deferred_satang and o.order < mine.order), key=lambda o: o.order, default=None)
    later = 0 if first else max(0, min(mine.deferred_satang, free))
    found = Share(mine.now_satang, later)
    if found.satang > 0:
        return found
    if first is not None:
        raise Refused(
            "OUT_OF_ORDER",
            f"คำขอที่ {first.label} อนุมัติก่อนและยังค้างจ่าย จ่ายคำขอนั้นก่อน",
            "An earlier approved claim comes first.",
        )
    raise Refused(
        "NO_CASH",
        f"เงินกองทุนยังไม่พอจ่ายส่วนที่ค้าง {baht_short(mine.deferred_satang)} รอเงินเข้าแล้วจ่ายตามลำดับ",
        "There is no cash for the deferred part yet.",
    )


def check_account(name: str, balance_satang: int, satang: int) -> None:
    """The box or the bank account must hold what leaves it. Errors: NO_CASH."""
    if balance_satang < satang:
        raise Refused(
            "NO_CASH",
            f"{name}มี {baht_short(balance_satang)} ไม่พอจ่าย {baht_short(satang)} ถอนหรือฝากเงินก่อน หรือเลือกจ่ายจากบัญชีอื่น",
            f"Not enough money in this account: {balance_satang} satang.",
        )


def payment_lines(account: str, share: Share, cash: str) -> tuple[Posting, ...]:
    """Debit the benefit's kind for what was due at once, the deferred benefits for what waited; credit cash or bank."""
    debits = ((account, share.now_satang), (DEFERRED, share.deferred_satang))
    return (*(Posting(code, satang) for code, satang in debits if satang), Posting(cash, -share.satang))


def deferral_lines(account: str, satang: int) -> tuple[Posting, ...]:
    """What the fund owes from the approval on."""
    return (Posting(account, satang), Posting(DEFERRED, -satang))


def payment_digest(rows: Iterable[tuple[str, str, int, int, str]]) -> str:
    """Seal of the payments of an entry: (claim uid, voucher number, satang, deferred satang, public code)."""
    return digest([list(row) for row in sorted(rows)])


def refused_by_reason(code: str, summary: str) -> Plain:
    """A decision that pays nothing, as the answer to who wants to hand it in."""
    return Refused(code, f"{summary} ถ้ากรรมการเห็นต่าง ให้แก้ทะเบียนหรือข้อตกลงก่อนแล้วยื่นใหม่", f"Not payable: {code}.")
