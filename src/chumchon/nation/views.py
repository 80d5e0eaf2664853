"""The national report: public, for any area down to a tambon, every number open down to its rows."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from chumchon.access.http import public, today
from chumchon.access.rules import is_region
from chumchon.access.sheets import csv_response
from chumchon.areas.queries import provinces_of_regions
from chumchon.councils.queries.councils import Figures, figures
from chumchon.thai.dates import parse_day
from chumchon.thai.errors import BadInput
from chumchon.thai.money import baht_plain

from .charts import geometry
from .models import Measure, ReportBatch
from .pages import BY_CODE, SHOWN, AreaPage
from .queries import places, report, rows

ROWS_A_PAGE = 100
BELOW = {
    "region": ("รายภาค", "By region"), "province": ("รายจังหวัด", "By province"), "district": ("รายอำเภอ", "By district"),
    "tambon": ("รายตำบล", "By tambon"), "fund": ("รายกองทุน", "By fund"),
}  # fmt: skip


def english() -> bool:
    """Is English chosen?"""
    return get_language() == "en"


def _day(request: HttpRequest) -> date:
    text = request.GET.get("day", "").strip()
    return parse_day(text, today(), future_ok=True).day if text else today()


def _recorded(area: str) -> Figures:
    """Councils as the registers in this house say, beside what was reported."""
    regions = provinces_of_regions([area]) if is_region(area) else {}
    return figures(*(regions.get(area) or ("-",) if is_region(area) else (area,)))


@public
def national(request: HttpRequest) -> HttpResponse:
    """The report of an area: ?area= (code), ?day= (as of), ?show= (measure of map and trend), ?format=csv&table=."""
    way = places.way(request.GET.get("area", "").strip())
    page = AreaPage(way, _day(request), request.GET.get("show", ""), english())
    if request.GET.get("format") == "csv":
        head, lines = page.table(request.GET.get("table", "areas"))
        return csv_response(f"chumchon-{way[-1].code or 'nation'}.csv", head, lines)
    address = request.GET.copy()
    address.pop("format", None)
    words = _words(english())
    context = {
        "page": page, "address": address.urlencode(), "asked": request.GET, "english": english(),
        "geometry": geometry(), "shown": [(code, words[code]) for code in SHOWN], "show_word": words[page.show],
        "trend_word": words[page.trend_measure], "trend_money": BY_CODE[page.trend_measure].is_money,
        "below_word": BELOW[page.place.below][english()], "recorded": _recorded(page.place.code),
    }  # fmt: skip
    return render(request, "nation/national.html", context)


def _words(in_english: bool) -> dict[str, str]:
    coverage = "Tambons with a fund (%)" if in_english else "ตำบลที่มีกองทุน (ร้อยละ)"
    return {"coverage": coverage, **{m.code: m.name_en if in_english else m.name_th for m in BY_CODE.values()}}


@public
def books(request: HttpRequest) -> HttpResponse:
    """The funds whose own books are open here, with their latest month: ?area=."""
    way = places.way(request.GET.get("area", "").strip())
    found = list(rows.book_funds(way[-1].code))
    if request.GET.get("format") == "csv":
        head = ["พื้นที่", "กองทุน", "เดือน", "สมาชิก", "เงินกองทุน (บาท)", "รหัสตรวจสมุด"]
        lines = (
            [r.area, r.organisation.name_th, r.month, r.members, baht_plain(r.money_satang), r.code] for r in found
        )
        return csv_response("books.csv", head, lines)
    sums = {"members": sum(r.members for r in found), "money": sum(r.money_satang for r in found)}
    context = {"way": way, "rows": found, "sums": sums, "address": request.GET.urlencode(), "english": english()}
    return render(request, "nation/books.html", context)


def _area_and_measure(request: HttpRequest) -> tuple[list[places.Place], Measure, date]:
    way = places.way(request.GET.get("area", "").strip())
    measure = Measure.objects.filter(code=request.GET.get("measure", "members")).first()
    if measure is None:
        raise BadInput("NO_MEASURE", "ไม่มีตัวชี้วัดนี้ กลับไปเลือกจากหน้าภาพรวม", "There is no such measure; choose it again.")
    day = report.days_of("reported", _day(request)).get(measure.code)
    return way, measure, day or date.min


@public
def reported_rows(request: HttpRequest) -> HttpResponse:
    """The rows that one number is the sum of: ?measure=, ?area=, ?day=."""
    way, measure, day = _area_and_measure(request)
    found = rows.rows_under(measure.code, way[-1].code, day)
    if request.GET.get("format") == "csv":
        unit = 100 if measure.is_money else 1
        lines = ([r.area, r.body_code, r.body_th, r.as_of, r.value / unit, r.batch.code] for r in found.iterator())
        return csv_response(f"rows-{measure.code}.csv", ["พื้นที่", "รหัส", "ชื่อ", "ณ วันที่", measure.unit_th, "ชุดข้อมูล"], lines)
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    total = found.aggregate(total=Sum("value"))["total"] or 0
    address = request.GET.copy()
    address.pop("page", None)
    context: dict[str, Any] = {
        "way": way, "measure": measure, "page": page, "total": total, "day": day, "address": address.urlencode(),
        "names": places.province_names(), "batches": ReportBatch.objects.order_by("-as_of"),
        "here": sum(r.value for r in page), "english": english(),
    }  # fmt: skip
    return render(request, "nation/rows.html", context)


@public
def funds(request: HttpRequest) -> HttpResponse:
    """The funds that reported in an area: ?area=, ?q=, ?day=."""
    way = places.way(request.GET.get("area", "").strip())
    day = report.days_of("reported", _day(request)).get("members") or date.min
    text = request.GET.get("q", "").strip()
    found = rows.funds_under(way[-1].code, day, text)
    if request.GET.get("format") == "csv":
        lines = (
            [
                r["area"],
                r["body_code"],
                r["body_th"],
                r["members"],
                baht_plain(r["money"]),
                r["helped"],
                baht_plain(r["paid"]),
            ]
            for r in found
        )
        head = ["พื้นที่", "รหัส", "กองทุน", "สมาชิก", "เงินกองทุน (บาท)", "ผู้รับสวัสดิการ", "จ่ายสวัสดิการ (บาท)"]
        return csv_response("funds.csv", head, lines)
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    sums = {k: sum(r[k] for r in shown) for k in ("members", "money", "helped", "paid")}
    address = request.GET.copy()
    address.pop("page", None)
    context = {
        "way": way, "page": page, "rows": shown, "sums": sums, "q": text, "day": day, "address": address.urlencode(),
        "english": english(),
    }  # fmt: skip
    return render(request, "nation/funds.html", context)
