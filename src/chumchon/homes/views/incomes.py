"""Pages of a project's money that is no instalment, and of the community's legal body."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.ledger.queries import balances, journal
from chumchon.ledger.verify import verify_book
from chumchon.thai.errors import Plain
from chumchon.thai.money import baht, baht_short

from ..actions import incomes, returns
from ..actions import legal as legal_actions
from ..actions.payouts import Two
from ..forms.houses import IncomeForm, LegalForm, ReturnForm
from ..models import Project
from ..queries import incomes as queries
from ..queries import projects
from ..queries.savings import cash_accounts
from ..rules.incomes import KINDS
from .common import file_response, form_page, held, project_of, show
from .savings import add_refusal, natural, second_of, slip_paper


def _boxes(project: Project) -> list[tuple[str, str]]:
    rows = cash_accounts(projects.book_of(project))
    return [(a.code, f"{a.name_th} (มี {baht_short(satang)})") for a, satang in rows]


@needs("homes.money")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Money comes in, signed by two."""
    project = project_of(request)
    form = IncomeForm(_boxes(project), request.POST or None, initial={"day": today()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            two = Two(actor_of(request), second_of(request, form), said["box"], said["day"])
            made = incomes.receive(
                project, two, said["kind"], said["satang"], said["from_whom"], said["key"], timezone.now(), today()
            )
        except Plain as refused:
            add_refusal(request, form, refused)
        else:
            messages.success(request, f"รับเงินเข้าโครงการ {baht(made.satang)} บาทแล้ว พิมพ์ใบเสร็จได้ที่รายการ")
            return redirect("project_money", code)
    context = {
        "form": form, "title": "รับเงินเข้าโครงการ", "button": "ลงชื่อสองคนและออกใบเสร็จ", "files": False,
        "back": reverse("project_money", args=[code]),
        "lead": "เงินของครัวเรือนหรือผู้พัก (ออม สมทบ ค่าเช่า ค่าบำรุง) ท้องถิ่น และภาคี เงินอุดหนุนเข้าเองเมื่อจ่ายงวด สินเชื่อเข้าเองเมื่อกลุ่มเลือกจ่ายเข้าโครงการ",
    }  # fmt: skip
    return show(request, "homes/form.html", context, 422 if request.method == "POST" else 200)


@needs("homes.money")
def back(request: HttpRequest, code: str) -> HttpResponse:
    """What is left goes back to the institute, signed by two."""
    project = project_of(request)
    form = ReturnForm(_boxes(project), request.POST or None, initial={"day": today()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            two = Two(actor_of(request), second_of(request, form), said["box"], said["day"])
            returns.give_back(project, two, said["satang"], said["reason"], said["key"], timezone.now(), today())
        except Plain as refused:
            add_refusal(request, form, refused)
        else:
            messages.success(request, f"คืนเงินให้สถาบัน {baht(said['satang'])} บาทแล้ว ลงสมุดทั้งสองฝ่าย")
            return redirect("project_money", code)
    context = {
        "form": form, "title": "คืนเงินเหลือให้สถาบัน", "button": "ลงชื่อสองคนและคืนเงิน", "files": False,
        "back": reverse("project_money", args=[code]), "lead": "โครงการจบได้เมื่อไม่มีเงินค้าง เงินที่เหลือใช้ไม่หมดคืนที่นี่",
    }  # fmt: skip
    return show(request, "homes/form.html", context, 422 if request.method == "POST" else 200)


def _inside(request: HttpRequest) -> bool:
    """May the reader know who lives in a centre: its people, and its treasurer who takes their rent."""
    may = held(request, project_of(request).organisation)
    return "homes_path" in may or "homes_money" in may


@needs("homes.read")
def money(request: HttpRequest, code: str) -> HttpResponse:
    """The project's book: what came in with its receipts, balances, the newest entries, the check of the whole chain."""
    project = project_of(request)
    book = projects.book_of(project)
    accounts = {a.code: a for a in book.accounts.all()}
    context = {
        "incomes": queries.incomes(project, _inside(request)), "meets": queries.meets(project),
        "rows": natural(accounts, balances(book)),
        "entries": journal(book).order_by("-number")[:50], "report": verify_book(book) if request.GET.get("check") else None,
    }  # fmt: skip
    return show(request, "homes/money.html", context)


@needs("homes.read")
def receipt(request: HttpRequest, code: str, project_slip_id: int) -> HttpResponse:
    """The paper of a receipt of the project's book."""
    project = project_of(request)
    found = queries.receipt_of(project, project_slip_id)
    if found is None:
        raise Http404
    income = getattr(found.entry, "project_income", None)
    payer = queries.whom(project, income, _inside(request)) if income else ""
    words = KINDS[income.kind].name_th if income else found.entry.memo
    lines = [[words, baht(found.satang)]]
    paper = slip_paper(request, project.name_th, project.organisation.subdistrict.label, found, payer, "", lines)
    return file_response(paper, "application/pdf", f"receipt-{code}-{found.year_be}-{found.number}.pdf")


@needs("homes.write")
def legal(request: HttpRequest, code: str) -> HttpResponse:
    """The legal body."""
    project = project_of(request)
    last = project.legal_bodies.last()
    initial = (
        {"kind": last.kind, "name_th": last.name_th, "number": last.number, "registered_on": last.registered_on}
        if last
        else {}
    )
    form = LegalForm(request.POST or None, initial=initial)

    def act(said: dict[str, Any]) -> object:
        return legal_actions.register(
            project,
            actor_of(request),
            said["kind"],
            said["name_th"],
            said["number"],
            said["registered_on"],
            timezone.now(),
            today(),
        )

    return form_page(request, form, "นิติบุคคลของชุมชน", act, "บันทึกนิติบุคคลแล้ว", "บันทึก")
