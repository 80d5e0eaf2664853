"""Over-match that was found late becomes a debt in both books; the next settlement takes it off. Debts go on with a fund."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor
from chumchon.ledger.actions import posting
from chumchon.ledger.institute import MATCH_PAID, OVER_MATCH
from chumchon.ledger.models import Book
from chumchon.ledger.rules import Draft, Posting
from chumchon.ledger.shares import shares
from chumchon.thai.errors import BadInput, Refused

from ..models import Debt, DebtUse, Round, Succession
from ..queries import debts as debt_queries
from ..queries.endings import under_way
from ..queries.recheck import OverMatch, over_matched
from ..queries.stops import by_settlement
from .doors import institute_book, require_nation
from .paying import OWED, SPACE, STATE_MATCH, owed_account

ACCUMULATED = "3010"
GOES_ON = "สมทบเกินรอส่งคืนไปกับกองทุนใหม่"


def note_over_match(round_: Round, actor: Actor, now: datetime, day: date) -> list[Debt]:
    """Look at a paid round anew and note every over-match as a debt, each satang once. A fund is one transaction.

    Both books say it at once: the institute claims it (debit over-match, credit match paid), the fund owes it (debit state
    match, credit over-match to be returned). Where the fund has ended, those that went on from it owe, by their shares.
    Errors: NOT_ALLOWED, SETTLING, those of the ledger.
    """
    institute = institute_book(now)
    require_nation(actor, "match.rounds", institute, day)
    by_fund: dict[int, list[OverMatch]] = defaultdict(list)
    for found in over_matched(round_):
        by_fund[found.row.award.request.fund.organisation_id].append(found)
    return [d for org in sorted(by_fund) for d in _note(round_, org, by_fund[org], institute.pk, actor, now, day)]


def _note(
    round_: Round,
    organisation_id: int,
    found: Sequence[OverMatch],
    institute_id: int,
    actor: Actor,
    now: datetime,
    day: date,
) -> list[Debt]:
    organisation = Organisation.objects.get(pk=organisation_id)
    with posting(institute_id, now) as ours:
        held = by_settlement()
        if held is not None:
            raise held
        known = debt_queries.taken(member_award__in=[f.row.pk for f in found])
        new = [f for f in found if known.get(f.row.pk, 0) == f.taken]  # else another officer was quicker
        if not new:
            return []
        total = sum(f.satang for f in new)
        key = uuid.uuid5(SPACE, "debt:" + ",".join(f"{f.row.pk}+{f.taken}" for f in new))
        words = f"สมทบเกินที่พบภายหลัง {round_.name_th} {len(new)} ปีสมาชิก"[:300]
        ours.post(_draft(words, OVER_MATCH, MATCH_PAID, total, key, actor, day))
        made = [
            Debt.objects.create(
                organisation_id=organisation_id, satang=f.satang, cause="recheck", reason=f.reason, round=round_,
                member_award=f.row, actor_id=actor.user_id, at=now,
            )
            for f in new
        ]  # fmt: skip
        if _heirs(organisation, 1)[0][0].pk != organisation.pk:
            for debt in made:
                _hand_on(debt, organisation, actor, now, day)
        else:
            _post_alone(organisation_id, STATE_MATCH, OWED, total, words, key, actor, now, day)
        detail = {"rows": len(new), "satang": total}
        record(actor.user_id, "match.debt", organisation, f"round:{round_.pk}", now, detail)
    return made


def _heirs(organisation: Organisation, satang: int) -> list[tuple[Organisation, int]]:
    """Who answers for an amount today: the body itself, or those that went on from it, however often, by their shares."""
    after = list(Succession.objects.filter(predecessor=organisation).select_related("successor").order_by("id"))
    if not after:
        return [(organisation, satang)]
    parts = zip(after, shares(satang, [row.weight for row in after]), strict=True)
    return [heir for row, part in parts for heir in _heirs(row.successor, part)]


def _hand_on(debt: Debt, organisation: Organisation, actor: Actor, now: datetime, day: date) -> None:
    """A debt of a fund whose book has ended: the funds that went on from it take it on at once, out of what they took over."""
    DebtUse.objects.create(debt=debt, award=None, satang=debt.satang, at=now)
    for heir, part in _heirs(organisation, debt.satang):
        if part:
            _take_on(debt, heir, part, actor, now, day)


def _draft(words: str, debit: str, credit: str, satang: int, key: uuid.UUID, actor: Actor, day: date) -> Draft:
    return Draft(
        day=day, kind="match", memo=words, lines=(Posting(debit, satang), Posting(credit, -satang)), source="matching",
        actor_id=actor.user_id, idempotency_key=key,
    )  # fmt: skip


@transaction.atomic
def succeed(
    predecessor: Organisation,
    successors: Sequence[tuple[Organisation, int]],
    kind: str,
    actor: Actor,
    now: datetime,
    day: date,
) -> list[Succession]:
    """A fund went on in one other ("merge") or in several by weight ("split"): age and debts go with it, requests do not.

    A part of ending a fund (actions.endings), which asked for permission and moves members and money.
    Errors: BAD_SUCCESSION, OPEN_REQUEST (decide or refuse it first).
    """
    others = [org for org, weight in successors if weight > 0 and org.pk != predecessor.pk]
    if (
        len(others) != len(successors)
        or not others
        or kind not in ("merge", "split")
        or (kind == "merge" and len(others) > 1)
    ):
        raise BadInput(
            "BAD_SUCCESSION", "เลือกกองทุนใหม่และสัดส่วนที่มากกว่าศูนย์ รวมได้กองทุนเดียว", "Name the successors and their weights."
        )
    if under_way(predecessor.pk):
        raise Refused(
            "OPEN_REQUEST", "กองทุนนี้ยังมีคำขอค้างอยู่ ตัดสินและโอนให้จบก่อนรวมหรือแยก", "A request is open; finish it first."
        )
    made = [
        Succession.objects.create(
            predecessor=predecessor, successor=org, kind=kind, day=day, weight=weight, actor_id=actor.user_id, at=now
        )
        for org, weight in successors
    ]
    for debt, left in debt_queries.outstanding([predecessor.pk]).get(predecessor.pk, []):
        _move_debt(debt, left, successors, actor, now, day)
    record(actor.user_id, f"fund.{kind}", predecessor, f"organisation:{predecessor.pk}", now, {"rows": len(made)})
    return made


def _move_debt(
    debt: Debt, left: int, successors: Sequence[tuple[Organisation, int]], actor: Actor, now: datetime, day: date
) -> None:
    """The old fund's book lets the debt go, the new ones take it on; the institute's claim stays what it was."""
    DebtUse.objects.create(debt=debt, award=None, satang=left, at=now)
    key = uuid.uuid5(SPACE, f"debt-out:{debt.pk}")
    _post_alone(debt.organisation_id, OWED, ACCUMULATED, left, GOES_ON, key, actor, now, day)
    for (organisation, _), part in zip(successors, shares(left, [weight for _, weight in successors]), strict=True):
        if part:
            _take_on(debt, organisation, part, actor, now, day)


def _take_on(debt: Debt, organisation: Organisation, satang: int, actor: Actor, now: datetime, day: date) -> None:
    Debt.objects.create(
        organisation=organisation, satang=satang, cause="moved", reason=debt.reason, round=debt.round,
        moved_from=debt, actor_id=actor.user_id, at=now,
    )  # fmt: skip
    key = uuid.uuid5(SPACE, f"debt-in:{debt.pk}:{organisation.pk}")
    _post_alone(organisation.pk, ACCUMULATED, OWED, satang, GOES_ON, key, actor, now, day)


def _post_alone(
    organisation_id: int,
    debit: str,
    credit: str,
    satang: int,
    words: str,
    key: uuid.UUID,
    actor: Actor,
    now: datetime,
    day: date,
) -> None:
    book = Book.objects.get(organisation_id=organisation_id)
    owed_account(book.pk)
    with posting(book.pk, now) as session:
        session.post(_draft(words, debit, credit, satang, key, actor, day))
