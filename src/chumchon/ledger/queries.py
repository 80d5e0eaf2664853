"""Reads of a book: balances, the journal, an account's lines, receipts and payments. Satang; days are C.E., both included."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from .models import Account, Book, Entry, Line

CASH_IN_HAND = "1010"
OPENING = "opening"  # the kind of a cut-off entry: it says where a book starts and is nobody's receipt
CLOSING = "closing"


@dataclass(frozen=True)
class TrialRow:
    """An account of the trial balance; one of the two sides is zero."""

    code: str
    name_th: str
    kind: str
    debit_satang: int
    credit_satang: int


@dataclass(frozen=True)
class AccountLine:
    """A line as an account shows it: one side, and the balance after it (debit above zero)."""

    line_id: int
    entry_id: int
    number: int
    day: date
    kind: str
    memo: str
    satang: int
    balance_satang: int

    @property
    def debit_satang(self) -> int:
        """What came in on the left, else 0."""
        return max(self.satang, 0)

    @property
    def credit_satang(self) -> int:
        """What went out on the right, else 0."""
        return max(-self.satang, 0)


@dataclass(frozen=True)
class AccountLines:
    """An account over a span: the balance before it, its lines by day and number, the balance after."""

    account: Account
    opening_satang: int
    lines: list[AccountLine]
    closing_satang: int

    @property
    def debit_satang(self) -> int:
        """Total of the left side."""
        return sum(line.debit_satang for line in self.lines)

    @property
    def credit_satang(self) -> int:
        """Total of the right side."""
        return sum(line.credit_satang for line in self.lines)


@dataclass(frozen=True)
class AccountSum:
    """An account and a sum of satang."""

    code: str
    name_th: str
    kind: str
    satang: int


@dataclass(frozen=True)
class ReceiptsAndPayments:
    """งบรับจ่าย: opening and closing by cash and bank account, receipts and payments by the account on the other side.

    opening total + receipts total - payments total == closing total, to the satang.
    """

    since: date
    until: date
    opening: list[AccountSum]
    receipts: list[AccountSum]
    payments: list[AccountSum]
    closing: list[AccountSum]

    @property
    def opening_satang(self) -> int:
        """Cash and bank before the span."""
        return sum(row.satang for row in self.opening)

    @property
    def receipts_satang(self) -> int:
        """Everything received."""
        return sum(row.satang for row in self.receipts)

    @property
    def payments_satang(self) -> int:
        """Everything paid."""
        return sum(row.satang for row in self.payments)

    @property
    def closing_satang(self) -> int:
        """Cash and bank after the span."""
        return sum(row.satang for row in self.closing)


def _span(since: date | None, until: date | None, prefix: str = "") -> Q:
    inside = Q()
    if since is not None:
        inside &= Q(**{f"{prefix}day__gte": since})
    if until is not None:
        inside &= Q(**{f"{prefix}day__lte": until})
    return inside


def accounts(
    book: Book, until: date | None = None, since: date | None = None, without: tuple[str, ...] = ()
) -> list[AccountSum]:
    """Every account by code with its movement in the span (debit above zero). `without`: kinds of entry left out. One query."""
    inside = _span(since, until, "lines__entry__")
    if without:
        inside &= ~Q(lines__entry__kind__in=without)
    moved = Sum("lines__satang", filter=inside) if inside else Sum("lines__satang")
    rows = Account.objects.filter(book=book).annotate(moved=Coalesce(moved, 0)).order_by("code")
    return [AccountSum(*row) for row in rows.values_list("code", "name_th", "kind", "moved")]


def balances(
    book: Book, until: date | None = None, since: date | None = None, without: tuple[str, ...] = ()
) -> dict[str, int]:
    """Satang by account code for every account of the book, untouched ones as 0; debit above zero. One query.

    With `since` it is the movement of the span; `without=("closing",)` keeps a closed year's income and spending.
    """
    return {row.code: row.satang for row in accounts(book, until, since, without)}


def trial_balance(book: Book, until: date | None = None) -> list[TrialRow]:
    """งบทดลอง: every account that has a balance, by code. The two sides sum to the same."""
    return [
        TrialRow(a.code, a.name_th, a.kind, max(a.satang, 0), max(-a.satang, 0))
        for a in accounts(book, until)
        if a.satang != 0
    ]


def cash_in_hand(book: Book) -> int:
    """Satang that should lie in the box now, by the book."""
    found = Line.objects.filter(account__book=book, account__code=CASH_IN_HAND).aggregate(total=Sum("satang"))
    return found["total"] or 0


def cash_accounts(book: Book) -> QuerySet[Account]:
    """Cash in hand and the bank accounts, by code."""
    return Account.objects.filter(book=book, is_cash=True).order_by("code")


def journal(
    book: Book, since: date | None = None, until: date | None = None, account: str = "", kind: str = ""
) -> QuerySet[Entry]:
    """สมุดรายวัน: entries by number with `lines` (accounts in hand), who made and checked, and `satang`: the debit total."""
    debit = (
        Line.objects.filter(entry=OuterRef("pk"), satang__gt=0).values("entry").annotate(t=Sum("satang")).values("t")
    )
    rows = Entry.objects.filter(_span(since, until), book=book)
    if account:
        rows = rows.filter(Exists(Line.objects.filter(entry=OuterRef("pk"), account__code=account)))
    if kind:
        rows = rows.filter(kind=kind)
    return (
        rows.select_related("actor", "checker", "reverses", "reversed_by")
        .prefetch_related(Prefetch("lines", Line.objects.select_related("account").order_by("position")))
        .annotate(satang=Coalesce(Subquery(debit, output_field=BigIntegerField()), 0))
        .order_by("number")
    )


def account_lines(book: Book, code: str, since: date | None = None, until: date | None = None) -> AccountLines:
    """An account's lines with the running balance. Errors: Account.DoesNotExist. Three queries, whatever the span."""
    account = Account.objects.get(book=book, code=code)
    opening = 0
    if since is not None:
        before = Line.objects.filter(account=account, entry__day__lt=since).aggregate(total=Sum("satang"))
        opening = before["total"] or 0
    rows = (
        Line.objects.filter(_span(since, until, "entry__"), account=account)
        .order_by("entry__day", "entry__number", "position")
        .values_list("id", "entry_id", "entry__number", "entry__day", "entry__kind", "entry__memo", "satang")
    )
    lines, balance = [], opening
    for row in rows.iterator():
        balance += row[6]
        lines.append(AccountLine(*row, balance))
    return AccountLines(account, opening, lines, balance)


