"""Members of a council on the screen: who is sent, who leaves, whose name is shown, who signs in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from chumchon.access.http import actor_of, needs, today
from chumchon.access.pages import do
from chumchon.access.sheets import csv_response
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import seats
from ..forms.councils import SeatForm, UserForm
from ..forms.groups import EndForm
from ..queries import councils as queries
from ..queries.settings import numbers_on
from ..rules.councils import most_experts
from .common import council_of, show

HEAD = ("ลำดับ", "ชื่อ", "ประเภท", "ตำแหน่ง", "ส่งโดย", "ตั้งแต่")


def _page(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    council, day = council_of(request), today()
    term = council.terms.order_by("-number").first()
    rows = queries.seats_of(term)
    context = {
        "term": term, "rows": rows, "experts": sum(s.kind == "expert" for s in rows),
        "most_experts": most_experts(sum(s.kind == "representative" for s in rows), numbers_on(day)),
        "left": list(term.seats.filter(ended_on__isnull=False).select_related("person", "group")) if term else [],
        "end_form": EndForm(initial={"last_day": day}), "user_form": UserForm(), "silent": _silent(request), **more,
    }  # fmt: skip
    return show(request, "seats.html", context, status)


def _silent(request: HttpRequest) -> list[Any]:
    """Registered organisations that sent nobody yet."""
    council = council_of(request)
    return list(queries.silent_groups(council)) if council.is_local else []


@require_safe
@needs("councils.read")
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Who sits in the council; `?format=csv` gives the list as a file."""
    council = council_of(request)
    if request.GET.get("format") == "csv":
        term = council.terms.order_by("-number").first()
        rows = (
            [s.number, s.person.name, s.get_kind_display(), s.get_position_display(), s.sender, s.from_day.isoformat()]
            for s in queries.by_number(queries.seats_of(term))
        )
        return csv_response(f"{code}-members.csv", HEAD, rows)
    return _page(request)


@never_cache
@needs("councils.seats")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Another member: a representative, an expert, or a council's delegate."""
    council = council_of(request, "councils.seats")
    kind = request.GET.get("kind", "")
    if kind != "expert" or not council.is_local:
        kind = "representative" if council.is_local else "delegate"
    form = SeatForm(request.POST or None, council=council, kind=kind)
    error: Plain | None = None
    if request.method == "POST" and form.is_valid():
        try:
            seats.add_seat(council, form.facts(), actor_of(request), timezone.now(), today())
        except NotAllowed:
            raise
        except Plain as refused:
            error = refused
        else:
            return redirect("council_seats", code)
    context = {
        "form": form,
        "kind": kind,
        "error": error,
        "sending": queries.registered_groups(council).count() if council.is_local else 1,
    }
    return show(request, "seat_form.html", context, 422 if request.method == "POST" else 200)


@require_POST
@needs("councils.seats")
def end(request: HttpRequest, code: str, sitter_id: int) -> HttpResponse:
    """Somebody leaves."""
    council, form = council_of(request), EndForm(request.POST)
    if not form.is_valid():
        return _page(request, 422, end_form=form, ending=sitter_id)
    said = form.cleaned_data

    def act() -> None:
        seats.end_seat(council, sitter_id, said["last_day"], said["reason"], actor_of(request), timezone.now(), today())

    again = lambda refused: _page(request, 422, error=refused, end_form=form, ending=sitter_id)  # noqa: E731
    return do(request, act, "บันทึกการพ้นตำแหน่งแล้ว", "council_seats", again, code)


@require_POST
@needs("councils.seats")
def names(request: HttpRequest, code: str, sitter_id: int) -> HttpResponse:
    """Show or hide the name on the public page."""
    council, shown = council_of(request), request.POST.get("show") == "1"
    act = lambda: seats.show_name(council, sitter_id, shown, actor_of(request), timezone.now(), today())  # noqa: E731
    said = "แสดงชื่อในหน้าสาธารณะแล้ว" if shown else "ซ่อนชื่อจากหน้าสาธารณะแล้ว"
    return do(request, act, said, "council_seats", lambda refused: _page(request, 422, error=refused), code)


@never_cache
@require_POST
@needs("councils.seats")
def user(request: HttpRequest, code: str, sitter_id: int) -> HttpResponse:
    """A sign-in; the one-time password stands on the answer, once."""
    council, form = council_of(request), UserForm(request.POST)
    if not form.is_valid():
        return _page(request, 422, user_form=form, naming=sitter_id)
    try:
        seat, password = seats.give_user(
            council, sitter_id, form.cleaned_data["username"], actor_of(request), timezone.now(), today()
        )
    except NotAllowed:
        raise
    except Plain as refused:
        return _page(request, 422, error=refused, user_form=form, naming=sitter_id)
    return show(request, "seat_user.html", {"seat": seat, "password": password})
