"""What every page of the room needs: the body, what the person may do in it, and one way to answer a form."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from chumchon.access.pages import show_body


def show(request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A page of a body, of this room's own templates (access.pages.show_body)."""
    return show_body(request, f"leaders/{template}", context, status)


def digits(text: str, most: int = 6) -> str:
    """Only digits: the beginning of an area code."""
    return "".join(c for c in text[:most] if c in "0123456789")


def ids_of(values: Iterable[str]) -> list[int]:
    """Numbers among what was sent."""
    return [int(v) for v in values if v.isascii() and v.isdigit() and len(v) < 16]
