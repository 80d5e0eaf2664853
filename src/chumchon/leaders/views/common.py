"""What every page of the room needs: the body, what the person may do in it, and one way to answer a form."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chumchon.access.http import today
from chumchon.access.models import Organisation
from chumchon.access.pages import may_here


def body_of(request: HttpRequest) -> Organisation:
    """The organisation of the address; the door has let the person in."""
    body: Organisation = request.organisation  # type: ignore[attr-defined]
    return body


def show(request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A page of a body. Templates get `organisation`, `code`, `today` and `may` (dots as underscores)."""
    body = body_of(request)
    base = {"organisation": body, "code": body.code, "today": today(), "may": may_here(request, body)}
    return render(request, f"leaders/{template}", {**base, **(context or {})}, status=status)


def digits(text: str, most: int = 6) -> str:
    """Only digits: the beginning of an area code."""
    return "".join(c for c in text[:most] if c in "0123456789")


def ids_of(values: Iterable[str]) -> list[int]:
    """Numbers among what was sent."""
    return [int(v) for v in values if v.isascii() and v.isdigit() and len(v) < 16]
