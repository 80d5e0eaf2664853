"""The cut-off sheet: counted notes and coins, opening balances, and the one entry that they become. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from chumchon.ledger.rules import Posting
from chumchon.thai.errors import Refused

# Notes and coins of Thailand, largest first, by value in satang.
PIECES = (100_000, 50_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 25)
CASH, DEFERRED, OPENING_BALANCE = "1010", "2010", "3020"
MAX_PIECES = 1_000_000


@dataclass(frozen=True)
class OpeningLine:
    """An account of the sheet with its amount in satang, in the account's own direction (never below zero)."""

    code: str
    name_th: str
    satang: int
    is_debt: bool = False


def counted_satang(counted: Mapping[str, int]) -> int:
    """The sum of notes and coins: {"1000": 3, …} by value in satang. Errors: BAD_COUNT."""
    known = {str(p) for p in PIECES}
    if any(key not in known or not 0 <= pieces <= MAX_PIECES for key, pieces in counted.items()):
        raise Refused(
            "BAD_COUNT", "จำนวนธนบัตรหรือเหรียญไม่ถูก นับแล้วใส่เป็นจำนวนใบหรือเหรียญ", "A count of notes or coins is wrong."
        )
    return sum(int(key) * pieces for key, pieces in counted.items())


def opening_postings(lines: list[OpeningLine]) -> tuple[Posting, ...]:
    """Debit what the fund has, credit what it owes, the rest to the opening balance 3020. Errors: NOTHING_TO_OPEN."""
    if any(line.satang < 0 for line in lines):
        raise Refused("BELOW_ZERO", "ยอดยกมาต้องไม่ติดลบ ตรวจตัวเลขอีกครั้ง", "An opening balance is below zero.")
    moved = tuple(Posting(x.code, -x.satang if x.is_debt else x.satang) for x in lines if x.satang)
    if not moved:
        raise Refused(
            "NOTHING_TO_OPEN", "ยังไม่มียอดยกมา นับเงินสดหรือใส่ยอดธนาคารก่อน", "There is no balance to bring forward."
        )
    total = sum(p.satang for p in moved)
    return (*moved, Posting(OPENING_BALANCE, -total)) if total else moved


def paid_until_or_before_joining(paid_until: date | None, joined_on: date) -> date:
    """Until when a member has paid; who has paid nothing owes from the day of joining on."""
    return paid_until if paid_until is not None else joined_on - timedelta(days=1)
