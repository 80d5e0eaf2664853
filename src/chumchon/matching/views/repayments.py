"""Over-match that goes back as money: the fund's page that sends it, the institute's page that finds it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from chumchon.access.actions import second_signature
from chumchon.access.http import actor_of, needs, today
from chumchon.access.sheets import csv_response
from chumchon.funds.views.common import fund_of, show
from chumchon.thai.dates import short_th
from chumchon.thai.errors import NotAllowed, Plain
from chumchon.thai.money import baht

from ..actions import repayments as actions
from ..forms.endings import RepaymentForm
from ..models.ending import REPAYMENT_STATES
from ..queries import repayments as queries
from ..queries.debts import outstanding, owed


@needs("book.post")
def send(request: HttpRequest, code: str) -> HttpResponse:
    """What the fund owes and what it returned; POST: two people say that money went out."""
    fund = fund_of(request)
    accounts = queries.accounts(fund)
    due = owed(fund.organisation_id)
    initial = {"satang": due or None, "sent_on": today()}
    form = RepaymentForm(request.POST or None, accounts=accounts, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        account = next(a for a, _ in accounts if a.code == said["account"])
        actor, now, day = actor_of(request), timezone.now(), today()
        try:
            second = second_signature(actor, said["witness"], said["secret"], actions.SIGN, fund.organisation, now, day)
            actions.say_returned(
                fund, account, said["satang"], said["slip"], said["sent_on"], said["key"], actor, second, now, day
            )
            messages.success(request, f"บันทึกแล้ว รอสถาบันยืนยันเงิน {baht(said['satang'])} บาท")
            return redirect("match_repay", fund.code)
        except Plain as refused:
            form.add_error(None, refused.th)
    rows = list(queries.of_fund(fund))
    context: dict[str, Any] = {
        "form": form, "owed": due, "debts": outstanding([fund.organisation_id]).get(fund.organisation_id, []),
        "rows": rows, "total": sum(r.satang for r in rows), "waits": any(r.state == "waiting" for r in rows),
    }  # fmt: skip
    return show(request, "matching/repay.html", context, 422 if form.errors else 200)


@needs("match.pay")
def waiting(request: HttpRequest) -> HttpResponse:
    """Every fund's money on its way back: ?state=, `?format=csv`."""
    return _waiting(request)


def _waiting(request: HttpRequest, error: Plain | None = None) -> HttpResponse:
    states = dict(REPAYMENT_STATES)
    state = request.GET.get("state", "waiting")
    rows = list(queries.all_of(state if state in states else ""))
    if request.GET.get("format") == "csv":
        head = ["กองทุน", "วันที่โอน", "จำนวน (บาท)", "ใบโอน", "ผู้ทำ", "ผู้ลงชื่อ", "สถานะ", "คำตอบ"]
        lines = (
            [r.organisation.name_th, short_th(r.day), baht(r.satang), r.slip, str(r.maker), str(r.second), states[r.state], r.answer]
            for r in rows
        )  # fmt: skip
        return csv_response("repayments.csv", head, lines)
    context = {
        "rows": rows, "total": sum(r.satang for r in rows), "state": state, "states": REPAYMENT_STATES, "error": error,
    }  # fmt: skip
    return render(request, "matching/repayments.html", context, status=422 if error else 200)


@needs("match.pay")
def answer(request: HttpRequest, repayment_id: int) -> HttpResponse:
    """POST `what`: received (both books at once) or not (with `reason`)."""
    if request.method != "POST":
        return redirect("desk_repayments")
    actor, now, day = actor_of(request), timezone.now(), today()
    try:
        if request.POST.get("what") == "received":
            made = actions.receive(repayment_id, actor, now, day)
            messages.success(request, f"ลงสมุดทั้งสองฝั่งแล้ว {baht(made.satang)} บาท")
        else:
            actions.not_found(repayment_id, actor, request.POST.get("reason", ""), now, day)
            messages.success(request, "ตอบกองทุนแล้วว่าไม่พบเงิน")
    except NotAllowed:
        raise
    except Plain as refused:
        return _waiting(request, refused)
    return redirect("desk_repayments")
