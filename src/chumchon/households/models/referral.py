"""What a household's visitor sends on, to whom, by when, and what came back."""

import uuid

from django.db import models
from django.db.models import Q

from ..rules.referrals import KINDS, RESULTS, STATES


class Referral(models.Model):
    """เรื่องส่งต่อ: numbered in the register. The family agreed to what it says (sealed); no more of the passbook travels.

    organisation: the fund, the project or the body with a training in the tambon that takes it; none where it goes by word. owner: who took
    it. step grows with each change, so that two who look at one state do not write over each other.
    """

    register = models.ForeignKey("households.Register", on_delete=models.PROTECT, related_name="referrals")
    passbook = models.ForeignKey("households.Passbook", on_delete=models.PROTECT, related_name="referrals")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=list(KINDS.items()))
    organisation = models.ForeignKey(
        "access.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey("funds.Member", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=list(STATES.items()), default="waiting")
    owner = models.ForeignKey("access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    due_on = models.DateField()
    claim = models.ForeignKey("funds.Claim", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    house = models.ForeignKey("homes.SurveyedHouse", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # No promise of the database: an officer who strikes a name from a list behind the second wall does not see who sent it.
    trainee = models.ForeignKey(
        "leaders.Trainee", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_constraint=False
    )
    result = models.CharField(max_length=6, choices=list(RESULTS.items()), blank=True)
    ended_on = models.DateField(null=True, blank=True)
    sealed = models.BinaryField()
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    step = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="one_referral_a_number"),
            models.CheckConstraint(condition=Q(due_on__lt="2200-01-01"), name="referral_due_is_ce"),
            models.CheckConstraint(condition=Q(made_on__lt="2200-01-01"), name="referral_made_is_ce"),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(state="cancelled") | Q(owner__isnull=False),
                name="referral_has_its_owner",
            ),
            models.CheckConstraint(condition=~Q(state="back") | ~Q(result=""), name="referral_back_has_a_result"),
        ]
        indexes = [models.Index(fields=["register", "state"]), models.Index(fields=["organisation", "state"])]
