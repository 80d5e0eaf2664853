"""A passed plan is changed by another one that every level said yes to: the draft beside it, what was sent up, the words on it."""

from django.db import models
from django.db.models import Q

from ..rules.amendments import OPEN, STATES
from ..rules.programmes import LEVELS
from ..rules.projects import VERDICTS


class PlanAmendment(models.Model):
    """การขอแก้แผน of a project: a copy of the plan that passed, changed until it goes up. One at a time.

    units, lines, instalments: the draft. lines: [side, kind, words, satang, origin], origin the place of the line in base (none:
    new), satang 0 of one that is taken out. instalments: [id, number, kind, stage, was, now] of those that change, satang.
    edits counts how often the draft was kept, so that nobody writes over what they did not read. made: the plan in force by it.
    """

    project = models.ForeignKey("homes.Project", on_delete=models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    base = models.ForeignKey("homes.PlanVersion", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=list(STATES.items()), default="draft")
    reason = models.CharField(max_length=300)
    units = models.PositiveIntegerField()
    lines = models.JSONField()
    instalments = models.JSONField(default=list)
    edits = models.PositiveIntegerField(default=0)
    made = models.OneToOneField(
        "homes.PlanVersion", null=True, on_delete=models.PROTECT, related_name="amendment"
    )  # once every level said yes
    dropped_why = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="homes_one_amendment_a_number"),
            models.UniqueConstraint(fields=["project"], condition=Q(state__in=OPEN), name="homes_one_amendment_open"),
            models.CheckConstraint(condition=Q(units__gt=0), name="homes_amendment_has_units"),
            models.CheckConstraint(
                condition=Q(state="passed", made__isnull=False) | (~Q(state="passed") & Q(made__isnull=True)),
                name="homes_amendment_in_force_made_a_plan",
            ),
        ]


class AmendmentVersion(models.Model):
    """The amendment as it was sent up; every yes is of one of these. Rows are only ever added."""

    amendment = models.ForeignKey(PlanAmendment, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300)
    units = models.PositiveIntegerField()
    lines = models.JSONField()
    instalments = models.JSONField()
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["amendment", "number"], name="homes_one_amendment_version_a_number"),
            models.CheckConstraint(condition=Q(units__gt=0), name="homes_amendment_version_has_units"),
        ]


class AmendmentWord(models.Model):
    """One word of one level on what was sent up: one a level, and one a person. Rows are only ever added."""

    version = models.ForeignKey(AmendmentVersion, on_delete=models.PROTECT, related_name="words")
    level = models.CharField(max_length=10, choices=list(LEVELS.items()))
    verdict = models.CharField(max_length=8, choices=list(VERDICTS.items()))
    decided_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    meeting = models.ForeignKey("homes.Meeting", null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "level"], name="homes_one_amendment_word_a_level"),
            models.UniqueConstraint(fields=["version", "by"], name="homes_one_amendment_word_a_person"),
            models.CheckConstraint(condition=Q(decided_on__lt="2200-01-01"), name="homes_amendment_word_day_is_ce"),
        ]
