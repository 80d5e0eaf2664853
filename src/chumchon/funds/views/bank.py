"""Bank accounts: a statement comes in as a file, and its lines are laid beside the book."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.access.sheets import csv_response
from chumchon.thai.errors import NotAllowed, Plain
from chumchon.thai.money import baht_plain

from ..actions import bank as actions
from ..models import BankAccount
from ..queries import bank as queries
from ..rules import bank as rules
from .book_tools import page
from .common import fund_of

SHOWN_ROWS = 6


@needs("book.read")
def banks(request: HttpRequest, code: str) -> HttpResponse:
    """Every bank account with its balance and what waits to be matched."""
    rows = queries.bank_rows(fund_of(request))
    return page(request, "funds/bank/list.html", {"rows": rows, "total": sum(r.book_satang for r in rows)})


def _account(request: HttpRequest, account_id: int) -> BankAccount:
    found = queries.bank_account(fund_of(request), account_id)
    if found is None:
        raise Http404
    return found


@needs("book.read")
def account(request: HttpRequest, code: str, account_id: int) -> HttpResponse:
    """Reconciliation: what fits, what only one side has, and whether both tell the same story; `format=csv`."""
    found = queries.reconciliation(_account(request, account_id))
    if request.GET.get("format") == "csv":
        return _file(code, found)
    return page(request, "funds/bank/account.html", {"r": found, "account": found.account, "days": rules.DAYS_APART})


def _file(code: str, found: queries.Reconciliation) -> HttpResponse:
    rows: list[list[Any]] = []
    for words, pairs in (("น่าจะคู่กัน", found.suggested), ("จับคู่แล้ว", found.matched)):
        rows += [
            [words, p.bank.day, p.bank.text, baht_plain(p.bank.satang), p.book.entry.day, p.book.entry.number]
            for p in pairs
        ]
    rows += [["มีในธนาคารเท่านั้น", x.day, x.text, baht_plain(x.satang), "", ""] for x in found.only_bank]
    rows += [
        ["มีในสมุดเท่านั้น", "", x.entry.memo, baht_plain(x.satang), x.entry.day, x.entry.number] for x in found.only_book
    ]
    head = ["สถานะ", "วันที่ธนาคาร", "รายการ", "บาท", "วันที่ในสมุด", "รายการเลขที่"]
    return csv_response(f"bank-{code}-{found.account.account.code}.csv", head, rows)


@needs("bank.reconcile")
def import_file(request: HttpRequest, code: str, account_id: int) -> HttpResponse:
    """A file is read at once where its columns are known, else the person says which is which (the text travels along)."""
    fund, found = fund_of(request), _account(request, account_id)
    context: dict[str, Any] = {"account": found}
    if request.method != "POST":
        return page(request, "funds/bank/import.html", context)
    try:
        text = _text(request)
        sheet = rules.read(text)
        mapping = _mapping(request) or queries.remembered(fund, sheet.signature) or rules.guess(sheet.header)
        context |= {
            "text": text, "header": list(enumerate(sheet.header)), "rows": [r for _, r in sheet.rows[:SHOWN_ROWS]],
            "fields": [(f, w, mapping.get(f)) for f, w in rules.FIELDS.items()],
        }  # fmt: skip
        lines = rules.parse(sheet, mapping, today())
        done = actions.import_statement(
            fund, found, lines, sheet.signature, mapping, actor_of(request), timezone.now(), today()
        )
    except NotAllowed:
        raise
    except Plain as unread:
        return page(request, "funds/bank/import.html", {**context, "error": unread}, 422)
    messages.success(
        request, f"นำเข้าแล้ว {done.new:,} รายการ" + (f" มีอยู่แล้ว {done.known:,} รายการ" if done.known else "")
    )
    return redirect("bank_account", code, found.pk)


def _text(request: HttpRequest) -> str:
    sent = request.FILES.get("file")
    if sent is not None:
        return rules.decode(sent.read(rules.MAX_BYTES + 1))
    return rules.decode(request.POST.get("text", "").encode())


def _mapping(request: HttpRequest) -> dict[str, int]:
    """The columns that the person chose; nothing where a file was sent without a choice."""
    said = {field: request.POST.get(f"column_{field}", "") for field in rules.FIELDS}
    return {field: int(text) for field, text in said.items() if text.isascii() and text.isdigit() and len(text) < 4}


@needs("bank.reconcile")
def match(request: HttpRequest, code: str, account_id: int) -> HttpResponse:
    """Confirm one pair (`bank`, `book`), or with `all` everything that is suggested."""
    found = _account(request, account_id)
    if request.method == "POST":
        who, now = actor_of(request), timezone.now()
        if request.POST.get("all"):
            made = actions.match_suggested(fund_of(request), found, who, now, today())
        else:
            pair = [(_number(request, "bank"), _number(request, "book"))]
            made = actions.match(fund_of(request), found, pair, who, now, today())
        messages.success(request, f"จับคู่แล้ว {made:,} รายการ")
    return redirect("bank_account", code, account_id)


@needs("bank.reconcile")
def unmatch(request: HttpRequest, code: str, account_id: int) -> HttpResponse:
    """Take a pair apart again (`bank`)."""
    found = _account(request, account_id)
    if request.method == "POST":
        actions.unmatch(fund_of(request), found, _number(request, "bank"), actor_of(request), timezone.now(), today())
        messages.success(request, "เลิกจับคู่แล้ว")
    return redirect("bank_account", code, account_id)


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
