"""Calls of an officer's areas: written, opened, closed; who fits; the applications and their results."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from chumchon.access.http import actor_of, needs, today
from chumchon.access.pages import add_refusal, asked, do, pages, wants_csv
from chumchon.access.sheets import csv_response
from chumchon.thai.errors import BadInput, NotAllowed, Plain

from ..actions import calls as acts
from ..actions import results
from ..actions.applications import read_paper
from ..forms.applications import DecideForm, DueForm
from ..forms.calls import CallForm, ExtendForm, said_of
from ..models import Application, Call
from ..models.application import STATES as ASKED_STATES
from ..models.call import HELP
from ..queries import applications as application_queries
from ..queries import calls as queries
from ..queries.areas import names_of
from ..rules.conditions import KINDS
from .bodies import cells, due_act
from .common import call_in_area, own_areas, told
from .public import STATES

FIELDS = {
    "BAD_TITLE": "title", "BAD_PURPOSE": "purpose", "BAD_SUMS": "most", "BAD_SPAN": "closes_on", "NO_SOURCE": "source",
    "BAD_SCHEDULE": "schedule", "BAD_PAPERS": "papers", "NO_AREA": "area",
}  # fmt: skip
MANAGED_STATES = (("draft", "ร่าง"), *STATES)


@require_safe
@needs("sources.open")
def manage(request: HttpRequest) -> HttpResponse:
    """Every call of the officer's areas, with what waits in them."""
    filters = queries.Filters(**asked(request, ("help", "state")))
    areas = own_areas(request, "sources.open")
    page, address = pages(request, queries.managed(areas, filters, today()))
    context = {
        "page": page, "address": address, "filters": filters, "sums": queries.sums(page), "helps": HELP, "states": MANAGED_STATES,
        "names": names_of(c.area for c in page), "late": list(application_queries.late(areas, today())[:8]),
        "waiting": application_queries.of_areas(areas, application_queries.Filters(state="sent")).count(), "today": today(),
    }  # fmt: skip
    return render(request, "sources/manage.html", context)


@needs("sources.open")
def new(request: HttpRequest) -> HttpResponse:
    """A draft of a call."""
    form = CallForm(request.POST or None, prefixes=own_areas(request, "sources.open"))
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.write(form.facts(), actor_of(request), form.cleaned_data["key"], timezone.now(), today())
        except NotAllowed as refused:
            form.add_error("area", refused.th)
        except Plain as refused:
            add_refusal(form, refused, FIELDS)
        else:
            return redirect("call_manage", made.pk)
    return render(request, "sources/call_form.html", {"form": form}, status=422 if request.method == "POST" else 200)


@needs("sources.open")
def change(request: HttpRequest, call_id: int) -> HttpResponse:
    """A draft is changed."""
    call = call_in_area(request, call_id, "sources.open")
    if call.state != "draft":
        return redirect("call_manage", call_id)
    form = CallForm(request.POST or None, prefixes=own_areas(request, "sources.open"), initial=said_of(call))
    if request.method == "POST" and form.is_valid():
        try:
            acts.mend(call_id, form.facts(), actor_of(request), timezone.now(), today())
        except NotAllowed as refused:
            form.add_error("area", refused.th)
        except Plain as refused:
            add_refusal(form, refused, FIELDS)
        else:
            return redirect("call_manage", call_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "sources/call_form.html", {"form": form, "call": call}, status=status)


def _page(request: HttpRequest, call: Call, status: int = 200, **more: Any) -> HttpResponse:
    rows = list(
        application_queries.of_areas(own_areas(request, "sources.open"), application_queries.Filters(call=str(call.pk)))
    )
    given = sum(a.given_satang for a in rows)
    context = {
        **told(call), "rows": rows, "sums": application_queries.sums(rows), "left": call.budget_satang - given,
        "history": list(call.steps.select_related("by")), "extend_form": ExtendForm(), "over": call.closes_on < today(), **more,
    }  # fmt: skip
    return render(request, "sources/call_manage.html", context, status=status)


@require_safe
@needs("sources.open")
def one(request: HttpRequest, call_id: int) -> HttpResponse:
    """A call with its applications and what may be done now."""
    return _page(request, call_in_area(request, call_id, "sources.open"))


@require_POST
@needs("sources.open")
def step(request: HttpRequest, call_id: int) -> HttpResponse:
    """Open it, give more time, close it, cancel it (`word`)."""
    call, word, reason = (
        call_in_area(request, call_id, "sources.open"),
        request.POST.get("word", ""),
        request.POST.get("reason", ""),
    )
    actor, now, day = actor_of(request), timezone.now(), today()
    form = ExtendForm(request.POST) if word == "extend" else None
    if form is not None and not form.is_valid():
        return _page(request, call, 422, extend_form=form, opened="extend")

    def act() -> None:
        if word == "open":
            acts.open_call(call_id, actor, now, day)
        elif word == "extend" and form is not None:
            acts.extend(call_id, form.cleaned_data["closes_on"], form.cleaned_data["reason"], actor, now, day)
        elif word == "cancel":
            acts.cancel(call_id, reason, actor, now, day)
        elif word == "close":
            acts.close(call_id, reason, actor, now, day)
        else:
            raise BadInput("BAD_FORM", "เลือกว่าจะทำอะไร เปิดหน้าใหม่", "Say what to do.")

    said = {"open": "เปิดรับแล้ว ใครก็เห็น", "extend": "ขยายเวลาแล้ว", "cancel": "ยกเลิกแล้ว", "close": "ปิดรับแล้ว"}.get(word, "")

    def again(refused: Plain) -> HttpResponse:
        return _page(request, call, 422, error=refused, opened=word, reason=reason)

    return do(request, act, said, "call_manage", again, call_id)


