"""Reads of the cut-off sheet: its lines by account, and the members of a village with their paid-until."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from chumchon.ledger.models import Account

from ..models import Contribution, CutOffSheet, Fund, Member
from ..rules.cutoff import CASH, DEFERRED, OpeningLine


@dataclass(frozen=True)
class VillageCount:
    """A village's members on the sheet: how many, and how many have no paid-until yet. number None: no village."""

    number: int | None
    members: int
    blank: int


def sheet_of(fund: Fund) -> CutOffSheet | None:
    """The fund's sheet with who signed, if there is one."""
    return CutOffSheet.objects.select_related("maker", "checker", "entry").filter(fund=fund).first()


def opening_lines(fund: Fund, sheet: CutOffSheet | None) -> list[OpeningLine]:
    """Cash, each bank account, deferred benefits: by code, in satang of the account's own direction."""
    amounts = sheet.amounts if sheet else {}
    rows = Account.objects.filter(book__organisation_id=fund.organisation_id).filter(
        Q(is_cash=True) | Q(code__in=(CASH, DEFERRED))
    )
    return [
        OpeningLine(a.code, a.name_th, int(amounts.get(a.code, 0)), a.kind == "liability")
        for a in rows.order_by("code")
    ]


def villages(fund: Fund) -> list[VillageCount]:
    """Members by village, for the list beside the sheet."""
    rows = (
        Member.objects.filter(fund=fund)
        .values("village__number")
        .annotate(members=Count("id"), blank=Count("id", filter=Q(paid_until__isnull=True)))
        .order_by("village__number")
    )
    return [VillageCount(r["village__number"], r["members"], r["blank"]) for r in rows]


def members_of(fund: Fund, village: int | None) -> QuerySet[Member]:
    """Members of a village (None: without one) by number, with person; `has_receipts` where paid-until is fixed."""
    rows = Member.objects.filter(fund=fund, village__number=village) if village else fund.members.filter(village=None)
    receipts = Contribution.objects.filter(member=OuterRef("pk"))
    return (
        rows.select_related("person__household", "village")
        .annotate(has_receipts=Exists(receipts))
        .order_by("number_key", "id")
    )
