"""Loans are asked for, decided by another person, lent and repaid; what moves between group and institute stands in both books."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor, may
from chumchon.ledger.actions import PostingSession, posting
from chumchon.ledger.models import Entry
from chumchon.ledger.rules import Draft, Posting
from chumchon.thai.dates import long_th
from chumchon.thai.errors import BadInput, Clash, Refused

from ..models import Loan, LoanSchedule, SavingsGroup
from ..queries import loans as queries
from ..queries import savings
from ..queries.projects import book_of as book_of_project
from ..rules import savings as accounts
from ..rules.loans import from_json, schedule, to_json
from .capital import GROUP_LOANS, INSTITUTE_BANK, bring_capital, lending_book
from .incomes import loan_into_project
from .loan_limits import Asked, check_first_due, check_limits, free_saver, open_project, terms_of
from .projects import locked

INTO_PROJECT = "project"
__all__ = [
    "INTO_PROJECT", "Asked", "ask_loan", "books", "bring_capital", "lend", "locked_loan", "open_loan", "refuse", "signs_for",
]  # fmt: skip


@transaction.atomic
def ask_loan(group: SavingsGroup, actor: Actor, asked: Asked, uid: uuid.UUID, now: datetime, day: date) -> Loan:
    """A loan waits for another person's answer. Errors: NOT_ALLOWED, NOT_FOUND, SAVE_FIRST, OVER_CEILING, HAS_LOAN, RATE, MONTHS …"""
    require(actor, "homes.write", group.organisation, day)
    before = Loan.objects.filter(uid=uid, group=group).first()
    if before is not None:
        return before
    row = SavingsGroup.objects.select_for_update().get(pk=group.pk)
    row.organisation, row.project = group.organisation, group.project
    open_project(row)
    terms = terms_of(row, asked, day)
    schedule(terms)
    saver = free_saver(row, asked.saver_id)
    check_limits(row, saver, asked.satang, day)
    last = Loan.objects.filter(group=row).aggregate(m=Max("number"))["m"] or 0
    loan = Loan.objects.create(
        group=row, saver=saver, uid=uid, number=last + 1, purpose=asked.purpose.strip()[:200], satang=asked.satang,
        asked=to_json(terms), maker_id=actor.user_id, made_at=now,
    )  # fmt: skip
    record(
        actor.user_id,
        "loan.ask",
        group.organisation,
        f"loan:{loan.pk}",
        now,
        {"satang": asked.satang, "number": loan.number},
    )
    return loan


def locked_loan(group: SavingsGroup, loan_id: int) -> Loan:
    """The loan's row, locked. Errors: NOT_FOUND."""
    loan = Loan.objects.select_for_update(of=("self",)).filter(group=group, pk=loan_id).first()
    if loan is None:
        raise Refused("NOT_FOUND", "ไม่พบสินเชื่อนี้ในกลุ่ม", "No such loan.")
    return loan


def signs_for(group: SavingsGroup, loan: Loan, actor: Actor, day: date) -> str:
    """The permission that decides this loan: the group's own committee for a house, the institute's officers for the group itself."""
    if loan.saver_id is not None:
        return "homes.sign"
    place = group.organisation
    return "homes.region" if may(actor, "homes.region", place.pk, place.subdistrict_id, day) else "homes.hq"


@transaction.atomic
def refuse(group: SavingsGroup, loan_id: int, actor: Actor, reason: str, now: datetime, day: date) -> Loan:
    """Another person says no, and why. Errors: NOT_ALLOWED, ALREADY, SAME_PERSON, NO_REASON."""
    loan = locked_loan(group, loan_id)
    _check_decider(group, loan, actor, day)
    if not reason.strip():
        raise BadInput("NO_REASON", "บอกเหตุผลที่ไม่อนุมัติ", "Give the reason.")
    loan.state, loan.answer, loan.checker_id = "refused", reason.strip()[:300], actor.user_id
    loan.save(update_fields=["state", "answer", "checker"])
    record(actor.user_id, "loan.refuse", group.organisation, f"loan:{loan.pk}", now, {"reason": loan.answer})
    return loan


def _check_decider(group: SavingsGroup, loan: Loan, actor: Actor, day: date) -> None:
    require(actor, signs_for(group, loan, actor, day), group.organisation, day)
    if loan.state != "waiting":
        raise Clash("ALREADY", f"สินเชื่อนี้{loan.get_state_display()}แล้ว", f"The loan is {loan.state}.")
    if loan.maker_id == actor.user_id:
        raise Refused("SAME_PERSON", "ผู้ขออนุมัติเองไม่ได้ ให้กรรมการอีกคน", "Another person must decide.")


