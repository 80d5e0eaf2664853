"""The officers' queue of findings and a finding's page; the checks themselves for headquarters."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from chumchon.access.http import actor_of, needs, today
from chumchon.access.rules import PERMISSIONS, Actor, may
from chumchon.access.sheets import csv_response
from chumchon.thai.dates import short_th
from chumchon.thai.errors import Plain

from ..actions.catalogue import change_check
from ..actions.steps import is_their_own, take
from ..catalogue import BY_CODE, Parameter
from ..forms import CheckForm, StepForm
from ..models import SEVERITIES, WAITING, Check, Finding
from ..queries import findings as queries
from ..queries.evidence import shown
from ..queries.findings import Asked
from ..words import SEVERITY_CHIPS, STATE_CHIPS, sentence

FINDINGS_A_PAGE = 50
DECIDE = "findings.decide"
QUIET_STEPS = ("ask", "note")


def row_of(finding: Finding) -> dict[str, Any]:
    """A finding as a list shows it."""
    return {
        "finding": finding, "told": sentence(finding), "chip": SEVERITY_CHIPS[finding.severity],
        "state_chip": "teal" if finding.gone_at else STATE_CHIPS[finding.state],
        "state": "ไม่พบแล้ว" if finding.gone_at else finding.get_state_display(),
    }  # fmt: skip


def _asked(request: HttpRequest) -> Asked:
    got = request.GET
    state = got.get("state", "waiting")
    return Asked(
        severity=got.get("severity", "") if got.get("severity") in dict(SEVERITIES) else "",
        check=got.get("check", "") if got.get("check") in BY_CODE else "",
        province=got.get("province", "")[:2], state=state if state in dict(queries.STATE_CHOICES) else "waiting",
        text=got.get("q", "").strip()[:80],
    )  # fmt: skip


@needs(DECIDE)
def listing(request: HttpRequest) -> HttpResponse:
    """Findings of the area: ?severity= ?check= ?province= ?state= ?q=, `?format=csv`."""
    actor, day, asked = actor_of(request), today(), _asked(request)
    found = queries.queue(actor, asked, day)
    if request.GET.get("format") == "csv":
        return _csv(found)
    page = Paginator(found, FINDINGS_A_PAGE).get_page(request.GET.get("page"))
    address = request.GET.copy()
    for part in ("page", "format"):
        address.pop(part, None)
    sums = queries.by_severity(found)
    context = {
        "page": page, "rows": [row_of(f) for f in page], "asked": asked, "address": address.urlencode(), "day": day,
        "sums": sums, "total": sum(sums.values()), "checks": queries.check_choices(), "severities": SEVERITIES,
        "provinces": queries.province_choices(actor, day), "states": queries.STATE_CHOICES,
        "state_word": dict(queries.STATE_CHOICES)[asked.state], "may_edit": may_edit(actor, day),
    }  # fmt: skip
    return render(request, "checks/desk/listing.html", context)


def _csv(found: Any) -> HttpResponse:
    head = ["ระดับ", "ข้อตรวจ", "พบว่า", "รหัสกองทุน", "กองทุน", "พื้นที่", "พบเมื่อ", "พบล่าสุด", "สถานะ"]
    lines = (
        [f.get_severity_display(), f.check_of.name_th, sentence(f), f.organisation.code, f.organisation.name_th,
         f.organisation.subdistrict.label, short_th(localdate(f.first_seen)), short_th(localdate(f.last_seen)), row_of(f)["state"]]
        for f in found
    )  # fmt: skip
    return csv_response("findings.csv", head, lines)


def may_edit(actor: Actor, day: date) -> bool:
    """Whether the checks themselves may be changed."""
    return any("checks.settings" in PERMISSIONS[g.role] and g.in_force(day) for g in actor.active_grants())


def _in_area(request: HttpRequest, finding_id: int) -> Finding:
    """The finding where it lies in the officer's area, else 404."""
    finding = queries.one(finding_id)
    day = today()
    if finding is None or not may(
        actor_of(request), DECIDE, finding.organisation_id, finding.organisation.subdistrict_id, day
    ):
        raise Http404
    return finding


