"""ใบรับรอง: numbered without gaps by organisation and B.E. year; what it said is frozen, taking it back is a further step."""

from django.db import models
from django.db.models import Q

STATES = [("valid", "ใช้ได้"), ("withdrawn", "ยกเลิกแล้ว")]


class CertificateSeries(models.Model):
    """The next number of an organisation and B.E. year; locked while numbers are taken, so that none is left out."""

    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="+")
    year_be = models.PositiveIntegerField()
    next_number = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "year_be"], name="one_certificate_series")]


class Certificate(models.Model):
    """A leader finished a training. public_code opens the public check, which shows number, course, day and whether it holds.

    course_th, trainer, body, days and minutes are as they were on the day of issue.
    """

    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="certificates")
    year_be = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    trainee = models.OneToOneField("leaders.Trainee", on_delete=models.PROTECT, related_name="certificate")
    leader = models.ForeignKey("leaders.Leader", on_delete=models.PROTECT, related_name="certificates")
    course = models.ForeignKey("leaders.Course", on_delete=models.PROTECT, related_name="certificates")
    course_th = models.CharField(max_length=120)
    title = models.CharField(max_length=160)
    trainer = models.CharField(max_length=160)
    place = models.CharField(max_length=160)
    first_day = models.DateField()
    last_day = models.DateField()
    minutes = models.PositiveIntegerField()
    of_minutes = models.PositiveIntegerField()
    day = models.DateField()
    state = models.CharField(max_length=9, choices=STATES, default="valid")
    public_code = models.CharField(max_length=26, unique=True)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-year_be", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year_be", "number"], name="one_certificate_a_number"),
            models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="certificate_day_is_ce"),
            models.CheckConstraint(condition=Q(minutes__lte=models.F("of_minutes")), name="certificate_minutes_within"),
        ]

    @property
    def label(self) -> str:
        """7/2569, as on the paper."""
        return f"{self.number}/{self.year_be}"


class CertificateStep(models.Model):
    """Issued, printed again or withdrawn, by whom and why. Rows are only ever added."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=9, choices=[("issued", "ออกใบรับรอง"), ("withdrawn", "ยกเลิก")])
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
