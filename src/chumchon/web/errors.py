"""Pages of errors: what happened, what to do next, and a way back. No stack trace ever reaches a person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chumchon.thai.errors import Plain


def _error(request: HttpRequest, status: int, th: str, en: str) -> HttpResponse:
    return render(request, "web/error.html", {"error": Plain(str(status), th, en)}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _error(
        request, 400, "ข้อมูลที่ส่งมาอ่านไม่ได้ กลับไปหน้าก่อนแล้วลองใหม่", "The request cannot be read; go back and try again."
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _error(request, 403, "หน้านี้เปิดให้ผู้มีหน้าที่เท่านั้น เข้าสู่ระบบด้วยชื่อที่มีสิทธิ", "You may not open this page.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return _error(request, 404, "ไม่พบหน้านี้ ตรวจที่อยู่อีกครั้งหรือกลับหน้าแรก", "There is no such page.")


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return _error(request, 500, "ระบบขัดข้อง รายการที่ยืนยันแล้วไม่หาย รอสักครู่แล้วลองใหม่", "Something failed; try again.")