@needs(DECIDE)
def finding(request: HttpRequest, finding_id: int) -> HttpResponse:
    """A finding with its evidence, its steps, and what may be done."""
    return _finding(request, _in_area(request, finding_id))


def _finding(
    request: HttpRequest, found: Finding, error: Plain | None = None, form: StepForm | None = None
) -> HttpResponse:
    actor, day = actor_of(request), today()
    own, steps = is_their_own(found, actor), queries.steps_of(found)
    open_ = found.state in WAITING
    kinds = ("note",) if not open_ else QUIET_STEPS if own else ()
    seen = steps[-1].pk if steps else 0
    if form is None or error is not None:
        data = (
            {"kind": form["kind"].value(), "text": form["text"].value()}
            if form is not None
            else {"kind": "ask" if found.state == "open" else "" if open_ else "note"}
        )
        form = StepForm(initial={**data, "seen": seen}, kinds=kinds)
    context = {
        **row_of(found), "evidence": shown(found, actor, day), "steps": steps, "form": form, "own": own, "error": error, "day": day,
    }  # fmt: skip
    return render(request, "checks/desk/finding.html", context, status=422 if request.method == "POST" else 200)


@needs(DECIDE)
@require_POST
def step(request: HttpRequest, finding_id: int) -> HttpResponse:
    """Take one step; what cannot be done is said beside the form, with what was typed."""
    found, form = _in_area(request, finding_id), StepForm(request.POST)
    if not form.is_valid():
        return _finding(request, found, form=form)
    got = form.cleaned_data
    try:
        take(found.pk, actor_of(request), got["kind"], got["text"], got["seen"], timezone.now(), today())
    except Plain as refused:
        return _finding(request, queries.one(found.pk) or found, refused, form)
    messages.success(request, "บันทึกแล้ว")
    return redirect("desk_finding", found.pk)


@needs(DECIDE)
def checks(request: HttpRequest) -> HttpResponse:
    """Every check: severity, numbers, where they are from; headquarters may change them."""
    rows: list[dict[str, Any]] = []
    for check in Check.objects.all():
        told = [
            _told(p, check.parameters.get(p.key, p.value)) for p in BY_CODE[check.code].parameters
        ]  # fmt: skip
        rows.append({"check": check, "chip": SEVERITY_CHIPS[check.severity], "parameters": told})
    if request.GET.get("format") == "csv":
        cells = (
            [r["check"].code, r["check"].name_th, r["check"].get_severity_display(), "ใช้" if r["check"].is_on else "ไม่ใช้",
             " · ".join(" ".join(p) for p in r["parameters"]), r["check"].source_th]
            for r in rows
        )  # fmt: skip
        return csv_response("checks.csv", ["รหัส", "ข้อตรวจ", "ระดับ", "ใช้อยู่", "ตัวเลข", "ที่มา"], cells)
    return render(request, "checks/desk/checks.html", {"rows": rows, "may_edit": may_edit(actor_of(request), today())})


def _told(parameter: Parameter, value: int) -> tuple[str, str, str]:
    """A parameter's words, its number as people write it, and what it counts; a year has no comma."""
    if parameter.unit_th == "พ.ศ.":
        return parameter.label_th, f"พ.ศ. {value}", ""
    return (
        parameter.label_th,
        f"{value // 100:,}" if parameter.key.endswith("_satang") else f"{value:,}",
        parameter.unit_th,
    )


@needs("checks.settings")
def check(request: HttpRequest, check: str) -> HttpResponse:
    """Change one check."""
    row = Check.objects.filter(code=check).first()
    if row is None:
        raise Http404
    form, error = CheckForm(row, request.POST or None), None
    if request.method == "POST" and form.is_valid():
        got = form.cleaned_data
        try:
            change_check(
                row.code, actor_of(request), got["severity"], got["is_on"], form.parameters(), timezone.now(), today()
            )
        except Plain as refused:
            error = refused
        else:
            messages.success(request, "บันทึกแล้ว ใช้ตั้งแต่การตรวจครั้งถัดไป")
            return redirect("desk_checks")
    status = 422 if request.method == "POST" else 200
    return render(request, "checks/desk/check.html", {"check": row, "form": form, "error": error}, status=status)
