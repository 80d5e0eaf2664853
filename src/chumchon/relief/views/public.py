"""What anybody may see: every disaster, and of each what was asked, pledged, is on the way, arrived and is missing."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from chumchon.access.http import public, today
from chumchon.access.pages import worker_script
from chumchon.access.sheets import csv_response
from chumchon.thai.dates import short_th

from ..queries import disasters as queries
from ..words import DISASTER_STATES, DISASTERS
from .common import disaster_of

A_PAGE = 30


@public
@require_safe
def disasters(request: HttpRequest) -> HttpResponse:
    """Every disaster; q, kind, state and area in the address, `?format=csv` the rows as a file."""
    asked = request.GET
    text, kind, state, area = (asked.get(k, "").strip()[:80] for k in ("q", "kind", "state", "area"))
    rows = queries.disasters(
        kind if kind in DISASTERS else "", state if state in DISASTER_STATES else "", area[:8], text
    )
    if asked.get("format") == "csv":
        lines = (
            [d.name_th, d.get_kind_display(), d.host.name_th, short_th(d.from_day), d.get_state_display()] for d in rows
        )
        return csv_response("disasters.csv", ("ภัย", "ชนิด", "ผู้ประสานงาน", "เริ่ม", "สถานะ"), lines)
    page = Paginator(rows, A_PAGE).get_page(asked.get("page"))
    context = {
        "page": page, "q": text, "kind": kind, "state": state, "area": area, "kinds": DISASTERS, "states": DISASTER_STATES,
        "address": urlencode({"q": text, "kind": kind, "state": state, "area": area}),
    }  # fmt: skip
    return render(request, "relief/public_list.html", context)


@public
@require_safe
def disaster(request: HttpRequest, disaster_id: int) -> HttpResponse:
    """One disaster in sums: no name, no house. `?format=csv` gives the table."""
    found = disaster_of(disaster_id)
    rows = queries.sums(found)
    if request.GET.get("format") == "csv":
        head = ("สิ่งของ", "หน่วย", "ขอ", "ให้คำมั่น", "ระหว่างทาง", "ส่งมอบแล้ว", "ยังขาด")
        lines = (
            [r.item.name_th, r.item.unit_th, *(shown(n, r.item.is_money) for n in (r.sums.asked, r.sums.pledged, r.sums.on_the_way, r.sums.delivered, r.sums.missing))]
            for r in rows
        )  # fmt: skip
        return csv_response(f"disaster-{found.pk}.csv", head, lines)
    places = queries.places(found)
    context = {
        "disaster": found, "areas": queries.area_words(found, get_language() == "en"), "rows": rows, "places": places, "givers": queries.givers(found),
        "houses": sum(p.houses for p in places), "done": sum(p.done for p in places), "today": today(),
    }  # fmt: skip
    return render(request, "relief/public.html", context)


def shown(quantity: int, money: bool) -> str:
    """A quantity for a file: baht with two places for money."""
    return f"{quantity // 100}.{quantity % 100:02}" if money else str(quantity)


@public
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the phone's two pages for when there is no signal."""
    return worker_script("relief/js/worker.js")
