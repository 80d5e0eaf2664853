"""อบรม: a course held on some days, who was on its list and who came on which day."""

import uuid

from django.db import models
from django.db.models import Q

STATES = [
    ("planned", "นัดแล้ว"), ("closed", "ปิดรายชื่อแล้ว รอออกใบรับรอง"), ("issued", "ออกใบรับรองแล้ว"), ("cancelled", "งด"),
]  # fmt: skip


class Training(models.Model):
    """A training of an organisation. Its list is open while planned, closed by one person, certificates issued by another."""

    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="trainings")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey("leaders.Course", on_delete=models.PROTECT, related_name="trainings")
    title = models.CharField(max_length=160)
    place = models.CharField(max_length=160)
    trainer = models.CharField(max_length=160)
    first_day = models.DateField()
    last_day = models.DateField()
    state = models.CharField(max_length=9, choices=STATES, default="planned")
    cancel_reason = models.CharField(max_length=300, blank=True)
    changes = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_by = models.ForeignKey("access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-first_day", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__lt="2200-01-01"), name="training_is_ce"),
            models.CheckConstraint(condition=Q(last_day__gte=models.F("first_day")), name="training_days_in_order"),
        ]
        indexes = [models.Index(fields=["organisation", "state"])]


class TrainingDay(models.Model):
    """A day of a training, in minutes of teaching; starts is the hour at which it begins."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    starts = models.TimeField()
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["training", "day"], name="one_training_day_a_day"),
            models.CheckConstraint(condition=Q(minutes__gt=0, minutes__lte=1440), name="training_day_has_minutes"),
        ]


class Trainee(models.Model):
    """A leader on the list of a training; number is the line on the paper list."""

    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="trainees")
    leader = models.ForeignKey("leaders.Leader", on_delete=models.PROTECT, related_name="trainings")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["training", "number"], name="one_trainee_a_number"),
            models.UniqueConstraint(fields=["training", "leader"], name="one_line_a_trainee"),
        ]


class Attendance(models.Model):
    """A trainee was there on a day; no row is "was not there". source: touched on the phone or typed from the paper."""

    day = models.ForeignKey(TrainingDay, on_delete=models.CASCADE, related_name="attendance")
    trainee = models.ForeignKey(Trainee, on_delete=models.PROTECT, related_name="attendance")
    source = models.CharField(max_length=5, choices=[("phone", "โทรศัพท์"), ("paper", "ใบรายชื่อ")])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "trainee"], name="one_attendance_a_day")]
