"""The committee's answer to a claim: approve, return, refuse; what the last approval sets going."""

import uuid
from datetime import date, datetime

from django.db.models import Max

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.agreements.decide import Decision
from chumchon.agreements.explain import summary_th
from chumchon.ledger.actions import PostingSession, posting
from chumchon.ledger.rules import Draft
from chumchon.thai.errors import Clash, Refused

from ..models import Claim, ClaimDecision, ClaimVerdict, Fund
from ..queries import claims as queries
from ..queries import counters
from ..rules import approvals
from ..rules import claims as rules
from .claims import account_code, keep, locked, reason_of, set_state, still_open
from .members import die_by_claim

DEFERRAL = uuid.UUID("6f1d8a52-6f2f-4a7e-9a3b-0c2d5f8e7b11")  # names the entry of a claim's deferred part


def give_verdict(
    fund: Fund, claim_id: int, actor: Actor, verdict: str, reason: str, decision_id: int, now: datetime, day: date
) -> Claim:
    """Approve, return or refuse the decision that the person saw. The last approval that is needed makes it approved.

    Approving decides once more by the records of this moment: where the sum has changed, nobody has approved yet and the
    claim waits with its new decision (state "waiting", newer decision). One person counts once.
    Errors: NOT_ALLOWED, ALREADY, CHANGED, OWN_ENTRY, OWN_HOUSEHOLD, NO_REASON, SAID, the decision's code.
    """
    require(actor, "claims.approve", fund.organisation, day)
    with posting(counters.book_of(fund).pk, now) as session:
        claim = locked(fund, claim_id)
        seen = queries.last_decision(claim)
        said = ClaimVerdict.objects.filter(claim=claim, user_id=actor.user_id).order_by("-id").first()
        if said is not None and said.decision_id == decision_id and said.verdict == verdict:
            return claim  # pressed twice
        still_open(claim, ("waiting",))
        wrong = approvals.why_not(
            queries.approver(actor), frozenset({claim.entered_by_id, claim.submitted_by_id}), claim.member.person_id,
            claim.member.person.household_id,
        )  # fmt: skip
        if wrong is not None:
            raise wrong
        if seen is None or seen.pk != decision_id:
            raise Clash("CHANGED", "คำขอนี้คิดใหม่แล้ว อ่านผลล่าสุดก่อนแล้วตอบอีกครั้ง", "The decision changed; read it again.")
        if said is not None and said.decision_id == decision_id:
            raise Clash("SAID", "คุณตอบคำขอนี้ไปแล้ว", "You have answered already.")
        words = "" if verdict == "approve" else reason_of(reason)
        fresh = None
        if verdict == "approve":
            fresh = _fresh(claim, now)
            if fresh.amount_satang + fresh.deferred_satang != seen.amount_satang + seen.deferred_satang:
                keep(claim, fresh, now)
                return claim
        ClaimVerdict.objects.create(
            claim=claim, decision=seen, user_id=actor.user_id, verdict=verdict, reason=words, at=now
        )
        detail = {"number": claim.label, "reason": words}
        record(actor.user_id, f"claim.{verdict}", fund.organisation, f"claim:{claim.pk}", now, detail)
        if fresh is None:
            set_state(claim, "returned" if verdict == "return" else "refused", words)
        elif _enough(claim, seen, fresh, day):
            _approve(session, claim, seen, fresh, actor, now, day)
        return claim


def _fresh(claim: Claim, now: datetime) -> Decision:
    """The decision of this moment; it must still pay. Errors: the decision's code."""
    given = [paper.label for paper in queries.evidence_of(claim)]
    fresh = counters.decide_now(claim.fund, claim.member, queries.event_of(claim), claim.claim_day, given, claim.pk)
    if not fresh.payable:
        raise Refused(fresh.code, f"{summary_th(fresh)} ส่งคืนให้ผู้ทำแก้ หรือไม่อนุมัติ", f"No longer payable: {fresh.code}.")
    return fresh


def _enough(claim: Claim, seen: ClaimDecision, fresh: Decision, day: date) -> bool:
    people = seen.verdicts.filter(verdict="approve").values("user_id").distinct().count()
    due = fresh.amount_satang + fresh.deferred_satang
    return people >= queries.approvers_of(fresh).needed(due, queries.committee(claim.fund, day))


def _approve(
    session: PostingSession, claim: Claim, seen: ClaimDecision, fresh: Decision, actor: Actor, now: datetime, day: date
) -> None:
    """Approved: its place in the order, the frozen decision, what is deferred into the book, a death into the register."""
    fund = claim.fund
    if fresh.amount_satang != seen.amount_satang:
        keep(claim, fresh, now)
    claim.state, claim.approved_on = "approved", day
    claim.satang_due = fresh.amount_satang + fresh.deferred_satang
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
    if rules.is_death(fresh.facts.event):
        die_by_claim(claim.member, actor, fresh.facts.start, f"คำขอสวัสดิการ {claim.label}", day, now)
    detail = {"number": claim.label, "satang": claim.satang_due}
    record(actor.user_id, "claim.approved", fund.organisation, f"claim:{claim.pk}", now, detail)
