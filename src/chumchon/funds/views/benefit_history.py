"""Past benefits on the screen: send the book, look at what was found, confirm."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from chumchon.access.http import actor_of, needs, today
from chumchon.thai.errors import BadInput, Plain

from ..actions import benefit_history as actions
from ..actions.importing import forget_file
from ..forms.benefit_history import UploadForm
from ..models import ImportBatch
from ..queries import agreements
from ..queries.importing import benefits as queries
from ..queries.importing.reading import MOST_FILE_BYTES, Book, read_book
from ..queries.importing.refusals import refusal
from ..queries.importing.sealed import open_file
from ..rules.importing.benefits import FAULTS, WARNINGS, read_header
from .common import fund_of, show

PERMISSION = "benefits.import"
MOST_SHOWN = 100


@needs(PERMISSION)
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Files that were sent; POST sends one, which waits until it is confirmed."""
    fund, form, status = fund_of(request), UploadForm(), 200
    if request.method == "POST":
        form, status = UploadForm(request.POST, request.FILES), 422
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                if file.size > MOST_FILE_BYTES:
                    raise refusal("FILE_TOO_BIG")
                data = file.read()
                book = read_book(data, find=read_header)
                batch = actions.keep_upload(fund, actor_of(request), data, file.name, book, timezone.now(), today())
            except BadInput as refused:
                form.add_error("file", _words(refused))
            else:
                return redirect("benefit_import", code, batch.pk)
    return show(request, "funds/agreements/past.html", {"form": form, "batches": queries.batches(fund)}, status)


def _words(refused: BadInput) -> str:
    if refused.code == "NO_HEADER":
        return "หาหัวตารางไม่พบ ต้องมีคอลัมน์ เลขสมาชิกหรือชื่อ สวัสดิการ วันที่ และจำนวนเงิน"
    return refused.th


def _batch(request: HttpRequest, batch_id: int) -> ImportBatch:
    found = queries.batch_of(fund_of(request), batch_id)
    if found is None:
        raise Http404
    return found


def _book(batch: ImportBatch) -> Book:
    return read_book(open_file(batch.fund_id, batch.sha256), batch.sheet, find=read_header)


@needs(PERMISSION)
@require_GET
def detail(request: HttpRequest, code: str, batch_id: int) -> HttpResponse:
    """Before the confirmation: what would come in and what is wrong. After it: the figures."""
    batch = _batch(request, batch_id)
    context: dict[str, Any] = {"batch": batch, "report": batch.report, "most": MOST_SHOWN}
    if batch.state == "draft":
        try:
            done = actions.check(batch.fund, actor_of(request), _book(batch), timezone.now(), today(), batch)
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
    batch = _batch(request, batch_id)
    if batch.state == "draft":
        try:
            done = actions.bring_in(
                batch.fund,
                actor_of(request),
                _book(batch),
                batch.file_name,
                batch.sha256,
                timezone.now(),
                today(),
                batch,
            )
        except Plain as refused:
            messages.error(request, refused.th)
        else:
            forget_file(done.batch or batch)
            messages.success(request, f"นำเข้าสวัสดิการที่จ่ายมาแล้ว {done.report['added']:,} รายการ")
    return redirect("benefit_import", code, batch.pk)


@needs(PERMISSION)
@require_POST
def discard(request: HttpRequest, code: str, batch_id: int) -> HttpResponse:
    """Throw a file away that was not confirmed."""
    try:
        actions.discard(_batch(request, batch_id), actor_of(request), timezone.now(), today())
    except Plain as refused:
        messages.error(request, refused.th)
        return redirect("benefit_import", code, batch_id)
    messages.success(request, "ลบไฟล์ที่ยังไม่ได้นำเข้าแล้ว")
    return redirect("benefit_imports", code)
