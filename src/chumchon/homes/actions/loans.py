"""Loans are asked for, decided by another person, lent and repaid; what moves between group and institute stands in both books."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Sum

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor, may
from chumchon.ledger.actions import PostingSession, posting
from chumchon.ledger.models import Entry
from chumchon.ledger.rules import Draft, Posting, year_be
from chumchon.thai.dates import long_th
from chumchon.thai.errors import BadInput, Clash, Plain, Refused
from chumchon.thai.money import baht

from ..models import Loan, LoanSchedule, Saver, SavingsGroup
from ..queries import loans as queries
from ..queries import savings
from ..queries.programmes import ceiling, term
from ..queries.projects import book_of as book_of_project
from ..rules import savings as accounts
from ..rules.loans import Terms, add_months, from_json, schedule, to_json
from .capital import GROUP_LOANS, INSTITUTE_BANK, bring_capital, lending_book
from .incomes import loan_into_project
from .projects import locked

INTO_PROJECT = "project"
__all__ = ["INTO_PROJECT", "Asked", "ask_loan", "books", "bring_capital", "lend", "locked_loan", "open_loan", "refuse"]


@dataclass(frozen=True)
class Asked:
    """What is asked for. saver_id None: the group asks the institute. rate_bp None: as the programme's terms say."""

    saver_id: int | None
    satang: int
    months: int
    purpose: str
    margin_bp: int = 0
    rate_bp: int | None = None
    grace_months: int = 0
    insurance_satang: int = 0
    unit_satang: int = 100


@transaction.atomic
def ask_loan(group: SavingsGroup, actor: Actor, asked: Asked, uid: uuid.UUID, now: datetime, day: date) -> Loan:
    """A loan waits for another person's answer. Errors: NOT_ALLOWED, NOT_FOUND, SAVE_FIRST, OVER_CEILING, HAS_LOAN, RATE, MONTHS …"""
    require(actor, "homes.write", group.organisation, day)
    before = Loan.objects.filter(uid=uid, group=group).first()
    if before is not None:
        return before
    row = SavingsGroup.objects.select_for_update().get(pk=group.pk)
    row.organisation, row.project = group.organisation, group.project
    terms = _terms(row, asked, day)
    schedule(terms)
    saver = _saver(row, asked.saver_id)
    _check_limits(row, saver, asked.satang, terms, day)
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


def _terms(group: SavingsGroup, asked: Asked, day: date) -> Terms:
    base, most, margin_most = 400, 240, 200
    if group.project is not None:
        programme = group.project.programme
        base, most = term(programme, "rate_bp", base), term(programme, "months_most", most)
        margin_most = term(programme, "margin_bp_most", margin_most)
    if asked.months > most:
        raise BadInput("MONTHS", f"โครงการนี้ผ่อนได้ไม่เกิน {most} งวด", f"At most {most} instalments.")
    margin = asked.margin_bp if asked.saver_id is not None else 0
    if margin > margin_most:
        raise BadInput(
            "RATE", f"กลุ่มบวกดอกเบี้ยได้ไม่เกิน {margin_most / 100:g} % ต่อปี", "The margin is above the programme's."
        )
    rate = (base if asked.rate_bp is None else asked.rate_bp) + margin
    return Terms(
        asked.satang, rate, asked.months, day, add_months(day, 1), margin, grace_months=asked.grace_months,
        unit_satang=asked.unit_satang, insurance_satang=asked.insurance_satang,
    )  # fmt: skip


def _saver(group: SavingsGroup, saver_id: int | None) -> Saver | None:
    if saver_id is None:
        return None
    saver = Saver.objects.filter(group=group, pk=saver_id, left_on=None).select_related("person").first()
    if saver is None:
        raise Refused("NOT_FOUND", "ไม่พบสมาชิกคนนี้ในกลุ่ม", "No such member.")
    if Loan.objects.filter(saver=saver, state__in=("waiting", "lent")).exists():
        raise Refused(
            "HAS_LOAN", f"{saver.person.name} มีสินเชื่อที่ยังไม่จบอยู่แล้ว หนึ่งครัวเรือนหนึ่งสัญญา", "There is a loan already."
        )
    return saver


def _check_limits(group: SavingsGroup, saver: Saver | None, satang: int, terms: Terms, day: date) -> None:
    sums = savings.sums_of(saver) if saver else {}
    saved = sum(sums.values()) if saver else savings.group_sums(group).saved + savings.group_sums(group).shares
    _check(accounts.saved_enough(saved, satang, group.saved_bp))
    if group.project is None:
        return
    top = ceiling(group.project.programme, "loan", year_be(day, 9))
    units = 1 if saver else group.project.units_planned
    already = 0
    if saver is None:
        standing = Loan.objects.filter(group=group, saver=None, state__in=("waiting", "lent", "ended"))
        already = standing.aggregate(t=Sum("satang"))["t"] or 0
    if top is None or satang + already > top.satang * units:
        most = baht(top.satang * units - already) if top else "0.00"
        raise Refused(
            "OVER_CEILING", f"เกินเพดานสินเชื่อของโครงการ ขอได้ไม่เกิน {most} บาท ({top.source_th if top else 'โครงการนี้ไม่มีสินเชื่อ'})",
            f"Above the ceiling; at most {most} baht.",
        )  # fmt: skip


def locked_loan(group: SavingsGroup, loan_id: int) -> Loan:
    """The loan's row, locked. Errors: NOT_FOUND."""
    loan = Loan.objects.select_for_update(of=("self",)).filter(group=group, pk=loan_id).first()
    if loan is None:
        raise Refused("NOT_FOUND", "ไม่พบสินเชื่อนี้ในกลุ่ม", "No such loan.")
    return loan


def _decider(loan: Loan) -> str:
    return "homes.sign" if loan.saver_id is not None else "homes.region"


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
    place = group.organisation
    permission = _decider(loan)
    if permission == "homes.region" and not may(actor, permission, place.pk, place.subdistrict_id, day):
        permission = "homes.hq"
    require(actor, permission, place, day)
    if loan.state != "waiting":
        raise Clash("ALREADY", f"สินเชื่อนี้{loan.get_state_display()}แล้ว", f"The loan is {loan.state}.")
    if loan.maker_id == actor.user_id:
        raise Refused("SAME_PERSON", "ผู้ขออนุมัติเองไม่ได้ ให้กรรมการอีกคน", "Another person must decide.")


def lend(group: SavingsGroup, loan_id: int, actor: Actor, box: str, first_due: date, now: datetime, day: date) -> Loan:
    """Another person approves and the money goes out that day; two at once lend once.

    A house: the group's box or bank pays; box INTO_PROJECT: its bank pays into the project's, where the community builds
    together, in both books. The group's own: the institute's bank pays into the group's bank, in both books.
    Errors: NOT_ALLOWED, ALREADY, SAME_PERSON, SAVE_FIRST, OVER_CEILING, NO_CASH, FIRST_DUE, NO_PROJECT, ENDED …
    """
    with _lending(group, loan_id, box, now) as (session, lender, site):
        loan = locked_loan(group, loan_id)
        _check_decider(group, loan, actor, day)
        terms = replace(from_json(loan.asked), lent_on=day, first_due=first_due)
        schedule(terms)
        if loan.saver is not None:
            _check_limits(group, loan.saver, loan.satang, terms, day)
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


def _check(refused: Plain | None) -> None:
    if refused is not None:
        raise refused
