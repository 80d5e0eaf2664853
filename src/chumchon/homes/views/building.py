"""Pages of building: instalments with their proof, purchases by two."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.paper.scans import MOST_BYTES
from chumchon.thai.errors import NotAllowed, Plain
from chumchon.thai.money import baht, baht_short

from ..actions import building
from ..forms.plans import InstalmentForm, PhotoForm, PurchaseForm
from ..models import Project
from ..queries import plans as queries
from ..queries import projects
from ..queries.savings import cash_accounts
from .common import act_beside, project_of, show


@needs("homes.read")
def works(request: HttpRequest, code: str) -> HttpResponse:
    """Instalments with their proof, purchases."""
    return _works(request)


def _works(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    project = project_of(request)
    purchases = list(project.purchases.select_related("maker", "checker")[:100])
    boxes = [
        (a.code, f"{a.name_th} (มี {baht_short(satang)})") for a, satang in cash_accounts(projects.book_of(project))
    ]
    context = {
        "instalments": queries.instalments(project), "purchases": purchases, "total": sum(p.satang for p in purchases),
        "instalment_form": InstalmentForm(), "photo_form": PhotoForm(), "purchase_form": PurchaseForm(initial={"day": today()}),
        "boxes": boxes, "passed": queries.plan_passed(project), "me": actor_of(request).user_id, **more,
    }  # fmt: skip
    return show(request, "homes/works.html", context, status)


@needs("homes.open")
def instalment(request: HttpRequest, code: str) -> HttpResponse:
    """Set an instalment of the agreement."""
    form = InstalmentForm(request.POST or None)

    def act() -> str:
        said = form.cleaned_data
        made = building.plan_instalment(
            project_of(request), actor_of(request), said["kind"], said["stage_th"], said["satang"], not said["on_contract"],
            timezone.now(), today(),
        )  # fmt: skip
        return f"ตั้งงวดที่ {made.number} แล้ว"

    return act_beside(request, form, "instalment_form", act, _works, "works")


def _own(request: HttpRequest, instalment_id: int) -> Project:
    project = project_of(request)
    if not project.instalments.filter(pk=instalment_id).exists():
        raise Http404
    return project


@needs("homes.survey")
def photo(request: HttpRequest, code: str, instalment_id: int) -> HttpResponse:
    """A photograph of the stage."""
    project, form = _own(request, instalment_id), PhotoForm(request.POST or None, request.FILES or None)

    def act() -> str:
        raw = form.cleaned_data["photo"].read(MOST_BYTES + 1)
        building.add_photo(project, actor_of(request), instalment_id, raw, timezone.now(), today())
        return "แนบรูปหน้างานแล้ว"

    return act_beside(request, form, "photo_form", act, _works, "works")


def _button(request: HttpRequest, act: Callable[[], str]) -> HttpResponse:
    if request.method != "POST":
        return redirect("works", project_of(request).code)
    try:
        done = act()
    except NotAllowed:
        raise
    except Plain as refused:
        return _works(request, 422, error=refused)
    messages.success(request, done)
    return redirect("works", project_of(request).code)


@needs("homes.vouch")
def vouch(request: HttpRequest, code: str, instalment_id: int) -> HttpResponse:
    """One person's word that the stage is done."""
    project = _own(request, instalment_id)

    def act() -> str:
        building.vouch(project, actor_of(request), instalment_id, timezone.now(), today())
        return "รับรองงวดงานแล้ว"

    return _button(request, act)


@needs("homes.release")
def release(request: HttpRequest, code: str, instalment_id: int) -> HttpResponse:
    """Pay the instalment."""
    project = _own(request, instalment_id)

    def act() -> str:
        made = building.release(project, actor_of(request), instalment_id, timezone.now(), today())
        return f"จ่ายงวดที่ {made.number} {baht(made.satang)} บาทแล้ว ลงสมุดทั้งสองฝ่าย"

    return _button(request, act)


@needs("homes.write")
def purchase(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a purchase."""
    form = PurchaseForm(request.POST or None)

    def act() -> str:
        said = form.cleaned_data
        building.ask_purchase(
            project_of(request), actor_of(request), said["what"], said["kind"], said["supplier"], said["satang"], form.quotes(),
            said["day"], said["key"], timezone.now(), today(),
        )  # fmt: skip
        return "บันทึกแล้ว รอกรรมการอีกคนอนุมัติ"

    return act_beside(request, form, "purchase_form", act, _works, "works")


@needs("homes.sign")
def pay(request: HttpRequest, code: str, purchase_id: int) -> HttpResponse:
    """Another person approves a purchase and pays it."""
    project = project_of(request)
    if not project.purchases.filter(pk=purchase_id).exists():
        raise Http404

    def act() -> str:
        box = request.POST.get("box", "")[:12]
        made = building.pay_purchase(project, actor_of(request), purchase_id, box, timezone.now(), today())
        return f"จ่าย {baht(made.satang)} บาทแล้ว"

    return _button(request, act)
