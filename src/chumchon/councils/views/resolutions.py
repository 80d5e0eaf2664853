"""Resolutions on the screen: the council's list with what is late, a step, the way up; and matters of the meetings above."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chumchon.access.http import actor_of, needs, today
from chumchon.access.pages import do
from chumchon.access.sheets import csv_response
from chumchon.thai.dates import short_th

from ..actions import matters, resolutions
from ..forms.meetings import AnswerForm, MergeForm
from ..models.matter import MATTER_STATES
from ..models.resolution import RESOLUTION_STATES
from ..queries import travel
from ..rules.travel import MAY_SEND, MOVES
from .common import council_of, show

HEAD = ("เลขที่", "เรื่อง", "ประชุมวันที่", "เห็นชอบ", "ไม่เห็นชอบ", "งด", "ผู้ดูแล", "กำหนด", "สถานะ")


@require_safe
@needs("councils.read")
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The council's resolutions; `?format=csv` gives them as a file."""
    council, state = council_of(request), request.GET.get("state", "")
    rows = travel.resolutions_of(council, state, request.GET.get("year", ""))
    if request.GET.get("format") == "csv":
        cells = (
            [
                r.label, r.title, short_th(r.meeting.day), r.votes_for, r.votes_against, r.abstained, r.owner,
                short_th(r.due_day) if r.due_day else "", r.get_state_display(),
            ]
            for r in rows
        )  # fmt: skip
        return csv_response(f"{code}-resolutions.csv", HEAD, cells)
    states = [("", "ทั้งหมด"), ("waiting", "ยังไม่จบ"), ("answered", "ได้คำตอบ"), ("done", "เสร็จแล้ว")]
    return show(request, "resolutions.html", {"rows": rows, "state": state, "states": states})


def _page(request: HttpRequest, resolution_id: int, status: int = 200, **more: Any) -> HttpResponse:
    council = council_of(request)
    row = travel.resolution_of(council, resolution_id)
    if row is None:
        raise Http404
    words = dict(RESOLUTION_STATES)
    context = {
        "row": row, "steps": travel.journey_of(row), "moves": [(s, words[s]) for s in MOVES[row.state]],
        "may_send": row.state in MAY_SEND and council.kind != "nation" and row.meeting.state == "signed",
        "is_late": row.due_day is not None and row.due_day < today() and row.state in travel.WAITING, **more,
    }  # fmt: skip
    return show(request, "resolution.html", context, status)


@require_safe
@needs("councils.read")
def one(request: HttpRequest, code: str, resolution_id: int) -> HttpResponse:
    """A resolution, its steps and what may be done with it."""
    return _page(request, resolution_id)


@require_POST
@needs("councils.meet")
def step(request: HttpRequest, code: str, resolution_id: int) -> HttpResponse:
    """What became of it."""
    council, state, note = council_of(request), request.POST.get("state", ""), request.POST.get("note", "")
    if travel.resolution_of(council, resolution_id) is None:
        raise Http404
    if state not in dict(RESOLUTION_STATES):
        return redirect("council_resolution", code, resolution_id)
    act = lambda: resolutions.step(council, resolution_id, state, note, actor_of(request), timezone.now(), today())  # noqa: E731
    back = lambda refused: _page(request, resolution_id, 422, error=refused, note=note)  # noqa: E731
    return do(request, act, "บันทึกความคืบหน้าแล้ว", "council_resolution", back, code, resolution_id)


@require_POST
@needs("councils.meet")
def send(request: HttpRequest, code: str, resolution_id: int) -> HttpResponse:
    """Up to the next meeting; sent twice it is said so."""
    council, note = council_of(request), request.POST.get("note", "")
    if travel.resolution_of(council, resolution_id) is None:
        raise Http404
    new: list[bool] = []

    def act() -> None:
        new.append(resolutions.send_up(council, resolution_id, note, actor_of(request), timezone.now(), today())[1])

    back = lambda refused: _page(request, resolution_id, 422, error=refused)  # noqa: E731
    answer = do(request, act, "", "council_resolution", back, code, resolution_id)
    if new:
        _say(request, new[0])
    return answer


