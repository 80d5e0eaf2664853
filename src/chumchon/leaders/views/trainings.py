"""Trainings on the screen: set, the list, each day ticked on the phone or typed from paper, closed, certificates given."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chumchon.access.http import actor_of, needs, today
from chumchon.access.pages import add_refusal, asked, body_of, do, pages, wants_csv
from chumchon.access.sheets import csv_response
from chumchon.paper.http import pdf_response
from chumchon.paper.typeset import typeset
from chumchon.thai.dates import day_name_th, long_th, short_th
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import certificates, trainings
from ..forms.knowledge import TrainingChangeForm, TrainingForm, said_of_training
from ..models import Training
from ..models.training import STATES
from ..queries import trainings as queries
from ..queries.places import leaders_of
from ..rules.trainings import hours_words
from .common import ids_of, show

HEAD = ("ชื่อการอบรม", "หลักสูตร", "วันแรก", "วันสุดท้าย", "ชั่วโมง", "สถานที่", "วิทยากร", "สถานะ", "ผู้เข้าอบรม", "ใบรับรอง")
PAPERS = Path(__file__).parent.parent / "papers"
MOST_OFFERED = 300


@require_safe
@needs("leaders.read")
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Trainings with filters in the address; `?format=csv` gives the rows as a file."""
    body, filters = body_of(request), queries.Filters(**asked(request, ("course", "state", "year")))
    rows = queries.listing(body, filters)
    if wants_csv(request):
        lines = (
            [
                t.title, t.course.name_th, short_th(t.first_day), short_th(t.last_day), t.minutes / 60, t.place, t.trainer,
                t.get_state_display(), t.trainee_count, t.certificate_count,
            ]
            for t in rows
        )  # fmt: skip
        return csv_response(f"{code}-trainings.csv", HEAD, lines)
    page, address = pages(request, rows)
    sums = {name: sum(getattr(t, name) for t in page) for name in ("trainee_count", "certificate_count", "minutes")}
    context = {
        "page": page, "address": address, "filters": filters, "sums": sums, "courses": queries.courses(), "states": STATES,
        "hours": hours_words(sums["minutes"]),
    }  # fmt: skip
    return show(request, "trainings.html", context)


FIELDS = {
    "NO_COURSE": "course", "BAD_TITLE": "title", "BAD_PLACE": "place", "BAD_TRAINER": "trainer", "BAD_HOURS": "hours",
    "NO_DAYS": "days", "SAME_DAY": "days", "DAY_USED": "days",
}  # fmt: skip


@needs("leaders.write")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """A training is set."""
    body, form = body_of(request), TrainingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = trainings.set_training(
                body, form.facts(), actor_of(request), form.cleaned_data["key"], timezone.now(), today()
            )
        except NotAllowed:
            raise
        except Plain as refused:
            add_refusal(form, refused, FIELDS)
        else:
            return redirect("training", code, made.pk)
    return show(request, "training_form.html", {"form": form}, 422 if request.method == "POST" else 200)


@needs("leaders.write")
def change(request: HttpRequest, code: str, training_id: int) -> HttpResponse:
    """Another place or other days."""
    body, row = body_of(request), training_of(request, training_id)
    form = TrainingChangeForm(request.POST or None, initial=said_of_training(row))
    if request.method == "POST" and form.is_valid():
        try:
            trainings.change_training(body, training_id, form.facts(), actor_of(request), timezone.now(), today())
        except NotAllowed:
            raise
        except Plain as refused:
            add_refusal(form, refused, FIELDS)
        else:
            return redirect("training", code, training_id)
    context = {"form": form, "training": row}
    return show(request, "training_form.html", context, 422 if request.method == "POST" else 200)


def training_of(request: HttpRequest, training_id: int) -> Training:
    """The body's training, else 404."""
    row = queries.training_of(body_of(request), training_id)
    if row is None:
        raise Http404
    return row


