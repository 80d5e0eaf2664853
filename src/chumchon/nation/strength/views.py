"""The public pages of strong tambons: the national picture by area, what is counted and how; and headquarters' weights."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from chumchon.access.http import actor_of, needs, public, today
from chumchon.access.sheets import csv_response
from chumchon.areas.queries import provinces_of_regions
from chumchon.thai.errors import NotAllowed, Plain

from ..columns.layout import year_of
from ..queries import places
from . import actions, queries
from .load import catalogue

HEADS = ("พื้นที่", "รหัส", "ตำบลทั้งหมด", "ยังไม่มีข้อมูล")


def _english() -> bool:
    return get_language() == "en"


def _prefixes(area: str) -> tuple[str, ...]:
    return tuple(provinces_of_regions([area]).get(area, frozenset())) if area.startswith("R") else (area,)


def _year(request: HttpRequest, known: list[int]) -> int | None:
    text = request.GET.get("year", "")
    asked = int(text) if text.isdecimal() and len(text) == 4 else 0
    return asked if asked in known else (known[0] if known else None)


@public
def picture(request: HttpRequest) -> HttpResponse:
    """How many tambons stand in each band, by area: ?area=, ?year=, `?format=csv`. Areas in their own order, never ranked."""
    way = places.way(request.GET.get("area", "").strip())
    place, book, known = way[-1], catalogue(), queries.years()
    year = _year(request, known)
    below = places.children(place)
    rows = queries.lines([place, *below], year) if year is not None else []
    whole, lines = (rows[0], rows[1:]) if rows else (None, [])
    if request.GET.get("format") == "csv":
        head = [*HEADS[:3], *(b.name_th for b in book.bands), HEADS[3]]
        table = ([x.place.th, x.place.code, x.tambons, *x.bands, x.unknown] for x in lines)
        return csv_response(f"strength-{place.code or 'nation'}-{year}.csv", head, table)
    context: dict[str, Any] = {
        "way": way, "place": place, "english": _english(), "year": year, "years": known, "whole": whole, "lines": lines,
        "bands": [(i, b) for i, b in enumerate(book.bands)], "book": book,
        "sums": [sum(x.bands[i] for x in lines) for i in range(len(book.bands))],
        "running": year == year_of(today()), "unknown": sum(x.unknown for x in lines), "tambons": sum(x.tambons for x in lines),
    }  # fmt: skip
    if whole is not None and year is not None:
        prefixes = _prefixes(place.code)
        context |= {
            "pillars": list(zip(book.pillars, queries.pillar_means(prefixes, year), strict=True)),
            "pace": queries.pace(whole.bands[0], whole.tambons, year), "history": queries.strong_by_year(prefixes),
        }  # fmt: skip
    return render(request, "nation/strength/picture.html", context)


@public
def indicators(request: HttpRequest) -> HttpResponse:
    """What is counted, from which records, by which formula, with which weight, and every change of a weight."""
    book, weights = catalogue(), queries.weights()
    if request.GET.get("format") == "csv":
        head = ["เสาหลัก", "รหัส", "ตัวชี้วัด", "คำอธิบาย", "ที่มา", "สูตร", "นับ", "ของ", "เป้า", "น้ำหนัก"]
        rows = (
            [i.pillar, i.code, i.name_th, i.definition_th, i.source_th, i.formula, i.count, i.of, i.goal or "", weights[i.code]]
            for i in book.indicators
        )  # fmt: skip
        return csv_response("indicators.csv", head, rows)
    context = {"english": _english(), **_catalogue(weights), "history": queries.history()[:50]}
    return render(request, "nation/strength/indicators.html", context)


def _catalogue(weights: dict[str, int]) -> dict[str, Any]:
    book = catalogue()
    pillars = [
        (p, [(i, weights[i.code]) for i in book.of_pillar(p.code)], sum(weights[i.code] for i in book.of_pillar(p.code)))
        for p in book.pillars
    ]  # fmt: skip
    return {"book": book, "pillars": pillars, "total": sum(weights.values()), "bands": book.bands}


@needs("indicators.settings")
def weigh(request: HttpRequest) -> HttpResponse:
    """Headquarters changes weights, with a reason; every tambon is scored anew at once."""
    weights = queries.weights()
    error, typed, reason = None, {}, ""
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        typed = {code: request.POST.get(code, "") for code in weights}
        asked = {code: int(text) if text.isdecimal() and len(text) < 5 else -1 for code, text in typed.items()}
        try:
            made = actions.set_weights(asked, reason, actor_of(request), timezone.now(), today())
            messages.success(request, f"เปลี่ยนน้ำหนัก {len(made)} ตัวชี้วัด และให้คะแนนทุกตำบลใหม่แล้ว")
            return redirect("desk_indicators")
        except NotAllowed:
            raise
        except Plain as refused:
            error = refused
    context = {
        **_catalogue(weights), "error": error, "typed": typed, "reason": reason, "history": queries.history()[:50],
        "shown": [(p, [(i, typed.get(i.code, w), w) for i, w in rows], n) for p, rows, n in _catalogue(weights)["pillars"]],
    }  # fmt: skip
    return render(request, "nation/strength/weigh.html", context, status=422 if error else 200)
