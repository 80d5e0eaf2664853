"""Reads of the cut-off sheet: its lines by account, and the members of a village with their paid-until."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from chumchon.ledger.models import Account

from ..models import Contribution, CutOffSheet, Fund, Member, MemberEvent
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


def is_signed(sheet: CutOffSheet | None) -> bool:
    """Has the sheet been signed by two people?"""
    return sheet is not None and sheet.state == "signed"


def members(fund: Fund, signed: bool) -> QuerySet[Member]:
    """Who stands on the sheet: today's register while it is a draft, whom the signing froze after that."""
    if not signed:
        return Member.objects.filter(fund=fund)
    frozen = MemberEvent.objects.filter(member=OuterRef("pk"), kind="cut_off")
    return Member.objects.filter(Exists(frozen), fund=fund)


def villages(fund: Fund, signed: bool) -> list[VillageCount]:
    """Members on the sheet by village; a signed sheet has no blanks."""
    rows = (
        members(fund, signed)
        .values("village__number")
        .annotate(members=Count("id"), blank=Count("id", filter=Q(paid_until__isnull=True)))
        .order_by("village__number")
    )
    return [VillageCount(r["village__number"], r["members"], 0 if signed else r["blank"]) for r in rows]


def members_of(fund: Fund, village: int | None, signed: bool) -> QuerySet[Member]:
    """Members of a village (None: without one) by number, with person; `has_receipts` where paid-until is fixed."""
    rows = members(fund, signed)
    rows = rows.filter(village__number=village) if village else rows.filter(village=None)
    receipts = Contribution.objects.filter(member=OuterRef("pk"))
    people = rows.select_related("person__household", "village").annotate(has_receipts=Exists(receipts))
    return people.order_by("number_key", "id")


def frozen(rows: Iterable[Member]) -> dict[int, tuple[date, int]]:
    """Paid-until and older payments of members as they were signed, by member."""
    events = MemberEvent.objects.filter(kind="cut_off", member__in=[m.id for m in rows])
    said = ((e.member_id, e.after) for e in events)
    return {pk: (date.fromisoformat(after["paid_until"]), int(after["legacy_satang"])) for pk, after in said}
