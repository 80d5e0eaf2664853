"""The desk's pages about areas: regions and their provinces, tambons that ended, local governments, networks of funds."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.access.queries import organisation
from chumchon.access.rules import areas_of, may
from chumchon.access.sheets import csv_response
from chumchon.areas import queries as areas
from chumchon.areas.models import LocalGovernment, Province, Region, Subdistrict
from chumchon.thai.dates import parse_day, short_th
from chumchon.thai.digits import arabic
from chumchon.thai.errors import BadInput, NotAllowed, Plain

from ..actions import networks as acts
from ..actions.areas import move_province, replace_tambon
from ..models import Network
from . import queries

ROWS_A_PAGE = 100


def _answer(request: HttpRequest, template: str, context: dict[str, Any], error: Plain | None) -> HttpResponse:
    found = {**context, "error": error, "typed": request.POST}
    return render(request, f"nation/desk/{template}.html", found, status=422 if error else 200)


@needs("desk.read")
def regions(request: HttpRequest) -> HttpResponse:
    """Which province lies in which region; headquarters lays one into another, with the source of the order."""
    actor, day, error = actor_of(request), today(), None
    if request.method == "POST":
        sent = request.POST
        try:
            moved = move_province(
                actor, sent.get("province", ""), sent.get("region", ""), sent.get("source", ""), timezone.now(), day
            )
            messages.success(request, f"ย้าย{moved.name_th}แล้ว เจ้าหน้าที่ภาคเห็นกองทุนตามภาคใหม่ทันที")
            return redirect("desk_regions")
        except NotAllowed:
            raise
        except Plain as refused:
            error = refused
    context = {
        "regions": Region.objects.prefetch_related("provinces"), "provinces": Province.objects.order_by("name_th"),
        "may_edit": may(actor, "areas.edit", None, "", day),
    }  # fmt: skip
    return _answer(request, "regions", context, error)


@needs("areas.edit")
def tambons(request: HttpRequest) -> HttpResponse:
    """A tambon took another code or was merged: its fund, villages and officers go with it."""
    day, error = today(), None
    if request.method == "POST":
        sent = {k: arabic(str(v)).strip() for k, v in request.POST.items()}
        try:
            since = parse_day(sent.get("from_day", ""), day, future_ok=True).day
            moved = replace_tambon(
                actor_of(request), sent.get("old", ""), sent.get("new", ""), since, sent.get("source", ""),
                timezone.now(), day, sent.get("name_th", ""),
            )  # fmt: skip
            messages.success(request, f"{moved.before} ต่อเป็น {moved.after} ย้าย {len(moved.bodies)} องค์กร")
            return redirect("desk_tambons")
        except Plain as refused:
            error = refused
    ended = Subdistrict.objects.filter(valid_to__isnull=False).select_related(
        "district__province", "successor__district__province"
    )
    return _answer(request, "tambons", {"ended": ended.order_by("-valid_to", "code")}, error)


@needs("desk.read")
def governments(request: HttpRequest) -> HttpResponse:
    """The local governments of the area with what they cover: ?q=, `?format=csv`."""
    day, text = today(), request.GET.get("q", "").strip()[:80]
    prefixes = areas_of(actor_of(request), "desk.read", day)
    found = areas.governments(prefixes, text).prefetch_related("areas__subdistrict")
    if request.GET.get("format") == "csv":
        head = ["รหัส", "ประเภท", "ชื่อ", "จังหวัด", "ตำบลที่ดูแล", "ตั้งแต่", "ถึง", "ต่อเป็น", "ที่มา", "ข้อมูลสมมติ"]
        return csv_response("governments.csv", head, (_government(g) for g in found))
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "q": text, "day": day, "area": queries.area_words(prefixes),
        "made_up": any(g.made_up for g in page), "none": not LocalGovernment.objects.exists(),
    }  # fmt: skip
    return render(request, "nation/desk/governments.html", context)


def _government(body: LocalGovernment) -> list[object]:
    covered = " ".join(
        a.subdistrict_id + (f"/{a.village_number}" if a.village_number else "") for a in body.areas.all()
    )
    days = [short_th(d) if d else "" for d in (body.valid_from, body.valid_to)]
    return [
        body.code, body.get_kind_display(), body.name_th, body.province.name_th, covered, *days, body.successor_id or "",
        body.source, "ใช่" if body.made_up else "",
    ]  # fmt: skip


def _networks(request: HttpRequest) -> list[Network]:
    """Networks that an officer may see: of their provinces, and of the regions that these lie in."""
    prefixes = areas_of(actor_of(request), "desk.read", today())
    provinces = {p[:2] for p in prefixes}
    rows = Network.objects.select_related("organisation").order_by("area")
    if prefixes == ("",):
        return list(rows)
    seen = provinces | set(Province.objects.filter(code__in=provinces).values_list("region_id", flat=True))
    return [n for n in rows if n.area in seen]


@needs("desk.read")
def networks(request: HttpRequest) -> HttpResponse:
    """The networks of provinces and regions; a new one for an area that has none."""
    error = None
    if request.method == "POST":
        sent = request.POST
        try:
            made = acts.open_network(
                actor_of(request), sent.get("area", ""), sent.get("name_th", ""), timezone.now(), today()
            )
            return redirect("desk_network", made.id)
        except NotAllowed:
            raise
        except Plain as refused:
            error = refused
    found = _networks(request)
    prefixes = areas_of(actor_of(request), "networks.edit", today())
    free = [
        (code, words)
        for code, words in queries.place_choices(prefixes, "") or _own_province(prefixes)
        if len(code) == 2 and code not in {n.area for n in found}
    ]
    counts = {n.id: n.members.filter(until_day__isnull=True).count() for n in found}
    context = {"networks": [(n, counts[n.id]) for n in found], "free": free, "area": queries.area_words(prefixes)}
    return _answer(request, "networks", context, error)


def _own_province(prefixes: tuple[str, ...]) -> list[tuple[str, str]]:
    return list(Province.objects.filter(code__in=prefixes).values_list("code", "name_th"))


@needs("desk.read")
def network(request: HttpRequest, network_id: int) -> HttpResponse:
    """One network: its chair with the term, the funds in it; POST `what` chair, join or leave."""
    found = next((n for n in _networks(request) if n.id == network_id), None)
    if found is None:
        raise Http404
    error = None
    if request.method == "POST":
        try:
            messages.success(request, _change(request, found))
            return redirect("desk_network", found.id)
        except NotAllowed:
            raise
        except Plain as refused:
            error = refused
    members = found.members.select_related("organisation__subdistrict__district__province")
    context = {
        "network": found, "members": members.order_by("until_day", "organisation__code"), "day": today(),
        "current": members.filter(until_day__isnull=True).count(),
    }  # fmt: skip
    return _answer(request, "network", context, error)


def _change(request: HttpRequest, found: Network) -> str:
    """Do what the form says; the words for the next page."""
    actor, sent, day, now = actor_of(request), request.POST, today(), timezone.now()
    if sent.get("what") == "chair":
        until = parse_day(sent["until"], day, future_ok=True).day if sent.get("until", "").strip() else None
        acts.set_chair(actor, found, sent.get("chair_th", ""), _day(sent, "since"), until, now, day)
        return "ตั้งประธานเครือข่ายแล้ว"
    if sent.get("what") == "join":
        fund = organisation(sent.get("fund", "").strip())
        if fund is None:
            raise BadInput("NO_FUND", "ไม่มีกองทุนรหัสนี้ ดูรหัสในรายชื่อกองทุน", "There is no fund of this code.")
        acts.join(actor, found, fund, _day(sent, "since"), now, day)
        return f"{fund.name_th} เข้าเครือข่ายแล้ว"
    number = sent.get("member", "")
    acts.leave(actor, found, int(number) if number.isdecimal() and len(number) < 18 else 0, day, now, day)
    return "บันทึกว่าออกจากเครือข่ายแล้ว"


def _day(sent: Any, name: str) -> Any:
    return parse_day(sent.get(name, "").strip() or today(), today(), future_ok=True).day
