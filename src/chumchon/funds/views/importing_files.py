"""What the screens of both kinds of import share: send a file, say which column is what, throw it away."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chumchon.access.http import actor_of, today
from chumchon.thai.errors import BadInput, Plain

from ..actions import importing_files as actions
from ..forms.importing import UploadForm, read_mapping
from ..models import ImportBatch
from ..queries.importing import batches, shown
from ..queries.importing.reading import MOST_FILE_BYTES, Book, read_book
from ..queries.importing.refusals import refusal
from ..rules.importing.kinds import BENEFITS, MEMBERS, Kind
from .common import fund_of, show

A_PAGE = 20


@dataclass(frozen=True)
class Pages:
    """A kind of import on the screen: the names of its addresses, and its words. straight: columns whose words are known
    need no look before the check."""

    kind: Kind
    listing: str
    show: str
    columns: str
    discard: str
    undo: str
    title: str
    intro: str
    empty: str
    straight: bool = False


MEMBER_PAGES = Pages(
    MEMBERS, "imports", "import_show", "import_columns", "import_discard", "import_undo", "นำเข้าทะเบียนสมาชิก", "",
    "ยังไม่เคยนำเข้า ใช้สมุดทะเบียนที่กองทุนมีอยู่ได้เลย ระบบจะบอกทีละแถวว่าต้องแก้ตรงไหน",
)  # fmt: skip
BENEFIT_PAGES = Pages(
    BENEFITS, "benefit_imports", "benefit_import", "benefit_import_columns", "benefit_import_discard", "benefit_import_undo",
    "สวัสดิการที่จ่ายมาแล้ว", "นำเข้าจากสมุดเดิม เพื่อให้นับสิทธิของปีนี้และตลอดชีพได้ถูกตั้งแต่วันแรก",
    "ยังไม่เคยนำเข้า ใช้สมุดจ่ายสวัสดิการที่กองทุนมีอยู่ได้เลย", True,
)  # fmt: skip


def listing(request: HttpRequest, code: str, pages: Pages) -> HttpResponse:
    """Past and waiting imports; POST sends a file, which waits until it is confirmed."""
    fund, kind, form, status = fund_of(request), pages.kind, UploadForm(pages.kind), 200
    if request.method == "POST":
        form, status = UploadForm(kind, request.POST, request.FILES), 422
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                if file.size > MOST_FILE_BYTES:
                    raise refusal("FILE_TOO_BIG")
                data = file.read()
                book = read_book(data, find=kind.look)
                mapping = batches.mapping_for(fund, book, kind)
                batch = actions.keep_upload(
                    fund, actor_of(request), kind, data, file.name, book, mapping, timezone.now(), today()
                )
            except BadInput as refused:
                form.add_error("file", kind.no_header if refused.code == "NO_HEADER" else refused.th)
            else:
                known = pages.straight and not kind.missing(mapping)
                return redirect(pages.show if known else pages.columns, code, batch.pk)
    page = Paginator(batches.batches(fund, kind), A_PAGE).get_page(request.GET.get("page"))
    return show(request, "funds/importing/list.html", {"form": form, "page": page, "pages": pages}, status)


def batch_or_404(request: HttpRequest, batch_id: int, pages: Pages) -> ImportBatch:
    """The import of this fund and kind, or 404."""
    found = batches.batch_of(fund_of(request), batch_id, pages.kind)
    if found is None:
        raise Http404
    return found


def book_of(batch: ImportBatch, pages: Pages, sheet: str = "") -> Book:
    """The file of a draft. Errors: FILE_GONE and those of reading."""
    return batches.waiting(batch, pages.kind, sheet or batch.sheet)


def columns(request: HttpRequest, code: str, batch_id: int, pages: Pages) -> HttpResponse:
    """Which sheet and which column is what, with examples beside each; remembered once the import is confirmed."""
    batch = batch_or_404(request, batch_id, pages)
    if batch.state != "draft":
        return redirect(pages.show, code, batch.pk)
    sheet = request.POST.get("sheet") or request.GET.get("sheet") or batch.sheet
    try:
        book = book_of(batch, pages, sheet)
    except Plain as refused:
        messages.error(request, refused.th)
        return redirect(pages.listing, code)
    mapping = batch.mapping if sheet == batch.sheet else batches.mapping_for(batch.fund, book, pages.kind)
    error = ""
    if request.method == "POST":
        mapping, error = read_mapping(request.POST.dict(), len(book.table.headers), pages.kind)
        if not error:
            actions.choose_columns(batch, actor_of(request), book, mapping, timezone.now(), today())
            return redirect(pages.show, code, batch.pk)
    context = {
        "batch": batch, "pages": pages, "sheet": sheet, "columns": shown.columns(book, mapping), "error": error,
        "fields": list(pages.kind.fields.items()), "people": len(book.body()), "sheets": [n for n, _ in book.sheets],
    }  # fmt: skip
    return show(request, "funds/importing/columns.html", context, 422 if error else 200)


def discard(request: HttpRequest, code: str, batch_id: int, pages: Pages) -> HttpResponse:
    """Throw a file away that was not confirmed."""
    try:
        actions.discard(batch_or_404(request, batch_id, pages), actor_of(request), timezone.now(), today())
    except Plain as refused:
        messages.error(request, refused.th)
        return redirect(pages.show, code, batch_id)
    messages.success(request, "ลบไฟล์ที่ยังไม่ได้นำเข้าแล้ว")
    return redirect(pages.listing, code)
