"""Reads of receipts: the list with its filters and totals, one receipt as its paper says it, the public check."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum

from chumchon.ledger.models import Entry, Receipt

from ..models import Contribution, Fund
from ..rules.receipts import Cancelled, Line, Slip
from .contributions import SET_OFF_SOURCE
from .members import matching

VALID, CANCELLED = "valid", "cancelled"
A_VOLUME = Receipt.RECEIPTS_A_VOLUME


@dataclass(frozen=True)
class Filters:
    """The list's filters as they stand in the address; empty ones ask for everything. Days are C.E., both included."""

    year: int | None = None
    volume: int | None = None
    since: date | None = None
    until: date | None = None
    text: str = ""
    state: str = ""
    sheet: int | None = None


@dataclass(frozen=True)
class Totals:
    """Sums of a set of receipts, cancelled ones apart; satang."""

    valid: int
    valid_satang: int
    cancelled: int
    cancelled_satang: int

    @property
    def count(self) -> int:
        """All of them."""
        return self.valid + self.cancelled


def receipts_of(fund: Fund) -> QuerySet[Receipt]:
    """The fund's receipts with `is_cancelled`: a contribution under it, or its whole entry, was taken back."""
    undone = Contribution.objects.filter(receipt=OuterRef("pk"), reverses__isnull=False)
    reversed_entry = Entry.objects.filter(reverses=OuterRef("entry_id"))
    rows = Receipt.objects.filter(book__organisation=fund.organisation_id)
    return rows.annotate(is_cancelled=Exists(undone) | Exists(reversed_entry))


def found(fund: Fund, asked: Filters) -> QuerySet[Receipt]:
    """Receipts that the filters find, newest first."""
    rows = receipts_of(fund)
    exact: dict[str, Any] = {"year_be": asked.year, "day__gte": asked.since, "day__lte": asked.until}
    if asked.volume is not None:
        first = (asked.volume - 1) * A_VOLUME
        exact |= {"number__gt": first, "number__lte": first + A_VOLUME}
    if asked.sheet is not None:
        exact["entry__sheet"] = asked.sheet
    rows = rows.filter(**{name: value for name, value in exact.items() if value is not None})
    if asked.state in (VALID, CANCELLED):
        rows = rows.filter(is_cancelled=asked.state == CANCELLED)  # type: ignore[misc] # annotated above
    if asked.text.strip():
        members = matching(fund, asked.text).order_by().values("pk")
        rows = rows.filter(Exists(Contribution.objects.filter(receipt=OuterRef("pk"), member__in=members)))
    return rows.order_by("-year_be", "-number")


def totals(rows: QuerySet[Receipt]) -> Totals:
    """Sums of everything found; one query."""
    undone = Q(is_cancelled=True)
    sums = rows.order_by().aggregate(
        valid=Count("pk", filter=~undone), valid_satang=Sum("satang", filter=~undone),
        cancelled=Count("pk", filter=undone), cancelled_satang=Sum("satang", filter=undone),
    )  # fmt: skip
    return Totals(**{name: value or 0 for name, value in sums.items()})


def totals_of(rows: Iterable[Receipt]) -> Totals:
    """Sums of exactly these rows."""
    undone = [r.satang for r in rows if r.is_cancelled]  # type: ignore[attr-defined]
    valid = [r.satang for r in rows if not r.is_cancelled]  # type: ignore[attr-defined]
    return Totals(len(valid), sum(valid), len(undone), sum(undone))


def with_payers(rows: QuerySet[Receipt]) -> QuerySet[Receipt]:
    """The rows with what stands under each: `paid` (contributions with their members), the entry, its sheet and people."""
    paid = (
        Contribution.objects.filter(reverses=None).select_related("member__person", "reversed_by__entry").order_by("id")
    )
    return (
        rows.select_related("entry__actor", "entry__sheet__collector", "entry__reversed_by")
        .prefetch_related(
            Prefetch("contributions", paid.defer("member__salt", "member__person__citizen_cipher"), "paid")
        )
        .annotate(printed=Count("prints"))
    )


