"""Reads of strong tambons: weights in force, one tambon's years, bands by area, the pace to all tambons."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Avg, Count, Max, QuerySet

from chumchon.access.queries import within
from chumchon.areas.models import Province, Subdistrict

from .. import rules as nation_rules
from ..models import IndicatorWeight, Strength, TambonYear
from ..queries.places import Place, tambons_by_area
from . import rules
from .load import catalogue


def weights() -> dict[str, int]:
    """What every indicator weighs now: the newest that headquarters said, else the file's."""
    said: dict[str, int] = {}
    for code, weight in IndicatorWeight.objects.order_by("id").values_list("code", "weight"):
        said[code] = weight
    return {i.code: said.get(i.code, i.weight) for i in catalogue().indicators}


def history() -> QuerySet[IndicatorWeight]:
    """Every change, newest first."""
    return IndicatorWeight.objects.select_related("actor").order_by("-id")


def years() -> list[int]:
    """Years that were scored, newest first."""
    return list(Strength.objects.values_list("year_be", flat=True).distinct().order_by("-year_be"))


def newest_year() -> int | None:
    """The newest year that was scored."""
    year: int | None = Strength.objects.aggregate(y=Max("year_be"))["y"]
    return year


@dataclass(frozen=True)
class Shown:
    """An indicator of a tambon as a page shows it: thousandths, weight, what was counted and of what (satang where it is money)."""

    indicator: rules.Indicator
    permille: int
    weight: int
    count: int
    of: int

    @property
    def is_money(self) -> bool:
        """Are the counts satang?"""
        return self.indicator.unit == "satang"


@dataclass(frozen=True)
class OfPillar:
    """A pillar of a tambon with its indicators."""

    pillar: rules.Pillar
    permille: int
    shown: list[Shown]


@dataclass(frozen=True)
class Tambon:
    """A tambon's year: its band (None where nothing is recorded), pillars, what would lift it, and its own earlier years."""

    year_be: int
    total: int
    band: rules.Band | None
    pillars: list[OfPillar]
    lifts: list[rules.Lift]
    years: list[tuple[int, int, rules.Band | None]]


def band_of(place: int) -> rules.Band | None:
    """The band by its place; None is "no record yet"."""
    return catalogue().bands[place] if place >= 0 else None


def tambon(code: str, year: int | None = None) -> Tambon | None:
    """One tambon, of the newest year or the one asked for; None before anything was scored. Three queries."""
    book = catalogue()
    rows = {s.year_be: s for s in Strength.objects.filter(area=code).order_by("year_be")}
    newest = year if year is not None else newest_year()
    if newest is None:
        return None
    row = rows.get(newest)
    text = TambonYear.objects.filter(area=code, year_be=newest).values_list("counts", flat=True).first()
    found: dict[str, int] = json.loads(text) if text else {}
    weigh = weights()
    made = rules.score(book, {n: np.array([found.get(n, 0)]) for i in book.indicators for n in i.names()}, weigh)
    pillars = [
        OfPillar(
            p, int(made.pillars[p.code][0]),
            [
                Shown(i, int(made.indicators[i.code][0]), weigh[i.code], found.get(i.count, 0), found.get(i.of, 0) if i.of else i.goal)
                for i in book.of_pillar(p.code)
            ],
        )
        for p in book.pillars
    ]  # fmt: skip
    past = [(s.year_be, s.total, band_of(s.band)) for s in rows.values()]
    return Tambon(
        newest,
        row.total if row else 0,
        band_of(row.band) if row else None,
        pillars,
        rules.lifts(book, found, weigh),
        past,
    )


@dataclass(frozen=True)
class Line:
    """An area of the national picture: how many tambons stand in each band, the best first, and how many have no record."""

    place: Place
    bands: tuple[int, ...]
    unknown: int
    tambons: int

    @property
    def rects(self) -> list[tuple[int, int, int]]:
        """(band's place, from, width) of a bar of a thousand, the best on the left; what is left has no record."""
        made, at = [], 0
        for i, n in enumerate(self.bands):
            width = 1000 * n // self.tambons if self.tambons else 0
            if width:
                made.append((i, at, width))
            at += width
        return made


def lines(places: Sequence[Place], year: int) -> list[Line]:
    """Areas with their bands, in the order given (never by score). One query and the remembered counts of tambons."""
    regions = dict(Province.objects.values_list("code", "region_id"))
    tally: Counter[tuple[str, int]] = Counter()
    for area, band in Strength.objects.filter(year_be=year).values_list("area", "band").iterator(chunk_size=10_000):
        for above in {area, area[:4], area[:2], regions.get(area[:2]) or "", ""}:
            tally[above, band] += 1
    count = tambons_by_area()
    made = []
    for place in places:
        whole = 1 if place.level == "tambon" else count.get(place.code, 0)
        bands = tuple(tally[place.code, i] for i in range(len(catalogue().bands)))
        made.append(Line(place, bands, max(whole - sum(bands), 0), whole))
    return made


def pillar_means(prefixes: Iterable[str], year: int) -> list[int]:
    """The pillars' mean thousandths over the tambons that have a record."""
    rows = Strength.objects.filter(within(prefixes, "area"), year_be=year, band__gte=0)
    said = rows.aggregate(**{f"p{i}": Avg(f"pillar_{i}") for i in range(1, 5)})
    return [int(said[f"p{i}"] or 0) for i in range(1, 5)]


def strong_by_year(prefixes: Iterable[str]) -> list[tuple[int, int]]:
    """(year, tambons in the best band), oldest first."""
    rows = Strength.objects.filter(within(prefixes, "area"), band=0).values_list("year_be").annotate(n=Count("id"))
    return sorted(rows.order_by("year_be"))


def pace(strong: int, tambons: int, year: int) -> nation_rules.Pace:
    """How fast tambons became strong since the beginning, and what all of them by the target year ask for."""
    book = catalogue()
    return nation_rules.pace(strong, tambons, book.start_year_be, year, book.target_year_be)


def tambon_names(district: str) -> dict[str, str]:
    """{code: Thai name} of a district's tambons."""
    return dict(Subdistrict.objects.filter(district_id=district, valid_to=None).values_list("code", "name_th"))
