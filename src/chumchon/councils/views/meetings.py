"""Meetings on the screen: called, attended, decided in."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chumchon.access.http import actor_of, needs, today
from chumchon.access.pages import do
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import meetings, resolutions
from ..forms.meetings import CallForm, MoveForm, PaperForm, ResolutionForm, SignForm
from ..models import Meeting
from ..models.council import POSITIONS
from ..queries import meetings as queries
from ..queries import travel
from .common import council_of, show


@require_safe
@needs("councils.read")
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The council's calendar: what comes, what was, four a year kept or not."""
    council, day = council_of(request), today()
    rows = list(queries.meetings_of(council))
    context = {
        "coming": [m for m in reversed(rows) if m.state == "called" and m.day >= day],
        "past": [m for m in rows if not (m.state == "called" and m.day >= day)],
        "years": queries.kept_by_year(council, day),
    }  # fmt: skip
    return show(request, "meetings.html", context)


@needs("councils.meet")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Call a meeting."""
    council = council_of(request, "councils.meet")
    form = CallForm(request.POST or None, is_founded=council.state == "founded", is_local=council.is_local)
    error: Plain | None = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = meetings.call(
                council, said["kind"], said["on"], said["starts"], said["place"], actor_of(request), said["key"],
                timezone.now(), today(),
            )  # fmt: skip
        except NotAllowed:
            raise
        except Plain as refused:
            error = refused
        else:
            return redirect("council_meeting", code, made.pk)
    return show(request, "meeting_new.html", {"form": form, "error": error}, 422 if request.method == "POST" else 200)


def meeting_of(request: HttpRequest, meeting_id: int) -> Meeting:
    """The council's meeting, else 404."""
    meeting = queries.meeting_of(council_of(request), meeting_id)
    if meeting is None:
        raise Http404
    return meeting


def page(request: HttpRequest, meeting_id: int, status: int = 200, **more: Any) -> HttpResponse:
    """A meeting with everything that may be done with it now."""
    council, meeting = council_of(request), meeting_of(request, meeting_id)
    versions = queries.minutes_of(meeting)
    context = {
        "meeting": meeting, "roll": queries.roll_of(meeting), "agenda": list(meeting.agenda.select_related("matter")),
        "ballots": queries.ballots_of(meeting), "resolutions": queries.resolutions_at(meeting), "versions": versions,
        "begun": meeting.day <= today(), "paper_form": PaperForm(), "form": ResolutionForm(), "sign_form": SignForm(),
        "move_form": MoveForm(initial={"on": meeting.day, "starts": meeting.starts, "place": meeting.place}),
        "positions": [p for p in POSITIONS if p[0] != "committee"],
        "matters": list(travel.inbox(council).filter(agenda=None)[:50]) if not council.is_local else [],
        "draft": meeting.draft or (versions[-1].text if versions else ""), **more,
    }  # fmt: skip
    return show(request, "meeting.html", context, status)


def again(request: HttpRequest, meeting_id: int, **more: Any) -> Callable[[Plain], HttpResponse]:
    """The page once more with the refusal's sentence."""
    return lambda refused: page(request, meeting_id, 422, error=refused, **more)


@require_safe
@needs("councils.read")
def one(request: HttpRequest, code: str, meeting_id: int) -> HttpResponse:
    """A meeting."""
    return page(request, meeting_id)


@require_POST
@needs("councils.meet")
def change(request: HttpRequest, code: str, meeting_id: int) -> HttpResponse:
    """Another day, hour or place."""
    council, form = council_of(request), MoveForm(request.POST)
    if not form.is_valid():
        return page(request, meeting_id, 422, move_form=form, opened="move")
    said = form.cleaned_data

    def act() -> None:
        meetings.change(
            council, meeting_id, said["on"], said["starts"], said["place"], actor_of(request), timezone.now(), today()
        )

    back = again(request, meeting_id, move_form=form, opened="move")
    return do(request, act, "แก้นัดแล้ว พิมพ์หนังสือเชิญใหม่", "council_meeting", back, code, meeting_id)


@require_POST
@needs("councils.meet")
def cancel(request: HttpRequest, code: str, meeting_id: int) -> HttpResponse:
    """The meeting does not take place."""
    council, reason = council_of(request), request.POST.get("reason", "")
    act = lambda: meetings.cancel(council, meeting_id, reason, actor_of(request), timezone.now(), today())  # noqa: E731
    back = again(request, meeting_id, opened="cancel")
    return do(request, act, "งดประชุมแล้ว", "council_meeting", back, code, meeting_id)


