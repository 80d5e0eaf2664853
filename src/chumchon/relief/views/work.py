"""The organisation's own pages: which disasters there are, one of them with what waits, the store."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chumchon.access.http import actor_of, needs, today
from chumchon.access.pages import do
from chumchon.access.sheets import csv_response
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import allotting, disasters, pledges
from ..forms.disasters import AreaForm, DisasterForm, PointForm, StockForm
from ..models import Disaster
from ..queries import disasters as queries
from ..queries import giving, loads
from ..queries.lists import waiting
from ..queries.needs import items
from .common import disaster_of, organisation_of, show


@require_safe
@needs("relief.read")
def home(request: HttpRequest, code: str) -> HttpResponse:
    """What is open, the own area first, and what the organisation had a part in."""
    return show(request, "home.html", {"rows": queries.for_organisation(organisation_of(request))})


@needs("relief.open")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Open a disaster."""
    organisation, error = organisation_of(request), None
    form = DisasterForm(organisation, request.POST or None, initial={"from_day": today()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = disasters.open_disaster(
                organisation, actor_of(request), form.facts(), said["key"], said["again"], timezone.now(), today()
            )
        except NotAllowed:
            raise
        except Plain as refused:
            error = refused
        else:
            messages.success(request, "เปิดแล้ว จดความต้องการได้ทันที")
            return redirect("relief_work", code, made.pk)
    return show(request, "new.html", {"form": form, "error": error}, 422 if request.method == "POST" else 200)


def page(request: HttpRequest, disaster: Disaster, status: int = 200, **more: Any) -> HttpResponse:
    """A disaster as the organisation works in it: the sums, and everything that waits for somebody here."""
    organisation = organisation_of(request)
    context = {
        "disaster": disaster, "areas": queries.area_words(disaster), "rows": queries.sums(disaster),
        "near": queries.reaches(disaster, organisation), "is_host": disaster.host_id == organisation.pk,
        "doubles": waiting(organisation, disaster), "to_load": giving.allotments_of(organisation, disaster),
        "coming": [x for x in loads.loads(disaster, organisation, "sent") if x.kind == "truck"],
        "money": loads.money_coming(organisation, disaster),
        "to_approve": giving.pledges_of(organisation, disaster).filter(state="waiting"), **more,
    }  # fmt: skip
    return show(request, "work.html", context, status)


@require_safe
@needs("relief.read")
def work(request: HttpRequest, code: str, disaster_id: int) -> HttpResponse:
    """The organisation's page of a disaster."""
    return page(request, disaster_of(disaster_id))


@require_POST
@needs("relief.open")
def turn(request: HttpRequest, code: str, disaster_id: int) -> HttpResponse:
    """Close it, or open it again."""
    found = disaster_of(disaster_id)
    if found.host_id != organisation_of(request).pk:
        return page(request, found, 422, error=_not_host(found))
    act = disasters.close if found.is_open else disasters.reopen
    return do(
        request, lambda: act(found.pk, actor_of(request), timezone.now(), today()), "บันทึกแล้ว", "relief_work",
        lambda refused: page(request, found, 422, error=refused), code, found.pk,
    )  # fmt: skip


def _not_host(found: Disaster) -> Plain:
    return Plain("NOT_HOST", f"เรื่องนี้ให้ผู้ประสานงานทำ คือ {found.host.name_th}", "This is the host's matter.")


@require_POST
@needs("relief.open")
def allot(request: HttpRequest, code: str, disaster_id: int) -> HttpResponse:
    """Lay out what is promised to what is missing."""
    found = disaster_of(disaster_id)
    if found.host_id != organisation_of(request).pk:
        return page(request, found, 422, error=_not_host(found))
    try:
        made = allotting.allot(found.pk, actor_of(request), timezone.now(), today())
    except NotAllowed:
        raise
    except Plain as refused:
        return page(request, found, 422, error=refused)
    givers = len({a.pledge.giver_id for a in made})
    words = f"จัดแล้ว {len(made):,} รายการ จาก {givers} องค์กร ผู้ให้เห็นในหน้าของตน" if made else "ยังไม่มีคำมั่นที่ว่าง หรือจัดครบแล้ว"
    messages.success(request, words)
    return redirect("relief_work", code, found.pk)


@needs("relief.open")
def area(request: HttpRequest, code: str, disaster_id: int) -> HttpResponse:
    """It reaches further than was said."""
    organisation, found = organisation_of(request), disaster_of(disaster_id)
    form = AreaForm(organisation, request.POST or None)

    def again(refused: Plain | None = None) -> HttpResponse:
        context = {"form": form, "error": refused, "disaster": found, "title": "เพิ่มพื้นที่", "button": "บันทึกพื้นที่"}
        return show(request, "form.html", context, 422 if request.method == "POST" else 200)

    if request.method != "POST" or not form.is_valid():
        return again()
    if found.host_id != organisation.pk:
        return again(_not_host(found))
    return do(
        request, lambda: disasters.widen(found.pk, actor_of(request), form.codes(), timezone.now(), today()),
        "เพิ่มพื้นที่แล้ว", "relief_work", again, code, found.pk,
    )  # fmt: skip


@needs("relief.write")
def point(request: HttpRequest, code: str, disaster_id: int) -> HttpResponse:
    """A place where things are received."""
    organisation, found = organisation_of(request), disaster_of(disaster_id)
    form = PointForm(organisation, request.POST or None)

    def again(refused: Plain | None = None) -> HttpResponse:
        context = {
            "form": form, "error": refused, "disaster": found, "title": "ตั้งจุดรับของ", "button": "บันทึกจุดรับของ",
            "rows": queries.points(found, organisation),
        }  # fmt: skip
        return show(request, "form.html", context, 422 if request.method == "POST" else 200)

    if request.method != "POST" or not form.is_valid():
        return again()
    said, now = form.cleaned_data, timezone.now()
    return do(
        request,
        lambda: disasters.add_point(organisation, found.pk, actor_of(request), said["name_th"], said["village"], now, today()),
        "ตั้งจุดรับของแล้ว เลือกได้ในหน้าจด", "relief_list", again, code, found.pk,
    )  # fmt: skip


@needs("relief.give")
def stock(request: HttpRequest, code: str) -> HttpResponse:
    """The store: what was counted, what is promised, what is free; `format=csv`."""
    organisation = organisation_of(request)
    goods = [i for i in items() if i.has_stock]
    form = StockForm(goods, request.POST or None)
    rows = giving.shelves(organisation)
    if request.GET.get("format") == "csv":
        lines = ([s.item.name_th, s.item.unit_th, s.held.counted, s.there, s.held.promised, s.held.free] for s in rows)
        return csv_response(f"store-{code}.csv", ("ของ", "หน่วย", "นับไว้", "มีอยู่", "ให้คำมั่นแล้ว", "ว่าง"), lines)

    def again(refused: Plain | None = None) -> HttpResponse:
        context = {"form": form, "rows": giving.shelves(organisation), "error": refused}
        return show(request, "stock.html", context, 422 if request.method == "POST" else 200)

    if request.method != "POST" or not form.is_valid():
        return again()
    said = form.cleaned_data
    return do(
        request,
        lambda: pledges.count_stock(organisation, actor_of(request), said["item"], said["quantity"], timezone.now(), today()),
        "บันทึกที่นับแล้ว", "relief_stock", again, code,
    )  # fmt: skip
