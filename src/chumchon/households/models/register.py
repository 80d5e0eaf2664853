"""The register of a tambon, one passbook a household, and the family's word about it."""

import uuid

from django.db import models
from django.db.models import Q

STATES = [("open", "ยินยอมแล้ว"), ("refused", "ไม่ยินยอม"), ("erased", "ลบตามคำขอแล้ว")]
CONSENTS = [
    ("given", "ยินยอม"), ("refused", "ไม่ยินยอม"), ("withdrawn", "ถอนความยินยอม"), ("erased", "ขอให้ลบ"),
    ("exported", "รับสำเนาของตน"),
]  # fmt: skip


class Register(models.Model):
    """ทะเบียนสมุดพกครัวเรือน of one tambon, an organisation of kind "households". opened_by: the council or fund that opened it."""

    organisation = models.OneToOneField(
        "access.Organisation", on_delete=models.PROTECT, related_name="household_register"
    )
    opened_by = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="+")
    last_referral = models.PositiveIntegerField(default=0)

    @property
    def code(self) -> str:
        """As in its address."""
        return self.organisation.code


class Passbook(models.Model):
    """สมุดพกครัวเรือน: one household in the register of its tambon.

    state and state_at are the family's last word and its moment. newest and before are the two last visits that count. Of a
    household that refused or was erased nothing is kept but its number, so that a phone that comes back late brings nothing in.
    """

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="passbooks")
    household = models.ForeignKey("people.Household", on_delete=models.PROTECT, related_name="passbooks")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=8, choices=STATES, default="open")
    state_at = models.DateTimeField()
    newest = models.ForeignKey("Visit", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    before = models.ForeignKey("Visit", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    revisit_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "household"], name="one_passbook_a_household"),
            models.CheckConstraint(condition=Q(revisit_on__lt="2200-01-01"), name="passbook_revisit_is_ce"),
            models.CheckConstraint(
                condition=Q(state="open") | Q(newest__isnull=True, before__isnull=True, revisit_on__isnull=True),
                name="nothing_kept_after_refusal",
            ),
        ]
        indexes = [models.Index(fields=["register", "state"])]


class Consent(models.Model):
    """What the family said of its passbook, and what it was given: who heard it, when. Rows are only ever added."""

    passbook = models.ForeignKey(Passbook, on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=9, choices=CONSENTS)
    day = models.DateField()
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="consent_day_is_ce")]
