"""Drafts of an agreement: made, changed by form, beside the version in force, who gains and loses, put in force."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.access.sheets import csv_response
from chumchon.agreements.faults import Faulty
from chumchon.agreements.load import MOST_BYTES
from chumchon.thai.errors import NotAllowed, Plain
from chumchon.thai.money import baht_plain

from ..actions import agreements as actions
from ..forms.agreements import ResolutionForm, Sheet, StartForm, UploadForm, order, sheet_of, sheet_sent
from ..forms.agreements_read import accounts, read
from ..forms.agreements_shown import shown
from ..models import AgreementVersion
from ..queries import agreements as queries
from ..queries.agreement_effect import GAIN, LOSE, SAME, effect
from ..queries.approvers import lacks
from ..rules.agreement_compare import compare
from ..rules.agreement_kinds import KINDS
from ..rules.agreements import Resolution, quorum
from .agreements import toml_response
from .common import fund_of, show

ROWS_A_PAGE = 50
WHO = ((LOSE, "ได้น้อยลง"), (GAIN, "ได้มากขึ้น"), (SAME, "เท่าเดิม"), ("all", "ทุกคน"))


def draft_of(request: HttpRequest, version_id: int) -> AgreementVersion:
    """A draft of this fund; 404 otherwise."""
    found = queries.draft(fund_of(request), version_id)
    if found is None:
        raise Http404
    return found


@needs("agreement.draft")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a draft: from the version in force, from the example, or from a file with every fault told."""
    fund, form, faults, error = fund_of(request), UploadForm(), (), None
    if request.method == "POST":
        actor, now, source = actor_of(request), timezone.now(), request.POST.get("source", "")
        try:
            if source == "file":
                form = UploadForm(request.POST, request.FILES)
                if not form.is_valid():
                    return _new(request, form, (), None, 422)
                content = form.cleaned_data["file"].read(MOST_BYTES + 1)
                row = actions.draft_from_file(fund, actor, content, now, today())
            elif source == "force":
                row = actions.draft_from_force(fund, actor, now, today())
            else:
                row = actions.draft_from_example(fund, actor, now, today())
        except NotAllowed:
            raise
        except Faulty as faulty:
            faults = faulty.faults  # type: ignore[assignment]
        except Plain as refused:
            error = refused
        else:
            messages.success(request, "เปิดร่างแล้ว แก้ในแต่ละข้อ แล้วดูว่าใครได้ใครเสีย")
            return redirect("agreement_draft", code, row.pk)
    return _new(request, form, faults, error, 422 if faults or error else 200)


def _new(request: HttpRequest, form: UploadForm, faults: Any, error: Plain | None, status: int) -> HttpResponse:
    context = {"form": form, "faults": faults, "error": error, "row": queries.version_on(fund_of(request), today())}
    return show(request, "funds/agreements/new.html", context, status)


@needs("agreement.draft")
def draft(request: HttpRequest, code: str, version_id: int) -> HttpResponse:
    """The draft as a form. Buttons that add or take away rows send it back as it was typed; only "save" keeps it."""
    row = draft_of(request, version_id)
    said = queries.parsed(row)
    if request.method != "POST":
        sheet = sheet_of(said, row.accounts)
        sheet.values["revision"] = str(row.revision)
        return _form(request, row, sheet, StartForm(initial={"starts": row.effective_from}))
    sheet, start = sheet_sent(request.POST.dict()), StartForm(request.POST)
    asked = request.POST.get("do", "save")
    if asked != "save":
        order(sheet, asked)
        return _form(request, row, sheet, start)
    found, sheet.errors = read(sheet, start.cleaned_data["starts"] if start.is_valid() else row.effective_from, said)
    if found is not None and start.is_valid():
        revision = int(sheet.get("revision")) if sheet.get("revision").isdecimal() else 0
        try:
            actions.save_draft(
                fund_of(request), row.pk, actor_of(request), found, accounts(sheet), revision, timezone.now(), today()
            )
        except NotAllowed:
            raise
        except Plain as refused:
            sheet.errors[""] = refused.th
        else:
            messages.success(request, "บันทึกร่างแล้ว")
            return redirect("agreement_draft_compare" if request.POST.get("then") else "agreement_draft", code, row.pk)
    return _form(request, row, sheet, start, 422)


def _form(
    request: HttpRequest, row: AgreementVersion, sheet: Sheet, start: StartForm, status: int = 200
) -> HttpResponse:
    named = queries.benefit_accounts(fund_of(request))
    fund = fund_of(request)
    few = lacks(fund, queries.parsed(row), today())
    context = {"row": row, "start": start, "kinds": KINDS, "few": few, **shown(sheet, named)}
    return show(request, "funds/agreements/form.html", context, status)


