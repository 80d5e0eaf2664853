"""Pages of the plan and of building: options, sources and uses, instalments with proof, purchases, and the public board."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chumchon.access.http import actor_of, needs, public, today
from chumchon.access.sheets import csv_response
from chumchon.ledger.rules import year_be
from chumchon.paper.scans import MOST_BYTES
from chumchon.paper.tables import MONEY, Column, Report, summed
from chumchon.thai.dates import long_th
from chumchon.thai.errors import NotAllowed, Plain
from chumchon.thai.money import baht, baht_short

from ..actions import building
from ..actions import plans as actions
from ..forms.plans import BoqForm, InstalmentForm, LineForm, OptionForm, PhotoForm, PurchaseForm, VotesForm
from ..models import Project
from ..queries import plans as queries
from ..queries import projects
from ..queries.savings import cash_accounts
from .common import file_response, project_of, show


@needs("homes.read")
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """Options, sources and uses; `format=csv` is the draft."""
    return _plan(request)


def _plan(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    project = project_of(request)
    lines = list(project.plan_lines.all())
    if request.GET.get("format") == "csv":
        cells = [[x.get_side_display(), x.get_kind_display(), x.words, baht(x.satang).replace(",", "")] for x in lines]
        return csv_response(f"plan-{project.code}.csv", ["ด้าน", "ประเภท", "รายการ", "บาท"], cells)
    sides = {side: [x for x in lines if x.side == side] for side in ("source", "use")}
    sums = {side: sum(x.satang for x in rows) for side, rows in sides.items()}
    tops = queries.ceilings(project.programme, year_be(today(), 9))
    context = {
        "sources": sides["source"], "uses": sides["use"], "sums": sums, "difference": sums["source"] - sums["use"],
        "options": project.options.select_related("meeting"), "newest": queries.newest(project), "passed": queries.plan_passed(project),
        "ceilings": [(c, c.satang * project.units_planned) for c in tops.values() if c], "line_form": LineForm(), "boq_form": BoqForm(),
        "option_form": OptionForm(), "votes_form": VotesForm(project), **more,
    }  # fmt: skip
    return show(request, "homes/plan_money.html", context, status)


def _act(
    request: HttpRequest,
    form: forms.Form,
    name: str,
    act: Callable[[], str],
    page: Callable[..., HttpResponse],
    to: str,
) -> HttpResponse:
    """Send one form of a page with several: what was wrong stands beside it."""
    if request.method != "POST":
        return redirect(to, project_of(request).code)
    if form.is_valid():
        try:
            done = act()
        except NotAllowed:
            raise
        except Plain as refused:
            form.add_error(None, refused.th)
        else:
            messages.success(request, done)
            return redirect(to, project_of(request).code)
    return page(request, 422, **{name: form})


@needs("homes.write")
def line(request: HttpRequest, code: str) -> HttpResponse:
    """Add a line."""
    form = LineForm(request.POST or None)

    def act() -> str:
        actions.add_line(project_of(request), actor_of(request), form.line(), timezone.now(), today())
        return "เพิ่มบรรทัดแล้ว"

    return _act(request, form, "line_form", act, _plan, "plan")


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

    return _act(request, form, "boq_form", act, _plan, "plan")


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

    return _act(request, form, "option_form", act, _plan, "plan")


@needs("homes.write")
def votes(request: HttpRequest, code: str) -> HttpResponse:
    """Write the votes of a meeting down."""
    form = VotesForm(project_of(request), request.POST or None)

    def act() -> str:
        meeting, found = form.cleaned_data["meeting"], form.votes()
        actions.count_votes(project_of(request), actor_of(request), meeting, found, timezone.now(), today())
        return "บันทึกคะแนนแล้ว"

    return _act(request, form, "votes_form", act, _plan, "plan")


@needs("homes.write")
def send(request: HttpRequest, code: str) -> HttpResponse:
    """Send the plan up."""
    form = forms.Form(request.POST or None) if request.method != "POST" else forms.Form(request.POST)

    def act() -> str:
        made = actions.send_up(project_of(request), actor_of(request), timezone.now(), today())
        return f"ส่งแผนฉบับที่ {made.number} แล้ว ขั้นต่อไปให้ความเห็นที่หน้าโครงการ"

    return _act(request, form, "send_form", act, _plan, "plan")


@needs("homes.read")
def works(request: HttpRequest, code: str) -> HttpResponse:
    """Instalments with their proof, purchases."""
    return _works(request)


def _works(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    project = project_of(request)
    purchases = list(project.purchases.select_related("maker", "checker")[:100])
    boxes = [
        (a.code, f"{a.name_th} (มี {baht_short(satang)})") for a, satang in cash_accounts(projects.book_of(project))
    ]
    context = {
        "instalments": queries.instalments(project), "purchases": purchases, "total": sum(p.satang for p in purchases),
        "instalment_form": InstalmentForm(), "photo_form": PhotoForm(), "purchase_form": PurchaseForm(initial={"day": today()}),
        "boxes": boxes, "passed": queries.plan_passed(project), "me": actor_of(request).user_id, **more,
    }  # fmt: skip
    return show(request, "homes/works.html", context, status)


@needs("homes.open")
def instalment(request: HttpRequest, code: str) -> HttpResponse:
    """Set an instalment of the agreement."""
    form = InstalmentForm(request.POST or None)

    def act() -> str:
        said = form.cleaned_data
        made = building.plan_instalment(
            project_of(request), actor_of(request), said["kind"], said["stage_th"], said["satang"], not said["on_contract"],
            timezone.now(), today(),
        )  # fmt: skip
        return f"ตั้งงวดที่ {made.number} แล้ว"

    return _act(request, form, "instalment_form", act, _works, "works")


def _own(request: HttpRequest, instalment_id: int) -> Project:
    project = project_of(request)
    if not project.instalments.filter(pk=instalment_id).exists():
        raise Http404
    return project


@needs("homes.survey")
def photo(request: HttpRequest, code: str, instalment_id: int) -> HttpResponse:
    """A photograph of the stage."""
    project, form = _own(request, instalment_id), PhotoForm(request.POST or None, request.FILES or None)

    def act() -> str:
        raw = form.cleaned_data["photo"].read(MOST_BYTES + 1)
        building.add_photo(project, actor_of(request), instalment_id, raw, timezone.now(), today())
        return "แนบรูปหน้างานแล้ว"

    return _act(request, form, "photo_form", act, _works, "works")


def _button(request: HttpRequest, act: Callable[[], str]) -> HttpResponse:
    if request.method != "POST":
        return redirect("works", project_of(request).code)
    try:
        done = act()
    except NotAllowed:
        raise
    except Plain as refused:
        return _works(request, 422, error=refused)
    messages.success(request, done)
    return redirect("works", project_of(request).code)


@needs("homes.vouch")
def vouch(request: HttpRequest, code: str, instalment_id: int) -> HttpResponse:
    """One person's word that the stage is done."""
    project = _own(request, instalment_id)

    def act() -> str:
        building.vouch(project, actor_of(request), instalment_id, timezone.now(), today())
        return "รับรองงวดงานแล้ว"

    return _button(request, act)


