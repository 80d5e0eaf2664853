"""The cut-off sheet on the screen and on paper, and the members of a village in bulk."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.paper.tables import MONEY, Column, Report, Table
from chumchon.thai.dates import long_th, parse_day
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import cutoff as actions
from ..forms.cutoff import CutOffForm, MemberRow, piece_label
from ..models import CutOffSheet
from ..queries import cutoff as queries
from ..rules.cutoff import PIECES, counted_satang
from .common import fund_of, show

MEMBERS_A_PAGE = 200


def _page(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    fund = fund_of(request)
    sheet = queries.sheet_of(fund)
    lines = queries.opening_lines(fund, sheet)
    villages = queries.villages(fund, queries.is_signed(sheet))
    context = {
        "sheet": sheet, "signed": queries.is_signed(sheet), "lines": lines, "villages": villages,
        "total": sum(-x.satang if x.is_debt else x.satang for x in lines), "members": sum(v.members for v in villages),
        "blank": sum(v.blank for v in villages), "form": CutOffForm(lines, sheet), "counted": _counted(sheet), **more,
    }  # fmt: skip
    return show(request, "funds/cutoff.html", context, status)


def _counted(sheet: CutOffSheet | None) -> list[dict[str, Any]]:
    counted = sheet.counted if sheet else {}
    return [
        {"label": piece_label(s), "pieces": counted[str(s)], "satang": s * counted[str(s)]}
        for s in PIECES
        if str(s) in counted
    ]


@needs("book.read")
def cutoff(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet: a draft with its forms, or what was signed."""
    return _page(request)


@needs("book.post")
def save(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the draft."""
    if request.method != "POST":
        return redirect("cutoff", code)
    fund = fund_of(request)
    sheet = queries.sheet_of(fund)
    form = CutOffForm(queries.opening_lines(fund, sheet), sheet, request.POST)
    if form.is_valid():
        try:
            actions.save_draft(
                fund,
                form.cleaned_data["day"],
                form.counted(),
                form.amounts(),
                actor_of(request),
                timezone.now(),
                today(),
            )
        except Plain as refused:
            form.add_error("day" if "DATE" in refused.code or refused.code == "BEFORE_FOUNDING" else None, refused.th)
        else:
            messages.success(request, "บันทึกร่างแล้ว ตรวจสมาชิกแต่ละหมู่ แล้วลงชื่อสองคน")
            return redirect("cutoff", code)
    return _page(request, 422, form=form)


@needs("book.post")
def sign(request: HttpRequest, code: str) -> HttpResponse:
    """Two people sign; the opening entry is posted."""
    if request.method != "POST":
        return redirect("cutoff", code)
    said = request.POST
    try:
        entry = actions.sign(
            fund_of(request),
            actor_of(request),
            said.get("witness", ""),
            said.get("secret", ""),
            timezone.now(),
            today(),
        )
    except Plain as refused:
        return _page(request, 422, sign_error=refused, witness=said.get("witness", ""))
    messages.success(request, f"ลงชื่อแล้ว ลงบัญชีเป็นรายการเลขที่ {entry.number}")
    return redirect("cutoff", code)


@needs("book.read")
def members(request: HttpRequest, code: str, village: int) -> HttpResponse:
    """Members of a village (0: without one) with their boxes; POST keeps all of the page, or nothing of it."""
    fund, day = fund_of(request), today()
    signed = queries.is_signed(queries.sheet_of(fund))
    page = Paginator(queries.members_of(fund, village or None, signed), MEMBERS_A_PAGE).get_page(
        request.GET.get("page")
    )
    if not page.object_list:
        raise Http404
    rows = [MemberRow(m, request.POST if request.method == "POST" else None) for m in page]
    if signed:
        said = queries.frozen(page.object_list)
        for row in rows:
            row.paid_until, row.legacy_satang = said[row.member.id]
    status, error = 200, None
    if request.method == "POST":
        fill = _fill(request, rows)
        standings = {row.member.id: row.standing(day) for row in rows if not row.fixed}
        if fill is None and all(standings.values()):
            try:
                changed = actions.set_standings(fund, standings, actor_of(request), timezone.now(), day)  # type: ignore[arg-type]
            except NotAllowed:
                raise
            except Plain as refused:
                status, error = 422, refused.th
            else:
                messages.success(request, f"บันทึกแล้ว แก้ {changed} คน" if changed else "ไม่มีอะไรเปลี่ยน")
                return redirect(f"{request.path}?page={page.number}" if page.number > 1 else request.path)
        else:
            status, error = 422, fill or "มีช่องที่อ่านไม่ได้ แก้ช่องที่มีคำเตือนแล้วบันทึกอีกครั้ง"
    context = {
        "rows": rows, "page": page, "village": page[0].village, "error": error, "villages": queries.villages(fund, signed),
        "open": not signed, "number": village, "fill": request.POST.get("fill", ""),
    }  # fmt: skip
    return show(request, "funds/cutoff_members.html", context, status)


def _fill(request: HttpRequest, rows: list[MemberRow]) -> str | None:
    """One day for everybody whose box is empty; a sentence where the day cannot be read."""
    text = request.POST.get("fill", "").strip()
    if not text:
        return None
    try:
        parse_day(text, today(), future_ok=True)
    except Plain as unread:
        return unread.th
    for row in rows:
        if not row.until and not row.fixed:
            row.until = text
    return None


@needs("book.read")
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet as PDF with lines to sign."""
    fund = fund_of(request)
    sheet = queries.sheet_of(fund)
    if sheet is None:
        raise Http404
    lines = queries.opening_lines(fund, sheet)
    money = Column("จำนวนเงิน (บาท)", MONEY)
    balance = [[x.code, x.name_th, -x.satang if x.is_debt else x.satang] for x in lines]
    total = sum(row[2] for row in balance)  # type: ignore[misc]
    count = [[c["label"], c["pieces"], c["satang"]] for c in _counted(sheet)]
    villages = [
        [f"หมู่ {v.number}" if v.number else "ไม่ระบุหมู่", v.members, v.blank]
        for v in queries.villages(fund, queries.is_signed(sheet))
    ]
    report = Report(
        "ใบยอดยกมา", [fund.name_th, f"ณ วันที่ {long_th(sheet.day)}", "ลงชื่อแล้ว" if sheet.state == "signed" else "ร่าง ยังไม่ลงชื่อ"],
        [
            Table("ยอดเงิน", [Column("บัญชี"), Column("ชื่อ", wide=True), money], balance, ["รวม", "", total], "หนี้สินแสดงเป็นยอดลบ"),
            Table("เงินสดที่นับได้", [Column("ชนิด", wide=True), Column("จำนวน", "count"), money], count,
                  ["รวม", None, counted_satang(sheet.counted)]),
            Table("สมาชิก", [Column("หมู่", wide=True), Column("คน", "count"), Column("ยังไม่มีวันส่งถึง", "count")], villages,
                  ["รวม", sum(v[1] for v in villages), sum(v[2] for v in villages)]),  # type: ignore[misc]
        ],
        signers=[(str(sheet.maker or ""), "ผู้ทำ"), (str(sheet.checker or ""), "ผู้ตรวจ")],
    )  # fmt: skip
    answer = HttpResponse(report.pdf(foot=fund.name_th), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="cut-off-{code}.pdf"'
    return answer
