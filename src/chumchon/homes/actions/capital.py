"""The institute's money for loans: its accounts, and the capital that headquarters brings into its bank."""

import uuid
from datetime import date, datetime

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.ledger.actions import posting
from chumchon.ledger.institute import ensure_account, institute_book
from chumchon.ledger.models import Book, Entry
from chumchon.ledger.rules import Draft, Posting

INSTITUTE_BANK, GROUP_LOANS, LOAN_FUND, LOAN_INTEREST, LOAN_INSURANCE = "1020", "1310", "3110", "4130", "2130"


def lending_book(now: datetime) -> Book:
    """The institute's book with the accounts of loans."""
    book = institute_book(now)
    ensure_account(book, GROUP_LOANS, "ลูกหนี้สินเชื่อกลุ่มและสหกรณ์", "Loans to groups", "asset")
    ensure_account(book, LOAN_INSURANCE, "เบี้ยประกันรอนำส่ง", "Insurance to pass on", "liability")
    ensure_account(book, LOAN_FUND, "ทุนหมุนเวียนสินเชื่อ", "Revolving loan fund", "equity")
    ensure_account(book, LOAN_INTEREST, "ดอกเบี้ยรับสินเชื่อ", "Interest on loans", "income")
    return book


def bring_capital(actor: Actor, satang: int, memo: str, day: date, key: uuid.UUID, now: datetime) -> Entry:
    """Money of the revolving fund comes into the institute's bank, by headquarters. Errors: NOT_ALLOWED, AMOUNT, KEY_REUSED."""
    book = lending_book(now)
    require(actor, "homes.hq", book.organisation, day)
    with posting(book.pk, now) as session:
        draft = Draft(
            day=day, kind="capital", memo=memo.strip()[:300] or "รับทุนสินเชื่อ", source="loan",
            lines=(Posting(INSTITUTE_BANK, satang), Posting(LOAN_FUND, -satang)), actor_id=actor.user_id, idempotency_key=key,
        )  # fmt: skip
        entry, _ = session.post(draft)
        record(actor.user_id, "loan.capital", book.organisation, f"entry:{entry.pk}", now, {"satang": satang})
        return entry
