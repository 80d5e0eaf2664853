"""What every page of the room needs: the body, what the person may do, and one way to answer a form."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from chumchon.access.http import actor_of, today
from chumchon.access.models import Organisation
from chumchon.access.rules import areas_of, permissions
from chumchon.thai.errors import NotAllowed, Plain

from ..actions.common import require_area
from ..models import Call
from ..queries.areas import area_names, names_of
from ..queries.calls import call_of
from ..rules import schedule
from ..rules.conditions import parse, words_of
from ..rules.papers import PAPERS

A_PAGE = 60


def body_of(request: HttpRequest) -> Organisation:
    """The organisation of the address; the door has let the person in."""
    body: Organisation = request.organisation  # type: ignore[attr-defined]
    return body


def show(request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A page of a body. Templates get `organisation`, `code`, `today` and `may` (dots as underscores)."""
    body = body_of(request)
    held = permissions(actor_of(request), body.pk, body.subdistrict_id, today())
    may = {p.replace(".", "_"): True for p in held}
    base = {"organisation": body, "code": body.code, "today": today(), "may": may}
    return render(request, f"sources/{template}", {**base, **(context or {})}, status=status)


def do(
    request: HttpRequest, act: Callable[[], Any], said: str, to: str, again: Callable[[Plain], HttpResponse], *args: Any
) -> HttpResponse:
    """Act and go on with a word of success; a refusal shows the page again with its sentence."""
    try:
        act()
    except NotAllowed:
        raise
    except Plain as refused:
        return again(refused)
    messages.success(request, said)
    return redirect(to, *args)


def asked(request: HttpRequest, names: Sequence[str]) -> dict[str, str]:
    """What the address asks for; `q` is the text."""
    found = {name: request.GET.get(name, "").strip()[:80] for name in names}
    return {"text": request.GET.get("q", "").strip()[:80], **found}


def pages(request: HttpRequest, rows: Any, a_page: int = A_PAGE) -> tuple[Page[Any], str]:
    """The page of the address, and the address without page and format."""
    page = Paginator(rows, a_page).get_page(request.GET.get("page"))
    return page, urlencode({k: v for k, v in request.GET.items() if k not in ("page", "format") and v})


def wants_csv(request: HttpRequest) -> bool:
    """Is the list wanted as a file?"""
    return request.GET.get("format") == "csv"


def add_refusal(form: Any, refused: Plain, fields: Mapping[str, str]) -> None:
    """The sentence beside the field it speaks of, else above the form."""
    name = fields.get(refused.code)
    form.add_error(name if name in form.fields else None, refused.th)


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
