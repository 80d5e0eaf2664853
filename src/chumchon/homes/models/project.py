"""A community's project: where it is, on what land, with whom, and what was decided. Sums stand in books."""

import uuid

from django.db import models
from django.db.models import F, Q

from ..rules.programmes import LEVELS
from ..rules.projects import MEETING_KINDS, PARTNERS, SETTLEMENTS, STATES, TENURES, VERDICTS


class Project(models.Model):
    """โครงการของชุมชน, an organisation of kind "housing" with a book. step_number is where it stands (StepDecision says why);
    units_planned is what the plan in force says (PlanAmendment moves it)."""

    organisation = models.OneToOneField("access.Organisation", on_delete=models.PROTECT, related_name="housing")
    programme = models.ForeignKey("homes.Programme", on_delete=models.PROTECT, related_name="projects")
    state = models.CharField(max_length=12, choices=list(STATES.items()), default="running")
    step_number = models.PositiveSmallIntegerField(default=1)
    settlement = models.CharField(max_length=12, choices=list(SETTLEMENTS.items()))
    tenure_now = models.CharField(max_length=14, choices=list(TENURES.items()))
    tenure_wanted = models.CharField(max_length=14, choices=list(TENURES.items()))
    land_owner = models.CharField(max_length=160, blank=True)
    units_planned = models.PositiveIntegerField()
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    outline = models.JSONField(null=True, blank=True)
    square_metres = models.PositiveIntegerField(null=True, blank=True)
    village = models.ForeignKey("areas.Village", null=True, blank=True, on_delete=models.PROTECT)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    story = models.CharField(max_length=600, blank=True)
    origin = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followers"
    )  # an urgent case that was handed over

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(started_on__lt="2200-01-01"), name="homes_project_start_is_ce"),
            models.CheckConstraint(condition=Q(ended_on__lt="2200-01-01"), name="homes_project_end_is_ce"),
            models.CheckConstraint(condition=Q(units_planned__gt=0), name="homes_project_has_units"),
        ]

    @property
    def code(self) -> str:
        """The organisation's code, as addresses have it."""
        return self.organisation.code

    @property
    def name_th(self) -> str:
        """The community's name."""
        return self.organisation.name_th

    @property
    def organisation_key(self) -> uuid.UUID:
        """A name space for the keys of entries that happen once in this project."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"chumchon/homes/{self.organisation.code}")


class Partner(models.Model):
    """ภาคี and what it promised; kept_on says since when the promise is kept."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="partners")
    kind = models.CharField(max_length=14, choices=list(PARTNERS.items()))
    name_th = models.CharField(max_length=160)
    promise = models.CharField(max_length=300)
    promised_satang = models.BigIntegerField(default=0)
    promised_on = models.DateField()
    kept_on = models.DateField(null=True, blank=True)
    kept_note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(promised_satang__gte=0), name="homes_promise_not_below_zero"),
            models.CheckConstraint(condition=Q(promised_on__lt="2200-01-01"), name="homes_promised_on_is_ce"),
            models.CheckConstraint(condition=Q(kept_on__lt="2200-01-01"), name="homes_kept_on_is_ce"),
        ]


class Meeting(models.Model):
    """การประชุม with its attendance and resolution. Rows are only ever added; a wrong one is corrected by the next meeting."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="meetings")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=list(MEETING_KINDS.items()))
    day = models.DateField()
    place_th = models.CharField(max_length=160)
    topic = models.CharField(max_length=200)
    invited = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    in_favour = models.PositiveIntegerField()
    against = models.PositiveIntegerField(default=0)
    resolution = models.CharField(max_length=1000)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="homes_meeting_day_is_ce"),
            models.CheckConstraint(
                condition=Q(present__lte=F("invited"), present__gte=F("in_favour") + F("against")),
                name="homes_votes_within_those_present",
            ),
        ]

    @property
    def has_quorum(self) -> bool:
        """Half of those who were invited are there [d]."""
        return 2 * self.present >= self.invited

    @property
    def carried(self) -> bool:
        """More than half of those present are in favour, and enough are there."""
        return self.has_quorum and 2 * self.in_favour > self.present


class StepDecision(models.Model):
    """One word of one level on one step: who, when, in which meeting. Rows are only ever added."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="decisions")
    step = models.ForeignKey("homes.ProgrammeStep", on_delete=models.PROTECT, related_name="decisions")
    level = models.CharField(max_length=10, choices=list(LEVELS.items()))
    verdict = models.CharField(max_length=8, choices=list(VERDICTS.items()))
    decided_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="decisions")
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(decided_on__lt="2200-01-01"), name="homes_decided_on_is_ce")]


class Document(models.Model):
    """A paper or photograph: a sealed file under CHUMCHON_DATA/homes. look: 64 bits of how it looks, in hex.

    taken_on, longitude, latitude: what the photograph said of itself before its marks were taken off.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="documents")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    step = models.ForeignKey("homes.ProgrammeStep", null=True, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=120)
    file_name = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    mime = models.CharField(max_length=20)
    pages = models.PositiveSmallIntegerField(default=1)
    size = models.PositiveIntegerField()
    look = models.CharField(max_length=16, blank=True)
    taken_on = models.DateField(null=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(taken_on__lt="2200-01-01"), name="homes_taken_on_is_ce")]
        indexes = [models.Index(fields=["look"])]
