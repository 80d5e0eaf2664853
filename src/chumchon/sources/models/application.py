"""คำขอทุน: a body asks (or a council for one of its organisations), with what was true on the day it was sent."""

import uuid

from django.db import models
from django.db.models import F, Q

STATES = [
    ("draft", "ร่าง"), ("sent", "ส่งแล้ว รอผล"), ("won", "ได้รับทุน"), ("refused", "ไม่ได้รับทุน"), ("withdrawn", "ถอนคำขอ"),
]  # fmt: skip
LIVE = Q(state__in=["draft", "sent", "won", "refused"])


class Application(models.Model):
    """An application to a call; number is gapless by call from the day it is sent. One a body (or organisation) and call.

    frozen: the facts and each condition as they were when it was sent. Sums in satang.
    """

    call = models.ForeignKey("sources.Call", on_delete=models.PROTECT, related_name="applications")
    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="applications")
    group = models.ForeignKey(
        "councils.Group", null=True, blank=True, on_delete=models.PROTECT, related_name="applications"
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(null=True, blank=True)
    title = models.CharField(max_length=160)
    text = models.CharField(max_length=4000)
    asked_satang = models.BigIntegerField()
    people = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=STATES, default="draft")
    frozen = models.JSONField(default=dict)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey("access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    given_satang = models.BigIntegerField(default=0)
    decided_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=600, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="one_application_a_number"),
            models.UniqueConstraint(
                fields=["call", "organisation"], condition=LIVE & Q(group__isnull=True), name="one_application_a_body"
            ),
            models.UniqueConstraint(
                fields=["call", "group"], condition=LIVE & Q(group__isnull=False), name="one_application_a_group"
            ),
            models.CheckConstraint(condition=Q(asked_satang__gt=0), name="application_asks_something"),
            models.CheckConstraint(
                condition=Q(given_satang__gte=0, given_satang__lte=F("asked_satang")), name="given_not_above_asked"
            ),
            models.CheckConstraint(
                condition=Q(state="won", given_satang__gt=0, decided_on__isnull=False)
                | (~Q(state="won") & Q(given_satang=0)),
                name="won_has_a_sum",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(number__isnull=False, sent_at__isnull=False),
                name="sent_has_a_number",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state"])]

    @property
    def name_th(self) -> str:
        """Who asks, as people say it."""
        return self.group.name_th if self.group is not None else self.organisation.name_th


class ApplicationPaper(models.Model):
    """A paper of an application, sealed under CHUMCHON_DATA/sources: made by the house as it stood when it was sent, or brought along."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="papers")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20)
    label = models.CharField(max_length=160)
    file_name = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    mime = models.CharField(max_length=20)
    pages = models.PositiveSmallIntegerField(default=1)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class ApplicationStep(models.Model):
    """Sent, won, refused, withdrawn: by whom and why. Rows are only ever added."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(
        max_length=9,
        choices=[("sent", "ส่งคำขอ"), ("won", "ให้ทุน"), ("refused", "ไม่ให้ทุน"), ("withdrawn", "ถอนคำขอ")],
    )
    note = models.CharField(max_length=600, blank=True)
    satang = models.BigIntegerField(default=0)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
