"""Whoever still has the password that was given to them chooses their own before any other page opens."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

# The change itself, the way out, and two choices that a browser remembers; they change nothing of the fund.
OPEN = frozenset({"account_change_password", "account_logout", "letter_size", "language"})
WORDS = {
    "code": "CHOOSE_PASSWORD",
    "th": "ตั้งรหัสผ่านของตนเองก่อน เปิดหน้าเว็บแล้วทำตามที่หน้านั้นบอก ยังไม่มีอะไรถูกบันทึก",
    "en": "Choose a password of your own first, on the web page. Nothing was saved.",
}


class FirstPasswordMiddleware:
    """Every address leads to the page for a new password until it is chosen; machines get 403 CHOOSE_PASSWORD."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Forms too: what a form would have done is not done."""
        found = request.resolver_match
        if not getattr(request.user, "must_choose_password", False) or (found and str(found.url_name) in OPEN):
            return None
        if "application/json" in (request.content_type, request.headers.get("Accept", "").split(",")[0]):
            return JsonResponse({**WORDS, "error": WORDS}, status=403, json_dumps_params={"ensure_ascii": False})
        if request.headers.get("HX-Request"):
            return HttpResponseClientRedirect(reverse("account_change_password"))
        return redirect("account_change_password")
