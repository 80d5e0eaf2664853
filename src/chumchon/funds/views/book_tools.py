"""What the book's pages share: the places beside each other, days from the address, tables as page, CSV and PDF."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chumchon.access.http import today
from chumchon.access.sheets import csv_response
from chumchon.ledger.rules import short_code
from chumchon.paper.tables import Report, Table
from chumchon.paper.workbook import MIME
from chumchon.thai.dates import long_th, parse_day
from chumchon.thai.errors import BadInput

from ..queries.book import book_of
from ..queries.drafts import waiting
from .common import fund_of, show
from .receipts_paper import absolute

PLACES = (
    ("book", "สมุดรายวัน"), ("book_accounts", "บัญชี"), ("book_trial", "งบทดลอง"), ("book_cash", "สมุดเงินสด"),
    ("book_statement", "งบรับจ่าย"), ("drafts", "รายการรอตรวจ"), ("bank", "ธนาคาร"), ("cash", "นับเงินสด"),
    ("book_check", "ตรวจสมุด"),
)  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """A cell of a page: the head of its column, its words, is it a number, where it leads."""

    head: str
    words: str
    right: bool
    href: str = ""


@dataclass(frozen=True)
class Shown:
    """A table on the page: the same rows as the file, with links."""

    table: Table
    links: Sequence[dict[int, str]] = field(default_factory=tuple)

    @property
    def rows(self) -> list[list[Cell]]:
        """Cells in the words of the columns; links by the number of their column."""
        found = []
        for i, row in enumerate(self.table.said()):
            links = self.links[i] if i < len(self.links) else {}
            found.append(
                [
                    Cell(c.head, w, c.right, links.get(n, ""))
                    for n, (c, w) in enumerate(zip(self.table.columns, row, strict=True))
                ]
            )
        return found

    @property
    def total(self) -> list[Cell]:
        """The sums of exactly these rows."""
        return [Cell(c.head, w, c.right) for c, w in zip(self.table.columns, self.table.said_total(), strict=False)]


@dataclass(frozen=True)
class Span:
    """Days that the address asked for (both included), what was typed, and what could not be read."""

    since: date | None
    until: date | None
    typed: dict[str, str]
    error: str = ""

    @property
    def words(self) -> str:
        """ตั้งแต่ 1 ตุลาคม 2569 ถึง 24 พฤศจิกายน 2569."""
        parts = [f"ตั้งแต่ {long_th(self.since)}" if self.since else "", f"ถึง {long_th(self.until)}" if self.until else ""]
        return " ".join(p for p in parts if p) or "ทุกวัน"


def typed_day(day: date | None) -> str:
    """A day as the box shows it: 1/10/2569."""
    return f"{day.day}/{day.month}/{day.year + 543}" if day else ""


def span_of(request: HttpRequest, since: date | None = None, until: date | None = None) -> Span:
    """`since` and `until` of the address, in B.E.; the days given here where the address says nothing."""
    found: dict[str, date | None] = {"since": since, "until": until}
    typed, error = {}, ""
    for name, default in list(found.items()):
        text = request.GET.get(name, "").strip()
        typed[name] = text or ("" if name in request.GET else typed_day(default))
        if name in request.GET:
            found[name] = None
        try:
            found[name] = parse_day(text, today(), future_ok=True).day if text else found[name]
        except BadInput as unread:
            error = unread.th
    if found["since"] and found["until"] and found["since"] > found["until"]:
        error = error or "วันแรกอยู่หลังวันสุดท้าย สลับสองวันนี้"
    return Span(found["since"], found["until"], typed, error)


def places(request: HttpRequest) -> list[dict[str, Any]]:
    """The pages of the book beside each other, the one that is open marked, with what waits."""
    fund = fund_of(request)
    found, here = [], ""
    for name, word in PLACES:
        href = reverse(name, args=[fund.code])
        if request.path.startswith(href) and len(href) > len(here):
            here = href
        found.append({"href": href, "word": word, "count": waiting(fund) if name == "drafts" else 0})
    return [{**place, "here": place["href"] == here} for place in found]


def page(request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A page of the book."""
    return show(request, template, {"places": places(request), **(context or {})}, status)


def report_page(
    request: HttpRequest, name: str, report: Report, shown: Sequence[Shown], context: dict[str, Any], wrong: str = ""
) -> HttpResponse:
    """A report as the page; `?format=csv|xlsx|pdf` gives the same rows as a file called `name`."""
    kind, code = request.GET.get("format", ""), fund_of(request).code
    if not wrong and kind == "csv":
        return csv_response(f"{name}-{code}.csv", [report.title, *report.lines], report.csv_rows())
    if not wrong and kind in ("pdf", "xlsx"):
        made = _checkable(request, report).pdf(foot=fund_of(request).name_th) if kind == "pdf" else report.xlsx()
        return file_response(made, f"{name}-{code}.{kind}")
    address = request.GET.copy()
    for word in ("page", "format"):
        address.pop(word, None)
    base = {"report": report, "shown": shown, "address": address.urlencode(), "error": wrong, "asked": request.GET}
    return page(request, "funds/book/report.html", {**base, **context}, 400 if wrong else 200)


def _checkable(request: HttpRequest, report: Report) -> Report:
    """On paper the book's code stands beside the figures, with a picture that leads to its public check."""
    book = book_of(fund_of(request))
    if not book.head_number:
        return report
    code = short_code(book.head_hash)
    check = absolute(request, reverse("public_head", args=[fund_of(request).code, code]))
    return replace(report, check=check, check_words=f"รหัสตรวจสมุด {code} ที่รายการเลขที่ {book.head_number}")


def file_response(made: bytes, name: str) -> HttpResponse:
    """A PDF opens in the browser, a workbook is kept; no proxy keeps either."""
    pdf = name.endswith(".pdf")
    answer = HttpResponse(made, content_type="application/pdf" if pdf else MIME)
    answer["Content-Disposition"] = f'{"inline" if pdf else "attachment"}; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
