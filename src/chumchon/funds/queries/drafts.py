"""Reads of drafts: what waits, what was answered, and what an account could still give."""

from datetime import date

from django.db.models import QuerySet, Sum

from chumchon.ledger.models import Account, Book, Line

from ..models import BankAccount, CashDraft, Fund
from ..rules.drafts import AccountFacts

_WITH = ("debit_account", "credit_account", "maker", "checker", "entry", "reverses")


def drafts(fund: Fund, state: str = "") -> QuerySet[CashDraft]:
    """Drafts of a fund, newest first, with everything a list shows."""
    rows = CashDraft.objects.filter(fund=fund).select_related(*_WITH).order_by("-id")
    return rows.filter(state=state) if state else rows


def draft_of(fund: Fund, draft_id: int) -> CashDraft | None:
    """A draft of this fund."""
    return drafts(fund).filter(pk=draft_id).first()


def waiting(fund: Fund) -> int:
    """How many drafts wait for a second person."""
    return CashDraft.objects.filter(fund=fund, state="waiting").count()


def lowest_from(account: Account, day: date) -> int:
    """The lowest end-of-day balance of an account from that day on: what may leave it that day without a hole later."""
    before = Line.objects.filter(account=account, entry__day__lte=day).aggregate(total=Sum("satang"))["total"] or 0
    later = (
        Line.objects.filter(account=account, entry__day__gt=day)
        .values("entry__day")
        .annotate(total=Sum("satang"))
        .order_by("entry__day")
        .values_list("total", flat=True)
    )
    lowest = balance = before
    for moved in later:
        balance += moved
        lowest = min(lowest, balance)
    return lowest


def account_facts(account: Account, day: date) -> AccountFacts:
    """An account as the rules see it."""
    lowest = lowest_from(account, day) if account.is_cash else 0
    return AccountFacts(account.code, account.name_th, account.kind, account.is_cash, lowest)


def accounts_by_code(book: Book, codes: tuple[str, ...]) -> list[Account]:
    """Accounts in the order of the codes."""
    found = {a.code: a for a in Account.objects.filter(book=book, code__in=codes)}
    return [found[code] for code in codes if code in found]


def places(book: Book) -> list[Account]:
    """Where money can lie: cash in hand and the bank accounts that are not closed, by code."""
    closed = BankAccount.objects.filter(account__book=book, closed_on__isnull=False).values("account_id")
    return list(Account.objects.filter(book=book, is_cash=True).exclude(pk__in=closed).order_by("code"))
