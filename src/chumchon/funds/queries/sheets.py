"""Reads of collection sheets: the list with its totals, and a closed sheet line by line."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from chumchon.areas.models import Village
from chumchon.thai.dates import day_name_th, long_th, short_th
from chumchon.thai.money import baht

from ..models import CollectionSheet, Contribution, Fund
from .collecting import Board, Card, board

STATES = (("", "ทุกใบ"), ("open", "กำลังเก็บ"), ("closed", "ปิดยอดแล้ว"))
_STANDS = Q(takings__void__isnull=True, takings__late=False)


@dataclass(frozen=True)
class Asked:
    """Filters of the list; days are C.E., both included."""

    village: int | None = None
    state: str = ""
    since: date | None = None
    until: date | None = None


def sheets(fund: Fund, asked: Asked) -> QuerySet[CollectionSheet]:
    """The fund's sheets, newest first, with `takings_count` and `taken_satang` (late and undone ones do not count)."""
    rows = CollectionSheet.objects.filter(fund=fund).select_related("village", "collector", "witness")
    if asked.village is not None:
        rows = rows.filter(village__number=asked.village)
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.since is not None:
        rows = rows.filter(day__gte=asked.since)
    if asked.until is not None:
        rows = rows.filter(day__lte=asked.until)
    return rows.annotate(
        takings_count=Count("takings", filter=_STANDS), taken_satang=Coalesce(Sum("takings__satang", filter=_STANDS), 0)
    ).order_by("-day", "village__number", "-id")


@dataclass(frozen=True)
class Totals:
    """Of all sheets that the filters find."""

    sheets: int
    takings: int
    satang: int
    difference: int


def totals(fund: Fund, asked: Asked) -> Totals:
    """What the list's foot says. Two queries."""
    rows = CollectionSheet.objects.filter(pk__in=sheets(fund, asked).values("pk"))
    own = rows.aggregate(n=Count("id"), off=Coalesce(Sum("difference_satang"), 0))
    money = rows.aggregate(n=Count("takings", filter=_STANDS), s=Coalesce(Sum("takings__satang", filter=_STANDS), 0))
    return Totals(own["n"], money["n"], money["s"], own["off"])


def open_sheets(fund: Fund) -> QuerySet[CollectionSheet]:
    """Sheets that may still take money, newest first."""
    return (
        CollectionSheet.objects.filter(fund=fund, state="open")
        .select_related("village")
        .order_by("-day", "village__number")
    )


def closed_lines(sheet: CollectionSheet) -> list[Contribution]:
    """A closed sheet's contributions in the order of their receipts, with member and receipt."""
    rows = Contribution.objects.filter(entry=sheet.entry_id, reverses=None)
    return list(rows.select_related("receipt", "member__person", "reversed_by").order_by("receipt__number"))


PAPER_ROWS = 25  # members on one sheet of paper


@dataclass(frozen=True)
class PaperLine:
    """A member as the sheet of paper and its typing-in show them, in one fixed order."""

    card: Card
    house_no: str


def paper_lines(made: Board) -> list[list[PaperLine]]:
    """Everybody of the village, 25 to a sheet of paper: the same order on paper and on the screen, paid or not."""
    lines = [PaperLine(c, h.house_no) for h in made.houses for c in h.cards]
    return [lines[i : i + PAPER_ROWS] for i in range(0, len(lines), PAPER_ROWS)] or [[]]


def blank_rows(fund: Fund, village: Village, day: date) -> dict[str, object]:
    """What the paper of an empty sheet says."""
    made = board(fund, CollectionSheet(fund=fund, village=village, day=day, pk=0))
    sheets = [
        [[x.house_no or "–", x.card.payer.number, x.card.name, _paid(x.card), _due(x.card)] for x in page]
        for page in paper_lines(made)
    ]
    return {
        "fund": fund.name_th, "village": village.label, "day": f"{day_name_th(day)} {long_th(day)}", "sheets": sheets,
        "total": made.total, "due": baht(sum(c.due.satang for c in made.cards if not c.paid)),
    }  # fmt: skip


def _paid(card: Card) -> str:
    return short_th(card.payer.paid_until) if card.payer.paid_until else "ใหม่"


def _due(card: Card) -> str:
    return "" if card.paid else baht(card.due.satang).removesuffix(".00")
