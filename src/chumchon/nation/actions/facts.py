"""Sum each fund's book into fund-months: counted from entries and memberships, so anybody with the book gets the same."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.db.models import Min

from chumchon.funds.models import ClaimPayment, Fund
from chumchon.funds.queries import reports
from chumchon.funds.rules.reports_members import History
from chumchon.ledger import queries as ledger
from chumchon.ledger.models import Book, Entry

from ..models import FundMonth
from .measuring import load_measures
from .summing import sum_books

BENEFITS = "51"
MATCH = ("4030", "4040")


def refresh_books(today: date, progress: Callable[[str], None] = lambda fund: None) -> int:
    """Bring every fund's months up to date and sum them for the areas; answers how many funds were reckoned anew.

    A fund whose book has not grown since its last row is passed over, so that a stopped run goes on where it stood.
    """
    load_measures()
    done = 0
    for fund in Fund.objects.select_related("organisation").order_by("organisation__code"):
        progress(fund.code)
        done += refresh_fund(fund, today)
    sum_books()
    return done


@transaction.atomic
def refresh_fund(fund: Fund, today: date) -> bool:
    """Reckon the months of one fund from its first entry until the month of today; false where nothing was new."""
    book = Book.objects.get(organisation_id=fund.organisation_id)
    newest = FundMonth.objects.filter(organisation_id=fund.organisation_id).order_by("-month").first()
    if newest and newest.head_hash == book.head_hash and newest.month == today.replace(day=1):
        return False
    first = Entry.objects.filter(book=book).order_by("day").values_list("day", flat=True).first()
    if first is None:
        return False
    members, helped = reports.histories(fund), first_helped(fund)
    FundMonth.objects.filter(organisation_id=fund.organisation_id).delete()
    FundMonth.objects.bulk_create(_month(fund, book, members, helped, *span) for span in _spans(first, today))
    return True


def _spans(first: date, today: date) -> list[tuple[date, date]]:
    year, month, made = first.year, first.month, []
    while (year, month) <= (today.year, today.month):
        made.append(reports.month_span(year, month))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return made


def first_helped(fund: Fund) -> list[date]:
    """The day of the first payment to each member who was ever paid, a member once. What was taken back helped nobody."""
    paid = ClaimPayment.objects.filter(fund=fund, reverses=None, reversed_by=None)
    return list(paid.values("claim__member").annotate(first=Min("day")).values_list("first", flat=True))


def _month(fund: Fund, book: Book, members: list[History], helped: list[date], since: date, until: date) -> FundMonth:
    moved = ledger.balances(book, until, since, without=("closing", "opening"))
    stood = ledger.balances(book, until)
    cash = set(ledger.cash_accounts(book).values_list("code", flat=True))
    before = date.fromordinal(since.toordinal() - 1)
    was, now = ({m.member_id for m in members if m.present_on(day)} for day in (before, until))
    return FundMonth(
        organisation_id=fund.organisation_id, area=fund.organisation.subdistrict_id, month=since, members=len(now),
        joined=len(now - was), gone=len(was - now),
        contributions_satang=-moved.get("4010", 0), match_satang=-sum(moved.get(code, 0) for code in MATCH),
        benefits_satang=sum(v for code, v in moved.items() if code.startswith(BENEFITS)),
        recipients=sum(1 for day in helped if since <= day <= until),
        money_satang=sum(v for code, v in stood.items() if code in cash),
        head_number=book.head_number, head_hash=book.head_hash,
    )  # fmt: skip
