"""Our own errors become a page that says what to do next; no stack trace reaches a person."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chumchon.thai.errors import BadInput, Clash, NotAllowed, Plain

STATUS = {NotAllowed: 403, Clash: 409, BadInput: 400}


class PlainErrorMiddleware:
    """Turns Plain errors of a view into an answer with their sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a Plain error; leave the rest to Django's own 500 page."""
        if not isinstance(error, Plain):
            return None
        return render(request, "web/error.html", {"error": error}, status=STATUS.get(type(error), 422))
