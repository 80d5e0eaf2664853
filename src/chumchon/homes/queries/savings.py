"""Reads of a savings group: members with what they saved, the passbook, what a loan holds, the group's cash."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from chumchon.ledger.models import Account, Book, Line
from chumchon.people.models import Person
from chumchon.thai.errors import BadInput, Refused
from chumchon.thai.money import baht

from ..models import Loan, SavedRow, Saver, SavingsGroup, SurveyedHouse


def book_of(group: SavingsGroup) -> Book:
    """The group's book."""
    return Book.objects.get(organisation=group.organisation_id)


def sums_of(saver: Saver) -> dict[str, int]:
    """Satang that stand to the member's name, by kind."""
    rows = SavedRow.objects.filter(saver=saver).order_by().values_list("kind").annotate(total=Sum("satang"))
    return dict(rows)


def savers(group: SavingsGroup, text: str = "", left: bool = False) -> QuerySet[Saver]:
    """Members by number with `saved`, `shares` (satang) and `last_day` of paying."""
    rows = Saver.objects.filter(group=group)
    if not left:
        rows = rows.filter(left_on=None)
    for word in text.split():
        found = Q(person__first_name__contains=word) | Q(person__surname__contains=word)
        rows = rows.filter(found | Q(number=int(word)) if word.isdecimal() and len(word) < 9 else found)
    return (
        rows.select_related("person__household__village")
        .annotate(
            saved=Coalesce(Sum("rows__satang", filter=Q(rows__kind="saving")), 0),
            shares=Coalesce(Sum("rows__satang", filter=Q(rows__kind="share")), 0),
            last_day=Max("rows__entry__day"),
        )
        .order_by("number")
    )


def saver_of(group: SavingsGroup, saver_id: int) -> Saver | None:
    """One member of this group, with sums."""
    return savers(group, left=True).filter(pk=saver_id).first()


def surveyed_heads(group: SavingsGroup) -> QuerySet[Person]:
    """People whose house the community surveyed and who are no members yet."""
    heads = SurveyedHouse.objects.filter(project=group.project_id).values("head")
    members = Saver.objects.filter(group=group).values("person")
    return Person.objects.filter(pk__in=heads).exclude(pk__in=members).order_by("sort_key")


@dataclass(frozen=True)
class PassbookRow:
    """A line of the passbook: what, which receipt, satang, and what stands after it."""

    day: date
    words: str
    receipt: str
    satang: int
    balance: int


def passbook(saver: Saver) -> list[PassbookRow]:
    """Every row of the member, oldest first."""
    balance, found = 0, []
    for row in saver.rows.select_related("entry", "receipt").order_by("entry__day", "entry__number", "id"):
        balance += row.satang
        words = row.get_kind_display() if row.satang > 0 else f"คืน{row.get_kind_display()}"
        found.append(PassbookRow(row.entry.day, words, row.receipt.label if row.receipt else "", row.satang, balance))
    return found


def held_for_loans(group: SavingsGroup, saver: Saver) -> int:
    """Savings that secure the member's running loans, satang: the wanted part of what was lent."""
    lent = Loan.objects.filter(saver=saver, state="lent").aggregate(total=Sum("satang"))["total"] or 0
    return -(-lent * group.saved_bp // 10_000)


def cash_accounts(book: Book) -> list[tuple[Account, int]]:
    """Box and bank with what they hold, satang."""
    accounts = Account.objects.filter(book=book, is_cash=True).order_by("code")
    return [(a, a.total or 0) for a in accounts.annotate(total=Sum("lines__satang"))]


def check_cash(book: Book, code: str, satang: int) -> None:
    """Money leaves only where it lies. Errors: NO_ACCOUNT, NO_CASH."""
    account = Account.objects.filter(book=book, code=code, is_cash=True).first()
    if account is None:
        raise BadInput("NO_ACCOUNT", "เลือกว่าจ่ายจากเงินสดหรือธนาคาร", "Choose cash or bank.")
    has = Line.objects.filter(account=account).aggregate(total=Sum("satang"))["total"] or 0
    if satang > has:
        raise Refused(
            "NO_CASH", f"{account.name_th}มี {baht(has)} บาท ไม่พอ {baht(satang)} บาท", f"Only {baht(has)} baht there."
        )


@dataclass(frozen=True)
class GroupSums:
    """A group in figures, satang."""

    members: int
    saved: int
    shares: int
    cash: int


def group_sums(group: SavingsGroup) -> GroupSums:
    """Members and money today."""
    rows = SavedRow.objects.filter(saver__group=group).order_by().values_list("kind").annotate(total=Sum("satang"))
    by_kind = dict(rows)
    cash = Line.objects.filter(account__book__organisation=group.organisation_id, account__is_cash=True)
    return GroupSums(
        Saver.objects.filter(group=group, left_on=None).count(), by_kind.get("saving", 0), by_kind.get("share", 0),
        cash.aggregate(total=Sum("satang"))["total"] or 0,
    )  # fmt: skip
