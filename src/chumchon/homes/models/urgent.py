"""After fire or eviction: what happened, the list of houses, aid to each, and the hand-over to a lasting project."""

from django.db import models
from django.db.models import F, Q

from ..rules.urgent import DAMAGES, EVENTS


class UrgentEvent(models.Model):
    """เหตุเร่งด่วน of a project: what happened when. The list is due within the programme's list_within_days."""

    project = models.OneToOneField("homes.Project", on_delete=models.PROTECT, related_name="event")
    kind = models.CharField(max_length=10, choices=list(EVENTS.items()))
    happened_on = models.DateField()
    place_th = models.CharField(max_length=160)
    words = models.CharField(max_length=600, blank=True)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(happened_on__lt="2200-01-01"), name="homes_happened_on_is_ce")
        ]


class UrgentHouse(models.Model):
    """บ้านที่ประสบเหตุ. housed_on: it has a place to stay, and counts; lasting: the project that goes on with it."""

    project = models.ForeignKey("homes.Project", on_delete=models.PROTECT, related_name="urgent_houses")
    house = models.OneToOneField("homes.SurveyedHouse", on_delete=models.PROTECT, related_name="urgent")
    damage = models.CharField(max_length=8, choices=list(DAMAGES.items()))
    listed_on = models.DateField()
    late_why = models.CharField(max_length=300, blank=True)
    aid_satang = models.BigIntegerField(null=True)
    aid_on = models.DateField(null=True)
    aid_entry = models.OneToOneField("ledger.Entry", null=True, on_delete=models.PROTECT, related_name="urgent_aid")
    housed_on = models.DateField(null=True)
    lasting = models.ForeignKey("homes.Project", null=True, on_delete=models.PROTECT, related_name="houses_taken_over")
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(listed_on__lt="2200-01-01"), name="homes_listed_on_is_ce"),
            models.CheckConstraint(condition=Q(aid_on__lt="2200-01-01"), name="homes_aid_on_is_ce"),
            models.CheckConstraint(condition=Q(housed_on__lt="2200-01-01"), name="homes_housed_on_is_ce"),
            models.CheckConstraint(
                condition=Q(aid_satang__isnull=True, aid_entry__isnull=True)
                | Q(aid_satang__gt=0, aid_entry__isnull=False, aid_on__isnull=False),
                name="homes_aid_is_in_the_book",
            ),
        ]


class HandOver(models.Model):
    """การส่งต่อ of an urgent case to a lasting project. Rows are only ever added."""

    urgent = models.OneToOneField("homes.Project", on_delete=models.PROTECT, related_name="handed_over")
    lasting = models.ForeignKey("homes.Project", on_delete=models.PROTECT, related_name="taken_over")
    day = models.DateField()
    note = models.CharField(max_length=300)
    houses = models.PositiveIntegerField()
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(urgent=F("lasting")), name="homes_handed_to_another"),
            models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="homes_handed_on_is_ce"),
        ]
