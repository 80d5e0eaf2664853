"""Reading claims: what rests sealed, who may see which, what waits, what was decided and why."""

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime, time
from functools import lru_cache

from django.db.models import Q, QuerySet
from django.utils.timezone import make_aware

from chumchon.access.rules import Actor
from chumchon.agreements.decide import Decision, Step
from chumchon.agreements.facts import Facts
from chumchon.agreements.load import parse
from chumchon.agreements.model import Agreement, Benefit
from chumchon.people.models import Person
from chumchon.people.protect import open_text, open_with, seal_text, seal_with

from ..models import (
    AgreementVersion,
    Claim,
    ClaimDecision,
    ClaimEvidence,
    ClaimPayment,
    ClaimVerdict,
    Fund,
    Member,
)
from ..rules.claims import CLAIMED, MOST_LABEL, Earlier, Event, LeftOut
from . import agreements

HEALTH = "health"
ERASED = "ลบตามคำขอ"
"""What stands where a name was, once its member asked to be forgotten."""


def seal_words(member: Member, words: str) -> str:
    """Words that tell of a member, under the member's own salt; nothing is kept of a member who was erased."""
    return seal_text(bytes(member.salt), words) if member.salt is not None and words else ""


def _open_words(member: Member, sealed: str) -> str:
    if member.salt is None:
        return ERASED
    return open_text(bytes(member.salt), sealed) if sealed else ""


def receiver_of(row: Claim | ClaimPayment) -> str:
    """Who takes, or took, the money; ERASED once the member's salt is gone."""
    member = row.member if isinstance(row, Claim) else row.claim.member
    return _open_words(member, row.receiver_sealed)


def answer_of(claim: Claim) -> str:
    """Why the claim was sent back, refused, taken back or undone; it may tell of an illness."""
    return _open_words(claim.member, claim.answer_sealed) if claim.answer_sealed else ""


def verdicts_of(claim: Claim, with_words: bool = True) -> list[ClaimVerdict]:
    """What the committee said of a claim, oldest first, each with its opened `words` for those who may read them."""
    said = list(claim.verdicts.select_related("user", "decision").order_by("id"))
    for verdict in said if with_words else ():
        verdict.claim, verdict.words = claim, opened_reason(verdict)
    return said


def opened_reason(verdict: ClaimVerdict) -> str:
    """The reason of one word of the committee."""
    return _open_words(verdict.claim.member, verdict.reason_sealed) if verdict.reason_sealed else ""


def seal_event(claim: Claim, event: Event) -> bytes:
    """What happened, under the key "health", bound to the claim."""
    return seal_with(HEALTH, claim.uid.bytes, event.to_bytes())


def event_of(claim: Claim) -> Event:
    """What happened. Only for rules and for those who may read it."""
    return _opened(claim.uid, claim.facts_sealed)


def _opened(uid: uuid.UUID, sealed: bytes | memoryview) -> Event:
    return Event.from_bytes(open_with(HEALTH, uid.bytes, bytes(sealed)))


def seal_left_out(claim: Claim, left_out: Sequence[LeftOut]) -> bytes:
    """Who of the house got none, bound to the claim."""
    kept = json.dumps([asdict(one) for one in left_out], ensure_ascii=False)
    return seal_with(HEALTH, claim.uid.bytes + b"house", kept.encode())


def left_out_of(claim: Claim) -> list[tuple[Member, LeftOut]]:
    """Who of the house got none when the claim was entered, and why."""
    if claim.left_out_sealed is None:
        return []
    kept = json.loads(open_with(HEALTH, claim.uid.bytes + b"house", bytes(claim.left_out_sealed)))
    rows = [LeftOut(**one) for one in kept]
    members = Member.objects.select_related("person").in_bulk([row.member_id for row in rows])
    return [(members[row.member_id], row) for row in rows]


def seal_decision(claim: Claim, decision: Decision) -> bytes:
    """The frozen copy of a decision, bound to the claim."""
    return seal_with(HEALTH, claim.uid.bytes + b"decision", decision.to_json().encode())


@lru_cache(maxsize=256)
def _agreement(text: str) -> Agreement | None:
    return parse(text) if text else None


def decision_of(row: ClaimDecision) -> Decision:
    """The decision as it was made, with the facts and the version of that time."""
    kept = json.loads(open_with(HEALTH, row.claim.uid.bytes + b"decision", bytes(row.sealed)))
    return Decision(
        kept["amount_satang"], kept["deferred_satang"], kept["code"], tuple(Step(**step) for step in kept["trace"]),
        Facts.from_json(json.dumps(kept["facts"])), _agreement(kept["agreement_toml"]), tuple(kept["units_by_year"]),
        tuple(kept["satang_by_year"]),
    )  # fmt: skip


def last_decision(claim: Claim) -> ClaimDecision | None:
    """The decision that stands."""
    found = claim.decisions.order_by("-id").first()
    if found is not None:
        found.claim = claim
    return found


