"""Who may do what, where: organisations, users, grants of a role, and the trail of what was done."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from .rules import ROLE_CHOICES


class Organisation(models.Model):
    """A body that keeps a book or holds people: fund, savings group, project, council, institute."""

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=20)
    name_th = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160, blank=True)
    subdistrict = models.ForeignKey("areas.Subdistrict", on_delete=models.PROTECT)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(opened_on__lt="2200-01-01"), name="opened_on_is_ce")]


class User(AbstractUser):
    """A person who signs in. The name is shown in Thai; the PIN is for the second signature at a table."""

    name_th = models.CharField(max_length=160)
    pin_hash = models.CharField(max_length=200, blank=True)
    must_choose_password = models.BooleanField(default=False)  # the one they have was read off somebody else's screen

    def __str__(self) -> str:
        return self.name_th or self.username


class Grant(models.Model):
    """A role of a user in an organisation, or over an area ("" the nation, "50" a province, "R1" a region), for a time."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=ROLE_CHOICES)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="grants"
    )
    area_prefix = models.CharField(max_length=6, blank=True)
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(from_day__lt="2200-01-01"), name="grant_from_is_ce"),
            models.CheckConstraint(condition=models.Q(until_day__lt="2200-01-01"), name="grant_until_is_ce"),
        ]


class AuditEvent(models.Model):
    """One thing that was done or one full citizen id that was read. Rows are only ever added."""

    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(User, null=True, on_delete=models.PROTECT)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-id"])]
