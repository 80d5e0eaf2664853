"""Loads on the screen: put together, on their way, confirmed at the door, brought back."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chumchon.access.http import actor_of, needs, today
from chumchon.access.pages import do
from chumchon.access.sheets import csv_response
from chumchon.thai.dates import short_th
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import deliveries
from ..actions import loads as actions
from ..forms.lists import PHONE
from ..forms.loads import DeliveryForm, LoadForm
from ..models import Load
from ..queries import giving
from ..queries import loads as queries
from ..queries.needs import place_of, village_of
from ..words import LOAD_STATES
from .common import disaster_of, houses_seen, organisation_of, show
from .public import shown

A_PAGE = 50


@require_safe
@needs("relief.read")
def listing(request: HttpRequest, code: str, disaster_id: int) -> HttpResponse:
    """Loads of the organisation and those on their way to it; state in the address, `format=csv`."""
    organisation, found = organisation_of(request), disaster_of(disaster_id)
    state = request.GET.get("state", "")
    rows = queries.loads(found, organisation, state if state in LOAD_STATES else "")
    if request.GET.get("format") == "csv":
        lines = (
            [x.number, x.giver.name_th, x.get_kind_display(), x.driver, x.plate, short_th(timezone.localtime(x.sent_at).date()) if x.sent_at else "", x.get_state_display()]
            for x in rows
        )  # fmt: skip
        return csv_response(
            f"loads-{code}-{found.pk}.csv", ("เที่ยวที่", "ผู้ให้", "ทาง", "คนขับ", "ทะเบียน", "ออกเมื่อ", "สถานะ"), lines
        )
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "disaster": found, "page": page, "state": state, "states": LOAD_STATES, "address": f"state={state}",
        "to_load": giving.allotments_of(organisation, found),
    }  # fmt: skip
    return show(request, "loads.html", context)


@needs("relief.give")
def new(request: HttpRequest, code: str, disaster_id: int) -> HttpResponse:
    """Put allotments on a truck; `?money=1` sends money from an account."""
    organisation, found = organisation_of(request), disaster_of(disaster_id)
    money = request.GET.get("money") == "1"
    rows = [a for a in giving.allotments_of(organisation, found) if a.pledge.item.is_money == money]
    form = LoadForm(rows, queries.accounts(organisation) if money else [], money, request.POST or None)
    error: Plain | None = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.make_load(
                organisation, found.pk, actor_of(request), form.quantities(), said.get("driver", ""), said.get("plate", ""),
                said["key"], timezone.now(), today(), account=said.get("account", ""),
            )  # fmt: skip
        except NotAllowed:
            raise
        except Plain as refused:
            error = refused
        else:
            messages.success(
                request, f"จัด{made.label}แล้ว ออกรถเมื่อไรให้กดบันทึก" if not money else "บันทึกแล้ว โอนหรือส่งเงินแล้วกดบันทึกอีกครั้ง"
            )
            return redirect("relief_load", code, found.pk, made.pk)
    context = {"form": form, "error": error, "disaster": found, "money": money}
    return show(request, "load_new.html", context, 422 if request.method == "POST" else 200)


def load_of(request: HttpRequest, disaster_id: int, load_id: int) -> Load:
    """A load that the organisation sends or receives, else 404."""
    found = queries.load_of(organisation_of(request), load_id)
    if found is None or found.disaster_id != disaster_id:
        raise Http404
    return found


def page(request: HttpRequest, load: Load, status: int = 200, **more: Any) -> HttpResponse:
    """A load with its lines and what arrived; the same page is the driver's paper."""
    organisation = organisation_of(request)
    context = {
        "load": load, "disaster": load.disaster, "lines": queries.lines_of(load, organisation),
        "deliveries": queries.deliveries_of(load, organisation), "is_giver": load.giver_id == organisation.pk, "key": uuid.uuid4(),
        **more,
    }  # fmt: skip
    return show(request, "load.html", context, status)


@require_safe
@needs("relief.read")
def detail(request: HttpRequest, code: str, disaster_id: int, load_id: int) -> HttpResponse:
    """One load."""
    found = load_of(request, disaster_id, load_id)
    houses_seen(request, found.disaster)
    return page(request, found)


def _own(request: HttpRequest, disaster_id: int, load_id: int) -> Load:
    found = load_of(request, disaster_id, load_id)
    if found.giver_id != organisation_of(request).pk:
        raise Http404
    return found


@require_POST
@needs("relief.give")
def send(request: HttpRequest, code: str, disaster_id: int, load_id: int) -> HttpResponse:
    """It leaves."""
    row = _own(request, disaster_id, load_id)
    return do(
        request, lambda: actions.send(organisation_of(request), row.pk, actor_of(request), timezone.now(), today()),
        "บันทึกแล้ว ผู้รับเห็นว่าอยู่ระหว่างทาง", "relief_load", lambda refused: page(request, row, 422, error=refused), code,
        disaster_id, load_id,
    )  # fmt: skip


