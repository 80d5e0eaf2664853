"""The calendar of meetings that anybody may see, on a page and as a feed for phones."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from chumchon.access.http import public, today
from chumchon.paper.http import absolute
from chumchon.paper.ics import Event, to_ics

from ..models import Meeting
from ..queries import calendar as queries

MOST = 300
KINDS = (("", "ทุกเวที"), ("local", "ตำบล เทศบาล เขต"), ("province", "จังหวัด"), ("nation", "ระดับชาติ"))


def _filters(request: HttpRequest) -> queries.Filters:
    area = "".join(c for c in request.GET.get("area", "")[:6] if c.isdigit())
    kind = request.GET.get("kind", "")
    return queries.Filters(area, kind if kind in dict(KINDS) else "")


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What comes, by area and kind, with the address to subscribe to."""
    filters = _filters(request)
    rows = [m for m in queries.events(filters, today(), past=False)[:MOST] if m.state != "cancelled"]
    asked = urlencode({k: v for k, v in (("area", filters.area), ("kind", filters.kind)) if v})
    feed = absolute(request, reverse("council_feed") + (f"?{asked}" if asked else ""))
    context = {"rows": rows, "filters": filters, "kinds": KINDS, "feed": feed}
    return render(request, "councils/calendar.html", context)


@public
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The same as text/calendar."""
    rows = queries.events(_filters(request), today())[:MOST]
    made = to_ics("ปฏิทินสภาองค์กรชุมชน", [_event(request, m) for m in rows])
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="councils.ics"'
    return answer


def _event(request: HttpRequest, m: Meeting) -> Event:
    body = m.council.organisation
    starts = timezone.make_aware(datetime.combine(m.day, m.starts))
    return Event(
        str(m.uid), starts, m.called_at, f"{m.get_kind_display()} {body.name_th} {m.label}", m.place, body.subdistrict.label,
        absolute(request, reverse("council", args=[m.council.code])), m.state == "cancelled",
    )  # fmt: skip
