"""Other money of the fund, by two people always: a maker writes a draft, another person's answer posts or refuses it."""

import uuid
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.ledger.actions import PostingSession, posting
from chumchon.ledger.models import Account, Book, Entry
from chumchon.ledger.rules import Draft, Posting
from chumchon.thai.errors import Clash, NotAllowed, Plain, Refused

from ..models import CashDraft, Fund
from ..queries.drafts import account_facts
from ..rules import drafts as rules

MAKE, ANSWER = "book.post", "book.approve"
NOT_HERE = {
    "contribution": ("รายการนี้เป็นเงินของสมาชิก ให้เปิดใบเสร็จแล้วยกเลิกทีละใบ", "Members' money: cancel its receipts one by one."),
    "opening": ("ยอดยกมาลงชื่อสองคนแล้วยกเลิกไม่ได้ ให้ลงรายการปรับเพิ่มหรือลด", "An opening balance is not reversed; post a correction."),
    "closing": ("รายการปิดบัญชียกเลิกไม่ได้ ให้ลงรายการใหม่ในปีนี้แทน", "A closing entry is not reversed; post a new entry."),
    "reversal": ("รายการยกเลิกยกเลิกซ้ำไม่ได้ ให้ลงรายการใหม่แทน", "A reversal is not reversed; post a new entry."),
    "cancel": ("รายการนี้ยกเลิกใบเสร็จไปแล้ว ให้รับเงินใหม่ถ้ายกเลิกผิด", "This cancelled a receipt; take the money anew if it was wrong."),
}  # fmt: skip


def _book(fund: Fund) -> Book:
    return Book.objects.get(organisation_id=fund.organisation_id)


def _account(book: Book, code: str) -> Account:
    found = Account.objects.filter(book=book, code=code).first()
    if found is None:
        raise Refused("NO_ACCOUNT", f"ไม่มีบัญชีรหัส {code} ในสมุดนี้ เลือกบัญชีใหม่", f"No account {code} in this book.")
    return found


def _check_money(fund: Fund, book: Book, draft: CashDraft, today: date) -> None:
    debit, credit = draft.debit_account, draft.credit_account
    if debit is None or credit is None:
        raise Refused("NO_ACCOUNT", "ยังไม่ได้เลือกบัญชี เลือกแล้วบันทึกอีกครั้ง", "Choose both accounts.")
    money = rules.Money(
        draft.kind,
        draft.day,
        account_facts(debit, draft.day),
        account_facts(credit, draft.day),
        draft.satang,
        draft.memo,
    )
    wrong = rules.check(money, today, book.closed_through, fund.organisation.opened_on)
    if wrong is not None:
        raise wrong


@transaction.atomic
def make_draft(
    fund: Fund, actor: Actor, kind: str, money_day: date, debit: str, credit: str, satang: int, memo: str,
    key: uuid.UUID, now: datetime, day: date,
) -> CashDraft:  # fmt: skip
    """Write a draft of income, expense or transfer that waits for another person; said twice with one key it is one.

    debit, credit: account codes. Errors: NOT_ALLOWED, NO_ACCOUNT, KEY_REUSED, and those of rules.drafts.check.
    """
    require(actor, MAKE, fund.organisation, day)
    book = Book.objects.select_for_update().get(organisation_id=fund.organisation_id)  # two sendings queue here
    draft = CashDraft(
        fund=fund, key=key, kind=kind, day=money_day, debit_account=_account(book, debit), satang=satang,
        credit_account=_account(book, credit), memo=memo.strip(), maker_id=actor.user_id, made_at=now,
    )  # fmt: skip
    before = _said_before(draft)
    if before is not None:
        return before
    if kind not in ("income", "expense", "transfer"):
        raise Refused("KIND", "ไม่รู้ว่าเป็นรายการแบบใด เปิดหน้าใหม่", f"No draft of kind {kind}.")
    _check_money(fund, book, draft, day)
    draft.save()
    record(actor.user_id, "draft.make", fund.organisation, f"draft:{draft.pk}", now, {"kind": kind, "satang": satang})
    return draft


def _said_before(draft: CashDraft) -> CashDraft | None:
    before = CashDraft.objects.filter(key=draft.key).first()
    if before is None:
        return None
    same = all(
        getattr(before, name) == getattr(draft, name)
        for name in (
            "fund_id",
            "kind",
            "day",
            "debit_account_id",
            "credit_account_id",
            "satang",
            "memo",
            "maker_id",
            "reverses_id",
        )
    )
    if not same:
        raise Clash(
            "KEY_REUSED", "รายการนี้เคยบันทึกแล้วด้วยเนื้อหาอื่น เปิดหน้าใหม่แล้วทำอีกครั้ง", "This key was used before; reload."
        )
    return before


