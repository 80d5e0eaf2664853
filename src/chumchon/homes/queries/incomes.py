"""Plan, book and works of a project side by side."""

from chumchon.ledger.queries import balances

from ..models import Project
from ..rules.incomes import Meeting, meeting
from .plans import newest
from .projects import book_of, cash_of


def meets(project: Project) -> Meeting:
    """Sources and uses as the plan sent up last says them, beside what the project's book says."""
    plan = newest(project)
    lines = [(side, kind, satang) for side, kind, _, satang in plan.lines] if plan else []
    return meeting(lines, balances(book_of(project)), cash_of(project))
