"""Pages of the lease: the contract, every rent, paying it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.access.sheets import csv_response
from chumchon.thai.dates import long_th
from chumchon.thai.money import baht

from ..actions import leases as actions
from ..forms.leases import LeaseForm, RentForm
from ..forms.moves import DayForm
from ..forms.repairs import ReasonForm
from ..queries import leases as queries
from ..queries.programmes import term
from .acts import boxes, form_page, two_of
from .common import project_of, show

YEARS = 30


@needs("homes.read")
def lease(request: HttpRequest, code: str) -> HttpResponse:
    """The lease: from whom, until when, every rent and what is due; `format=csv`."""
    project = project_of(request)
    found = queries.in_force(project)
    paid = {p.number: p for p in found.payments.all()} if found else {}
    rows = [(r, paid.get(r.number)) for r in queries.rents_of(found)] if found else []
    if request.GET.get("format") == "csv":
        cells = ([r.number, r.due.isoformat(), baht(r.satang), p.day.isoformat() if p else ""] for r, p in rows)
        return csv_response(f"lease-{code}.csv", ["งวด", "กำหนด", "ค่าเช่า", "จ่ายเมื่อ"], cells)
    context = {
        "lease": found, "rows": rows, "standing": queries.standing_of(found, today()) if found else None, "ended": queries.ended(project),
        "rise": f"{found.rise_bp / 100:g}" if found else "",
    }  # fmt: skip
    return show(request, "homes/lease.html", context)


@needs("homes.write")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Write the lease down."""
    project = project_of(request)
    initial = {"years": term(project.programme, "lease_years", YEARS), "lessor_name": project.land_owner}
    if project.tenure_wanted.startswith("lease_"):
        initial["lessor"] = project.tenure_wanted
    form = LeaseForm(request.POST or None, initial=initial)

    def act(said: dict[str, Any]) -> str:
        made = actions.make_lease(
            project, actor_of(request), actions.LeaseFacts(**form.facts()), timezone.now(), today()
        )
        return f"บันทึกสัญญาเช่าแล้ว สิ้นสุด {long_th(made.until_day)}"

    fields = {"YEARS": "years", "RENT": "rent_satang", "RISE": "rise", "LESSOR": "lessor_name", "NUMBER": "contract_no"}
    return form_page(request, form, act, "สัญญาเช่าที่ดิน", "บันทึกสัญญา", "lease", **fields)


@needs("homes.write")
def end(request: HttpRequest, code: str) -> HttpResponse:
    """End it before its day."""

    class EndForm(ReasonForm, DayForm):
        """A day and a reason."""

    form = EndForm(request.POST or None, initial={"day": today()})

    def act(said: dict[str, Any]) -> str:
        project, actor = project_of(request), actor_of(request)
        actions.end_lease(project, actor, said["day"], said["why"], timezone.now(), today())
        return "จบสัญญาแล้ว ประวัติการจ่ายยังอยู่"

    return form_page(request, form, act, "จบสัญญาเช่าก่อนกำหนด", "จบสัญญา", "lease", FUTURE_DATE="day")


@needs("homes.money")
def pay(request: HttpRequest, code: str) -> HttpResponse:
    """The next rent."""
    project = project_of(request)
    found = queries.in_force(project)
    rent = queries.standing_of(found, today()).next_rent if found else None
    form = RentForm(rent, boxes(request), request.POST or None, initial={"day": today()})

    def act(said: dict[str, Any]) -> str:
        made = actions.pay_rent(project, two_of(request, form), said["number"], timezone.now(), today())
        return f"จ่ายค่าเช่างวดที่ {made.number} {baht(made.satang)} บาทแล้ว"

    lead = f"งวดที่ {rent.number} กำหนด {long_th(rent.due)} · {baht(rent.satang)} บาท" if rent else "ไม่มีค่าเช่าที่ต้องจ่าย"
    return form_page(request, form, act, "จ่ายค่าเช่าที่ดิน", "ลงชื่อสองคนและจ่าย", "lease", lead)
