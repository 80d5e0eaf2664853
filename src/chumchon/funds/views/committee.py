"""A fund's settings on the screen: committee, bank accounts, prices, PromptPay."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from chumchon.access.http import actor_of, needs, today
from chumchon.thai.errors import Plain

from ..actions import committee as actions
from ..forms.committee import EndSeatForm, PlanChangeForm, PromptPayForm, prices_of
from ..forms.fund import BankForm, SeatForm
from ..queries import fund as queries
from .common import fund_of, show


def _settings(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    fund = fund_of(request)
    context = {
        "banks": queries.bank_accounts(fund), "changes": queries.plan_changes(fund), "seats": queries.seats_of(fund, today()),
        "plan_form": PlanChangeForm(initial={**prices_of(fund), "from_day": today()}), "bank_form": BankForm(),
        "promptpay_form": PromptPayForm(initial={"promptpay": fund.promptpay_id}), **more,
    }  # fmt: skip
    return show(request, "funds/committee_settings.html", context, status)


@needs("fund.settings")
def settings(request: HttpRequest, code: str) -> HttpResponse:
    """What the fund is set to, and the forms that change it."""
    return _settings(request)


@needs("fund.settings")
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """New prices from a day on."""
    if request.method != "POST":
        return redirect("settings", code)
    form = PlanChangeForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.change_plan(
                fund_of(request),
                form.plan(),
                said["entry_fee"],
                said["from_day"],
                actor_of(request),
                timezone.now(),
                today(),
            )
        except Plain as refused:
            form.add_error("from_day" if refused.code == "PAST_DATE" else None, refused.th)
        else:
            messages.success(request, "บันทึกอัตราเงินสมทบแล้ว ใบเสร็จเดิมไม่เปลี่ยน")
            return redirect("settings", code)
    return _settings(request, 422, plan_form=form, opened="plan")


@needs("fund.settings")
def promptpay(request: HttpRequest, code: str) -> HttpResponse:
    """The number that members pay to."""
    if request.method != "POST":
        return redirect("settings", code)
    form = PromptPayForm(request.POST)
    if form.is_valid():
        try:
            actions.set_promptpay(
                fund_of(request), form.cleaned_data["promptpay"], actor_of(request), timezone.now(), today()
            )
        except Plain as refused:
            form.add_error("promptpay", refused.th)
        else:
            messages.success(request, "บันทึกหมายเลขพร้อมเพย์แล้ว")
            return redirect("settings", code)
    return _settings(request, 422, promptpay_form=form, opened="promptpay")


@needs("fund.settings")
def bank_add(request: HttpRequest, code: str) -> HttpResponse:
    """Another bank account."""
    if request.method != "POST":
        return redirect("settings", code)
    form = BankForm(request.POST)
    if form.is_valid():
        try:
            actions.add_bank_account(fund_of(request), form.facts(), actor_of(request), timezone.now(), today())
        except Plain as refused:
            form.add_error("number", refused.th)
        else:
            messages.success(request, "เพิ่มบัญชีธนาคารแล้ว")
            return redirect("settings", code)
    return _settings(request, 422, bank_form=form, opened="bank")


def _committee(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "seats": queries.seats_of(fund_of(request), today()), "form": SeatForm(initial={"from_day": today()}),
        "end_form": EndSeatForm(initial={"last_day": today()}), **more,
    }  # fmt: skip
    return show(request, "funds/committee.html", context, status)


@never_cache
@needs("fund.settings")
def committee(request: HttpRequest, code: str) -> HttpResponse:
    """The committee today and before; POST adds a seat. A new user's one-time password stands on the answer, once."""
    if request.method != "POST":
        return _committee(request)
    form = SeatForm(request.POST)
    if not form.is_valid():
        return _committee(request, 422, form=form)
    try:
        username, password = actions.add_seat(
            fund_of(request), form.facts(), actor_of(request), timezone.now(), today()
        )
    except Plain as refused:
        form.add_error("username" if refused.code in ("BAD_USERNAME", "OWN_ROLE", "ROLES_CLASH") else None, refused.th)
        return _committee(request, 422, form=form)
    if password:
        return show(
            request,
            "funds/committee_user.html",
            {"username": username, "password": password, "name": form.cleaned_data["person_name"]},
        )
    messages.success(request, "ตั้งกรรมการแล้ว")
    return redirect("committee", code)


@needs("fund.settings")
def seat_end(request: HttpRequest, code: str, seat_id: int) -> HttpResponse:
    """The term ends on the day that is given."""
    if request.method != "POST":
        return redirect("committee", code)
    form = EndSeatForm(request.POST)
    if form.is_valid():
        try:
            actions.end_seat(
                fund_of(request), seat_id, form.cleaned_data["last_day"], actor_of(request), timezone.now(), today()
            )
        except Plain as refused:
            form.add_error("last_day", refused.th)
        else:
            messages.success(request, "สิ้นสุดวาระแล้ว")
            return redirect("committee", code)
    return _committee(request, 422, end_form=form, ending=seat_id)