def page(request: HttpRequest, training_id: int, status: int = 200, **more: Any) -> HttpResponse:
    """A training with its list and what may be done with it now."""
    row, day = training_of(request, training_id), today()
    roll = queries.roll_of(row)
    on = {line.trainee.leader_id for line in roll.lines}
    offered = leaders_of(body_of(request)).exclude(pk__in=on)[:MOST_OFFERED] if row.state == "planned" else []
    context = {
        "training": row, "roll": roll, "offered": offered, "minutes": sum(d.minutes for d in roll.days),
        "begun": [d for d in roll.days if d.day <= day], "over": row.last_day <= day,
        "mine": row.closed_by_id == request.user.pk, **more,
    }  # fmt: skip
    return show(request, "training.html", context, status)


def again(request: HttpRequest, training_id: int, **more: Any) -> Callable[[Plain], HttpResponse]:
    """The page once more with the refusal's sentence."""
    return lambda refused: page(request, training_id, 422, error=refused, **more)


@require_safe
@needs("leaders.read")
def one(request: HttpRequest, code: str, training_id: int) -> HttpResponse:
    """A training; `?format=csv` gives its list as a file."""
    if wants_csv(request):
        roll = queries.roll_of(training_of(request, training_id))
        head = ["ลำดับ", "ชื่อ", *(short_th(d.day) for d in roll.days), "ชั่วโมง", "ร้อยละ", "ได้ใบรับรอง"]
        lines = (
            [
                x.trainee.number, x.trainee.leader.person.name, *("มา" if d.pk in x.days else "" for d in roll.days),
                x.outcome.minutes / 60, x.outcome.percent, "ได้" if x.outcome.passed else "",
            ]
            for x in roll.lines
        )  # fmt: skip
        return csv_response(f"training-{training_id}.csv", head, lines)
    return page(request, training_id)


@require_POST
@needs("leaders.write")
def enlist(request: HttpRequest, code: str, training_id: int) -> HttpResponse:
    """People on the list: chosen, or typed a line each."""
    body, names, ids = body_of(request), request.POST.get("names", ""), ids_of(request.POST.getlist("leader"))
    training_of(request, training_id)
    act = lambda: trainings.enlist(body, training_id, ids, names, actor_of(request), timezone.now(), today())  # noqa: E731
    back = again(request, training_id, names=names, chosen=ids, opened="enlist")
    return do(request, act, "เพิ่มรายชื่อแล้ว", "training", back, code, training_id)


@require_POST
@needs("leaders.write")
def strike(request: HttpRequest, code: str, training_id: int) -> HttpResponse:
    """Somebody who was never there leaves the list."""
    body, ids = body_of(request), ids_of(request.POST.getlist("trainee")) or [0]
    training_of(request, training_id)
    act = lambda: trainings.strike_trainee(body, training_id, ids[0], actor_of(request), timezone.now(), today())  # noqa: E731
    return do(request, act, "ลบจากรายชื่อแล้ว", "training", again(request, training_id), code, training_id)


@needs("leaders.write")
def attend(request: HttpRequest, code: str, training_id: int) -> HttpResponse:
    """A day's list on the phone: `?day=` (its id); a touch is a post of its own and needs no script."""
    body, row = body_of(request), training_of(request, training_id)
    asked_day = (ids_of([request.POST.get("day") or request.GET.get("day", "")]) or [0])[0]
    error: Plain | None = None
    if request.method == "POST":
        trainee = (ids_of([request.POST.get("trainee", "")]) or [0])[0]
        there = request.POST.get("there") == "1"
        try:
            trainings.touch(body, training_id, asked_day, trainee, there, actor_of(request), timezone.now(), today())
        except NotAllowed:
            raise
        except Plain as refused:
            error = refused
    roll = queries.roll_of(row)
    begun = [d for d in roll.days if d.day <= today()]
    on = next((d for d in roll.days if d.pk == asked_day), begun[-1] if begun else None)
    context = {"training": row, "roll": roll, "on": on, "begun": begun, "error": error, "code": code}
    if request.method == "POST" and error is None and getattr(request, "htmx", False):
        line = next((x for x in roll.lines if x.trainee.pk == trainee), None)
        return render(request, "leaders/attend_touched.html", {**context, "line": line})
    return show(request, "attend.html", context, 422 if error else 200)


