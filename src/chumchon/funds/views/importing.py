"""A fund's own book on the screen: send it, say which column is what, look at what was found, confirm, take it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from chumchon.access.http import actor_of, needs, today
from chumchon.paper.workbook import MIME
from chumchon.thai.errors import BadInput, Plain

from ..actions import importing as actions
from ..actions.importing_files import forget_file
from ..actions.importing_undo import undo_import
from ..forms.importing import UndoForm
from ..queries.importing import shown
from ..queries.importing.undo import undoable, undone, who
from ..rules.importing.kinds import MEMBERS
from . import importing_files as files
from .common import show
from .importing_files import MEMBER_PAGES as PAGES
from .importing_files import batch_or_404, book_of

PERMISSION = MEMBERS.permission


@needs(PERMISSION)
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Past and waiting imports; POST sends a file, which waits until it is confirmed."""
    return files.listing(request, code, PAGES)


@needs(PERMISSION)
def columns(request: HttpRequest, code: str, batch_id: int) -> HttpResponse:
    """Which sheet and which column is what."""
    return files.columns(request, code, batch_id, PAGES)


@needs(PERMISSION)
@require_GET
def detail(request: HttpRequest, code: str, batch_id: int) -> HttpResponse:
    """Before the confirmation: what would come in and what is wrong. After it: the result."""
    batch = batch_or_404(request, batch_id, PAGES)
    context: dict[str, Any] = {"batch": batch}
    if batch.state == "draft":
        try:
            book = book_of(batch, PAGES)
            outcome = actions.check_book(batch.fund, book, batch.mapping, today())
        except BadInput as refused:
            return show(request, "funds/importing/detail.html", {**context, "error": refused}, 422)
        report = outcome.report
        context["mend"], context["warned"] = shown.draft_rows(book, batch.mapping, outcome.judged)
        context["fills"] = shown.fill_rows(outcome.judged)
    else:
        report = batch.report
        context["mend"], context["warned"] = shown.kept_rows(batch)
        context |= undone(batch)
    to_mend = 0 if batch.state == "undone" else sum(report.get("to_mend", {}).values())
    context |= {"report": report, "to_mend": to_mend, "counts": shown.counts(report), "most": shown.MOST_SHOWN}
    return show(request, "funds/importing/detail.html", context)


@needs(PERMISSION)
@require_POST
def confirm(request: HttpRequest, code: str, batch_id: int) -> HttpResponse:
    """Bring the good rows in; fill empty fields where that was asked for. Pressed twice, it is done once."""
    batch = batch_or_404(request, batch_id, PAGES)
    if batch.state == "draft":
        try:
            book, now, fill = book_of(batch, PAGES), timezone.now(), bool(request.POST.get("fill"))
            done = actions.import_book(
                batch.fund, actor_of(request), book, batch.mapping, batch.file_name, batch.sha256, now, today(), batch,
                fill=fill,
            )  # fmt: skip
        except Plain as refused:
            messages.error(request, refused.th)
        else:
            forget_file(batch)
            added, filled = done.report["added"], done.report["filled"]
            said = [f"นำเข้าสมาชิก {added:,} คนแล้ว"] if added or not filled else []
            messages.success(request, " · ".join([*said, *([f"เติมข้อมูล {filled:,} รายแล้ว"] if filled else [])]))
    return redirect("import_show", code, batch.pk)


@needs(PERMISSION)
@require_POST
def discard(request: HttpRequest, code: str, batch_id: int) -> HttpResponse:
    """Throw an upload away that was not confirmed."""
    return files.discard(request, code, batch_id, PAGES)


@needs(PERMISSION)
def undo(request: HttpRequest, code: str, batch_id: int) -> HttpResponse:
    """What goes when the import is taken back, and who stands in the way; POST takes it back."""
    batch = batch_or_404(request, batch_id, PAGES)
    if batch.state != "done":
        return redirect("import_show", code, batch.pk)
    form, error = UndoForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        others = bool(request.POST.get("others"))
        try:
            done = undo_import(
                batch, actor_of(request), form.cleaned_data["reason"], timezone.now(), today(), others=others
            )
        except Plain as refused:
            error = refused.th
        else:
            emptied = f" และข้อมูลที่เติม {done.fills:,} ราย" if done.fills else ""
            messages.success(request, f"ยกเลิกการนำเข้า {done.members:,} คน{emptied}แล้ว ส่งไฟล์เดิมแล้วเลือกช่องใหม่ได้")
            return redirect("imports", code)
    found = undoable(batch)
    context = {"batch": batch, "form": form, "error": error, "found": found, "in_use": who(found), "pages": PAGES}
    return show(request, "funds/importing/undo.html", context, 422 if error or form.errors else 200)


@needs(PERMISSION)
@require_GET
def rejected(request: HttpRequest, code: str, batch_id: int) -> HttpResponse:
    """The rows that did not come in, as a workbook to mend and send again."""
    batch = batch_or_404(request, batch_id, PAGES)
    try:
        data = actions.read_rejects(batch, actor_of(request), timezone.now(), today())
    except Plain as refused:
        messages.error(request, refused.th)
        return redirect("import_show", code, batch.pk)
    answer = HttpResponse(data, content_type=MIME)
    answer["Content-Disposition"] = f'attachment; filename="to-mend-{code}-{batch.pk}.xlsx"'
    return answer
