"""Pages on which an instalment is mended and a purchase is dropped, before money moves."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.thai.money import baht

from ..actions import corrections as actions
from ..forms.plans import MendForm
from .acts import form_page
from .common import project_of


class DropForm(forms.Form):
    """Why it is not bought."""

    reason = forms.CharField(label="ไม่ซื้อเพราะอะไร", max_length=100)


@needs("homes.open")
def mend(request: HttpRequest, code: str, instalment_id: int) -> HttpResponse:
    """Another sum or stage for an instalment."""
    project = project_of(request)
    found = project.instalments.filter(pk=instalment_id).first()
    if found is None:
        raise Http404
    form = MendForm(request.POST or None, initial={"stage_th": found.stage_th, "satang": found.satang})

    def act(said: dict[str, Any]) -> str:
        made = actions.mend_instalment(
            project,
            actor_of(request),
            instalment_id,
            said["stage_th"],
            said["satang"],
            said["reason"],
            timezone.now(),
            today(),
        )
        return f"แก้งวดที่ {made.number} เป็น {baht(made.satang)} บาทแล้ว"

    lead = "แก้ได้จนกว่าจะจ่าย ผู้แก้ถือเป็นผู้ตั้งงวด ให้เจ้าหน้าที่อีกคนจ่าย"
    fields = {"OVER_PLAN": "satang", "HAS_PROOF": "stage_th"}
    return form_page(request, form, act, f"แก้งวดที่ {found.number}", "บันทึกงวด", "works", lead, **fields)


@needs("homes.sign")
def drop(request: HttpRequest, code: str, purchase_id: int) -> HttpResponse:
    """A purchase that waits is not wanted."""
    project = project_of(request)
    found = project.purchases.filter(pk=purchase_id).first()
    if found is None:
        raise Http404
    form = DropForm(request.POST or None)

    def act(said: dict[str, Any]) -> str:
        actions.drop_purchase(project, actor_of(request), purchase_id, said["reason"], timezone.now(), today())
        return "ยกเลิกรายการแล้ว เหตุผลอยู่ในบันทึกการใช้งาน"

    lead = f"{found.what} · {found.supplier} · {baht(found.satang)} บาท"
    return form_page(request, form, act, "ไม่ซื้อรายการนี้", "ยกเลิกรายการ", "works", lead)
