"""Pages of moving off the canal: waves with their houses, and the days on which each left and came home."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.access.sheets import csv_response
from chumchon.thai.dates import long_th

from ..actions import moves as actions
from ..forms.moves import DayForm, JoinForm, WaveForm
from ..models import Move
from ..queries import moves as queries
from .acts import form_page
from .common import project_of, show

MOST = 1000


@needs("homes.read")
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Waves with their houses; `format=csv`."""
    project = project_of(request)
    if request.GET.get("format") == "csv":
        head = ["รุ่น", "แผนย้าย", "บ้านเลขที่", "หัวหน้าครัวเรือน", "จาก", "ไป", "ย้ายออก", "เข้าบ้านใหม่", "ถึงไหน"]
        cells = (
            [
                m.wave.number, m.wave.planned_on.isoformat(), m.house.household.house_no, m.house.head.name, m.from_place, m.to_place,
                m.left_on.isoformat() if m.left_on else "", m.home_on.isoformat() if m.home_on else "", queries.state_words(m),
            ]
            for m in queries.moves(project)
        )  # fmt: skip
        return csv_response(f"moves-{code}.csv", head, cells)
    waves = queries.waves(project)
    houses = sum(len(w.moves) for w in waves)
    context = {
        "waves": [(w, [(m, queries.state_words(m)) for m in w.moves]) for w in waves], "houses": houses,
        "home": sum(w.home for w in waves), "away": sum(m.left_on is not None and m.home_on is None for w in waves for m in w.moves),
        "waiting": queries.without_wave(project).count(),
    }  # fmt: skip
    return show(request, "homes/moves.html", context)


@needs("homes.write")
def wave(request: HttpRequest, code: str) -> HttpResponse:
    """Plan a wave."""
    form = WaveForm(request.POST or None)

    def act(said: dict[str, Any]) -> str:
        project, actor = project_of(request), actor_of(request)
        made = actions.plan_wave(project, actor, said["words"], said["planned_on"], timezone.now(), today())
        return f"วางแผนรุ่นที่ {made.number} แล้ว"

    return form_page(request, form, act, "วางแผนรุ่นที่จะย้าย", "บันทึกรุ่น", "moves", DAY="planned_on", WORDS="words")


@needs("homes.write")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """A house joins a wave."""
    project = project_of(request)
    form = JoinForm(project, queries.without_wave(project)[:MOST], request.POST or None)

    def act(said: dict[str, Any]) -> str:
        actions.join_wave(
            project,
            actor_of(request),
            said["wave"],
            said["house"],
            said["from_place"],
            said["to_place"],
            timezone.now(),
            today(),
        )
        return "จัดบ้านเข้ารุ่นแล้ว"

    fields = {"PLOT_TAKEN": "to_place", "PLACES": "to_place", "IN_WAVE": "house"}
    return form_page(request, form, act, "จัดบ้านเข้ารุ่น", "จัดเข้ารุ่น", "moves", **fields)


@needs("homes.survey")
def day(request: HttpRequest, code: str, move_id: int) -> HttpResponse:
    """The day a house left, then the day it came home."""
    project = project_of(request)
    found = Move.objects.filter(project=project, pk=move_id).select_related("house__household", "house__head").first()
    if found is None:
        raise Http404
    what = "left" if found.left_on is None else "home"
    form = DayForm(request.POST or None, initial={"day": today()})

    def act(said: dict[str, Any]) -> str:
        actions.tell_day(project, actor_of(request), move_id, what, said["day"], timezone.now(), today())
        return "บันทึกวันย้ายออกแล้ว" if what == "left" else "บันทึกวันเข้าบ้านใหม่แล้ว บ้านหลังนี้นับเป็นผลงาน"

    titles = {"left": "ย้ายออกจากที่เดิม", "home": "เข้าบ้านใหม่"}
    lead = f"{found.house.head.name} · จาก {found.from_place} ไป {found.to_place}"
    if found.left_on:
        lead += f" · ย้ายออก {long_th(found.left_on)}"
    title = f"{titles[what]} บ้าน {found.house.household.house_no}"
    codes = ("FUTURE_DATE", "BEFORE_START", "BEFORE_LEFT", "ALREADY", "NOT_LEFT")
    return form_page(
        request, form, act, title, "บันทึกวัน", reverse("moves", args=[code]), lead, **dict.fromkeys(codes, "day")
    )
