"""What is known of one claim: the frozen facts that a decision is made from and keeps."""

import json
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from chumchon.thai.errors import BadInput

EARLIEST, LATEST = date(1850, 1, 1), date(2200, 12, 31)
MOST = 10**11
"""The largest sum in satang that a fact may hold: a thousand million baht."""
MOST_COUNT = 100_000
"""The largest count of children, people, nights or times."""


@dataclass(frozen=True)
class Facts:
    """One claim. Days are C.E., money is satang; y1 is the cap year of the event's start, y2 the one after.

    join: the latest joining, None for somebody who never joined. paid_until: None where nothing was paid yet.
    damage_satang: of the whole house. household_i: place among the sharing members by registration, from 1.
    prior_own: of this benefit; prior_all: of all benefits that count in the member's year.
    contributions_satang: None counts the days from joining to paid_until at the agreement's daily rate.
    claim_day: None is a claim made on the event's last day. Errors: BAD_FACTS.
    """

    event: str
    start: date
    end: date
    join: date | None = None
    paid_until: date | None = None
    birth: date | None = None
    children: int = 0
    damage_satang: int = 0
    contributions_satang: int | None = None
    household_n: int = 1
    household_i: int = 1
    prior_units_y1: int = 0
    prior_units_y2: int = 0
    prior_units_life: int = 0
    prior_own_y1_satang: int = 0
    prior_own_y2_satang: int = 0
    prior_all_y1_satang: int = 0
    prior_all_y2_satang: int = 0
    prior_events: int = 0
    already_paid: bool = False
    cash_satang: int = 0
    expected_outgo_satang: int = 0
    flags: frozenset[str] = frozenset()
    claim_day: date | None = None
    evidence_ok: bool = True
    evidence_missing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise bad("วันสิ้นสุดมาก่อนวันเริ่ม", "The event ends before it starts.")
        if not 1 <= self.household_i <= self.household_n:
            raise bad(
                "ลำดับคนในบ้านต้องอยู่ระหว่าง 1 ถึงจำนวนคนที่แบ่งกัน", "The place in the house is not among those who share."
            )
        for day in (self.start, self.end, self.join, self.paid_until, self.birth, self.claim_day):
            if day is not None and not EARLIEST <= day <= LATEST:
                hint = f" ถ้าเป็น พ.ศ. ให้เขียน {day.year - 543}" if EARLIEST.year <= day.year - 543 <= LATEST.year else ""
                raise bad(
                    f"วันที่ {day.isoformat()} ไม่ใช่ปี ค.ศ. ที่เป็นไปได้{hint}", f"{day.isoformat()} is not a likely C.E. day."
                )
        for name, most in _NUMBERS:
            value = getattr(self, name)
            if value is not None and not 0 <= value <= most:
                raise bad(f"{name} ติดลบหรือมากเกินไป", f"{name} is below zero or too large.")

    def to_json(self) -> str:
        """The same facts as one line of JSON, keys in a fixed order."""
        kept = asdict(self) | {"flags": sorted(self.flags)}
        return json.dumps(kept, ensure_ascii=False, default=date.isoformat)

    @classmethod
    def from_json(cls, text: str) -> "Facts":
        """Facts written by `to_json`."""
        kept: dict[str, Any] = json.loads(text)
        for name in ("start", "end", "join", "paid_until", "birth", "claim_day"):
            kept[name] = date.fromisoformat(kept[name]) if kept[name] else None
        kept["flags"] = frozenset(kept["flags"])
        kept["evidence_missing"] = tuple(kept["evidence_missing"])
        return cls(**kept)


def bad(th: str, en: str) -> BadInput:
    """BAD_FACTS with its two sentences."""
    return BadInput("BAD_FACTS", th, en)


_NUMBERS = tuple(
    (f.name, MOST if f.name.endswith("_satang") else MOST_COUNT) for f in fields(Facts) if f.type in (int, int | None)
)
