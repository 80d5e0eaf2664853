"""The room's tables, by noun."""

from .application import Application, ApplicationPaper, ApplicationStep
from .call import Call, CallStep
from .due import Due, DueStep

__all__ = ["Application", "ApplicationPaper", "ApplicationStep", "Call", "CallStep", "Due", "DueStep"]
