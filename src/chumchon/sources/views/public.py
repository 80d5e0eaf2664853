"""What anybody may see: calls with their conditions, and who won."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chumchon.access.http import public, today
from chumchon.access.pages import asked, pages, wants_csv
from chumchon.access.sheets import csv_response
from chumchon.access.walls import whole_nation
from chumchon.areas.queries import names_of
from chumchon.thai.dates import short_th
from chumchon.thai.money import baht_plain

from ..models.call import HELP
from ..queries import applications
from ..queries import calls as queries
from .common import told

STATES = (("open", "เปิดรับอยู่"), ("coming", "กำลังจะเปิด"), ("over", "หมดเขตแล้ว"))
HEAD = (
    "แหล่งทุน",
    "ผู้ให้",
    "ให้เป็น",
    "พื้นที่",
    "ขอได้ไม่เกิน (บาท)",
    "วงเงินรวม (บาท)",
    "ให้แล้ว (บาท)",
    "เปิดรับ",
    "วันสุดท้าย",
    "สถานะ",
    "คำขอ",
    "ได้ทุน",
)


@public
@require_safe
@whole_nation()  # sums, and the names of bodies that won
def calls(request: HttpRequest) -> HttpResponse:
    """Every call with filters in the address; `?format=csv` gives the rows as a file. At first those that are open."""
    said = asked(request, ("help", "state", "area"))
    if "state" not in request.GET:
        said["state"] = "open"
    filters = queries.Filters(**{**said, "area": "".join(c for c in said["area"][:6] if c in "0123456789")})
    rows = queries.public(filters, today())
    if wants_csv(request):
        names = names_of(c.area for c in rows)
        lines = (
            [
                c.title, c.giver, c.get_help_display(), names.get(c.area, c.area), baht_plain(c.most_satang), baht_plain(c.budget_satang),
                baht_plain(c.given_satang), short_th(c.opens_on), short_th(c.closes_on), c.get_state_display(), c.sent_count, c.won_count,
            ]
            for c in rows
        )  # fmt: skip
        return csv_response("calls.csv", HEAD, lines)
    page, address = pages(request, rows)
    context = {
        "page": page, "address": address, "filters": filters, "sums": queries.sums(page), "helps": HELP, "states": STATES,
        "names": names_of(c.area for c in page), "today": today(),
    }  # fmt: skip
    return render(request, "sources/calls.html", context)


@public
@require_safe
@whole_nation()
def call(request: HttpRequest, call_id: int) -> HttpResponse:
    """One call: for whom, how much, until when, what a winner owes, and who won."""
    found = queries.call_of(call_id)
    if found is None or found.state == "draft":
        raise Http404
    winners = applications.winners(call_id)
    context = {**told(found), "winners": winners, "sums": applications.sums(winners), "today": today()}
    return render(request, "sources/call.html", context)