@require_POST
@needs("leaders.write")
def paper(request: HttpRequest, code: str, training_id: int) -> HttpResponse:
    """The numbers of a day's signed list."""
    body, numbers = body_of(request), request.POST.get("numbers", "")
    day_id = (ids_of([request.POST.get("day", "")]) or [0])[0]
    training_of(request, training_id)

    def act() -> None:
        trainings.from_paper(body, training_id, day_id, numbers, actor_of(request), timezone.now(), today())

    back = again(request, training_id, numbers=numbers, day_id=day_id, opened="paper")
    return do(request, act, "บันทึกรายชื่อจากกระดาษแล้ว", "training", back, code, training_id)


@require_POST
@needs("leaders.write")
def close(request: HttpRequest, code: str, training_id: int) -> HttpResponse:
    """The list is complete, or opens again (`open=1`)."""
    body, actor = body_of(request), actor_of(request)
    training_of(request, training_id)
    opens = request.POST.get("open") == "1"
    verb = trainings.open_again if opens else trainings.close_list
    act = lambda: verb(body, training_id, actor, timezone.now(), today())  # noqa: E731
    said = "เปิดรายชื่ออีกครั้งแล้ว" if opens else "ปิดรายชื่อแล้ว ให้ประธานหรือกรรมการอีกคนออกใบรับรอง"
    return do(request, act, said, "training", again(request, training_id), code, training_id)


@require_POST
@needs("leaders.write")
def cancel(request: HttpRequest, code: str, training_id: int) -> HttpResponse:
    """It does not take place."""
    body, reason = body_of(request), request.POST.get("reason", "")
    training_of(request, training_id)
    act = lambda: trainings.cancel(body, training_id, reason, actor_of(request), timezone.now(), today())  # noqa: E731
    back = again(request, training_id, opened="cancel", reason=reason)
    return do(request, act, "งดการอบรมแล้ว ปฏิทินบอกว่างด", "training", back, code, training_id)


@require_POST
@needs("leaders.sign")
def issue(request: HttpRequest, code: str, training_id: int) -> HttpResponse:
    """Certificates to all who were there long enough."""
    body = body_of(request)
    training_of(request, training_id)
    act = lambda: certificates.issue(body, training_id, actor_of(request), timezone.now(), today())  # noqa: E731
    return do(request, act, "ออกใบรับรองแล้ว พิมพ์ได้ทันที", "training", again(request, training_id), code, training_id)


@require_safe
@needs("leaders.read")
def roll_paper(request: HttpRequest, code: str, training_id: int) -> HttpResponse:
    """ใบรายชื่อ to sign, a column a day: its numbers are what is typed afterwards."""
    row = training_of(request, training_id)
    roll = queries.roll_of(row)
    data = {
        "body": body_of(request).name_th, "title": row.title, "course": row.course.name_th, "place": row.place,
        "trainer": row.trainer, "days": [f"{day_name_th(d.day)} {short_th(d.day)}" for d in roll.days],
        "span": long_th(row.first_day) + (f" ถึง {long_th(row.last_day)}" if row.last_day > row.first_day else ""),
        "hours": hours_words(sum(d.minutes for d in roll.days)),
        "rows": [[x.trainee.number, x.trainee.leader.person.name, x.trainee.leader.village.label if x.trainee.leader.village else ""] for x in roll.lines],
    }  # fmt: skip
    return pdf_response(typeset(PAPERS / "roll.typ", data), f"training-{training_id}-list")
