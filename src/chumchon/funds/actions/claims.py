"""Writes of claims: entered, changed, withdrawn, judged by the committee. Money leaves in claim_payments."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.agreements.decide import Decision
from chumchon.agreements.explain import summary_th
from chumchon.ledger.rules import year_be
from chumchon.thai.errors import BadInput, Clash, Refused

from ..models import Claim, ClaimDecision, ClaimEvidence, Fund, Member
from ..queries import agreements, counters
from ..queries import claims as queries
from ..queries.claim_house import asked_of, event_key_of, key_after
from ..queries.claim_look import house_shares, look, standing_against
from ..rules import claims as rules
from ..rules.claim_house import other_damage
from ..rules.claims import OPEN, Event, LeftOut


@transaction.atomic
def enter(
    fund: Fund, actor: Actor, member: Member, event: Event, receiver_th: str, seen: Sequence[str], key: uuid.UUID,
    now: datetime, day: date, *, whole_house: bool = False,
) -> list[Claim]:  # fmt: skip
    """A new claim with its decision; for an event of the house, whole_house makes one for each member who shares.

    The claim of `member` comes first, and says who of the house got none and why. seen: labels of originals that were
    shown; papers that wait under this key (evidence.keep_waiting) are the claim's. Said twice with one key it is one claim.
    Errors: NOT_ALLOWED, KEY_REUSED, ALREADY_SENT, NO_RECEIVER, those of look, and the decision's own code.
    """
    require(actor, "claims.enter", fund.organisation, day)
    Fund.objects.select_for_update().get(pk=fund.pk)  # numbers without a gap, and no event twice
    before = Claim.objects.filter(uid=key).select_related("member").first()
    if before is not None:
        if (before.fund_id, before.member_id) != (fund.pk, member.pk):
            raise Clash("KEY_REUSED", "หน้านี้ใช้ส่งคำขออื่นไปแล้ว เปิดหน้าใหม่", "This key was used for another claim.")
        _said_again(before, event)
        _more_papers(before, queries.waiting_papers(key, actor.user_id), actor, now)
        return list(queries.claims_of(fund).filter(event_key=before.event_key))
    # The member as they stand now, not as they were shown.
    member = Member.objects.select_related("person__household").get(pk=member.pk)
    event_key, shares = event_key_of(fund, member, event) or uuid.uuid4(), house_shares(fund, member, event, day)
    papers = queries.waiting_papers(key, actor.user_id)
    made = [_enter(fund, actor, member, event, receiver_th, seen, papers, now, day, key, event_key)]
    left_out = []
    for share in shares if whole_house else ():
        one = share.member
        if share.why:
            left_out.append(LeftOut(one.pk, share.code, share.why))
        elif one.pk != member.pk:
            uid = uuid.uuid5(key, str(one.pk))
            made.append(_enter(fund, actor, one, event, usual_receiver(one), seen, papers, now, day, uid, event_key))
    if left_out:
        made[0].left_out_sealed = queries.seal_left_out(made[0], left_out)
        made[0].save(update_fields=["left_out_sealed"])
    return made


def _said_again(before: Claim, event: Event) -> None:
    """A second sending of one form says the same; what differs was never written. Errors: ALREADY_SENT."""
    known = queries.event_of(before)
    _, agreement = queries.version_row(before.fund, event.start)
    benefit = agreement.benefit(event.benefit) if agreement else None
    said = rules.with_days(event, benefit) if benefit else event
    if before.state in ("withdrawn", "refused", "reversed") or rules.as_said(said) != rules.as_said(known):
        raise Clash(
            "ALREADY_SENT",
            f"หน้านี้ส่งเป็นคำขอ {before.label} ไปแล้ว ({before.get_state_display()}) ที่แก้ตอนนี้ไม่ได้บันทึก เปิดคำขอนั้นแล้วแก้หรือถอน หรือเปิดหน้าใหม่",
            f"This form was sent before as claim {before.label} with other content.",
        )


def usual_receiver(member: Member) -> str:
    """Who takes the money where nobody says otherwise: the member, or whom they named once they died."""
    died = member.person.died_on is not None
    return (died and member.beneficiary) or member.person.name


def _enter(
    fund: Fund, actor: Actor, member: Member, event: Event, receiver_th: str, seen: Sequence[str],
    papers: Sequence[ClaimEvidence], now: datetime, day: date, uid: uuid.UUID, event_key: uuid.UUID,
) -> Claim:  # fmt: skip
    receiver = " ".join(receiver_th.split())[:160]
    if not receiver:
        raise BadInput("NO_RECEIVER", "บอกชื่อผู้รับเงิน", "Say who receives the money.")
    if member.salt is None:
        raise Refused("ERASED", "ข้อมูลของสมาชิกคนนี้ลบไปแล้ว ยื่นคำขอไม่ได้", "This member's data were erased.")
    event, decision = look(fund, member, event, [*seen, *(paper.label for paper in papers)], day)
    _payable(decision)
    year = year_be(day, counters.book_of(fund).year_end_month)
    last = Claim.objects.filter(fund=fund, year_be=year).aggregate(m=Max("number"))["m"] or 0
    claim = Claim(
        fund=fund, uid=uid, year_be=year, number=last + 1, member=member, state="waiting",
        event_key=event_key, claim_day=day, entered_by_id=actor.user_id, entered_at=now, submitted_by_id=actor.user_id,
        submitted_at=now, receiver_sealed=queries.seal_words(member, receiver),
    )  # fmt: skip
    claim.facts_sealed = queries.seal_event(claim, event)
    claim.save()
    see(claim, seen, actor, now)
    _take(claim, papers, actor, now)
    _decide(claim, event, now)
    record(actor.user_id, "claim.enter", fund.organisation, f"claim:{claim.pk}", now, {"number": claim.label})
    return claim


def see(claim: Claim, seen: Sequence[str], actor: Actor, now: datetime) -> None:
    """Originals that somebody saw, once for all claims of the event."""
    have = {paper.label for paper in queries.evidence_of(claim)}
    ClaimEvidence.objects.bulk_create(
        ClaimEvidence(claim=claim, event_key=claim.event_key, label=label, by_id=actor.user_id, at=now)
        for label in dict.fromkeys(label[: rules.MOST_LABEL] for label in seen)
        if label not in have
    )


def _take(claim: Claim, papers: Sequence[ClaimEvidence], actor: Actor, now: datetime) -> None:
    """Papers that waited for the form become this claim's, once; the claims of the house see them by their event."""
    free = [paper for paper in papers if paper.claim_id is None]
    for paper in free:
        paper.claim, paper.event_key, paper.form_key = claim, claim.event_key, None
        paper.save(update_fields=["claim", "event_key", "form_key"])
    if free:
        detail = {"number": claim.label, "rows": len(free)}
        record(actor.user_id, "claim.evidence", claim.fund.organisation, f"claim:{claim.pk}", now, detail)


