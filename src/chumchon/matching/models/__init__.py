"""Tables of the match: rounds, requests with their counts, awards with their money, debts."""

from .award import Award, MemberAward, Payment
from .debt import Debt, DebtUse, Succession
from .request import MemberYear, Request, Signature, Step
from .round import Round

__all__ = [
    "Award", "Debt", "DebtUse", "MemberAward", "MemberYear", "Payment", "Request", "Round", "Signature", "Step",
    "Succession",
]  # fmt: skip
