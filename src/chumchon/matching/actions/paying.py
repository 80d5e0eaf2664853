"""The money of an award: one entry in the institute's book, one in the fund's, in one transaction and once."""

import uuid
from datetime import date, datetime

from chumchon.access.actions import record
from chumchon.access.rules import Actor
from chumchon.funds.queries.reports import book_of
from chumchon.ledger.actions import PostingSession, posting
from chumchon.ledger.institute import BANK, MATCH_PAID, OVER_MATCH, ensure_account
from chumchon.ledger.models import Book, Line
from chumchon.ledger.rules import Draft, Posting
from chumchon.thai.errors import Plain, Refused
from chumchon.thai.money import baht

from ..models import Award, Payment, Request, Step
from ..queries import stops
from .doors import institute_book, require_here, require_nation
from .requests import locked, move

STATE_MATCH, OWED = "4030", "2020"
SPACE = uuid.UUID("6f1d1ad0-4c0e-4b0a-9a35-5b5c8d9a4f10")


def owed_account(fund_book_id: int) -> None:
    """The fund's account for over-match that it must return; opened at the first need."""
    ensure_account(Book.objects.get(pk=fund_book_id), OWED, "สมทบเกินรอส่งคืน", "Over-match to be returned", "liability")


def pay(request_id: int, actor: Actor, now: datetime, day: date) -> Payment:
    """Pay an award out of the institute's book into the fund's. Said again, by whomever, it is the payment made before.

    Institute: debit match paid, credit bank (and over-match that is settled). Fund: debit its bank (and what it owed), credit
    state match. Errors: NOT_ALLOWED, NOT_SETTLED, SAME_PERSON (the one who let it pass at headquarters), NO_MONEY (in the
    institute's bank), NOTHING_DUE, NO_BANK, FINDINGS, and those of the ledger (YEAR_CLOSED).
    """
    institute = institute_book(now)
    require_nation(actor, "match.pay", institute, day)
    fund_book = book_of(Request.objects.select_related("fund").get(pk=request_id).fund)
    # The institute's book first, always: whoever pays queues there, so no two payers hold each other's book.
    with posting(institute.pk, now) as ours, posting(fund_book.pk, now) as theirs:
        request = locked(request_id)
        made = Payment.objects.filter(award__request=request).first()
        if made is not None:
            return made
        require_here(actor, "match.pay", request.fund.organisation, day)
        award = Award.objects.filter(request=request).first()
        wrong = _cannot(request, award, actor, institute.pk)
        if wrong is not None or award is None or request.bank is None:
            raise wrong or _not_settled()
        if award.debt_satang:
            owed_account(fund_book.pk)
            theirs = PostingSession(theirs.book, now)  # reads the accounts anew: one was opened
        key = uuid.uuid5(SPACE, f"award:{award.pk}")
        words = f"เงินสมทบรัฐ {request.round.name_th} {request.fund.name_th}"[:300]
        shared = {
            "day": day, "kind": "match", "memo": words, "source": "matching", "source_ref": f"award:{award.pk}",
            "actor_id": actor.user_id, "idempotency_key": key,
        }  # fmt: skip
        out = ((MATCH_PAID, award.granted_satang), (BANK, -award.share_satang), (OVER_MATCH, -award.debt_satang))
        into = (
            (request.bank.account.code, award.share_satang), (OWED, award.debt_satang), (STATE_MATCH, -award.granted_satang),
        )  # fmt: skip
        entry_institute, _ = ours.post(Draft(lines=_lines(out), **shared))  # type: ignore[arg-type]
        entry_fund, _ = theirs.post(Draft(lines=_lines(into), **shared))  # type: ignore[arg-type]
        made = Payment.objects.create(
            award=award, entry_institute=entry_institute, entry_fund=entry_fund, day=day, actor_id=actor.user_id, at=now
        )
        move(request, "paid")
        detail = {"satang": award.share_satang, "entry": entry_fund.pk}
        record(actor.user_id, "match.pay", request.fund.organisation, f"request:{request.pk}", now, detail)
    return made


def _lines(amounts: tuple[tuple[str, int], ...]) -> tuple[Posting, ...]:
    return tuple(Posting(code, satang) for code, satang in amounts if satang)


def _not_settled() -> Plain:
    return Refused("NOT_SETTLED", "คำขอนี้ยังไม่ได้จัดสรร โอนเงินได้หลังจัดสรรรอบ", "The request is not settled yet.")


def _cannot(request: Request, award: Award | None, actor: Actor, institute_id: int) -> Plain | None:
    if award is None or request.state != "settled":
        return _not_settled()
    if Step.objects.filter(request=request, desk="hq", verdict="pass", actor_id=actor.user_id).exists():
        return Refused(
            "SAME_PERSON",
            "ผู้ให้ผ่านที่ส่วนกลางโอนเงินเองไม่ได้ ให้เจ้าหน้าที่อีกคนโอน",
            "Whoever passed it at headquarters does not pay it.",
        )
    if not award.granted_satang:
        return Refused("NOTHING_DUE", "คำขอนี้ไม่มีเงินที่ต้องโอน", "Nothing is due.")
    if request.bank is None or request.bank.closed_on is not None:
        return Refused("NO_BANK", "บัญชีธนาคารที่กองทุนให้ไว้ปิดแล้ว ให้กองทุนเพิ่มบัญชีใหม่ก่อน", "The fund's bank account is closed.")
    held = sum(Line.objects.filter(account__book_id=institute_id, account__code=BANK).values_list("satang", flat=True))
    if held < award.share_satang:
        return Refused(
            "NO_MONEY", f"เงินในบัญชีของสถาบันมี {baht(held)} บาท ไม่พอโอน {baht(award.share_satang)} บาท ลงรับงบประมาณก่อน",
            "The institute's bank does not hold so much; book the budget first.",
        )  # fmt: skip
    return stops.by_findings(request.fund.organisation)
