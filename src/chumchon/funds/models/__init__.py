"""The fund's tables, by noun."""

from .agreement import AgreementVersion, BenefitHistory
from .banking import BankAccount, BankLine, CashCount, CashDraft
from .claim import Claim, ClaimDecision, ClaimEvidence, ClaimPayment, ClaimSeatVote, ClaimVerdict, HelpVoid, NonCashHelp
from .closing import FiscalYear
from .collecting import CollectionSheet, Taking, TakingVoid
from .contribution import Contribution
from .cutoff import CutOffSheet
from .fund import CommitteeSeat, Fund
from .importing import ImportBatch, ImportMapping, ImportRow
from .member import Member, MemberEvent
from .plan import PlanChange
from .printing import ReceiptPrint

__all__ = [
    "AgreementVersion", "BankAccount", "BankLine", "BenefitHistory", "CashCount", "CashDraft", "Claim", "ClaimDecision",
    "ClaimEvidence", "ClaimPayment", "ClaimSeatVote", "ClaimVerdict", "CollectionSheet",
    "CommitteeSeat", "Contribution", "CutOffSheet", "FiscalYear", "Fund", "HelpVoid", "ImportBatch", "ImportMapping",
    "ImportRow", "Member", "MemberEvent", "NonCashHelp", "PlanChange", "ReceiptPrint", "Taking", "TakingVoid",
]  # fmt: skip
