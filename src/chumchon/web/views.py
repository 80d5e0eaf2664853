"""The public home page, the search for a tambon, and two choices that a browser remembers: letters and language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from chumchon.access.http import public
from chumchon.areas.queries import search_subdistricts

YEAR_SECONDS = 365 * 24 * 3600
SIZES = ("normal", "big")
SHORTEST_SEARCH, LONGEST_SEARCH = 2, 80  # letters


@public
def home(request: HttpRequest) -> HttpResponse:
    """What Chumchon is, and the way in."""
    return render(request, "web/home.html")


@public
def ask_the_fund(request: HttpRequest, **rest: str) -> HttpResponse:
    """There is no e-mail here: a forgotten password and a first user name come from the fund's own people."""
    return render(request, "account/closed.html")


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


@public
def area_search(request: HttpRequest) -> HttpResponse:
    """Tambons that fit the text in `q` (or in whatever one box htmx sent): a list for htmx, else JSON."""
    sent = request.GET.get("q") or next(iter(request.GET.values()), "")
    text = str(sent).strip()[:LONGEST_SEARCH]
    areas = list(search_subdistricts(text)) if len(text) >= SHORTEST_SEARCH else []
    if request.headers.get("HX-Request"):
        return render(request, "forms/found.html", {"areas": areas, "asked": len(text) >= SHORTEST_SEARCH})
    rows = [{"code": a.code, "label": a.label, "postcode": a.postcode} for a in areas]
    return JsonResponse({"areas": rows}, json_dumps_params={"ensure_ascii": False})
