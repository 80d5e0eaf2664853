"""Money comes into a project's book, always by two: a household's loan straight from the group's bank; own money, rent of those
who live in a centre or a temporary home, partners' money, each with its receipt.

A person's name never stands in the book's own words, which stay for ever: it stands beside the receipt.
"""

import uuid
from datetime import date, datetime

from chumchon.access.actions import record
from chumchon.access.rules import Actor
from chumchon.ledger.actions import PostingSession
from chumchon.ledger.models import Account, Entry
from chumchon.ledger.rules import Draft, Posting, ReceiptDraft, digest
from chumchon.thai.errors import BadInput, Clash

from ..models import Loan, Project, ProjectIncome
from ..rules.incomes import BY_HAND, KINDS
from ..rules.savings import BANK
from .payouts import Two, two_at_the_book

MOST_SATANG = 10**13


def receive(
    project: Project, two: Two, kind: str, satang: int, from_whom: str, key: uuid.UUID, now: datetime, today: date
) -> ProjectIncome:
    """Own money of households, money of local government or a partner, into cash or bank. One key is one receipt of money.

    Errors: NOT_ALLOWED, SAME_PERSON, KIND, AMOUNT, NAME, NO_ACCOUNT, FUTURE_DATE, BEFORE_START, ENDED, KEY_REUSED.
    """
    if kind not in BY_HAND:
        raise BadInput("KIND", "เลือกว่าเป็นเงินของใคร", "Whose money is it?")
    if not 0 < satang <= MOST_SATANG:
        raise BadInput("AMOUNT", "จำนวนเงินต้องมากกว่าศูนย์", "The amount must be above zero.")
    if not from_whom.strip():
        raise BadInput("NAME", "ใส่ว่ารับเงินจากใคร", "Say from whom.")
    with two_at_the_book(project, two, now, today) as (session, row):
        if not Account.objects.filter(book=session.book, code=two.box, is_cash=True).exists():
            raise BadInput("NO_ACCOUNT", "เลือกว่าเก็บเป็นเงินสดหรือเข้าธนาคาร", "Choose cash or bank.")
        before = ProjectIncome.objects.filter(uid=key, project=row).first()
        if before is not None:
            if (before.kind, before.satang) != (kind, satang):
                raise Clash("KEY_REUSED", "หน้านี้ใช้รับเงินไปแล้ว เปิดหน้าใหม่", "This key was used for other money.")
            return before
        receipt = ReceiptDraft("income", satang, digest(["income", str(key)]))
        entry = _entry(
            session, kind, satang, "" if kind == "savings" else from_whom, two.box, two.day, two.actor.user_id,
            two.second.user_id, uuid.uuid5(project.organisation_key, f"income {key}"), receipt,
        )  # fmt: skip
        made = ProjectIncome.objects.create(
            project=row, uid=key, kind=kind, from_th=from_whom.strip()[:160], satang=satang, day=two.day, entry=entry,
            by_id=two.actor.user_id, checker_id=two.second.user_id, at=now,
        )  # fmt: skip
        record(two.actor.user_id, "income.receive", project.organisation, f"income:{made.pk}", now, {"satang": satang})
        return made


def loan_into_project(
    session: PostingSession, project: Project, loan: Loan, group_entry: Entry, actor: Actor, now: datetime, day: date
) -> ProjectIncome:
    """The project's side of a loan that the group paid into it, inside the lender's transaction; session is the project's book."""
    entry = _entry(
        session, "loan", loan.satang, f"สัญญา {loan.label}", BANK, day, actor.user_id, loan.maker_id,
        uuid.uuid5(loan.uid, "project"),
    )  # fmt: skip
    return ProjectIncome.objects.create(
        project=project, uid=uuid.uuid5(loan.uid, "income"), kind="loan", from_th=f"สินเชื่อ{loan.label}", satang=loan.satang,
        day=day, loan=loan, entry=entry, group_entry=group_entry, by_id=actor.user_id, checker_id=loan.maker_id, at=now,
    )  # fmt: skip


def _entry(
    session: PostingSession,
    kind: str,
    satang: int,
    whose: str,
    box: str,
    day: date,
    by: int,
    checker: int,
    key: uuid.UUID,
    receipt: ReceiptDraft | None = None,
) -> Entry:
    what = KINDS[kind].name_th
    memo = f"รับ{'เงินจาก' if kind in ('local', 'partner') else ''}{what} {whose.strip()}".strip()
    draft = Draft(
        day=day, kind="income", memo=memo[:300], lines=(Posting(box, satang), Posting(KINDS[kind].account, -satang)),
        source="homes", actor_id=by, checker_id=checker, idempotency_key=key,
    )  # fmt: skip
    return session.post(draft, [receipt] if receipt else [])[0]
