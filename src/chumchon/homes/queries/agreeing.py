"""Do a savings group's book, its members' rows, its loans and the institute's book say the same satang?"""

from dataclasses import dataclass

from django.db.models import Q, Sum

from chumchon.access.walls import whole_nation
from chumchon.ledger.models import Line
from chumchon.ledger.queries import balances

from ..models import Loan, LoanPayment, SavingsGroup
from ..rules import savings as rules
from .savings import book_of, group_sums


@dataclass(frozen=True)
class Beside:
    """One figure on two sides, satang: what the book says, and what the rows or the other book say."""

    words: str
    book: int
    other: int

    @property
    def agree(self) -> bool:
        """The same satang."""
        return self.book == self.other


def agreeing(group: SavingsGroup) -> list[Beside]:
    """Savings and shares, house loans, and the group's debt beside the institute's claim on it."""
    sums, rows = balances(book_of(group)), group_sums(group)
    return [
        Beside("เงินออมสมาชิก กับสมุดออมทุกเล่ม", -sums.get(rules.SAVED, 0), rows.saved),
        Beside("หุ้นสมาชิก กับสมุดออมทุกเล่ม", -sums.get(rules.SHARES, 0), rows.shares),
        Beside("ลูกหนี้สินเชื่อบ้าน กับเงินต้นคงเหลือทุกสัญญา", sums.get(rules.HOUSE_LOANS, 0), _left(group, houses=True)),
        Beside("หนี้สถาบัน กับเงินต้นคงเหลือของสัญญากลุ่ม", -sums.get(rules.OWED, 0), _left(group, houses=False)),
        Beside("หนี้สถาบัน กับสมุดของสถาบัน", -sums.get(rules.OWED, 0), _claim(group)),
    ]


def _left(group: SavingsGroup, houses: bool) -> int:
    loans = Loan.objects.filter(group=group, saver__isnull=not houses, state__in=("lent", "ended"))
    paid = LoanPayment.objects.filter(loan__in=loans).aggregate(total=Sum("principal_satang"))["total"] or 0
    return (loans.aggregate(total=Sum("satang"))["total"] or 0) - paid


@whole_nation()  # the institute's own lines of this group's loans
def _claim(group: SavingsGroup) -> int:
    of_group = Q(entry__group_loan__group=group) | Q(entry__lent_payment__loan__group=group)
    rows = Line.objects.filter(of_group, account__code="1310", account__book__organisation__kind="institute")
    return rows.aggregate(total=Sum("satang"))["total"] or 0
