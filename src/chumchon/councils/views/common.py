"""What every page of a council needs: the council, what the person may do in it, and one way to answer a form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from chumchon.access.http import actor_of, today
from chumchon.access.rules import permissions
from chumchon.thai.errors import NotAllowed, Plain

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
    held = permissions(actor_of(request), council.organisation_id, council.organisation.subdistrict_id, today())
    may = {p.replace(".", "_"): True for p in held}
    base = {"council": council, "organisation": council.organisation, "today": today(), "may": may}
    return render(request, f"councils/{template}", {**base, **(context or {})}, status=status)


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
    if said:
        messages.success(request, said)
    return redirect(to, *args)
