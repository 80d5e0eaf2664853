"""Takings by other ways than a touch: a sheet of paper typed in, the late list, and entries sent by a phone as JSON."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from chumchon.access.http import actor_of, needs, today
from chumchon.thai.errors import BadInput, NotAllowed, Plain, Refused

from ..actions.entries import accept
from ..actions.takings import move_late, take, void
from ..forms.collecting import page_id, taking_id
from ..forms.entries import read_entries
from ..forms.takings import PaperForm
from ..queries.collecting import board
from ..queries.sheets import open_sheets, paper_lines
from ..queries.takings import late
from .collecting import sheet_or_404
from .common import fund_of, show


@never_cache
@needs("collect.take")
def paper(request: HttpRequest, code: str, sheet_id: int) -> HttpResponse:
    """A sheet of paper, page by page in its printed order: first its total, then the amounts. All or nothing."""
    found, fund = sheet_or_404(request, sheet_id), fund_of(request)
    if found.state == "closed":
        return redirect("sheet", code, sheet_id)
    pages = paper_lines(board(fund, found))
    asked = request.GET.get("sheet", "1")
    number = min(max(int(asked) if asked.isdecimal() and len(asked) < 5 else 1, 1), len(pages))
    form = PaperForm(pages[number - 1], request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                touches = form.touches(page_id(request.POST), timezone.now())
                take(fund, sheet_id, actor_of(request), touches, today(), timezone.now(), together=True)
                messages.success(request, f"ลงแผ่นที่ {number} แล้ว {len(touches)} คน")
                return (
                    redirect(f"{request.path}?sheet={number + 1}")
                    if number < len(pages)
                    else redirect("sheet", code, sheet_id)
                )
        except Plain as refused:
            form.add_error(None, refused.th)
    page = request.POST.get("page") or uuid.uuid4()
    context = {"sheet": found, "form": form, "number": number, "sheets": len(pages), "page_id": page}
    return show(request, "funds/takings_paper.html", context, status)


@never_cache
@needs("collect.take")
def late_list(request: HttpRequest, code: str) -> HttpResponse:
    """What came after its sheet was closed. POST: put one on an open sheet, or void it with a reason."""
    fund, actor, now = fund_of(request), actor_of(request), timezone.now()
    error = None
    if request.method == "POST":
        try:
            uid = taking_id(request.POST, "taking")
            if "void" in request.POST:
                reason = request.POST.get("reason", "")
                if not reason.strip():
                    raise Refused("NO_REASON", "บอกเหตุผลที่ยกเลิกก่อน เช่น คืนเงินแล้ว", "Give a reason for the voiding.")
                void(fund, uid, actor, today(), now, reason)
                messages.success(request, "ยกเลิกรายการแล้ว")
            else:
                target = request.POST.get("sheet", "")
                move_late(fund, uid, int(target) if target.isdecimal() and len(target) < 12 else 0, actor, today(), now)
                messages.success(request, "ย้ายไปใบใหม่แล้ว")
            return redirect("late", code)
        except Plain as refused:
            error = refused
    rows = list(late(fund))
    context = {"rows": rows, "total": sum(t.satang for t in rows), "open_sheets": open_sheets(fund), "error": error}
    return show(request, "funds/takings_late.html", context, 422 if error else 200)


def as_json(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Machines read our errors as JSON too: who is not signed in gets 401, who may not 403, a bad body 400."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _json_error(Plain("SIGN_IN", "เข้าสู่ระบบอีกครั้ง แล้วส่งใหม่", "Sign in again, then send again."), 401)
        try:
            return view(request, *args, **kwargs)
        except NotAllowed as error:
            return _json_error(error, 403)
        except BadInput as error:
            return _json_error(error, 400)
        except Plain as error:
            return _json_error(error, 422)

    return answered


def _json_error(error: Plain, status: int) -> JsonResponse:
    return JsonResponse({"error": {"code": error.code, "th": error.th, "en": error.en}}, status=status)


@require_POST
@as_json
@needs("collect.take")
def entries(request: HttpRequest, code: str) -> HttpResponse:
    """What a phone kept while it had no signal: docs/api-entries.md. Every entry gets its own answer, in their order."""
    fund, now = fund_of(request), timezone.now()
    answers = accept(fund, actor_of(request), read_entries(request.body, now), today(), now)
    return JsonResponse(
        {"entries": [{"id": i, "status": a.status, "code": a.code, "th": a.th, "late": a.late} for i, a in answers]}
    )