def kinds(book: Book) -> list[str]:
    """Kinds of entry that stand in the book."""
    return sorted(Entry.objects.filter(book=book).values_list("kind", flat=True).distinct())


def receipts_and_payments(book: Book, since: date, until: date) -> ReceiptsAndPayments:
    """งบรับจ่าย of a span, from the entries that touch cash or a bank.

    Income stands under receipts and spending under payments, less what was reversed; other accounts stand on the side
    to which the entry's cash went. Transfers between cash and bank are neither. A cut-off entry belongs to the opening.
    """
    before = balances(book, until=since - timedelta(days=1))
    after = balances(book, until=until)
    cut_off = _moved(book, since, until, Q(entry__kind=OPENING, account__is_cash=True))
    cash = list(cash_accounts(book))
    opening = [_sum(a, before[a.code] + cut_off.get(a.code, 0)) for a in cash]
    receipts, payments = _sides(book, since, until)
    return ReceiptsAndPayments(since, until, opening, receipts, payments, [_sum(a, after[a.code]) for a in cash])


def _sum(account: Account, satang: int) -> AccountSum:
    return AccountSum(account.code, account.name_th, account.kind, satang)


def _moved(book: Book, since: date, until: date, which: Q) -> dict[str, int]:
    rows = Line.objects.filter(which, _span(since, until, "entry__"), account__book=book)
    return dict(rows.values("account__code").annotate(total=Sum("satang")).values_list("account__code", "total"))


def _sides(book: Book, since: date, until: date) -> tuple[list[AccountSum], list[AccountSum]]:
    cash = Line.objects.filter(entry=OuterRef("entry"), account__is_cash=True).values("entry")
    rows = (
        Line.objects.filter(_span(since, until, "entry__"), account__book=book, account__is_cash=False)
        .exclude(entry__kind=OPENING)
        .annotate(cash=Subquery(cash.annotate(t=Sum("satang")).values("t"), output_field=BigIntegerField()))
        .filter(cash__isnull=False)
        .annotate(
            side=Case(
                When(account__kind="income", then=Value("in")),
                When(account__kind="expense", then=Value("out")),
                When(cash__gte=0, then=Value("in")),
                default=Value("out"),
            )
        )
        .values("side", code=F("account__code"), name=F("account__name_th"), kind=F("account__kind"))
        .annotate(total=Sum("satang"))
        .order_by("code")
    )
    receipts: list[AccountSum] = []
    payments: list[AccountSum] = []
    for row in rows:
        if row["total"] == 0:
            continue
        inward = row["side"] == "in"
        found = AccountSum(row["code"], row["name"], row["kind"], -row["total"] if inward else row["total"])
        (receipts if inward else payments).append(found)
    return receipts, payments
