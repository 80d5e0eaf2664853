"""Repayments of loans: split by the schedule, under a receipt, by two; early ones make a new schedule; the newest is undone."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.ledger.actions import PostingSession
from chumchon.ledger.models import Entry
from chumchon.ledger.rules import Draft, Posting, ReceiptDraft, commitment, digest
from chumchon.thai.errors import Clash, Refused
from chumchon.thai.money import baht

from ..models import Loan, LoanPayment, SavingsGroup
from ..queries import loans as queries
from ..queries import savings
from ..queries.savings_seal import payment_rows
from ..rules import loan_payments as pay
from ..rules import savings as accounts
from ..rules.loans import Terms
from .capital import GROUP_LOANS, INSTITUTE_BANK, LOAN_INSURANCE, LOAN_INTEREST
from .loans import books, locked_loan, open_loan
from .reschedules import add_version


@dataclass(frozen=True)
class Repayment:
    """Money for a loan: satang from or into which box, on which day, under which key. early: SHORTER or SMALLER, "" as scheduled."""

    satang: int
    box: str
    day: date
    key: uuid.UUID
    early: str = ""


def repay(
    group: SavingsGroup, loan_id: int, actor: Actor, second: Actor, money: Repayment, now: datetime, today: date
) -> LoanPayment:
    """A repayment with its receipt, split into principal, interest, margin and insurance; by two. One key is one repayment.

    Errors: NOT_ALLOWED, SAME_PERSON, NOT_LENT, BACKDATED, FUTURE_DATE, AMOUNT, TOO_MUCH, TOO_LITTLE, NO_CASH, YEAR_CLOSED, KEY_REUSED.
    """
    require(actor, "homes.money", group.organisation, today)
    require(second, "homes.sign", group.organisation, today)
    if second.user_id == actor.user_id:
        raise Refused("SAME_PERSON", "ผู้รับเงินกับผู้ร่วมนับต้องเป็นคนละคน", "Two people must sign.")
    with books(group, loan_id, now) as (session, lender):
        loan = locked_loan(group, loan_id)
        before = session.find(money.key)
        if before is not None:
            return _same(before, loan, money)
        found = open_loan(loan, money.day, today)
        new_terms: Terms | None = found.terms
        if money.early:
            early = pay.repay_early(found.terms, found.rows, found.paid, money.day, money.satang, money.early)
            spread, new_terms = early.split, early.terms
        else:
            spread = pay.split(found.rows, found.paid, money.satang)
        made = _repaid(session, lender, loan, found, spread, money, actor, second, now)
        ended = new_terms is None or found.paid + money.satang == sum(r.total for r in found.rows)
        if ended:
            loan.state = "ended"
            loan.save(update_fields=["state"])
        elif money.early and new_terms is not None:
            add_version(loan, new_terms, f"ชำระก่อนกำหนด {baht(money.satang)} บาท", actor, second.user_id, now)
        detail = {"satang": money.satang, "number": loan.number}
        record(actor.user_id, "loan.repay", group.organisation, f"loan:{loan.pk}", now, detail)
        return made


def _same(entry: Entry, loan: Loan, money: Repayment) -> LoanPayment:
    found = LoanPayment.objects.filter(entry=entry, loan=loan).first()
    if found is None or found.satang != money.satang or found.day != money.day:
        raise Clash("KEY_REUSED", "หน้านี้ใช้รับเงินไปแล้ว เปิดหน้าใหม่", "This key was used for another repayment.")
    return found


def _repaid(
    session: PostingSession, lender: PostingSession | None, loan: Loan, found: queries.Current, spread: pay.Split,
    money: Repayment, actor: Actor, second: Actor, now: datetime,
) -> LoanPayment:  # fmt: skip
    made = LoanPayment(
        loan=loan, schedule=found.version, kind="early" if money.early else "instalment", day=money.day,
        insurance_satang=spread.insurance, interest_satang=spread.interest, margin_satang=spread.margin,
        principal_satang=spread.principal, commitment=_mark(loan), by_id=actor.user_id, at=now,
    )  # fmt: skip
    house = lender is None
    draft = Draft(
        day=money.day, kind="repayment", memo=f"{'รับ' if house else 'จ่าย'}คืนสินเชื่อ{loan.label}",
        lines=_house_lines(spread, money) if house else _group_lines(spread, money), source="loan", source_ref=str(loan.uid),
        actor_id=actor.user_id, checker_id=second.user_id, idempotency_key=money.key,
        subsidiary_hash=accounts.rows_digest(payment_rows(made)) if house else "",
    )  # fmt: skip
    receipt = ReceiptDraft("repayment", money.satang, made.commitment)
    if house:
        made.entry, receipts = session.post(draft, [receipt])
        made.receipt = receipts[0]
    else:
        savings.check_cash(session.book, money.box, money.satang)
        made.entry, _ = session.post(draft)
        theirs = replace(
            draft, memo=f"{loan.group.name_th}: รับคืนสินเชื่อ", lines=_institute_lines(spread, money), subsidiary_hash="",
            idempotency_key=uuid.uuid5(money.key, "institute"),
        )  # fmt: skip
        assert lender is not None  # noqa: S101 - the institute's book is locked whenever the group is the debtor
        made.lender_entry, receipts = lender.post(theirs, [receipt])
        made.receipt = receipts[0]
    made.save()
    return made


def _mark(loan: Loan) -> str:
    if loan.saver is None:
        return digest(["group", str(loan.group.organisation.code)])
    if loan.saver.salt is None:
        raise Refused("NOT_FOUND", "สมาชิกคนนี้ขอลบข้อมูลแล้ว", "This member was erased.")
    return commitment(bytes(loan.saver.salt), loan.saver.uid)


def _lines(*pairs: tuple[str, int]) -> tuple[Posting, ...]:
    return tuple(Posting(code, satang) for code, satang in pairs if satang)


def _house_lines(s: pay.Split, money: Repayment) -> tuple[Posting, ...]:
    return _lines(
        (money.box, money.satang), (accounts.HOUSE_LOANS, -s.principal), (accounts.INTEREST, -s.interest),
        (accounts.MARGIN, -s.margin), (accounts.INSURANCE, -s.insurance),
    )  # fmt: skip


def _group_lines(s: pay.Split, money: Repayment) -> tuple[Posting, ...]:
    return _lines(
        (accounts.OWED, s.principal), (accounts.INTEREST_PAID, s.interest + s.margin), (accounts.INSURANCE, s.insurance),
        (money.box, -money.satang),
    )  # fmt: skip


def _institute_lines(s: pay.Split, money: Repayment) -> tuple[Posting, ...]:
    return _lines(
        (INSTITUTE_BANK, money.satang), (GROUP_LOANS, -s.principal), (LOAN_INTEREST, -(s.interest + s.margin)),
        (LOAN_INSURANCE, -s.insurance),
    )  # fmt: skip


def undo(
    group: SavingsGroup, loan_id: int, payment_id: int, actor: Actor, second: Actor, reason: str, now: datetime, today: date
) -> LoanPayment:  # fmt: skip
    """Undo the newest repayment, by two, with a reason; the receipt's number stays and is cancelled.

    Errors: NOT_ALLOWED, SAME_PERSON, NOT_FOUND, REVERSED, NOT_NEWEST, EARLY_STAYS, NO_REASON, YEAR_CLOSED.
    """
    require(actor, "homes.money", group.organisation, today)
    require(second, "homes.sign", group.organisation, today)
    if second.user_id == actor.user_id:
        raise Refused("SAME_PERSON", "ผู้ยกเลิกกับผู้ลงชื่อต้องเป็นคนละคน", "Two people must sign.")
    with books(group, loan_id, now) as (session, lender):
        loan = locked_loan(group, loan_id)
        paid = (
            loan.payments.filter(pk=payment_id, reverses=None)
            .select_related("entry", "lender_entry", "schedule")
            .first()
        )
        if paid is None:
            raise Refused("NOT_FOUND", "ไม่พบรายการรับคืนนี้", "No such repayment.")
        if hasattr(paid, "reversed_by"):
            raise Clash("REVERSED", "รายการนี้ยกเลิกไปแล้ว", "Undone already.")
        if paid.kind == "early":
            raise Refused(
                "EARLY_STAYS",
                "ชำระก่อนกำหนดเปลี่ยนตารางไปแล้ว ยกเลิกไม่ได้ ให้ปรับโครงสร้างตามมติแทน",
                "It made a new schedule; reschedule instead.",
            )
        if (
            loan.payments.filter(pk__gt=paid.pk, reverses=None, reversed_by=None).exists()
            or loan.schedules.filter(version__gt=paid.schedule.version).exists()
        ):
            raise Refused("NOT_NEWEST", "มีรายการหลังจากนี้ ยกเลิกรายการล่าสุดก่อน", "Undo the newest first.")
        back = LoanPayment(
            loan=loan, schedule=paid.schedule, kind="back", day=today, insurance_satang=-paid.insurance_satang,
            interest_satang=-paid.interest_satang, margin_satang=-paid.margin_satang, principal_satang=-paid.principal_satang,
            commitment=paid.commitment, reverses=paid, by_id=actor.user_id, at=now,
        )  # fmt: skip
        key = uuid.uuid5(paid.entry.idempotency_key, "back")
        sealed = accounts.rows_digest(payment_rows(back)) if lender is None else ""
        back.entry = session.reverse(paid.entry, today, reason, actor.user_id, second.user_id, key, sealed)
        if lender is not None and paid.lender_entry is not None:
            key = uuid.uuid5(key, "institute")
            back.lender_entry = lender.reverse(paid.lender_entry, today, reason, actor.user_id, second.user_id, key)
        back.save()
        if loan.state == "ended":
            loan.state = "lent"
            loan.save(update_fields=["state"])
        detail = {"satang": paid.satang, "number": loan.number, "reason": reason.strip()[:200]}
        record(actor.user_id, "loan.undo", group.organisation, f"loan:{loan.pk}", now, detail)
        return back
