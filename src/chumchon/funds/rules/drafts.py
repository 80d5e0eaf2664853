"""Other income, expenses, deposits and reversals before they are posted: what is sound, and how it is written down."""

from dataclasses import dataclass
from datetime import date

from chumchon.thai.dates import long_th
from chumchon.thai.errors import Plain, Refused
from chumchon.thai.money import baht

CASH, SHORT, OVER, ADMINISTRATION = "1010", "5290", "4090", "5200"
INCOME_CODES = ("4070", "4060", "4020", "4050", "4040", "4030", "4080", "4090")
EXPENSE_CODES = (ADMINISTRATION,)  # benefits are paid by claims, which know the agreement
KINDS = {"income": "รายรับอื่น", "expense": "รายจ่าย", "transfer": "ฝากหรือถอนเงิน", "reversal": "ยกเลิกรายการ"}
MAX_MEMO = 300
_PARTY = {"income": "รับจาก ", "expense": "จ่ายให้ "}
_EVIDENCE = "หลักฐาน "
_BETWEEN = " · "


@dataclass(frozen=True)
class AccountFacts:
    """An account as a draft sees it. lowest_satang: the lowest end-of-day balance from the draft's day on."""

    code: str
    name_th: str
    kind: str
    is_cash: bool
    lowest_satang: int


@dataclass(frozen=True)
class Money:
    """What a draft would post: debit one account, credit the other, satang above zero."""

    kind: str
    day: date
    debit: AccountFacts
    credit: AccountFacts
    satang: int
    memo: str


def check(money: Money, today: date, closed_through: date | None, opened_on: date) -> Plain | None:
    """Why this cannot be posted, or None. Codes: AMOUNT, NO_MEMO, FUTURE_DATE, BEFORE_OPENING, YEAR_CLOSED, ACCOUNTS, NO_CASH, NO_BANK."""
    if money.satang <= 0:
        return Refused("AMOUNT", "จำนวนเงินต้องมากกว่าศูนย์ ตรวจตัวเลขอีกครั้ง", "The amount must be above zero.")
    if not money.memo.strip():
        return Refused("NO_MEMO", "บอกว่าเป็นเงินค่าอะไรก่อน", "Say what the money is for.")
    wrong = check_day(money.day, today, closed_through, opened_on)
    if wrong is not None:
        return wrong
    if not _accounts_fit(money):
        return Refused("ACCOUNTS", "บัญชีที่เลือกไม่เข้าคู่กัน เลือกใหม่อีกครั้ง", "These two accounts do not go together.")
    return check_enough(money.credit, money.satang)


def check_day(day: date, today: date, closed_through: date | None, opened_on: date) -> Plain | None:
    """A day on which something may be posted. Codes: FUTURE_DATE, BEFORE_OPENING, YEAR_CLOSED."""
    if day > today:
        return Refused("FUTURE_DATE", "วันที่นี้ยังมาไม่ถึง ตรวจวันอีกครั้ง", "The day lies in the future.")
    if day < opened_on:
        return Refused(
            "BEFORE_OPENING", "วันที่นี้อยู่ก่อนวันก่อตั้งกองทุน ตรวจปี พ.ศ. อีกครั้ง", "The day lies before the fund was founded."
        )
    if closed_through is not None and day <= closed_through:
        return Refused(
            "YEAR_CLOSED",
            f"บัญชีปิดแล้วถึง {long_th(closed_through)} ใช้วันหลังจากนั้น",
            f"Closed through {closed_through}; use a later day.",
        )
    return None


def _accounts_fit(money: Money) -> bool:
    debit, credit = money.debit, money.credit
    if debit.code == credit.code:
        return False
    if money.kind == "income":
        return debit.is_cash and credit.code in INCOME_CODES
    if money.kind == "expense":
        return credit.is_cash and debit.code in (*EXPENSE_CODES, SHORT)
    return money.kind == "transfer" and debit.is_cash and credit.is_cash


def check_enough(account: AccountFacts, satang: int) -> Plain | None:
    """Money goes out only where it lies: neither the box nor a bank account ever falls below zero. Codes: NO_CASH, NO_BANK."""
    if not account.is_cash or satang <= account.lowest_satang:
        return None
    has, wants = baht(max(account.lowest_satang, 0)), baht(satang)
    if account.code == CASH:
        return Refused(
            "NO_CASH", f"เงินสดในมือมี {has} บาท ไม่พอ {wants} บาท ถอนจากธนาคารก่อน หรือตรวจจำนวนเงินกับวัน",
            f"Cash in hand is {has} baht, not enough for {wants}; withdraw first or check amount and day.",
        )  # fmt: skip
    return Refused(
        "NO_BANK", f"บัญชี {account.name_th} มี {has} บาท ไม่พอ {wants} บาท ตรวจจำนวนเงินกับวัน",
        f"The bank account has {has} baht, not enough for {wants}.",
    )  # fmt: skip


def memo_of(kind: str, what: str, party: str = "", evidence: str = "") -> str:
    """What the entry says: for what, from or to whom, on which paper. At most 300 letters.

    Errors: MEMO_LONG.
    """
    parts = [what.strip()]
    if party.strip():
        parts.append(_PARTY.get(kind, "") + party.strip())
    if evidence.strip():
        parts.append(_EVIDENCE + evidence.strip())
    memo = _BETWEEN.join(" ".join(part.replace(_BETWEEN.strip(), ",").split()) for part in parts)
    if len(memo) > MAX_MEMO:
        raise Refused("MEMO_LONG", "รายละเอียดยาวเกินไป ย่อให้สั้นลง", "The description is too long; shorten it.")
    return memo


@dataclass(frozen=True)
class MemoParts:
    """A memo taken apart again for a voucher."""

    what: str
    party: str
    evidence: str


def memo_parts(memo: str) -> MemoParts:
    """The opposite of memo_of; what it does not know stays in `what`."""
    what, party, evidence = [], "", ""
    for part in memo.split(_BETWEEN):
        head = next((h for h in _PARTY.values() if part.startswith(h)), "")
        if head and not party:
            party = part.removeprefix(head)
        elif part.startswith(_EVIDENCE) and not evidence:
            evidence = part.removeprefix(_EVIDENCE)
        else:
            what.append(part)
    return MemoParts(_BETWEEN.join(what), party, evidence)
