"""What every page of the room needs: the organisation, the disaster, what the person may do, one way to answer a form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from chumchon.access.http import actor_of, today
from chumchon.access.models import Organisation
from chumchon.access.rules import permissions
from chumchon.thai.errors import NotAllowed, Plain

from ..actions.common import HELPERS
from ..models import Disaster
from ..queries import disasters as queries


def organisation_of(request: HttpRequest) -> Organisation:
    """The fund, network or council of the address; the door has let the person in. Errors: Http404 (another kind)."""
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]
    if organisation.kind not in HELPERS:
        raise Http404
    return organisation


def disaster_of(disaster_id: int) -> Disaster:
    """Errors: Http404."""
    found = queries.disaster_of(disaster_id)
    if found is None:
        raise Http404
    return found


def may_of(request: HttpRequest) -> dict[str, bool]:
    """The permissions held here, with dots as underscores (`{% if may.relief_give %}`)."""
    organisation = organisation_of(request)
    held = permissions(actor_of(request), organisation.pk, organisation.subdistrict_id, today())
    return {p.replace(".", "_"): True for p in held}


def show(request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A page of the organisation. Templates get `organisation`, `code`, `today` and `may`."""
    organisation = organisation_of(request)
    base = {"organisation": organisation, "code": organisation.code, "today": today(), "may": may_of(request)}
    return render(request, f"relief/{template}", {**base, **(context or {})}, status=status)


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


def digits(text: str) -> int:
    """A small number of the address, else 0."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
