"""Over-match that a fund returns as money: two people of the fund say it went out, the institute says it came in, both books agree."""

import uuid
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require, require_another
from chumchon.access.rules import Actor
from chumchon.funds.models import Fund
from chumchon.ledger.actions import posting
from chumchon.ledger.institute import BANK, OVER_MATCH
from chumchon.ledger.models import Account, Book, Line
from chumchon.ledger.rules import Draft, Posting
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Refused
from chumchon.thai.money import baht

from ..models import DebtUse, Repayment
from ..queries import debts as debt_queries
from ..queries.stops import by_settlement
from .doors import institute_book, require_nation
from .paying import OWED, SPACE

SAY, SIGN, RECEIVE = "book.post", "book.approve", "match.pay"


@transaction.atomic
def say_returned(
    fund: Fund, account: Account, satang: int, slip: str, sent_on: date, key: uuid.UUID, actor: Actor, second: Actor,
    now: datetime, day: date,
) -> Repayment:  # fmt: skip
    """Two people of the fund say that over-match was sent back from an account; it waits for the institute.

    Said twice with one key it is one. Errors: NOT_ALLOWED, SAME_PERSON, NOTHING_OWED, TOO_MUCH, NOT_ENOUGH, NO_SLIP,
    FUTURE_DATE, WAITING.
    """
    require(actor, SAY, fund.organisation, day)
    require(second, SIGN, fund.organisation, day)
    require_another(actor, second.user_id, NotAllowed)
    book = Book.objects.select_for_update().get(organisation=fund.organisation)  # two sendings queue here
    before = Repayment.objects.filter(key=key).first()
    if before is not None:
        return before
    _check(fund, book, account, satang, slip, sent_on, day)
    made = Repayment.objects.create(
        organisation=fund.organisation, key=key, day=sent_on, satang=satang, account=account, slip=slip.strip()[:100],
        maker_id=actor.user_id, second_id=second.user_id, made_at=now,
    )  # fmt: skip
    record(actor.user_id, "repayment.say", fund.organisation, f"repayment:{made.pk}", now, {"satang": satang})
    return made


def _check(fund: Fund, book: Book, account: Account, satang: int, slip: str, sent_on: date, day: date) -> None:
    owed = debt_queries.owed(fund.organisation_id)
    if not owed:
        raise Refused("NOTHING_OWED", "กองทุนไม่มีสมทบเกินที่ต้องคืน", "The fund owes no over-match.")
    if not 0 < satang <= owed:
        raise BadInput("TOO_MUCH", f"คืนได้ไม่เกินยอดที่ค้าง {baht(owed)} บาท ตรวจจำนวนเงินอีกครั้ง", "More than is owed.")
    if not slip.strip():
        raise BadInput("NO_SLIP", "ใส่เลขที่ใบโอนหรือใบนำฝาก", "Give the number of the slip.")
    if sent_on > day:
        raise BadInput("FUTURE_DATE", "วันที่นี้ยังมาไม่ถึง ตรวจปี พ.ศ. อีกครั้ง", "The day lies in the future.")
    if account.book_id != book.pk or not account.is_cash:
        raise Refused("NO_ACCOUNT", "เลือกบัญชีที่โอนเงินออกของกองทุนนี้", "Choose an account of this fund.")
    _enough(account, satang)
    if Repayment.objects.filter(organisation=fund.organisation, state="waiting").exists():
        raise Clash("WAITING", "มีเงินที่ส่งคืนแล้วรอสถาบันยืนยันอยู่ รอผลก่อนแล้วจึงส่งครั้งต่อไป", "A repayment waits already.")


def _enough(account: Account, satang: int) -> None:
    held = sum(Line.objects.filter(account=account).values_list("satang", flat=True))
    if held < satang:
        raise Refused(
            "NOT_ENOUGH", f"ในบัญชีนี้มี {baht(held)} บาทตามสมุด น้อยกว่าที่จะคืน เลือกบัญชีอื่นหรือลดจำนวน", "Not enough money there."
        )


