"""Receipts on the screen: the list with its filters, one receipt, printing, cancelling."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from chumchon.access.http import actor_of, needs, today
from chumchon.access.searching import by_name, searched
from chumchon.access.sheets import csv_response
from chumchon.ledger.models import Receipt
from chumchon.thai.dates import long_th
from chumchon.thai.errors import NotAllowed, Plain
from chumchon.thai.money import baht, baht_plain

from ..actions.contributions import cancel_receipt
from ..actions.receipts import print_receipts
from ..forms.receipts import STATES, CancelForm, FilterForm
from ..queries import receipts as queries
from ..rules.receipts import MOST_AT_ONCE, PAPERS
from .common import fund_of, show
from .receipts_paper import absolute, qr_picture, receipts_pdf

RECEIPTS_A_PAGE = 50
RECEIPTS_A_FILE = 100_000


def _row(row: Receipt) -> dict[str, Any]:
    return {
        "receipt": row, "number": f"{row.number:04d}/{row.year_be}", "payer": queries.payer_name(row), "cancelled": row.is_cancelled, "printed": row.printed,  # type: ignore[attr-defined]
        "numbers": ", ".join(dict.fromkeys(c.member.number for c in row.paid)),  # type: ignore[attr-defined]
    }  # fmt: skip


@needs("receipts.read")
@by_name
def receipts(request: HttpRequest, code: str) -> HttpResponse:
    """The list. Filters: a member (sealed), year, volume, since, until, state (valid, cancelled), sheet; `?format=csv`."""
    fund, said = fund_of(request), _said(request)
    form = FilterForm(said)
    asked = form.filters()
    found = queries.found(fund, asked)
    if request.GET.get("format") == "csv" and not form.errors:
        return _file(code, [_row(r) for r in queries.with_payers(found)[:RECEIPTS_A_FILE]])
    page = Paginator(found, RECEIPTS_A_PAGE).get_page(request.GET.get("page"))
    order = {pk: i for i, pk in enumerate(r.pk for r in page)}
    rows = sorted(queries.with_payers(queries.receipts_of(fund).filter(pk__in=order)), key=lambda r: order[r.pk])
    address = request.GET.copy()
    for name in ("page", "format"):
        address.pop(name, None)
    context = {
        "rows": [_row(r) for r in rows], "page": page, "shown": queries.totals_of(rows), "all": queries.totals(found),
        "form": form, "asked": asked, "said": said, "years": queries.years(fund), "states": STATES,
        "papers": PAPERS.items(), "address": address.urlencode(), "most": MOST_AT_ONCE,
    }  # fmt: skip
    return show(request, "funds/receipts.html", context, 400 if form.errors else 200)


def _said(request: HttpRequest) -> QueryDict:
    """What the boxes of the filters say: the address, and its sealed words opened (a form of an older page has them as `q`)."""
    said = request.GET.copy()
    said["q"] = searched(request) or said.get("q", "")
    return said


def _file(code: str, rows: list[dict[str, Any]]) -> HttpResponse:
    header = ["เล่มที่", "เลขที่", "ปี", "วันที่", "เลขสมาชิก", "ผู้ชำระเงิน", "บาท", "สถานะ", "พิมพ์แล้ว (ครั้ง)"]
    cells = (
        [r.volume, r.number, r.year_be, long_th(r.day), row["numbers"], row["payer"], baht_plain(r.satang),
         "ยกเลิก" if row["cancelled"] else "ใช้ได้", row["printed"]]
        for row in rows
        for r in [row["receipt"]]
    )  # fmt: skip
    return csv_response(f"receipts-{code}.csv", header, cells)


def _one(request: HttpRequest, receipt_id: int) -> Receipt:
    row = queries.receipt(fund_of(request), receipt_id)
    if row is None:
        raise Http404
    return row


def _context(request: HttpRequest, row: Receipt) -> dict[str, Any]:
    address = absolute(request, f"/r/{row.public_code}")
    return {
        "receipt": row, "slip": queries.slip_of(fund_of(request), row), "members": [c.member for c in row.paid],  # type: ignore[attr-defined]
        "address": address, "qr": qr_picture(address, "คิวอาร์ตรวจสอบใบเสร็จ"),
    }  # fmt: skip


@needs("receipts.read")
def receipt(request: HttpRequest, code: str, receipt_id: int) -> HttpResponse:
    """One receipt as its paper says it, with its printings."""
    row = _one(request, receipt_id)
    return show(request, "funds/receipts_one.html", {**_context(request, row), "prints": queries.prints_of(row.pk)})


@needs("receipts.print")
@require_POST
def print_one(request: HttpRequest, code: str, receipt_id: int) -> HttpResponse:
    """The receipt on A5; the second and later printings say that they are copies."""
    row = _one(request, receipt_id)
    nth = print_receipts(fund_of(request), [row.pk], 1, actor_of(request), timezone.now(), today())
    return receipts_pdf(request, fund_of(request), [row], nth, 1, f"receipt-{row.year_be}-{row.number}")


@needs("receipts.print")
@require_POST
def print_many(request: HttpRequest, code: str) -> HttpResponse:
    """The chosen receipts (`receipt`), or with `all` every one that the filters of the address find, in their order."""
    fund, said = fund_of(request), request.POST
    papers = said.get("papers", "")
    a_page = int(papers) if papers in {str(n) for n in PAPERS} else 0
    if "all" in said:
        rows = queries.found(fund, FilterForm(_said(request)).filters())[: MOST_AT_ONCE + 1]
        ids = list(rows.values_list("pk", flat=True))
    else:
        ids = [int(pk) for pk in said.getlist("receipt") if pk.isascii() and pk.isdigit() and len(pk) < 19]
    nth = print_receipts(fund, ids, a_page, actor_of(request), timezone.now(), today())
    chosen = queries.with_payers(queries.receipts_of(fund).filter(pk__in=nth)).order_by("year_be", "number")
    return receipts_pdf(request, fund, list(chosen), nth, a_page, f"receipts-{code}")


@needs("receipts.cancel")
def cancel(request: HttpRequest, code: str, receipt_id: int) -> HttpResponse:
    """Why, then the reversal. What stands against it is said beside the form."""
    row = _one(request, receipt_id)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            cancel_receipt(row, actor_of(request), said["reason"], today(), timezone.now(), said["key"])
        except NotAllowed:
            raise
        except Plain as refused:
            form.add_error(None, refused.th)
        else:
            messages.success(request, f"ยกเลิกใบเสร็จ {row.label} แล้ว เงิน {baht(row.satang)} บาทออกจากเงินสดในมือ")
            return redirect("receipt", code, row.pk)
    status = 422 if form.errors else 200
    return show(request, "funds/receipts_cancel.html", {**_context(request, row), "form": form}, status)
