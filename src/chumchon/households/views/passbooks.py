"""One household's passbook: what was seen, its aims, its help; its paper, the family's copy, and its end."""

import json
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chumchon.access.http import actor_of, needs, today
from chumchon.access.pages import do
from chumchon.paper.http import pdf_response
from chumchon.paper.typeset import typeset
from chumchon.thai.errors import Plain

from ..actions import consents, helps, plans
from ..forms.passbooks import HelpForm, PlanForm
from ..models import Passbook
from ..queries import export as copies
from ..queries.passbook import Opened, look
from ..queries.passbook import helps as helps_of
from ..queries.referrals import of_passbook
from ..rules.questions import MOST_AIMS
from .common import passbook_of, register_of, show

PAPER = Path(__file__).parent.parent / "papers" / "passbook.typ"


@require_safe
@needs("households.read")
def passbook(request: HttpRequest, code: str, pass_id: int) -> HttpResponse:
    """The whole passbook. Every opening stands on the trail."""
    found = passbook_of(request, pass_id)
    consents.record_reading(register_of(request), actor_of(request), f"passbook:{found.pk}", timezone.now())
    return _page(request, found)


def _page(
    request: HttpRequest, found: Passbook, error: Plain | None = None, help_form: HelpForm | None = None
) -> HttpResponse:
    register, day = register_of(request), today()
    if found.state != "open":
        context: dict[str, Any] = {"passbook": found, "consents": found.consents.select_related("by"), "error": error}
        return show(request, "closed.html", context, 422 if error else 200)
    seen = look(register, found, day)
    rows = helps_of(found)
    context = {
        "passbook": found, "seen": seen, "helps": rows, "helped": sum(h.satang for h in rows), "referrals": of_passbook(found, day),
        "consents": found.consents.select_related("by"), "help_form": help_form or HelpForm(day), "error": error,
    }  # fmt: skip
    return show(request, "passbook.html", context, 422 if error or help_form else 200)


@needs("households.visit")
def plan(request: HttpRequest, code: str, pass_id: int) -> HttpResponse:
    """The family's aims, what is done for each and who goes along."""
    found, day = passbook_of(request, pass_id), today()
    if found.state != "open":
        return _page(request, found)
    seen = look(register_of(request), found, day)
    form = PlanForm(seen.questions, request.POST or None, initial=_initial(seen))
    if request.method != "POST":
        consents.record_reading(register_of(request), actor_of(request), f"passbook:{found.pk}", timezone.now())
        return show(request, "plan.html", {"passbook": found, "seen": seen, "form": form})

    def again(refused: Plain | None = None) -> HttpResponse:
        context = {"passbook": found, "seen": seen, "form": form, "error": refused}
        return show(request, "plan.html", context, 422)

    if not form.is_valid():
        return again()

    def act() -> None:
        plans.make_plan(
            register_of(request),
            found.pk,
            actor_of(request),
            form.aims(),
            form.cleaned_data["seen"],
            timezone.now(),
            day,
        )

    return do(request, act, "บันทึกแผนของครอบครัวแล้ว", "passbook_house", again, code, found.pk)


def _initial(seen: Opened) -> dict[str, Any]:
    initial: dict[str, Any] = {"seen": seen.plan.number if seen.plan else 0}
    for i, aim in enumerate(seen.aims[:MOST_AIMS], 1):
        initial |= {f"aim{i}": aim.key, f"do{i}": aim.do, f"helper{i}": aim.helper}
    return initial


@require_POST
@needs("households.visit")
def add_help(request: HttpRequest, code: str, pass_id: int) -> HttpResponse:
    """Help that reached the house."""
    found, form = passbook_of(request, pass_id), HelpForm(today(), request.POST)
    if found.state != "open" or not form.is_valid():
        return _page(request, found, help_form=form) if found.state == "open" else _page(request, found, _closed())

    def act() -> None:
        helps.add_help(
            register_of(request),
            found.pk,
            actor_of(request),
            form.facts(),
            form.cleaned_data["key"],
            timezone.now(),
            today(),
        )

    return do(
        request, act, "บันทึกความช่วยเหลือแล้ว", "passbook_house", lambda e: _page(request, found, e, form), code, found.pk
    )


def _closed() -> Plain:
    return Plain("NOT_OPEN", "ครอบครัวนี้ไม่ยินยอมหรือขอให้ลบแล้ว บันทึกเพิ่มไม่ได้", "The family refused or was erased.")


@require_POST
@needs("households.visit")
def refuse(request: HttpRequest, code: str, pass_id: int) -> HttpResponse:
    """The family takes its consent back."""
    found = passbook_of(request, pass_id)
    if request.POST.get("sure") != "yes":
        return _page(request, found, _unsure())

    def act() -> None:
        consents.refuse(register_of(request), found.pk, actor_of(request), timezone.now(), today())

    words = "ลบคำตอบของครอบครัวนี้แล้ว เก็บไว้เพียงว่าไม่ยินยอม"
    return do(request, act, words, "passbook_house", lambda e: _page(request, found, e), code, found.pk)


@require_POST
@needs("households.private")
def erase(request: HttpRequest, code: str, pass_id: int) -> HttpResponse:
    """The family asks to be forgotten."""
    found = passbook_of(request, pass_id)
    if request.POST.get("sure") != "yes":
        return _page(request, found, _unsure())

    def act() -> None:
        consents.erase(register_of(request), found.pk, actor_of(request), timezone.now(), today())

    return do(request, act, "ลบสมุดพกตามคำขอแล้ว", "passbook_house", lambda e: _page(request, found, e), code, found.pk)


def _unsure() -> Plain:
    return Plain("NOT_SURE", "ลบแล้วเอาคืนไม่ได้ ทำเครื่องหมายยืนยันก่อน", "Tick that you are sure.")


@require_safe
@needs("households.read")
def paper(request: HttpRequest, code: str, pass_id: int) -> HttpResponse:
    """สมุดพกครัวเรือน on paper, for the family's own wall."""
    found = passbook_of(request, pass_id)
    if found.state != "open":
        return _page(request, found)
    consents.record_reading(register_of(request), actor_of(request), f"passbook:{found.pk}", timezone.now())
    return pdf_response(typeset(PAPER, copies.paper(register_of(request), found, today())), f"passbook-{found.pk}")


@require_POST
@needs("households.private")
def export(request: HttpRequest, code: str, pass_id: int) -> HttpResponse:
    """The family's own copy as a file; the handing out is written down."""
    found = passbook_of(request, pass_id)
    try:
        consents.export(register_of(request), found.pk, actor_of(request), timezone.now(), today())
    except Plain as refused:
        if found.state == "open":
            raise
        return _page(request, found, refused)
    made = json.dumps(copies.everything(register_of(request), found, today()), ensure_ascii=False, indent=1)
    answer = HttpResponse(made, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="passbook-{found.pk}.json"'
    answer["Cache-Control"] = "no-store"
    return answer
