"""Doors of a body: which calls it fits and why not the others; its applications, their papers, results and due days."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from chumchon.access.http import actor_of, needs, today
from chumchon.access.pages import add_refusal, asked, body_of, do, pages, wants_csv
from chumchon.access.sheets import csv_response
from chumchon.councils.models import Group
from chumchon.paper.http import absolute
from chumchon.paper.scans import clean
from chumchon.thai.dates import short_th
from chumchon.thai.errors import BadInput, NotAllowed, Plain
from chumchon.thai.money import baht_plain

from ..actions import applications as acts
from ..actions import results
from ..forms.applications import AskForm, DueForm, said_of
from ..models import Application
from ..models.application import STATES
from ..queries import applications as queries
from ..queries import calls as call_queries
from ..queries.papers import held, make
from .common import show, told

HEAD = ("เลขที่", "แหล่งทุน", "ในนาม", "โครงการ", "ขอ (บาท)", "ได้ (บาท)", "คนได้ประโยชน์", "สถานะ", "เหตุผล")
FIELDS = {"BAD_TITLE": "title", "BAD_TEXT": "text", "BAD_SUM": "asked", "BAD_PEOPLE": "people", "NO_GROUP": "group"}


def _group(request: HttpRequest, groups: list[Group]) -> Group | None:
    """For which organisation of the register the page is looked at (`?for=`)."""
    wanted = request.GET.get("for", "")
    return next((g for g in groups if str(g.pk) == wanted), None)


@require_safe
@needs("sources.read")
def doors(request: HttpRequest, code: str) -> HttpResponse:
    """Open calls for the body (or `?for=` one of its organisations): those that fit, and why the others do not; `?format=csv`."""
    body, day = body_of(request), today()
    groups = queries.groups_of(body)
    group, only = _group(request, groups), request.GET.get("only", "")
    mine = Application.objects.filter(organisation=body, group=group).exclude(state="withdrawn")
    rows = call_queries.doors_of(body, group, call_queries.open_calls(body.subdistrict_id, day), mine, day)
    fit = sum(d.open for d in rows)
    shown = [d for d in rows if only != "fit" or d.open]
    if wants_csv(request):
        head = ("แหล่งทุน", "ผู้ให้", "วันสุดท้าย", "ขอได้ไม่เกิน (บาท)", "เข้าเกณฑ์", "เหตุผล")
        lines = (
            [
                d.call.title, d.call.giver, short_th(d.call.closes_on), baht_plain(d.call.most_satang), "เข้า" if d.open else "ยัง",
                " · ".join(f"{m.words}: {m.reason}" for m in d.failing),
            ]
            for d in shown
        )  # fmt: skip
        return csv_response(f"{code}-doors.csv", head, lines)
    context = {
        "doors": shown, "fit": fit, "count": len(rows), "groups": groups, "group": group, "only": only,
        "dues": queries.due_soon(body, day), "most": sum(d.call.most_satang for d in shown),
    }  # fmt: skip
    return show(request, "doors.html", context)


@needs("sources.read")
def door(request: HttpRequest, code: str, call_id: int) -> HttpResponse:
    """A call beside the body: every condition, every paper; whoever may writes the application here."""
    return _door(request, call_id)


def _door(request: HttpRequest, call_id: int, form: AskForm | None = None, status: int = 200) -> HttpResponse:
    body, day = body_of(request), today()
    call = call_queries.call_of(call_id)
    if call is None or call.state == "draft" or not body.subdistrict_id.startswith(call.area):
        raise Http404
    groups = queries.groups_of(body)
    group = _group(request, groups)
    mine = list(Application.objects.filter(organisation=body, group=group, call=call).exclude(state="withdrawn"))
    found = call_queries.doors_of(body, group, [call], mine, day)[0]
    initial = {"group": group.pk if group else ""}
    context = {
        **told(call), "door": found, "papers_held": held(call.papers, body, group), "group": group, "groups": groups,
        "form": form or AskForm(groups=groups, name_th=body.name_th, initial=initial),
        "takes": call.state == "open" and call.closes_on >= day,
    }  # fmt: skip
    return show(request, "door.html", context, status)


@require_POST
@needs("sources.apply")
def ask(request: HttpRequest, code: str, call_id: int) -> HttpResponse:
    """The draft is kept; it is sent from its own page."""
    body = body_of(request)
    form = AskForm(request.POST, groups=queries.groups_of(body), name_th=body.name_th)
    if form.is_valid():
        try:
            made = acts.write(
                body,
                call_id,
                form.group_id(),
                form.facts(),
                actor_of(request),
                form.cleaned_data["key"],
                timezone.now(),
                today(),
            )
        except NotAllowed:
            raise
        except Plain as refused:
            add_refusal(form, refused, FIELDS)
        else:
            return redirect("application", code, made.pk)
    return _door(request, call_id, form, 422)


@require_safe
@needs("sources.read")
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The body's applications with filters in the address; `?format=csv` gives the rows as a file."""
    filters = queries.Filters(**asked(request, ("state",)))
    rows = queries.of_body(body_of(request), filters)
    if wants_csv(request):
        return csv_response(f"{code}-applications.csv", HEAD, map(cells, rows))
    page, address = pages(request, rows)
    context = {"page": page, "address": address, "filters": filters, "states": STATES, "sums": queries.sums(page)}
    return show(request, "applications.html", context)


def cells(a: Application) -> list[Any]:
    """A row of the file."""
    return [
        a.number or "", a.call.title, a.name_th, a.title, baht_plain(a.asked_satang), baht_plain(a.given_satang), a.people,
        a.get_state_display(), a.reason,
    ]  # fmt: skip


def application_of(request: HttpRequest, application_id: int) -> Application:
    """The body's application, else 404."""
    row = queries.application_of(body_of(request), application_id)
    if row is None:
        raise Http404
    return row


