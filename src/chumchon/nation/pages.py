"""Everything the page of one area shows, read with a fixed number of queries and ready for the template."""

import itertools
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from chumchon.thai.money import baht

from . import charts, rules
from .measures import HOUSING, MEASURES
from .models import ReportBatch
from .queries import places, report, rows
from .queries.report import Cell

SHOWN = ("coverage", "members", "fund_money", "recipients", "welfare_paid", "housing", "councils")
BY_CODE = {m.code: m for m in MEASURES}


@dataclass(frozen=True)
class Line:
    """A row of the table of areas: the place, its cells by measure, tambons with a fund and all of them."""

    place: places.Place
    cells: dict[str, int]
    covered: int
    tambons: int

    @property
    def percent(self) -> float:
        """Tambons with a fund in a hundred."""
        return 100 * self.covered / self.tambons if self.tambons else 0.0


class AreaPage:
    """The national report for the last place of `way`, as of a day; `show` is what map and trend speak of."""

    def __init__(self, way: list[places.Place], day: date, show: str, english: bool) -> None:
        self.way, self.place, self.day, self.english = way, way[-1], day, english
        self.show = show if show in SHOWN else "coverage"
        self.region = next((p.code for p in way if p.level == "region"), "")
        self.province = next((p.code for p in way if p.level == "province"), "")

    def name(self, place: places.Place) -> str:
        """In the language of the page."""
        return place.en if self.english else place.th

    @cached_property
    def below(self) -> list[places.Place]:
        """Areas one step below."""
        return places.children(self.place)

    @cached_property
    def _cells(self) -> dict[str, dict[str, Cell]]:
        codes = [self.place.code, *(p.code for p in self.below), *charts.geometry()["provinces"]]
        return report.figures(codes, self.day)

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """The figures of the area itself; a tambon's are summed from its rows."""
        if self.place.level == "tambon":
            day = self.as_of or self.day
            sums = rows.tambon_sums([self.place.code], day)[self.place.code]
            return {m: Cell(v, day, 0, 1) for m, v in sums.items()}
        return self._cells[self.place.code]

    @cached_property
    def as_of(self) -> date | None:
        """The day of the newest figure of the funds."""
        return report.days_of("reported", self.day).get("members")

    @cached_property
    def books(self) -> dict[str, Cell]:
        """The same figures summed from books; never added to the reported ones."""
        return report.figures([self.place.code], self.day, "books")[self.place.code]

    @cached_property
    def batch(self) -> ReportBatch | None:
        """Where the reported figures came from."""
        return ReportBatch.objects.filter(as_of__lte=self.day).order_by("-as_of").first()

    @cached_property
    def stats(self) -> list[dict[str, Any]]:
        """The four tiles: value, unit, note, the measure whose rows it opens."""
        c = self.cells
        funds, members = (c[m].value if m in c else 0 for m in ("funds", "members"))
        made = []
        for code in ("funds", "members", "fund_money", "welfare_paid"):
            value, measure = (c[code].value if code in c else 0), BY_CODE[code]
            made.append({
                "code": code, "name": measure.name_en if self.english else measure.name_th,
                **self._size(value, measure.is_money, measure.unit_en if self.english else measure.unit_th),
                "note": self._note(code, value, funds, members),
            })  # fmt: skip
        return made

    def _size(self, value: int, is_money: bool, unit: str) -> dict[str, str]:
        if is_money and value >= 10**8:  # a million baht
            text = f"{value / 10**8:,.1f}".removesuffix(".0")
            return {"value": text, "unit": "million baht" if self.english else "ล้านบาท", "exact": baht(value)}
        if is_money:
            return {"value": baht(value).removesuffix(".00"), "unit": unit, "exact": ""}
        return {"value": f"{value:,}", "unit": unit, "exact": ""}

    def _note(self, code: str, value: int, funds: int, members: int) -> str:
        helped = self.cells["recipients"].value if "recipients" in self.cells else 0
        covered, tambons = self.covered
        if code == "funds":
            return f"in {covered:,} of {tambons:,} tambons" if self.english else f"ใน {covered:,} จาก {tambons:,} ตำบล"
        if code == "members":
            each = members // funds if funds else 0
            return f"{each:,} a fund on average" if self.english else f"เฉลี่ย {each:,} คนต่อกองทุน"
        if code == "fund_money":
            each = value // members // 100 if members else 0
            return f"{each:,} baht a member" if self.english else f"เฉลี่ย {each:,} บาทต่อสมาชิก"
        return f"{helped:,} people helped" if self.english else f"ผู้รับ {helped:,} คน"

    @cached_property
    def covered(self) -> tuple[int, int]:
        """Tambons with a fund, and all tambons of the area."""
        if self.place.level == "tambon":
            return (1 if self.cells.get("funds") else 0), 1
        cell = self.cells.get("funds")
        return (cell.places if cell else 0), places.tambons_by_area().get(self.place.code, 0)

    @cached_property
    def lines(self) -> list[Line]:
        """The table of the areas below."""
        tambons = places.tambons_by_area()
        if self.place.level == "district":
            day, codes = self.as_of or self.day, [p.code for p in self.below]
            sums = rows.district_sums(self.place.code, codes, day)
            gone = places.named([code for code in sums if code not in codes])
            now = [Line(p, sums[p.code], 1 if sums[p.code].get("funds") else 0, 1) for p in self.below]
            return now + [Line(p, sums[p.code], 0, 0) for p in gone]
        made = []
        for p in self.below:
            cells = self._cells[p.code]
            covered = cells["funds"].places if "funds" in cells else 0
            made.append(Line(p, {m: c.value for m, c in cells.items()}, covered, tambons.get(p.code, 0)))
        return made

    @cached_property
    def sums(self) -> dict[str, int]:
        """The total of exactly the lines shown."""
        made = {m.code: sum(line.cells.get(m.code, 0) for line in self.lines) for m in MEASURES}
        return {**made, "covered": sum(x.covered for x in self.lines), "tambons": sum(x.tambons for x in self.lines)}

    @cached_property
    def map(self) -> list[dict[str, Any]]:
        """A shape a province: path, band 0 to 4, words for the pointer, whether it lies outside the area shown."""
        shapes, names, values = charts.geometry()["provinces"], places.province_names(), self._values
        inside = {p.code for p in self.below} if self.place.level == "region" else None
        made = []
        for code, shape in shapes.items():
            far = (inside is not None and code not in inside) or (self.province not in ("", code))
            th, en = names.get(code, (code, code))
            made.append({
                "code": code, "d": shape["d"], "band": rules.band(values[code], self.limits), "far": far,
                "here": code == self.province, "name": en if self.english else th,
                "words": self._map_words(values[code]),
            })  # fmt: skip
        return made

    def _map_value(self, code: str, tambons: int) -> float:
        cells = self._cells[code]
        if self.show == "coverage":
            return 100 * cells["funds"].places / tambons if "funds" in cells and tambons else 0
        cell = cells.get(self.show)
        return (cell.value / (100 if BY_CODE[self.show].is_money else 1)) if cell else 0

    @cached_property
    def _values(self) -> dict[str, float]:
        tambons = places.tambons_by_area()
        return {code: self._map_value(code, tambons.get(code, 0)) for code in charts.geometry()["provinces"]}

    @cached_property
    def limits(self) -> tuple[float, ...]:
        """Where the bands of the map begin: fixed for percents, else a fifth of the provinces in each."""
        if self.show == "coverage":
            return charts.PERCENT_BANDS
        order = sorted(self._values.values())
        return tuple(order[len(order) * i // 5] for i in range(1, 5))

    @cached_property
    def labels(self) -> list[dict[str, Any]]:
        """A few names on the map, so that an eye finds its way; more inside a region."""
        shapes, names = charts.geometry()["provinces"], places.province_names()
        codes = charts.LABELLED if self.place.level == "nation" else [p.code for p in self.below if p.code in shapes]
        codes = [self.province] if self.province else codes
        return [{**shapes[c], "name": names[c][self.english]} for c in codes if c in names]

    def _map_words(self, value: float) -> str:
        if self.show == "coverage":
            return f"{value:.0f}%"
        measure = BY_CODE[self.show]
        return f"{value:,.0f} {measure.unit_en if self.english else measure.unit_th}"

    @cached_property
    def legend(self) -> list[dict[str, Any]]:
        """The five bands with their words, from the lowest."""
        low = [f"{x:,.0f}" for x in self.limits]
        below, above = ("below {}", "{} and more") if self.english else ("ต่ำกว่า {}", "{} ขึ้นไป")
        words = [below.format(low[0])]
        words += [f"{a}–{b}" for a, b in itertools.pairwise(low)]
        return [{"band": i, "words": w} for i, w in enumerate([*words, above.format(low[-1])])]

    @cached_property
    def inset(self) -> list[dict[str, Any]]:
        """Bangkok and its neighbours once more, larger."""
        by_code = {shape["code"]: shape for shape in self.map}
        return [{**by_code[c], "d": s["d"]} for c, s in charts.geometry()["inset"]["provinces"].items()]

    @cached_property
    def trend_measure(self) -> str:
        """Coverage has no history of its own: the money of the funds stands there."""
        return self.show if self.show in ("members", "recipients", "welfare_paid") else "fund_money"

    @cached_property
    def history(self) -> list[tuple[int, date, int]]:
        """(B.E. year, day, value) of the trend's measure, oldest first. A district and below has one year only."""
        found = report.series(self.trend_measure, self.place.code, self.day)
        return [(day.year + 543, day, value) for day, value in found]

    @cached_property
    def trend(self) -> charts.Trend | None:
        """The chart; money in thousand million baht for the nation, else in million."""
        size = self.trend_size
        points = [(year, value / size) for year, _, value in self.history]
        return charts.trend(points, f"{points[-1][1]:,.1f}") if points else None

    @cached_property
    def trend_size(self) -> int:
        """What one unit of the chart's axis is, in stored units."""
        if BY_CODE[self.trend_measure].is_money:
            return 10**11 if self.place.level == "nation" and self.trend_measure == "fund_money" else 10**8
        return 10**6 if self.place.level == "nation" else 1000

    @cached_property
    def trend_words(self) -> str:
        """The unit of the axis in words."""
        th, en = {
            10**11: ("พันล้านบาท", "thousand million baht"), 10**8: ("ล้านบาท", "million baht"),
            10**6: ("ล้านคน", "million persons"), 1000: ("พันคน", "thousand persons"),
        }[self.trend_size]  # fmt: skip
        return en if self.english else th

    @cached_property
    def housing(self) -> dict[str, Any] | None:
        """The bar of the programmes and the pace to the target; only for the nation has the target a place."""
        if "housing" not in self.cells:
            return None
        parts = [
            (m, BY_CODE[m].name_en if self.english else BY_CODE[m].name_th, self.cells[m].value)
            for m in HOUSING
            if m in self.cells
        ]
        done, year = self.cells["housing"].value, self.cells["housing"].as_of.year + 543
        pace = report.housing_pace(done, year) if self.place.level == "nation" else None
        return {"slices": charts.bar(parts, pace.target if pace else done), "done": done, "pace": pace}

    def table(self, which: str) -> tuple[list[str], list[list[object]]]:
        """A table of the page as rows for a file: areas, map, trend or housing."""
        if which == "trend":
            unit = 100 if BY_CODE[self.trend_measure].is_money else 1
            return ["ปี พ.ศ.", "ณ วันที่", BY_CODE[self.trend_measure].name_th], [
                [year, day, value / unit] for year, day, value in self.history
            ]
        if which == "map":
            return ["รหัส", "จังหวัด", "ค่า"], [[s["code"], s["name"], s["words"]] for s in self.map]
        if which == "housing" and self.housing:
            return ["โครงการ", "ครัวเรือน/ราย"], [[s.words, s.value] for s in self.housing["slices"]]
        codes = ["funds", "members", "fund_money", "recipients", "welfare_paid", "housing", "councils"]
        lines: list[list[object]] = [
            [x.place.code, self.name(x.place), x.covered, x.tambons]
            + [x.cells.get(c, 0) / (100 if BY_CODE[c].is_money else 1) for c in codes]
            for x in self.lines
        ]
        return ["รหัส", "พื้นที่", "ตำบลที่มีกองทุน", "ตำบล", *(BY_CODE[c].name_th for c in codes)], lines
