"""Reads of the room's data: the numbers in force, the kinds of organisations."""

from datetime import date

from ..models import CouncilRule, GroupKind
from ..rules.councils import Numbers


def numbers_on(day: date) -> Numbers:
    """The rule in force on a day; the oldest where the day lies before all of them."""
    row = CouncilRule.objects.filter(from_day__lte=day).order_by("-from_day").first() or CouncilRule.objects.earliest(
        "from_day"
    )
    return Numbers(
        row.least_founders, row.least_groups, row.most_sent, (row.experts_num, row.experts_den),
        (row.quorum_num, row.quorum_den), row.term_years, row.meetings_a_year,
    )  # fmt: skip


def source_on(day: date) -> str:
    """Where those numbers are from, in Thai."""
    row = CouncilRule.objects.filter(from_day__lte=day).order_by("-from_day").first()
    return row.source if row else ""


def kinds() -> list[GroupKind]:
    """The kinds that may be chosen."""
    return list(GroupKind.objects.filter(is_on=True))
