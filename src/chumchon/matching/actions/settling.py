"""Settling a round: what the columns say is written down fund by fund. Stopped half-way it goes on, and never twice."""

from collections.abc import Callable
from datetime import date, datetime

import numpy as np
from django.db import transaction

from chumchon.access.actions import record
from chumchon.access.rules import Actor
from chumchon.ledger.models import Book
from chumchon.thai.errors import BadInput, Clash, Refused

from ..models import Award, DebtUse, MemberAward, Request, Round
from ..queries import debts as debt_queries
from ..queries.settling import Loaded, load, recorded
from ..queries.stops import by_settlement
from ..rules.desks import WAITING
from ..rules.settlement import Settled
from .doors import institute_book, require_nation

BATCH = 1000
Progress = Callable[[str, int, int], None]


def settle_round(
    code: str, actor: Actor, now: datetime, day: date, progress: Progress = lambda words, done, of: None
) -> tuple[Loaded, Settled]:
    """Settle a closed round: an award for each fund, a row for each member-year, debts taken off. Each fund is one transaction.

    Run again after a stop it goes on where it was; the figures it follows from are sealed at the first run.
    One settlement at a time: two rounds of one year would not see each other's member-years, nor what the other took off a
    debt. Of a round that is settled the answer is what was written down.
    Errors: NOT_ALLOWED, NO_ROUND, ROUND_STATE (not closed), WAITING (requests at desks), NOTHING, SETTLING (another round),
    CHANGED (not the first run's figures).
    """
    institute = institute_book(now)
    require_nation(actor, "match.rounds", institute, day)
    started = _begin(code, institute.pk, actor, now)
    loaded = load(started, started.settle_started_at, lambda done, of: progress("อ่านคำขอ", done, of))
    if started.state == "settled":
        return loaded, recorded(loaded)
    _seal(loaded)
    result = loaded.settle()
    begins = np.searchsorted(loaded.rows.fund, np.arange(len(loaded.requests) + 1))
    for place in range(len(loaded.requests)):
        _award(loaded, result, place, slice(int(begins[place]), int(begins[place + 1])), actor, now)
        progress("บันทึกผล", place + 1, len(loaded.requests))
    _finish(loaded.round, actor, now)
    return loaded, result


def _begin(code: str, institute_id: int, actor: Actor, now: datetime) -> Round:
    with transaction.atomic():
        # Who begins a settlement, notes or receives over-match queues here, so that none works on figures of before.
        Book.objects.select_for_update().get(pk=institute_id)
        found = Round.objects.select_for_update().filter(code=code).first()
        if found is None:
            raise BadInput("NO_ROUND", f"ไม่มีรอบรหัส {code}", f"There is no round {code}.")
        if found.settle_started_at is not None:
            return found
        check_ready(found)
        other = by_settlement(but=code)
        if other is not None:
            raise other
        found.settle_started_at = now
        found.save(update_fields=["settle_started_at"])
        record(actor.user_id, "round.settle", None, f"round:{found.pk}", now, {"code": code})
    return found


def check_ready(round_: Round) -> None:
    """A round is settled when it is closed and no request waits at a desk. Errors: ROUND_STATE, WAITING, NOTHING."""
    if round_.state != "closed":
        raise Refused(
            "ROUND_STATE", f"จัดสรรได้เมื่อปิดรับแล้ว ตอนนี้{round_.get_state_display()}", "Close the round before settling it."
        )
    waiting = round_.requests.filter(state__in=WAITING).count()
    if waiting:
        raise Refused(
            "WAITING",
            f"ยังมีคำขอ {waiting} กองทุนรออยู่ที่โต๊ะ ตัดสินให้ครบก่อนจัดสรร",
            f"{waiting} requests wait at desks; decide them first.",
        )
    if not round_.requests.filter(state="hq").exists():
        raise Refused("NOTHING", "ยังไม่มีคำขอที่ผ่านครบในรอบนี้", "No request of this round has passed every desk.")


def _seal(loaded: Loaded) -> None:
    with transaction.atomic():
        round_ = Round.objects.select_for_update().get(pk=loaded.round.pk)
        if round_.settle_digest and round_.settle_digest != loaded.digest:
            raise _changed()
        round_.settle_digest = loaded.digest
        round_.save(update_fields=["settle_digest"])


def _changed() -> Clash:
    return Clash(
        "CHANGED", "ข้อมูลที่ใช้จัดสรรไม่เหมือนตอนเริ่ม จึงหยุดไว้ ที่บันทึกแล้วเก็บครบ ไม่มีกองทุนใดได้เพิ่ม ให้ผู้ดูแลระบบตรวจก่อน",
        "What the settlement follows from has changed since its first run; nothing more is written. Look into it first.",
    )  # fmt: skip


def _award(loaded: Loaded, result: Settled, place: int, part: slice, actor: Actor, now: datetime) -> None:
    with transaction.atomic():
        request = Request.objects.select_for_update().get(pk=loaded.requests[place].pk)
        if Award.objects.filter(request=request).exists():
            return
        debt = int(result.fund_debt[place])
        award = Award.objects.create(
            request=request, due_satang=int(result.fund_due[place]), debt_satang=debt,
            share_satang=int(result.fund_share[place]), actor_id=actor.user_id, at=now,
        )  # fmt: skip
        ids, winner = loaded.ids[part], result.winner[part]
        instead = np.where(winner >= 0, loaded.ids[winner], 0) if len(loaded.ids) else winner
        MemberAward.objects.bulk_create(
            (
                MemberAward(
                    award=award, member_year_id=pk, reason=reason, due_satang=due, satang=satang, instead_id=other or None
                )
                for pk, reason, due, satang, other in zip(
                    ids.tolist(), result.reason[part].tolist(), result.due[part].tolist(), result.granted[part].tolist(),
                    instead.tolist(), strict=True,
                )
            ),
            batch_size=BATCH,
        )  # fmt: skip
        _take_off(award, loaded, place, debt, now)
        Request.objects.filter(pk=request.pk).update(state="settled" if award.granted_satang else "nothing")


def _take_off(award: Award, loaded: Loaded, place: int, satang: int, now: datetime) -> None:
    if not satang:
        return
    organisation = loaded.requests[place].fund.organisation_id
    open_debts = debt_queries.outstanding([organisation], loaded.round.settle_started_at, loaded.round)
    parts = debt_queries.account_for(open_debts.get(organisation, []), satang)
    if sum(part for _, part in parts) != satang:  # never take off what was settled otherwise meanwhile
        raise _changed()
    for debt, part in parts:
        DebtUse.objects.create(debt=debt, award=award, satang=part, at=now)


def _finish(round_: Round, actor: Actor, now: datetime) -> None:
    with transaction.atomic():
        found = Round.objects.select_for_update().get(pk=round_.pk)
        if found.state != "settled":
            found.state = "settled"
            found.save(update_fields=["state"])
            record(actor.user_id, "round.settled", None, f"round:{found.pk}", now, {"code": found.code})
