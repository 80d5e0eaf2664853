"""Tables of household passbooks, a file per noun."""

from .beat import VisitorVillage
from .referral import Referral
from .register import Consent, Passbook, Register
from .told import ToldCounts
from .visit import FamilyPlan, HouseholdHelp, Visit

__all__ = [
    "Consent", "FamilyPlan", "HouseholdHelp", "Passbook", "Referral", "Register", "ToldCounts", "Visit", "VisitorVillage",
]  # fmt: skip
