"""ผู้นำ: a person whom the tambon knows as one, what they agreed to show, the posts, honours and skills they hold."""

import uuid

from django.db import models
from django.db.models import Q

CONSENT_HOW = [("self", "เจ้าตัวกดเอง"), ("paper", "ลงชื่อในกระดาษ")]


class Leader(models.Model):
    """A leader of a tambon. person_key is the keyed index of the citizen id, null where none was given.

    is_public mirrors the newest Consent: only then does anybody outside see a name. user: their own sign-in, who then
    decides alone.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="leader")
    person_key = models.CharField(max_length=64, null=True, blank=True, unique=True)
    subdistrict = models.ForeignKey("areas.Subdistrict", on_delete=models.PROTECT, related_name="leaders")
    village = models.ForeignKey("areas.Village", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    user = models.OneToOneField("access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="leader")
    about = models.CharField(max_length=600, blank=True)
    is_public = models.BooleanField(default=False)
    entered_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subdistrict", "is_public"])]


class Consent(models.Model):
    """ความยินยอม given or taken back, by themselves or on a signed paper. Rows are only ever added; the newest counts."""

    leader = models.ForeignKey(Leader, on_delete=models.PROTECT, related_name="consents")
    given = models.BooleanField()
    how = models.CharField(max_length=6, choices=CONSENT_HOW)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Position(models.Model):
    """ตำแหน่ง that no record of the house knows: recorded by hand with who says so. Seats and roles come from their own records."""

    leader = models.ForeignKey(Leader, on_delete=models.PROTECT, related_name="positions")
    title = models.CharField(max_length=120)
    body = models.CharField(max_length=160)
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=160)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-from_day", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_day__lt="2200-01-01") & (Q(until_day__isnull=True) | Q(until_day__lt="2200-01-01")),
                name="position_days_are_ce",
            )
        ]


class Honour(models.Model):
    """เกียรติคุณ of a year (B.E.). A wrong one is struck with a reason and stays; one kind once a year and person."""

    leader = models.ForeignKey(Leader, on_delete=models.PROTECT, related_name="honours")
    kind = models.ForeignKey("leaders.HonourKind", on_delete=models.PROTECT, related_name="honours")
    year_be = models.PositiveIntegerField()
    for_what = models.CharField(max_length=300)
    source = models.CharField(max_length=160)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey("access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    struck_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-year_be", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["leader", "kind", "year_be"], condition=Q(struck_at__isnull=True), name="one_honour_a_year"
            ),
            models.CheckConstraint(condition=Q(year_be__gt=2400, year_be__lt=2743), name="honour_year_is_be"),
        ]


class HeldSkill(models.Model):
    """A skill that a leader has: by a certificate, or said by somebody who saw it done (note)."""

    leader = models.ForeignKey(Leader, on_delete=models.PROTECT, related_name="skills")
    skill = models.ForeignKey("leaders.Skill", on_delete=models.PROTECT, related_name="held")
    certificate = models.ForeignKey(
        "leaders.Certificate", null=True, blank=True, on_delete=models.PROTECT, related_name="skills"
    )
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["skill__position", "id"]
        constraints = [models.UniqueConstraint(fields=["leader", "skill"], name="one_skill_a_leader")]
