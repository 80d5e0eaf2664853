"""Cash counts: the list, a new one at the table with a second person, and one on paper."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.access.sheets import csv_response
from chumchon.ledger.queries import cash_in_hand
from chumchon.thai.errors import NotAllowed, Plain
from chumchon.thai.money import baht_plain

from ..actions.cash import count_cash
from ..forms.cash import CountForm
from ..forms.cutoff import piece_label
from ..models import CashCount
from ..queries import cash as queries
from ..queries.book import book_of
from ..rules.cutoff import PIECES
from .book_tools import page
from .common import fund_of

COUNTS_A_PAGE = 50


@needs("book.read")
def counts(request: HttpRequest, code: str) -> HttpResponse:
    """Every count, newest first; `format=csv`."""
    fund = fund_of(request)
    rows = queries.counts(fund)
    if request.GET.get("format") == "csv":
        return _file(code, rows)
    sheet = Paginator(rows, COUNTS_A_PAGE).get_page(request.GET.get("page"))
    shown = [{"count": c, "facts": queries.facts(c)} for c in sheet]
    context = {"page": sheet, "rows": shown, "book_satang": cash_in_hand(book_of(fund)), "address": ""}
    return page(request, "funds/cash/list.html", context)


def _file(code: str, rows: object) -> HttpResponse:
    head = ["วันที่", "นับได้", "ตามบัญชี", "ต่าง", "เหตุผล", "ผู้นับ", "ผู้ร่วมนับ"]
    cells = (
        [c.day.isoformat(), *(baht_plain(x) for x in (c.counted_satang, c.book_satang, c.counted_satang - c.book_satang)),
         c.reason, str(c.counter), str(c.witness)]
        for c in rows  # type: ignore[attr-defined]
    )  # fmt: skip
    return csv_response(f"cash-counts-{code}.csv", head, cells)


@needs("book.post")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Count the box; the second person signs on the same page."""
    fund, status = fund_of(request), 200
    form = CountForm(request.POST or None)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = form.cleaned_data
            try:
                made = count_cash(
                    fund, actor_of(request), form.counted(), said["reason"], said["witness"], said["secret"],
                    timezone.now(), today(),
                )  # fmt: skip
            except Plain as refused:
                if isinstance(refused, NotAllowed):
                    status = 403
                form.add_error(_field(refused.code), refused.th)
            else:
                different = made.counted_satang != made.book_satang
                messages.success(request, "บันทึกการนับแล้ว" + (" ส่วนต่างรอกรรมการอีกคนตรวจ" if different else " ตรงกับบัญชี"))
                return redirect("cash_count", code, made.pk)
    return page(request, "funds/cash/new.html", {"form": form, "book_satang": cash_in_hand(book_of(fund))}, status)


def _field(code: str) -> str | None:
    return {"NO_REASON": "reason", "SAME_PERSON": "witness", "WRONG_PIN": "secret", "WAIT": "secret"}.get(code)


@needs("book.read")
def count(request: HttpRequest, code: str, count_id: int) -> HttpResponse:
    """One count with its notes and coins; prints with lines to sign."""
    found: CashCount | None = queries.count_of(fund_of(request), count_id)
    if found is None:
        raise Http404
    pieces = [
        {"label": piece_label(s), "pieces": found.counted[str(s)], "satang": s * found.counted[str(s)]}
        for s in PIECES
        if found.counted.get(str(s))
    ]
    return page(request, "funds/cash/count.html", {"count": found, "facts": queries.facts(found), "pieces": pieces})