def _more_papers(claim: Claim, papers: Sequence[ClaimEvidence], actor: Actor, now: datetime) -> None:
    """What a second sending of one form brought: new papers are kept while the claim is open, the same ones are not doubled."""
    known = {paper.sha256 for paper in queries.evidence_of(claim)}
    fresh = [paper for paper in papers if paper.sha256 not in known]
    if claim.state in OPEN and fresh:
        _take(claim, fresh, actor, now)
        look_again(claim, now)


def _payable(decision: Decision) -> None:
    """Whatever pays nothing but for missing papers is told at once. Errors: the decision's code."""
    codes = standing_against(decision)
    if codes:
        raise rules.refused_by_reason(codes[0], summary_th(decision))


def _decide(claim: Claim, event: Event, now: datetime) -> Decision:
    """Decide by the records of this moment, keep the frozen copy, and set the state it leads to."""
    given = [paper.label for paper in queries.evidence_of(claim)]
    decision = counters.decide_now(claim.fund, claim.member, event, claim.claim_day, given, claim.pk)
    keep(claim, decision, now)
    claim.state = "pending_evidence" if decision.code == "PENDING_EVIDENCE" else "waiting"
    claim.save(update_fields=["state"])
    return decision


def keep(claim: Claim, decision: Decision, now: datetime) -> ClaimDecision:
    """Write a decision down as it was made."""
    version = agreements.version_on(claim.fund, decision.facts.start) if decision.agreement else None
    return ClaimDecision.objects.create(
        claim=claim, version=version, amount_satang=decision.amount_satang, deferred_satang=decision.deferred_satang,
        sealed=queries.seal_decision(claim, decision), at=now,
    )  # fmt: skip


def locked(fund: Fund, claim_id: int) -> Claim:
    """The claim, for this transaction alone. Errors: NO_CLAIM."""
    rows = Claim.objects.select_for_update(of=("self",)).select_related(
        "member__person__household", "fund__organisation__subdistrict"
    )
    claim = rows.filter(fund=fund, pk=claim_id).first()
    if claim is None:
        raise Refused("NO_CLAIM", "ไม่พบคำขอนี้ในกองทุน เปิดรายการคำขอใหม่", "No such claim in this fund.")
    return claim


def still_open(claim: Claim, states: Sequence[str] = OPEN) -> None:
    if claim.state not in states:
        raise Clash(
            "ALREADY",
            f"คำขอนี้{claim.get_state_display()}แล้ว เปิดหน้าคำขอใหม่เพื่อดูล่าสุด",
            f"The claim is {claim.state} already.",
        )


