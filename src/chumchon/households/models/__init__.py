"""Tables of household passbooks, a file per noun."""

from .referral import Referral
from .register import Consent, Passbook, Register
from .visit import FamilyPlan, HouseholdHelp, Visit

__all__ = ["Consent", "FamilyPlan", "HouseholdHelp", "Passbook", "Referral", "Register", "Visit"]
