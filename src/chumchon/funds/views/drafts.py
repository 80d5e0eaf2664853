"""Other income, expenses and transfers: a maker writes, another person answers, a voucher is printed."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.access.sheets import csv_response
from chumchon.paper.typeset import typeset
from chumchon.thai.dates import long_th
from chumchon.thai.errors import NotAllowed, Plain
from chumchon.thai.money import baht, baht_plain, baht_text

from ..actions import drafts as actions
from ..forms.drafts import OtherMoneyForm, TransferForm
from ..models import CashDraft, Fund
from ..queries import drafts as queries
from ..queries.book import book_of, entry_of
from ..rules.book import VOUCHERS
from ..rules.drafts import CASH, EXPENSE_CODES, INCOME_CODES, KINDS, memo_parts
from .book_tools import file_response, page
from .common import fund_of

DRAFTS_A_PAGE, DRAFTS_A_FILE = 50, 20_000
STATES = (("waiting", "รอตรวจ"), ("posted", "ลงบัญชีแล้ว"), ("refused", "ไม่อนุมัติ"), ("", "ทั้งหมด"))
TITLES = {"income": "รับเงินอื่น", "expense": "จ่ายค่าบริหาร", "transfer": "ฝากหรือถอนเงิน"}
TABS = {**TITLES, "expense": "ค่าบริหาร", "transfer": "ฝากถอนเงิน"}  # short enough for three beside each other on a phone
VOUCHER = Path(__file__).parent.parent / "papers" / "voucher.typ"


@needs("book.read")
def drafts(request: HttpRequest, code: str) -> HttpResponse:
    """What waits for a second person, and what was answered; `state` and `format=csv` in the address."""
    fund = fund_of(request)
    state = request.GET.get("state", "waiting")
    rows = queries.drafts(fund, state if state in dict(STATES) else "waiting")
    if request.GET.get("format") == "csv":
        return _file(fund, rows[:DRAFTS_A_FILE])
    sheet = Paginator(rows, DRAFTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": sheet, "rows": list(sheet), "states": STATES, "state": state, "address": f"state={state}",
        "total": sum(d.satang for d in sheet),
    }  # fmt: skip
    return page(request, "funds/drafts/list.html", context)


def _file(fund: Fund, rows: Any) -> HttpResponse:
    head = ["ลำดับ", "วันที่", "แบบ", "รายละเอียด", "เดบิต", "เครดิต", "บาท", "ผู้ทำ", "สถานะ", "ผู้ตรวจ", "คำตอบ", "รายการเลขที่"]
    cells = (
        [
            d.pk, d.day.isoformat(), KINDS[d.kind], d.memo, d.debit_account.code if d.debit_account else "",
            d.credit_account.code if d.credit_account else "", baht_plain(d.satang), str(d.maker),
            d.get_state_display(), str(d.checker or ""), d.answer, d.entry.number if d.entry else "",
        ]
        for d in rows
    )  # fmt: skip
    return csv_response(f"drafts-{fund.code}.csv", head, cells)


@needs("book.read")
def draft(request: HttpRequest, code: str, draft_id: int) -> HttpResponse:
    """One draft with everything that its checker needs to see."""
    return _show(request, _found(request, draft_id))


def _found(request: HttpRequest, draft_id: int) -> CashDraft:
    found = queries.draft_of(fund_of(request), draft_id)
    if found is None:
        raise Http404
    return found


def _show(request: HttpRequest, found: CashDraft, status: int = 200, **more: Any) -> HttpResponse:
    mine = found.maker_id == actor_of(request).user_id
    parts = memo_parts(found.memo)
    context = {"draft": found, "mine": mine, "parts": parts, "kind": KINDS[found.kind], **more}
    return page(request, "funds/drafts/draft.html", context, status)


def _form(request: HttpRequest, kind: str) -> OtherMoneyForm | TransferForm:
    book = book_of(fund_of(request))
    data = request.POST if request.method == "POST" else None
    initial = {"day": today()}
    if kind == "transfer":
        return TransferForm(queries.places(book), data, initial=initial)
    codes = INCOME_CODES if kind == "income" else EXPENSE_CODES
    return OtherMoneyForm(kind, queries.accounts_by_code(book, codes), queries.places(book), data, initial=initial)


@needs("book.post")
def new(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Write a draft: income, expense or transfer."""
    if kind not in TITLES:
        raise Http404
    fund, form, status = fund_of(request), _form(request, kind), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = form.cleaned_data
            try:
                made = actions.make_draft(
                    fund, actor_of(request), kind, said["day"], *form.sides(), said["satang"], form.memo(), said["key"],
                    timezone.now(), today(),
                )  # fmt: skip
            except NotAllowed:
                raise
            except Plain as refused:
                form.add_error(_field(refused.code), refused.th)
            else:
                messages.success(request, "บันทึกแล้ว รอกรรมการอีกคนตรวจก่อนลงบัญชี")
                return redirect("draft", code, made.pk)
    places = queries.places(book_of(fund))
    facts = [{"name": a.name_th, "satang": queries.lowest_from(a, today())} for a in places]
    context = {"form": form, "kind": kind, "title": TITLES[kind], "places_money": facts, "tabs": TABS}
    return page(request, "funds/drafts/new.html", context, status)