def _say(request: HttpRequest, new: bool) -> None:
    from django.contrib import messages

    if new:
        messages.success(request, "ส่งขึ้นไปแล้ว คำตอบจะกลับมาที่หน้านี้")
    else:
        messages.warning(request, "เรื่องนี้ส่งไปแล้วก่อนหน้านี้ ไม่ส่งซ้ำ")


@require_safe
@needs("councils.read")
def inbox(request: HttpRequest, code: str) -> HttpResponse:
    """Matters of a provincial or the national meeting, with the boxes to merge several."""
    return _inbox(request)


def _inbox(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    council, state = council_of(request), request.GET.get("state", "inbox")
    rows = travel.inbox(council, state if state in dict(MATTER_STATES) else "")
    if request.GET.get("format") == "csv":
        cells = ([m.label, m.title, m.text, m.get_state_display(), m.get_outcome_display(), m.answer] for m in rows)
        head = ("เลขที่", "เรื่อง", "ข้อเสนอ", "สถานะ", "ผล", "คำตอบ")
        return csv_response(f"{council.code}-matters.csv", head, cells)
    states = [*MATTER_STATES, ("all", "ทั้งหมด")]
    context = {"rows": rows, "state": state, "states": states, "merge_form": MergeForm(), **more}
    return show(request, "inbox.html", context, status)


@require_POST
@needs("councils.gather")
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """Several become one."""
    council, form = council_of(request), MergeForm(request.POST)
    ids = [int(v) for v in request.POST.getlist("matter") if v.isdigit()]
    if not form.is_valid():
        return _inbox(request, 422, merge_form=form, chosen=ids)
    said = form.cleaned_data
    act = lambda: matters.merge(council, ids, said["title"], said["text"], actor_of(request), timezone.now(), today())  # noqa: E731
    back = lambda refused: _inbox(request, 422, merge_form=form, error=refused, chosen=ids)  # noqa: E731
    return do(request, act, "รวมเรื่องแล้ว เรื่องเดิมยังผูกอยู่", "council_inbox", back, code)


def _matter(request: HttpRequest, matter_id: int, status: int = 200, **more: Any) -> HttpResponse:
    matter = travel.matter_of(council_of(request), matter_id)
    if matter is None:
        raise Http404
    context = {
        "matter": matter,
        "askers": travel.askers(matter),
        "steps": list(matter.steps.all()),
        "form": AnswerForm(),
        **more,
    }
    return show(request, "matter.html", context, status)


@require_safe
@needs("councils.read")
def matter(request: HttpRequest, code: str, matter_id: int) -> HttpResponse:
    """A matter: who asked, what was gathered, what was answered."""
    return _matter(request, matter_id)


@require_POST
@needs("councils.gather")
def send_on(request: HttpRequest, code: str, matter_id: int) -> HttpResponse:
    """To the national meeting."""
    council, note = council_of(request), request.POST.get("note", "")
    new: list[bool] = []

    def act() -> None:
        new.append(matters.send_on(council, matter_id, note, actor_of(request), timezone.now(), today())[1])

    answer = do(
        request, act, "", "council_matter", lambda e: _matter(request, matter_id, 422, error=e), code, matter_id
    )
    if new:
        _say(request, new[0])
    return answer


@require_POST
@needs("councils.gather")
def answer(request: HttpRequest, code: str, matter_id: int) -> HttpResponse:
    """The answer goes back to every village that asked."""
    council, form = council_of(request), AnswerForm(request.POST)
    if not form.is_valid():
        return _matter(request, matter_id, 422, form=form)
    said = form.cleaned_data

    def act() -> None:
        matters.answer(
            council, matter_id, said["outcome"], said["answer"], said["answered_by"], actor_of(request), timezone.now(), today()
        )  # fmt: skip

    back = lambda refused: _matter(request, matter_id, 422, error=refused, form=form)  # noqa: E731
    return do(request, act, "ตอบแล้ว คำตอบกลับถึงทุกพื้นที่ที่ถาม", "council_matter", back, code, matter_id)
