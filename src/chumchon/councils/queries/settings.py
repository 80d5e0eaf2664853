"""Reads of the room's data: the numbers in force, the kinds of organisations."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

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


def kinds_counted() -> QuerySet[Any]:
    """Every kind, also those that are off, with `used`: how many registered organisations have it."""
    return GroupKind.objects.annotate(used=Count("groups", filter=Q(groups__state="registered"))).order_by(
        "position", "code"
    )


def kind(code: str) -> GroupKind | None:
    """One kind by its code."""
    return GroupKind.objects.filter(code=code).first()


def rules() -> list[CouncilRule]:
    """The numbers, the newest first."""
    return list(CouncilRule.objects.order_by("-from_day"))