@needs("agreement.draft")
def delete(request: HttpRequest, code: str, version_id: int) -> HttpResponse:
    """Throw the draft away."""
    row = draft_of(request, version_id)
    if request.method != "POST":
        return redirect("agreement_draft", code, row.pk)
    actions.delete_draft(fund_of(request), row.pk, actor_of(request), timezone.now(), today())
    messages.success(request, "ลบร่างแล้ว")
    return redirect("agreement", code)


@needs("agreement.sign")
def draft_toml(request: HttpRequest, code: str, version_id: int) -> HttpResponse:
    """The draft as a TOML file."""
    return toml_response(draft_of(request, version_id), f"{code}-draft")


@needs("agreement.sign")
def compared(request: HttpRequest, code: str, version_id: int) -> HttpResponse:
    """The draft beside the version in force on its day, changed sentences marked by words."""
    row = draft_of(request, version_id)
    now = queries.version_on(fund_of(request), row.effective_from)
    before = replace(queries.parsed(now), resolution_th="") if now else None  # a draft has no resolution to compare
    parts = compare(before, queries.parsed(row))
    only = request.GET.get("show") != "all"
    context = {"row": row, "now": now, "parts": parts, "only": only, "changed": sum(p.changed for p in parts)}
    return show(request, "funds/agreements/compare.html", context)


@needs("agreement.sign")
def effects(request: HttpRequest, code: str, version_id: int) -> HttpResponse:
    """Who gains and who loses among today's members, benefit by benefit."""
    fund, row = fund_of(request), draft_of(request, version_id)
    now = queries.version_on(fund, today())
    found = effect(fund, queries.parsed(now) if now else None, queries.parsed(row), today())
    keys = {one.key for one in found.sums}
    most = max(found.sums, key=lambda one: (one.lose, one.gain), default=None)
    key = request.GET.get("benefit", "")
    key = key if key in keys else (most.key if most else "")
    who = request.GET.get("who", "")
    if who not in dict(WHO):
        who = LOSE if most and most.lose else GAIN
    rows = found.rows(key, "" if who == "all" else who)
    if request.GET.get("format") == "csv":
        head = ["เลขสมาชิก", "ชื่อ", "หมู่", "ฉบับที่ใช้อยู่ (บาท)", "ร่าง (บาท)", "ต่าง (บาท)"]
        lines = (
            [
                r.number,
                r.name,
                r.village or "",
                *(baht_plain(s) for s in (r.before_satang, r.after_satang, r.difference_satang)),
            ]
            for r in rows
        )
        return csv_response(f"agreement-effect-{code}-{key}.csv", head, lines)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "row": row, "now": now, "sums": found.sums, "people": found.people, "members": len(found.members), "page": page,
        "benefit": next((one for one in found.sums if one.key == key), None), "who": who, "whos": WHO,
        "address": f"benefit={key}&who={who}", "total_before": sum(r.before_satang for r in page),
        "total_after": sum(r.after_satang for r in page), "total_difference": sum(r.difference_satang for r in page),
    }  # fmt: skip
    return show(request, "funds/agreements/effect.html", context)


@needs("agreement.decide")
def force(request: HttpRequest, code: str, version_id: int) -> HttpResponse:
    """The meeting's resolution and the second person's signature: from here on the draft is the agreement."""
    fund, row = fund_of(request), draft_of(request, version_id)
    error: Plain | None = None
    active = queries.active_members(fund)
    form = ResolutionForm(request.POST if request.method == "POST" else None, initial={"entitled": active})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        resolution = Resolution(
            said["meeting_th"], said["day"], said["entitled"], said["present"], said["votes_for"], said["votes_against"],
            said["resolution_th"],
        )  # fmt: skip
        try:
            done = actions.put_in_force(
                fund, row.pk, actor_of(request), resolution, said["witness"], said["secret"], timezone.now(), today()
            )
        except NotAllowed as refused:
            error = refused  # the second person may not sign; the first has passed the door
        except Plain as refused:
            error = refused
        else:
            messages.success(request, f"ประกาศใช้ข้อตกลงฉบับที่ {done.number} แล้ว")
            return redirect("agreement_version", code, done.number)
    few = lacks(fund, queries.parsed(row), today())
    context = {"row": row, "form": form, "error": error, "active": active, "quorum": quorum(active), "few": few}
    status = 200 if request.method != "POST" else 403 if isinstance(error, NotAllowed) else 422
    return show(request, "funds/agreements/force.html", context, status)
