"""Events of a body, and the one public calendar with its feed."""

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from chumchon.access.happenings import KINDS, Happening, gather
from chumchon.access.http import actor_of, needs, public, today
from chumchon.access.pages import add_refusal, asked, body_of, do, pages, wants_csv
from chumchon.access.sheets import csv_response
from chumchon.areas.models import District, Province, Subdistrict
from chumchon.areas.queries import search_subdistricts
from chumchon.paper.http import absolute
from chumchon.paper.ics import Event, to_ics
from chumchon.thai.dates import MONTHS, MONTHS_EN, short_th
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import events as acts
from ..forms.knowledge import EventForm, said_of_event
from ..queries import events as queries
from ..rules.events import EVENT_KINDS
from .common import digits, show

MOST = 500
PAST, COMING = timedelta(days=60), timedelta(days=400)
HEAD = ("วันแรก", "วันสุดท้าย", "เวลา", "ชนิด", "งาน", "สถานที่", "ผู้จัด", "พื้นที่", "สถานะ")
FIELDS = {
    "BAD_TITLE": "title", "BAD_PLACE": "place", "PAST_DAY": "day", "FAR_DAY": "day", "BAD_SPAN": "until", "BAD_KIND": "kind",
}  # fmt: skip


@require_safe
@needs("leaders.read")
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The body's events with filters in the address; `?format=csv` gives the rows as a file."""
    return _list(request)


def _list(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    body, day = body_of(request), today()
    filters = queries.Filters(**asked(request, ("kind", "when")))
    rows = queries.listing(body, filters, day)
    if wants_csv(request):
        lines = (
            [
                short_th(e.day), short_th(e.until) if e.until else "", f"{e.starts:%H:%M}", e.get_kind_display(), e.title,
                e.place, body.name_th, body.subdistrict.label, "งด" if e.is_cancelled else "",
            ]
            for e in rows
        )  # fmt: skip
        return csv_response(f"{body.code}-events.csv", HEAD, lines)
    page, address = pages(request, rows)
    context = {"page": page, "address": address, "filters": filters, "kinds": EVENT_KINDS, **more}
    return show(request, "events.html", context, status)


@needs("leaders.write")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """A new event."""
    body, form = body_of(request), EventForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.put(body, form.facts(), actor_of(request), form.cleaned_data["key"], timezone.now(), today())
        except NotAllowed:
            raise
        except Plain as refused:
            add_refusal(form, refused, FIELDS)
        else:
            return redirect("events", code)
    return show(request, "event_form.html", {"form": form}, 422 if request.method == "POST" else 200)


@needs("leaders.write")
def change(request: HttpRequest, code: str, event_id: int) -> HttpResponse:
    """Another day or place."""
    body = body_of(request)
    row = queries.event_of(body, event_id)
    if row is None:
        raise Http404
    form = EventForm(request.POST or None, initial=said_of_event(row))
    if request.method == "POST" and form.is_valid():
        try:
            acts.change(body, event_id, form.facts(), actor_of(request), timezone.now(), today())
        except NotAllowed:
            raise
        except Plain as refused:
            add_refusal(form, refused, FIELDS)
        else:
            return redirect("events", code)
    return show(request, "event_form.html", {"form": form, "event": row}, 422 if request.method == "POST" else 200)


@require_POST
@needs("leaders.write")
def cancel(request: HttpRequest, code: str, event_id: int) -> HttpResponse:
    """It does not take place."""
    body, reason = body_of(request), request.POST.get("reason", "")
    if queries.event_of(body, event_id) is None:
        raise Http404
    act = lambda: acts.cancel(body, event_id, reason, actor_of(request), timezone.now(), today())  # noqa: E731
    back = lambda refused: _list(request, 422, error=refused, opened=event_id)  # noqa: E731
    return do(request, act, "งดงานนี้แล้ว ปฏิทินในโทรศัพท์ของคนที่ติดตามจะเปลี่ยนตาม", "events", back, code)


def _asked(request: HttpRequest) -> tuple[str, str, str, str]:
    """Area (digits), kind, what was typed as a place, and what to say of the place."""
    kind, place = request.GET.get("kind", ""), request.GET.get("place", "").strip()[:80]
    area, words = digits(request.GET.get("area", "")), ""
    if place:
        found = list(search_subdistricts(place, 2))
        if len(found) == 1:
            area = found[0].code
        else:
            words = "ไม่พบตำบลนี้ พิมพ์ชื่อตำบล เว้นวรรค แล้วตามด้วยอำเภอ" if not found else "มีหลายตำบลชื่อนี้ พิมพ์อำเภอต่อท้าย"
    return area, kind if kind in KINDS else "", place, words


def _area_words(area: str) -> str:
    models: dict[int, Any] = {2: Province, 4: District, 6: Subdistrict}
    row = models[len(area)].objects.filter(pk=area).first() if len(area) in models else None
    if row is None:
        return "ทั่วประเทศ"
    return str(row.label) if len(area) == 6 else ("จ." if len(area) == 2 else "อ.") + row.name_th


@public
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """What comes, month by month, by area and kind, with the address to subscribe to; `?format=csv` gives a file."""
    area, kind, place, words = _asked(request)
    day = today()
    rows = [h for h in gather(area, day, day + COMING, kind) if not h.cancelled]
    if wants_csv(request):
        lines = (
            [
                short_th(h.day), short_th(h.until) if h.until else "", f"{h.starts:%H:%M}", KINDS[h.kind], h.title, h.place,
                h.host, h.area_words, "",
            ]
            for h in rows
        )  # fmt: skip
        return csv_response("calendar.csv", HEAD, lines)
    english = get_language() == "en"
    kept = urlencode({k: v for k, v in (("area", area), ("kind", kind)) if v})
    months = [
        (f"{MONTHS_EN[month - 1]} {year}" if english else f"{MONTHS[month - 1]} {year + 543}", list(found))
        for (year, month), found in groupby(rows[:MOST], key=lambda h: _month(h.day, day))
    ]
    context = {
        "months": months, "count": len(rows), "most": MOST, "kinds": KINDS, "kind": kind, "area": area, "place": place,
        "words": words, "where": _area_words(area), "address": kept,
        "feed": absolute(request, reverse("calendar_feed") + (f"?{kept}" if kept else "")),
    }  # fmt: skip
    return render(request, "leaders/calendar.html", context, status=422 if words else 200)


def _month(day: date, now: date) -> tuple[int, int]:
    """What began before this month stands in this month."""
    first = max(day, now.replace(day=1))
    return first.year, first.month


@public
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The same as text/calendar, with what was cancelled, so that phones take it off."""
    area, kind, _, _ = _asked(request)
    day = today()
    rows = gather(area, day - PAST, day + COMING, kind)[:MOST]
    made = to_ics(f"ปฏิทินชุมชน {_area_words(area)}", [_event(request, h) for h in rows])
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="community.ics"'
    return answer


def _event(request: HttpRequest, h: Happening) -> Event:
    zone = timezone.get_current_timezone()
    starts = datetime.combine(h.day, h.starts, zone)
    ends = datetime.combine(h.day, h.ends, zone) if h.ends else None
    about = "\n".join(p for p in (h.host, h.area_words, h.about) if p)
    link = absolute(request, h.link) if h.link else ""
    return Event(
        f"{h.uid}@chumchon",
        starts,
        h.stamp,
        h.title,
        h.place,
        about,
        link,
        h.cancelled,
        ends,
        h.until,
        KINDS[h.kind],
        h.sequence,
    )
