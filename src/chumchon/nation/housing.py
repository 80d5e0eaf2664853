"""The nation's page of housing: what was completed, counted from records, beside what was reported; pace, map, tables, files."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chumchon.access.http import public, today
from chumchon.access.rules import is_region
from chumchon.access.sheets import csv_response
from chumchon.areas.queries import provinces_of_regions
from chumchon.homes.queries import national
from chumchon.homes.queries.national import Figures
from chumchon.thai.errors import BadInput
from chumchon.thai.money import baht_plain

from . import rules
from .charts import geometry
from .measures import HOUSING
from .pages import BY_CODE, AreaPage
from .queries import places, report
from .views import english

LEVELS = ("nation", "region", "province")
TABLES = ("records", "programmes", "places", "years")


@dataclass(frozen=True)
class Line:
    """A row of a table: its words, its figures, and what was reported of the same, or None."""

    code: str
    words: str
    figures: Figures
    reported: int | None = None


class HousingPage(AreaPage):
    """The national report's area with its map; the values are the completed units of the records."""

    def __init__(self, way: list[places.Place], day: date, in_english: bool) -> None:
        super().__init__(way, day, "housing", in_english)

    @cached_property
    def provinces(self) -> tuple[str, ...] | None:
        """Codes of two digits inside the area; None: the whole nation."""
        code = self.place.code
        if not code:
            return None
        return tuple(provinces_of_regions([code]).get(code) or ()) if is_region(code) else (code[:2],)

    @cached_property
    def recorded(self) -> national.National:
        """What the records say of the area."""
        return national.national(self.provinces)

    def _map_value(self, code: str, tambons: int) -> float:
        found = self.recorded.by_province.get(code)
        return float(found.units) if found else 0.0

    @cached_property
    def limits(self) -> tuple[float, ...]:
        """A quarter of the provinces that have any in each of four bands; the lowest band has none. Few values: tens."""
        order = sorted(v for v in self._values.values() if v > 0)
        found = tuple(order[len(order) * i // 4] for i in range(4)) if order else ()
        return found if len(set(found)) == 4 else (1.0, 10.0, 100.0, 1000.0)

    @cached_property
    def pace_recorded(self) -> rules.Pace | None:
        """Towards the nation's target from the records alone."""
        target, years = report.housing_target(), self.recorded.years()
        if target is None or not years or self.place.level != "nation":
            return None
        start = min(years[0][0] - 1, self.day.year + 542)
        return rules.pace(years[-1][2], target.value, start, self.day.year + 543, target.year_be)

    @cached_property
    def pace_reported(self) -> rules.Pace | None:
        """Towards it as it was reported."""
        cell = self.cells.get("housing")
        return report.housing_pace(cell.value, cell.as_of.year + 543) if cell and self.place.level == "nation" else None

    @cached_property
    def programmes(self) -> list[Line]:
        """Every programme with anything to show."""
        found = self.recorded.by_programme
        return [
            Line(code, en if self.english else th, found[code])
            for code, th, en, _ in national.programme_names()
            if code in found
        ]

    @cached_property
    def reported(self) -> list[Line]:
        """What was reported by measure, beside the completed units of the records under the same measure."""
        sums: dict[str, Figures] = {}
        for row in self.recorded.rows:
            sums.setdefault(row.measure, Figures()).add(Figures(row.units, row.places))
        return [
            Line(
                m, BY_CODE[m].name_en if self.english else BY_CODE[m].name_th, sums.get(m, Figures()),
                self.cells[m].value if m in self.cells else None,
            )
            for m in HOUSING
        ]  # fmt: skip

    @cached_property
    def places(self) -> list[Line]:
        """The areas below with their figures: regions of the nation, provinces of a region."""
        found, made = self.recorded.by_province, []
        for place in self.below if self.place.level in ("nation", "region") else [self.place]:
            inside = (
                provinces_of_regions([place.code]).get(place.code) or () if is_region(place.code) else (place.code,)
            )
            figures = Figures()
            for code in inside:
                figures.add(found.get(code, Figures()))
            made.append(Line(place.code, self.name(place), figures, self._reported_in(place.code)))
        return made

    def _reported_in(self, code: str) -> int | None:
        cell = self._cells.get(code, {}).get("housing")
        return cell.value if cell else None

    @cached_property
    def years(self) -> list[tuple[int, int | None, int, int]]:
        """(B.E. year, reported until then, completed in it, completed until then by the records), the newest first."""
        said = {day.year + 543: value for day, value in report.series("housing", self.place.code, self.day)}
        kept = {year: (n, until) for year, n, until in self.recorded.years()}
        until, made = 0, []
        for year in sorted({*said, *kept}):
            n, until = kept.get(year, (0, until))
            made.append((year, said.get(year), n, until))
        return made[::-1]

    def file(self, which: str) -> tuple[list[str], list[list[object]]]:
        """A table as rows. Errors: NO_TABLE."""
        figures = ["แห่ง", "แล้วเสร็จ", "บาทต่อหน่วย", "เดือนจากสำรวจถึงเสร็จ", "คืนสินเชื่อตามกำหนด (%)"]
        if which == "years":
            return ["ปี พ.ศ.", "รายงานสะสม", "แล้วเสร็จในปี", "แล้วเสร็จสะสม"], [list(row) for row in self.years]
        if which in ("programmes", "places"):
            lines = self.programmes if which == "programmes" else self.places
            return ["รหัส", "ชื่อ", *figures, "รายงานไว้"], [
                [
                    x.code,
                    x.words,
                    x.figures.places,
                    x.figures.units,
                    *_quality(x.figures),
                    "" if x.reported is None else x.reported,
                ]
                for x in lines
            ]
        if which != "records":
            raise BadInput("NO_TABLE", "ไม่มีตารางนี้ เลือกจากหน้าอีกครั้ง", "There is no such table.")
        names = {code: th for code, th, _, _ in national.programme_names()}
        provinces = places.province_names()
        return ["ตัวชี้วัด", "โครงการ", "รหัสจังหวัด", "จังหวัด", "ปี พ.ศ.", "แห่ง", "แล้วเสร็จ"], [
            [
                BY_CODE[r.measure].name_th,
                names[r.programme],
                r.province,
                provinces.get(r.province, ("", ""))[0],
                r.year_be,
                r.places,
                r.units,
            ]
            for r in self.recorded.rows
        ]


def _quality(figures: Figures) -> list[object]:
    return [
        baht_plain(figures.cost) if figures.cost is not None else "",
        f"{figures.months:.1f}" if figures.months is not None else "",
        f"{figures.repaid:.1f}" if figures.repaid is not None else "",
    ]


@public
def housing(request: HttpRequest) -> HttpResponse:
    """Results of housing: ?area= (nation, region or province), ?format=csv&table=records|programmes|places|years."""
    way = [p for p in places.way(request.GET.get("area", "").strip()) if p.level in LEVELS]
    page = HousingPage(way, today(), english())
    if request.GET.get("format") == "csv":
        which = request.GET.get("table", "records")
        head, lines = page.file(which)
        return csv_response(f"housing-{which}-{way[-1].code or 'nation'}.csv", head, lines)
    context: dict[str, Any] = {
        "page": page, "total": page.recorded.total, "english": english(), "geometry": geometry(), "area": way[-1].code,
        "said": page.cells.get("housing"),
    }  # fmt: skip
    return render(request, "nation/housing_results.html", context)
