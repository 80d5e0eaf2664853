"""Pledges on the screen: told, agreed to, taken back; allotments called off."""

from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chumchon.access.http import actor_of, needs, today
from chumchon.access.pages import do
from chumchon.access.sheets import csv_response
from chumchon.thai.errors import Plain

from ..actions import allotting, pledges
from ..forms.disasters import MoneyPledgeForm, PledgeForm, ReleaseForm
from ..models import Allotment, Disaster, Pledge
from ..queries import giving as queries
from ..queries.needs import items
from ..rules.sums import PledgeFigures, sums_by_item
from .common import disaster_of, organisation_of, show
from .public import shown

A_PAGE = 100


@require_safe
@needs("relief.read")
def listing(request: HttpRequest, code: str, disaster_id: int) -> HttpResponse:
    """Every pledge of the disaster, or the own alone (`whose=own`), by item; `format=csv`, print."""
    return page(request, disaster_of(disaster_id))


def page(request: HttpRequest, found: Disaster, status: int = 200, error: Plain | None = None) -> HttpResponse:
    organisation, asked = organisation_of(request), request.GET
    own, item = asked.get("whose") == "own", asked.get("item", "")[:20]
    rows = queries.pledges_of(organisation, found) if own else queries.pledges(found)
    if item:
        rows = rows.filter(item=item)
    if asked.get("format") == "csv":
        head = ("ผู้ให้", "สิ่งของ", "หน่วย", "ให้คำมั่น", "จัดแล้ว", "ส่งแล้ว", "ถึงแล้ว", "สถานะ")
        lines = (
            [p.giver.name_th, p.item.name_th, p.item.unit_th,
             *(shown(n, p.item.is_money) for n in (p.own, p.allotted, p.sent, p.delivered)), p.get_state_display()]
            for p in rows
        )  # fmt: skip
        return csv_response(f"pledges-{found.pk}.csv", head, lines)
    shown_rows = Paginator(rows, A_PAGE).get_page(asked.get("page"))
    here = list(shown_rows)
    counted = [p for p in here if p.state == "open"]
    found_sums = sums_by_item((), (PledgeFigures(p.item_id, p.own, p.sent, p.delivered) for p in counted))
    names = {p.item_id: p.item for p in counted}
    context = {
        "disaster": found, "page": shown_rows, "rows": here, "own": own, "item": item, "items": items(with_money=True),
        "totals": [(names[c], s.pledged, sum(p.delivered for p in counted if p.item_id == c)) for c, s in found_sums.items()],
        "address": f"whose={'own' if own else ''}&item={item}", "error": error, "actor_id": actor_of(request).user_id,
        "to_load": queries.allotments_of(organisation, found),
    }  # fmt: skip
    return show(request, "pledges.html", context, status)


@needs("relief.give")
def new(request: HttpRequest, code: str, disaster_id: int) -> HttpResponse:
    """Promise goods or hands."""
    organisation, found = organisation_of(request), disaster_of(disaster_id)
    form = PledgeForm(items(), queries.open_wholes(found, organisation), request.POST or None)

    def again(refused: Plain | None = None) -> HttpResponse:
        context = {
            "form": form, "error": refused, "disaster": found, "shelves": queries.shelves(organisation), "money": False,
        }  # fmt: skip
        return show(request, "pledge_new.html", context, 422 if request.method == "POST" else 200)

    if request.method != "POST" or not form.is_valid():
        return again()
    said = form.cleaned_data
    return do(
        request,
        lambda: pledges.pledge(
            organisation, found.pk, actor_of(request), said["item"], said["quantity"], said["key"], timezone.now(), today(),
            again=said["again"], part_of=said.get("part_of") or None,
        ),
        "บันทึกคำมั่นแล้ว ขอบคุณแทนผู้ประสบภัย", "relief_pledges", again, code, found.pk,
    )  # fmt: skip


