"""Pages of the plan: options that are voted on, sources and uses, what is sent up."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.access.sheets import csv_response
from chumchon.ledger.rules import year_be
from chumchon.thai.money import baht_plain

from ..actions import plans as actions
from ..forms.plans import BoqForm, LineForm, OptionForm, VotesForm
from ..queries import plans as queries
from ..queries.amendments import in_force, open_one
from .common import act_beside, project_of, show


@needs("homes.read")
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """Options, sources and uses; `format=csv` is the draft, or the plan that passed."""
    return _plan(request)


def _plan(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    project = project_of(request)
    state, newest = queries.plan_state(project), queries.newest(project)
    lines = queries.lines_shown(project, newest if state == "passed" else None)
    if request.GET.get("format") == "csv":
        cells = [[x.get_side_display(), x.get_kind_display(), x.words, baht_plain(x.satang)] for x in lines]
        return csv_response(f"plan-{project.code}.csv", ["ด้าน", "ประเภท", "รายการ", "บาท"], cells)
    sides = {side: [x for x in lines if x.side == side] for side in ("source", "use")}
    sums = {side: sum(x.satang for x in rows) for side, rows in sides.items()}
    tops = queries.ceilings(project.programme, year_be(today(), 9))
    context = {
        "sources": sides["source"], "uses": sides["use"], "sums": sums, "difference": sums["source"] - sums["use"],
        "options": project.options.select_related("meeting"), "newest": newest, "state": state,
        "amending": open_one(project), "versions": in_force(project), "amendments": project.amendments.order_by("-number"),
        "ceilings": [(c, c.satang * project.units_planned) for c in tops.values() if c], "line_form": LineForm(), "boq_form": BoqForm(),
        "option_form": OptionForm(), "votes_form": VotesForm(project), **more,
    }  # fmt: skip
    return show(request, "homes/plan_money.html", context, status)


@needs("homes.write")
def line(request: HttpRequest, code: str) -> HttpResponse:
    """Add a line."""
    form = LineForm(request.POST or None)

    def act() -> str:
        actions.add_line(project_of(request), actor_of(request), form.line(), timezone.now(), today())
        return "เพิ่มบรรทัดแล้ว"

    return act_beside(request, form, "line_form", act, _plan, "plan")


@needs("homes.write")
def drop(request: HttpRequest, code: str, line_id: int) -> HttpResponse:
    """Take a line off."""
    project = project_of(request)
    if not project.plan_lines.filter(pk=line_id).exists():
        raise Http404
    if request.method == "POST":
        actions.drop_line(project, actor_of(request), line_id, timezone.now(), today())
        messages.success(request, "ลบบรรทัดแล้ว")
    return redirect("plan", code)


@needs("homes.write")
def boq(request: HttpRequest, code: str) -> HttpResponse:
    """Bring a bill of quantities in."""
    form = BoqForm(request.POST or None, request.FILES or None)

    def act() -> str:
        lines = actions.read_boq(form.cleaned_data["file"].read(actions.MOST_FILE + 1))
        found = actions.add_boq(project_of(request), actor_of(request), lines, timezone.now(), today())
        return f"นำเข้าประมาณราคา {found} บรรทัด"

    return act_beside(request, form, "boq_form", act, _plan, "plan")


@needs("homes.write")
def option(request: HttpRequest, code: str) -> HttpResponse:
    """Add an option."""
    form = OptionForm(request.POST or None)

    def act() -> str:
        said = form.cleaned_data
        actions.add_option(
            project_of(request),
            actor_of(request),
            said["kind"],
            said["name_th"],
            said["satang"],
            timezone.now(),
            today(),
        )
        return "เพิ่มทางเลือกแล้ว"

    return act_beside(request, form, "option_form", act, _plan, "plan")


@needs("homes.write")
def votes(request: HttpRequest, code: str) -> HttpResponse:
    """Write the votes of a meeting down."""
    form = VotesForm(project_of(request), request.POST or None)

    def act() -> str:
        meeting, found = form.cleaned_data["meeting"], form.votes()
        actions.count_votes(project_of(request), actor_of(request), meeting, found, timezone.now(), today())
        return "บันทึกคะแนนแล้ว"

    return act_beside(request, form, "votes_form", act, _plan, "plan")


@needs("homes.write")
def send(request: HttpRequest, code: str) -> HttpResponse:
    """Send the plan up."""
    form = forms.Form(request.POST or None) if request.method != "POST" else forms.Form(request.POST)

    def act() -> str:
        made = actions.send_up(project_of(request), actor_of(request), timezone.now(), today())
        return f"ส่งแผนฉบับที่ {made.number} แล้ว ขั้นต่อไปให้ความเห็นที่หน้าโครงการ"

    return act_beside(request, form, "send_form", act, _plan, "plan")
