"""The register of a council on the screen: a list, one organisation, its steps."""

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from chumchon.access.http import actor_of, needs, today
from chumchon.access.pages import do
from chumchon.access.sheets import csv_response
from chumchon.thai.dates import short_th
from chumchon.thai.errors import Plain
from chumchon.thai.money import baht_plain

from ..actions import group_papers, groups
from ..forms.groups import EndForm, GroupForm, YearForm, figures_of, initial_of
from ..models import Group
from ..models.group import STATES
from ..queries import groups as queries
from ..queries.settings import kinds, numbers_on
from ..rules.groups import land_short
from .common import council_of, show

A_PAGE = 60
HEAD = ("เลขที่", "ชื่อ", "ประเภท", "พื้นที่", "สถานะ", "จดแจ้งเมื่อ", "สมาชิก", "เงิน (บาท)", "ที่ดิน", "ป่า", "ยืนยันปี")


def filters_of(request: HttpRequest) -> queries.Filters:
    """What the address asks for."""
    asked = request.GET
    return queries.Filters(
        asked.get("q", "").strip(), asked.get("kind", ""), asked.get("state", ""), asked.get("area", "")[:6],
        asked.get("village", ""), asked.get("year", ""),
    )  # fmt: skip


def cells(group: Group) -> list[Any]:
    """A row of the file."""
    place = f"{group.village.label} " if group.village else ""
    return [
        group.label, group.name_th, group.kind.name_th, f"{place}{group.subdistrict.label}", group.get_state_display(),
        short_th(group.registered_on) if group.registered_on else "", group.member_count, baht_plain(group.money_satang),
        land_short(group.land_wah), land_short(group.forest_wah), group.confirmed_year_be or "",
    ]  # fmt: skip


