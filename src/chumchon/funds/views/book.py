"""The book's own pages: journal, one entry, accounts, trial balance, and the check of the whole book."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from chumchon.access.http import needs, today
from chumchon.ledger import queries as ledger
from chumchon.ledger.models import Account, Entry
from chumchon.ledger.rules import short_code
from chumchon.ledger.verify import verify_book
from chumchon.paper.tables import MONEY, Column, Report, Table, summed
from chumchon.thai.dates import long_th, short_th

from ..actions.drafts import reversal_refused
from ..models import Fund
from ..queries.book import accounts_used, asked_to_reverse, book_of, entry_of
from ..rules.book import ACCOUNT_WORDS, VOUCHERS, kind_words, sign
from .book_tools import Shown, page, report_page, span_of
from .common import fund_of

ENTRIES_A_PAGE, ENTRIES_A_FILE = 50, 100_000
ENTRIES_ON_PAPER = 2_000
DEBIT, CREDIT = Column("เดบิต", MONEY), Column("เครดิต", MONEY)


def entry_link(fund: Fund, number: int) -> str:
    """The page of an entry."""
    return reverse("book_entry", args=[fund.code, number])


@needs("book.read")
def journal(request: HttpRequest, code: str) -> HttpResponse:
    """สมุดรายวัน, newest first; filters: since, until, account, kind."""
    fund, span, asked = fund_of(request), span_of(request), request.GET
    book = book_of(fund)
    rows = ledger.journal(book, span.since, span.until, asked.get("account", ""), asked.get("kind", ""))
    if asked.get("format"):
        most = ENTRIES_ON_PAPER if asked["format"] == "pdf" else ENTRIES_A_FILE
        found: Any = rows[:most]
        sheet = None
    else:
        found = sheet = Paginator(rows.order_by("-number"), ENTRIES_A_PAGE).get_page(asked.get("page"))
    table, links = _journal_table(fund, found)
    filters = {
        "accounts": accounts_used(book), "kinds": [(k, kind_words(k)) for k in ledger.kinds(book)], "span": span,
        "with_since": True, "page": sheet, "lead": "journal",
    }  # fmt: skip
    report = Report("สมุดรายวัน", [fund.name_th, span.words], [table])
    return report_page(request, "journal", report, [Shown(table, links)], filters, span.error)


def _journal_table(fund: Fund, entries: Any) -> tuple[Table, list[dict[int, str]]]:
    columns = [Column("เลขที่"), Column("วันที่"), Column("รายการ", wide=True), Column("บัญชี", wide=True), DEBIT, CREDIT]
    rows: list[list[object]] = []
    links: list[dict[int, str]] = []
    for entry in entries:
        words = f"{kind_words(entry.kind)}: {entry.memo}"
        for i, line in enumerate(entry.lines.all()):
            head = ["", "", ""] if i else [str(entry.number), short_th(entry.day), words]
            account = f"{line.account.code} {line.account.name_th}"
            rows.append([*head, account, max(line.satang, 0) or None, max(-line.satang, 0) or None])
            links.append({} if i else {0: entry_link(fund, entry.number)})
    return summed("", columns, rows), links


@needs("book.read")
def entry(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One entry: its lines, receipts, who made and checked it, its place in the chain, what it undoes or what undid it."""
    fund = fund_of(request)
    found = entry_of(fund, number)
    if found is None:
        raise Http404
    refused = reversal_refused(found)
    lines = list(found.lines.all())
    shown = [{"account": x.account, "satang": x.satang, "credit": -x.satang} for x in lines]
    context = {
        "entry": found, "lines": shown, "kind": kind_words(found.kind), "receipts": found.receipts.order_by("number")[:50],
        "receipt_count": found.receipts.count(), "debit": sum(x.satang for x in lines if x.satang > 0),
        "credit": -sum(x.satang for x in lines if x.satang < 0), "reversed_by": getattr(found, "reversed_by", None),
        "refused": refused, "asked": asked_to_reverse(found), "voucher": VOUCHERS.get(found.kind, ""),
        "short": short_code(found.hash), "head": found.number == book_of(fund).head_number,
    }  # fmt: skip
    return page(request, "funds/book/entry.html", context)


