"""The public home page and two choices that a browser remembers: the size of letters and the language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from chumchon.access.http import public

YEAR_SECONDS = 365 * 24 * 3600
SIZES = ("normal", "big")


@public
def home(request: HttpRequest) -> HttpResponse:
    """What Chumchon is, and the way in."""
    return render(request, "web/home.html")


def _remember(request: HttpRequest, name: str, value: str) -> HttpResponse:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    answer = redirect(wanted if safe else "home")
    answer.set_cookie(name, value, YEAR_SECONDS, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")
    return answer


@csrf_exempt  # changes nothing but how this browser shows pages; public pages so need no cookie of a form
@public
@require_POST
def letter_size(request: HttpRequest) -> HttpResponse:
    """`size` big or normal, then back to `next`."""
    size = request.POST.get("size", "")
    return _remember(request, "size", size if size in SIZES else "normal")


@csrf_exempt  # as above
@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """`language` th or en, then back to `next`."""
    wanted = request.POST.get("language", "")
    return _remember(request, settings.LANGUAGE_COOKIE_NAME, wanted if wanted in dict(settings.LANGUAGES) else "th")
