"""Closing a year: the result moves into the accumulated fund, the year freezes, its figures stay as they stood. Once, for good."""

import uuid
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from functools import partial

from django.db import transaction

from chumchon.access.actions import record, require, require_another
from chumchon.access.rules import Actor
from chumchon.ledger.actions import PostingSession, posting
from chumchon.ledger.models import Account
from chumchon.ledger.queries import balances
from chumchon.ledger.rules import Draft
from chumchon.thai.errors import Clash, NotAllowed, Refused

from ..models import FiscalYear, Fund
from ..queries.closing import year_facts
from ..queries.reports import annual_facts, book_of
from ..rules.closing import blockers, closing_lines, figures_digest
from ..rules.reports import AnnualFacts, annual, total_movement

CLOSE, SIGN = "book.close", "book.approve"
AfterClosing = Callable[[Fund, int, datetime, date], object]
_after: dict[str, AfterClosing] = {}


def after_closing(name: str, work: AfterClosing) -> None:
    """A higher room asks to be told of every year that was closed, once it is for good: (fund, user id, moment, day)."""
    _after[name] = work


def close_year(fund: Fund, year: int, actor: Actor, second: Actor, now: datetime, day: date) -> FiscalYear:
    """Close a B.E. year of the fund; nothing is ever posted into it again, and there is no undo.

    actor holds book.close; second is another person who holds book.approve and signed (access.second_signature).
    Errors: NOT_ALLOWED, SAME_PERSON, YEAR_CLOSED (Clash: somebody closed it already), NOT_READY (all reasons in one).
    """
    require(actor, CLOSE, fund.organisation, day)
    require(second, SIGN, fund.organisation, day)
    require_another(actor, second.user_id, NotAllowed)
    with posting(book_of(fund).pk, now) as session:
        facts = year_facts(fund, session.book, year, day)
        if facts.closed:
            raise Clash("YEAR_CLOSED", f"ปี {year} ปิดไปแล้ว เปิดรายงานประจำปีดูได้เลย", f"The year {year} is closed already.")
        stops = [b for b in blockers(facts) if not b.warning]
        if stops:
            codes = ", ".join(b.code for b in stops)
            raise Refused("NOT_READY", " · ".join(b.th for b in stops), f"The year cannot be closed yet: {codes}.")
        figures = figures_as_they_stood(annual_facts(fund, year, day))
        entry_id = _move_result(session, year, facts.last_day, actor, second, figures_digest(figures))
        session.close_through(facts.last_day)
        made = FiscalYear.objects.create(
            fund=fund, year_be=year, last_day=facts.last_day, entry_id=entry_id, head_hash=session.book.head_hash,
            figures=figures, closed_at=now, closed_by_id=actor.user_id, checker_id=second.user_id,
        )  # fmt: skip
        detail = {"number": year, "checker": second.user_id, "entry": entry_id}
        record(actor.user_id, "year.close", fund.organisation, f"year:{made.pk}", now, detail)
        for work in _after.values():
            transaction.on_commit(partial(work, fund, actor.user_id, now, day), robust=True)  # the year is closed
    return made


def _move_result(
    session: PostingSession, year: int, last_day: date, actor: Actor, second: Actor, sealed: str
) -> int | None:
    kinds = dict(Account.objects.filter(book=session.book).values_list("code", "kind"))
    lines = closing_lines(balances(session.book, last_day), kinds)
    if not lines:
        return None
    draft = Draft(
        day=last_day, kind="closing", memo=f"ปิดบัญชีปี {year}", lines=lines, source="closing", source_ref=str(year),
        actor_id=actor.user_id, checker_id=second.user_id, idempotency_key=uuid.uuid4(),
        subsidiary_hash=sealed,
    )  # fmt: skip
    return session.post(draft)[0].pk


def figures_as_they_stood(facts: AnnualFacts) -> dict[str, object]:
    """The year's figures for the shelf: members, accounts and balances in satang, and the report's tables without names."""
    report = annual(facts)
    return {
        "members": asdict(total_movement(facts)),
        "accounts": {f.code: f.satang for f in facts.figures if f.satang},
        "balances": {b.code: b.closing_satang for b in facts.balances},
        "tables": [
            {"title": t.title, "head": [c.head for c in t.columns], "rows": [list(r) for r in t.rows], "total": list(t.total)}
            for t in report.tables
        ],
    }  # fmt: skip
