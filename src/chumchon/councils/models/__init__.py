"""The room's tables, by noun."""

from .council import Council, Seat, Term
from .group import Founder, Group, GroupPaper, GroupSeries, GroupYear
from .matter import Matter, MatterStep
from .meeting import AgendaItem, Attendance, Ballot, Meeting, Minutes
from .resolution import Resolution, ResolutionStep
from .settings import CouncilRule, GroupKind

__all__ = [
    "AgendaItem", "Attendance", "Ballot", "Council", "CouncilRule", "Founder", "Group", "GroupKind", "GroupPaper",
    "GroupSeries", "GroupYear", "Matter", "MatterStep", "Meeting", "Minutes", "Resolution", "ResolutionStep", "Seat", "Term",
]  # fmt: skip
