"""Matters: resolutions on their way up, at the meeting where they wait, with the answer that comes back down."""

import uuid

from django.db import models
from django.db.models import Q

MATTER_STATES = [("inbox", "รอพิจารณา"), ("merged", "รวมกับเรื่องอื่น"), ("sent", "ส่งต่อแล้ว รอคำตอบ"), ("answered", "ตอบแล้ว")]
OUTCOMES = [("accepted", "รับไปทำ"), ("partly", "รับไปทำบางส่วน"), ("noted", "รับทราบ ยังไม่ทำ"), ("refused", "ทำไม่ได้")]
STEP_KINDS = [
    ("received", "รับเรื่อง"), ("merged", "รวมเข้ากับเรื่องอื่น"), ("gathered", "รวมหลายเรื่องเป็นเรื่องเดียว"),
    ("sent", "ส่งต่อขึ้นไป"), ("answered", "ตอบ"), ("returned", "คำตอบกลับลงมา"),
]  # fmt: skip


class Matter(models.Model):
    """เรื่อง at a provincial or the national meeting. It came from a resolution or from a matter below, or was gathered from several.

    A resolution and a matter are sent up once: the database keeps one row for each. number is gapless by body and B.E. year.
    """

    body = models.ForeignKey("councils.Council", on_delete=models.PROTECT, related_name="matters")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year_be = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    text = models.CharField(max_length=1200)
    resolution = models.OneToOneField(
        "councils.Resolution", null=True, blank=True, on_delete=models.PROTECT, related_name="matter"
    )
    below = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="above")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    state = models.CharField(max_length=8, choices=MATTER_STATES, default="inbox")
    outcome = models.CharField(max_length=8, choices=OUTCOMES, blank=True)
    answer = models.CharField(max_length=1200, blank=True)
    answered_by = models.CharField(max_length=160, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-year_be", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["body", "year_be", "number"], name="one_matter_a_number"),
            models.CheckConstraint(
                condition=Q(resolution__isnull=True) | Q(below__isnull=True), name="matter_has_one_origin"
            ),
        ]
        indexes = [models.Index(fields=["body", "state"])]

    @property
    def label(self) -> str:
        """เรื่องที่ 4/2570."""
        return f"เรื่องที่ {self.number}/{self.year_be}"


class MatterStep(models.Model):
    """One step of a matter. Rows are only ever added."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=8, choices=STEP_KINDS)
    note = models.CharField(max_length=1200, blank=True)
    by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
