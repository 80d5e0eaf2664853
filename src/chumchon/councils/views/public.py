"""What anybody may see: councils and organisations, a council's page, its resolutions' way, the check of a certificate."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chumchon.access.http import public, today
from chumchon.access.sheets import csv_response
from chumchon.thai.dates import short_th

from ..models import Council, Group
from ..models.council import KINDS, STATES
from ..models.group import STATES as GROUP_STATES
from ..queries import councils as queries
from ..queries import groups as group_queries
from ..queries import meetings as meeting_queries
from ..queries import travel
from ..queries.settings import kinds, numbers_on
from .groups import cells, filters_of

A_PAGE = 50
HEAD = ("รหัส", "สภา", "พื้นที่", "สถานะ", "เลขที่", "จัดตั้งเมื่อ", "องค์กร", "สมาชิก", "ประชุมปีนี้")


@public
@require_safe
def councils(request: HttpRequest) -> HttpResponse:
    """Every council with filters in the address; `?format=csv` gives the rows as a file."""
    asked, day = request.GET, today()
    filters = queries.Filters(
        asked.get("q", "").strip(),
        asked.get("area", "")[:6],
        asked.get("kind", ""),
        asked.get("state", ""),
        asked.get("kept", ""),
    )
    least = numbers_on(day).meetings_a_year
    rows = queries.listing(filters, day.year, least)
    if asked.get("format") == "csv":
        lines = (
            [
                c.code, c.organisation.name_th, c.organisation.subdistrict.label, c.get_state_display(), c.label,
                short_th(c.founded_on) if c.founded_on else "", c.group_count, c.seat_count, c.met,
            ]
            for c in rows
        )  # fmt: skip
        return csv_response("councils.csv", HEAD, lines)
    page = Paginator(rows, A_PAGE).get_page(asked.get("page"))
    sums = {name: sum(getattr(c, name) for c in page) for name in ("group_count", "seat_count", "met")}
    address = urlencode({k: v for k, v in asked.items() if k not in ("page", "format") and v})
    context = {
        "page": page, "sums": sums, "filters": filters, "kinds": KINDS, "states": STATES, "least": least, "address": address,
        "figures": queries.figures(filters.area), "year": day.year + 543,
    }  # fmt: skip
    return render(request, "councils/public_list.html", context)


@public
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Registered organisations and those that ended: names, kinds, figures; no founder, no paper."""
    filters = filters_of(request)
    rows = group_queries.listing(filters).filter(state__in=("registered", "ended"))
    if request.GET.get("format") == "csv":
        head = ("เลขที่", "ชื่อ", "ประเภท", "พื้นที่", "สถานะ", "จดแจ้งเมื่อ", "สมาชิก", "เงิน (บาท)", "ที่ดิน", "ป่า", "ยืนยันปี")
        return csv_response("organisations.csv", head, map(cells, rows))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "sums": group_queries.sums(Group.objects.filter(pk__in=[g.pk for g in page])), "filters": filters,
        "kinds": kinds(), "states": [s for s in GROUP_STATES if s[0] in ("registered", "ended")],
        "address": urlencode({k: v for k, v in request.GET.items() if k not in ("page", "format") and v}),
    }  # fmt: skip
    return render(request, "councils/public_groups.html", context)


def _council(code: str) -> Council:
    council = queries.council_of(code)
    if council is None:
        raise Http404
    return council


@public
@require_safe
def council(request: HttpRequest, code: str) -> HttpResponse:
    """A council as anybody sees it: members by position, resolutions and what became of them, meetings kept."""
    found, day = _council(code), today()
    term = found.terms.order_by("-number").first()
    seats = queries.seats_of(term)
    signed = [m for m in meeting_queries.meetings_of(found)[:40] if m.state in ("signed", "held")]
    context = {
        "council": found, "organisation": found.organisation, "term": term, "seats": seats, "today": day,
        "counts": [(word, sum(s.kind == kind for s in seats)) for kind, word in (("representative", "ผู้แทนองค์กร"), ("expert", "ผู้ทรงคุณวุฒิ"), ("delegate", "ผู้แทนสภา"))],
        "capital": group_queries.capital_of(found), "sums": group_queries.sums(Group.objects.filter(council=found, state="registered")),
        "years": meeting_queries.kept_by_year(found, day), "kept": meeting_queries.kept(found, day), "meetings": signed[:8],
        "resolutions": travel.resolutions_of(found).filter(meeting__state="signed")[:30],
        "matters": travel.inbox(found, "")[:30] if not found.is_local else [],
    }  # fmt: skip
    return render(request, "councils/public_council.html", context)


@public
@require_safe
def resolution(request: HttpRequest, code: str, resolution_id: int) -> HttpResponse:
    """The way of a resolution: from the village up and the answer back. Only of signed minutes."""
    found = _council(code)
    row = travel.resolution_of(found, resolution_id)
    if row is None or row.meeting.state != "signed":
        raise Http404
    context = {"council": found, "row": row, "steps": travel.journey_of(row)}
    return render(request, "councils/public_resolution.html", context)


@public
@require_safe
def check(request: HttpRequest, cert_code: str) -> HttpResponse:
    """Is the certificate real and does it still hold? No names of people."""
    group = Group.objects.select_related("kind", "subdistrict__district__province", "council__organisation").filter(
        public_code=cert_code, number__isnull=False
    ).first()  # fmt: skip
    found = Council.objects.select_related("organisation__subdistrict__district__province").filter(
        public_code=cert_code, number__isnull=False
    ).first() if group is None else None  # fmt: skip
    answer = render(
        request, "councils/check.html", {"group": group, "council": found}, status=200 if group or found else 404
    )
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Cache-Control"] = "no-store"
    return answer
