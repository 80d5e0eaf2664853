"""Answers to errors: what happened, what to do next, and a way back. No stack trace ever reaches a person."""

from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chumchon.thai.errors import BadInput, Clash, NotAllowed, Plain

STATUS = {NotAllowed: 403, Clash: 409, BadInput: 400}
TITLES = {
    400: _("อ่านข้อมูลที่ส่งมาไม่ได้"),
    403: _("หน้านี้ยังเปิดให้ไม่ได้"),
    404: _("ไม่พบหน้านี้"),
    405: _("เปิดที่อยู่นี้โดยตรงไม่ได้"),
    409: _("ข้อมูลเปลี่ยนไปแล้ว"),
    413: _("ข้อมูลใหญ่เกินไป"),
    422: _("ยังทำรายการไม่ได้"),
    500: _("ระบบขัดข้อง"),
}


def answer(request: HttpRequest, error: Plain, status: int) -> HttpResponse:
    """The error as the asker can read it: a page, a piece of a page for htmx, or JSON {code, th, en}."""
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"code": error.code, "th": error.th, "en": error.en}, status=status)
    words = error.en if get_language() == "en" else error.th
    if request.headers.get("HX-Request"):
        return render(request, "web/components/problem.html", {"words": words}, status=status)
    context = {"title": TITLES.get(status, TITLES[422]), "words": words, "status": status, "back": _back(request)}
    return render(request, "web/error.html", context, status=status)


def _back(request: HttpRequest) -> str:
    """The page the person came from, where it is one of ours and not this one; else empty."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(came_from)
    return (
        "" if parts.path == request.path and request.method == "GET" else parts._replace(scheme="", netloc="").geturl()
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 where too much was sent."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        too_big = Plain(
            "TOO_BIG",
            "ส่งข้อมูลมามากเกินไปในครั้งเดียว แบ่งส่งทีละส่วน หรือส่งเป็นไฟล์ตาราง",
            "Too much was sent at once. Send it in parts, or as a spreadsheet file.",
        )
        return answer(request, too_big, 413)
    unreadable = Plain("BAD_REQUEST", "กลับไปหน้าก่อน แล้วลองส่งใหม่อีกครั้ง", "Go back to the page before and send it again.")
    return answer(request, unreadable, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    closed = Plain(
        "NOT_ALLOWED",
        "หน้านี้เปิดให้ผู้มีหน้าที่เท่านั้น เข้าสู่ระบบด้วยชื่อที่มีสิทธิ หรือให้ประธานกองทุนเพิ่มบทบาทให้",
        "This page is for those in charge. Sign in with a name that may open it, or ask the fund's chair for the role.",
    )
    return answer(request, closed, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was open too long or came from elsewhere."""
    stale = Plain(
        "STALE_FORM",
        "หน้านี้เปิดค้างไว้นาน หรือเบราว์เซอร์ไม่รับคุกกี้ ยังไม่มีอะไรถูกบันทึก กลับไปหน้าก่อน โหลดใหม่ แล้วส่งอีกครั้ง",
        "The form was open too long, or cookies are blocked. Nothing was saved. Go back, reload and send it again.",
    )
    return answer(request, stale, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    nowhere = Plain(
        "NOT_FOUND",
        "ตรวจที่อยู่เว็บอีกครั้ง หรือเริ่มใหม่จากหน้าแรก",
        "Check the address, or start again from the home page.",
    )
    return answer(request, nowhere, 404)


def wrong_method(request: HttpRequest) -> HttpResponse:
    """405: somebody reloads or types the address that a form is sent to."""
    form_only = Plain(
        "FORM_ONLY",
        "ที่อยู่นี้ใช้รับแบบที่ส่งมาเท่านั้น ไม่มีอะไรถูกบันทึก กลับไปหน้าก่อนแล้วกดส่งจากหน้านั้น",
        "This address takes forms only. Nothing was saved. Go back and send the form from its page.",
    )
    return answer(request, form_only, 405)


def server_error(request: HttpRequest) -> HttpResponse:
    """500. The page asks nothing of the database or of the session, which may be what failed."""
    context = {
        "title": TITLES[500], "status": 500,
        "words": _("รายการที่ยืนยันแล้วไม่หาย รอสักครู่แล้วลองใหม่ ถ้ายังไม่ได้ จดเวลาไว้แล้วแจ้งผู้ดูแลระบบ"),
    }  # fmt: skip
    return HttpResponse(render_to_string("web/error.html", context), status=500)
