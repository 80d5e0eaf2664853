"""The sheet on the phone: touch, undo, another amount. Works by plain forms; with htmx only what changed comes back."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from chumchon.access.http import actor_of, needs, today
from chumchon.access.searching import address, by_name, searched
from chumchon.access.sheets import csv_response
from chumchon.thai.errors import Plain
from chumchon.thai.money import baht, baht_short

from ..actions.takings import take, void
from ..forms.collecting import AmountForm, taking_id, touches
from ..models import CollectionSheet
from ..queries.collecting import HOUSES_A_PAGE, SEGMENTS, Board, Card, board, sheet_of
from ..queries.dues import entry_fee_of
from ..queries.members import find
from ..queries.sheets import closed_lines
from ..queries.takings import fee_payers, member_of
from ..rules.dues import span_for
from .common import allowed, fund_of, must, show


def sheet_or_404(request: HttpRequest, sheet_id: int) -> CollectionSheet:
    """The sheet of the fund in the address."""
    sheet = sheet_of(fund_of(request), sheet_id)
    if sheet is None:
        raise Http404
    return sheet


@never_cache
@needs("receipts.read")
@by_name
def sheet(request: HttpRequest, code: str, sheet_id: int) -> HttpResponse:
    """The open sheet with its households for who collects; the closed one with its receipts for all who read them.

    POST: a touch or an undo."""
    found = sheet_or_404(request, sheet_id)
    if request.method == "POST":
        must(request, "collect.take")
        return _touch(request, found)
    if found.state == "closed":
        return _closed(request, found)
    if not allowed(request, "collect.take"):
        messages.info(request, f"ใบ {found.village.label} ยังเก็บเงินอยู่ เปิดอ่านได้เมื่อปิดยอดแล้ว")
        return redirect("sheets", code)
    made = board(fund_of(request), found)
    if request.GET.get("format") == "csv":
        return _csv(found, made)
    return show(request, "funds/collecting.html", _page(request, made))


def _page(request: HttpRequest, made: Board) -> dict[str, Any]:
    segment, text = request.GET.get("segment", "unpaid"), searched(request)
    houses = made.find(segment, text, _number(request, "at"))
    page = max(1, _number(request, "page") or 1)
    shown = houses[(page - 1) * HOUSES_A_PAGE : page * HOUSES_A_PAGE]
    more = len(houses) > page * HOUSES_A_PAGE
    counts = {"unpaid": made.unpaid, "paid": made.paid, "all": made.total}
    elsewhere = []
    if text and len(text) > 1:
        here = {c.member_id for c in made.cards}
        elsewhere = [m for m in find(fund_of(request), text) if m.pk not in here and m.status == "active"][:8]
    return {
        "sheet": made.sheet, "board": made, "houses": shown, "segment": segment, "q": text, "page_id": uuid.uuid4(),
        "segments": [(key, word, counts[key]) for key, word in SEGMENTS], "elsewhere": elsewhere, "page": page,
        "found": len(houses), "next": address(request, segment=segment, page=page + 1) if more else "",
        "before": address(request, segment=segment, page=page - 1) if page > 1 else "", "said": "",
    }  # fmt: skip


def _number(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 12 else 0


def _touch(request: HttpRequest, found: CollectionSheet) -> HttpResponse:
    """Take or undo what a button says; answer with the household, or send the person to where they decide."""
    fund, actor, now = fund_of(request), actor_of(request), timezone.now()
    try:
        if "void" in request.POST:
            uid = taking_id(request.POST)
            answers = [void(fund, uid, actor, today(), now)]
            members, said = [member_of(fund, uid)], "ยกเลิกแล้ว"
        else:
            asked = touches(request.POST, now)
            answers = take(fund, found.pk, actor, asked, today(), now)
            members = [t.member_id for t in asked]
            said = "รับแล้ว " + baht_short(sum(t.satang for t in asked))
    except Plain as refused:
        messages.error(request, refused.th)
        return _go(request, request.get_full_path())
    stopped = [a for a in answers if not a.kept]
    for answer in stopped:
        messages.error(request, answer.th)
    if any(a.late for a in answers):
        messages.warning(request, "ใบนี้ปิดยอดแล้ว รายการนี้อยู่ในรายการมาช้า เลือกใบให้ก่อน")
        return _go(request, reverse("late", args=[fund.code]))
    if any(a.code == "NO_MEMBER" for a in stopped):
        return _go(request, request.get_full_path())
    if stopped:
        wrong = next(m for m, a in zip(members, answers, strict=True) if not a.kept)
        return _go(request, reverse("sheet_member", args=[fund.code, found.pk, wrong]))
    return _touched(request, found, members, said)


def _touched(request: HttpRequest, found: CollectionSheet, members: list[int], said: str) -> HttpResponse:
    """With htmx only the rows that were touched come back: a button of another row may be waiting in the queue."""
    fund, first = fund_of(request), members[0]
    if not request.htmx:  # type: ignore[attr-defined]
        back = request.POST.get("back", "")
        if back and url_has_allowed_host_and_scheme(back, None):
            return redirect(back)
        house = board(fund, found, first).house_of(first)
        kept = request.GET.copy()
        if house is not None:
            kept["at"] = str(house.id)
        where = f"#h{house.id}" if house is not None else ""
        return redirect(f"{request.path}?{kept.urlencode()}{where}")
    made = board(fund, found, first)
    context = {
        **_page(request, made), "house": made.house_of(first), "touched": [c for c in made.cards if c.member_id in members],
        "said": said, "fund": fund, "swap": True,
    }  # fmt: skip
    return render(request, "funds/collecting_touched.html", context)


def _go(request: HttpRequest, address: str) -> HttpResponse:
    """A redirect that htmx follows too."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def _closed(request: HttpRequest, found: CollectionSheet) -> HttpResponse:
    lines = closed_lines(found)
    if request.GET.get("format") == "csv":
        rows = [
            (c.receipt.label, c.member.number, c.member.person.name, c.get_kind_display(), c.span_from or "", c.span_to or "", baht(c.satang))
            for c in lines
        ]  # fmt: skip
        head = ("ใบเสร็จ", "เลขสมาชิก", "ชื่อ", "ประเภท", "ตั้งแต่", "ถึง", "บาท")
        return csv_response(f"sheet-{found.pk}.csv", head, rows)
    context = {"sheet": found, "lines": lines, "total": sum(c.satang for c in lines)}
    return show(request, "funds/sheets_closed.html", context)


