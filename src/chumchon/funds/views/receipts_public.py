"""What anybody may check from a QR on paper: that a receipt stands, that a book had a head. No names, kept out of search."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chumchon.access.http import public

from ..queries import receipts as queries


def _open_page(request: HttpRequest, template: str, name: str, found: Any) -> HttpResponse:
    answer = render(request, template, {name: found}, status=200 if found else 404)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Cache-Control"] = "no-store"
    return answer


@public
@require_safe
def public_receipt(request: HttpRequest, public_code: str) -> HttpResponse:
    """Number, amount, day, fund and whether the receipt stands. The code is 104 random bits: nobody guesses one."""
    return _open_page(request, "funds/receipts_public.html", "receipt", queries.public_receipt(public_code))


@public
@require_safe
def public_head(request: HttpRequest, book: str, short_code: str) -> HttpResponse:
    """That the fund's book had this head at an entry's number; nothing of what stands in it."""
    return _open_page(request, "funds/receipts_public_head.html", "head", queries.public_head(book, short_code))
