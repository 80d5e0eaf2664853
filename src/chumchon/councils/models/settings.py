"""What the law and custom say in numbers and kinds, as data with its source: an operator edits it."""

from django.db import models
from django.db.models import F, Q


class GroupKind(models.Model):
    """What an organisation is about: savings group, community forest, elders … source says where the list is from."""

    code = models.CharField(max_length=20, primary_key=True)
    position = models.PositiveSmallIntegerField()
    name_th = models.CharField(max_length=80)
    capital_th = models.CharField(max_length=80)
    source = models.CharField(max_length=120)
    is_on = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name_th


class CouncilRule(models.Model):
    """The numbers in force from a day on: shares are numerator and denominator, both whole.

    quorum 1/2: at least half of the seats; experts 1/5: of all the seats together.
    """

    from_day = models.DateField(unique=True)
    least_founders = models.PositiveSmallIntegerField()
    least_groups = models.PositiveSmallIntegerField()
    most_sent = models.PositiveSmallIntegerField()
    experts_num = models.PositiveSmallIntegerField()
    experts_den = models.PositiveSmallIntegerField()
    quorum_num = models.PositiveSmallIntegerField()
    quorum_den = models.PositiveSmallIntegerField()
    term_years = models.PositiveSmallIntegerField()
    meetings_a_year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["from_day"]
        constraints = [
            models.CheckConstraint(condition=Q(from_day__lt="2200-01-01"), name="council_rule_day_is_ce"),
            models.CheckConstraint(
                condition=Q(quorum_den__gt=0, experts_den__gt=0, quorum_num__lte=F("quorum_den"), experts_num__lt=F("experts_den")),
                name="council_rule_shares",
            ),
        ]  # fmt: skip
