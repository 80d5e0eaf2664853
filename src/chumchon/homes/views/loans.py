"""Pages of loans: asked for, decided, repaid, in arrears; the schedule on a page and as a file."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.access.sheets import csv_response
from chumchon.thai.errors import BadInput, NotAllowed, Plain
from chumchon.thai.money import baht, baht_plain

from ..actions import loans as actions
from ..actions import repayments, reschedules
from ..forms.loans import AskForm, LendForm, RepayForm, RescheduleForm, UndoForm
from ..models import Loan, LoanSchedule
from ..queries import loans as queries
from ..queries import savings
from ..rules.loan_payments import payoff
from ..rules.loans import add_months, from_json, schedule
from .common import group_of, show_group
from .savings import add_refusal, boxes, second_of

OFFICER = "homes.release"  # officers of region and headquarters; which of the two, the action asks


@needs("homes.read")
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Running loans with their arrears, the latest first; `format=csv`."""
    group = group_of(request)
    rows = queries.lines(group, today())
    if request.GET.get("format") == "csv":
        head = ["สัญญา", "ใคร", "วงเงิน", "เงินต้นคงเหลือ", "ค้าง", "ค้างกี่งวด", "ค้างกี่วัน"]
        cells = (
            [
                r.loan.label, r.loan.saver.person.name if r.loan.saver else group.name_th, baht(r.loan.satang),
                baht(r.standing.principal_left), baht(r.standing.arrears), r.standing.late_rows, r.standing.late_days,
            ]
            for r in rows
        )  # fmt: skip
        return csv_response(f"loans-{code}.csv", head, cells)
    houses = [r for r in rows if r.loan.saver is not None]
    context = {
        "rows": rows, "left": sum(r.standing.principal_left for r in houses), "arrears": sum(r.standing.arrears for r in houses),
        "late": sum(1 for r in houses if r.standing.late_rows), "houses": len(houses),
        "owed": sum(r.standing.principal_left for r in rows if r.loan.saver is None),
    }  # fmt: skip
    return show_group(request, "homes/loans.html", context)


