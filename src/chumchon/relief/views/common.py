"""What every page of the room needs: the organisation, the disaster, what the person may do, one way to answer a form."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from chumchon.access.http import actor_of, today
from chumchon.access.models import Organisation
from chumchon.access.pages import may_here

from ..actions.common import HELPERS, note
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


def houses_seen(request: HttpRequest, disaster: Disaster) -> None:
    """Somebody from outside the body opened its houses, by an area or by the nation: that stands on the body's trail."""
    organisation, actor = organisation_of(request), actor_of(request)
    if not any(g.organisation_id == organisation.pk and g.in_force(today()) for g in actor.active_grants()):
        note(actor, "look", organisation, disaster, timezone.now())


def show(request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A page of the organisation. Templates get `organisation`, `code`, `today` and `may`."""
    organisation = organisation_of(request)
    base = {
        "organisation": organisation,
        "code": organisation.code,
        "today": today(),
        "may": may_here(request, organisation),
    }
    return render(request, f"relief/{template}", {**base, **(context or {})}, status=status)


def digits(text: str) -> int:
    """A small number of the address, else 0."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
