"""Reads of pledges: what a giver has, what it promised, what is laid out; lists with the totals of exactly their rows."""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, Sum

from chumchon.access.models import Organisation
from chumchon.ledger.models import Book, Line

from ..models import Allotment, Disaster, Item, LoadLine, Pledge, Returned, StockCount
from ..rules.giving import Held

_OWN = F("quantity") - F("released") - F("parted")
STANDING = ("waiting", "open")


def _sum(rows: QuerySet, what: object) -> int:
    return rows.aggregate(s=Sum(what))["s"] or 0


def cash_of(organisation: Organisation) -> int | None:
    """Satang in the box and at the bank by the organisation's book; None where it keeps none."""
    book = Book.objects.filter(organisation=organisation).first()
    if book is None:
        return None
    return _sum(Line.objects.filter(account__book=book, account__is_cash=True), "satang")


def held(organisation: Organisation, item: Item) -> Held:
    """What the giver has of an item and how much of it is promised, over all disasters."""
    pledges = Pledge.objects.filter(giver=organisation, item=item, state__in=STANDING)
    if item.is_money:
        return Held(cash_of(organisation), 0, _sum(pledges, _OWN - F("delivered")))
    count = StockCount.objects.filter(organisation=organisation, item=item).order_by("-id").first()
    gone = 0
    if count is not None:
        # A load that never left has no moment; one that came back whole is outweighed by its rows of what came back.
        lines = LoadLine.objects.filter(
            load__giver=organisation, allotment__pledge__item=item, load__sent_at__gte=count.at
        )
        back = Returned.objects.filter(
            line__load__giver=organisation, line__allotment__pledge__item=item, at__gte=count.at,
        )  # fmt: skip
        gone = _sum(lines, "quantity") - _sum(back, "quantity")
    return Held(count.quantity if count else None, gone, _sum(pledges, _OWN - F("sent")))


@dataclass(frozen=True)
class Shelf:
    """An item of the store: the last count, what is there by now, what is promised, what is free."""

    item: Item
    held: Held

    @property
    def there(self) -> int:
        """By now, in the item's unit."""
        return (self.held.counted or 0) - self.held.gone


def shelves(organisation: Organisation) -> list[Shelf]:
    """Every item that was counted or promised, in its order."""
    counted = StockCount.objects.filter(organisation=organisation).values("item")
    promised = Pledge.objects.filter(giver=organisation).values("item")
    items = Item.objects.filter(Q(pk__in=counted) | Q(pk__in=promised), kind="goods").order_by("position")
    return [Shelf(item, held(organisation, item)) for item in items]


def promised_before(organisation: Organisation, disaster: Disaster, item: Item) -> int:
    """What the giver's standing pledges of this item for this disaster hold."""
    rows = Pledge.objects.filter(giver=organisation, disaster=disaster, item=item, state__in=STANDING)
    return _sum(rows, _OWN)


def pledges(disaster: Disaster) -> QuerySet[Pledge]:
    """The pledges of a disaster with everything a list shows."""
    rows = Pledge.objects.filter(disaster=disaster).select_related(
        "item", "giver", "by", "approved_by", "part_of__giver"
    )
    return rows.order_by("item__position", "id")


def pledges_of(organisation: Organisation, disaster: Disaster) -> QuerySet[Pledge]:
    """Those of one giver."""
    return pledges(disaster).filter(giver=organisation)


def open_wholes(disaster: Disaster, organisation: Organisation) -> list[Pledge]:
    """Networks' pledges of which a fund's own may be a share."""
    rows = pledges(disaster).filter(giver__kind="network", state="open", part_of__isnull=True)
    return [p for p in rows.exclude(giver=organisation) if p.left]


def allotments_of(organisation: Organisation, disaster: Disaster) -> list[Allotment]:
    """What is laid out of a giver's pledges and stands on no load yet, nearest houses together."""
    rows = Allotment.objects.filter(disaster=disaster, pledge__giver=organisation, quantity__gt=F("sent"))
    rows = rows.select_related("pledge__item", "need__household__village", "need__point", "need__point__organisation")
    return list(rows.order_by("need__area_code", "need__household_id", "pledge__item__position", "id"))
