"""What every page of a register needs: the register, what the person may do in it, one way to answer a form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from chumchon.access.http import actor_of, today
from chumchon.access.rules import permissions
from chumchon.thai.errors import NotAllowed, Plain

from ..models import Passbook, Register
from ..queries import registers as queries


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


def passbook_of(request: HttpRequest, pass_id: int) -> Passbook:
    """One household of the register. Errors: Http404."""
    found = queries.passbook(register_of(request), pass_id)
    if found is None:
        raise Http404
    return found


def show(request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A page of the register, which no proxy and no other person's browser keeps. Templates get `register`, `organisation`,
    `today` and `may` (dots as underscores)."""
    register = register_of(request)
    held = permissions(actor_of(request), register.organisation_id, register.organisation.subdistrict_id, today())
    base = {
        "register": register, "organisation": register.organisation, "today": today(),
        "may": {p.replace(".", "_"): True for p in held},
    }  # fmt: skip
    answer = render(request, f"households/{template}", {**base, **(context or {})}, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


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
