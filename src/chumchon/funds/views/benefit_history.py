"""Past benefits on the screen: send the book, say which column is what, look at what was found, confirm, take it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from chumchon.access.http import actor_of, needs, today
from chumchon.thai.errors import Plain

from ..actions import benefit_history as actions
from ..actions.importing_files import forget_file
from ..forms.importing import UndoForm
from ..queries import agreements
from ..queries.importing.undo import undone
from ..rules.importing.benefits import FAULTS, WARNINGS
from ..rules.importing.kinds import BENEFITS
from . import importing_files as files
from .common import show
from .importing_files import BENEFIT_PAGES as PAGES
from .importing_files import batch_or_404, book_of

PERMISSION = BENEFITS.permission
MOST_SHOWN = 100


@needs(PERMISSION)
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Files that were sent; POST sends one, which waits until it is confirmed."""
    return files.listing(request, code, PAGES)


@needs(PERMISSION)
def columns(request: HttpRequest, code: str, batch_id: int) -> HttpResponse:
    """Which column is what."""
    return files.columns(request, code, batch_id, PAGES)


@needs(PERMISSION)
@require_GET
def detail(request: HttpRequest, code: str, batch_id: int) -> HttpResponse:
    """Before the confirmation: what would come in and what is wrong. After it: the figures."""
    batch = batch_or_404(request, batch_id, PAGES)
    if batch.state == "draft" and BENEFITS.missing(batch.mapping):
        return redirect("benefit_import_columns", code, batch.pk)
    context: dict[str, Any] = {"batch": batch, "report": batch.report, "most": MOST_SHOWN, **undone(batch)}
    if batch.state == "draft":
        try:
            book, now = book_of(batch, PAGES), timezone.now()
            done = actions.check(batch.fund, actor_of(request), book, batch.mapping, now, today(), batch)
        except Plain as refused:
            return show(request, "funds/agreements/past_file.html", {**context, "error": refused}, 422)
        names = {b.key: b.th for version in agreements.versions_of(batch.fund) for b in version.benefits}
        context |= {
            "report": done.report, "mend": [j for j in done.judged if j.faults][:MOST_SHOWN],
            "good": [(j, names.get(j.paid.key, j.paid.key)) for j in done.judged if j.paid][:MOST_SHOWN],
        }  # fmt: skip
    report = context["report"]
    context["counts"] = [(FAULTS[c], n) for c, n in report.get("to_mend", {}).items()]
    context["counts"] += [(WARNINGS[c], n) for c, n in report.get("warnings", {}).items()]
    return show(request, "funds/agreements/past_file.html", context)


@needs(PERMISSION)
@require_POST
def confirm(request: HttpRequest, code: str, batch_id: int) -> HttpResponse:
    """Bring the good rows in. Pressed twice, it is done once."""
    batch = batch_or_404(request, batch_id, PAGES)
    if batch.state == "draft":
        try:
            book, now = book_of(batch, PAGES), timezone.now()
            done = actions.bring_in(
                batch.fund, actor_of(request), book, batch.mapping, batch.file_name, batch.sha256, now, today(), batch
            )
        except Plain as refused:
            messages.error(request, refused.th)
        else:
            forget_file(batch)
            messages.success(request, f"นำเข้าสวัสดิการที่จ่ายมาแล้ว {done.report['added']:,} รายการ")
    return redirect("benefit_import", code, batch.pk)


@needs(PERMISSION)
@require_POST
def discard(request: HttpRequest, code: str, batch_id: int) -> HttpResponse:
    """Throw a file away that was not confirmed."""
    return files.discard(request, code, batch_id, PAGES)


@needs(PERMISSION)
def undo(request: HttpRequest, code: str, batch_id: int) -> HttpResponse:
    """Take the whole file back: none of its rows counts any more."""
    batch = batch_or_404(request, batch_id, PAGES)
    if batch.state != "done":
        return redirect("benefit_import", code, batch.pk)
    form, error = UndoForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            gone = actions.undo_import(batch, actor_of(request), form.cleaned_data["reason"], timezone.now(), today())
        except Plain as refused:
            error = refused.th
        else:
            messages.success(request, f"ยกเลิกสวัสดิการที่นำเข้า {gone:,} รายการแล้ว ส่งไฟล์เดิมแล้วเลือกช่องใหม่ได้")
            return redirect("benefit_imports", code)
    context = {"batch": batch, "form": form, "error": error, "pages": PAGES}
    return show(request, "funds/importing/undo.html", context, 422 if error or form.errors else 200)