def reversal_refused(entry: Entry) -> Plain | None:
    """Why an entry is not reversed here, with the way to do it; None where it may be."""
    kind = "contribution" if entry.contributions.exists() and entry.kind != "cancel" else entry.kind
    if kind in NOT_HERE:
        th, en = NOT_HERE[kind]
        return Refused("NOT_HERE", th, en)
    other = Entry.objects.filter(reverses=entry).first()
    if other is not None:
        return Clash(
            "REVERSED", f"รายการนี้ยกเลิกไปแล้วด้วยรายการเลขที่ {other.number}", f"Already reversed by entry {other.number}."
        )
    if entry.source not in ("draft", "bank", "count"):
        return Refused(
            "NOT_HERE", "รายการนี้ลงจากส่วนอื่นของระบบ ให้ยกเลิกที่ส่วนนั้น", "This entry came from another part; cancel it there."
        )
    return None


@transaction.atomic
def make_reversal(
    fund: Fund, actor: Actor, entry: Entry, reason: str, key: uuid.UUID, now: datetime, day: date
) -> CashDraft:
    """Ask for a posted entry to be undone; another person answers.

    Errors: NOT_ALLOWED, NO_REASON, NOT_HERE (says where), REVERSED, WAITING (somebody asked already), YEAR_CLOSED.
    """
    require(actor, MAKE, fund.organisation, day)
    book = Book.objects.select_for_update().get(organisation_id=fund.organisation_id)
    if entry.book_id != book.pk:
        raise NotAllowed("NOT_ALLOWED", "รายการนี้ไม่อยู่ในสมุดของกองทุนนี้", "This entry belongs to another book.")
    if not reason.strip():
        raise Refused("NO_REASON", "บอกเหตุผลที่ยกเลิกก่อน", "Give the reason for the reversal.")
    draft = CashDraft(
        fund=fund, key=key, kind="reversal", day=day, memo=reason.strip()[: rules.MAX_MEMO], reverses=entry,
        satang=sum(x.satang for x in entry.lines.all() if x.satang > 0), maker_id=actor.user_id, made_at=now,
    )  # fmt: skip
    before = _said_before(draft)
    if before is not None:
        return before
    refused = reversal_refused(entry)
    if refused is not None:
        raise refused
    if CashDraft.objects.filter(reverses=entry, state="waiting").exists():
        raise Clash("WAITING", "มีคนขอยกเลิกรายการนี้แล้ว กำลังรอตรวจ", "Somebody asked already; it waits for an answer.")
    _check_reversal(fund, book, entry, day)
    draft.save()
    detail = {"number": entry.number, "reason": draft.memo}
    record(actor.user_id, "draft.make", fund.organisation, f"draft:{draft.pk}", now, detail)
    return draft


def _check_reversal(fund: Fund, book: Book, entry: Entry, day: date) -> None:
    wrong = rules.check_day(day, day, book.closed_through, fund.organisation.opened_on)
    for line in entry.lines.select_related("account"):
        if line.satang > 0:
            wrong = wrong or rules.check_enough(account_facts(line.account, day), line.satang)
    if wrong is not None:
        raise wrong


def approve(fund: Fund, draft_id: int, actor: Actor, now: datetime, day: date) -> Entry:
    """Another person says yes: the entry is posted, exactly once whoever else presses at the same moment.

    Errors: NOT_ALLOWED, SAME_PERSON, NO_DRAFT, ANSWERED (refused already, or somebody else answered), and what
    rules.drafts.check and the ledger refuse now (less cash than when it was written, a year closed since).
    """
    require(actor, ANSWER, fund.organisation, day)
    with posting(_book(fund).pk, now) as session:
        draft = _locked(fund, draft_id)
        if draft.state == "posted" and draft.checker_id == actor.user_id and draft.entry is not None:
            return draft.entry
        _still_waiting(draft)
        _another(draft, actor)
        entry = _post(session, fund, draft, actor, day)
        draft.state, draft.checker_id, draft.checked_at, draft.entry = "posted", actor.user_id, now, entry
        draft.save(update_fields=["state", "checker", "checked_at", "entry"])
        detail = {"number": entry.number, "satang": draft.satang}
        record(actor.user_id, "draft.approve", fund.organisation, f"draft:{draft.pk}", now, detail)
        return entry


