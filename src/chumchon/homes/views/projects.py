"""Pages of a project: the list, opening, its own page with the timeline, place, partners, meetings, papers, the end."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode

from chumchon.access.http import actor_of, needs, today
from chumchon.access.rules import areas_of
from chumchon.access.sheets import csv_response
from chumchon.paper.scans import MOST_BYTES
from chumchon.thai.errors import BadInput, Plain

from ..actions import documents as papers
from ..actions import partners
from ..actions import projects as actions
from ..forms.projects import (
    EndForm,
    MeetingForm,
    OpenForm,
    OutlineForm,
    PaperForm,
    PartnerForm,
    PointForm,
    WordForm,
)
from ..models import Programme, Project
from ..queries import projects as queries
from ..queries.amendments import open_one
from ..queries.houses import building
from ..queries.own_way import own_way
from ..queries.survey import plan_of
from ..rules.projects import STATES
from .common import act_beside, file_response, form_page, project_of, show

A_PAGE, A_FILE = 50, 20_000


@needs("homes.read")
def listing(request: HttpRequest) -> HttpResponse:
    """Projects of the actor's areas and organisations; programme, state and q in the address; `format=csv`."""
    actor = actor_of(request)
    own = [g.organisation_id for g in actor.active_grants() if g.organisation_id and g.in_force(today())]
    asked = {key: request.GET.get(key, "").strip()[:80] for key in ("programme", "state")}
    text = request.GET.get("q", "").strip()[:80]
    rows = queries.projects(areas_of(actor, "homes.read", today()), own, text=text, **asked)
    if request.GET.get("format") == "csv":
        return _file(rows[:A_FILE])
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "rows": list(page), "q": text, **asked, "programmes": Programme.objects.all(), "states": {**STATES, queries.AMENDING: "รออนุมัติการแก้แผน"},
        "address": urlencode({**asked, "q": text}), "total": sum(p.units_planned for p in page),
        "surveyed": sum(p.surveyed for p in page), "may_open": bool(areas_of(actor, "homes.open", today())),  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "homes/projects.html", context)


def _file(rows: Any) -> HttpResponse:
    head = ["รหัส", "ชุมชน", "โครงการ", "ตำบล", "สถานะ", "ขั้นที่", "เป้าหมาย", "หน่วย", "สำรวจแล้ว", "เริ่ม"]
    cells = (
        [
            p.code, p.name_th, p.programme.name_th, p.organisation.subdistrict.label, p.get_state_display(), p.step_number,
            p.units_planned, p.programme.get_unit_display(), p.surveyed, p.started_on.isoformat(),
        ]
        for p in rows
    )  # fmt: skip
    return csv_response("housing-projects.csv", head, cells)