@needs("homes.write")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a loan."""
    group = group_of(request)
    form = AskForm(list(savings.savers(group)), request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        asked = actions.Asked(
            said["saver"], said["satang"], said["years"] * 12, said["purpose"], round((said["margin"] or 0) * 100),
            grace_months=said["grace_months"], insurance_satang=said["insurance_satang"] or 0, steps=form.steps(),
        )  # fmt: skip
        try:
            made = actions.ask_loan(group, actor_of(request), asked, said["key"], timezone.now(), today())
        except NotAllowed:
            raise
        except Plain as refused:
            form.add_error(
                {
                    "MONTHS": "years",
                    "RATE": "margin",
                    "GRACE": "grace_months",
                    "STEPS": "step_percent",
                    "STEP_TOO_LOW": "step_percent",
                }.get(refused.code, "satang"),
                refused.th,
            )
        else:
            messages.success(request, "ยื่นขอแล้ว รอกรรมการอีกคนอนุมัติ" if made.saver_id else "ยื่นขอแล้ว รอสถาบันอนุมัติ")
            return redirect("loan", code, made.pk)
    context = {
        "form": form,
        "title": "ขอสินเชื่อ",
        "button": "ยื่นขอ",
        "files": False,
        "back": reverse("group", args=[code]),
    }
    return show_group(request, "homes/form.html", context, 422 if request.method == "POST" else 200)


def _loan(request: HttpRequest, loan_id: int) -> Loan:
    found = queries.loan_of(group_of(request), loan_id)
    if found is None:
        raise Http404
    found.group = group_of(request)
    return found


@needs("homes.read")
def detail(request: HttpRequest, code: str, loan_id: int) -> HttpResponse:
    """One loan: how it stands, its schedule, what was repaid; `format=csv` is the schedule."""
    return _show(request, _loan(request, loan_id))


def _show(request: HttpRequest, loan: Loan, status: int = 200, **more: Any) -> HttpResponse:
    group = group_of(request)
    versions = list(LoanSchedule.objects.filter(loan=loan).select_related("by", "checker"))
    now = queries.current(loan) if versions else None
    rows = now.rows if now else schedule(from_json(loan.asked))
    if request.GET.get("format") == "csv":
        head = ["งวด", "กำหนด", "เงินต้น", "ดอกเบี้ย", "ส่วนต่างกลุ่ม", "ประกัน", "รวม", "เงินต้นคงเหลือ"]
        cells = (
            [
                r.number,
                r.due.isoformat(),
                *(baht_plain(x) for x in (r.principal, r.interest, r.margin, r.insurance, r.total, r.balance)),
            ]
            for r in rows
        )
        return csv_response(f"loan-{group.code}-{loan.number}.csv", head, cells)
    running = now is not None and loan.state == "lent"
    paid_rows, owed = [], 0
    for row in rows:
        owed += row.total
        paid_rows.append((row, now is not None and now.paid >= owed))
    standing = now.standing(today()) if now and running else None
    key = {"day": today(), "satang": standing.due or standing.next_left if standing else None}
    context = {
        "loan": loan, "versions": versions, "terms": now.terms if now else from_json(loan.asked), "rows": paid_rows,
        "standing": standing, "payments": queries.payments_of(loan), "sums": _sums(rows),
        "insured": any(r.insurance for r in rows),
        "ends": payoff(now.terms, now.rows, now.paid, today()).total if now and running else None,
        "repay_form": RepayForm(boxes(group), initial=key), "reschedule_form": RescheduleForm(loan),
        "undo_form": UndoForm(), "lend_form": _lend_form(loan, initial={"first_due": add_months(today(), 1)}),
        "mine": loan.maker_id == actor_of(request).user_id, **more,
    }  # fmt: skip
    return show_group(request, "homes/loan.html", context, status)


def _lend_form(loan: Loan, *args: Any, **kwargs: Any) -> LendForm:
    into_project = loan.saver_id is not None and loan.group.project_id is not None
    return LendForm(boxes(loan.group), into_project, *args, **kwargs)


def _sums(rows: list[Any]) -> dict[str, int]:
    return {
        name: sum(getattr(r, name) for r in rows) for name in ("principal", "interest", "margin", "insurance", "total")
    }


def _act(
    request: HttpRequest, loan_id: int, form: forms.Form, name: str, act: Callable[[], str]
) -> HttpResponse:  # fmt: skip
    loan = _loan(request, loan_id)
    if request.method != "POST":
        return redirect("loan", group_of(request).code, loan_id)
    if form.is_valid():
        try:
            done = act()
        except Plain as refused:
            add_refusal(request, form, refused)  # type: ignore[arg-type]
        else:
            messages.success(request, done)
            return redirect("loan", group_of(request).code, loan_id)
    return _show(request, loan, 422, **{name: form})


@needs("homes.decide")
def answer(request: HttpRequest, code: str, loan_id: int) -> HttpResponse:
    """Another person lends or refuses."""
    group = group_of(request)
    form = _lend_form(_loan(request, loan_id), request.POST or None)

    def act() -> str:
        said, actor = form.cleaned_data, actor_of(request)
        if "refuse" in request.POST:
            actions.refuse(group, loan_id, actor, said["reason"], timezone.now(), today())
            return "ไม่อนุมัติแล้ว ผู้ขอจะเห็นเหตุผล"
        if said["first_due"] is None:
            raise BadInput("FIRST_DUE", "ใส่วันครบกำหนดงวดแรก", "Give the first due day.")
        actions.lend(group, loan_id, actor, said["box"] or "1020", said["first_due"], timezone.now(), today())
        return "อนุมัติและจ่ายเงินแล้ว ตารางผ่อนเริ่มใช้"

    return _act(request, loan_id, form, "lend_form", act)


@needs("homes.money")
def repay(request: HttpRequest, code: str, loan_id: int) -> HttpResponse:
    """A repayment."""
    group = group_of(request)
    form = RepayForm(boxes(group), request.POST or None)

    def act() -> str:
        said = form.cleaned_data
        money = repayments.Repayment(said["satang"], said["box"], said["day"], said["key"], said["early"])
        made = repayments.repay(
            group, loan_id, actor_of(request), second_of(request, form), money, timezone.now(), today()
        )
        return f"รับ {baht(made.satang)} บาท: เงินต้น {baht(made.principal_satang)} ดอกเบี้ย {baht(made.interest_satang + made.margin_satang)}"

    return _act(request, loan_id, form, "repay_form", act)


@needs("homes.write")
def reschedule(request: HttpRequest, code: str, loan_id: int) -> HttpResponse:
    """New terms by a resolution."""
    group, loan = group_of(request), _loan(request, loan_id)
    form = RescheduleForm(loan, request.POST or None)

    def act() -> str:
        said = form.cleaned_data
        signs = "homes.sign" if loan.saver_id else OFFICER
        second = second_of(request, form, signs)  # type: ignore[arg-type]
        reschedules.reschedule(
            group, loan_id, actor_of(request), second, said["months"], said["grace_months"], said["meeting"],
            timezone.now(), today(),
        )  # fmt: skip
        return "ปรับโครงสร้างแล้ว ตารางใหม่เริ่มใช้"

    return _act(request, loan_id, form, "reschedule_form", act)


@needs("homes.money")
def undo(request: HttpRequest, code: str, loan_id: int, repayment_id: int) -> HttpResponse:
    """Undo the newest repayment."""
    group = group_of(request)
    if not _loan(request, loan_id).payments.filter(pk=repayment_id).exists():
        raise Http404
    form = UndoForm(request.POST or None)

    def act() -> str:
        second = second_of(request, form)  # type: ignore[arg-type]
        reason = form.cleaned_data["reason"]
        repayments.undo(group, loan_id, repayment_id, actor_of(request), second, reason, timezone.now(), today())
        return "ยกเลิกการรับเงินแล้ว เลขใบเสร็จเดิมไม่ใช้ซ้ำ"

    return _act(request, loan_id, form, "undo_form", act)
