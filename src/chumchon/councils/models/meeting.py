"""Meetings: called, attended, minuted. What was signed is never changed; a later version stands beside it."""

import uuid

from django.db import models
from django.db.models import Q

from .council import POSITIONS

MEETING_KINDS = [("founding", "ประชุมจัดตั้ง"), ("ordinary", "ประชุมสามัญ"), ("extra", "ประชุมวิสามัญ")]
MEETING_STATES = [
    ("called", "นัดแล้ว"),
    ("held", "ประชุมแล้ว รอลงนามรายงาน"),
    ("signed", "ลงนามรายงานแล้ว"),
    ("cancelled", "งดประชุม"),
]
PRESENCE = [("present", "มา"), ("excused", "ลา"), ("absent", "ไม่มา")]


class Meeting(models.Model):
    """A meeting of a council; its number is gapless by council and B.E. year, a cancelled one keeps it."""

    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, related_name="meetings")
    term = models.ForeignKey("councils.Term", on_delete=models.PROTECT, related_name="meetings")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year_be = models.PositiveIntegerField()
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=MEETING_KINDS, default="ordinary")
    day = models.DateField()
    starts = models.TimeField()
    place = models.CharField(max_length=160)
    state = models.CharField(max_length=9, choices=MEETING_STATES, default="called")
    cancel_reason = models.CharField(max_length=300, blank=True)
    draft = models.TextField(blank=True)
    guests = models.PositiveSmallIntegerField(default=0)
    called_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField()

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["council", "year_be", "number"], name="one_meeting_a_number"),
            models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="meeting_day_is_ce"),
        ]

    @property
    def label(self) -> str:
        """ครั้งที่ 2/2570."""
        return f"ครั้งที่ {self.number}/{self.year_be}"

    @property
    def is_open(self) -> bool:
        """May attendance, agenda and resolutions still change?"""
        return self.state in ("called", "held")


class AgendaItem(models.Model):
    """ระเบียบวาระ: a line of the agenda; a matter from below may stand on it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    matter = models.ForeignKey(
        "councils.Matter", null=True, blank=True, on_delete=models.PROTECT, related_name="agenda"
    )

    class Meta:
        ordering = ["position", "id"]


class Attendance(models.Model):
    """One seat at one meeting: touched on the phone or typed from the paper list."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    seat = models.ForeignKey("councils.Seat", on_delete=models.PROTECT, related_name="attendance")
    state = models.CharField(max_length=8, choices=PRESENCE)
    from_paper = models.BooleanField(default=False)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="one_attendance_a_seat")]


class Minutes(models.Model):
    """รายงานการประชุม as it was signed: text, and in `frozen` who came and what was decided. Rows are only ever added."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    frozen = models.JSONField()
    sha256 = models.CharField(max_length=64)
    reason = models.CharField(max_length=300, blank=True)
    writer = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    signer = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["meeting", "version"], name="one_minutes_a_version")]


class Ballot(models.Model):
    """An election to a position: the votes of each candidate, [[seat id, votes], …]. Rows are only ever added."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="ballots")
    position = models.CharField(max_length=10)
    votes = models.JSONField()
    elected = models.ForeignKey("councils.Seat", on_delete=models.PROTECT, related_name="elections")
    present = models.PositiveSmallIntegerField()
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def get_position_words(self) -> str:
        """ประธาน."""
        return dict(POSITIONS)[self.position]
