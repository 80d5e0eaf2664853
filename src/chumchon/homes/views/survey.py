"""Pages of the survey: the list with its plan, a house's form, a phone's entries, spreadsheets out and in."""

import uuid
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chumchon.access.http import actor_of, needs, public, today
from chumchon.access.pages import worker_script
from chumchon.access.searching import address, by_name, searched
from chumchon.access.sheets import csv_response
from chumchon.paper.workbook import MIME, Sheet, make
from chumchon.thai.errors import BadInput, NotAllowed, Plain

from ..actions import survey as actions
from ..forms.survey import MOST_FILE, PHONE, HouseForm, SheetForm, entry_of, read_entries, read_sheet
from ..models import Project, SurveyedHouse
from ..queries import survey as queries
from ..rules.survey import CONDITIONS, NEEDS
from ..rules.survey_sheet import head, row_of, xlsform
from .common import file_response, project_of, show

A_PAGE = 50


@needs("homes.read")
@by_name
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Houses and their plan; condition, need and a sealed name in the address; `format=csv` and `format=xlsx`."""
    project = project_of(request)
    text, (condition, need) = searched(request), (request.GET.get(k, "").strip()[:80] for k in ("condition", "need"))
    rows = queries.houses(project, text, condition if condition in CONDITIONS else "", need if need in NEEDS else "")
    if request.GET.get("format") in ("csv", "xlsx"):
        return _file(project, rows, request.GET["format"])
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "rows": list(page), "q": text, "condition": condition, "need": need, "conditions": CONDITIONS, "needs": NEEDS,
        "address": address(request, condition=condition, need=need), "sums": queries.sums(project),
        "plan": queries.plan_of(project), "people": sum(h.people for h in page),
    }  # fmt: skip
    return show(request, "homes/survey.html", context)


def _file(project: Project, rows: Any, kind: str) -> HttpResponse:
    cells = [row_of(entry_of(h)) for h in rows]
    if kind == "csv":
        return csv_response(f"survey-{project.code}.csv", head(), cells)
    return file_response(make([Sheet("houses", head(), cells)]), MIME, f"survey-{project.code}.xlsx", inline=False)


@needs("homes.survey")
def form_file(request: HttpRequest, code: str) -> HttpResponse:
    """The XLSForm for collectors' apps (ODK, KoBo)."""
    project = project_of(request)
    sheets = [
        Sheet(name, titles, rows) for name, titles, rows in xlsform(f"สำรวจบ้าน {project.name_th}", f"survey_{code}")
    ]
    return file_response(make(sheets), MIME, f"xlsform-{code}.xlsx", inline=False)


def _villages(project: Project) -> list[tuple[int, str]]:
    return [(v.number, v.label) for v in project.organisation.subdistrict.villages.all()]


@needs("homes.survey")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Survey a house."""
    return _edit(request, None)


@needs("homes.survey")
def house(request: HttpRequest, code: str, house_id: int) -> HttpResponse:
    """A house that was surveyed, to mend."""
    found = queries.house(project_of(request), house_id)
    if found is None:
        raise Http404
    return _edit(request, found)


def _edit(request: HttpRequest, found: SurveyedHouse | None) -> HttpResponse:
    project = project_of(request)
    initial = asdict(entry_of(found)) if found else {"surveyed_on": today(), "condition": "fair"}
    form = HouseForm(_villages(project), request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            if found is None:
                actions.survey_house(project, actor_of(request), form.entry(), timezone.now(), today())
            else:
                actions.change_house(project, actor_of(request), found.pk, form.entry(), timezone.now(), today())
        except NotAllowed:
            raise
        except Plain as refused:
            form.add_error(_field(refused.code), refused.th)
        else:
            messages.success(request, f"บันทึกบ้าน {form.cleaned_data['house_no']} แล้ว")
            return redirect("survey_new" if found is None and "another" in request.POST else "survey", project.code)
    context = {"form": form, "house": found, "phone_key": PHONE.public_key()}
    return show(request, "homes/survey_house.html", context, 422 if request.method == "POST" else 200)


def _field(code: str) -> str | None:
    return {
        "HOUSE_THERE": "house_no", "OTHER_HOUSE": "house_no", "PEOPLE": "people", "VILLAGE": "village", "NOT_A_PLACE": "latitude",
        "OTHER_PROVINCE": "latitude", "FUTURE_DATE": "surveyed_on", "MONEY": "income_satang",
    }.get(code)  # fmt: skip


@needs("homes.survey")
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Bring houses in from a spreadsheet; each row gets its answer, rows that were kept stay kept."""
    project = project_of(request)
    form = SheetForm(request.POST or None, request.FILES or None)
    found: list[tuple[int, Any]] = []
    counts = {"accepted": 0, "already": 0, "conflict": 0, "rejected": 0}
    if request.method == "POST" and form.is_valid():
        space = uuid.uuid5(uuid.NAMESPACE_URL, f"homes/{project.pk}")
        try:
            entries = read_sheet(form.cleaned_data["file"].read(MOST_FILE + 1), today(), space)
            answers = actions.accept(project, actor_of(request), entries, timezone.now(), today())
        except BadInput as unread:
            form.add_error("file", unread.th)
        else:
            for answer in answers:
                counts[answer.status] += 1
            found = [(i, a) for i, a in enumerate(answers, 1) if a.th]
            if not found:
                messages.success(request, f"รับ {counts['accepted']} หลัง มีอยู่แล้ว {counts['already']} หลัง")
                return redirect("survey", code)
    context = {"form": form, "counts": counts if found else None, "wrong": found}
    bad = request.method == "POST" and not found
    return show(request, "homes/survey_sheet.html", context, 422 if bad else 200)


@require_POST
@needs("homes.survey")
def entries(request: HttpRequest, code: str) -> HttpResponse:
    """What a phone kept while it had no signal: docs/api-entries.md. Every entry gets its own answer, in their order."""
    project = project_of(request)
    try:
        said = read_entries(request.body, actor_of(request).user_id)
    except BadInput as unread:
        return JsonResponse({"error": {"code": unread.code, "th": unread.th, "en": unread.en}}, status=400)
    answers = actions.accept(project, actor_of(request), [s.entry for s in said], timezone.now(), today())
    answer = JsonResponse({"entries": [s.told(a.status, a.code, a.th) for s, a in zip(said, answers, strict=True)]})
    answer["Cache-Control"] = "no-store"
    return answer


@public
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the blank survey page for when there is no signal; it stands at the head of what it keeps."""
    return worker_script("web/js/page-worker.js", "homes/js/worker.js")