def _page(request: HttpRequest, application_id: int, status: int = 200, **more: Any) -> HttpResponse:
    row, day = application_of(request, application_id), today()
    call = row.call
    found = call_queries.doors_of(row.organisation, row.group, [call], [], day)[0] if row.state == "draft" else None
    context = {
        **told(call), "application": row, "door": found,
        "papers_held": held(call.papers, row.organisation, row.group) if row.state == "draft" else [],
        "dues": list(row.dues.prefetch_related("steps__by")), "steps_done": list(row.steps.select_related("by")),
        "due_form": DueForm(initial={"day": day}), **more,
    }  # fmt: skip
    return show(request, "application.html", context, status)


def again(request: HttpRequest, application_id: int, **more: Any) -> Callable[[Plain], HttpResponse]:
    """The page once more with the refusal's sentence."""
    return lambda refused: _page(request, application_id, 422, error=refused, **more)


@require_safe
@needs("sources.read")
def one(request: HttpRequest, code: str, application_id: int) -> HttpResponse:
    """An application with everything that became of it."""
    return _page(request, application_id)


@needs("sources.apply")
def change(request: HttpRequest, code: str, application_id: int) -> HttpResponse:
    """A draft is changed."""
    body, row = body_of(request), application_of(request, application_id)
    form = AskForm(request.POST or None, groups=(), name_th=body.name_th, initial=said_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            acts.mend(body, application_id, form.facts(), actor_of(request), timezone.now(), today())
        except NotAllowed:
            raise
        except Plain as refused:
            add_refusal(form, refused, FIELDS)
        else:
            return redirect("application", code, application_id)
    context = {"form": form, "application": row}
    return show(request, "ask_form.html", context, 422 if request.method == "POST" else 200)


@require_POST
@needs("sources.apply")
def papers(request: HttpRequest, code: str, application_id: int) -> HttpResponse:
    """A paper that the body brings along."""
    body, label = body_of(request), request.POST.get("label", "")
    application_of(request, application_id)

    def act() -> None:
        file = request.FILES.get("paper")
        if file is None:
            raise BadInput("NO_FILE", "ยังไม่ได้เลือกไฟล์ ถ่ายรูปเอกสารหรือเลือกไฟล์ PDF", "Nothing was chosen.")
        acts.add_paper(body, application_id, label, clean(file.read()), actor_of(request), timezone.now(), today())

    back = again(request, application_id, label=label)
    return do(request, act, "แนบเอกสารแล้ว", "application", back, code, application_id)


@require_POST
@needs("sources.apply")
def send(request: HttpRequest, code: str, application_id: int) -> HttpResponse:
    """It goes to whoever decides, with the papers of the house as they stand now."""
    body, row, day = body_of(request), application_of(request, application_id), today()
    origin = absolute(request, "/").rstrip("/")

    def act() -> None:
        made = make(row.call.papers, body, row.group, origin, day) if row.state == "draft" else []
        acts.send(body, application_id, made, actor_of(request), timezone.now(), day)

    said = "ส่งคำขอแล้ว ผลจะกลับมาที่หน้านี้"
    return do(request, act, said, "application", again(request, application_id), code, application_id)


@require_POST
@needs("sources.apply")
def withdraw(request: HttpRequest, code: str, application_id: int) -> HttpResponse:
    """Taken back before the result."""
    body, reason = body_of(request), request.POST.get("reason", "")
    application_of(request, application_id)
    act = lambda: acts.withdraw(body, application_id, reason, actor_of(request), timezone.now(), today())  # noqa: E731
    back = again(request, application_id, opened="withdraw", reason=reason)
    return do(request, act, "ถอนคำขอแล้ว", "application", back, code, application_id)


def due_act(request: HttpRequest, row: Application) -> Callable[[], Any]:
    """What a due day's form does: done on a day with words, or (`undo=1`) said wrongly. Errors: BAD_FORM."""
    sent, body = request.POST, row.organisation
    due_id = int(sent["due"]) if sent.get("due", "").isdigit() and len(sent["due"]) < 16 else 0
    actor, now, day = actor_of(request), timezone.now(), today()

    def act() -> None:
        if not row.dues.filter(pk=due_id).exists():
            raise BadInput("NO_DUE", "ไม่พบกำหนดนี้ เปิดหน้าใหม่", "There is no such due day.")
        if sent.get("undo") == "1":
            results.say_undone(body, due_id, sent.get("words", ""), actor, now, day)
            return
        form = DueForm(sent)
        if not form.is_valid():
            words = " ".join(str(e) for errors in form.errors.values() for e in errors)
            raise BadInput("BAD_FORM", f"ใส่วันและหมายเหตุให้ครบ {words}", "Day or words are missing.")
        results.say_done(body, due_id, form.cleaned_data["day"], form.cleaned_data["words"], actor, now, day)

    return act


@require_POST
@needs("sources.apply")
def due(request: HttpRequest, code: str, application_id: int) -> HttpResponse:
    """The money came, or the report was handed in."""
    row = application_of(request, application_id)
    back = again(request, application_id, opened=request.POST.get("due", ""))
    return do(request, due_act(request, row), "บันทึกแล้ว", "application", back, code, application_id)


@never_cache
@require_safe
@needs("sources.read")
def paper(request: HttpRequest, code: str, application_id: int, ask_paper_id: int) -> HttpResponse:
    """One paper; the reading is written down."""
    body = body_of(request)
    row = application_of(request, application_id).papers.filter(pk=ask_paper_id).first()
    if row is None:
        raise Http404
    answer = HttpResponse(acts.read_paper(row, actor_of(request), body, timezone.now()), content_type=row.mime)
    answer["Content-Disposition"] = "inline"
    return answer
