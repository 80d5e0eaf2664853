"""The language a person chose, and our own errors as an answer that says what to do next."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from chumchon.thai.errors import BadInput, Plain

from .errors import STATUS, answer, wrong_method

GetResponse = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Thai, unless the person chose English with the switch. What the browser says is not asked: phones sold in
    Thailand often say English."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        translation.activate(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)
        response = self.get_response(request)
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response


class PlainErrorMiddleware:
    """Turns Plain errors of a view, and the empty answer to a wrong method, into an answer with a sentence."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # PostgreSQL keeps no NUL in a text: asked for one it fails, and a page would be a 500.
        if any("\x00" in text for texts in request.GET.lists() for text in (texts[0], *texts[1])):
            return answer(
                request, BadInput("BAD_ADDRESS", "ที่อยู่นี้มีตัวอักษรที่อ่านไม่ได้ พิมพ์ใหม่", "The address holds a NUL."), 400
            )
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        words = wrong_method(request)
        words["Allow"] = response.headers.get("Allow", "")
        return words

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a Plain error; leave the rest to Django's own 500 page."""
        if not isinstance(error, Plain):
            return None
        return answer(request, error, STATUS.get(type(error), 422))