def receipt(fund: Fund, receipt_id: int) -> Receipt | None:
    """One receipt of this fund with everything under it."""
    return with_payers(receipts_of(fund)).filter(pk=receipt_id).first()


def prints_of(receipt_id: int) -> QuerySet[Any]:
    """The printings of a receipt, oldest first, with who printed."""
    return Receipt.objects.get(pk=receipt_id).prints.select_related("actor").order_by("nth")


def years(fund: Fund) -> list[int]:
    """B.E. years that have receipts, newest first."""
    rows = Receipt.objects.filter(book__organisation=fund.organisation_id)
    return list(rows.order_by("-year_be").values_list("year_be", flat=True).distinct())


def payer_name(row: Receipt) -> str:
    """Who paid; a receipt that is no member's says what its entry says."""
    names = list(dict.fromkeys(c.member.person.name for c in row.paid))  # type: ignore[attr-defined]
    return ", ".join(names) or row.entry.memo


def cancelled_of(row: Receipt) -> Cancelled | None:
    """When and why it was cancelled, from the entry that did it."""
    entry = next((c.reversed_by.entry for c in row.paid if hasattr(c, "reversed_by")), None)  # type: ignore[attr-defined]
    entry = entry or getattr(row.entry, "reversed_by", None)
    return Cancelled(entry.day, entry.memo.split(": ", 1)[-1]) if entry else None


def slip_of(fund: Fund, row: Receipt) -> Slip:
    """The receipt as its paper says it; `row` comes from `with_payers`."""
    paid = row.paid  # type: ignore[attr-defined]
    sheet, area = getattr(row.entry, "sheet", None), fund.organisation.subdistrict
    member = paid[0].member if paid else None
    lines = [Line(c.kind, c.satang, c.span_from, c.span_to) for c in paid] or [Line(row.kind, row.satang)]
    return Slip(
        fund_name=fund.name_th, place=f"{area.label} {area.postcode}".strip(), label=row.label, day=row.day,
        payer=payer_name(row), member_number=member.number if member else "",
        citizen=member.person.citizen_masked if member else "", lines=lines, satang=row.satang,
        receiver=str(sheet.collector if sheet else row.entry.actor), public_code=row.public_code,
        cancelled=cancelled_of(row), claim=row.entry.source_ref if paid and row.entry.source == SET_OFF_SOURCE else "",
    )  # fmt: skip


@dataclass(frozen=True)
class PublicReceipt:
    """What anybody may know of a receipt: its number, amount, day, fund and whether it stands. No person."""

    label: str
    satang: int
    day: date
    fund_name: str
    area: str
    cancelled_on: date | None


def public_receipt(code: str) -> PublicReceipt | None:
    """The receipt of a public code (26 hex digits), or None."""
    rows = Receipt.objects.filter(public_code=code.strip().lower())
    row = rows.select_related("book__organisation__subdistrict__district__province").first()
    if row is None:
        return None
    undone = Contribution.objects.filter(receipt=row, reverses__isnull=False).values_list("entry__day", flat=True)
    entry = Entry.objects.filter(reverses=row.entry_id).values_list("day", flat=True)
    organisation = row.book.organisation
    return PublicReceipt(
        row.label,
        row.satang,
        row.day,
        organisation.name_th,
        organisation.subdistrict.label,
        undone.first() or entry.first(),
    )


@dataclass(frozen=True)
class PublicHead:
    """That a book had this head: the entry's number and day, and how many entries the book has since."""

    fund_name: str
    code: str
    number: int
    day: date
    newest: bool


def public_head(organisation_code: str, short: str) -> PublicHead | None:
    """The entry whose hash begins with a short code (ABCD-EF12-3456) in the book of that organisation, or None."""
    digits = short.replace("-", "").strip().lower()
    if len(digits) != 12:
        return None
    rows = Entry.objects.filter(book__organisation__code=organisation_code, hash__startswith=digits)
    row = (
        rows.filter(number__lte=F("book__head_number")).select_related("book__organisation").order_by("number").first()
    )
    if row is None:
        return None
    code = "-".join(digits.upper()[i : i + 4] for i in (0, 4, 8))
    return PublicHead(row.book.organisation.name_th, code, row.number, row.day, row.number == row.book.head_number)
