"""What a claim would be due, without writing anything: for its member, and for everybody who shares its house."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from chumchon.agreements.decide import Decision, decide
from chumchon.agreements.explain import reason_th
from chumchon.agreements.model import Agreement, Benefit
from chumchon.thai.errors import BadInput, Plain

from ..models import Claim, Fund, Member
from ..rules import claims as rules
from ..rules.claim_checks import check_against, check_event
from ..rules.claim_house import Asked, check_damage, check_shared, placed, shared_by
from ..rules.claims import Earlier, Event
from . import claims as queries
from . import counters
from .claim_elsewhere import elsewhere, ended
from .claim_house import asked_of, house_members, papers_after
from .records import Records, records_of


@dataclass(frozen=True)
class Shared:
    """What is the same for everybody of a house: read once."""

    agreement: Agreement
    house: list[Member]
    till: counters.Till
    claims: list[tuple[Claim, Event]]
    records: dict[int, Records]
    elsewhere: dict[int, list[Earlier]]
    asked: list[Asked]

    def earlier(self, member: Member) -> list[Earlier]:
        """The claims of the house as one of its members has them."""
        own = [Earlier(claim.label, event, claim.member_id == member.pk) for claim, event in self.claims]
        return own + self.elsewhere[member.pk]


def look(
    fund: Fund, member: Member, event: Event, given: Sequence[str], day: date, claim: Claim | None = None, *,
    shared: Shared | None = None,
) -> tuple[Event, Decision]:  # fmt: skip
    """The event as it counts and its decision: what the page shows while it is typed, and what is handed in.

    given: labels of papers that come with it; those that the event of `claim` has already count too.
    shared: what is the same for everybody of the house, where it was read already.
    Errors: SAME_PARENT, NO_PARENT, those of claim_checks.check_event and check_against, of claim_house.placed, check_shared
    and check_damage.
    """
    claim_id = claim.pk if claim else None
    agreement = shared.agreement if shared else queries.version_row(fund, event.start)[1]
    benefit = agreement.benefit(event.benefit) if agreement else None
    if benefit is not None:
        event = replace(rules.with_days(event, benefit), sharers=())  # who shares is looked up anew
    if agreement is not None:
        check(fund, member, event, benefit, day, claim_id, shared)
    if benefit is not None and benefit.per_household:
        house = shared.house if shared else house_members(fund, member, event.start)
        asked = shared.asked if shared else asked_of(fund, event, claim_id)
        event = placed(event, member.pk, [m.pk for m in house], asked)
        check_shared(event, asked)
        check_damage(event, asked, decided_only=claim is not None)
    since, till = day, shared.till if shared else None
    if claim is not None:
        since = rules.claimed_on(claim.claim_day, queries.event_of(claim), event, day)
        given = [*given, *papers_after(fund, claim, event)]
    own = shared.records[member.pk] if shared else None
    found = counters.decide_now(
        fund, member, event, since, list(given), claim_id, agreement=agreement, till=till, own=own
    )
    return event, found


def check(
    fund: Fund, member: Member, event: Event, benefit: Benefit | None, day: date, claim_id: int | None = None,
    shared: Shared | None = None,
) -> None:  # fmt: skip
    """Whether the event may be asked for by the records of this moment; claim_id: the claim itself. Errors: as look."""
    check_event(event, benefit, member.person.died_on, day, ended(member))
    if benefit is None:
        return
    _check_partner(fund, member, event)
    check_against(
        event, benefit, shared.earlier(member) if shared else _earlier(fund, member, event, benefit, claim_id)
    )
    if event.sharers:
        asked = asked_of(fund, event, claim_id)
        check_shared(event, asked)
        check_damage(event, asked, decided_only=True)


def with_papers(decision: Decision) -> Decision:
    """The same decision once every paper was shown; what else it waits for stays missing."""
    if decision.agreement is None:
        return decision
    return decide(decision.agreement, replace(decision.facts, evidence_ok=True, evidence_missing=()))


def standing_against(decision: Decision) -> list[str]:
    """Codes of everything that pays nothing but for missing papers, which are only waited for."""
    return [step.code for step in decision.failing if step.code != "PENDING_EVIDENCE"]


@dataclass(frozen=True)
class HouseShare:
    """What a member of the house would get of an event that it shares, in satang; why says it where they get none."""

    member: Member
    satang: int = 0
    code: str = ""
    why: str = ""


def house_shares(fund: Fund, member: Member, event: Event, day: date) -> list[HouseShare]:
    """Everybody who shares, by registration, once the papers are there; [] where the event is not shared by a house."""
    _, agreement = queries.version_row(fund, event.start)
    benefit = agreement.benefit(event.benefit) if agreement else None
    if agreement is None or benefit is None or not benefit.per_household:
        return []
    event = rules.with_days(event, benefit)
    asked = asked_of(fund, event)
    house = _sharing(fund, member, event, asked)
    if len(house) < 2:
        return []
    claims = [(claim, e.event) for claim, e in queries.earlier(fund, member, event, benefit)]
    records = records_of(house, agreement, event.start)
    shared = Shared(agreement, house, counters.till_of(fund, day), claims, records, elsewhere(house), asked)
    return [_share(fund, one, event, benefit.evidence, day, shared) for one in house]


def _sharing(fund: Fund, member: Member, event: Event, asked: Sequence[Asked]) -> list[Member]:
    """Those of the list that stands; before the first claim, the house of that day."""
    known = shared_by(member.pk, asked)
    if not known:
        return house_members(fund, member, event.start)
    rows = Member.objects.select_related("person__household").in_bulk(known)
    return [rows[pk] for pk in known if pk in rows]


def _share(fund: Fund, one: Member, event: Event, papers: Sequence[str], day: date, shared: Shared) -> HouseShare:
    try:
        _, decision = look(fund, one, event, papers, day, shared=shared)
    except Plain as refused:
        return HouseShare(one, 0, refused.code, refused.th)
    codes = standing_against(decision)
    if codes:
        return HouseShare(one, 0, codes[0], reason_th(decision))
    return HouseShare(one, decision.due_satang)


def _earlier(fund: Fund, member: Member, event: Event, benefit: Benefit, without: int | None) -> list[Earlier]:
    asked = [known for _, known in queries.earlier(fund, member, event, benefit, without)]
    return asked + elsewhere([member])[member.pk]


def _check_partner(fund: Fund, member: Member, event: Event) -> None:
    """The other parent is another member of this fund. Errors: SAME_PARENT, NO_PARENT."""
    if event.partner == member.pk:
        raise BadInput("SAME_PARENT", "อีกฝ่ายเป็นคนเดียวกับผู้ขอ ใส่เลขสมาชิกของอีกฝ่าย", "The other parent is the claimant.")
    if event.partner and not Member.objects.filter(fund=fund, pk=event.partner).exists():
        raise BadInput(
            "NO_PARENT", "ไม่พบสมาชิกอีกฝ่ายในกองทุนนี้ ตรวจเลขสมาชิก", "The other parent is no member of this fund."
        )
