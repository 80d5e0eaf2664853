"""Pages of building house by house: the list with its pace, one house's stages, the plan of days."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.access.sheets import csv_response
from chumchon.paper.scans import MOST_BYTES

from ..actions import houses as actions
from ..forms.houses import AcceptForm, DaysForm, StageForm
from ..queries import houses as queries
from ..queries.incomes import meets
from ..queries.plans import plan_passed
from ..rules.building import NEXT, STAGES
from ..rules.stock import words as said
from .common import act_beside, form_page, project_of, show

A_PAGE = 1000


@needs("homes.read")
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Every house with its stage; stage in the address; `format=csv`."""
    project = project_of(request)
    stage = request.GET.get("stage", "")
    stage = stage if stage in STAGES else ""
    rows = list(queries.houses(project, stage)[:A_PAGE])
    if request.GET.get("format") == "csv":
        cells = (
            [
                h.household.house_no, h.household.village.number, h.head.name, STAGES[b.stage if b else "waiting"],
                b.accepted_on.isoformat() if b and b.accepted_on else "",
            ]
            for h in rows for b in [queries.build_of(h)]
        )  # fmt: skip
        return csv_response(f"houses-{code}.csv", ["บ้านเลขที่", "หมู่", "หัวหน้าครัวเรือน", "ขั้น", "ตรวจรับ"], cells)
    context = {
        "rows": [(h, queries.build_of(h)) for h in rows], "stage": stage, "stages": STAGES, "building": queries.building(project, today()),
        "meets": meets(project), "passed": plan_passed(project),
    }  # fmt: skip
    return show(request, "homes/houses.html", context)


@needs("homes.read")
def house(request: HttpRequest, code: str, house_id: int) -> HttpResponse:
    """One house: its stages, what comes next."""
    return _house(request, house_id)


def _house(request: HttpRequest, house_id: int, status: int = 200, **more: Any) -> HttpResponse:
    project = project_of(request)
    found = queries.house(project, house_id)
    if found is None:
        raise Http404
    build = queries.build_of(found)
    context = {
        "house": found, "build": build, "stage": build.stage if build else "waiting", "words": STAGES, "passed": plan_passed(project),
        "next": NEXT[build.stage if build else "waiting"], "steps": build.stages.select_related("by") if build else [],
        "materials": [(m, said(-m.milli)) for m in found.materials.select_related("material").order_by("-day", "-id")[:50]], "me": actor_of(request).user_id,
        "stage_form": StageForm(initial={"on": today()}), "accept_form": AcceptForm(initial={"accepted_on": today()}), **more,
    }  # fmt: skip
    return show(request, "homes/house_build.html", context, status)


def _own(request: HttpRequest, house_id: int) -> None:
    if not project_of(request).houses.filter(pk=house_id).exists():
        raise Http404


@needs("homes.survey")
def stage(request: HttpRequest, code: str, house_id: int) -> HttpResponse:
    """The house reached a stage."""
    _own(request, house_id)
    form = StageForm(request.POST or None, request.FILES or None)

    def act() -> str:
        said = form.cleaned_data
        raw = said["photo"].read(MOST_BYTES + 1) if said["photo"] else None
        made = actions.set_stage(
            project_of(request),
            actor_of(request),
            house_id,
            said["stage"],
            said["note"],
            said["on"],
            raw,
            timezone.now(),
            today(),
        )
        return f"บันทึกแล้ว: {made.get_stage_display()}"

    return act_beside(request, form, "stage_form", act, _page(house_id), "house_stages", house_id)


@needs("homes.vouch")
def accept(request: HttpRequest, code: str, house_id: int) -> HttpResponse:
    """Another person accepts the finished house."""
    _own(request, house_id)
    form = AcceptForm(request.POST or None)

    def act() -> str:
        day = form.cleaned_data["accepted_on"]
        actions.accept(project_of(request), actor_of(request), house_id, day, timezone.now(), today())
        return "ตรวจรับแล้ว บ้านหลังนี้นับเป็นผลงาน"

    return act_beside(request, form, "accept_form", act, _page(house_id), "house_stages", house_id)


def _page(house_id: int) -> Any:
    def page(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
        return _house(request, house_id, status, **more)

    return page


@needs("homes.write")
def days(request: HttpRequest, code: str) -> HttpResponse:
    """The plan of days, the first or another."""
    project = project_of(request)
    last = project.build_plans.last()
    initial = {"starts_on": last.starts_on, "ends_on": last.ends_on} if last else {"starts_on": today()}
    form = DaysForm(request.POST or None, initial=initial)

    def act(said: dict[str, Any]) -> object:
        actor = actor_of(request)
        return actions.plan_days(
            project, actor, said["starts_on"], said["ends_on"], said["reason"], timezone.now(), today()
        )

    back = reverse("houses", args=[code])
    return form_page(request, form, "แผนวันก่อสร้าง", act, "บันทึกแผนวันแล้ว", "บันทึกแผน", back)
