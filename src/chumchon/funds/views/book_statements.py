"""The cash book and the statement of receipts and payments, for any span of days."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chumchon.access.http import needs, today
from chumchon.ledger import queries as ledger
from chumchon.ledger.rules import year_be
from chumchon.paper.tables import MONEY, Column, Report, Table, summed
from chumchon.thai.dates import MONTHS, short_th

from ..queries.book import book_of, cash_book
from ..queries.reports import year_span
from .book import entry_link
from .book_tools import Shown, report_page, span_of, typed_day
from .common import fund_of


def _month(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


@needs("book.read")
def cash(request: HttpRequest, code: str) -> HttpResponse:
    """สมุดเงินสด: the box and the banks side by side, this month unless the address says other days."""
    fund, day = fund_of(request), today()
    first, last = _month(day)
    span = span_of(request, first, last)
    found = cash_book(book_of(fund), span.since or date(1900, 1, 1), span.until or day)
    columns = [
        Column("วันที่"), Column("เลขที่"), Column("รายการ", wide=True), Column("เงินสดรับ", MONEY), Column("เงินสดจ่าย", MONEY),
        Column("เงินสดคงเหลือ", MONEY), Column("ธนาคารเข้า", MONEY), Column("ธนาคารออก", MONEY), Column("ธนาคารคงเหลือ", MONEY),
    ]  # fmt: skip
    rows: list[list[object]] = [["", "", "ยอดยกมา", None, None, found.cash_opening, None, None, found.bank_opening]]
    links: list[dict[int, str]] = [{}]
    sums = [0, 0, 0, 0]
    for x in found.rows:
        moved = [max(x.cash_satang, 0), max(-x.cash_satang, 0), max(x.bank_satang, 0), max(-x.bank_satang, 0)]
        sums = [a + b for a, b in zip(sums, moved, strict=True)]
        cells = [m or None for m in moved]
        rows.append([short_th(x.day), str(x.number), x.memo, *cells[:2], x.cash_balance, *cells[2:], x.bank_balance])
        links.append({1: entry_link(fund, x.number)})
    end = found.rows[-1] if found.rows else None
    total = [
        "รวม", "", "", *sums[:2], end.cash_balance if end else found.cash_opening, *sums[2:],
        end.bank_balance if end else found.bank_opening,
    ]  # fmt: skip
    table = Table("", columns, rows, total)
    report = Report("สมุดเงินสด", [fund.name_th, span.words], [table], signers=[("", "เหรัญญิก"), ("", "ผู้ตรวจสอบ")])
    return report_page(
        request, "cash-book", report, [Shown(table, links)], {"span": span, "with_since": True}, span.error
    )


@needs("book.read")
def statement(request: HttpRequest, code: str) -> HttpResponse:
    """งบรับจ่าย of a month, a year or any span; the fund's year until today unless the address says other days."""
    fund, day = fund_of(request), today()
    book = book_of(fund)
    year = year_be(day, book.year_end_month)
    first, last = year_span(book, year)
    span = span_of(request, first, min(last, day))
    until = span.until or day
    found = ledger.receipts_and_payments(book, span.since or date(1900, 1, 1), until)
    columns = [Column("รหัส"), Column("รายการ", wide=True), Column("บาท", MONEY)]
    parts = (
        ("ยอดยกมา", found.opening, "รวมยอดยกมา"), ("รายรับ", found.receipts, "รวมรายรับ"),
        ("รายจ่าย", found.payments, "รวมรายจ่าย"), ("ยอดคงเหลือ", found.closing, "รวมยอดคงเหลือ"),
    )  # fmt: skip
    shown = []
    for title, rows, words in parts:
        table = summed(title, columns, [[r.code, r.name_th, r.satang] for r in rows], words)
        shown.append(Shown(table, [{1: reverse("book_account", args=[fund.code, r.code])} for r in rows]))
    note = "ยอดยกมา + รายรับ − รายจ่าย = ยอดคงเหลือ เงินโอนระหว่างเงินสดกับธนาคารไม่นับเป็นรายรับรายจ่าย"
    signers = [("", "เหรัญญิก"), ("", "ประธาน"), ("", "ผู้ตรวจสอบ")]
    report = Report("งบรับจ่าย", [fund.name_th, span.words], [s.table for s in shown], [note], signers)
    month, before = _month(day), _month(day.replace(day=1) - timedelta(days=1))
    quick = [
        (f"{MONTHS[month[0].month - 1]}", *month), (f"{MONTHS[before[0].month - 1]}", *before),
        (f"ปี {year}", *year_span(book, year)), (f"ปี {year - 1}", *year_span(book, year - 1)),
    ]  # fmt: skip
    spans = [
        {"word": w, "href": f"?since={typed_day(a)}&until={typed_day(b)}", "here": (a, b) == (span.since, span.until)}
        for w, a, b in quick
    ]
    context = {"span": span, "with_since": True, "quick": spans, "side_by_side": True}
    return report_page(request, "receipts-and-payments", report, shown, context, span.error)
