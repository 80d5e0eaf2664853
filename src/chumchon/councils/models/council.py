"""A council, its terms of four years, and who sits in it."""

from datetime import date

from django.db import models
from django.db.models import Q

LOCAL = ("tambon", "municipality", "district")
KINDS = [
    ("tambon", "สภาองค์กรชุมชนตำบล"), ("municipality", "สภาองค์กรชุมชนเทศบาล"), ("district", "สภาองค์กรชุมชนเขต"),
    ("province", "การประชุมระดับจังหวัด"), ("nation", "การประชุมระดับชาติ"),
]  # fmt: skip
STATES = [("preparing", "กำลังเตรียมจัดตั้ง"), ("founded", "จัดตั้งแล้ว"), ("ended", "เลิกแล้ว")]
SEAT_KINDS = [("representative", "ผู้แทนองค์กร"), ("expert", "ผู้ทรงคุณวุฒิ"), ("delegate", "ผู้แทนสภา")]
POSITIONS = [("chair", "ประธาน"), ("deputy", "รองประธาน"), ("secretary", "เลขานุการ"), ("committee", "สมาชิก")]


class Council(models.Model):
    """สภาองค์กรชุมชน of a tambon, a municipality or a district of Bangkok; also the meeting of councils of a province and the nation.

    It opens as "preparing": its register takes organisations before the council itself is founded. number and year_be are
    those of the certificate, gapless by province; public_code opens the public check of it.
    """

    organisation = models.OneToOneField("access.Organisation", on_delete=models.PROTECT, related_name="council")
    kind = models.CharField(max_length=12, choices=KINDS)
    government = models.ForeignKey(
        "areas.LocalGovernment", null=True, blank=True, on_delete=models.PROTECT, related_name="councils"
    )
    state = models.CharField(max_length=10, choices=STATES, default="preparing")
    year_be = models.PositiveIntegerField(null=True, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    province = models.ForeignKey("areas.Province", on_delete=models.PROTECT, related_name="councils")
    founded_on = models.DateField(null=True, blank=True)
    public_code = models.CharField(max_length=26, unique=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "year_be", "number"], name="one_council_a_number"),
            models.UniqueConstraint(fields=["kind"], condition=Q(kind="nation"), name="one_national_meeting"),
            models.UniqueConstraint(
                fields=["kind", "province"], condition=Q(kind="province"), name="one_meeting_a_province"
            ),
            models.CheckConstraint(condition=Q(founded_on__lt="2200-01-01"), name="council_founded_is_ce"),
        ]

    @property
    def code(self) -> str:
        """As in its address."""
        return self.organisation.code

    @property
    def is_local(self) -> bool:
        """Do organisations of a community sit in it? Else councils do."""
        return self.kind in LOCAL

    @property
    def label(self) -> str:
        """12/2570, of the certificate; nothing before the founding."""
        return f"{self.number}/{self.year_be}" if self.number else ""


class Term(models.Model):
    """วาระ: the seats of one term stand together. Days are C.E., both included."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()
    from_day = models.DateField()
    until_day = models.DateField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="one_term_a_number"),
            models.CheckConstraint(condition=Q(until_day__lt="2200-01-01"), name="term_is_ce"),
        ]

    def covers(self, day: date) -> bool:
        """Does the term run that day?"""
        return self.from_day <= day <= self.until_day


class Seat(models.Model):
    """A person in a council for a term. number is the line on the paper list; person_key is the keyed index of the citizen id.

    Nobody sits in two local councils at once: the database refuses it. show_name: the person agreed that the public page
    shows the name; without it the page says the position and who sent them.
    """

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=SEAT_KINDS)
    position = models.CharField(max_length=10, choices=POSITIONS, default="committee")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="council_seats")
    person_key = models.CharField(max_length=64)
    group = models.ForeignKey("councils.Group", null=True, blank=True, on_delete=models.PROTECT, related_name="seats")
    sent_by = models.ForeignKey(Council, null=True, blank=True, on_delete=models.PROTECT, related_name="delegates")
    expertise = models.CharField(max_length=120, blank=True)
    show_name = models.BooleanField(default=False)
    from_day = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey("access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["term", "number"], name="one_seat_a_number"),
            models.UniqueConstraint(
                fields=["person_key"],
                condition=Q(ended_on__isnull=True, kind__in=["representative", "expert"]),
                name="one_council_a_person",
            ),
            models.UniqueConstraint(
                fields=["term", "person_key"], condition=Q(ended_on__isnull=True), name="one_seat_a_person"
            ),
            models.UniqueConstraint(
                fields=["term", "position"],
                condition=Q(ended_on__isnull=True, position__in=["chair", "secretary"]),
                name="one_chair_and_secretary",
            ),
        ]

    @property
    def sender(self) -> str:
        """Who sent the person, or what they know: for lists and papers."""
        if self.group is not None:
            return self.group.name_th
        return self.sent_by.organisation.name_th if self.sent_by is not None else self.expertise
