"""The officers' side: the queue of an area, one request with its verdict, the local government's paper, the money."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.access.rules import areas_of, may
from chumchon.access.sheets import csv_response
from chumchon.thai.errors import NotAllowed, Plain
from chumchon.thai.money import baht_plain

from ..actions import desks, paying, signing
from ..forms.desk import LocalHeadForm
from ..models import Award, Request, Round
from ..queries import requests as queries
from ..queries import stops
from ..queries.debts import owed
from ..rules.desks import POSITIONS, STATES, desk_of
from ..rules.reasons import COUNTS
from .fund import paper_response

A_PAGE = 50


@needs("desk.read")
def queue(request: HttpRequest) -> HttpResponse:
    """Requests of the officer's areas: ?round= ?state= ?place= ?q=, `?format=csv`; totals of the page and of everything found."""
    areas = areas_of(actor_of(request), "desk.read", today())
    asked = {part: request.GET.get(part, "").strip()[:80] for part in ("round", "state", "place", "q")}
    rows = queries.queue(areas, asked["round"], asked["state"], asked["place"], asked["q"])
    if request.GET.get("format") == "csv":
        return _csv(rows)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    address = request.GET.copy()
    for part in ("page", "format"):
        address.pop(part, None)
    shown = list(page)
    whole = rows.order_by().aggregate(n=Sum("asking"), s=Sum("asked_satang"), g=Sum("award__share_satang"))
    context = {
        "page": page, "rows": [(r, STATES[r.state], getattr(r, "award", None)) for r in shown], "asked": asked,
        "asking": sum(r.asking for r in shown), "satang": sum(r.asked_satang for r in shown),
        "share": sum(r.award.share_satang for r in shown if hasattr(r, "award")), "whole": whole,
        "states": STATES.items(), "places": queries.places(areas), "rounds": Round.objects.all(), "address": address.urlencode(),
        "may_pay": bool(areas_of(actor_of(request), "match.pay", today())),
        "may_rounds": bool(areas_of(actor_of(request), "match.rounds", today())),
        "payable": [r.pk for r in shown if r.state == "settled"],
    }  # fmt: skip
    return render(request, "matching/queue.html", context)


def _csv(rows: Any) -> HttpResponse:
    head = ["รอบ", "รหัสกองทุน", "กองทุน", "พื้นที่", "สถานะ", "ปีสมาชิกที่นับได้", "ขอ (บาท)", "หักสมทบเกิน (บาท)", "จัดสรร (บาท)"]
    lines = []
    for r in rows:
        award = getattr(r, "award", None)
        lines.append([
            r.round.code, r.fund.code, r.fund.name_th, r.fund.organisation.subdistrict.label, STATES[r.state], r.asking,
            baht_plain(r.asked_satang), baht_plain(award.debt_satang) if award else "", baht_plain(award.share_satang) if award else "",
        ])  # fmt: skip
    return csv_response("match-requests.csv", head, lines)


def _found(request: HttpRequest, request_id: int) -> Request:
    """The request, if it lies in the officer's area. Errors: 404, BEYOND_AREA."""
    found = queries.request(request_id)
    if found is None or not found.count_no:
        raise Http404
    if not may(actor_of(request), "desk.read", found.fund.organisation_id, found.area, today()):
        raise NotAllowed("BEYOND_AREA", "คำขอนี้อยู่นอกพื้นที่ที่คุณดูแล", "This request lies beyond your area.")
    return found


@needs("desk.read")
def one(request: HttpRequest, request_id: int) -> HttpResponse:
    """A request with everything that a desk needs to decide; `?format=pdf|xlsx|csv` is its paper."""
    found = _found(request, request_id)
    if request.GET.get("format"):
        return paper_response(request, found)
    return _page(request, found)


