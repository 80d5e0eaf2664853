"""Pages of a centre for people without homes: persons for the centre alone, counts of ten and more for everybody else."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.access.rules import may
from chumchon.access.searching import address, by_name, searched
from chumchon.access.sheets import csv_response

from ..actions import paths as actions
from ..forms.paths import EraseForm, MeetForm, StepForm
from ..models import PathPerson, Project
from ..queries import paths as queries
from ..rules.paths import LEFT, LEFT_WORDS, told
from .acts import form_page, tried
from .common import project_of, show

A_PAGE = 50


def _inside(request: HttpRequest) -> bool:
    organisation = project_of(request).organisation
    return may(actor_of(request), "homes.path", organisation.pk, organisation.subdistrict_id, today())


def _steps(project: Project) -> list[tuple[str, str]]:
    return [*project.programme.steps.values_list("code", "name_th"), (LEFT, LEFT_WORDS)]


@needs("homes.read")
@by_name
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Counts by step; for the centre itself also the persons, with step and a sealed name in the address and `format=csv`."""
    project, inside = project_of(request), _inside(request)
    home = queries.home_count(project)
    context: dict[str, Any] = {
        "counts": queries.counts(project), "inside": inside, "home": f"{home:,}" if inside else told(home),
    }  # fmt: skip
    if inside:
        text, step = searched(request), request.GET.get("step", "").strip()[:20]
        rows = queries.people(project, text, step)
        if request.GET.get("format") == "csv":
            head = ["ชื่อที่ให้เรียก", "พบกัน", "ขั้น", "ตั้งแต่", "มีบ้าน"]
            cells = (
                [
                    p.alias, p.met_on.isoformat(), p.step.name_th if p.step else LEFT_WORDS, p.last_day.isoformat(),  # type: ignore[attr-defined]
                    p.home_on.isoformat() if p.home_on else "",
                ]
                for p in rows
            )  # fmt: skip
            return csv_response(f"path-{code}.csv", head, cells)
        page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
        context |= {
            "page": page, "rows": list(page), "q": text, "step": step, "steps": _steps(project),
            "address": address(request, step=step), "left_words": LEFT_WORDS,
        }  # fmt: skip
    answer = show(request, "homes/path.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@needs("homes.path")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """A person is met."""
    form = MeetForm(request.POST or None, initial={"met_on": today()})

    def act(said: dict[str, Any]) -> str:
        project, actor = project_of(request), actor_of(request)
        actions.meet(project, actor, said["alias"], said["name"], said["met_on"], timezone.now(), today())
        return "รับเข้าเส้นทางแล้ว"

    fields = {"ALIAS_TAKEN": "alias", "ALIAS": "alias", "FUTURE_DATE": "met_on", "BEFORE_START": "met_on"}
    lead = "บันทึกเท่าที่จำเป็น เจ้าตัวขอลบได้ทุกเมื่อ"
    return form_page(request, form, act, "พบคนใหม่", "บันทึก", "path", lead, **fields)


def _person(request: HttpRequest, path_id: int) -> PathPerson:
    found = queries.person(project_of(request), path_id)
    if found is None:
        raise Http404
    return found


@needs("homes.path")
def person(request: HttpRequest, code: str, path_id: int) -> HttpResponse:
    """One person: the steps so far, and the next."""
    return _show(request, path_id)


def _show(request: HttpRequest, path_id: int, name: str | None = None) -> HttpResponse:
    project, found = project_of(request), _person(request, path_id)
    now_code = found.step.code if found.step else LEFT
    steps = [(key, words) for key, words in _steps(project) if key != now_code]
    sending = request.method == "POST" and name is None
    form = StepForm(steps, request.POST if sending else None, initial={"day": today()})

    def act(said: dict[str, Any]) -> str:
        made = actions.take_step(project, actor_of(request), path_id, said["to"], said["day"], timezone.now(), today())
        return "มีบ้านแล้ว ยินดีด้วย" if made.step and made.step.is_result else "บันทึกก้าวนี้แล้ว"

    if sending and tried(request, form, act, {"FUTURE_DATE": "day", "BACKDATED": "day"}):
        return redirect("path_person", project.code, path_id)
    context = {
        "person": found, "steps": found.steps.select_related("step", "by"), "form": form, "name": name, "left_words": LEFT_WORDS,
        "has_name": found.name_sealed is not None,
    }  # fmt: skip
    answer = show(request, "homes/path_person.html", context, 422 if sending else 200)
    answer["Cache-Control"] = "no-store"
    return answer


@needs("homes.path")
def name(request: HttpRequest, code: str, path_id: int) -> HttpResponse:
    """The real name, shown once and written down."""
    found = _person(request, path_id)
    if request.method != "POST":
        return redirect("path_person", code, path_id)
    said = actions.read_name(project_of(request), actor_of(request), found.pk, timezone.now(), today())
    return _show(request, path_id, said or "ไม่ได้ให้ไว้")


@needs("homes.path")
def erase(request: HttpRequest, code: str, path_id: int) -> HttpResponse:
    """The person asks to be forgotten."""
    found = _person(request, path_id)
    form = EraseForm(request.POST or None)

    def act(said: dict[str, Any]) -> str:
        actions.erase(project_of(request), actor_of(request), path_id, timezone.now(), today())
        return "ลบข้อมูลแล้ว เหลือแต่วันของแต่ละก้าวที่ไม่บอกว่าเป็นใคร"

    lead = "ชื่อเรียกและชื่อจริงหายไปทันที จำนวนรวมของศูนย์ไม่เปลี่ยน"
    back = reverse("path", args=[code])
    return form_page(request, form, act, f"ลบข้อมูลของ {found.alias}", "ลบข้อมูล", back, lead)
