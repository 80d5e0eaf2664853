"""Money out of a project's book for one house or one lease: always two people, once, and never more than lies there."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from chumchon.access.actions import require
from chumchon.access.rules import Actor
from chumchon.ledger.actions import PostingSession, posting
from chumchon.ledger.institute import ensure_account
from chumchon.ledger.models import Entry
from chumchon.ledger.rules import Draft, Posting
from chumchon.thai.errors import Refused

from ..models import Project
from ..queries import projects as queries
from ..queries.savings import check_cash
from ..rules.projects import check_day
from .projects import locked

REPAIRS, RENT, AID, STAYS = "5320", "5350", "5360", "5370"
_MORE = {
    RENT: ("ค่าเช่าที่ดิน", "Rent of land"),
    AID: ("เงินช่วยเหลือครัวเรือน", "Aid to households"),
    STAYS: ("ค่าบ้านพักชั่วคราว", "Temporary homes"),
}


@dataclass(frozen=True)
class Two:
    """Who moves money and who signs beside them; from or into which cash account, on which day."""

    actor: Actor
    second: Actor
    box: str
    day: date


@contextmanager
def two_at_the_book(
    project: Project, two: Two, now: datetime, today: date, account: str = ""
) -> Iterator[tuple[PostingSession, Project]]:
    """The project's book and row, locked in this order; `account` is opened where the book has none of that code yet.

    Errors: NOT_ALLOWED, SAME_PERSON, FUTURE_DATE, BEFORE_START, ENDED.
    """
    require(two.actor, "homes.money", project.organisation, today)
    require(two.second, "homes.sign", project.organisation, today)
    if two.second.user_id == two.actor.user_id:
        raise Refused("SAME_PERSON", "ผู้จ่ายกับผู้ลงชื่อต้องเป็นคนละคน", "Two people must sign.")
    refused = check_day(two.day, project.started_on, today)
    if refused is not None:
        raise refused
    book = queries.book_of(project)
    if account in _MORE:
        ensure_account(book, account, *_MORE[account], "expense")
    with posting(book.pk, now) as session:
        yield session, locked(project)


def pay(session: PostingSession, two: Two, account: str, satang: int, memo: str, key: uuid.UUID) -> Entry:
    """Out of the box, into an account of expense. Errors: NO_ACCOUNT, NO_CASH, YEAR_CLOSED."""
    check_cash(session.book, two.box, satang)
    draft = Draft(
        day=two.day, kind="expense", memo=memo[:300], lines=(Posting(account, satang), Posting(two.box, -satang)), source="homes",
        actor_id=two.actor.user_id, checker_id=two.second.user_id, idempotency_key=key,
    )  # fmt: skip
    entry, _ = session.post(draft)
    return entry
