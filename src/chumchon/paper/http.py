"""Papers as answers: PDFs that open in the browser, absolute addresses for their QR codes."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def absolute(request: HttpRequest, path: str) -> str:
    """The address with its origin: CHUMCHON_ORIGIN where it is set, else what the reader used."""
    return f"{settings.ORIGIN}{path}" if settings.ORIGIN else request.build_absolute_uri(path)


def pdf_response(made: bytes, name: str) -> HttpResponse:
    """A PDF that opens in the browser; it is never kept by a proxy or another person's browser."""
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer
