"""A council's working pages: what waits, the founding, terms; where an officer opens a register."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chumchon.access.http import actor_of, needs, today
from chumchon.access.pages import do
from chumchon.access.rules import PERMISSIONS, areas_of
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import councils
from ..forms.councils import OpenForm, TermForm
from ..forms.groups import EndForm
from ..models import Council
from ..queries import councils as queries
from ..queries import meetings as meeting_queries
from ..queries import travel
from ..queries.settings import numbers_on, source_on
from ..rules.councils import most_experts
from .common import council_of, show

MOST_SHOWN = 200


@require_safe
@needs("councils.read")
def mine(request: HttpRequest) -> HttpResponse:
    """The councils that one works in or looks after by area."""
    actor, day = actor_of(request), today()
    held = [g for g in actor.active_grants() if "councils.read" in PERMISSIONS[g.role] and g.in_force(day)]
    own = queries.councils_of_user(actor.user_id, [g.organisation_id for g in held if g.organisation_id])
    if len(own) == 1 and not any(g.organisation_id is None for g in held):
        return redirect("council_work", own[0].code)
    filters = queries.Filters(request.GET.get("q", "").strip())
    least = numbers_on(day).meetings_a_year
    rows = queries.listing(filters, day.year, least, areas_of(actor, "councils.read", day))
    context = {
        "own": own, "rows": rows[:MOST_SHOWN], "count": rows.count(), "q": filters.text, "least": least,
        "may_open": bool(areas_of(actor, "councils.open", day)),
        "may_set": "" in areas_of(actor, "councils.nation", day),
    }  # fmt: skip
    return render(request, "councils/mine.html", context)


@needs("councils.open")
def new(request: HttpRequest) -> HttpResponse:
    """An officer opens the register of a place."""
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said, day = form.cleaned_data, today()
        try:
            made = councils.open_council(
                said["kind"],
                said["area"],
                actor_of(request),
                timezone.now(),
                day,
                form.government(day),
                said["villages"] or 0,
            )
        except NotAllowed as refused:
            form.add_error("area", refused.th)
        except Plain as refused:
            form.add_error("kind" if refused.code in ("BAD_KIND", "NO_GOVERNMENT") else None, refused.th)
        else:
            return redirect("council_work", made.code)
    return render(request, "councils/new.html", {"form": form}, status=422 if request.method == "POST" else 200)


def _work(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    council, day = council_of(request), today()
    term = council.terms.order_by("-number").first()
    seats = queries.seats_of(term)
    counts = {state: council.groups.filter(state=state).count() for state in ("waiting", "returned", "registered")}
    founding = meeting_queries.meetings_of(council).filter(kind="founding").exclude(state="cancelled").first()
    context = {
        "term": term, "seats": seats, "counts": counts, "founding": founding, "kept": meeting_queries.kept(council, day),
        "chair": next((s for s in seats if s.position == "chair"), None), "least": numbers_on(day).least_groups,
        "late": travel.late(council, day)[:10], "inbox": travel.inbox(council).count() if not council.is_local else 0,
        "answered": travel.resolutions_of(council, "answered")[:5], "source": source_on(day),
        "open_meetings": meeting_queries.meetings_of(council).filter(state__in=("called", "held"))[:6],
        "over": term is not None and term.until_day < day, "term_form": TermForm(), "end_form": EndForm(initial={"last_day": day}),
        "experts": most_experts(sum(s.kind == "representative" for s in seats), numbers_on(day)),
        **more,
    }  # fmt: skip
    return show(request, "work.html", context, status)


@require_safe
@needs("councils.read")
def work(request: HttpRequest, code: str) -> HttpResponse:
    """What waits in the council, and how far the founding is."""
    return _work(request)


@require_POST
@needs("councils.open")
def found(request: HttpRequest, code: str) -> HttpResponse:
    """The founding is taken into the register."""
    council: Council = council_of(request)
    act = lambda: councils.found(council, actor_of(request), timezone.now(), today())  # noqa: E731
    said = "รับจดแจ้งการจัดตั้งแล้ว พิมพ์ใบสำคัญได้"
    return do(request, act, said, "council_work", lambda refused: _work(request, 422, error=refused), code)


@require_POST
@needs("councils.seats")
def term(request: HttpRequest, code: str) -> HttpResponse:
    """A new term begins."""
    council, form = council_of(request), TermForm(request.POST)
    if not form.is_valid():
        return _work(request, 422, term_form=form, opened="term")
    first = form.cleaned_data["first"]
    act = lambda: councils.new_term(council, first, actor_of(request), timezone.now(), today())  # noqa: E731
    again = lambda refused: _work(request, 422, error=refused, term_form=form, opened="term")  # noqa: E731
    return do(request, act, "เริ่มวาระใหม่แล้ว ให้องค์กรส่งผู้แทน", "council_seats", again, code)


@require_POST
@needs("councils.open")
def end(request: HttpRequest, code: str) -> HttpResponse:
    """The council ends."""
    council, form = council_of(request), EndForm(request.POST)
    if not form.is_valid():
        return _work(request, 422, end_form=form, opened="end")
    said = form.cleaned_data

    def act() -> None:
        councils.end_council(council, said["last_day"], said["reason"], actor_of(request), timezone.now(), today())

    again = lambda refused: _work(request, 422, error=refused, end_form=form, opened="end")  # noqa: E731
    return do(request, act, "บันทึกการเลิกสภาแล้ว", "council_work", again, code)