def _page(
    request: HttpRequest, found: Request, error: Plain | None = None, form: LocalHeadForm | None = None, typed: str = ""
) -> HttpResponse:  # fmt: skip
    actor, day, organisation = actor_of(request), today(), found.fund.organisation
    desk = desk_of(found.state)
    held = {p: may(actor, p, organisation.pk, found.area, day) for p in ("match.province", "match.pay")}
    signed = queries.signatures(found)
    award = Award.objects.filter(request=found).select_related("payment__entry_fund").first()
    reasons = queries.reasons(found)
    context = {
        "request_": found, "round": found.round, "organisation": organisation, "state": STATES[found.state], "error": error,
        "signed": [(s, POSITIONS[s.position]) for s in signed], "no_head": queries.missing(signed)[2], "steps": queries.steps(found),
        "reasons": reasons, "counting": next((n for c, _, n in reasons if c == COUNTS), 0), "award": award,
        "payment": getattr(award, "payment", None), "desk": desk,
        "mine": desk is not None and may(actor, desk.permission, organisation.pk, found.area, day),
        "head_form": (form or LocalHeadForm()) if held["match.province"] and found.state == "signed" else None,
        "may_pay": held["match.pay"] and found.state == "settled", "typed": typed,
        "stop": stops.by_findings(organisation), "owed": owed(organisation.pk),
    }  # fmt: skip
    return render(
        request, "matching/desk_request.html", context, status=422 if error or (form and form.errors) else 200
    )


@needs("desk.read")
def decide(request: HttpRequest, request_id: int) -> HttpResponse:
    """POST `desk`, `verdict`, `reason`, `count`: what this desk says of the count that it saw."""
    found = _found(request, request_id)
    if request.method != "POST":
        return redirect("desk_request", request_id)
    seen, reason = request.POST.get("count", ""), request.POST.get("reason", "")[:500]
    try:
        desks.decide(
            found.pk, request.POST.get("desk", ""), request.POST.get("verdict", ""), reason, actor_of(request), timezone.now(),
            today(), int(seen) if seen.isdecimal() else None,
        )  # fmt: skip
    except Plain as refused:
        return _page(request, _found(request, request_id), refused, typed=reason)
    messages.success(request, f"บันทึกแล้ว {STATES[_found(request, request_id).state]}")
    return redirect("desk_request", request_id)


@needs("desk.read")
def local_head(request: HttpRequest, request_id: int) -> HttpResponse:
    """POST: the number of the paper that the local government's head signed."""
    found = _found(request, request_id)
    if request.method != "POST":
        return redirect("desk_request", request_id)
    form = LocalHeadForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form)
    said = form.cleaned_data
    try:
        signing.record_local_head(
            found.pk,
            said["name_th"],
            said["paper_number"],
            said["paper_day"],
            actor_of(request),
            timezone.now(),
            today(),
        )
    except Plain as refused:
        return _page(request, found, refused, form)
    messages.success(request, "บันทึกหนังสือของผู้บริหารท้องถิ่นแล้ว")
    return redirect("desk_request", request_id)


@needs("match.pay")
def pay(request: HttpRequest) -> HttpResponse:
    """POST `request` (one or many): pay each; what cannot be paid says why, the others go on."""
    ids = [int(text) for text in request.POST.getlist("request") if text.isdecimal()]
    done, wrong = 0, []
    for request_id in ids if request.method == "POST" else []:
        found = queries.request(request_id)
        try:
            if found is not None:
                paying.pay(request_id, actor_of(request), timezone.now(), today())
                done += 1
        except Plain as refused:
            wrong.append(f"{found.fund.name_th if found else ''}: {refused.th}")
    if done:
        messages.success(request, f"โอนแล้ว {done:,} กองทุน ลงสมุดทั้งสองฝั่งแล้ว")
    for words in wrong[:5]:
        messages.error(request, words)
    if len(ids) == 1 and queries.request(ids[0]) is not None:
        return redirect("desk_request", ids[0])
    return redirect("desk_requests")