@require_safe
@needs("sources.open")
def candidates(request: HttpRequest, call_id: int) -> HttpResponse:
    """Who of the officer's areas fits, and why the others do not: filters in the address, `?format=csv`."""
    call = call_in_area(request, call_id, "sources.open")
    said = asked(request, ("kind", "fit"))
    kind = said["kind"] if said["kind"] in KINDS else ""
    rows = queries.candidates(call, own_areas(request, "sources.open"), kind, said["text"], today())
    fit = sum(c.open for c in rows)
    if said["fit"] in ("yes", "no"):
        rows = [c for c in rows if c.open == (said["fit"] == "yes")]
    if wants_csv(request):
        head = ("องค์กร", "ชนิด", "พื้นที่", "เข้าเกณฑ์", "เหตุผล", "คำขอ")
        lines = (
            [
                c.name_th, KINDS[c.kind], c.area_words, "เข้า" if c.open else "ยัง",
                " · ".join(f"{m.words}: {m.reason}" for m in c.failing), c.asked,
            ]
            for c in rows
        )  # fmt: skip
        return csv_response(f"call-{call_id}-fits.csv", head, lines)
    page, address = pages(request, rows)
    context = {
        "call": call,
        "page": page,
        "address": address,
        "kinds": KINDS,
        "said": said,
        "fit": fit,
        "count": len(rows),
    }
    return render(request, "sources/candidates.html", context)


@require_safe
@needs("sources.decide")
def applications(request: HttpRequest) -> HttpResponse:
    """What was sent to the calls of the officer's areas, with filters in the address; `?format=csv`."""
    filters = application_queries.Filters(**asked(request, ("state", "call")))
    rows = application_queries.of_areas(own_areas(request, "sources.decide"), filters)
    if wants_csv(request):
        head = ("เลขที่", "แหล่งทุน", "ในนาม", "โครงการ", "ขอ (บาท)", "ได้ (บาท)", "คนได้ประโยชน์", "สถานะ", "เหตุผล")
        return csv_response("applications.csv", head, map(cells, rows))
    page, address = pages(request, rows)
    context = {
        "page": page, "address": address, "filters": filters, "sums": application_queries.sums(page),
        "states": [s for s in ASKED_STATES if s[0] != "draft"],
    }  # fmt: skip
    return render(request, "sources/sent.html", context)


def _application(request: HttpRequest, ask_id: int) -> Application:
    row = application_queries.application(ask_id)
    if row is None:
        raise Http404
    call_in_area(request, row.call_id, "sources.decide")
    return row


def _sent(request: HttpRequest, ask_id: int, status: int = 200, **more: Any) -> HttpResponse:
    row = _application(request, ask_id)
    given = sum(row.call.applications.values_list("given_satang", flat=True))
    context = {
        **told(row.call), "application": row, "left": row.call.budget_satang - given, "met": row.frozen.get("met", []),
        "dues": list(row.dues.prefetch_related("steps__by")), "steps_done": list(row.steps.select_related("by")),
        "form": DecideForm(initial={"given": row.asked_satang}), "due_form": DueForm(initial={"day": today()}), "today": today(),
        "mine": request.user.pk in (row.by_id, row.sent_by_id), **more,
    }  # fmt: skip
    return render(request, "sources/decide.html", context, status=status)


@require_safe
@needs("sources.decide")
def application(request: HttpRequest, ask_id: int) -> HttpResponse:
    """An application as whoever decides reads it."""
    return _sent(request, ask_id)


@require_POST
@needs("sources.decide")
def decide(request: HttpRequest, ask_id: int) -> HttpResponse:
    """Won with a sum, or refused with a reason (`word`)."""
    _application(request, ask_id)
    form, word = DecideForm(request.POST), request.POST.get("word", "")
    if not form.is_valid():
        return _sent(request, ask_id, 422, form=form)
    said, actor, now, day = form.cleaned_data, actor_of(request), timezone.now(), today()

    def act() -> None:
        if word == "win":
            results.win(ask_id, said["given"] or 0, said["words"], actor, now, day)
        elif word == "refuse":
            results.refuse(ask_id, said["words"], actor, now, day)
        else:
            raise BadInput("BAD_FORM", "เลือกว่าให้หรือไม่ให้", "Say whether it is given.")

    words = "ให้ทุนแล้ว ผู้ขอเห็นผลและกำหนดทันที" if word == "win" else "บันทึกผลแล้ว ผู้ขอเห็นเหตุผล"

    def again(refused: Plain) -> HttpResponse:
        return _sent(request, ask_id, 422, form=form, error=refused)

    return do(request, act, words, "application_sent", again, ask_id)


@require_POST
@needs("sources.decide")
def due(request: HttpRequest, ask_id: int) -> HttpResponse:
    """The officer says that the money went or the report came."""
    row = _application(request, ask_id)

    def again(refused: Plain) -> HttpResponse:
        return _sent(request, ask_id, 422, error=refused)

    return do(request, due_act(request, row), "บันทึกแล้ว", "application_sent", again, ask_id)


@never_cache
@require_safe
@needs("sources.decide")
def paper(request: HttpRequest, ask_id: int, ask_sheet_id: int) -> HttpResponse:
    """One paper of an application; the reading is written down."""
    found = _application(request, ask_id)
    row = found.papers.filter(pk=ask_sheet_id).first()
    if row is None:
        raise Http404
    content = read_paper(row, actor_of(request), found.organisation, timezone.now())
    answer = HttpResponse(content, content_type=row.mime)
    answer["Content-Disposition"] = "inline"
    return answer
