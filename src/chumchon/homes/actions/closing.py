"""Closing a year of a savings group: the result moves into its own capital, the year freezes. By two, once, for good."""

import uuid
from datetime import date, datetime

from chumchon.access.actions import record, require, require_another
from chumchon.access.rules import Actor
from chumchon.ledger.actions import posting
from chumchon.ledger.closing import closing_lines
from chumchon.ledger.models import Account
from chumchon.ledger.queries import balances
from chumchon.ledger.rules import Draft
from chumchon.thai.errors import Clash, NotAllowed, Refused

from ..models import GroupYear, SavingsGroup
from ..queries import closing as queries
from ..queries.savings import book_of


def close_year(group: SavingsGroup, year: int, actor: Actor, second: Actor, now: datetime, day: date) -> GroupYear:
    """Close a B.E. year; nothing is ever posted into it again, and there is no undo.

    Errors: NOT_ALLOWED, SAME_PERSON, YEAR_CLOSED (Clash: somebody closed it already), NOT_READY (all reasons in one).
    """
    require(actor, "homes.money", group.organisation, day)
    require(second, "homes.sign", group.organisation, day)
    require_another(actor, second.user_id, NotAllowed)
    with posting(book_of(group).pk, now) as session:
        facts = queries.year_facts(group, session.book, year, day)
        if facts.closed:
            raise Clash("YEAR_CLOSED", f"ปี {year} ปิดไปแล้ว", f"The year {year} is closed already.")
        if facts.stops:
            raise Refused("NOT_READY", " · ".join(facts.stops), "The year cannot be closed yet.")
        figures = queries.figures(group, session.book, year)
        kinds = dict(Account.objects.filter(book=session.book).values_list("code", "kind"))
        lines = closing_lines(balances(session.book, facts.last_day), kinds)
        entry = None
        if lines:
            draft = Draft(
                day=facts.last_day, kind="closing", memo=f"ปิดบัญชีปี {year}", lines=lines, source="closing", source_ref=str(year),
                actor_id=actor.user_id, checker_id=second.user_id, idempotency_key=uuid.uuid4(),
            )  # fmt: skip
            entry, _ = session.post(draft)
        session.close_through(facts.last_day)
        made = GroupYear.objects.create(
            group=group, year_be=year, last_day=facts.last_day, entry=entry, head_hash=session.book.head_hash, figures=figures,
            closed_by_id=actor.user_id, checker_id=second.user_id, at=now,
        )  # fmt: skip
        detail = {"number": year, "checker": second.user_id}
        record(actor.user_id, "year.close", group.organisation, f"year:{made.pk}", now, detail)
        return made