@transaction.atomic
def change(
    fund: Fund, claim_id: int, actor: Actor, event: Event, receiver_th: str, seen: Sequence[str], now: datetime, day: date,
    key: uuid.UUID | None = None, decision_id: int | None = None,
) -> Claim:  # fmt: skip
    """Put a claim right that was returned, or that waits for papers, and hand it in again.

    decision_id: the decision that stood when the page was opened. Errors: as enter, ALREADY, CHANGED (by another page since).
    Papers that wait under the form's key come along. Changed to another event it is claimed today, and asks for papers anew:
    those of the first event stay with that.
    """
    require(actor, "claims.enter", fund.organisation, day)
    Fund.objects.select_for_update().get(pk=fund.pk)  # as in enter: no event twice
    claim = locked(fund, claim_id)
    still_open(claim, ("returned", "pending_evidence"))
    last = queries.last_decision(claim)
    if decision_id is not None and last is not None and last.pk != decision_id:
        raise Clash(
            "CHANGED",
            "คำขอนี้มีคนแก้หรือแนบหลักฐานจากอีกหน้าหนึ่งแล้ว เปิดหน้าแก้ใหม่ ดูข้อมูลล่าสุดก่อน",
            "Another page has changed the claim.",
        )
    receiver = " ".join(receiver_th.split())[:160]
    if not receiver:
        raise BadInput("NO_RECEIVER", "บอกชื่อผู้รับเงิน", "Say who receives the money.")
    papers = queries.waiting_papers(key, actor.user_id)
    event, decision = look(fund, claim.member, event, [*seen, *(p.label for p in papers)], day, claim)
    _payable(decision)
    _become(claim, event, day)
    claim.submitted_by_id, claim.submitted_at, claim.answer_sealed = actor.user_id, now, ""
    claim.receiver_sealed = queries.seal_words(claim.member, receiver)
    claim.save()
    see(claim, seen, actor, now)
    _take(claim, papers, actor, now)
    _decide(claim, event, now)
    record(actor.user_id, "claim.change", fund.organisation, f"claim:{claim.pk}", now, {"number": claim.label})
    _carry_damage(claim, event, actor, now)
    return claim


def _become(claim: Claim, event: Event, day: date) -> None:
    """The claim is for this event now. Its papers come along where it joins the other claims of its very event."""
    said, before, key = queries.event_of(claim), claim.event_key, key_after(claim.fund, claim, event)
    claim.claim_day, claim.event_key = rules.claimed_on(claim.claim_day, said, event, day), key
    if rules.another(said, event):
        claim.left_out_sealed = None
    elif key != before:
        ClaimEvidence.objects.filter(claim=claim, event_key=before).update(event_key=key)
    claim.facts_sealed = queries.seal_event(claim, event)


def _carry_damage(claim: Claim, event: Event, actor: Actor, now: datetime) -> None:
    """The damage belongs to the event: open claims of those who share it are decided anew by the figure that was put right.

    Whoever put it right has done those claims too, so they approve none of them. Errors: OTHER_DAMAGE.
    """
    for other in asked_of(claim.fund, event, claim.pk) if event.sharers else ():
        if other.sharers != event.sharers or other.event.damage_satang == event.damage_satang:
            continue
        one = locked(claim.fund, other.claim_id)
        if one.state not in OPEN:  # approved while this was typed
            raise other_damage(other)
        one.facts_sealed = queries.seal_event(one, replace(other.event, damage_satang=event.damage_satang))
        one.submitted_by_id, one.submitted_at = actor.user_id, now
        one.save(update_fields=["facts_sealed", "submitted_by", "submitted_at"])
        state = one.state
        _decide(one, queries.event_of(one), now)
        if state == "returned":  # what it was sent back for is not answered yet
            one.state = state
            one.save(update_fields=["state"])
        record(actor.user_id, "claim.change", one.fund.organisation, f"claim:{one.pk}", now, {"number": one.label})


def look_again(claim: Claim, now: datetime) -> None:
    """After a paper came: claims of the event that waited for it go on. Call inside a transaction."""
    rows = Claim.objects.filter(fund=claim.fund_id, event_key=claim.event_key, state="pending_evidence")
    for pk in rows.values_list("pk", flat=True):
        one = locked(claim.fund, pk)
        _decide(one, queries.event_of(one), now)


@transaction.atomic
def withdraw(fund: Fund, claim_id: int, actor: Actor, reason: str, now: datetime, day: date) -> Claim:
    """Who asked takes the claim back before it was approved. Errors: NO_REASON, ALREADY."""
    require(actor, "claims.enter", fund.organisation, day)
    claim = locked(fund, claim_id)
    still_open(claim)
    set_state(claim, "withdrawn", reason_of(reason))
    record(
        actor.user_id,
        "claim.withdraw",
        fund.organisation,
        f"claim:{claim.pk}",
        now,
        {"number": claim.label},
    )
    return claim


def reason_of(text: str) -> str:
    reason = " ".join(text.split())[:300]
    if not reason:
        raise BadInput("NO_REASON", "บอกเหตุผลสั้น ๆ ให้ผู้ทำและสมาชิกเข้าใจ", "Give the reason.")
    return reason


def set_state(claim: Claim, state: str, answer: str = "") -> None:
    claim.state, claim.answer_sealed = state, queries.seal_words(claim.member, answer)
    claim.save(update_fields=["state", "answer_sealed"])


def account_code(claim: Claim) -> str:
    """The account of the claim's kind, by the version that decided it."""
    row = queries.last_decision(claim)
    version = row.version if row else None
    return agreements.account_of(version, queries.event_of(claim).benefit) if version else "5117"
