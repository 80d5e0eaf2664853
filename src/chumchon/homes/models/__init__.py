"""Tables of community-led housing, a file per noun."""

from .amendment import AmendmentVersion, AmendmentWord, PlanAmendment
from .building import BuildPlan, HouseBuild, HouseStage, Material, MaterialMove
from .closing import GroupYear
from .figure import ProjectFigure
from .income import ProjectIncome
from .lease import Lease, LeasePayment
from .legal import LegalBody
from .loan import Loan, LoanPayment, LoanSchedule
from .look import LookBand
from .move import Move, Wave
from .path import PathPerson, PathStep
from .plan import Instalment, PlanLine, PlanOption, PlanVersion, Proof, Purchase
from .programme import Ceiling, Programme, ProgrammeStep, ProgrammeTarget, ProgrammeTerm
from .project import Document, Meeting, Partner, Project, StepDecision
from .repair import RepairHouse, RepairQuota
from .savings import SavedRow, Saver, SavingsGroup
from .stay import TemporaryStay
from .survey import SurveyedHouse
from .urgent import HandOver, UrgentEvent, UrgentHouse

__all__ = [
    "AmendmentVersion",
    "AmendmentWord",
    "BuildPlan",
    "Ceiling",
    "Document",
    "GroupYear",
    "HandOver",
    "HouseBuild",
    "HouseStage",
    "Instalment",
    "Lease",
    "LeasePayment",
    "LegalBody",
    "Loan",
    "LoanPayment",
    "LoanSchedule",
    "LookBand",
    "Material",
    "MaterialMove",
    "Meeting",
    "Move",
    "Partner",
    "PathPerson",
    "PathStep",
    "PlanAmendment",
    "PlanLine",
    "PlanOption",
    "PlanVersion",
    "Programme",
    "ProgrammeStep",
    "ProgrammeTarget",
    "ProgrammeTerm",
    "Project",
    "ProjectFigure",
    "ProjectIncome",
    "Proof",
    "Purchase",
    "RepairHouse",
    "RepairQuota",
    "SavedRow",
    "Saver",
    "SavingsGroup",
    "StepDecision",
    "SurveyedHouse",
    "TemporaryStay",
    "UrgentEvent",
    "UrgentHouse",
    "Wave",
]
