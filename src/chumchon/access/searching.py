"""A search by a person's name: the name stands in no address, so in no proxy's log, no browser's history and no Referer.

The form is sent by POST; the answer leads to the list with every other filter in the address and the words sealed in `found`,
which this house opens for whoever searched. So pages, files, print and the way back stay links (docs/decisions/0023)."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from cryptography.exceptions import InvalidTag
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from chumchon.people import protect
from chumchon.thai.errors import BadInput

from .http import View

WORDS, SEALED, MOST = "q", "found", 80
KEY = "search"


def by_name(view: View) -> View:
    """For a list with a search by name, inside its door: a form (POST) that holds `q`, or an address of before that does,
    leads to the same list with the words sealed. The view asks `searched(request)`; `found` is one of its filters."""

    @wraps(view)
    def sealing(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        said = request.POST if request.method == "POST" else request.GET
        if WORDS not in said:
            return view(request, *args, **kwargs)
        address = urlencode(_filters(request, said))
        return redirect(f"{request.path}?{address}" if address else request.path)

    return sealing


def searched(request: HttpRequest) -> str:
    """The words that are searched, without blanks around them; "" for none. Errors: OLD_SEARCH (another's, or broken)."""
    sealed = request.GET.get(SEALED, "")
    if not sealed:
        return ""
    try:
        raw = urlsafe_b64decode(sealed.encode("ascii"))
        return protect.open_with(KEY, _bound_to(request), raw).decode()
    except (ValueError, InvalidTag):
        raise BadInput(
            "OLD_SEARCH",
            "ลิงก์ค้นหานี้เปิดได้เฉพาะคนที่ค้น เปิดรายการแล้วค้นใหม่",
            "A search opens only for whoever made it; search again.",
        ) from None


def address(request: HttpRequest, **filters: object) -> str:
    """What links of the list carry: these filters and the sealed words, encoded."""
    kept = {**filters, SEALED: request.GET.get(SEALED, "")}
    return urlencode({k: v for k, v in kept.items() if v != ""})


def _filters(request: HttpRequest, said: QueryDict) -> dict[str, str]:
    words = str(said[WORDS]).replace("\0", "").strip()[:MOST]
    others = {k: str(v)[:MOST] for k, v in said.items() if k not in (WORDS, SEALED, "csrfmiddlewaretoken")}
    kept = {k: v for k, v in others.items() if v}
    if words:
        sealed = protect.seal_with(KEY, _bound_to(request), words.encode())
        kept[SEALED] = urlsafe_b64encode(sealed).decode()
    return kept


def _bound_to(request: HttpRequest) -> bytes:
    return f"search by {request.user.pk}".encode()
