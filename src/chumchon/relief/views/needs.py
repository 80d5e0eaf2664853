"""Needs by house: listed on the phone, sent later, seen as a list, decided where two volunteers were at one door."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chumchon.access.http import actor_of, needs, today
from chumchon.access.pages import do
from chumchon.access.sheets import csv_response
from chumchon.funds.views.takings import as_json
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import entries as entry_actions
from ..actions import lists as actions
from ..forms.disasters import AskForm
from ..forms.lists import PHONE, ListForm, check_writer, read_entries
from ..queries import disasters
from ..queries import needs as queries
from ..queries.lists import waiting
from ..words import DECISIONS, NEED_STATES
from .common import digits, disaster_of, houses_seen, organisation_of, show
from .public import shown

A_PAGE = 300


@require_safe
@needs("relief.read")
def listing(request: HttpRequest, code: str, disaster_id: int) -> HttpResponse:
    """Houses of the own tambon; q, village, item and state in the address, `format=csv`, print."""
    organisation, found, asked = organisation_of(request), disaster_of(disaster_id), request.GET
    state = asked.get("state", "")
    filters = queries.NeedFilters(
        asked.get("q", "").strip()[:30], digits(asked.get("village", "")), asked.get("item", "")[:20],
        state if state in NEED_STATES else "",
    )  # fmt: skip
    houses_seen(request, found)
    rows = queries.needs(found, organisation, filters)
    if asked.get("format") == "csv":
        head = ("ที่", "หมู่", "สิ่งของ", "หน่วย", "ขอ", "จัดแล้ว", "ส่งมอบแล้ว", "ยังขาด")
        lines = (
            [queries.place_of(n), queries.village_of(n), n.item.name_th, n.item.unit_th,
             *(shown(x, n.item.is_money) for x in (n.asked, n.allotted, n.delivered, n.missing))]
            for n in rows
        )  # fmt: skip
        return csv_response(f"needs-{code}-{found.pk}.csv", head, lines)
    page = Paginator(rows, A_PAGE).get_page(asked.get("page"))
    here = list(page)
    context = {
        "disaster": found, "page": page, "houses": queries.by_house(here), "totals": queries.totals(here), "filters": filters,
        "villages": list(organisation.subdistrict.villages.all()), "items": queries.items(), "states": NEED_STATES,
        "address": urlencode({"q": filters.text, "village": filters.village or "", "item": filters.item, "state": filters.state}),
        "near": disasters.reaches(found, organisation),
    }  # fmt: skip
    return show(request, "needs.html", context)


@needs("relief.write")
def enter(request: HttpRequest, code: str, disaster_id: int) -> HttpResponse:
    """The form of one house; with script it waits in the phone until there is a signal."""
    organisation, found = organisation_of(request), disaster_of(disaster_id)
    initial = {"place": request.GET.get("place", "")}
    points = disasters.points(found, organisation)
    form = ListForm(organisation, points, queries.items(), request.POST or None, initial=initial)
    error: Plain | None = None
    if request.method == "POST" and form.is_valid():
        try:
            _, word, _ = actions.keep_list(
                organisation, found.pk, actor_of(request), form.entry(), timezone.now(), today()
            )
        except NotAllowed:
            raise
        except Plain as refused:
            error = refused
        else:
            place = form.cleaned_data["place"]
            house = form.cleaned_data["house_no"] if place[0] == "v" else "จุดรับของ"
            messages.success(
                request, entry_actions.KEPT[word][1] if word in entry_actions.KEPT else f"จดบ้าน {house} แล้ว"
            )
            return redirect(f"{request.path}?place={place}")
    context = {
        "form": form,
        "error": error,
        "disaster": found,
        "near": disasters.reaches(found, organisation),
        "phone_key": PHONE.public_key(),
    }
    return show(request, "list.html", context, 422 if request.method == "POST" else 200)


@require_POST
@as_json
@needs("relief.write")
def entries(request: HttpRequest, code: str, disaster_id: int) -> HttpResponse:
    """What a phone kept while it had no signal: docs/api-entries.md. Every entry gets its own answer, in their order."""
    organisation, found, now = organisation_of(request), disaster_of(disaster_id), timezone.now()
    actor = actor_of(request)
    check_writer(request.body, actor.user_id)
    said = read_entries(request.body, actor.user_id, now)
    answers = entry_actions.accept(organisation, found.pk, actor, [s.entry for s in said], now, today())
    pairs = zip(said, answers, strict=True)
    return JsonResponse({"entries": [{"id": s.id, "status": a.status, "code": a.code, "th": a.th} for s, a in pairs]})


@needs("relief.decide")
def doubles(request: HttpRequest, code: str, disaster_id: int) -> HttpResponse:
    """Lists that wait for a decision, beside what counts at the same house."""
    organisation, found = organisation_of(request), disaster_of(disaster_id)

    def again(refused: Plain | None = None) -> HttpResponse:
        context = {"disaster": found, "rows": waiting(organisation, found), "decisions": DECISIONS, "error": refused}
        return show(request, "doubles.html", context, 422 if request.method == "POST" else 200)

    if request.method != "POST":
        return again()
    number, word, now = digits(request.POST.get("list", "")), request.POST.get("word", ""), timezone.now()
    return do(
        request, lambda: actions.decide(organisation, number, actor_of(request), word, now, today()), "บันทึกคำตัดสินแล้ว",
        "relief_doubles", again, code, found.pk,
    )  # fmt: skip


@needs("relief.give")
def ask(request: HttpRequest, code: str, disaster_id: int) -> HttpResponse:
    """The fund asks other funds for money."""
    organisation, found = organisation_of(request), disaster_of(disaster_id)
    if organisation.kind != "fund":
        raise Http404
    form = AskForm(request.POST or None)

    def again(refused: Plain | None = None) -> HttpResponse:
        context = {"form": form, "error": refused, "disaster": found, "title": "ขอเงินช่วย", "button": "บันทึกที่ขอ"}
        return show(request, "form.html", context, 422 if request.method == "POST" else 200)

    if request.method != "POST" or not form.is_valid():
        return again()
    satang = form.cleaned_data["satang"]
    return do(
        request, lambda: actions.ask_money(organisation, found.pk, actor_of(request), satang, timezone.now(), today()),
        "บันทึกที่ขอแล้ว กองทุนอื่นเห็นในหน้าภัยนี้", "relief_work", again, code, found.pk,
    )  # fmt: skip
