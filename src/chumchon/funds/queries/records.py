"""What members' own records bring to a decision: what they were given, until when they had paid, whether they came back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chumchon.access.walls import whole_nation
from chumchon.agreements.model import Agreement
from chumchon.agreements.years import cap_year_of

from ..models import Claim, ClaimDecision, Contribution, Member, MemberEvent
from ..rules.claims import COUNTED, Used
from . import claims as queries
from .benefit_history import PastBenefit, past_of
from .moving import lineage


@dataclass(frozen=True)
class Records:
    """One member's. used: everything paid or promised, by cap years. then: paid-until before the first contribution after
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
    """Everything that the member was paid or promised, by cap years of this agreement."""
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
        join, start = old.facts.join or old.facts.start, old.facts.start
        years = _years(old.agreement or agreement, join, start, parts)
        found[of[claims[pk].member_id]].append(Used(old.facts.event, start, years))
    who = {member.pk: member for member in members}
    for past in past_of(of):
        pk = of[past.member_id]
        found[pk].append(Used(past.key, past.start, _past_years(agreement, who[pk], past)))
    return found


def _years(
    agreement: Agreement, join: date, start: date, parts: list[tuple[int, int]]
) -> tuple[tuple[date, int, int], ...]:
    years = []
    day = start
    for units, satang in parts:
        first, last = cap_year_of(agreement, min(join, day), day)
        years.append((max(first, date(1900, 1, 1)), units, satang))
        day = last + timedelta(days=1)
    return tuple(years)


def _past_years(agreement: Agreement, member: Member, past: PastBenefit) -> tuple[tuple[date, int, int], ...]:
    """A stay of the old book: each night in its own year, the baht by nights, the rest to the first year."""
    benefit = agreement.benefit(past.key)
    if past.units <= 0 or benefit is None or benefit.amount.unit != "night":
        return _years(agreement, member.joined_on, past.start, [(past.units, past.satang)])
    day, end, parts = past.start, past.start + timedelta(days=past.units), []
    while day < end:
        _, last = cap_year_of(agreement, min(member.joined_on, day), day)
        until = min(end, last + timedelta(days=1))
        units = (until - day).days
        parts.append((units, past.satang * units // past.units))
        day = until
    parts[0] = (parts[0][0], parts[0][1] + past.satang - sum(satang for _, satang in parts))
    return _years(agreement, member.joined_on, past.start, parts)


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