@needs("relief.give")
def new_money(request: HttpRequest, code: str, disaster_id: int) -> HttpResponse:
    """Promise money; another person of the giver agrees to it."""
    organisation, found = organisation_of(request), disaster_of(disaster_id)
    form = MoneyPledgeForm(request.POST or None)

    def again(refused: Plain | None = None) -> HttpResponse:
        context = {
            "form": form,
            "error": refused,
            "disaster": found,
            "cash": queries.cash_of(organisation),
            "money": True,
        }
        return show(request, "pledge_new.html", context, 422 if request.method == "POST" else 200)

    if request.method != "POST" or not form.is_valid():
        return again()
    said = form.cleaned_data
    return do(
        request,
        lambda: pledges.pledge(
            organisation, found.pk, actor_of(request), "money", said["satang"], said["key"], timezone.now(), today(),
            again=said["again"],
        ),
        "บันทึกแล้ว รอกรรมการอีกคนเห็นชอบ", "relief_pledges", again, code, found.pk,
    )  # fmt: skip


def _pledge(request: HttpRequest, disaster_id: int, pledge_id: int) -> Pledge:
    found = queries.pledges_of(organisation_of(request), disaster_of(disaster_id)).filter(pk=pledge_id).first()
    if found is None:
        raise Http404
    return found


def _again(request: HttpRequest, disaster_id: int) -> Callable[[Plain], HttpResponse]:
    return lambda refused: page(request, disaster_of(disaster_id), 422, refused)


@require_POST
@needs("relief.approve")
def answer(request: HttpRequest, code: str, disaster_id: int, pledge_id: int) -> HttpResponse:
    """Agree to a pledge of money, or refuse it."""
    row, agreed = _pledge(request, disaster_id, pledge_id), "agree" in request.POST
    if row.by_id == actor_of(request).user_id and row.state == "waiting":
        wrong = Plain("SAME_PERSON", "คุณเป็นผู้บันทึกคำมั่นนี้ ให้กรรมการอีกคนเห็นชอบ", "Another person must agree.")
        return page(request, disaster_of(disaster_id), 422, wrong)
    return do(
        request,
        lambda: pledges.answer(
            organisation_of(request), row.pk, actor_of(request), agreed, request.POST.get("reason", ""), timezone.now(), today()
        ),
        "บันทึกแล้ว", "relief_pledges", _again(request, disaster_id), code, disaster_id,
    )  # fmt: skip


@needs("relief.give")
def release(request: HttpRequest, code: str, disaster_id: int, pledge_id: int) -> HttpResponse:
    """Take back what is not laid out."""
    row = _pledge(request, disaster_id, pledge_id)
    form = ReleaseForm(row.item.is_money, request.POST or None)

    def again(refused: Plain | None = None) -> HttpResponse:
        context = {
            "form": form, "error": refused, "disaster": row.disaster, "pledge": row, "steps": row.steps.select_related("by"),
        }  # fmt: skip
        return show(request, "pledge.html", context, 422 if request.method == "POST" else 200)

    if request.method != "POST" or not form.is_valid():
        return again()
    said = form.cleaned_data
    return do(
        request,
        lambda: pledges.release(
            organisation_of(request), row.pk, actor_of(request), said["quantity"] or 0, said["reason"], timezone.now(), today()
        ),
        "ถอนคืนแล้ว", "relief_pledges", again, code, disaster_id,
    )  # fmt: skip


@require_POST
@needs("relief.give")
def call_off(request: HttpRequest, code: str, disaster_id: int, allotment_id: int) -> HttpResponse:
    """An allotment that stands on no load goes back."""
    organisation = organisation_of(request)
    if not Allotment.objects.filter(pk=allotment_id, disaster=disaster_id, pledge__giver=organisation).exists():
        raise Http404
    return do(
        request, lambda: allotting.call_off(organisation, allotment_id, actor_of(request), timezone.now(), today()),
        "ยกเลิกการจัดแล้ว บ้านนี้รอผู้อื่น", "relief_pledges", _again(request, disaster_id), code, disaster_id,
    )  # fmt: skip
