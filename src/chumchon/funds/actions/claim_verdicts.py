"""The committee's answer to a claim: approve, return, refuse; what the last approval sets going."""

import uuid
from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Max

from chumchon.access.actions import record, require, require_another
from chumchon.access.rules import Actor
from chumchon.agreements.deaths import is_death
from chumchon.agreements.decide import Decision
from chumchon.agreements.explain import summary_th
from chumchon.ledger.actions import PostingSession, posting
from chumchon.ledger.rules import Draft
from chumchon.thai.errors import BadInput, Clash, Refused

from ..models import Claim, ClaimDecision, ClaimSeatVote, ClaimVerdict, Fund
from ..queries import claim_votes as votes
from ..queries import claims as queries
from ..queries import counters
from ..queries.claim_look import check
from ..queries.claim_near import answered, near
from ..rules import approvals
from ..rules import claims as rules
from ..rules.claim_checks import near_question
from .claim_set_off import post_set_off
from .claims import account_code, keep, locked, reason_of, set_state, still_open
from .members import die_by_claim

DEFERRAL = uuid.UUID("6f1d8a52-6f2f-4a7e-9a3b-0c2d5f8e7b11")  # names the entry of a claim's deferred part


def give_verdict(
    fund: Fund, claim_id: int, actor: Actor, verdict: str, reason: str, decision_id: int, now: datetime, day: date,
    another: str = "",
) -> Claim:  # fmt: skip
    """Approve, return or refuse the decision that the person saw. The last approval that is needed makes it approved.

    Approving decides once more by the records of this moment: where the sum has changed, nobody has approved yet and the
    claim waits with its new decision (state "waiting", newer decision). One person counts once. another: why this is not
    the event that the house has near by; who approves after that reads it (claim_near.answered).
    Errors: NOT_ALLOWED, ALREADY, CHANGED, OWN_ENTRY, OWN_HOUSEHOLD, OWN_MONEY, NO_REASON, NEAR_EVENT, SAID, the decision's
    code.
    """
    require(actor, "claims.approve", fund.organisation, day)
    with posting(counters.book_of(fund).pk, now) as session:
        claim = locked(fund, claim_id)
        seen = queries.last_decision(claim)
        said = ClaimVerdict.objects.filter(claim=claim, user_id=actor.user_id).order_by("-id").first()
        if said is not None and said.decision_id == decision_id and said.verdict == verdict:
            return claim  # pressed twice
        seen = _open_to(claim, actor, seen, decision_id)
        if said is not None and said.decision_id == decision_id:
            raise Clash("SAID", "คุณตอบคำขอนี้ไปแล้ว", "You have answered already.")
        words = "" if verdict == "approve" else reason_of(reason)
        fresh = None
        if verdict == "approve":
            fresh = _fresh(claim, day)
            if not same_sum(fresh, seen):
                keep(claim, fresh, now)
                return claim
            words = _another_event(claim, fresh, seen, another, "บอกว่าทำไมเป็นคนละเหตุ ถ้าเป็นเหตุเดียวกันให้ส่งคืน")
        ClaimVerdict.objects.create(
            claim=claim,
            decision=seen,
            user_id=actor.user_id,
            verdict=verdict,
            reason_sealed=queries.seal_words(claim.member, words),
            at=now,
        )
        detail = {
            "number": claim.label
        }  # the reason stands in the verdict: it may tell of an illness, the trail is in clear
        record(actor.user_id, f"claim.{verdict}", fund.organisation, f"claim:{claim.pk}", now, detail)
        if fresh is None:
            set_state(claim, "returned" if verdict == "return" else "refused", words)
        else:
            _settle(session, claim, seen, fresh, actor, now, day)
        return claim


def _open_to(claim: Claim, actor: Actor, seen: ClaimDecision | None, decision_id: int) -> ClaimDecision:
    """The decision that waits for this person's answer. Errors: ALREADY, OWN_ENTRY, OWN_HOUSEHOLD, CHANGED."""
    still_open(claim, ("waiting",))
    wrong = votes.why_not(claim, actor)
    if wrong is not None:
        raise wrong
    if seen is None or seen.pk != decision_id:
        raise Clash("CHANGED", "คำขอนี้คิดใหม่แล้ว อ่านผลล่าสุดก่อนแล้วตอบอีกครั้ง", "The decision changed; read it again.")
    return seen


