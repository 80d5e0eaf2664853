"""What every page of the room needs: the body, what the person may do, and one way to answer a form."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from chumchon.access.http import actor_of, today
from chumchon.access.pages import show_body
from chumchon.access.rules import areas_of
from chumchon.areas.queries import names_of

from ..actions.common import require_area
from ..models import Call
from ..queries.areas import area_names
from ..queries.calls import call_of
from ..rules import schedule
from ..rules.conditions import parse, words_of
from ..rules.papers import PAPERS


def show(request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A page of a body, of this room's own templates (access.pages.show_body)."""
    return show_body(request, f"sources/{template}", context, status)


def own_areas(request: HttpRequest, permission: str) -> tuple[str, ...]:
    """Where the officer's grants give this permission today."""
    return areas_of(actor_of(request), permission, today())


def call_in_area(request: HttpRequest, call_id: int, permission: str) -> Call:
    """A call that the officer looks after. Errors: 404, NOT_ALLOWED."""
    call = call_of(call_id)
    if call is None:
        raise Http404
    require_area(actor_of(request), permission, call.area, today())
    return call


def told(call: Call) -> dict[str, Any]:
    """A call in words: its area, conditions, papers and due days."""
    conditions = parse(call.conditions)
    names = area_names(conditions)
    return {
        "call": call, "where": names_of([call.area]).get(call.area, call.area), "days_left": (call.closes_on - today()).days,
        "conditions": [words_of(c, names) for c in conditions], "papers": [PAPERS[p].name_th for p in call.papers],
        "steps": [schedule.words_of(s) for s in schedule.parse(call.schedule)],
    }  # fmt: skip
