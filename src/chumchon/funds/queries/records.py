"""What members' own records bring to a decision: what they were given, until when they had paid, whether they came back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chumchon.access.walls import whole_nation
from chumchon.agreements.model import Agreement

from ..models import Claim, ClaimDecision, Contribution, Member, MemberEvent
from ..rules.claim_use import Used, laid, laid_by_years
from ..rules.claims import COUNTED
from . import claims as queries
from .benefit_history import past_of
from .moving import lineage


@dataclass(frozen=True)
class Records:
    """One member's. used: everything paid or promised, by days. then: paid-until before the first contribution after
    the event's day, today's where there was none since."""

    used: list[Used]
    then: date | None
    rejoined: bool


def records_of(
    members: Sequence[Member], agreement: Agreement, start: date, without: int | None = None
) -> dict[int, Records]:
    """Everybody's of a house at once, by member, for an event of that day; without: a claim that does not count."""
    behind = {member.pk: lineage(member) for member in members}
    used, then, back = _used(members, behind, agreement, without), _paid_until(members, start), _rejoined(behind)
    return {m.pk: Records(used[m.pk], then.get(m.pk, m.paid_until), m.pk in back) for m in members}


def used_of(member: Member, agreement: Agreement, without: int | None = None) -> list[Used]:
    """Everything that the member was paid or promised; the agreement says which benefits of the old book are nights."""
    return _used([member], {member.pk: lineage(member)}, agreement, without)[member.pk]


@whole_nation()
def _used(
    members: Iterable[Member], behind: dict[int, list[int]], agreement: Agreement, without: int | None
) -> dict[int, list[Used]]:
    """Claims of this fund and of those that a membership went on from, then what older books gave."""
    of = {before: pk for pk, ids in behind.items() for before in ids}
    claims = Claim.objects.filter(member__in=of, state__in=COUNTED).exclude(pk=without or 0).in_bulk()
    last: dict[int, ClaimDecision] = {}
    for row in ClaimDecision.objects.filter(claim__in=claims).order_by("id") if claims else ():
        last[row.claim_id] = row
    found: dict[int, list[Used]] = {pk: [] for pk in behind}
    for pk, row in sorted(last.items()):
        row.claim = claims[pk]
        old = queries.decision_of(row)
        parts = list(zip(old.units_by_year, old.satang_by_year, strict=False))
        decided_by, join, start = old.agreement or agreement, old.facts.join or old.facts.start, old.facts.start
        days = laid_by_years(decided_by, join, start, parts, _nights(decided_by, old.facts.event))
        found[of[claims[pk].member_id]].append(Used(old.facts.event, start, days))
    for past in past_of(of):
        days = laid(past.start, past.units, past.satang, _nights(agreement, past.key))
        found[of[past.member_id]].append(Used(past.key, past.start, days))
    return found


def _nights(agreement: Agreement, key: str) -> bool:
    benefit = agreement.benefit(key)
    return benefit is not None and benefit.amount.unit == "night"


def _paid_until(members: Iterable[Member], start: date) -> dict[int, date | None]:
    """Of those who paid after the day: until when they had paid before the first of those payments."""
    since = Contribution.objects.filter(
        member__in=[m.pk for m in members], kind="due", reverses=None, reversed_by=None, receipt__day__gt=start
    )
    found: dict[int, date | None] = {}
    for pk, before in since.order_by("receipt__day", "id").values_list("member_id", "paid_until_before"):
        found.setdefault(pk, before)
    return found


@whole_nation()
def _rejoined(behind: dict[int, list[int]]) -> set[int]:
    """Who left once and came back."""
    of = {before: pk for pk, ids in behind.items() for before in ids}
    back = MemberEvent.objects.filter(member__in=of, kind="rejoin").values_list("member_id", flat=True)
    return {of[pk] for pk in back}