def claims_of(fund: Fund) -> QuerySet[Claim]:
    """Every claim of the fund with whom it is for; the oldest first."""
    return (
        Claim.objects.filter(fund=fund)
        .select_related("member__person__household", "entered_by")
        .order_by("claim_day", "id")
    )


def visible(fund: Fund, actor: Actor, sees_all: bool) -> QuerySet[Claim]:
    """Claims that this person may open: all for those who decide or audit, else those that they entered."""
    rows = claims_of(fund)
    return rows if sees_all else rows.filter(Q(entered_by=actor.user_id) | Q(submitted_by=actor.user_id))


def version_row(fund: Fund, day: date) -> tuple[AgreementVersion | None, Agreement | None]:
    """The version that decides an event of that day, as row and parsed."""
    row = agreements.version_on(fund, day)
    return row, agreements.parsed(row) if row else None


def house_names(member: Member) -> list[str]:
    """First name and surname of the member and of everybody known in their house."""
    house = member.person.household_id
    people = [member.person] if house is None else Person.objects.filter(household_id=house)
    return [f"{person.first_name} {person.surname}" for person in people]


def earlier(
    fund: Fund, member: Member, event: Event, benefit: Benefit, without: int | None = None
) -> list[tuple[Claim, Earlier]]:
    """Claims that were neither refused nor taken back: of the member, of their house, and where one event pays once also
    of the other parent, whichever of the two named the other."""
    asked = Q(member=member)
    if member.person.household_id is not None:
        asked |= Q(member__person__household_id=member.person.household_id)
    if benefit.once_per_event and event.partner:
        asked |= Q(member_id=event.partner)
    rows = list(claims_of(fund).filter(asked, state__in=CLAIMED).exclude(pk=without or 0))
    if benefit.once_per_event:
        known = {claim.pk for claim in rows}
        rows += [c for c, e in same_day(fund, event, without) if c.pk not in known and e.partner == member.pk]
    return [(c, Earlier(c.label, event_of(c), c.member_id == member.pk)) for c in rows]


def said_since(day: date) -> Q:
    """Every claim that may be for an event of that day or later: none is for a day after it was last handed in.

    The day of the claim alone does not tell: claims that were changed kept that of the event they were for before.
    """
    return Q(claim_day__gte=day) | Q(submitted_at__gte=make_aware(datetime.combine(day, time.min)))


def same_day(fund: Fund, event: Event, without: int | None = None) -> list[tuple[Claim, Event]]:
    """Claims of the whole fund for the same benefit and day. What happened is sealed, so every claim since is opened."""
    rows = Claim.objects.filter(said_since(event.start), fund=fund, state__in=CLAIMED).exclude(pk=without or 0)
    same = {
        pk: known
        for pk, uid, sealed in rows.values_list("pk", "uid", "facts_sealed")
        if (known := _opened(uid, sealed)).start == event.start and known.benefit == event.benefit
    }
    return [(claim, same[claim.pk]) for claim in claims_of(fund).filter(pk__in=same)] if same else []


def evidence_of(claim: Claim) -> list[ClaimEvidence]:
    """Papers of the claim's event, whichever claim of it they came with."""
    return papers_of(claim.fund, claim.event_key)


def papers_of(fund: Fund, event_key: uuid.UUID) -> list[ClaimEvidence]:
    """Papers of one event."""
    rows = ClaimEvidence.objects.filter(claim__fund=fund, event_key=event_key)
    return list(rows.select_related("by", "claim").order_by("id"))


def former_papers(claim: Claim) -> list[ClaimEvidence]:
    """Papers that came with the claim while it was for another event: kept, and no evidence of this one."""
    rows = ClaimEvidence.objects.filter(claim=claim).exclude(event_key=claim.event_key)
    return list(rows.select_related("by", "claim").order_by("id"))


def waiting_papers(key: uuid.UUID | None, user_id: int) -> list[ClaimEvidence]:
    """Papers that this person chose on the form of this key and that no claim has yet."""
    if key is None:
        return []
    return list(ClaimEvidence.objects.filter(claim=None, form_key=key, by_id=user_id).order_by("id"))


def benefit_of(decision: Decision) -> Benefit | None:
    """The benefit that the decision was about."""
    return decision.agreement.benefit(decision.facts.event) if decision.agreement else None


def labels_of(claim: Claim) -> tuple[str, ...]:
    """The papers that the agreement asks for, as they are kept by name."""
    row = last_decision(claim)
    benefit = benefit_of(decision_of(row)) if row is not None else None
    return tuple(label[:MOST_LABEL] for label in benefit.evidence) if benefit is not None else ()


def by_event(claims: Iterable[Claim]) -> dict[int, Event]:
    """What happened, by claim id."""
    return {claim.pk: event_of(claim) for claim in claims}
