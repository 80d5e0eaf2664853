"""Papers and pictures of the receipts' pages: PDFs, QR codes, absolute addresses."""

from collections.abc import Sequence
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from chumchon.ledger.models import Receipt
from chumchon.paper.http import absolute, pdf_response
from chumchon.paper.typeset import qr_svg, typeset

from ..models import Fund
from ..queries.receipts import slip_of
from ..rules.receipts import paper_data

__all__ = ["absolute", "pdf_response", "qr_picture", "receipts_pdf"]
SOURCE = Path(__file__).parent.parent / "papers" / "receipt.typ"
FEW = 20  # so many QR codes are drawn with care


def qr_picture(text: str, words: str) -> SafeString:
    """A QR for a page, with words for those who do not see it."""
    svg = mark_safe(qr_svg(text).decode())  # noqa: S308 - segno's own markup
    return format_html('<span class="qr" role="img" aria-label="{}">{}</span>', words, svg)


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
