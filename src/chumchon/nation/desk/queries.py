"""The funds of an officer's area with what tells whether they are well: last entry, committee, agreement, latest figures."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum

from chumchon.access.models import Organisation
from chumchon.access.queries import funds_of
from chumchon.areas.models import District, Province, Region
from chumchon.funds.models import AgreementVersion, CommitteeSeat
from chumchon.ledger.models import Entry

from .. import rules
from ..models import FundMonth

MUST_SIT = ("chair", "treasurer", "secretary")


@dataclass(frozen=True)
class Asked:
    """The filters of the list: place (code prefix or region), months without an entry, empty seats, no agreement."""

    place: str = ""
    text: str = ""
    months: int = 0
    seats: bool = False
    agreement: bool = False


def funds(areas: tuple[str, ...], asked: Asked, day: date) -> QuerySet[Organisation, Any]:
    """The funds of the areas, each with last_day (of the newest entry by day), posted_at, members and money; the silent ones
    by how long."""
    rows = funds_of(_inside(areas, asked.place), asked.text).filter(closed_on__isnull=True)
    entries = Entry.objects.filter(book__organisation=OuterRef("pk"))
    latest = FundMonth.objects.filter(organisation=OuterRef("pk"), month__lte=day).order_by("-month")
    rows = rows.annotate(
        last_day=Subquery(entries.filter(day__lte=day).order_by("-day").values("day")[:1]),
        posted_at=Subquery(entries.order_by("-number").values("posted_at")[:1]),
        members=Subquery(latest.values("members")[:1]),
        money=Subquery(latest.values("money_satang")[:1]),
    )
    if asked.months:
        silent = Q(last_day__isnull=True) | Q(last_day__lt=rules.late_before(day, asked.months))
        rows = rows.filter(silent).order_by("last_day", "code")
    if asked.seats:
        rows = rows.annotate(seated=_seated(day)).filter(Q(seated__isnull=True) | Q(seated__lt=len(MUST_SIT)))
    if asked.agreement:
        rows = rows.annotate(ruled=_ruled(day)).filter(ruled=False)
    return rows


def _seated(day: date) -> Subquery:
    """How many of the seats that must be held are held that day."""
    held = CommitteeSeat.objects.filter(fund__organisation=OuterRef("pk"), from_day__lte=day, position__in=MUST_SIT)
    held = held.filter(Q(until_day__isnull=True) | Q(until_day__gte=day)).order_by()
    return Subquery(held.values("fund").annotate(n=Count("position", distinct=True)).values("n")[:1])


def _ruled(day: date) -> Exists:
    versions = AgreementVersion.objects.filter(fund__organisation=OuterRef("pk"), state="in_force")
    return Exists(versions.filter(effective_from__lte=day))


def _inside(areas: tuple[str, ...], place: str) -> tuple[str, ...]:
    """The areas narrowed to a place: what lies in both."""
    if not place:
        return areas
    wanted = Province.objects.filter(region_id=place).values_list("code", flat=True) if place[0] == "R" else [place]
    return tuple(
        sorted({max(a, w, key=len) for a in areas for w in wanted if a.startswith(w) or w.startswith(a)})
    )  # fmt: skip


def sums(rows: QuerySet[Organisation, Any]) -> dict[str, int]:
    """How many funds, members and satang stand in the whole list."""
    said = rows.aggregate(all_funds=Count("pk"), all_members=Sum("members"), all_money=Sum("money"))
    return {key.removeprefix("all_"): value or 0 for key, value in said.items()}


def months_late(last_day: date | None, day: date) -> int | None:
    """Whole months without an entry; None where the book holds none at all."""
    return None if last_day is None else rules.months_between(last_day, day)


def place_choices(areas: tuple[str, ...], place: str) -> list[tuple[str, str]]:
    """(code, words) to narrow the list by: regions for the nation, provinces, and the districts of a chosen province."""
    made: list[tuple[str, str]] = []
    provinces = list(Province.objects.filter(_begins(areas)).order_by("name_th"))
    if areas == ("",):
        made += [(r.code, f"ภาค{r.name_th}") for r in Region.objects.all()]
    if len(provinces) > 1:
        made += [(p.code, p.name_th) for p in provinces]
    inside = place[:2] if place[:2].isdigit() else provinces[0].code if len(provinces) == 1 else ""
    if inside:
        districts = District.objects.filter(province=inside).order_by("code")
        made += [(d.code, f"– {d.name_th}") for d in districts if _touches(areas, d.code)]
    return made


def _begins(areas: tuple[str, ...]) -> Q:
    begins = Q(pk__in=[])
    for area in areas:
        begins |= Q(code__startswith=area[:2])
    return begins


def _touches(areas: tuple[str, ...], code: str) -> bool:
    return any(code.startswith(a) or a.startswith(code) for a in areas)


def area_words(areas: tuple[str, ...]) -> str:
    """The actor's area in Thai: ทั้งประเทศ, a region's or province's name, or how many provinces."""
    if areas == ("",):
        return "ทั้งประเทศ"
    provinces = {p.code: p for p in Province.objects.filter(_begins(areas)).select_related("region")}
    whole = {code for code in areas if len(code) == 2}
    regions = {p.region_id for p in provinces.values()}
    if len(whole) > 1 and len(regions) == 1:
        region = next(iter(provinces.values())).region
        if region is not None and whole == set(region.provinces.values_list("code", flat=True)):
            return f"ภาค{region.name_th} {len(whole)} จังหวัด"
    names = [provinces[a[:2]].name_th + ("" if len(a) == 2 else f" ({a})") for a in areas if a[:2] in provinces]
    return " ".join(names) if len(names) <= 4 else f"{len(names)} พื้นที่"
