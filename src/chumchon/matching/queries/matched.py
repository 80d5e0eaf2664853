"""Member-years that the match counted, for the checks: is one citizen id counted twice in one round?"""

from chumchon.checks import columns as tables
from chumchon.checks.columns import Table
from chumchon.checks.queries.short import short

from ..models import MemberAward
from .debts import whole


def matched_rows(funds: list[int]) -> Table:
    """Settled member-years that brought money in these funds, and those of the same citizen ids elsewhere.

    The id is the register's of today, not of the day of the count: an id that was mended later is what the settlement
    could not see. A member-year that became a debt to the last satang was set right and stands here no more. Rounds of one
    fiscal year are one: they match the same year. Call with the nation in sight.
    """
    paid = MemberAward.objects.filter(satang__gt=0).exclude(pk__in=whole())
    paid = paid.exclude(member_year__member__person__citizen_index=None)
    own = paid.filter(award__request__fund__in=funds).values("member_year__member__person__citizen_index")
    rows = paid.filter(member_year__member__person__citizen_index__in=own).order_by("pk")
    columns = (
        "pk", "award__request__fund_id", "member_year__member_id", "member_year__member__person__citizen_index",
        "award__request__round__fiscal_year_be", "satang",
    )  # fmt: skip
    made = [
        (row, fund, member, short(id_), round_, money)
        for row, fund, member, id_, round_, money in rows.values_list(*columns)
    ]
    return tables.table("matched", made)
