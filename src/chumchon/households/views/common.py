"""What every page of a register needs: the register, what the person may do in it, one way to answer a form."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from chumchon.access.http import actor_of, today
from chumchon.access.pages import may_here

from ..actions.consents import record_reading
from ..models import Passbook, Register
from ..queries import registers as queries
from ..queries.beats import Beat, beat_of


def register_of(request: HttpRequest) -> Register:
    """The register of the address; the door has let the person in already. Errors: Http404 (another kind of organisation)."""
    register: Register | None = getattr(request, "register", None)
    if register is None:
        organisation = request.organisation  # type: ignore[attr-defined]
        register = queries.register_of(organisation.code)
        if register is None:
            raise Http404
        register.organisation = organisation
        request.register = register  # type: ignore[attr-defined]
    return register


def beat(request: HttpRequest) -> Beat:
    """The villages that this person may look at here; None is the whole tambon. Read once a request."""
    if not hasattr(request, "beat"):
        request.beat = beat_of(register_of(request), actor_of(request), today())  # type: ignore[attr-defined]
    return request.beat  # type: ignore[attr-defined]


def passbook_of(request: HttpRequest, pass_id: int) -> Passbook:
    """One household of the register. Errors: Http404."""
    found = queries.passbook(register_of(request), pass_id, beat(request))
    if found is None:
        raise Http404
    return found


def looked_at(request: HttpRequest, as_file: bool = False) -> None:
    """A list with names was opened, on the screen or as a file: it stands on the register's trail."""
    register = register_of(request)
    verb = "household.list" if as_file else "household.look"
    record_reading(register, actor_of(request), f"organisation:{register.organisation_id}", timezone.now(), verb)


def opened_house(request: HttpRequest, passbook_id: int) -> None:
    """Something of one household was opened: it stands on the register's trail."""
    record_reading(register_of(request), actor_of(request), f"passbook:{passbook_id}", timezone.now())


def show(request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A page of the register, which no proxy and no other person's browser keeps. Templates get `register`, `organisation`,
    `today` and `may` (dots as underscores)."""
    register = register_of(request)
    base = {
        "register": register, "organisation": register.organisation, "today": today(),
        "may": may_here(request, register.organisation),
    }  # fmt: skip
    answer = render(request, f"households/{template}", {**base, **(context or {})}, status=status)
    answer["Cache-Control"] = "no-store"
    return answer
