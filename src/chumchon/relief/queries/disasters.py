"""Reads of disasters: lists, the public sums, who may see which houses."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum

from chumchon.access.models import Organisation
from chumchon.areas.models import Subdistrict
from chumchon.areas.queries import names_of

from ..models import Disaster, DisasterArea, Item, Need, Pledge, Point
from ..rules.sums import NeedFigures, PledgeFigures, Sums, sums_by_item


def disasters(kind: str = "", state: str = "", area: str = "", text: str = "") -> QuerySet[Disaster]:
    """Every disaster, the newest first; area is a beginning of area codes."""
    rows = Disaster.objects.select_related("host__subdistrict__district__province").prefetch_related("areas")
    if kind:
        rows = rows.filter(kind=kind)
    if state:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(Q(name_th__contains=text) | Q(host__name_th__contains=text))
    if area:
        rows = rows.filter(pk__in=DisasterArea.objects.filter(code__startswith=area).values("disaster"))
    return rows.order_by("-from_day", "-id")


def disaster_of(disaster_id: int) -> Disaster | None:
    """One, with its areas and host."""
    return disasters().filter(pk=disaster_id).first()


def area_words(disaster: Disaster, english: bool = False) -> list[str]:
    """The areas as people say them: หมู่ 1, 2, 5 ต.แม่แรม อ.แม่ริม จ.เชียงใหม่ (Moo 1, 2, 5, Mae Raem, Mae Rim, Chiang Mai)."""
    codes = [area.code for area in disaster.areas.all()]
    names, villages = names_of((code[:6] for code in codes), english), dict[str, list[int]]()
    said = [names[code] for code in codes if len(code) < 6]
    for code in codes:
        if len(code) >= 6:
            villages.setdefault(code[:6], []).extend([int(code[6:])] if len(code) == 8 else [])
    for code, numbers in villages.items():
        listed = ", ".join(map(str, sorted(numbers)))
        moo = (f"Moo {listed}, " if english else f"หมู่ {listed} ") if numbers else ""
        said.append(moo + names[code])
    return said


def reaches(disaster: Disaster, organisation: Organisation) -> bool:
    """Does the disaster reach the organisation's tambon?"""
    own = organisation.subdistrict_id
    return any(own.startswith(a.code) or a.code.startswith(own) for a in disaster.areas.all())


@dataclass(frozen=True)
class Row:
    """An item with its sums."""

    item: Item
    sums: Sums


def sums(disaster: Disaster, area: str = "") -> list[Row]:
    """The sums by item that anybody may see; with an area the needs of that area beside all pledges."""
    needs = Need.objects.filter(disaster=disaster, area_code__startswith=area)
    pledges = Pledge.objects.filter(disaster=disaster, state="open")
    own = F("quantity") - F("released") - F("parted")
    found = sums_by_item(
        (NeedFigures(*row) for row in needs.values_list("item_id", "asked", "delivered")),
        (PledgeFigures(*row) for row in pledges.values_list("item_id", own, "sent", "delivered")),
    )
    return [Row(item, found[item.pk]) for item in Item.objects.order_by("position") if item.pk in found]


@dataclass(frozen=True)
class Place:
    """A tambon of the disaster: houses that asked, and how many of them have everything."""

    subdistrict: Subdistrict
    houses: int
    done: int


def places(disaster: Disaster) -> list[Place]:
    """By tambon, in the order of their codes; houses and points are counted, never named."""
    rows = (
        Need.objects.filter(disaster=disaster, asked__gt=0)
        .exclude(item="money")
        .values("area_code", "household_id", "point_id")
        .annotate(lines=Count("id"), done=Count("id", filter=Q(delivered__gte=F("asked"))))
    )
    counted: dict[str, list[int]] = {}
    for row in rows:
        one = counted.setdefault(row["area_code"][:6], [0, 0])
        one[0] += 1
        one[1] += row["lines"] == row["done"]
    names = Subdistrict.objects.select_related("district__province").in_bulk(list(counted))
    return [Place(names[code], houses, done) for code, (houses, done) in sorted(counted.items())]


@dataclass(frozen=True)
class Giver:
    """An organisation that gave: its name and, by item, what it promised and what arrived of it."""

    organisation: Organisation
    rows: tuple[tuple[Item, int, int], ...]


def givers(disaster: Disaster) -> list[Giver]:
    """Who gives, in the order of the first pledge."""
    items = Item.objects.in_bulk()
    rows = (
        Pledge.objects.filter(disaster=disaster, state="open")
        .values("giver", "item")
        .annotate(promised=Sum(F("quantity") - F("released") - F("parted")), came=Sum("delivered"))
        .order_by("giver", "item__position")
    )
    by_giver: dict[int, list[tuple[Item, int, int]]] = {}
    for row in rows:
        if row["promised"]:
            by_giver.setdefault(row["giver"], []).append((items[row["item"]], row["promised"], row["came"]))
    names = Organisation.objects.in_bulk(list(by_giver))
    return [Giver(names[pk], tuple(found)) for pk, found in by_giver.items()]


def points(disaster: Disaster, organisation: Organisation | None = None) -> list[Point]:
    """Shelters and halls, those of the organisation's tambon alone where one is given."""
    rows = Point.objects.filter(disaster=disaster, is_account=False)
    if organisation is not None:
        rows = rows.filter(area_code__startswith=organisation.subdistrict_id)
    return list(rows)


def for_organisation(organisation: Organisation) -> list[Disaster]:
    """What an organisation sees on its page: what is open anywhere, and what it had a part in; the own area first."""
    rows = disasters().filter(
        Q(state="open") | Q(host=organisation) | Q(pledges__giver=organisation) | Q(lists__organisation=organisation)
    )
    found = list(rows.distinct())
    for row in found:
        row.near = reaches(row, organisation)  # type: ignore[attr-defined]
    return sorted(found, key=lambda d: (d.state != "open", not d.near, -d.pk))  # type: ignore[attr-defined]
