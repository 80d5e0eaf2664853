"""Headquarters' side: rounds as data, their state, the settlement, the look back, and the budget that came in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.thai.errors import Plain
from chumchon.thai.money import baht

from ..actions import rounds as actions
from ..actions.debts import note_over_match
from ..actions.doors import institute_book
from ..actions.settling import settle_round
from ..forms.desk import BudgetForm
from ..forms.rounds import RoundForm
from ..models import Award, MemberYear, Round
from ..queries import rounds as queries
from ..queries.recheck import debts_in

AT_ONCE = 50_000  # member-years that a page settles itself; beyond it the command shows its progress


@needs("match.rounds")
def listing(request: HttpRequest) -> HttpResponse:
    """Every round with its requests; the institute's money for the match."""
    return _listing(request, BudgetForm())


def _listing(request: HttpRequest, form: BudgetForm) -> HttpResponse:
    rows = list(queries.rounds())
    context = {
        "rounds": rows, "money": queries.institute_money(institute_book(timezone.now())), "form": form,
        "total": sum(getattr(r, "asked", 0) for r in rows), "funds": sum(getattr(r, "funds", 0) for r in rows),
    }  # fmt: skip
    return render(request, "matching/desk_rounds.html", context, status=422 if form.errors else 200)


@needs("match.pay")
def budget(request: HttpRequest) -> HttpResponse:
    """POST: money for the match came in."""
    if request.method != "POST":
        return redirect("desk_rounds")
    form = BudgetForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.receive_budget(
                said["satang"], said["memo"], said["key"], actor_of(request), timezone.now(), today()
            )
            messages.success(request, f"ลงรับงบประมาณ {baht(said['satang'])} บาทแล้ว")
            return redirect("desk_rounds")
        except Plain as refused:
            form.add_error(None, refused.th)
    return _listing(request, form)


@needs("match.rounds")
def new(request: HttpRequest) -> HttpResponse:
    """A new round: GET the form with the defaults, POST writes it as a draft."""
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if queries.round_of(code) is not None:
            form.add_error("code", f"มีรอบรหัส {code} อยู่แล้ว ตั้งรหัสอื่น")
        elif _saved(request, form, code):
            messages.success(request, "บันทึกร่างรอบแล้ว ตรวจอีกครั้งแล้วกดเปิดรับคำขอ")
            return redirect("desk_round", code)
    context = {"form": form, "round": None}
    return render(request, "matching/desk_round.html", context, status=422 if form.errors else 200)


def _saved(request: HttpRequest, form: RoundForm, code: str) -> bool:
    try:
        actions.save_round(code, form.facts(), actor_of(request), timezone.now(), today())
    except Plain as refused:
        form.add_error(None, refused.th)
        return False
    return True


def _round(code: str) -> Round:
    found = queries.round_of(code)
    if found is None:
        raise Http404
    return found


@needs("match.rounds")
def one(request: HttpRequest, round: str) -> HttpResponse:
    """A round: its parameters with their sources, its requests by state, what may be done next; POST changes it."""
    found = _round(round)
    form = RoundForm(request.POST or None, round_=found)
    if request.method == "POST" and form.is_valid() and _saved(request, form, found.code):
        messages.success(request, "บันทึกแล้ว")
        return redirect("desk_round", found.code)
    return _page(request, found, form)


def _page(request: HttpRequest, found: Round, form: RoundForm, error: Plain | None = None) -> HttpResponse:
    awards = Award.objects.filter(request__round=found)
    context: dict[str, Any] = {
        "round": found, "form": form, "error": error, "states": queries.by_state(found), "debts": debts_in(found),
        "due": sum(awards.values_list("due_satang", flat=True)), "share": sum(awards.values_list("share_satang", flat=True)),
        "debt": sum(awards.values_list("debt_satang", flat=True)),
    }  # fmt: skip
    return render(request, "matching/desk_round.html", context, status=422 if error or form.errors else 200)


@needs("match.rounds")
def turn(request: HttpRequest, round: str) -> HttpResponse:
    """POST `what`: open, close, settle, or recheck (look back for over-match)."""
    found = _round(round)
    if request.method != "POST":
        return redirect("desk_round", round)
    actor, now, day, what = actor_of(request), timezone.now(), today(), request.POST.get("what", "")
    try:
        if what == "open":
            actions.open_round(round, actor, now, day)
            messages.success(request, "เปิดรับคำขอแล้ว")
        elif what == "close":
            actions.close_round(round, actor, now, day)
            messages.success(request, "ปิดรับคำขอแล้ว คำขอที่รออยู่ที่โต๊ะตัดสินต่อได้")
        elif what == "settle":
            _settle(request, found)
        elif what == "recheck":
            made = note_over_match(found, actor, now, day)
            satang = sum(debt.satang for debt in made)
            messages.success(request, f"ตรวจซ้ำแล้ว พบสมทบเกิน {len(made):,} ปีสมาชิก {baht(satang)} บาท จะหักรอบหน้า" if made else "ตรวจซ้ำแล้ว ไม่พบสมทบเกิน")  # fmt: skip
    except Plain as refused:
        return _page(request, found, RoundForm(round_=found), refused)
    return redirect("desk_round", round)


def _settle(request: HttpRequest, found: Round) -> None:
    if MemberYear.objects.filter(request__round=found, request__state="hq").count() > AT_ONCE:
        messages.error(request, f"รอบนี้มีสมาชิกมาก ให้ผู้ดูแลระบบสั่ง chumchon match-settle --round {found.code}")
        return
    _, result = settle_round(found.code, actor_of(request), timezone.now(), today())
    messages.success(request, f"จัดสรรแล้ว {len(result.fund_share):,} กองทุน รวม {baht(int(result.fund_share.sum()))} บาท")
