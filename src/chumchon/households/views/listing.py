"""Households by need: the list of the tambon or a village, its file; and the counts that leave the tambon."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from chumchon.access.http import needs, public, today
from chumchon.access.searching import by_name, searched
from chumchon.access.sheets import csv_response
from chumchon.thai.dates import short_th

from ..queries import listing as queries
from ..queries import outside
from ..queries.registers import villages
from ..rules.counts import LEAST, summed
from .common import beat, looked_at, register_of, show

A_PAGE, MOST_REGISTERS = 60, 50
WHICH = (
    ("", "ทุกบ้านที่เยี่ยมแล้ว"),
    ("need", "เดือดร้อน"),
    ("nobody", "ยังไม่มีใครดูแล"),
    ("late", "เลยกำหนด"),
    ("refused", "ไม่ยินยอมหรือลบแล้ว"),
)
HEAD = (
    "ลำดับ",
    "หมู่",
    "บ้านเลขที่",
    "ชื่อ",
    "คน",
    "คะแนน",
    "แดง",
    "เหลือง",
    "เดือดร้อน",
    "ยังไม่มีใครดูแล",
    "เหตุผล",
    "เยี่ยมล่าสุด",
    "เยี่ยมซ้ำ",
)


def _filters(request: HttpRequest) -> queries.Filters:
    asked = request.GET
    number = asked.get("village", "")
    village = int(number) if number.isascii() and number.isdecimal() and len(number) < 4 else 0
    which = asked.get("which", "")
    return queries.Filters(village, which if which in dict(WHICH) else "", searched(request))


@needs("households.read")
@by_name
@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The list with filters in the address, names sealed; `?format=csv` gives its rows as a file, which the trail tells of."""
    register, filters, day = register_of(request), _filters(request), today()
    context = {
        "filters": filters, "which": WHICH, "villages": villages(register, beat(request)), "doubles": queries.doubles_waiting(register),
        "address": urlencode({k: v for k, v in request.GET.items() if k not in ("page", "format") and v}),
    }  # fmt: skip
    if filters.which == "refused":
        return show(
            request, "refused.html", {**context, "rows": queries.refused(register, filters.village, beat(request))}
        )
    rows = queries.ranked_list(register, filters, day, beat(request))
    as_file = request.GET.get("format") == "csv"
    looked_at(request, as_file)
    if as_file:
        return csv_response(f"{code}-households.csv", HEAD, [_cells(r) for r in rows])
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    sums = queries.sums(list(page.object_list))
    return show(request, "list.html", {**context, "page": page, "sums": sums, "all": queries.sums(rows)})


def _cells(row: queries.ListRow) -> list[object]:
    house = row.house
    return [
        row.place, house.village, house.house_no, row.head, row.people, row.ranked.score, row.ranked.reds, row.ranked.ambers,
        "ใช่" if row.ranked.in_need else "", "ใช่" if row.ranked.nobodys else "", " · ".join(row.ranked.reasons),
        short_th(house.visited_on), short_th(house.revisit_on) if house.revisit_on else "",
    ]  # fmt: skip


@require_safe
@public
def counts(request: HttpRequest) -> HttpResponse:
    """What leaves the tambon: counts of ten and more, by tambon; `?format=csv` gives them as a file."""
    as_file = request.GET.get("format") == "csv"  # its heads are Thai
    english = get_language() == "en" and not as_file
    places = outside.provinces(english)
    area = request.GET.get("area", "")
    area = area if area in {code for code, *_ in places} else ""
    if not area and sum(n for *_, n in places) > MOST_REGISTERS:  # a nation's tambons are no one page
        return render(request, "households/counts.html", {"places": places, "least": LEAST, "choose": True})
    rows = outside.counts(area, english)
    table = [(row, [row.measures[m] for m in outside.MEASURES]) for row in rows]
    if as_file:
        head = ("รหัสตำบล", "ตำบล", "นับถึง", "เยี่ยมแล้ว", *outside.MEASURES.values())
        cells = (
            [r.subdistrict, r.label, short_th(r.until), r.visited, *("" if n is None else n for n in found)]
            for r, found in table
        )
        return csv_response("household-counts.csv", head, cells)
    totals = [summed([row.measures[m] for row in rows]) for m in outside.MEASURES]
    heads = list(outside.MEASURES.values())
    shown = [(row, list(zip(heads, found, strict=True))) for row, found in table]
    context = {
        "table": shown, "heads": heads, "visited": summed([r.visited for r in rows]), "totals": list(zip(heads, totals, strict=True)),
        "least": LEAST, "places": places if len(places) > 1 else (), "area": area,
    }  # fmt: skip
    return render(request, "households/counts.html", context)