def _csv(found: CollectionSheet, made: Board) -> HttpResponse:
    rows = [
        (h.house_no, c.payer.number, c.name, c.payer.paid_until or "", "จ่ายแล้ว" if c.held else "", baht(c.taken_satang))
        for h in made.houses
        for c in h.cards
    ]
    return csv_response(f"sheet-{found.pk}.csv", ("บ้านเลขที่", "เลขสมาชิก", "ชื่อ", "จ่ายถึง", "วันนี้", "บาท"), rows)


@never_cache
@needs("collect.take")
def member(request: HttpRequest, code: str, sheet_id: int, member_id: int) -> HttpResponse:
    """Every way in which a member can pay on this sheet, and what was taken from them. POST: another amount."""
    found, fund = sheet_or_404(request, sheet_id), fund_of(request)
    made = board(fund, found, member_id)
    card = made.card(member_id)
    if card is None or found.state == "closed":
        raise Http404
    form = AmountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            first, last = span_for(card.plan, card.payer.paid_until, card.payer.joined_on, form.cleaned_data["amount"])
        except Plain as refused:
            form.add_error("amount", refused.th)
        else:
            offer = (first, last, form.cleaned_data["amount"])
            context = _choices(request, found, made, card) | {"form": form, "other": _other(card, offer)}
            return show(request, "funds/collecting_member.html", context)
    status = 422 if request.method == "POST" else 200
    return show(request, "funds/collecting_member.html", _choices(request, found, made, card) | {"form": form}, status)


def _other(card: Card, offer: tuple[Any, Any, int]) -> dict[str, Any]:
    first, last, satang = offer
    value = f"{card.member_id}-{card.turn}-due-{first:%Y%m%d}-{last:%Y%m%d}-{satang}"
    return {"first": first, "last": last, "satang": satang, "value": value}


def _choices(request: HttpRequest, found: CollectionSheet, made: Board, card: Card) -> dict[str, Any]:
    """What the picker shows; the entry fee where a new member has not paid it."""
    fee = 0
    if card.payer.paid_until is None or card.payer.paid_until < card.payer.joined_on:
        fee = entry_fee_of(fund_of(request), found.day) if card.member_id not in fee_payers([card.member_id]) else 0
    house = made.house_of(card.member_id)
    offered = (
        [(o, card.value(o)) for o in card.offers if o.span_to is not None] if card.payer.status == "active" else []
    )
    return {
        "sheet": found, "board": made, "card": card, "house": house, "offers": offered, "page_id": uuid.uuid4(), "fee": fee,
        "fee_value": f"{card.member_id}-{card.turn}-entry_fee-0-0-{fee}",
        "back": f"{reverse('sheet', args=[fund_of(request).code, found.pk])}?at={house.id if house else 0}#h{house.id if house else 0}",
    }  # fmt: skip
