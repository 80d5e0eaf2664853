"""Papers and pictures of the receipts' pages: PDFs, QR codes, absolute addresses."""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from chumchon.ledger.models import Receipt
from chumchon.paper.typeset import qr_svg, typeset

from ..models import Fund
from ..queries.receipts import slip_of
from ..rules.receipts import paper_data

SOURCE = Path(__file__).parent.parent / "papers" / "receipt.typ"
FEW = 20  # so many QR codes are drawn with care


def absolute(request: HttpRequest, path: str) -> str:
    """The address with its origin: CHUMCHON_ORIGIN where it is set, else what the reader used."""
    return f"{settings.ORIGIN}{path}" if settings.ORIGIN else request.build_absolute_uri(path)


def qr_picture(text: str, words: str) -> SafeString:
    """A QR for a page, with words for those who do not see it."""
    svg = mark_safe(qr_svg(text).decode())  # noqa: S308 - segno's own markup
    return format_html('<span class="qr" role="img" aria-label="{}">{}</span>', words, svg)


def pdf_response(made: bytes, name: str) -> HttpResponse:
    """A PDF that opens in the browser; it is never kept by a proxy or another person's browser."""
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


def receipts_pdf(
    request: HttpRequest, fund: Fund, rows: Sequence[Receipt], nth: dict[int, int], a_page: int, name: str
) -> HttpResponse:
    """The receipts in the order of the rows; nth: which printing each is."""
    many = len(rows) > FEW
    papers = [
        paper_data(
            slip_of(fund, row), nth[row.pk], qr_svg(absolute(request, f"/r/{row.public_code}"), quick=many).decode()
        )
        for row in rows
    ]
    return pdf_response(typeset(SOURCE, {"a_page": a_page, "receipts": papers}), name)