def _another_event(claim: Claim, fresh: Decision, seen: ClaimDecision, another: str, how: str) -> str:
    """Why it is another event than the house's near one; empty where none is, or the committee said it. Errors: NEAR_EVENT."""
    found = near(claim.fund, claim.member, queries.event_of(claim), queries.benefit_of(fresh), claim.pk)
    words = " ".join(another.split())[:300] if found else ""
    if found and not words and answered(seen, found) is None:
        raise near_question(how)
    return words


def same_sum(fresh: Decision, seen: ClaimDecision) -> bool:
    """Whether the committee read the sum that the records say now."""
    return fresh.due_satang == seen.due_satang


def write_resolution(
    fund: Fund, claim_id: int, actor: Actor, second: Actor, seat_ids: Collection[int], meeting: date, decision_id: int,
    now: datetime, day: date,
) -> Claim:  # fmt: skip
    """Seats without a sign-in said yes at a meeting: two others of the committee write it down, each with their own sign.

    Neither of the two entered the claim or lives in its house; their own votes they give themselves. What makes a
    verdict new (another sum) makes this new: nothing is written, the claim waits with its new decision.
    Errors: NOT_ALLOWED, SAME_PERSON, ALREADY, CHANGED, OWN_ENTRY, OWN_HOUSEHOLD, NO_SEAT, FUTURE_DATE, TOO_EARLY,
    NEAR_EVENT.
    """
    for who in (actor, second):
        require(who, "claims.approve", fund.organisation, day)
    require_another(actor, second.user_id)
    with posting(counters.book_of(fund).pk, now) as session:
        claim = locked(fund, claim_id)
        for who in (actor, second):
            seen = _open_to(claim, who, queries.last_decision(claim), decision_id)
        _check_meeting(claim, meeting, day)
        chosen = _silent_seats(claim, seat_ids, day)
        fresh = _fresh(claim, day)
        if not same_sum(fresh, seen):
            keep(claim, fresh, now)
            return claim
        _another_event(claim, fresh, seen, "", "ให้กรรมการที่มีชื่อผู้ใช้ตอบก่อนว่าเป็นคนละเหตุ แล้วจดมติ")
        said = {vote.seat_id for vote in votes.seats_voted(seen)}
        ClaimSeatVote.objects.bulk_create(
            ClaimSeatVote(decision=seen, seat_id=seat.ids[0], meeting_day=meeting, by_id=actor.user_id,
                          checker_id=second.user_id, at=now)
            for seat in chosen if not said & set(seat.ids)
        )  # fmt: skip
        detail = {"number": claim.label, "rows": len(chosen), "witness": second.user_id}
        record(actor.user_id, "claim.resolution", fund.organisation, f"claim:{claim.pk}", now, detail)
        _settle(session, claim, seen, fresh, actor, now, day)
        return claim


def _check_meeting(claim: Claim, meeting: date, day: date) -> None:
    if meeting > day:
        raise BadInput("FUTURE_DATE", "วันประชุมยังมาไม่ถึง ตรวจวันที่อีกครั้ง", "The meeting lies in the future.")
    if meeting < claim.claim_day:
        raise BadInput("TOO_EARLY", "วันประชุมมาก่อนวันยื่นคำขอ ตรวจวันที่อีกครั้ง", "The meeting was before the claim.")


def _silent_seats(claim: Claim, seat_ids: Collection[int], day: date) -> list[approvals.Seat]:
    """The chosen seats of people who do not sign in and are not of the claimant's house. Errors: NO_SEAT, OWN_HOUSEHOLD."""
    seats = {pk: seat for seat in votes.committee(claim.fund, day) if seat.user_id is None for pk in seat.ids}
    if not seat_ids or not set(seat_ids) <= set(seats):
        raise BadInput("NO_SEAT", "เลือกกรรมการที่ไม่มีชื่อผู้ใช้และเห็นชอบในที่ประชุม", "Choose seats without a sign-in.")
    chosen = list(dict.fromkeys(seats[pk] for pk in seat_ids))
    house, receiver = queries.house_names(claim.member), queries.receiver_of(claim)
    if any(approvals.is_named(seat.name, house) or approvals.is_receiver(seat.name, receiver) for seat in chosen):
        raise Refused(
            "OWN_HOUSEHOLD",
            "มีกรรมการที่เป็นผู้ขอ ผู้รับเงิน หรือคนในบ้านเดียวกัน เอาชื่อออก",
            "A seat is held by somebody of the claimant's house, or by who receives the money.",
        )
    return chosen


def _fresh(claim: Claim, day: date) -> Decision:
    """The decision of this moment; it must still pay. Errors: the decision's code, those of claim_look.check."""
    given, event = [paper.label for paper in queries.evidence_of(claim)], queries.event_of(claim)
    fresh = counters.decide_now(claim.fund, claim.member, event, claim.claim_day, given, claim.pk)
    if fresh.agreement is not None:  # the member may have died or left since, or the old book have come in
        check(claim.fund, claim.member, event, queries.benefit_of(fresh), day, claim.pk)
    if not fresh.payable:
        raise Refused(fresh.code, f"{summary_th(fresh)} ส่งคืนให้ผู้ทำแก้ หรือไม่อนุมัติ", f"No longer payable: {fresh.code}.")
    return fresh


def _settle(
    session: PostingSession, claim: Claim, seen: ClaimDecision, fresh: Decision, actor: Actor, now: datetime, day: date
) -> None:
    """Approved as soon as the votes suffice; who held a seat without a sign-in and now has one is not counted twice."""
    users = frozenset(seen.verdicts.filter(verdict="approve").values_list("user_id", flat=True))
    voted = frozenset(vote.seat_id for vote in votes.seats_voted(seen))
    due = fresh.due_satang
    if approvals.enough(votes.approvers_of(fresh), due, votes.committee(claim.fund, day), users, voted):
        _approve(session, claim, seen, fresh, actor, now, day)


def _approve(
    session: PostingSession, claim: Claim, seen: ClaimDecision, fresh: Decision, actor: Actor, now: datetime, day: date
) -> None:
    """Approved: its place in the order, the frozen decision, what is deferred into the book, a death into the register.

    What the arrears took whole is settled by this alone: nothing is left to pay. Errors: those of post_set_off.
    """
    fund = claim.fund
    read = queries.decision_of(seen)  # one sum may be fewer nights than were read: what is kept is what counts as used
    if (fresh.amount_satang, fresh.units_by_year) != (read.amount_satang, read.units_by_year):
        keep(claim, fresh, now)
    claim.state, claim.approved_on = "approved" if fresh.due_satang else "paid", day
    claim.satang_due = fresh.due_satang
    claim.satang_deferred = fresh.deferred_satang
    claim.approved_order = (Claim.objects.filter(fund=fund).aggregate(m=Max("approved_order"))["m"] or 0) + 1
    claim.save(update_fields=["state", "approved_on", "satang_due", "satang_deferred", "approved_order"])
    if fresh.deferred_satang:
        lines = rules.deferral_lines(account_code(claim), fresh.deferred_satang)
        session.post(
            Draft(
                day=day, kind="benefit", memo=f"ตั้งสวัสดิการค้างจ่าย คำขอ {claim.label}", lines=lines, source="claim",
                source_ref=claim.label, actor_id=actor.user_id, idempotency_key=uuid.uuid5(DEFERRAL, str(claim.uid)),
            )
        )  # fmt: skip
    post_set_off(session, claim, fresh, actor.user_id, day)
    if is_death(fresh.facts.event):
        die_by_claim(claim.member, actor, fresh.facts.start, f"คำขอสวัสดิการ {claim.label}", day, now)
    detail = {"number": claim.label, "satang": claim.satang_due}
    record(actor.user_id, "claim.approved", fund.organisation, f"claim:{claim.pk}", now, detail)