def _field(code: str) -> str | None:
    return {"NO_CASH": "satang", "NO_BANK": "satang", "AMOUNT": "satang", "FUTURE_DATE": "day",
            "BEFORE_OPENING": "day", "YEAR_CLOSED": "day"}.get(code)  # fmt: skip


@needs("book.approve")
def approve(request: HttpRequest, code: str, draft_id: int) -> HttpResponse:
    """Another person says yes."""
    found = _found(request, draft_id)
    if request.method != "POST":
        return redirect("draft", code, draft_id)
    try:
        entry = actions.approve(fund_of(request), draft_id, actor_of(request), timezone.now(), today())
    except Plain as refused:
        return _show(request, found, 403 if isinstance(refused, NotAllowed) else 422, error=refused)
    messages.success(request, f"อนุมัติแล้ว ลงบัญชีเป็นรายการเลขที่ {entry.number}")
    return redirect("book_entry", code, entry.number)


@needs("book.approve")
def refuse(request: HttpRequest, code: str, draft_id: int) -> HttpResponse:
    """Another person says no, and why."""
    found = _found(request, draft_id)
    if request.method != "POST":
        return redirect("draft", code, draft_id)
    reason = request.POST.get("reason", "")
    try:
        actions.refuse(fund_of(request), draft_id, actor_of(request), reason, timezone.now(), today())
    except Plain as refused:
        return _show(request, found, 403 if isinstance(refused, NotAllowed) else 422, error=refused, reason=reason)
    messages.success(request, "ไม่อนุมัติรายการนี้แล้ว ผู้ทำจะเห็นเหตุผล")
    return redirect("draft", code, draft_id)


@needs("book.post")
def withdraw(request: HttpRequest, code: str, draft_id: int) -> HttpResponse:
    """The maker takes it back."""
    found = _found(request, draft_id)
    if request.method != "POST":
        return redirect("draft", code, draft_id)
    try:
        actions.withdraw(fund_of(request), draft_id, actor_of(request), timezone.now(), today())
    except Plain as refused:
        return _show(request, found, 403 if isinstance(refused, NotAllowed) else 422, error=refused)
    messages.success(request, "ถอนรายการคืนแล้ว")
    return redirect("draft", code, draft_id)


@needs("book.post")
def reverse_entry(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Ask for an entry to be undone, with the reason; another person answers."""
    fund = fund_of(request)
    entry = entry_of(fund, number)
    if entry is None:
        raise Http404
    error = None
    key, reason = request.POST.get("key", ""), request.POST.get("reason", "")
    if request.method == "POST":
        try:
            made = actions.make_reversal(
                fund, actor_of(request), entry, reason, actions.key_of(key), timezone.now(), today()
            )
        except NotAllowed:
            raise
        except Plain as refused:
            error = refused
        else:
            messages.success(request, "ขอยกเลิกแล้ว รอกรรมการอีกคนตรวจ")
            return redirect("draft", code, made.pk)
    refused_here = actions.reversal_refused(entry)
    context = {
        "entry": entry, "lines": entry.lines.all(), "refused": refused_here, "error": error, "reason": reason,
        "key": key or str(actions.new_key()),
    }  # fmt: skip
    return page(request, "funds/drafts/reverse.html", context, 422 if error else 200)


@needs("book.read")
def voucher(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """ใบสำคัญจ่าย or ใบสำคัญรับ of a posted entry, A5."""
    fund = fund_of(request)
    entry = entry_of(fund, number)
    if entry is None or entry.kind not in VOUCHERS:
        raise Http404
    parts, cash = memo_parts(entry.memo), next((x for x in entry.lines.all() if x.account.is_cash), None)
    lines = [x for x in entry.lines.all() if not x.account.is_cash]
    undone = getattr(entry, "reversed_by", None)
    total = sum(abs(x.satang) for x in lines)
    data = {
        "title": VOUCHERS[entry.kind], "fund": fund.name_th, "place": fund.organisation.subdistrict.label,
        "number": f"{entry.number}/{entry.day.year + 543}", "day": long_th(entry.day), "pays": entry.kind == "expense",
        "party": parts.party, "evidence": parts.evidence,
        "way": "เงินสด" if cash is None or cash.account.code == CASH else cash.account.name_th,
        "rows": [[parts.what, x.account.name_th, baht(abs(x.satang))] for x in lines], "total": baht(total),
        "words": baht_text(total), "maker": str(entry.actor), "checker": str(entry.checker or ""),
        "undone": f"ยกเลิกแล้วด้วยรายการเลขที่ {undone.number}" if undone else "",
    }  # fmt: skip
    return file_response(typeset(VOUCHER, data), f"voucher-{code}-{entry.number}.pdf")