@needs("homes.open")
def new(request: HttpRequest) -> HttpResponse:
    """Open a project; the one-time passwords are shown once."""
    form = OpenForm(request.POST or None, initial={"started_on": today()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        facts = actions.ProjectFacts(
            said["code"], said["name_th"], said["programme"], said["area"].code, said["settlement"], said["tenure_now"],
            said["tenure_wanted"], said["units_planned"], said["started_on"], said["land_owner"], said["story"],
            form.people(),
        )  # fmt: skip
        try:
            made = actions.open_project(facts, actor_of(request), timezone.now(), today())
        except Plain as refused:
            form.add_error(
                {"CODE_TAKEN": "code", "BAD_CODE": "code", "NOT_ALLOWED": "area"}.get(refused.code), refused.th
            )
        else:
            answer = render(request, "homes/project_opened.html", {"opened": made})
            answer["Cache-Control"] = "no-store"
            return answer
    return render(request, "homes/project_new.html", {"form": form}, status=422 if request.method == "POST" else 200)


@needs("homes.read")
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """The project's page."""
    return _show(request)


def _show(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    project = project_of(request)
    steps = queries.timeline(project)
    now = next((s for s in steps if s.place == "now"), None)
    context = {
        "steps": steps, "now": now, "partners": queries.partners(project), "meetings": project.meetings.order_by("-day", "-id")[:10],
        "papers": queries.documents(project)[:20], "paper_count": project.documents.count(), "cash": queries.cash_of(project),
        "loans": queries.loans_left(project, houses=True), "surveyed": project.houses.count(), "plan": plan_of(project),
        "groups": project.groups.select_related("organisation"), "followers": project.followers.select_related("organisation"),
        "building": building(project, today()), "body": project.legal_bodies.last(),
        "amending": open_one(project),
        "own": own_way(project), "word_form": WordForm(project, initial={"decided_on": today()}), "paper_form": PaperForm(), "end_form": EndForm(),
        **more,
    }  # fmt: skip
    return show(request, "homes/project.html", context, status)


@needs("homes.decide")
def word(request: HttpRequest, code: str) -> HttpResponse:
    """A level's word on the step."""
    project = project_of(request)
    form = WordForm(project, request.POST or None)

    def act() -> str:
        said = form.cleaned_data
        actions.say_word(
            project, actor_of(request), said["verdict"], said["note"], said["decided_on"], said["meeting"],
            timezone.now(), today(),
        )  # fmt: skip
        return "บันทึกความเห็นแล้ว"

    return act_beside(request, form, "word_form", act, _show, "project")


@needs("homes.write")
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """Attach a paper."""
    form = PaperForm(request.POST or None, request.FILES or None)

    def act() -> str:
        said = form.cleaned_data
        raw = said["paper"].read(MOST_BYTES + 1)
        papers.attach(project_of(request), actor_of(request), said["label"], raw, timezone.now(), today())
        return "แนบเอกสารแล้ว"

    return act_beside(request, form, "paper_form", act, _show, "project")


@needs("homes.open")
def end(request: HttpRequest, code: str) -> HttpResponse:
    """Cancel or hand over."""
    form = EndForm(request.POST or None)

    def act() -> str:
        said = form.cleaned_data
        actions.end_project(
            project_of(request), actor_of(request), said["state"], said["note"], timezone.now(), today()
        )
        return "จบโครงการแล้ว"

    return act_beside(request, form, "end_form", act, _show, "project")


@needs("homes.read")
def read_paper(request: HttpRequest, code: str, document_id: int) -> HttpResponse:
    """The file of a paper."""
    found = queries.documents(project_of(request)).filter(pk=document_id).first()
    if found is None:
        raise Http404
    found.project = project_of(request)
    kind = "pdf" if found.mime == "application/pdf" else "jpg"
    content = papers.read(found, actor_of(request), timezone.now(), today())
    return file_response(content, found.mime, f"{code}-{found.pk}.{kind}")


@needs("homes.write")
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Where the community lies: a point."""
    project = project_of(request)
    form = PointForm(request.POST or None, initial={"longitude": project.longitude, "latitude": project.latitude})

    def act(said: dict[str, Any]) -> object:
        actor = actor_of(request)
        return actions.set_point(project, actor, said["longitude"], said["latitude"], timezone.now(), today())

    return form_page(request, form, "ที่ตั้งชุมชน", act, "บันทึกที่ตั้งแล้ว", "บันทึกที่ตั้ง")


@needs("homes.write")
def outline(request: HttpRequest, code: str) -> HttpResponse:
    """The outline from a GeoJSON file."""
    form = OutlineForm(request.POST or None, request.FILES or None)

    def act(said: dict[str, Any]) -> object:
        if said["outline"].size > MOST_BYTES:
            raise BadInput("TOO_LARGE", "ไฟล์ขอบเขตใหญ่เกินไป ลดจุดให้น้อยลง", "The outline's file is too large.")
        raw = said["outline"].read()
        return actions.set_outline(project_of(request), actor_of(request), raw, timezone.now(), today())

    return form_page(request, form, "ขอบเขตชุมชน", act, "บันทึกขอบเขตแล้ว", "ส่งไฟล์ขอบเขต")


@needs("homes.write")
def partner(request: HttpRequest, code: str) -> HttpResponse:
    """A partner's promise."""
    form = PartnerForm(request.POST or None, initial={"promised_on": today()})

    def act(said: dict[str, Any]) -> object:
        return partners.add_partner(
            project_of(request), actor_of(request), said["kind"], said["name_th"], said["promise"], said["satang"] or 0,
            said["promised_on"], timezone.now(), today(),
        )  # fmt: skip

    return form_page(request, form, "ภาคีที่ร่วมช่วย", act, "บันทึกภาคีแล้ว", "บันทึก")


@needs("homes.write")
def kept(request: HttpRequest, code: str, partner_id: int) -> HttpResponse:
    """The partner did as promised, today."""
    project: Project = project_of(request)
    if not project.partners.filter(pk=partner_id).exists():
        raise Http404
    if request.method == "POST":
        note = request.POST.get("note", "")
        partners.keep_promise(project, actor_of(request), partner_id, today(), note, timezone.now(), today())
        messages.success(request, "บันทึกว่าทำตามที่รับปากแล้ว")
    return redirect("project", code)


@needs("homes.write")
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    """Minutes of a meeting."""
    form = MeetingForm(request.POST or None, initial={"day": today()})

    def act(said: dict[str, Any]) -> object:
        facts = actions.MeetingFacts(**{k: v for k, v in said.items() if k != "key"})
        return actions.add_meeting(project_of(request), actor_of(request), facts, said["key"], timezone.now(), today())

    return form_page(request, form, "บันทึกการประชุม", act, "บันทึกการประชุมแล้ว", "บันทึกการประชุม")
