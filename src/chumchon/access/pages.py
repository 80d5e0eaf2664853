"""What pages of every room need: what the person may do here, one way to answer a form, to ask, to turn pages."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from chumchon.thai.errors import NotAllowed, Plain

from .http import actor_of, today
from .models import Organisation
from .rules import permissions

A_PAGE = 60


def body_of(request: HttpRequest) -> Organisation:
    """The organisation of the address; the door has let the person in."""
    body: Organisation = request.organisation  # type: ignore[attr-defined]
    return body


def show_body(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """A page of a body. Templates get `organisation`, `code`, `today` and `may` (dots as underscores)."""
    body = body_of(request)
    base = {"organisation": body, "code": body.code, "today": today(), "may": may_here(request, body)}
    return render(request, template, {**base, **(context or {})}, status=status)


def may_here(request: HttpRequest, organisation: Organisation) -> dict[str, bool]:
    """The permissions held here today, with dots as underscores (`{% if may.relief_give %}`)."""
    held = permissions(actor_of(request), organisation.pk, organisation.subdistrict_id, today())
    return {p.replace(".", "_"): True for p in held}


def worker_script(*names: str) -> HttpResponse:
    """Static scripts as one worker at the head of the addresses that it keeps; the phone asks for it anew each time."""
    parts = [Path(str(finders.find(name))).read_text(encoding="utf-8") for name in names]
    answer = HttpResponse("\n".join(parts), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
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
    if said:
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
