"""The store's page: what lies there, what moved, and the form for the next move."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.access.sheets import csv_response

from ..actions import stock as actions
from ..forms.houses import StockForm
from ..models import Project
from ..queries import stock as queries
from ..rules.stock import milli, words
from .common import act_beside, project_of, show


@needs("homes.read")
def stock(request: HttpRequest, code: str) -> HttpResponse:
    """Materials in, out and left; `format=csv` is every move."""
    return _stock(request)


def _form(project: Project, rows: list[queries.Stock], *args: Any, **kwargs: Any) -> StockForm:
    choices = [(r.material.pk, f"{r.material.name_th} (เหลือ {r.said[2]} {r.material.unit_th})") for r in rows]
    return StockForm(project, choices, *args, **kwargs)


def _stock(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    project = project_of(request)
    rows = queries.stock(project)
    if request.GET.get("format") == "csv":
        cells = (
            [
                m.day.isoformat(), m.material.name_th, words(m.milli), m.material.unit_th,
                m.house.household.house_no if m.house else "", m.purchase.what if m.purchase else "", m.note, str(m.by),
            ]
            for m in queries.moves(project).iterator()
        )  # fmt: skip
        head = ["วันที่", "วัสดุ", "จำนวน", "หน่วย", "บ้าน", "จากการซื้อ", "หมายเหตุ", "ผู้ลง"]
        return csv_response(f"stock-{project.code}.csv", head, cells)
    found = [(m, words(abs(m.milli))) for m in queries.moves(project)[:100]]
    context = {"rows": rows, "moves": found, "form": _form(project, rows, initial={"day": today()}), **more}
    return show(request, "homes/stock.html", context, status)


@needs("homes.survey")
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Something came in or went out."""
    project = project_of(request)
    form = _form(project, queries.stock(project), request.POST or None)

    def act() -> str:
        said = form.cleaned_data
        moved = actions.Moved(
            milli(said["quantity"]), said["out"], said["day"], said["material"], said["name"], said["unit"], said["house"],
            said["purchase"], said["note"],
        )  # fmt: skip
        made = actions.move(project, actor_of(request), moved, said["key"], timezone.now(), today())
        verb = "ออก" if said["out"] else "เข้า"
        return f"ลงของ{verb} {made.material.name_th} {words(abs(made.milli))} {made.material.unit_th}"

    return act_beside(request, form, "form", act, _stock, "stock")
