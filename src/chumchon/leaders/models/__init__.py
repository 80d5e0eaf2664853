"""The room's tables, by noun."""

from .certificate import Certificate, CertificateSeries, CertificateStep
from .event import Event
from .leader import Consent, HeldSkill, Honour, Leader, Position
from .settings import Course, HonourKind, Skill, SkillNeed
from .story import Story, StoryPicture, StoryStep
from .training import Attendance, Trainee, Training, TrainingDay

__all__ = [
    "Attendance", "Certificate", "CertificateSeries", "CertificateStep", "Consent", "Course", "Event", "HeldSkill", "Honour",
    "HonourKind", "Leader", "Position", "Skill", "SkillNeed", "Story", "StoryPicture", "StoryStep", "Trainee", "Training",
    "TrainingDay",
]  # fmt: skip