def receive(repayment_id: int, actor: Actor, now: datetime, day: date) -> Repayment:
    """The institute found the money: one entry in each book, and the debts are settled, the oldest first. Once.

    Fund: debit what it owed, credit its account. Institute: debit bank, credit over-match to be returned.
    Errors: NOT_ALLOWED, NO_REPAYMENT, ANSWERED, SAME_PERSON, SETTLING (a settlement that may take it off is not done),
    TOO_MUCH (a settlement took it off meanwhile), those of the ledger.
    """
    institute = institute_book(now)
    require_nation(actor, RECEIVE, institute, day)
    fund_book = Book.objects.get(organisation__match_repayments=_exists(repayment_id))
    with posting(institute.pk, now) as ours, posting(fund_book.pk, now) as theirs:  # the institute's first, always
        found = _waiting(repayment_id)
        held = by_settlement(found.organisation_id)
        if held is not None:
            raise held
        if actor.user_id in (found.maker_id, found.second_id):
            raise NotAllowed("SAME_PERSON", "ผู้ส่งคืนยืนยันการรับเองไม่ได้ ให้เจ้าหน้าที่อีกคนยืนยัน", "The sender does not confirm.")
        debts = debt_queries.outstanding([found.organisation_id]).get(found.organisation_id, [])
        if sum(left for _, left in debts) < found.satang:
            raise Refused(
                "TOO_MUCH", "ยอดที่ค้างถูกหักจากเงินสมทบไปแล้วบางส่วน ให้ตอบว่าไม่รับ แล้วกองทุนส่งยอดใหม่", "Less is owed by now."
            )
        _enough(found.account, found.satang)
        words = f"คืนสมทบเกิน {found.organisation.name_th} ใบโอน {found.slip}"[:300]
        key = uuid.uuid5(SPACE, f"repayment:{found.pk}")
        out = (Posting(OWED, found.satang), Posting(found.account.code, -found.satang))
        into = (Posting(BANK, found.satang), Posting(OVER_MATCH, -found.satang))
        ref = f"repayment:{found.pk}"
        found.entry_fund, _ = theirs.post(
            Draft(
                day=found.day, kind="match", memo=words, lines=out, source="matching", source_ref=ref, idempotency_key=key,
                actor_id=found.maker_id, checker_id=found.second_id,
            )
        )  # fmt: skip
        found.entry_institute, _ = ours.post(
            Draft(
                day=day, kind="match", memo=words, lines=into, source="matching", source_ref=ref, idempotency_key=key,
                actor_id=actor.user_id,
            )
        )  # fmt: skip
        for debt, part in debt_queries.account_for(debts, found.satang):
            DebtUse.objects.create(debt=debt, award=None, satang=part, at=now)
        _answer(found, "received", actor, now, "")
        detail = {"satang": found.satang, "entry": found.entry_fund.pk}
        record(actor.user_id, "repayment.receive", found.organisation, ref, now, detail)
    return found


@transaction.atomic
def not_found(repayment_id: int, actor: Actor, reason: str, now: datetime, day: date) -> Repayment:
    """The institute did not find the money, and says why; the fund still owes. Errors: NOT_ALLOWED, NO_REASON, ANSWERED."""
    require_nation(actor, RECEIVE, institute_book(now), day)
    if not reason.strip():
        raise BadInput("NO_REASON", "บอกกองทุนว่าเพราะอะไร เช่น ไม่พบยอดโอนวันนี้", "Say why.")
    found = _waiting(repayment_id)
    _answer(found, "refused", actor, now, reason.strip()[:300])
    record(
        actor.user_id, "repayment.refuse", found.organisation, f"repayment:{found.pk}", now, {"reason": found.answer}
    )
    return found


def _exists(repayment_id: int) -> int:
    if not Repayment.objects.filter(pk=repayment_id).exists():
        raise Refused("NO_REPAYMENT", "ไม่พบรายการคืนเงินนี้ กลับไปดูรายการทั้งหมด", "There is no such repayment.")
    return repayment_id


def _waiting(repayment_id: int) -> Repayment:
    rows = Repayment.objects.select_for_update(of=("self",)).select_related("organisation", "account")
    found = rows.filter(pk=_exists(repayment_id)).get()
    if found.state != "waiting":
        raise Clash("ANSWERED", f"รายการนี้{found.get_state_display()}แล้ว", f"It is {found.state} already.")
    return found


def _answer(found: Repayment, state: str, actor: Actor, now: datetime, words: str) -> None:
    found.state, found.checker_id, found.checked_at, found.answer = state, actor.user_id, now, words
    found.save(update_fields=["state", "checker", "checked_at", "answer", "entry_fund", "entry_institute"])
