"""Tables of community-led housing, a file per noun."""

from .loan import Loan, LoanPayment, LoanSchedule
from .programme import Ceiling, Programme, ProgrammeStep, ProgrammeTarget, ProgrammeTerm
from .project import Document, Meeting, Partner, Project, StepDecision
from .savings import SavedRow, Saver, SavingsGroup
from .survey import SurveyedHouse

__all__ = [
    "Ceiling", "Document", "Loan", "LoanPayment", "LoanSchedule", "Meeting", "Partner", "Programme", "ProgrammeStep", "ProgrammeTarget", "ProgrammeTerm",
    "Project", "SavedRow", "Saver", "SavingsGroup", "StepDecision", "SurveyedHouse",
]  # fmt: skip
