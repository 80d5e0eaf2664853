"""Which skills a tambon lacks, and the lists that headquarters keeps."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chumchon.access.http import actor_of, needs, today
from chumchon.access.pages import add_refusal, body_of, wants_csv
from chumchon.access.sheets import csv_response
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import settings as acts
from ..forms.people import NeedForm
from ..forms.settings import FORMS
from ..models import Course, HonourKind, Skill
from ..queries import skills as queries
from .common import show

HEAD = ("ทักษะ", "มี (คน)", "ต้องการ (คน)", "ขาด (คน)", "ตำบลกำหนดเอง")


@needs("leaders.read")
def lacking(request: HttpRequest, code: str) -> HttpResponse:
    """Held against needed, what is lacked most first; `?only=lacks` narrows, `?format=csv` gives a file."""
    body, only = body_of(request), request.GET.get("only", "")
    rows = [g for g in queries.gaps(body.subdistrict_id) if only != "lacks" or g.lacks]
    if wants_csv(request):
        lines = ([g.name_th, g.held, g.needed, g.lacks, "ใช่" if g.own else ""] for g in rows)
        return csv_response(f"{code}-skills.csv", HEAD, lines)
    context = {
        "rows": rows, "only": only, "history": queries.history(body), "form": NeedForm(),
        "sums": {name: sum(getattr(g, name) for g in rows) for name in ("held", "needed", "lacks")},
    }  # fmt: skip
    return show(request, "skills.html", context)


@needs("leaders.write")
def need(request: HttpRequest, code: str) -> HttpResponse:
    """How many the tambon itself says it needs."""
    body, form = body_of(request), NeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            acts.say_need(
                body, said["skill"], said["least"], said["reason"], actor_of(request), timezone.now(), today()
            )
        except NotAllowed:
            raise
        except Plain as refused:
            add_refusal(form, refused, {"NO_REASON": "reason", "NO_SKILL": "skill", "BAD_COUNT": "least"})
        else:
            messages.success(request, "บันทึกแล้ว")
            return redirect("leader_skills", code)
    return show(request, "need_form.html", {"form": form}, 422 if request.method == "POST" else 200)


@require_safe
@needs("leaders.settings")
def settings(request: HttpRequest) -> HttpResponse:
    """Courses, skills and honours of the whole nation, with their sources."""
    return _settings(request)


def _settings(request: HttpRequest, status: int = 200, forms: dict[str, Any] | None = None) -> HttpResponse:
    made = {name: form() for name, form in FORMS.items()} | (forms or {})
    context = {
        "tables": (
            ("course", "หลักสูตร", Course.objects.select_related("skill"), made["course"]),
            ("skill", "ทักษะ", Skill.objects.all(), made["skill"]),
            ("honour", "เกียรติคุณ", HonourKind.objects.all(), made["honour"]),
        ),
        "opened": next(iter(forms), "") if forms else "",
    }  # fmt: skip
    return render(request, "leaders/settings.html", context, status=status)


@needs("leaders.settings")
def change_settings(request: HttpRequest) -> HttpResponse:
    """One more row of a table (`table`), or a row turned off or on (`code`, `on`)."""
    table, code = request.POST.get("table", ""), request.POST.get("turn", "")
    if request.method != "POST" or table not in FORMS:
        return redirect("leaders_settings") if request.method != "POST" else _settings(request, 422)
    if code:
        acts.turn(table, code, request.POST.get("on") == "1", actor_of(request), timezone.now(), today())
        return redirect("leaders_settings")
    form = FORMS[table](request.POST)
    if form.is_valid():
        try:
            acts.add_setting(
                table, form.cleaned_data["code"], form.fields_of(), form.cleaned_data["source"], actor_of(request),
                timezone.now(), today(),
            )  # fmt: skip
        except NotAllowed:
            raise
        except Plain as refused:
            add_refusal(form, refused, {"TWICE": "code", "NO_SOURCE": "source"})
        else:
            messages.success(request, "เพิ่มแล้ว")
            return redirect("leaders_settings")
    return _settings(request, 422, {table: form})