@require_safe
@needs("councils.read")
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The register with filters in the address; `?format=csv` gives the rows as a file."""
    council, filters = council_of(request), filters_of(request)
    rows = queries.listing(filters, council)
    if request.GET.get("format") == "csv":
        return csv_response(f"{code}-organisations.csv", HEAD, map(cells, rows))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    address = {k: v for k, v in request.GET.items() if k not in ("page", "format") and v}
    context = {
        "page": page, "sums": queries.sums(Group.objects.filter(pk__in=[g.pk for g in page])), "filters": filters,
        "kinds": kinds(), "states": STATES, "address": urlencode(address), "villages": queries.villages_of(council),
    }  # fmt: skip
    return show(request, "groups.html", context)


@needs("councils.register")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """จดแจ้ง: near-duplicates are shown, then a person decides."""
    council = council_of(request, "councils.register")
    form = GroupForm(request.POST or None, council=council)
    return _form(request, form, None)


@needs("councils.register")
def change(request: HttpRequest, code: str, group_id: int) -> HttpResponse:
    """Mend what waits or came back."""
    council, group = council_of(request, "councils.register"), _group(request, group_id)
    if group.state not in ("waiting", "returned"):
        return redirect("council_group", code, group_id)
    form = GroupForm(request.POST or None, council=council, initial=initial_of(group))
    return _form(request, form, group)


def _form(request: HttpRequest, form: GroupForm, group: Group | None) -> HttpResponse:
    council = council_of(request)
    context: dict[str, Any] = {"form": form, "group": group, "least": numbers_on(today()).least_founders}
    if request.method != "POST":
        return show(request, "group_form.html", context)
    if not form.is_valid():
        return show(request, "group_form.html", context, 422)
    sure, actor, now = request.POST.get("not_the_same") == "1", actor_of(request), timezone.now()
    try:
        if group is None:
            made = groups.enter(council, form.facts(), actor, form.cleaned_data["key"], sure, now, today())
        else:
            made = groups.change(council, group.pk, form.facts(), actor, sure, now, today())
    except groups.Near as near:
        rows = Group.objects.select_related("village", "kind", "council__organisation").in_bulk(near.near)
        return show(request, "group_form.html", {**context, "near": [rows[pk] for pk in near.near]}, 422)
    except Plain as refused:
        fields = {
            "BAD_NAME": "name_th",
            "BAD_PURPOSE": "purpose",
            "FEW_FOUNDERS": "founders",
            "SAME_FOUNDER": "founders",
        }
        form.add_error(fields.get(refused.code), refused.th)
        return show(request, "group_form.html", context, 422)
    return redirect("council_group", council.code, made.pk)


def _group(request: HttpRequest, group_id: int) -> Group:
    group = queries.group_of(council_of(request), group_id)
    if group is None:
        raise Http404
    return group


def _page(request: HttpRequest, group_id: int, status: int = 200, **more: Any) -> HttpResponse:
    group = _group(request, group_id)
    context = {
        "group": group, "mine": group.entered_by_id == request.user.pk, "year_now": today().year + 543,
        "year_form": YearForm(initial={"year_be": today().year + 543, **figures_of(group)}),
        "end_form": EndForm(initial={"last_day": today()}), "years": list(group.years.order_by("-year_be", "-id")),
        "sitting": [s for s in group.seats.all() if s.ended_on is None], **more,
    }  # fmt: skip
    return show(request, "group.html", context, status)


@require_safe
@needs("councils.read")
def one(request: HttpRequest, code: str, group_id: int) -> HttpResponse:
    """An organisation with all that its council knows."""
    return _page(request, group_id)


def _again(request: HttpRequest, group_id: int, **more: Any) -> Callable[[Plain], HttpResponse]:
    return lambda refused: _page(request, group_id, 422, error=refused, **more)


@require_POST
@needs("councils.confirm")
def confirm(request: HttpRequest, code: str, group_id: int) -> HttpResponse:
    """It gets its number."""
    council = council_of(request)
    act = lambda: groups.confirm(council, group_id, actor_of(request), timezone.now(), today())  # noqa: E731
    return do(request, act, "ยืนยันแล้ว พิมพ์ใบสำคัญการจดแจ้งได้", "council_group", _again(request, group_id), code, group_id)


@require_POST
@needs("councils.confirm")
def give_back(request: HttpRequest, code: str, group_id: int) -> HttpResponse:
    """Back with what must be mended."""
    council, reason = council_of(request), request.POST.get("reason", "")
    act = lambda: groups.give_back(council, group_id, reason, actor_of(request), timezone.now(), today())  # noqa: E731
    again = _again(request, group_id, reason=reason)
    return do(request, act, "ส่งคืนแล้ว ผู้ยื่นเห็นเหตุผล", "council_group", again, code, group_id)


@require_POST
@needs("councils.register")
def say_year(request: HttpRequest, code: str, group_id: int) -> HttpResponse:
    """The yearly confirmation."""
    council, form = council_of(request), YearForm(request.POST)
    if not form.is_valid():
        return _page(request, group_id, 422, year_form=form, opened="year")
    said = form.cleaned_data

    def act() -> None:
        groups.say_year(
            council, group_id, said["year_be"], form.figures(), said["note"], actor_of(request), timezone.now(), today()
        )

    again = _again(request, group_id, year_form=form, opened="year")
    return do(request, act, f"ยืนยันข้อมูลปี {said['year_be']} แล้ว", "council_group", again, code, group_id)


@require_POST
@needs("councils.confirm")
def end(request: HttpRequest, code: str, group_id: int) -> HttpResponse:
    """The organisation ends."""
    council, form = council_of(request), EndForm(request.POST)
    if not form.is_valid():
        return _page(request, group_id, 422, end_form=form, opened="end")
    said = form.cleaned_data

    def act() -> None:
        groups.end(council, group_id, said["last_day"], said["reason"], actor_of(request), timezone.now(), today())

    again = _again(request, group_id, end_form=form, opened="end")
    return do(request, act, "บันทึกการเลิกแล้ว", "council_group", again, code, group_id)


@require_POST
@needs("councils.register")
def book(request: HttpRequest, code: str, group_id: int) -> HttpResponse:
    """The group is a body that keeps a book here."""
    council, body = council_of(request), request.POST.get("book", "")
    act = lambda: groups.link_book(council, group_id, body, actor_of(request), timezone.now(), today())  # noqa: E731
    again = _again(request, group_id, typed_book=body)
    return do(request, act, "ผูกกับสมุดบัญชีแล้ว", "council_group", again, code, group_id)


@require_POST
@needs("councils.register")
def papers(request: HttpRequest, code: str, group_id: int) -> HttpResponse:
    """Evidence is added."""
    council, label = council_of(request), request.POST.get("label", "")

    def act() -> None:
        files = [(label, f.read()) for f in request.FILES.getlist("paper")]
        cleaned = group_papers.cleaned(files)
        group_papers.add_papers(council, group_id, cleaned, actor_of(request), timezone.now(), today())

    return do(request, act, "แนบหลักฐานแล้ว", "council_group", _again(request, group_id), code, group_id)


@never_cache
@require_safe
@needs("councils.read")
def paper(request: HttpRequest, code: str, group_id: int, file_id: int) -> HttpResponse:
    """One paper; the reading is written down."""
    council, group = council_of(request), _group(request, group_id)
    row = group.papers.filter(pk=file_id).first()
    if row is None:
        raise Http404
    content = group_papers.read_paper(council, row, actor_of(request), timezone.now(), today())
    answer = HttpResponse(content, content_type=cast(str, row.mime))
    answer["Content-Disposition"] = "inline"
    return answer