@needs("book.read")
def accounts(request: HttpRequest, code: str) -> HttpResponse:
    """Every account with its balance, in its own direction; a closed year's income and spending stand at zero."""
    fund, span = fund_of(request), span_of(request, until=today())
    rows, links = [], []
    for a in ledger.accounts(book_of(fund), span.until):
        rows.append([a.code, a.name_th, ACCOUNT_WORDS[a.kind], a.satang * sign(a.kind)])
        links.append({1: reverse("book_account", args=[fund.code, a.code])})
    columns = [Column("รหัส"), Column("ชื่อบัญชี", wide=True), Column("หมวด"), Column("คงเหลือ (บาท)", MONEY)]
    table = Table("", columns, rows, note="สินทรัพย์และรายจ่ายเพิ่มทางเดบิต หมวดอื่นเพิ่มทางเครดิต")
    report = Report("ผังบัญชีและยอดคงเหลือ", [fund.name_th, span.words], [table])
    return report_page(request, "accounts", report, [Shown(table, links)], {"span": span}, span.error)


@needs("book.read")
def account(request: HttpRequest, code: str, account: str) -> HttpResponse:
    """One account: its lines with the balance after each."""
    fund, span = fund_of(request), span_of(request)
    try:
        found = ledger.account_lines(book_of(fund), account, span.since, span.until)
    except Account.DoesNotExist:
        raise Http404 from None
    way = sign(found.account.kind)
    columns = [
        Column("วันที่"), Column("เลขที่"), Column("รายการ", wide=True), DEBIT, CREDIT, Column("คงเหลือ", MONEY),
    ]  # fmt: skip
    rows: list[list[object]] = [["", "", "ยอดยกมา", None, None, found.opening_satang * way]]
    links: list[dict[int, str]] = [{}]
    for x in found.lines:
        rows.append(
            [
                short_th(x.day),
                str(x.number),
                f"{kind_words(x.kind)}: {x.memo}",
                x.debit_satang or None,
                x.credit_satang or None,
                x.balance_satang * way,
            ]
        )
        links.append({1: entry_link(fund, x.number)})
    total = ["รวม", "", "", found.debit_satang, found.credit_satang, found.closing_satang * way]
    title = f"{found.account.code} {found.account.name_th}"
    table = Table("", columns, rows, total)
    report = Report(title, [fund.name_th, span.words], [table])
    context = {"span": span, "with_since": True, "back": reverse("book_accounts", args=[fund.code])}
    return report_page(request, f"account-{found.account.code}", report, [Shown(table, links)], context, span.error)


@needs("book.read")
def trial(request: HttpRequest, code: str) -> HttpResponse:
    """งบทดลอง at the end of a day."""
    fund, span = fund_of(request), span_of(request, until=today())
    rows, links = [], []
    for row in ledger.trial_balance(book_of(fund), span.until):
        rows.append([row.code, row.name_th, row.debit_satang or None, row.credit_satang or None])
        links.append({1: reverse("book_account", args=[fund.code, row.code])})
    columns = [Column("รหัส"), Column("ชื่อบัญชี", wide=True), DEBIT, CREDIT]
    table = summed("", columns, rows)
    signers = [("", "เหรัญญิก"), ("", "ประธาน"), ("", "ผู้ตรวจสอบ")]
    day = f"ณ วันที่ {long_th(span.until)}" if span.until else "ณ วันนี้"
    report = Report("งบทดลอง", [fund.name_th, day], [table], signers=signers)
    context = {"span": span, "lead": "trial"}
    return report_page(request, "trial-balance", report, [Shown(table, links)], context, span.error)


@needs("book.read")
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Check the whole book now: every sum, number and hash; and whether a code that was printed before is still in it."""
    printed, book = request.GET.get("printed", "")[:20], book_of(fund_of(request))
    report = verify_book(book, printed)
    wanted = {f.entry for f in report.broken if f.entry}
    known = set(Entry.objects.filter(book=book, number__in=wanted).values_list("number", flat=True))
    faults = [{"fault": f, "known": f.entry in known} for f in report.broken]
    return page(request, "funds/book/check.html", {"result": report, "faults": faults, "printed": printed})