@require_POST
@needs("councils.meet")
def agenda(request: HttpRequest, code: str, meeting_id: int) -> HttpResponse:
    """The agenda anew, a line each, and matters of the inbox."""
    council = council_of(request)
    titles = request.POST.get("agenda", "").splitlines()
    matter_ids = [int(v) for v in request.POST.getlist("matter") if v.isdigit()]

    def act() -> None:
        meetings.set_agenda(council, meeting_id, titles, matter_ids, actor_of(request), timezone.now(), today())

    return do(request, act, "บันทึกระเบียบวาระแล้ว", "council_meeting", again(request, meeting_id), code, meeting_id)


@needs("councils.meet")
def attend(request: HttpRequest, code: str, meeting_id: int) -> HttpResponse:
    """The list on the phone: a touch for each who came. With script the line and the count change in their place."""
    council, meeting = council_of(request, "councils.meet"), meeting_of(request, meeting_id)
    error: Plain | None = None
    touched = request.POST.get("seat", "")
    if request.method == "POST":
        try:
            meetings.attend(
                council, meeting_id, int(touched) if touched.isdigit() else 0, request.POST.get("state", ""),
                actor_of(request), timezone.now(), today(),
            )  # fmt: skip
        except NotAllowed:
            raise
        except Plain as refused:
            error = refused
        else:
            if not request.headers.get("HX-Request"):
                return redirect("council_attend", code, meeting_id)
    context = {"meeting": meeting, "roll": queries.roll_of(meeting), "error": error, "begun": meeting.day <= today()}
    if request.headers.get("HX-Request") and error is None:
        line = next(x for x in context["roll"].lines if str(x.seat.pk) == touched)  # type: ignore[attr-defined]
        base = {"council": council, "organisation": council.organisation, "line": line, "touched": True}
        return render(request, "councils/attend_touched.html", {**context, **base})
    return show(request, "attend.html", context, 422 if error else 200)


@require_POST
@needs("councils.meet")
def paper(request: HttpRequest, code: str, meeting_id: int) -> HttpResponse:
    """The whole list from the numbers on paper."""
    council, form = council_of(request), PaperForm(request.POST)
    if not form.is_valid():
        return page(request, meeting_id, 422, paper_form=form, opened="paper")
    said = form.cleaned_data

    def act() -> None:
        meetings.attend_from_paper(
            council, meeting_id, said["present"], said["excused"], said["guests"] or 0, actor_of(request), timezone.now(), today()
        )  # fmt: skip

    back = again(request, meeting_id, paper_form=form, opened="paper")
    return do(request, act, "บันทึกรายชื่อจากกระดาษแล้ว", "council_meeting", back, code, meeting_id)


@require_POST
@needs("councils.meet")
def elect(request: HttpRequest, code: str, meeting_id: int) -> HttpResponse:
    """Votes of the candidates: fields votes-<seat>; empty ones did not stand."""
    council, position = council_of(request), request.POST.get("position", "")
    typed = {key.removeprefix("votes-"): str(v).strip() for key, v in request.POST.items() if key.startswith("votes-")}
    votes = {int(k): int(v) for k, v in typed.items() if k.isdigit() and v.isdigit() and len(v) < 6}
    act = lambda: meetings.elect(council, meeting_id, position, votes, actor_of(request), timezone.now(), today())  # noqa: E731
    words = dict(POSITIONS).get(position, "")
    back = again(request, meeting_id, opened="elect", typed=typed, position=position)
    return do(request, act, f"บันทึกผลการเลือก{words}แล้ว", "council_meeting", back, code, meeting_id)


@require_POST
@needs("councils.meet")
def resolve(request: HttpRequest, code: str, meeting_id: int) -> HttpResponse:
    """What was decided."""
    council, form = council_of(request), ResolutionForm(request.POST)
    if not form.is_valid():
        return page(request, meeting_id, 422, form=form, opened="resolve")
    key: uuid.UUID = form.cleaned_data["key"]

    def act() -> None:
        resolutions.resolve(council, meeting_id, form.facts(), actor_of(request), key, timezone.now(), today())

    back = again(request, meeting_id, form=form, opened="resolve")
    return do(request, act, "บันทึกมติแล้ว", "council_meeting", back, code, meeting_id)


@require_POST
@needs("councils.meet")
def strike(request: HttpRequest, code: str, meeting_id: int, resolution_id: int) -> HttpResponse:
    """Taken back before signing."""
    council = council_of(request)
    act = lambda: resolutions.strike(council, meeting_id, resolution_id, actor_of(request), timezone.now(), today())  # noqa: E731
    return do(request, act, "ถอนมติแล้ว", "council_meeting", again(request, meeting_id), code, meeting_id)