def _locked(fund: Fund, draft_id: int) -> CashDraft:
    draft = CashDraft.objects.select_for_update().filter(fund=fund, pk=draft_id).first()
    if draft is None:
        raise Refused("NO_DRAFT", "ไม่พบรายการรอตรวจนี้ กลับไปดูรายการทั้งหมด", "There is no such draft.")
    return draft


def _still_waiting(draft: CashDraft) -> None:
    if draft.state == "waiting":
        return
    done = f"ลงบัญชีแล้วเป็นรายการเลขที่ {draft.entry.number}" if draft.entry is not None else "ไม่อนุมัติหรือถอนคืนไปแล้ว"
    raise Clash("ANSWERED", f"รายการนี้{done}", "This draft was answered already.")


def _another(draft: CashDraft, actor: Actor) -> None:
    if draft.maker_id == actor.user_id:
        raise NotAllowed(
            "SAME_PERSON", "คุณเป็นผู้ทำรายการนี้ ให้กรรมการอีกคนตรวจ", "You made this draft; another person must check it."
        )


def _post(session: PostingSession, fund: Fund, draft: CashDraft, actor: Actor, day: date) -> Entry:
    if draft.reverses is not None:
        refused = reversal_refused(draft.reverses)
        if refused is not None:
            raise refused
        _check_reversal(fund, session.book, draft.reverses, draft.day)
        memo = f"ยกเลิกรายการเลขที่ {draft.reverses.number}: {draft.memo}"[: rules.MAX_MEMO]
        return session.reverse(draft.reverses, draft.day, memo, draft.maker_id, actor.user_id, draft.key)
    _check_money(fund, session.book, draft, day)
    debit, credit = draft.debit_account, draft.credit_account
    assert debit is not None and credit is not None  # noqa: S101 - _check_money refused it otherwise
    said = Draft(
        day=draft.day, kind=draft.kind, memo=draft.memo, source="draft", source_ref=str(draft.pk), actor_id=draft.maker_id,
        checker_id=actor.user_id, idempotency_key=draft.key,
        lines=(Posting(debit.code, draft.satang), Posting(credit.code, -draft.satang)),
    )  # fmt: skip
    return session.post(said)[0]


@transaction.atomic
def refuse(fund: Fund, draft_id: int, actor: Actor, reason: str, now: datetime, day: date) -> CashDraft:
    """Another person says no, with the reason. Errors: NOT_ALLOWED, SAME_PERSON, NO_REASON, NO_DRAFT, ANSWERED."""
    require(actor, ANSWER, fund.organisation, day)
    if not reason.strip():
        raise Refused("NO_REASON", "บอกเหตุผลที่ไม่อนุมัติก่อน", "Give the reason for the refusal.")
    draft = _locked(fund, draft_id)
    _still_waiting(draft)
    _another(draft, actor)
    draft.state, draft.checker_id, draft.checked_at, draft.answer = "refused", actor.user_id, now, reason.strip()[:300]
    draft.save(update_fields=["state", "checker", "checked_at", "answer"])
    record(actor.user_id, "draft.refuse", fund.organisation, f"draft:{draft.pk}", now, {"reason": draft.answer})
    return draft


@transaction.atomic
def withdraw(fund: Fund, draft_id: int, actor: Actor, now: datetime, day: date) -> CashDraft:
    """The maker takes a draft back before it was answered. Errors: NOT_ALLOWED, NOT_YOURS, NO_DRAFT, ANSWERED."""
    require(actor, MAKE, fund.organisation, day)
    draft = _locked(fund, draft_id)
    _still_waiting(draft)
    if draft.maker_id != actor.user_id:
        raise Refused(
            "NOT_YOURS", "รายการนี้คนอื่นทำ ให้ผู้ทำถอนคืนเอง หรือไม่อนุมัติพร้อมเหตุผล", "Only its maker takes a draft back."
        )
    draft.state, draft.checked_at, draft.answer = "refused", now, "ผู้ทำถอนคืน"
    draft.save(update_fields=["state", "checked_at", "answer"])
    record(actor.user_id, "draft.withdraw", fund.organisation, f"draft:{draft.pk}", now)
    return draft


def new_key() -> uuid.UUID:
    """A key for a form, so that sending it twice is once."""
    return uuid.uuid4()


def key_of(text: str) -> uuid.UUID:
    """The key that a form sent back. Errors: BAD_KEY."""
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Refused("BAD_KEY", "หน้านี้เก่าเกินไป เปิดหน้าใหม่แล้วทำอีกครั้ง", "This page is too old; open it again.") from None
