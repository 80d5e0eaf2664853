"""The list of sheets, a new one, the closing with a second person, and the empty sheet on paper."""

from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from chumchon.access.http import actor_of, needs, today
from chumchon.access.sheets import csv_response
from chumchon.paper.typeset import typeset
from chumchon.thai.errors import Clash, Plain
from chumchon.thai.money import baht

from ..actions.sheets import Closing, close_sheet, open_sheet
from ..forms.collecting import OpenForm, SheetFilters, counted
from ..queries.collecting import board
from ..queries.members import villages
from ..queries.sheets import STATES, Asked, blank_rows, sheets, totals
from ..queries.takings import late
from ..rules.cutoff import PIECES
from .collecting import sheet_or_404
from .common import fund_of, must, show

SHEETS_A_PAGE = 50
PAPER = Path(__file__).parent.parent / "papers" / "sheet.typ"


@needs("receipts.read")
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Sheets, newest first, with filters and the totals of exactly what they find. POST: open one, for who collects."""
    fund = fund_of(request)
    if request.method == "POST":
        must(request, "collect.take")
    places = list(villages(fund))
    choices = [(v.number, v.label) for v in places]
    form = OpenForm(choices, request.POST or None, initial={"day": today()})
    if request.method == "POST" and form.is_valid():
        village = next(v for v in places if v.number == form.cleaned_data["village"])
        try:
            made = open_sheet(fund, actor_of(request), village, form.cleaned_data["day"], today(), timezone.now())
            return redirect("sheet", code, made.pk)
        except Plain as refused:
            form.add_error(None, refused.th)
    filters = SheetFilters(choices, STATES, request.GET)
    asked = Asked(**filters.cleaned_data) if filters.is_valid() else Asked()
    found = sheets(fund, asked)
    if request.GET.get("format") == "csv":
        return _csv(found)
    address = {k: v for k, v in request.GET.items() if v and k not in ("page", "format")}
    context = {
        "form": form, "filters": filters, "page": Paginator(found, SHEETS_A_PAGE).get_page(request.GET.get("page")),
        "totals": totals(fund, asked), "address": urlencode(address), "late": len(late(fund)), "villages": places,
        "open": sheets(fund, Asked(state="open"))[:20],
    }  # fmt: skip
    return show(request, "funds/sheets.html", context, 422 if request.method == "POST" else 200)


def _csv(found: Any) -> HttpResponse:
    rows = [
        (s.day, s.village.label, s.collector, s.get_state_display(), s.takings_count, baht(s.taken_satang),
         baht(s.difference_satang), s.witness or "")
        for s in found
    ]  # fmt: skip
    return csv_response("sheets.csv", ("วัน", "หมู่บ้าน", "ผู้เก็บ", "สถานะ", "รายการ", "บาท", "เกินขาด", "ผู้ลงชื่อ"), rows)


@never_cache
@needs("collect.close")
def close(request: HttpRequest, code: str, sheet_id: int) -> HttpResponse:
    """Count, explain, sign. POST: close it; what was typed stays, but never the second person's PIN."""
    found, fund = sheet_or_404(request, sheet_id), fund_of(request)
    if found.state == "closed":
        messages.info(request, "ใบนี้ปิดยอดแล้ว")
        return redirect("sheet", code, sheet_id)
    data = request.POST
    error: Plain | None = None
    if request.method == "POST":
        try:
            said = Closing(counted(data), data.get("reason", ""), data.get("witness", ""), data.get("secret", ""))
            close_sheet(fund, sheet_id, actor_of(request), said, today(), timezone.now())
        except Clash as clash:
            if clash.code != "SHEET_CLOSED":
                error = clash
        except Plain as refused:
            error = refused
        if error is None:
            messages.success(request, "ปิดยอดแล้ว ออกใบเสร็จให้ทุกคนแล้ว")
            return redirect("sheet", code, sheet_id)
    made = board(fund, found)
    pieces = [(p, _piece(p), data.get(f"n{p}", "")) for p in PIECES]
    context = {"sheet": found, "board": made, "pieces": pieces, "error": error, "typed": data}
    return show(request, "funds/sheets_close.html", context, 422 if error else 200)


def _piece(satang: int) -> str:
    kind = "ธนบัตร" if satang >= 2000 else "เหรียญ"
    return f"{kind} {satang // 100:,}" if satang >= 100 else f"{kind} {satang} สต."


@needs("collect.take")
def blank(request: HttpRequest, code: str, village: int) -> HttpResponse:
    """ใบเก็บเงิน of a village to fill in by hand: an A4 PDF, in the order in which it is typed in later."""
    fund = fund_of(request)
    place = next((v for v in villages(fund) if v.number == village), None)
    if place is None:
        raise Http404
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        day = today()
    made = typeset(PAPER, blank_rows(fund, place, day))
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="sheet-{code}-{village}.pdf"'
    return answer