@require_POST
@needs("relief.give")
def back(request: HttpRequest, code: str, disaster_id: int, load_id: int) -> HttpResponse:
    """What nobody took came back."""
    row, why = _own(request, disaster_id, load_id), request.POST.get("reason", "")
    return do(
        request, lambda: actions.bring_back(organisation_of(request), row.pk, actor_of(request), why, timezone.now(), today()),
        "ของที่เหลือกลับเข้าที่เก็บแล้ว", "relief_load", lambda refused: page(request, row, 422, error=refused), code, disaster_id,
        load_id,
    )  # fmt: skip


@needs("relief.write")
def deliver(request: HttpRequest, code: str, disaster_id: int, load_id: int) -> HttpResponse:
    """At the door: each line with its box; with script it waits in the phone until there is a signal."""
    organisation, load = organisation_of(request), load_of(request, disaster_id, load_id)
    lines = [x for x in queries.lines_of(load, organisation) if x.left and not x.allotment.pledge.item.is_money]

    def again(refused: Plain | None = None) -> HttpResponse:
        forms = [(x, DeliveryForm(x)) for x in lines]
        context = {
            "load": load,
            "disaster": load.disaster,
            "forms": forms,
            "error": refused,
            "phone_key": PHONE.public_key(),
        }
        return show(request, "deliver.html", context, 422 if request.method == "POST" else 200)

    form = DeliveryForm(None, request.POST or None)
    if request.method != "POST":
        return again()
    if not form.is_valid():
        return again(
            Plain("QUANTITY", "ใส่จำนวนที่ได้รับเป็นตัวเลขมากกว่าศูนย์ และเลือกผู้รับ", "Give the quantity and who took it.")
        )
    said, now = form.cleaned_data, timezone.now()
    entry = deliveries.DeliveryEntry(said["uid"], said["line"], said["quantity"], said["receiver"], now, today())
    return do(
        request, lambda: deliveries.deliver(organisation, actor_of(request), entry, now, today()), "ยืนยันส่งมอบแล้ว",
        "relief_deliver", again, code, disaster_id, load_id,
    )  # fmt: skip


@require_safe
@needs("relief.read")
def arrived(request: HttpRequest, code: str, disaster_id: int) -> HttpResponse:
    """Everything that arrived from the organisation or in its tambon; `format=csv`, print."""
    organisation, found = organisation_of(request), disaster_of(disaster_id)
    houses_seen(request, found)
    rows = queries.deliveries(found, organisation)
    if request.GET.get("format") == "csv":
        head = ("วันที่", "เที่ยวที่", "ผู้ให้", "ที่", "หมู่", "สิ่งของ", "จำนวน", "หน่วย", "ผู้รับ", "ผู้บันทึก")
        lines = (
            [short_th(d.day), d.line.load.number, d.line.load.giver.name_th, place_of(d.line.allotment.need),
             village_of(d.line.allotment.need), d.line.allotment.pledge.item.name_th,
             shown(d.quantity, d.line.allotment.pledge.item.is_money) if d.quantity >= 0 else "-" + shown(-d.quantity, d.line.allotment.pledge.item.is_money),
             d.line.allotment.pledge.item.unit_th, d.get_receiver_display(), str(d.by)]
            for d in rows
        )  # fmt: skip
        return csv_response(f"deliveries-{code}-{found.pk}.csv", head, lines)
    page = Paginator(rows, 100).get_page(request.GET.get("page"))
    totals: dict[str, list[Any]] = {}
    for row in page:
        item = row.line.allotment.pledge.item
        totals.setdefault(item.pk, [item, 0])[1] += row.quantity
    context = {"disaster": found, "page": page, "rows": list(page), "totals": list(totals.values()), "address": ""}
    return show(request, "deliveries.html", context)


@require_POST
@needs("relief.decide")
def undo(request: HttpRequest, code: str, disaster_id: int, delivery_id: int) -> HttpResponse:
    """It did not arrive, or not so much."""
    organisation = organisation_of(request)
    found = queries.deliveries(disaster_of(disaster_id), organisation).filter(pk=delivery_id).first()
    if found is None:
        raise Http404
    load, why = found.line.load, request.POST.get("reason", "")
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        key = uuid.uuid4()
    return do(
        request,
        lambda: deliveries.undo(organisation, found.pk, actor_of(request), why, key, timezone.now(), today()),
        "ยกเลิกแล้ว ของกลับไปอยู่บนรถ", "relief_load", lambda refused: page(request, load, 422, error=refused), code, disaster_id,
        load.pk,
    )  # fmt: skip
