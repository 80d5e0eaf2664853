"""The desk's pages: what waits in the officer's area, its funds, and a fund's whole file."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from chumchon.access.desk import Card
from chumchon.access.http import actor_of, needs, today
from chumchon.access.models import Organisation
from chumchon.access.rules import PERMISSIONS, areas_of, may
from chumchon.access.sheets import csv_response
from chumchon.funds.models import Fund
from chumchon.paper.tables import Report
from chumchon.thai.dates import long_th, short_th
from chumchon.thai.digits import arabic
from chumchon.thai.money import baht_plain

from . import queries, rooms
from .file import facts_table, file_of, months_table
from .queries import Asked

FUNDS_A_PAGE = 100
LATE_MONTHS = 2
MONTHS_CHOICES = ((0, "ทุกกองทุน"), (1, "ขาด 1 เดือนขึ้นไป"), (2, "ขาด 2 เดือนขึ้นไป"), (3, "ขาด 3 เดือนขึ้นไป"), (6, "ขาด 6 เดือนขึ้นไป"), (12, "ขาดเกินหนึ่งปี"))  # fmt: skip


@needs("desk.read")
def frame(request: HttpRequest) -> HttpResponse:
    """What waits in the officer's area today, a card for each kind, and the funds that have been silent longest."""
    actor, day = actor_of(request), today()
    areas = areas_of(actor, "desk.read", day)
    everything = queries.sums(queries.funds(areas, Asked(), day))
    late = queries.funds(areas, Asked(months=LATE_MONTHS), day)
    found = [*rooms.cards(actor, areas, day), *_own_cards(areas, late.count(), day)]
    context = {
        "area": queries.area_words(areas), "sums": everything, "waiting": [c for c in found if c.count],
        "clear": [c for c in found if not c.count], "late": _rows(list(late[:10]), day), "day": day,
        "may_edit": _holds(request, "areas.edit"),
    }  # fmt: skip
    return render(request, "nation/desk/frame.html", context)


def _own_cards(areas: tuple[str, ...], late: int, day: Any) -> list[Card]:
    seats = queries.funds(areas, Asked(seats=True), day).count()
    unruled = queries.funds(areas, Asked(agreement=True), day).count()
    return [
        Card(
            "กองทุนที่สมุดเงียบ", late, f"/desk/funds?months={LATE_MONTHS}", f"ไม่มีรายการตั้งแต่ {LATE_MONTHS} เดือนขึ้นไป", "กองทุน", "clock",
        ),
        Card("กรรมการไม่ครบหรือหมดวาระ", seats, "/desk/funds?seats=1", "ไม่มีประธาน เหรัญญิก หรือเลขานุการในวาระ", "กองทุน", "people"),
        Card("ยังไม่มีข้อตกลงใช้อยู่", unruled, "/desk/funds?agreement=1", "จ่ายสวัสดิการตามข้อตกลงในระบบยังไม่ได้", "กองทุน", "file"),
    ]  # fmt: skip


def _holds(request: HttpRequest, permission: str) -> bool:
    grants = actor_of(request).active_grants()
    return any(permission in PERMISSIONS[g.role] and g.in_force(today()) for g in grants)


def _asked(request: HttpRequest) -> Asked:
    months = arabic(request.GET.get("months", "")).strip()
    return Asked(
        place=arabic(request.GET.get("place", "")).strip()[:6], text=request.GET.get("q", "").strip()[:80],
        months=int(months) if months.isascii() and months.isdigit() and len(months) < 4 else 0,
        seats=request.GET.get("seats") == "1", agreement=request.GET.get("agreement") == "1",
    )  # fmt: skip


@needs("desk.read")
def funds(request: HttpRequest) -> HttpResponse:
    """The funds of the area: ?place= ?months= (silent for so many) ?seats=1 ?agreement=1 ?q=, `?format=csv`."""
    day, asked = today(), _asked(request)
    areas = areas_of(actor_of(request), "desk.read", day)
    found = queries.funds(areas, asked, day)
    if request.GET.get("format") == "csv":
        return _csv(found, day)
    page = Paginator(found, FUNDS_A_PAGE).get_page(request.GET.get("page"))
    rows, address = _rows(list(page), day), request.GET.copy()
    for part in ("page", "format"):
        address.pop(part, None)
    here = {"members": sum(r["fund"].members or 0 for r in rows), "money": sum(r["fund"].money or 0 for r in rows)}
    context = {
        "page": page, "rows": rows, "here": here, "sums": queries.sums(found), "asked": asked, "day": day,
        "places": queries.place_choices(areas, asked.place), "months": MONTHS_CHOICES, "address": address.urlencode(),
        "area": queries.area_words(areas), "now": timezone.now(),
    }  # fmt: skip
    return render(request, "nation/desk/funds.html", context)


def _rows(found: list[Organisation], day: Any) -> list[dict[str, Any]]:
    made = []
    for fund in found:
        last = fund.last_day  # type: ignore[attr-defined]
        late = queries.months_late(last, day)
        made.append({"fund": fund, "last": last, "late": late, "is_late": late is None or late >= LATE_MONTHS})
    return made


def _csv(found: Any, day: Any) -> HttpResponse:
    head = ["รหัสตำบล", "พื้นที่", "รหัส", "กองทุน", "สมาชิก", "เงินกองทุน (บาท)", "รายการล่าสุดในสมุด", "เงียบมากี่เดือน"]
    lines = (
        [o.subdistrict_id, o.subdistrict.label, o.code, o.name_th, o.members or "",
         baht_plain(o.money) if o.money is not None else "", short_th(o.last_day) if o.last_day else "ยังไม่มีรายการ",
         "" if o.last_day is None else queries.months_late(o.last_day, day)]
        for o in found
    )  # fmt: skip
    return csv_response("desk-funds.csv", head, lines)


@needs("desk.read")
def fund(request: HttpRequest, code: str) -> HttpResponse:
    """A fund's whole file; `?check=1` verifies the book now, `?format=csv` gives every table."""
    organisation, day = request.organisation, today()  # type: ignore[attr-defined]
    if not Fund.objects.filter(organisation=organisation).exists():
        return render(request, "nation/desk/other.html", {"organisation": organisation}, status=404)
    found = file_of(organisation, actor_of(request), day, request.GET.get("check") == "1")
    months = months_table(found)
    if request.GET.get("format") == "csv":
        tables = [facts_table(found, day), months, *found.tables, *(table for table, _ in found.rooms)]
        report = Report(f"แฟ้มกองทุน {organisation.name_th} ณ {long_th(day)}", [], tables)
        return csv_response(f"file-{organisation.code}.csv", [report.title], report.csv_rows())
    context = {"file": found, "organisation": organisation, "months": months, "day": day, "desk": True}
    ends = may(actor_of(request), "fund.end", organisation.pk, organisation.subdistrict_id, day)
    context["may_end"] = ends and organisation.closed_on is None
    return render(request, "nation/desk/fund.html", context)
