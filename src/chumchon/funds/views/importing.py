"""A fund's own book on the screen: send it, say which column is what, look at what was found, confirm."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from chumchon.access.http import actor_of, needs, today
from chumchon.paper.workbook import MIME
from chumchon.thai.errors import BadInput, Plain, Refused

from ..actions import importing as actions
from ..forms.importing import UploadForm, read_mapping
from ..models import ImportBatch
from ..queries.importing import batches, shown
from ..queries.importing.reading import MOST_FILE_BYTES, Book, read_book
from ..queries.importing.refusals import refusal
from ..queries.importing.sealed import open_file
from ..rules.importing.headers import FIELDS
from .common import fund_of, show

PERMISSION = "members.import"
A_PAGE = 20


@needs(PERMISSION)
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Past and waiting imports; POST sends a file, which waits until it is confirmed."""
    fund = fund_of(request)
    if request.method != "POST":
        return _listing(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _listing(request, form, 422)
    file = form.cleaned_data["file"]
    try:
        if file.size > MOST_FILE_BYTES:
            raise refusal("FILE_TOO_BIG")
        data = file.read()
        book = read_book(data)
        mapping = batches.mapping_for(fund, book)
        batch = actions.keep_upload(fund, actor_of(request), data, file.name, book, mapping, timezone.now(), today())
    except BadInput as refused:
        form.add_error("file", refused.th)
        return _listing(request, form, 422)
    return redirect("import_columns", code, batch.id)


def _listing(request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    page = Paginator(batches.batches(fund_of(request)), A_PAGE).get_page(request.GET.get("page"))
    return show(request, "funds/importing/list.html", {"form": form, "page": page}, status)


def _batch(request: HttpRequest, batch_id: int) -> ImportBatch:
    found = batches.batch_of(fund_of(request), batch_id)
    if found is None:
        raise Http404
    return found


def _book(batch: ImportBatch, sheet: str) -> Book:
    return read_book(open_file(batch.fund_id, batch.sha256), sheet)


@needs(PERMISSION)
def columns(request: HttpRequest, code: str, batch_id: int) -> HttpResponse:
    """Which sheet and which column is what, with examples beside each; what is chosen is remembered."""
    batch = _batch(request, batch_id)
    if batch.state != "draft":
        return redirect("import_show", code, batch.id)
    sheet = request.POST.get("sheet") or request.GET.get("sheet") or batch.sheet
    book = _book(batch, sheet)
    mapping = batch.mapping if sheet == batch.sheet else batches.mapping_for(batch.fund, book)
    error = ""
    if request.method == "POST":
        mapping, error = read_mapping(request.POST.dict(), len(book.table.headers))
        if not error:
            actions.choose_columns(batch, actor_of(request), book, mapping, timezone.now(), today())
            return redirect("import_show", code, batch.id)
    context = {
        "batch": batch, "book": book, "sheet": sheet, "columns": shown.columns(book, mapping), "error": error,
        "fields": list(FIELDS.items()), "people": len(book.body()), "sheets": [n for n, _ in book.sheets],
    }  # fmt: skip
    return show(request, "funds/importing/columns.html", context, 422 if error else 200)


@needs(PERMISSION)
@require_GET
def detail(request: HttpRequest, code: str, batch_id: int) -> HttpResponse:
    """Before the confirmation: what would come in and what is wrong. After it: the result."""
    batch = _batch(request, batch_id)
    context: dict[str, Any] = {"batch": batch}
    if batch.state == "draft":
        try:
            book = _book(batch, batch.sheet)
            outcome = actions.check_book(batch.fund, book, batch.mapping, today())
        except BadInput as refused:
            return show(request, "funds/importing/detail.html", {**context, "error": refused}, 422)
        report = outcome.report
        context["mend"], context["warned"] = shown.draft_rows(book, batch.mapping, outcome.judged)
    else:
        report = batch.report
        context["mend"], context["warned"] = shown.kept_rows(batch)
    to_mend = sum(report.get("to_mend", {}).values())
    context |= {"report": report, "to_mend": to_mend, "counts": shown.counts(report), "most": shown.MOST_SHOWN}
    return show(request, "funds/importing/detail.html", context)


@needs(PERMISSION)
@require_POST
def confirm(request: HttpRequest, code: str, batch_id: int) -> HttpResponse:
    """Bring the good rows in. Pressed twice, it is done once."""
    batch = _batch(request, batch_id)
    if batch.state != "draft":
        return redirect("import_show", code, batch.id)
    book, now = _book(batch, batch.sheet), timezone.now()
    actor = actor_of(request)
    done = actions.import_book(
        batch.fund, actor, book, batch.mapping, batch.file_name, batch.sha256, now, today(), batch
    )
    actions.forget_file(batch)
    messages.success(request, f"นำเข้าสมาชิก {done.report['added']:,} คนแล้ว")
    return redirect("import_show", code, batch.id)


@needs(PERMISSION)
@require_POST
def discard(request: HttpRequest, code: str, batch_id: int) -> HttpResponse:
    """Throw an upload away that was not confirmed."""
    try:
        actions.discard(_batch(request, batch_id), actor_of(request), timezone.now(), today())
    except Refused as refused:
        messages.error(request, refused.th)
        return redirect("import_show", code, batch_id)
    messages.success(request, "ลบไฟล์ที่ยังไม่ได้นำเข้าแล้ว")
    return redirect("imports", code)


@needs(PERMISSION)
@require_GET
def rejected(request: HttpRequest, code: str, batch_id: int) -> HttpResponse:
    """The rows that did not come in, as a workbook to mend and send again."""
    batch = _batch(request, batch_id)
    try:
        data = actions.read_rejects(batch, actor_of(request), timezone.now(), today())
    except Plain as refused:
        messages.error(request, refused.th)
        return redirect("import_show", code, batch.id)
    answer = HttpResponse(data, content_type=MIME)
    answer["Content-Disposition"] = f'attachment; filename="to-mend-{code}-{batch.id}.xlsx"'
    return answer