@needs("homes.release")
def release(request: HttpRequest, code: str, instalment_id: int) -> HttpResponse:
    """Pay the instalment."""
    project = _own(request, instalment_id)

    def act() -> str:
        made = building.release(project, actor_of(request), instalment_id, timezone.now(), today())
        return f"จ่ายงวดที่ {made.number} {baht(made.satang)} บาทแล้ว ลงสมุดทั้งสองฝ่าย"

    return _button(request, act)


@needs("homes.write")
def purchase(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a purchase."""
    form = PurchaseForm(request.POST or None)

    def act() -> str:
        said = form.cleaned_data
        building.ask_purchase(
            project_of(request), actor_of(request), said["what"], said["kind"], said["supplier"], said["satang"], form.quotes(),
            said["day"], said["key"], timezone.now(), today(),
        )  # fmt: skip
        return "บันทึกแล้ว รอกรรมการอีกคนอนุมัติ"

    return _act(request, form, "purchase_form", act, _works, "works")


@needs("homes.sign")
def pay(request: HttpRequest, code: str, purchase_id: int) -> HttpResponse:
    """Another person approves a purchase and pays it."""
    project = project_of(request)
    if not project.purchases.filter(pk=purchase_id).exists():
        raise Http404

    def act() -> str:
        box = request.POST.get("box", "")[:12]
        made = building.pay_purchase(project, actor_of(request), purchase_id, box, timezone.now(), today())
        return f"จ่าย {baht(made.satang)} บาทแล้ว"

    return _button(request, act)


@public
@require_safe
def board(request: HttpRequest, board: str) -> HttpResponse:
    """The project's public page: money in and out, how far; no person. `format=pdf` is for the wall."""
    rows = Project.objects.select_related(
        "programme", "organisation__subdistrict__district__province", "organisation__book"
    )
    project = get_object_or_404(rows, organisation__code=board)
    come, gone = queries.money(project)
    steps = projects.timeline(project)
    done = sum(s.place == "done" for s in steps)
    if request.GET.get("format") == "pdf":
        return file_response(_paper(project, come, gone, steps), "application/pdf", f"board-{board}.pdf")
    context = {
        "project": project, "come": come, "gone": gone, "in_sum": sum(g.satang for g in come), "out_sum": sum(g.satang for g in gone),
        "cash": projects.cash_of(project), "steps": steps, "done": done, "surveyed": project.houses.count(),
        "instalments": queries.instalments(project),
    }  # fmt: skip
    return render(request, "homes/board.html", context)


def _paper(
    project: Project, come: list[queries.Group], gone: list[queries.Group], steps: list[projects.StepShown]
) -> bytes:
    columns = (Column("รายการ"), Column("บาท", MONEY))
    way = [(s.step.name_th, {"done": "ผ่านแล้ว", "now": "กำลังทำ", "ahead": ""}[s.place]) for s in steps]
    report = Report(
        project.name_th, [project.programme.name_th, project.organisation.subdistrict.label, f"ข้อมูล ณ {long_th(today())}"],
        [
            summed("เงินเข้าโครงการ", columns, [(g.word, g.satang) for g in come], half=True),
            summed("เงินออกจากโครงการ", columns, [(g.word, g.satang) for g in gone], half=True),
            summed("คงเหลือในโครงการ", columns, [("เงินสดและธนาคาร", projects.cash_of(project))]),
            summed("ขั้นตอน", (Column("ขั้น", wide=True), Column("ถึงไหนแล้ว")), way, words=""),
        ],
    )  # fmt: skip
    return report.pdf()