def lend(group: SavingsGroup, loan_id: int, actor: Actor, box: str, first_due: date, now: datetime, day: date) -> Loan:
    """Another person approves and the money goes out that day; two at once lend once.

    A house: the group's box or bank pays; box INTO_PROJECT: its bank pays into the project's, where the community builds
    together, in both books. The group's own: the institute's bank pays into the group's bank, in both books.
    Errors: NOT_ALLOWED, ALREADY, SAME_PERSON, SAVE_FIRST, OVER_CEILING, NO_CASH, FIRST_DUE, NO_PROJECT, PROJECT_ENDED, ENDED …
    """
    with _lending(group, loan_id, box, now) as (session, lender, site):
        loan = locked_loan(group, loan_id)
        _check_decider(group, loan, actor, day)
        open_project(group)
        terms = replace(from_json(loan.asked), lent_on=day, first_due=first_due)
        schedule(terms)
        check_first_due(terms)
        check_limits(group, loan.saver, loan.satang, day, but=loan.pk)
        from_box = accounts.BANK if site else box
        loan.entry, loan.lender_entry = _pay_out(session, lender, loan, actor, from_box, day)
        loan.state, loan.checker_id, loan.lent_on = "lent", actor.user_id, day
        loan.save(update_fields=["state", "checker", "lent_on", "entry", "lender_entry"])
        if site is not None and group.project is not None:
            loan_into_project(site, locked(group.project), loan, loan.entry, actor, now, day)
        LoanSchedule.objects.create(
            loan=loan,
            version=1,
            terms=to_json(terms),
            reason="ให้กู้",
            by_id=loan.maker_id,
            checker_id=actor.user_id,
            at=now,
        )
        detail = {"satang": loan.satang, "number": loan.number}
        record(actor.user_id, "loan.lend", group.organisation, f"loan:{loan.pk}", now, detail)
        return loan


Lending = tuple[PostingSession, PostingSession | None, PostingSession | None]


@contextmanager
def _lending(group: SavingsGroup, loan_id: int, box: str, now: datetime) -> Iterator[Lending]:
    """The group's book, the institute's where it lends, the project's where the money goes into it."""
    if box != INTO_PROJECT:
        with books(group, loan_id, now) as (session, lender):
            yield session, lender, None
        return
    house = Loan.objects.filter(pk=loan_id, saver__isnull=False).exists()
    if group.project is None or not house:
        raise Refused(
            "NO_PROJECT", "จ่ายเข้าโครงการได้เฉพาะสินเชื่อบ้านของกลุ่มที่มีโครงการ", "Only a house's loan goes into a project."
        )
    own, site = savings.book_of(group), book_of_project(group.project)
    first, second = sorted((own.pk, site.pk))
    with posting(first, now) as one, posting(second, now) as two:
        yield (one, None, two) if first == own.pk else (two, None, one)


@contextmanager
def books(group: SavingsGroup, loan_id: int, now: datetime) -> Iterator[tuple[PostingSession, PostingSession | None]]:
    """The group's book, and the institute's where it lends; locked in the order of their rows, so that nobody waits in a ring."""
    own = savings.book_of(group)
    if Loan.objects.filter(pk=loan_id, saver__isnull=False).exists():
        with posting(own.pk, now) as session:
            yield session, None
        return
    other = lending_book(now)
    first, second = sorted((own.pk, other.pk))
    with posting(first, now) as one, posting(second, now) as two:
        yield (one, two) if first == own.pk else (two, one)


def _pay_out(
    session: PostingSession, lender: PostingSession | None, loan: Loan, actor: Actor, box: str, day: date
) -> tuple[Entry, Entry | None]:
    memo = f"ให้กู้{loan.label} · {loan.purpose}"[:300]
    if lender is None:
        savings.check_cash(session.book, box, loan.satang)
        lines = (Posting(accounts.HOUSE_LOANS, loan.satang), Posting(box, -loan.satang))
        return _post(session, "loan", day, memo, lines, loan, actor, loan.maker_id, "lend"), None
    savings.check_cash(lender.book, INSTITUTE_BANK, loan.satang)
    out = (Posting(GROUP_LOANS, loan.satang), Posting(INSTITUTE_BANK, -loan.satang))
    into = (Posting(accounts.BANK, loan.satang), Posting(accounts.OWED, -loan.satang))
    where = f"{loan.group.name_th}: {memo}"[:300]
    theirs = _post(lender, "loan", day, where, out, loan, actor, loan.maker_id, "lend-institute")
    return _post(session, "loan", day, memo, into, loan, actor, loan.maker_id, "lend"), theirs


def _post(
    session: PostingSession, kind: str, day: date, memo: str, lines: tuple[Posting, ...], loan: Loan, actor: Actor,
    checker_id: int, what: str,
) -> Entry:  # fmt: skip
    draft = Draft(
        day=day, kind=kind, memo=memo, lines=lines, source="loan", source_ref=str(loan.uid), actor_id=actor.user_id,
        checker_id=checker_id, idempotency_key=uuid.uuid5(loan.uid, what),
    )  # fmt: skip
    return session.post(draft)[0]


def open_loan(loan: Loan, day: date, today: date) -> queries.Current:
    """The loan's schedule, where that day may be written. Errors: NOT_LENT, FUTURE_DATE, BACKDATED."""
    if loan.state != "lent" or loan.lent_on is None:
        raise Refused("NOT_LENT", f"สินเชื่อนี้{loan.get_state_display()} รับค่างวดไม่ได้", f"The loan is {loan.state}.")
    if day > today:
        raise Refused("FUTURE_DATE", "วันที่นี้ยังมาไม่ถึง ตรวจวันอีกครั้ง", "The day lies in the future.")
    last = max(filter(None, (loan.lent_on, queries.last_day(loan))))
    if day < last:
        raise Refused(
            "BACKDATED", f"มีรายการวันที่ {long_th(last)} แล้ว รับย้อนหลังก่อนวันนั้นไม่ได้ ใช้วันนั้นหรือหลังจากนั้น",
            f"A repayment before {last} would change what was receipted.",
        )  # fmt: skip
    return queries.current(loan)
