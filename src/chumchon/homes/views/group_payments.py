"""Pages on which a savings group pays others, and a member leaves it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.ledger.queries import balances
from chumchon.thai.errors import NotAllowed, Plain
from chumchon.thai.money import baht

from ..actions.group_payments import Payment, pay_out
from ..actions.savings import leave as leave_group
from ..forms.savings import GroupPayForm, LeaveForm
from ..queries.savings import book_of, saver_of
from ..rules.savings import INSURANCE
from .common import group_of, show_group
from .savings import add_refusal, boxes, second_of


@needs("homes.money")
def pay(request: HttpRequest, code: str) -> HttpResponse:
    """Insurance that was taken goes on to the insurer; administration is paid. By two."""
    group = group_of(request)
    form = GroupPayForm(boxes(group), request.POST or None, initial={"day": today()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        paid = Payment(said["kind"], said["whom"], said["satang"], said["box"], said["day"], said["key"])
        try:
            pay_out(group, actor_of(request), second_of(request, form), paid, timezone.now(), today())
        except Plain as refused:
            add_refusal(request, form, refused)
        else:
            messages.success(request, f"จ่าย {baht(paid.satang)} บาทแล้ว ลงสมุดของกลุ่ม")
            return redirect("group_book", code)
    held = -balances(book_of(group)).get(INSURANCE, 0)
    context = {
        "form": form, "title": "จ่ายเงินของกลุ่ม", "button": "ลงชื่อสองคนและจ่าย", "files": False,
        "back": reverse("group_book", args=[code]), "lead": f"เบี้ยประกันที่รับไว้และรอนำส่ง {baht(held)} บาท",
    }  # fmt: skip
    return show_group(request, "homes/form.html", context, 422 if request.method == "POST" else 200)


@needs("homes.write")
def leave(request: HttpRequest, code: str, saver_id: int) -> HttpResponse:
    """A member leaves, with nothing in, owed or asked for."""
    group = group_of(request)
    found = saver_of(group, saver_id)
    if found is None:
        raise Http404
    form = LeaveForm(request.POST or None, initial={"left_on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            leave_group(group, actor_of(request), saver_id, form.cleaned_data["left_on"], timezone.now(), today())
        except NotAllowed:
            raise
        except Plain as refused:
            form.add_error("left_on" if refused.code in ("FUTURE_DATE", "BEFORE_START") else None, refused.th)
        else:
            messages.success(request, f"{found.person.name} ลาออกจากกลุ่มแล้ว สมุดเดิมยังดูได้")
            return redirect("group", code)
    context = {
        "form": form, "title": f"ลาออก {found.person.name}", "button": "บันทึกการลาออก", "files": False,
        "back": reverse("saver", args=[code, saver_id]), "lead": "ลาออกได้เมื่อคืนเงินออม หุ้น และปิดสินเชื่อครบ",
    }  # fmt: skip
    return show_group(request, "homes/form.html", context, 422 if request.method == "POST" else 200)
