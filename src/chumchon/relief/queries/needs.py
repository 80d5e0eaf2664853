"""Reads of needs, house by house, with the totals of exactly the rows that are shown."""

from dataclasses import dataclass, field

from django.db.models import F, Q, QuerySet

from chumchon.access.models import Organisation

from ..models import Disaster, Item, Need
from ..rules.sums import NeedFigures, sums_by_item
from .disasters import Row


@dataclass(frozen=True)
class NeedFilters:
    """What the address asks for: a house number, a village, an item, a state (words.NEED_STATES)."""

    text: str = ""
    village: int = 0
    item: str = ""
    state: str = ""


def needs(disaster: Disaster, organisation: Organisation, filters: NeedFilters) -> QuerySet[Need]:
    """Needs of the organisation's own tambon: houses of other tambons are nobody's business here."""
    tambon = organisation.subdistrict_id
    rows = Need.objects.filter(disaster=disaster, area_code__startswith=tambon).filter(
        Q(asked__gt=0) | Q(allotted__gt=0)
    )
    if filters.text:
        rows = rows.filter(Q(household__house_no__startswith=filters.text) | Q(point__name_th__contains=filters.text))
    if filters.village:
        rows = rows.filter(area_code=f"{tambon}{filters.village:02}")
    if filters.item:
        rows = rows.filter(item=filters.item)
    if filters.state == "done":
        rows = rows.filter(delivered__gte=F("asked"))
    elif filters.state == "way":
        rows = rows.filter(delivered__lt=F("asked"), allotted__gte=F("asked"))
    elif filters.state == "missing":
        rows = rows.filter(allotted__lt=F("asked"))
    return rows.select_related("item", "household__village", "point").order_by(
        "area_code", "household__house_key", "point_id", "item__position"
    )


def totals(rows: list[Need]) -> list[Row]:
    """The totals of these rows by item."""
    found = sums_by_item((NeedFigures(n.item_id, n.asked, n.delivered) for n in rows), ())
    items = {n.item_id: n.item for n in rows}
    return [Row(items[code], found[code]) for code in sorted(found, key=lambda c: items[c].position)]


@dataclass
class HouseRow:
    """One house or point with its needs: what a list shows in one line."""

    place: str
    village: str
    needs: list[Need] = field(default_factory=list)


def by_house(rows: list[Need]) -> list[HouseRow]:
    """The same rows, house by house."""
    found: dict[tuple[int | None, int | None], HouseRow] = {}
    for need in rows:
        key = (need.household_id, need.point_id)
        if key not in found:
            found[key] = HouseRow(place_of(need), village_of(need))
        found[key].needs.append(need)
    return list(found.values())


def place_of(need: Need) -> str:
    """บ้าน 12/3, or the point's name."""
    return f"บ้าน {need.household.house_no}" if need.household else need.point.name_th  # type: ignore[union-attr]


def village_of(need: Need) -> str:
    """หมู่ 4 บ้านใหม่; nothing for a point without a village."""
    if need.household:
        return need.household.village.label
    return f"หมู่ {int(need.area_code[6:])}" if len(need.area_code) == 8 else ""


def items(with_money: bool = False) -> list[Item]:
    """What may be listed or promised."""
    rows = Item.objects.filter(is_used=True)
    return list(rows if with_money else rows.exclude(kind="money"))
