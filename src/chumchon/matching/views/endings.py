"""The desk's pages of funds that end: the list, a new one, one with its plan, who takes what, and the other officer's answer."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from chumchon.access.actions import require
from chumchon.access.http import actor_of, needs, today
from chumchon.access.models import Organisation
from chumchon.access.queries import organisation
from chumchon.access.rules import areas_of, may
from chumchon.access.sheets import csv_response
from chumchon.funds.models import Fund
from chumchon.thai.dates import short_th
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import endings as actions
from ..actions.endings import CHECK, MAKE, ShareFacts
from ..forms.endings import EndingForm, ShareForm
from ..models import Ending
from ..models.ending import ENDING_STATES
from ..queries import endings as queries

A_PAGE = 100


@needs("fund.end")
def listing(request: HttpRequest) -> HttpResponse:
    """Endings of the officer's areas: ?state=, ?q=, `?format=csv`."""
    areas = areas_of(actor_of(request), MAKE, today())
    asked = {"q": request.GET.get("q", "").strip()[:80], "state": request.GET.get("state", "")}
    found = queries.endings(areas, asked["state"] if asked["state"] in dict(ENDING_STATES) else "", asked["q"])
    if request.GET.get("format") == "csv":
        head = ["กองทุนที่สิ้นสุด", "พื้นที่", "ทำอะไร", "ตั้งแต่วันที่", "กองทุนที่รับต่อ", "สถานะ", "ผู้ทำ", "ผู้ตรวจ"]
        return csv_response("endings.csv", head, (_row(e) for e in found))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    address = request.GET.copy()
    address.pop("page", None)
    context = {"page": page, "asked": asked, "states": ENDING_STATES, "address": address.urlencode()}
    return render(request, "matching/endings.html", context)


def _row(found: Ending) -> list[object]:
    return [
        found.predecessor.name_th, found.predecessor.subdistrict.label, found.get_kind_display(), short_th(found.day),
        " ".join(s.successor.name_th for s in found.shares.all()), found.get_state_display(), str(found.maker),
        str(found.checker or ""),
    ]  # fmt: skip


@needs("fund.end")
def new(request: HttpRequest) -> HttpResponse:
    """?fund=CODE: GET asks what becomes of it, POST writes it down for another officer."""
    ending_fund = organisation(request.GET.get("fund", "") or request.POST.get("fund", ""))
    if ending_fund is None or ending_fund.kind != "fund":
        raise Http404
    require(actor_of(request), MAKE, ending_fund, today())
    form = EndingForm(request.POST or None, funds=queries.choices(ending_fund))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        shares = [ShareFacts(o) for o in form.successors()]
        try:
            made = actions.propose(
                ending_fund, said["kind"], said["day"], said["resolution_th"], shares, actor_of(request), timezone.now(), today()
            )  # fmt: skip
            messages.success(request, "บันทึกแล้ว ตรวจแผนข้างล่าง แล้วให้เจ้าหน้าที่อีกคนอนุมัติ")
            return redirect("desk_ending", made.pk)
        except Plain as refused:
            form.add_error(None, refused.th)
    context = {"form": form, "fund_ending": ending_fund, "none": not form.funds}
    return render(request, "matching/ending_new.html", context, status=422 if form.errors else 200)


def _found(request: HttpRequest, ending_id: int) -> Ending:
    found = queries.ending(ending_id)
    if found is None:
        raise Http404
    require(actor_of(request), MAKE, found.predecessor, today())
    return found


@needs("fund.end")
def one(request: HttpRequest, ending_id: int) -> HttpResponse:
    """One ending: the plan from the records of now, what stands in the way, what was done."""
    return _page(request, _found(request, ending_id))


def _page(request: HttpRequest, found: Ending, error: Plain | None = None, reason: str = "") -> HttpResponse:
    actor, day = actor_of(request), today()
    waits = found.state == "waiting"
    mine = found.maker_id == actor.user_id
    context: dict[str, Any] = {
        "ending": found, "error": error, "reason": reason, "waits": waits, "mine": mine,
        "may_check": waits and not mine and _may(request, CHECK, found.predecessor),
        "shares": queries.shares_of(found), "split": found.kind == "split",
    }  # fmt: skip
    if waits:
        context |= {"plan": queries.plan_of(found), "blockers": queries.blockers(found, day)}
        if mine:
            context["forms"] = _forms(found)
    return render(request, "matching/ending.html", context, status=422 if error else 200)


def _may(request: HttpRequest, permission: str, at: Organisation) -> bool:
    return may(actor_of(request), permission, at.pk, at.subdistrict_id, today())


def _forms(found: Ending, sent: Any = None) -> list[tuple[Any, ShareForm]]:
    villages = [(v.pk, v.label) for v in queries.villages_of(Fund.objects.get(organisation=found.predecessor))]
    made = []
    for share in queries.shares_of(found):
        initial = {
            "account": share.account.code, "weight": share.weight or None, "villages": [str(v) for v in share.villages],
        }  # fmt: skip
        form = ShareForm(
            sent, prefix=f"s{share.position}", initial=initial, split=found.kind == "split", villages=villages,
            accounts=queries.accounts_for_money(share.successor),
        )  # fmt: skip
        made.append((share, form))
    return made


@needs("fund.end")
def shares(request: HttpRequest, ending_id: int) -> HttpResponse:
    """POST: the maker says which account receives the money and, in a split, which villages and which part go where."""
    found = _found(request, ending_id)
    if request.method != "POST" or found.state != "waiting":
        return redirect("desk_ending", ending_id)
    made = _forms(found, request.POST)
    if any([not form.is_valid() for _, form in made]):  # noqa: C419 - every form shows its own faults
        return _page(request, found, Plain("BAD_FORM", "ตรวจบัญชี ส่วนแบ่ง และหมู่บ้านที่เลือกอีกครั้ง", "Check the shares."))
    facts = [
        ShareFacts(
            share.successor, form.cleaned_data["account"], form.cleaned_data.get("weight") or 0,
            tuple(int(v) for v in form.cleaned_data.get("villages") or ()),
        )
        for share, form in made
    ]  # fmt: skip
    try:
        actions.change_shares(ending_id, facts, actor_of(request), timezone.now(), today())
    except Plain as refused:
        return _page(request, found, refused)
    messages.success(request, "บันทึกส่วนแบ่งแล้ว")
    return redirect("desk_ending", ending_id)


@needs("fund.end")
def decide(request: HttpRequest, ending_id: int) -> HttpResponse:
    """POST `what`: approve, refuse (with `reason`) or withdraw."""
    if request.method != "POST":
        return redirect("desk_ending", ending_id)
    _found(request, ending_id)
    actor, now, day, reason = actor_of(request), timezone.now(), today(), request.POST.get("reason", "")
    try:
        if request.POST.get("what") == "approve":
            actions.approve(ending_id, actor, now, day)
            messages.success(request, "เสร็จแล้ว สมาชิกและเงินอยู่กับกองทุนที่รับต่อ สมุดเดิมปิดแล้ว")
        elif request.POST.get("what") == "refuse":
            actions.refuse(ending_id, actor, reason, now, day)
            messages.success(request, "บันทึกว่าไม่อนุมัติแล้ว")
        elif request.POST.get("what") == "withdraw":
            actions.withdraw(ending_id, actor, now, day)
            messages.success(request, "ถอนเรื่องคืนแล้ว")
    except NotAllowed:
        raise
    except Plain as refused:
        return _page(request, _found(request, ending_id), refused, reason)
    return redirect("desk_ending", ending_id)
