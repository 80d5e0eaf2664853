"""What every page of a council needs: the council, what the person may do in it, and one way to answer a form."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from chumchon.access.http import actor_of, today
from chumchon.access.pages import may_here

from ..actions.common import require_council
from ..models import Council
from ..queries import councils as queries


def council_of(request: HttpRequest, permission: str = "councils.read") -> Council:
    """The council of the address; the door has let the person in, the national meeting asks once more."""
    council: Council | None = getattr(request, "council", None)
    if council is None:
        council = queries.council_of(request.organisation.code)  # type: ignore[attr-defined]
        if council is None:
            raise Http404
        request.council = council  # type: ignore[attr-defined]
    require_council(actor_of(request), permission, council, today())
    return council


def show(request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A page of the council. Templates get `council`, `organisation`, `today` and `may` (dots as underscores)."""
    council = council_of(request)
    base = {
        "council": council,
        "organisation": council.organisation,
        "today": today(),
        "may": may_here(request, council.organisation),
    }
    return render(request, f"councils/{template}", {**base, **(context or {})}, status=status)
