"""Money of a project: plan, book and works side by side; what came in with its receipts, and from whom where that may be told."""

from dataclasses import dataclass

from django.db.models import QuerySet

from chumchon.ledger.models import Receipt
from chumchon.ledger.queries import balances

from ..models import Project, ProjectIncome
from ..rules.incomes import Meeting, meeting
from .plans import newest
from .projects import book_of, cash_of


def meets(project: Project) -> Meeting:
    """Sources and uses as the plan sent up last says them, beside what the project's book says."""
    plan = newest(project)
    lines = [(side, kind, satang) for side, kind, _, satang in plan.lines] if plan else []
    return meeting(lines, balances(book_of(project)), cash_of(project))


HIDDEN = "ผู้พักในศูนย์"


@dataclass(frozen=True)
class Income:
    """Money that came in. whom: from whom; of a person in a centre without a home only the centre's own people are told."""

    row: ProjectIncome
    whom: str
    receipt: Receipt | None


def whom(project: Project, income: ProjectIncome, inside: bool) -> str:
    """From whom it came. inside: may the reader know who lives in the centre?"""
    return HIDDEN if project.programme.way == "path" and income.kind == "savings" and not inside else income.from_th


def incomes(project: Project, inside: bool, most: int = 200) -> list[Income]:
    """The newest, with their receipts. Two queries."""
    rows = project.incomes.select_related("by", "checker").prefetch_related("entry__receipts")[:most]
    return [Income(row, whom(project, row, inside), next(iter(row.entry.receipts.all()), None)) for row in rows]


def receipt_of(project: Project, receipt_id: int) -> Receipt | None:
    """A receipt of the project's book."""
    rows: QuerySet[Receipt] = Receipt.objects.filter(pk=receipt_id, book__organisation=project.organisation_id)
    return rows.select_related("entry__actor", "entry__checker", "entry__project_income").first()
