"""Member-years that were matched and should not have been, as the records say today."""

from collections.abc import Iterable
from dataclasses import dataclass

from chumchon.funds.models import Member

from ..models import Debt, MemberAward, Round
from ..rules import counting
from ..rules.reasons import COUNTS, EARLIER_FUND, PAID_LESS, SAME_FUND
from . import debts
from .counting import Row, count_fund, terms_of


@dataclass(frozen=True)
class OverMatch:
    """One matched member-year, why it does not stand any more, and the satang that are too much beyond what was taken."""

    row: MemberAward
    reason: int
    satang: int
    taken: int = 0


def over_matched(round_: Round) -> list[OverMatch]:
    """Every paid member-year of a round beside today's records: left or died before the day, a receipt cancelled since, an id
    that turned out to be a person counted elsewhere. What is a debt already is left out. A fund is counted at a time."""
    paid = (
        MemberAward.objects.filter(award__request__round=round_, award__payment__isnull=False, satang__gt=0)
        .exclude(pk__in=debts.whole())
        .select_related("member_year", "award__request__fund__organisation")
        .order_by("award_id", "member_year__member__number_key", "id")
    )
    standing = _standing(round_)
    found: list[OverMatch] = []
    for fund_rows in _by_award(paid):
        fund, terms = fund_rows[0].award.request.fund, terms_of(round_, fund_rows[0].award.request.fund)
        now = {row.counted.member_id: row for row in count_fund(fund, round_, alone=True).rows}
        taken = debts.taken(member_award__award=fund_rows[0].award_id)
        for row in fund_rows:
            reason, stands = _stands(row, now.get(row.member_year.member_id), terms, standing)
            too_much = row.satang - taken.get(row.pk, 0) - stands
            if too_much > 0:
                found.append(OverMatch(row, reason, too_much, taken.get(row.pk, 0)))
    return found


def _stands(row: MemberAward, now: Row | None, terms: counting.Terms, standing: dict[str, int]) -> tuple[int, int]:
    """(reason, satang of the award that still stand)."""
    reason = now.counted.reason if now is not None else PAID_LESS
    if now is None or reason != COUNTS:
        return reason, 0
    first = standing.get(now.person_index)
    if first is not None and first != row.pk:
        other = MemberAward.objects.get(pk=first)
        return SAME_FUND if other.award_id == row.award_id else EARLIER_FUND, 0
    due = counting.due(now.counted.satang, terms)
    if due < row.due_satang:
        return PAID_LESS, row.satang * due // row.due_satang
    return COUNTS, row.satang


def _standing(round_: Round) -> dict[str, int]:
    """The matched member-year that stands for each person by today's ids: the earliest joining, the lower number."""
    rows = MemberAward.objects.filter(award__request__round=round_, satang__gt=0).exclude(pk__in=debts.whole())
    today = dict(
        Member.objects.filter(pk__in=rows.values("member_year__member_id")).values_list("id", "person__citizen_index")
    )
    found: dict[str, int] = {}
    ordered = rows.order_by("member_year__joined_on", "award__request__fund__organisation__code", "member_year__member__number_key", "id")  # fmt: skip
    for pk, member in ordered.values_list("id", "member_year__member_id"):
        index = today.get(member)
        if index:
            found.setdefault(index, pk)
    return found


def _by_award(rows: Iterable[MemberAward]) -> list[list[MemberAward]]:
    groups: dict[int, list[MemberAward]] = {}
    for row in rows:
        groups.setdefault(row.award_id, []).append(row)
    return list(groups.values())


def debts_in(round_: Round) -> int:
    """How many member-years of a round became debts."""
    rows = Debt.objects.filter(round=round_, member_award__isnull=False)
    return rows.values("member_award").distinct().count()
