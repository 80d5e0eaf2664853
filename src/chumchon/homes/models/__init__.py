"""Tables of community-led housing, a file per noun."""

from .loan import Loan, LoanPayment, LoanSchedule
from .plan import Instalment, PlanLine, PlanOption, PlanVersion, Proof, Purchase
from .programme import Ceiling, Programme, ProgrammeStep, ProgrammeTarget, ProgrammeTerm
from .project import Document, Meeting, Partner, Project, StepDecision
from .savings import SavedRow, Saver, SavingsGroup
from .survey import SurveyedHouse

__all__ = [
    "Ceiling",
    "Document",
    "Instalment",
    "Loan",
    "LoanPayment",
    "LoanSchedule",
    "Meeting",
    "Partner",
    "PlanLine",
    "PlanOption",
    "PlanVersion",
    "Programme",
    "ProgrammeStep",
    "ProgrammeTarget",
    "ProgrammeTerm",
    "Project",
    "Proof",
    "Purchase",
    "SavedRow",
    "Saver",
    "SavingsGroup",
    "StepDecision",
    "SurveyedHouse",
]
