"""Tables of the match: rounds, requests with their counts, awards with their money, debts, funds that end in others."""

from .award import Award, MemberAward, Payment
from .debt import Debt, DebtUse, Succession
from .ending import Ending, EndingShare, Repayment
from .request import MemberYear, Request, Signature, Step
from .round import Round

__all__ = [
    "Award", "Debt", "DebtUse", "Ending", "EndingShare", "MemberAward", "MemberYear", "Payment", "Repayment", "Request",
    "Round", "Signature", "Step", "Succession",
]  # fmt: skip
