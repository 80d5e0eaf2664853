"""What a fund's first page shows: money, members, what waits, what is open. Satang; days C.E."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from chumchon.ledger.models import Book
from chumchon.ledger.queries import balances

from ..models import CashDraft, CollectionSheet, CutOffSheet, Fund, Taking
from ..rules.claims import OWED
from .fund import bank_accounts


@dataclass(frozen=True)
class BankBalance:
    """A bank account that is open, and what the book says lies in it."""

    bank: str
    number: str
    name: str
    satang: int


@dataclass(frozen=True)
class OpenSheet:
    """A collection sheet that is not closed: money that is not in the book yet."""

    id: int
    village: str
    day: date
    collector: str
    takings: int
    satang: int


@dataclass(frozen=True)
class Home:
    """The first page. closed_through: last day of the closed year; cut_off: none, draft or signed."""

    cash_satang: int
    banks: list[BankBalance]
    active: int
    joined_this_month: int
    overdue: int
    waiting: int
    open_sheets: list[OpenSheet]
    late: int
    closed_through: date | None
    cut_off: str
    claims_waiting: int = 0
    claims_owed: int = 0

    @property
    def bank_satang(self) -> int:
        """Money in all bank accounts."""
        return sum(b.satang for b in self.banks)

    @property
    def open_satang(self) -> int:
        """Money on sheets that are not closed."""
        return sum(s.satang for s in self.open_sheets)

    @property
    def total_satang(self) -> int:
        """Cash and banks, as the book says."""
        return self.cash_satang + self.bank_satang


def home_of(fund: Fund, day: date) -> Home:
    """Everything of the first page, in a fixed number of queries."""
    book = Book.objects.get(organisation_id=fund.organisation_id)
    moved = balances(book)
    banks = [BankBalance(b.bank, b.number, b.name, moved[b.account.code]) for b in bank_accounts(fund)]
    month = day.replace(day=1)
    counts = fund.members.aggregate(
        active=Count("id", filter=Q(status="active")),
        joined=Count("id", filter=Q(status="active", joined_on__gte=month, joined_on__lte=day)),
        overdue=Count("id", filter=_behind(day)),
    )
    cut_off = CutOffSheet.objects.filter(fund=fund).values_list("state", flat=True).first() or "none"
    claims = fund.claims.aggregate(
        waiting=Count("id", filter=Q(state="waiting")), owed=Count("id", filter=Q(state__in=OWED))
    )
    return Home(
        cash_satang=moved["1010"], banks=banks, active=counts["active"], joined_this_month=counts["joined"],
        overdue=counts["overdue"], waiting=CashDraft.objects.filter(fund=fund, state="waiting").count(),
        open_sheets=open_sheets(fund), late=late_takings(fund).count(), closed_through=book.closed_through,
        cut_off=cut_off, claims_waiting=claims["waiting"], claims_owed=claims["owed"],
    )  # fmt: skip


def _behind(day: date) -> Q:
    """ค้าง, as rules.dues.Standing.behind says it: a month before this one is not paid."""
    month = day.replace(day=1)
    owing = Q(paid_until__lt=month - timedelta(days=1)) | Q(paid_until__isnull=True, joined_on__lt=month)
    return Q(status="active", joined_on__lt=month) & owing


def open_sheets(fund: Fund) -> list[OpenSheet]:
    """Open sheets by day and village, with what was taken and not undone."""
    kept = Q(takings__void__isnull=True, takings__late=False, takings__isnull=False)
    rows = (
        CollectionSheet.objects.filter(fund=fund, state="open")
        .select_related("village", "collector")
        .annotate(kept=Count("takings", filter=kept), satang=Coalesce(Sum("takings__satang", filter=kept), 0))
        .order_by("day", "village__number")
    )
    return [OpenSheet(s.id, s.village.label, s.day, str(s.collector), s.kept, s.satang) for s in rows]


def late_takings(fund: Fund) -> QuerySet[Taking]:
    """Takings that came after their sheet was closed and wait for a person."""
    return Taking.objects.filter(sheet__fund=fund, late=True, void__isnull=True)
