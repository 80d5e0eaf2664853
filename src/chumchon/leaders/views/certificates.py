"""Certificates: the list, the paper with its QR, taking one back, and the check that anybody may make."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chumchon.access.http import actor_of, needs, public, today
from chumchon.access.pages import asked, body_of, do, pages, wants_csv
from chumchon.access.searching import by_name, searched
from chumchon.access.sheets import csv_response
from chumchon.paper.http import absolute, pdf_response
from chumchon.paper.typeset import qr_svg, typeset
from chumchon.thai.dates import long_th, short_th

from ..actions import certificates as acts
from ..models import Certificate
from ..models.certificate import STATES
from ..queries import trainings as queries
from ..rules.trainings import hours_words
from .common import show
from .trainings import PAPERS

HEAD = ("เลขที่", "ชื่อ", "หลักสูตร", "วันออก", "ชั่วโมง", "สถานะ")


def _list(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    body = body_of(request)
    filters = queries.CertificateFilters(**asked(request, ("course", "state", "year")) | {"text": searched(request)})
    rows = queries.certificates(body, filters)
    if wants_csv(request):
        lines = (
            [c.label, c.leader.person.name, c.course_th, short_th(c.day), c.minutes / 60, c.get_state_display()] for c in rows
        )  # fmt: skip
        return csv_response(f"{body.code}-certificates.csv", HEAD, lines)
    page, address = pages(request, rows)
    context = {
        "page": page, "address": address, "filters": filters, "courses": queries.courses(), "states": STATES,
        "hours": hours_words(sum(c.minutes for c in page)), "held": sum(c.state == "valid" for c in page), **more,
    }  # fmt: skip
    return show(request, "certificates.html", context, status)


@needs("leaders.read")
@by_name
@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Certificates with filters in the address; `?format=csv` gives the rows as a file."""
    return _list(request)


def _certificate(request: HttpRequest, certificate_id: int) -> Certificate:
    row = queries.certificate_of(body_of(request), certificate_id)
    if row is None:
        raise Http404
    return row


def certificate_pdf(request: HttpRequest, row: Certificate) -> HttpResponse:
    """ใบรับรอง on A4 with a QR to the public check."""
    span = long_th(row.first_day) + (f" ถึง {long_th(row.last_day)}" if row.last_day > row.first_day else "")
    data = {
        "title": "ใบรับรองการอบรม", "name": row.leader.person.name, "said": "ได้เข้าอบรมครบตามเกณฑ์ของหลักสูตร",
        "course": row.course_th, "body": row.organisation.name_th, "number": row.label, "day": long_th(row.day),
        "facts": [
            ["การอบรม", row.title], ["วันอบรม", span], ["เข้าอบรม", f"{hours_words(row.minutes)} จาก {hours_words(row.of_minutes)}"],
            ["สถานที่", row.place], ["วิทยากร", row.trainer],
        ],
        "void": "ยกเลิกแล้ว" if row.state == "withdrawn" else "", "signers": [[str(row.by), "ผู้ออกใบรับรอง"], [row.trainer, "วิทยากร"]],
        "qr": qr_svg(absolute(request, reverse("certificate_check", args=[row.public_code]))).decode(),
    }  # fmt: skip
    return pdf_response(typeset(PAPERS / "certificate.typ", data), f"certificate-{row.number}-{row.year_be}")


@require_safe
@needs("leaders.read")
def paper(request: HttpRequest, code: str, certificate_id: int) -> HttpResponse:
    """The paper of one certificate."""
    return certificate_pdf(request, _certificate(request, certificate_id))


@require_POST
@needs("leaders.sign")
def withdraw(request: HttpRequest, code: str, certificate_id: int) -> HttpResponse:
    """It no longer holds."""
    body, reason = body_of(request), request.POST.get("reason", "")
    _certificate(request, certificate_id)
    act = lambda: acts.withdraw(body, certificate_id, reason, actor_of(request), timezone.now(), today())  # noqa: E731
    back = lambda refused: _list(request, 422, error=refused, opened=certificate_id)  # noqa: E731
    return do(request, act, "ยกเลิกใบรับรองแล้ว ใครสแกนจะเห็นว่ายกเลิก", "certificates", back, code)


@public
@require_safe
def check(request: HttpRequest, leader_cert: str) -> HttpResponse:
    """Number, course, day, and whether it holds; nobody's name."""
    return render(request, "leaders/check.html", {"certificate": queries.by_code(leader_cert)})
